//! What operations and callbacks say of themselves in the same words.

use crate::model::{Disagreement, Evidence, Text};
use crate::wording::source;

use super::table::Sheet;

/// Where the facts come from.
pub(super) fn sheet_evidence(evidence: &[Evidence], sheet: &mut Sheet) {
    evidence.iter().for_each(|one| sheet.line(&format!("evidence {}", source(one))));
}

/// What is not known, what is out of use, what is to be known.
pub(super) fn sheet_remarks(
    partial: &Option<Text>,
    deprecated: &Option<Text>,
    notes: &[Text],
    sheet: &mut Sheet,
) {
    for (word, text) in [("partial", partial), ("deprecated", deprecated)] {
        if let Some(text) = text {
            sheet.line(&format!("{word} {text}"));
        }
    }
    notes.iter().for_each(|note| sheet.line(&format!("note {note}")));
}

/// The section `disagrees`, if there is something in it.
pub(super) fn sheet_disagreements(disagreements: &[Disagreement], sheet: &mut Sheet) {
    if disagreements.is_empty() {
        return;
    }
    sheet.section("disagrees");
    for Disagreement { what, page, example, so } in disagreements {
        sheet.line(&format!("  {what}"));
        for (word, text) in [("page", page), ("example", example), ("so", so)] {
            sheet.line(&format!("    {word}: {text}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::text;

    #[test]
    fn only_what_is_said_has_a_line() {
        let mut sheet = Sheet::default();
        sheet_evidence(&[Evidence { page: text("doc-1"), section: Some(text("Codes")) }], &mut sheet);
        sheet_remarks(&None, &Some(text("Use the other.")), &[text("Slow.")], &mut sheet);
        sheet_disagreements(&[], &mut sheet);
        assert_eq!(sheet.done(), "evidence doc-1 (Codes)\ndeprecated Use the other.\nnote Slow.\n");
    }
}
