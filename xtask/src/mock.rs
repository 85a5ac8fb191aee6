//! `cargo xtask mock`: the mock server of an API, as a program that cargo builds and runs.
//!
//! In come the words after `mock`, out goes the program's exit code. Nothing of the emitted crate is known here but the
//! name of its program; it is built with that API alone.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::specs;

/// Runs the mock server of an API; the words are the API's name and the program's options.
pub(crate) fn run(root: &Path, words: &[OsString]) -> ExitCode {
    let known = known(root);
    let api = words.iter().find(|word| known.iter().any(|api| *word == api.as_str()));
    let asks = words.iter().any(|word| word == "help" || word == "--help" || word == "-h");
    // Help is the program's own, whichever API it is built with.
    let api = match (api, asks) {
        (Some(api), _) => api.to_string_lossy().into_owned(),
        (None, true) => known.first().cloned().unwrap_or_default(),
        (None, false) => return unknown(words, &known),
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(cargo_words(&api)).args(words).current_dir(root).status();
    match status {
        Ok(status) => match status.code() {
            Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            // A signal stopped it, as one is meant to.
            None => ExitCode::SUCCESS,
        },
        Err(error) => specs::failure(&format!("cannot run cargo: {error}")),
    }
}

/// What cargo is told, before the words for the program.
fn cargo_words(api: &str) -> [String; 9] {
    let features = format!("mock-program,{}", api.replace('_', "-"));
    let words = ["run", "--quiet", "--package", "jiekou", "--example", "mock", "--features", &features, "--"];
    words.map(str::to_owned)
}

fn unknown(words: &[OsString], known: &[String]) -> ExitCode {
    let known = known.join(", ");
    specs::failure(&match words.first().map(|word| word.to_string_lossy()) {
        Some(word) if !word.starts_with('-') => format!("there is no API `{word}`; there are: {known}"),
        _ => format!("which API? there are: {known}"),
    });
    ExitCode::from(2)
}

/// The APIs: folders of the specs with an `api.yaml`.
fn known(root: &Path) -> Vec<String> {
    let folders = fs::read_dir(root.join("specs")).into_iter().flatten().flatten();
    let apis = folders.filter(|folder| folder.path().join("api.yaml").is_file());
    let mut names: Vec<_> = apis.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_built_with_one_api() {
        let words = cargo_words("an_api").join(" ");
        assert_eq!(words, "run --quiet --package jiekou --example mock --features mock-program,an-api --");
    }

    #[test]
    fn apis_are_folders_of_specs() {
        let root = tempfile::tempdir().expect("a folder");
        for api in ["b", "a"] {
            let folder = root.path().join("specs").join(api);
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join("api.yaml"), "").expect("a file");
        }
        fs::create_dir_all(root.path().join("specs/no_api")).expect("a folder");
        assert_eq!(known(root.path()), ["a", "b"]);
        assert_eq!(known(&root.path().join("specs")), Vec::<String>::new());
    }
}
