//! Crates of APIs as their users meet them: a workspace of two, beside it a program that calls both over HTTP, one
//! through the facade and one by its own crate; warnings are denied.

use jiekou_codegen::source::SourceFiles;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::fixtures::{passed, root, sources};

/// The APIs of the workspace.
const APIS: [&str; 2] = ["memory_of_the_vendor", "scalars"];
const MANIFEST: &str = r#"[package]
name = "user"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"
test = false
doctest = false

[[test]]
name = "calls"
path = "calls.rs"

[dependencies]
jiekou = { path = "../clients", default-features = false, features = ["blocking", "memory-of-the-vendor", "mock", "scalars"] }
jiekou-scalars = { path = "../clients/jiekou-scalars", default-features = false }

[workspace]
"#;

#[test]
fn a_program_calls_apis_through_the_facade_and_by_their_own_crates() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates");
    let clients = place.join("clients");
    fs::create_dir_all(&place).expect("a folder");
    emit(&clients);
    let user = place.join("user");
    fs::create_dir_all(&user).expect("a folder");
    fs::write(user.join("Cargo.toml"), MANIFEST).expect("written");
    fs::write(user.join("lib.rs"), "").expect("written");
    fs::write(user.join("calls.rs"), include_str!("crates/calls.rs")).expect("written");
    fs::copy(root().join("Cargo.lock"), user.join("Cargo.lock")).expect("the lock");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["test", "--quiet", "--offline"])
        .current_dir(&user)
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", place.join("target"))
        .output()
        .expect("cargo");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the program does not compile or run:\n{out}\n{err}");
    assert_eq!(passed(&out), 3, "{out}");
}

/// Emits the workspace as the command does.
fn emit(clients: &Path) {
    let layout = jiekou_codegen::write::workspace(clients, &root().join("codegen")).expect("a place");
    let wanted = |path: &str| APIS.iter().any(|api| path.starts_with(&format!("specs/{api}/")));
    let all = sources();
    let files = SourceFiles::new(all.iter().map(|(_, file)| file.clone()).filter(|file| wanted(&file.path)));
    let tree = jiekou_codegen::generate_as(&files, &layout).expect("good fixtures");
    jiekou_codegen::write::apply(&tree, clients).expect("written");
}
