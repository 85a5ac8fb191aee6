//! YAML for the unit tests of these rooms.

use crate::diagnostics::Diagnostics;
use crate::load;
use crate::source::{Document, Node, SourceFile, SourceFiles};

/// The tree of one file that is known to be YAML.
#[track_caller]
pub(super) fn node(yaml: &str) -> Node {
    (*document(yaml).root).clone()
}

/// One file that is known to be YAML.
#[track_caller]
pub(super) fn document(yaml: &str) -> Document {
    let files = SourceFiles::new([SourceFile { path: "specs/sample.yaml".into(), text: yaml.into() }]);
    let mut diagnostics = Diagnostics::default();
    let mut source = load::load(&files, &mut diagnostics);
    assert!(diagnostics.is_empty(), "the sample is not YAML");
    source.documents.remove(0)
}

/// What was reported, as messages in order of reporting.
pub(super) fn messages(diagnostics: &Diagnostics) -> Vec<String> {
    diagnostics.iter().map(|found| found.message.clone()).collect()
}
