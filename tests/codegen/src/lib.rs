//! The fixtures: whole pretend APIs and wrong ones, as spec files in memory.
//!
//! In come the files below `fixtures/`, out go [`SourceFiles`]. Nothing here tests anything.

mod catalogue;

pub use catalogue::{Change, changes, unchanged};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What begins the heading of a virtual file.
const HEADING: &str = "# --- ";

/// One file of `fixtures/good` or `fixtures/bad`.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The file's name without its ending.
    pub name: String,
    /// The specs that it holds.
    pub files: SourceFiles,
}

/// The folder of this package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the whole workspace.
pub fn workspace() -> PathBuf {
    package().join("../..").canonicalize().expect("the workspace is two folders up")
}

/// The good fixtures, each of them a whole API, in order of names.
pub fn good() -> Vec<Fixture> {
    read_folder("good", &BTreeMap::new())
}

/// The bad fixtures, each of them the base with mistakes, in order of names.
pub fn bad() -> Vec<Fixture> {
    read_folder("bad", &apply(&read("base.yaml"), &BTreeMap::new()))
}

/// The base of the bad fixtures.
pub fn base() -> SourceFiles {
    sources(apply(&read("base.yaml"), &BTreeMap::new()))
}

/// The base of the bad fixtures with these files laid over it.
pub fn changed(text: &str) -> SourceFiles {
    sources(apply(text, &apply(&read("base.yaml"), &BTreeMap::new())))
}

fn read(path: &str) -> String {
    let path = package().join("fixtures").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read `{}`: {error}", path.display()))
}

fn read_folder(folder: &str, base: &BTreeMap<String, String>) -> Vec<Fixture> {
    let path = package().join("fixtures").join(folder);
    let entries =
        fs::read_dir(&path).unwrap_or_else(|error| panic!("cannot read `{}`: {error}", path.display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry of the folder").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
        .iter()
        .map(|file| Fixture {
            name: file.strip_suffix(".yaml").expect("fixtures are YAML files").to_owned(),
            files: sources(apply(&read(&format!("{folder}/{file}")), base)),
        })
        .collect()
}

/// Lays the sections of a fixture over a base: `# --- path` replaces a file or adds one, `# --- path (more)`
/// lengthens it, `# --- path (absent)` removes it.
fn apply(text: &str, base: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = base.clone();
    for (heading, body) in sections(text) {
        if let Some(path) = heading.strip_suffix(" (absent)") {
            files.remove(path).unwrap_or_else(|| panic!("the base has no `{path}`"));
        } else if let Some(path) = heading.strip_suffix(" (more)") {
            files.get_mut(path).unwrap_or_else(|| panic!("the base has no `{path}`")).push_str(body);
        } else {
            files.insert(heading.to_owned(), body.to_owned());
        }
    }
    files
}

/// The headings with the text below them. What stands before the first is for readers.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text
        .match_indices(HEADING)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text[..*at].ends_with('\n'))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            text[start + HEADING.len()..end].split_once('\n').expect("a line after the heading")
        })
        .collect()
}

fn sources(files: BTreeMap<String, String>) -> SourceFiles {
    SourceFiles::new(files.into_iter().map(|(path, text)| SourceFile { path, text }))
}
