//! Codes: constants for the user of the client, and rows for the runtime.

use crate::ir::{CallCodes, CodeItem, CodeKind, Constant, Docs, Piece};
use crate::model::{Api, Code, CodePattern, Operation, Then};

use super::docs::labelled;

/// Constants, in the order of the model.
pub(super) fn lower_codes(codes: &[Code]) -> Vec<CodeItem> {
    codes.iter().map(lower_code).collect()
}

/// The module with the codes of a call; none where neither the call nor the API has some.
pub(super) fn lower_call_codes(api: &Api, operation: &Operation) -> Option<CallCodes> {
    if api.codes.is_empty() && operation.codes.is_empty() {
        return None;
    }
    let path = || ["super", "super", "super", "codes"].map(str::to_owned).to_vec();
    let shared = (!api.codes.is_empty()).then(path);
    Some(CallCodes { shared, own: lower_codes(&operation.codes) })
}

/// The rows of a table of codes.
pub(super) fn lower_code_table(codes: &[Code]) -> Constant {
    Constant::List(codes.iter().map(row).collect())
}

fn lower_code(code: &Code) -> CodeItem {
    let mut docs = Docs::default();
    docs.text(labelled(code.label.as_ref(), code.pattern.as_str(), Some(&code.means)));
    if let Some(remedy) = &code.remedy {
        docs.text([Piece::ours("Remedy: "), Piece::spec(remedy)]);
    }
    CodeItem {
        name: code.name.screaming().to_owned(),
        docs,
        text: code.pattern.as_str().to_owned(),
        kind: match code.pattern {
            CodePattern::Exact(_) => CodeKind::Exact,
            CodePattern::Class(_) => CodeKind::Class,
        },
    }
}

fn row(code: &Code) -> Constant {
    let mut with = Vec::new();
    if matches!(code.pattern, CodePattern::Class(_)) {
        with.push(("class", Vec::new()));
    }
    if let Some(label) = &code.label {
        with.push(("label", vec![Constant::text(label.to_string())]));
    }
    if let Some(remedy) = &code.remedy {
        with.push(("remedy", vec![Constant::text(remedy.to_string())]));
    }
    if let Some(then) = then(code.then) {
        with.push(("then", vec![Constant::Variant("Then", then)]));
    }
    let from = vec![
        Constant::text(code.pattern.as_str()),
        Constant::text(code.name.snake()),
        Constant::text(code.means.to_string()),
    ];
    Constant::Made { by: "code", from, with }
}

fn then(then: Then) -> Option<&'static str> {
    match then {
        Then::Nothing => None,
        Then::BackOff => Some("BackOff"),
        Then::RefreshToken => Some("RefreshToken"),
        Then::FixInput => Some("FixInput"),
        Then::AskVendor => Some("AskVendor"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, operation};

    #[test]
    fn a_call_without_any_codes_has_no_module() {
        assert!(lower_call_codes(&api().done(), &operation("update").done()).is_none());
    }

    #[test]
    fn the_apis_codes_are_shared() {
        let made = lower_call_codes(&api().code(code("1", "wrong")).done(), &operation("update").done());
        let made = made.expect("the API has codes");
        assert_eq!(made.shared.map(|path| path.join("::")).as_deref(), Some("super::super::super::codes"));
        assert!(made.own.is_empty());
    }

    #[test]
    fn rows_leave_out_what_is_not_said() {
        let Constant::Made { with, .. } = row(&code("1", "wrong")) else { panic!("no row") };
        assert_eq!(with, []);
        let mut class = code("4xxx", "wrong");
        class.pattern = CodePattern::Class("4xxx".into());
        class.then = Then::FixInput;
        let Constant::Made { with, .. } = row(&class) else { panic!("no row") };
        assert_eq!(with, [("class", vec![]), ("then", vec![Constant::Variant("Then", "FixInput")])]);
    }
}
