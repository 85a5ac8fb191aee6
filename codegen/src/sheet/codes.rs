//! Codes: one line each.

use crate::model::{Code, CodeData};
use crate::wording::then;

use super::table::Sheet;

/// The section `codes`, if there are some.
pub(super) fn sheet_codes(codes: &[Code], sheet: &mut Sheet) {
    if codes.is_empty() {
        return;
    }
    sheet.section("codes");
    for code in codes {
        let label = code.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
        let remedy = code.remedy.as_ref().map(|remedy| format!(" Remedy: {remedy}")).unwrap_or_default();
        let data = match &code.data {
            None => String::new(),
            Some(CodeData::Response) => " Data: as of success".to_owned(),
            Some(CodeData::Shared(name)) => format!(" Data: {}", name.pascal()),
        };
        let words = format!("{}{label}{remedy}{data}", code.means);
        sheet.row(1, &[code.pattern.as_str(), code.name.snake(), then(code.then), &words]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
