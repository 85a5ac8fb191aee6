//! Codes: one line each.

use crate::model::Code;
use crate::wording::{meaning, then};

use super::table::Sheet;

/// The section `codes`, if there are some.
pub(super) fn sheet_codes(codes: &[Code], sheet: &mut Sheet) {
    if codes.is_empty() {
        return;
    }
    sheet.section("codes");
    for code in codes {
        sheet.row(1, &[code.pattern.as_str(), code.name.snake(), then(code.then), &meaning(code)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CodeData;
    use crate::model::samples::{code, text};

    #[test]
    fn a_code_has_its_label_behind_its_meaning() {
        let mut denied = code("5006", "access_denied");
        denied.label = Some(text("无权访问"));
        let mut sheet = Sheet::default();
        sheet_codes(&[denied], &mut sheet);
        assert_eq!(
            sheet.done(),
            "\ncodes\n  5006                  access_denied         nothing       Something is wrong. (无权访问)\n"
        );
    }

    #[test]
    fn a_code_tells_what_its_answer_holds() {
        let mut partly = code("1", "partly");
        partly.data = Some(CodeData::Response);
        let mut sheet = Sheet::default();
        sheet_codes(&[partly], &mut sheet);
        assert!(sheet.done().ends_with("Something is wrong. Data: as of success\n"));
    }

    #[test]
    fn no_codes_no_section() {
        let mut sheet = Sheet::default();
        sheet_codes(&[], &mut sheet);
        assert_eq!(sheet.done(), "");
    }
}
