//! Which document is what: the folders under `specs/`, one an API.
//!
//! In come documents, out go [`Folder`]s in order of their names. Nothing is read here but paths.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::is_callback;
use crate::load::Source;
use crate::source::{Document, Span};
use std::collections::BTreeMap;

/// The one file that belongs to no API.
pub(super) const APPROVALS: &str = "specs/approvals.yaml";

/// The documents of one API.
#[derive(Default)]
pub(super) struct Folder<'a> {
    /// The folder's name.
    pub(super) name: String,
    /// `api.yaml`
    pub(super) api: Option<&'a Document>,
    /// `glossary.yaml`
    pub(super) glossary: Option<&'a Document>,
    /// `inventory.yaml`
    pub(super) inventory: Option<&'a Document>,
    /// `mock.yaml`
    pub(super) mock: Option<&'a Document>,
    /// `<group>/group.yaml`, by group.
    pub(super) groups: BTreeMap<String, &'a Document>,
    /// The files of operations and callbacks, with group and name, in order of paths.
    pub(super) calls: Vec<CallFile<'a>>,
    /// Whether a file could not be parsed, so that missing things may stand there.
    pub(super) broken: bool,
}

/// One file of an operation or a callback.
pub(super) struct CallFile<'a> {
    /// The folder's name.
    pub(super) group: String,
    /// The file's name, without its ending.
    pub(super) name: String,
    /// The file.
    pub(super) document: &'a Document,
}

impl CallFile<'_> {
    /// The full name: `account.update`.
    pub(super) fn id(&self) -> String {
        format!("{}.{}", self.group, self.name)
    }

    /// Whether it says of itself that it is a callback, well spelt or not.
    pub(super) fn is_callback(&self) -> bool {
        is_callback(&self.document.root)
    }
}

/// Sorts documents into folders; files that have no place are reported.
pub(super) fn resolve_layout<'a>(source: &'a Source, diagnostics: &mut Diagnostics) -> Vec<Folder<'a>> {
    let mut folders: BTreeMap<String, Folder<'a>> = BTreeMap::new();
    for document in source.documents.iter().filter(|document| document.path != APPROVALS) {
        let parts: Vec<&str> = document.path.split('/').collect();
        let (["specs", api, rest @ ..], true) = (parts.as_slice(), document.path.ends_with(".yaml")) else {
            report_unexpected(document, diagnostics);
            continue;
        };
        let folder = folders.entry((*api).to_owned()).or_default();
        match rest {
            ["api.yaml"] => folder.api = Some(document),
            ["glossary.yaml"] => folder.glossary = Some(document),
            ["inventory.yaml"] => folder.inventory = Some(document),
            ["mock.yaml"] => folder.mock = Some(document),
            [group, "group.yaml"] => {
                folder.groups.insert((*group).to_owned(), document);
            }
            [group, file] => folder.calls.push(CallFile {
                group: (*group).to_owned(),
                name: file.strip_suffix(".yaml").unwrap_or(file).to_owned(),
                document,
            }),
            _ => report_unexpected(document, diagnostics),
        }
    }
    for path in &source.broken {
        if let Some(folder) = path.split('/').nth(1).and_then(|api| folders.get_mut(api)) {
            folder.broken = true;
        }
    }
    folders
        .into_iter()
        .map(|(name, folder)| Folder { name, ..folder })
        .inspect(|folder| report_missing(folder, diagnostics))
        .collect()
}

impl<'a> Folder<'a> {
    /// The files of the calls of one group.
    pub(super) fn calls_of(&self, group: &str) -> impl Iterator<Item = &CallFile<'a>> {
        self.calls.iter().filter(move |file| file.group == group)
    }

    /// All documents.
    pub(super) fn documents(&self) -> impl Iterator<Item = &'a Document> {
        let of_api = [self.api, self.glossary, self.inventory, self.mock].into_iter().flatten();
        of_api.chain(self.groups.values().copied()).chain(self.calls.iter().map(|file| file.document))
    }

    /// Something to point at when a whole file is missing.
    pub(super) fn anchor(&self) -> Option<Span> {
        self.documents().next().map(start_of)
    }
}

/// The first byte of a document.
fn start_of(document: &Document) -> Span {
    Span { file: document.file, start: 0, end: 0 }
}

fn report_unexpected(document: &Document, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::UnexpectedFile,
            start_of(document),
            format!("`{}` has no place here", document.path),
        )
        .label("not read")
        .help(
            "an API has `api.yaml`, `glossary.yaml`, `inventory.yaml`, `mock.yaml`, `<group>/group.yaml` and `<group>/<operation>.yaml`",
        ),
    );
}

fn report_missing(folder: &Folder<'_>, diagnostics: &mut Diagnostics) {
    let Some(anchor) = folder.anchor().filter(|_| !folder.broken) else { return };
    let files =
        [("api.yaml", folder.api), ("glossary.yaml", folder.glossary), ("inventory.yaml", folder.inventory)];
    for (name, found) in files {
        if found.is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    anchor,
                    format!("the file `specs/{}/{name}` is missing", folder.name),
                )
                .label("belongs to an API without it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::resolve::samples::{document, messages};
    use crate::source::{SourceFile, SourceFiles};

    #[track_caller]
    fn check(paths: &[&str], expected: &[&str]) {
        let files = paths.iter().map(|path| SourceFile { path: (*path).into(), text: "a: 1\n".into() });
        let mut diagnostics = Diagnostics::default();
        let source = load(&SourceFiles::new(files), &mut diagnostics);
        resolve_layout(&source, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn a_whole_api_is_silent() {
        check(
            &[
                "specs/a/api.yaml",
                "specs/a/glossary.yaml",
                "specs/a/inventory.yaml",
                "specs/a/mock.yaml",
                "specs/a/g/group.yaml",
                "specs/a/g/o.yaml",
            ],
            &[],
        );
    }

    #[test]
    fn files_without_a_place_are_named() {
        check(&["specs/loose.yaml"], &["`specs/loose.yaml` has no place here"]);
    }

    #[track_caller]
    fn check_callback(yaml: &str, expected: bool) {
        let document = &document(yaml);
        let file = CallFile { group: "g".into(), name: "o".into(), document };
        assert_eq!(file.is_callback(), expected, "{yaml}");
    }

    #[test]
    fn a_callback_says_so() {
        check_callback("callback: g.o\n", true);
        check_callback("calback: g.o\n", true);
        check_callback("operation: g.o\ncalback: g.o\n", false);
        check_callback("label: g.o\n", false);
    }

    #[test]
    fn one_ending_is_taken_off() {
        let path = "specs/a/g/update.yaml.yaml";
        let files = SourceFiles::new([SourceFile { path: path.into(), text: "a: 1\n".into() }]);
        let mut diagnostics = Diagnostics::default();
        let source = load(&files, &mut diagnostics);
        let folders = resolve_layout(&source, &mut diagnostics);
        assert_eq!(folders[0].calls[0].name, "update.yaml");
    }

    #[test]
    fn missing_files_are_named() {
        check(
            &["specs/a/api.yaml", "specs/a/g/o.yaml"],
            &["the file `specs/a/glossary.yaml` is missing", "the file `specs/a/inventory.yaml` is missing"],
        );
    }
}
