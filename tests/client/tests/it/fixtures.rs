//! The emitted code of every good fixture, compiled with warnings denied, and its signing vectors run.
//!
//! All fixtures become one crate in a workspace of its own with our lints, so that what is compiled is what
//! a user would get, manifest and features included.

use jiekou_codegen::source::{SourceFile, SourceFiles};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace's root")
}

/// The virtual files of all good fixtures.
pub(crate) fn sources() -> SourceFiles {
    let folder = root().join("tests/codegen/fixtures/good");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the fixtures") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a fixture");
        for section in text.split("# --- ").skip(1) {
            let (path, text) = section.split_once('\n').expect("a section");
            files.push(SourceFile { path: path.trim().to_owned(), text: text.to_owned() });
        }
    }
    SourceFiles::new(files)
}

#[test]
fn emitted_code_of_every_fixture_compiles_and_its_vectors_hold() {
    let files = sources();
    let tree = jiekou_codegen::generate(&files).expect("good fixtures");
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let client = workspace.join("generated");
    std::fs::create_dir_all(&client).expect("a folder");
    jiekou_codegen::write::apply(&tree, &client).expect("written");
    let codegen = root().join("codegen");
    let manifest = tree.get("Cargo.toml").expect("a manifest");
    let placed = manifest.replace("../codegen", codegen.to_str().expect("a path in UTF-8"));
    assert_ne!(placed, manifest, "the manifest names the runtime by its place");
    std::fs::write(client.join("Cargo.toml"), placed).expect("written");
    // Behind the crate's own tests: what nobody but an emitted receiver can show.
    std::fs::create_dir_all(client.join("tests")).expect("a folder");
    std::fs::write(client.join("tests/receivers.rs"), include_str!("receivers.rs")).expect("written");
    std::fs::write(workspace.join("Cargo.toml"), workspace_manifest()).expect("written");
    std::fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).expect("the lock");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["test", "--quiet", "--offline", "--no-default-features", "--features"])
        .arg(features_of_apis(manifest))
        .arg("--manifest-path")
        .arg(client.join("Cargo.toml"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .output()
        .expect("cargo");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the fixtures do not compile:\n{out}\n{err}");
    assert!(passed(&out) > 0, "no vector ran:\n{out}");
}

/// All features but those of other people's crates, which would only be compiled once more.
fn features_of_apis(manifest: &str) -> String {
    let features =
        manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("features");
    let names = features.lines().filter_map(|line| line.split_once(" = ").map(|(name, _)| name));
    names.filter(|name| !["default", "hyper", "gzip", "charset"].contains(name)).collect::<Vec<_>>().join(",")
}

/// How many tests passed, by cargo's closing lines.
pub(crate) fn passed(out: &str) -> usize {
    out.split("test result: ok. ")
        .skip(1)
        .filter_map(|rest| rest.split(' ').next()?.parse::<usize>().ok())
        .sum()
}

/// A workspace with our shared tables and no other member.
fn workspace_manifest() -> String {
    let ours = std::fs::read_to_string(root().join("Cargo.toml")).expect("our manifest");
    let lints = ours.split("[workspace.lints.rust]").nth(1).expect("our lints");
    let lints = lints.split("[profile").next().expect("before the profiles");
    format!("[workspace]\nresolver = \"3\"\nmembers = [\"generated\"]\n\n[workspace.lints.rust]{lints}")
}
