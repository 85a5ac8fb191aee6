//! Codes: one line each.

use crate::model::{Code, Then};

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
        let words = format!("{}{label}{remedy}", code.means);
        sheet.row(1, &[code.pattern.as_str(), code.name.snake(), then(code.then), &words]);
    }
}

fn then(then: Then) -> &'static str {
    match then {
        Then::Nothing => "nothing",
        Then::BackOff => "back_off",
        Then::RefreshToken => "refresh_token",
        Then::FixInput => "fix_input",
        Then::AskVendor => "ask_vendor",
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
    fn no_codes_no_section() {
        let mut sheet = Sheet::default();
        sheet_codes(&[], &mut sheet);
        assert_eq!(sheet.done(), "");
    }
}
