//! Drafts: files of calls in which something is still to be written.
//!
//! In come a file of a call, out go its open points. A draft is no call: each open point is a mistake, so that no
//! client can be made of placeholders, and nothing else of the file is read, so that its author sees a list of what
//! to do and nothing that follows from it.

use super::layout::CallFile;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::draft::open_points;

impl CallFile<'_> {
    /// Whether something in it is still to be written.
    pub(super) fn is_draft(&self) -> bool {
        !open_points(&self.document.root).is_empty()
    }
}

/// Reports the open points of a draft.
pub(super) fn report_draft(file: &CallFile<'_>, diagnostics: &mut Diagnostics) {
    for (place, what) in open_points(&file.document.root) {
        diagnostics.push(Diagnostic::new(Code::OpenPoint, place, format!("to write: {what}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::wanted;
    use crate::resolve::samples::{document, messages};

    #[test]
    fn each_open_point_is_reported() {
        let open = |what| wanted(what);
        let document = &document(&format!("label: {}\nnotes: [{}]\nx: 1\n", open("a"), open("b")));
        let file = CallFile { group: "g".into(), name: "o".into(), document };
        let mut diagnostics = Diagnostics::default();
        report_draft(&file, &mut diagnostics);
        assert!(file.is_draft());
        assert_eq!(messages(&diagnostics), ["to write: a", "to write: b"]);
    }
}
