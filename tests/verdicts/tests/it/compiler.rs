//! The compiler as a judge: an emitted client is compiled, and programs over it.
//!
//! In come trees of files and programs, out goes which functions of a program do not compile, with rustc's codes. What
//! lies under the client is compiled once, by cargo; the rest is one short run of rustc each, without machine code.

use super::uses::{Broken, Uses};
use codegen_tests::workspace;
use jiekou_codegen::Tree;
use jiekou_codegen::source::SourceFiles;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where everything is compiled.
#[derive(Debug)]
pub(crate) struct Compiler {
    folder: PathBuf,
    /// Metadata of the crate under the client.
    runtime: PathBuf,
    /// Features that every emitted client has, of whatever API.
    general: BTreeSet<String>,
}

/// A client on the disk.
#[derive(Debug)]
pub(crate) struct Client<'c> {
    compiler: &'c Compiler,
    folder: PathBuf,
    features: Vec<String>,
}

impl Compiler {
    /// Compiles what lies under the client.
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verdicts");
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(workspace())
            .args(["check", "--locked", "--offline", "--message-format=json", "--package", "jiekou-runtime"])
            .args(["--no-default-features", "--features", "rsa", "--target-dir"])
            .arg(folder.join("target"))
            .output()
            .expect("cargo");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let runtime = messages(&output.stdout)
            .find(|message| message["target"]["name"] == "jiekou_runtime")
            .and_then(|message| message["filenames"][0].as_str().map(PathBuf::from))
            .expect("cargo says where the runtime is");
        let nothing = jiekou_codegen::generate(&SourceFiles::new([])).expect("no APIs are right");
        Self { folder, runtime, general: features(&nothing) }
    }

    /// Writes and compiles an emitted client; its folder is named so.
    pub(crate) fn client(&self, name: &str, tree: &Tree) -> Client<'_> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).expect("a folder");
        jiekou_codegen::write::apply(tree, &folder).expect("written");
        let features = features(tree).difference(&self.general).cloned().collect();
        let client = Client { compiler: self, folder, features };
        let output = client.run("rustc", &["--emit=metadata", "--cap-lints=allow"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        client
    }
}

impl Client<'_> {
    /// What of a program does not compile with this client, if what does not is taken out one after the other: the
    /// compiler does not come to types before all names are known.
    pub(crate) fn broken(&self, name: &str, uses: &Uses) -> Vec<Broken> {
        let mut broken: Vec<Broken> = Vec::new();
        loop {
            let found = uses.blame(&self.errors(name, &uses.without(&broken)));
            let is_over = found.is_empty() || found.iter().any(Broken::is_outside);
            broken.extend(found);
            if is_over {
                broken.sort();
                return broken;
            }
        }
    }

    /// Line and code of each error of a program.
    fn errors(&self, name: &str, program: &str) -> Vec<(usize, String)> {
        let source = self.folder.join(format!("{name}.rs"));
        fs::write(&source, program).expect("written");
        let output = Command::new("rustc")
            .args(["--crate-name=program", "--crate-type=lib", "--edition=2024", "--error-format=json"])
            .arg("--emit=metadata")
            .arg("--extern")
            .arg(format!("jiekou={}", self.folder.join("libjiekou.rmeta").display()))
            .args([&self.dependencies()[0], &self.dependencies()[1]])
            .arg("-o")
            .arg(self.folder.join(format!("{name}.rmeta")))
            .arg(source)
            .output()
            .expect("rustc");
        let errors: Vec<_> =
            messages(&output.stderr).filter_map(|message| place_and_code(&message)).collect();
        assert_eq!(output.status.success(), errors.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        errors
    }

    /// Runs rustc or rustdoc over the client itself; what comes out lies in its folder.
    pub(crate) fn run(&self, program: &str, flags: &[&str]) -> std::process::Output {
        let mut command = Command::new(program);
        command.args(["--crate-name=jiekou", "--crate-type=lib", "--edition=2024"]).args(flags);
        for feature in &self.features {
            command.arg("--cfg").arg(format!("feature={feature:?}"));
        }
        command.arg("--extern").arg(format!("jiekou_runtime={}", self.compiler.runtime.display()));
        command.args(self.dependencies()).arg("--out-dir").arg(&self.folder);
        // rustdoc gives its JSON to a compiler that may do what is not stable alone.
        command.env("RUSTC_BOOTSTRAP", "1").arg(self.folder.join("src/lib.rs")).output().expect("a compiler")
    }

    fn dependencies(&self) -> [String; 2] {
        let folder = self.compiler.runtime.parent().expect("a file lies in a folder");
        ["-L".to_owned(), format!("dependency={}", folder.display())]
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn messages(lines: &[u8]) -> impl Iterator<Item = Value> {
    lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok())
}

fn place_and_code(message: &Value) -> Option<(usize, String)> {
    let is_error = message["level"] == "error";
    let span = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
    is_error.then(|| (line, message["code"]["code"].as_str().unwrap_or("no code").to_owned()))
}

/// The names in the section `features` of a client's manifest.
fn features(tree: &Tree) -> BTreeSet<String> {
    let manifest = tree.get("Cargo.toml").expect("a manifest");
    let section =
        manifest.split("[features]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("features");
    section.lines().filter_map(|line| line.split_once(" = ").map(|(name, _)| name.to_owned())).collect()
}
