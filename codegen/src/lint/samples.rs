//! Trees for the unit tests of these rooms.

use crate::diagnostics::Diagnostics;
use crate::load::{Source, load};
use crate::source::{FileId, SourceFile, SourceFiles, Span};

/// One file that is known to be YAML, as text and as tree.
#[track_caller]
pub(super) fn source(yaml: &str) -> (SourceFile, Source) {
    let file = SourceFile { path: "specs/sample.yaml".into(), text: yaml.into() };
    let mut diagnostics = Diagnostics::default();
    let source = load(&SourceFiles::new([file.clone()]), &mut diagnostics);
    assert!(diagnostics.is_empty(), "the sample is not YAML");
    (file, source)
}

/// The place of the only `needle` in a text.
#[track_caller]
pub(super) fn span(text: &str, needle: &str) -> Span {
    assert_eq!(text.matches(needle).count(), 1, "`{needle}` stands there once");
    let start = text.find(needle).expect("it is there") as u32;
    Span { file: FileId(0), start, end: start + needle.len() as u32 }
}
