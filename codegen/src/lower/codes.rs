//! Codes: constants for the user of the client, and rows for the runtime.

use crate::ir::{CallCodes, CodeItem, CodeKind, Constant, Docs, Item, Piece, Sharing, Static, StaticType};
use crate::model::{Api, Code, CodeData, CodePattern, Group, Operation, Then, Type};

use super::docs::labelled;

/// Constants of the API's codes, in the order of the model.
pub(super) fn lower_codes(api: &Api) -> Vec<Item> {
    api.codes.iter().map(|code| Item::Code(lower_code(code, None))).collect()
}

/// What the file with a group's codes holds: those of the API too, and the table for the runtime.
pub(super) fn lower_group_codes(api: &Api, group: &Group) -> Vec<Item> {
    if group.codes.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    if !api.codes.is_empty() {
        items.push(Item::Reexport(vec!["super", "super", "codes"]));
    }
    let data = |code: &Code| data(code, None, "super::objects");
    items.extend(group.codes.iter().map(|code| Item::Code(lower_code(code, data(code)))));
    items.push(Item::Static(Static {
        name: "CODES".to_owned(),
        ty: StaticType::List("KnownCode"),
        sharing: Sharing::Above,
        value: lower_code_table(&group.codes),
    }));
    items
}

/// The module with the codes of a call; none where neither the call nor its group nor the API has some.
pub(super) fn lower_call_codes(api: &Api, group: &Group, operation: &Operation) -> Option<CallCodes> {
    let shared = match (group.codes.is_empty(), api.codes.is_empty()) {
        (false, _) => Some(vec!["super", "super", "codes"]),
        (true, false) => Some(vec!["super", "super", "super", "codes"]),
        (true, true) => None,
    };
    if shared.is_none() && operation.codes.is_empty() {
        return None;
    }
    let data = |code: &Code| data(code, Some(operation), "super::super::objects");
    let own = operation.codes.iter().map(|code| lower_code(code, data(code))).collect();
    Some(CallCodes { shared, own })
}

/// What the docs of a code call its data: a link where the data has a type of its own.
fn data(code: &Code, operation: Option<&Operation>, objects: &str) -> Option<Piece> {
    let response = operation.and_then(|operation| operation.response.as_ref());
    Some(match (code.data.as_ref()?, response.map(|response| &response.ty)) {
        (CodeData::Shared(name), _) | (CodeData::Response, Some(Type::Shared(name))) => {
            Piece::link(name.pascal(), format!("{objects}::{}", name.pascal()))
        }
        (CodeData::Response, Some(Type::Object(object))) => {
            Piece::link(object.name.pascal(), format!("super::{}", object.name.pascal()))
        }
        (CodeData::Response, Some(Type::OneOf(of))) => {
            Piece::link(of.name.pascal(), format!("super::{}", of.name.pascal()))
        }
        (CodeData::Response, _) => Piece::ours("what a successful one holds"),
    })
}

/// The rows of a table of codes.
pub(super) fn lower_code_table(codes: &[Code]) -> Constant {
    Constant::List(codes.iter().map(row).collect())
}

fn lower_code(code: &Code, data: Option<Piece>) -> CodeItem {
    let mut docs = Docs::default();
    docs.text(labelled(code.label.as_ref(), code.pattern.as_str(), Some(&code.means)));
    if let Some(remedy) = &code.remedy {
        docs.text([Piece::ours("Remedy: "), Piece::spec(remedy)]);
    }
    if let Some(data) = data {
        docs.text([Piece::ours("The answer holds "), data, Piece::ours(": read it with `Error::data`.")]);
    }
    CodeItem {
        name: code.name.screaming().to_owned(),
        docs,
        text: code.pattern.as_str().to_owned(),
        kind: match code.pattern {
            CodePattern::Exact(_) => CodeKind::Exact,
            CodePattern::Class(_) => CodeKind::Class,
        },
        row: row(code),
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
        Then::FixClock => Some("FixClock"),
        Then::FixInput => Some("FixInput"),
        Then::AskVendor => Some("AskVendor"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, object, operation};

    #[test]
    fn a_call_without_any_codes_has_no_module() {
        let api = api().operation("account", operation("update")).done();
        assert!(lower_call_codes(&api, &api.groups[0], &operation("update").done()).is_none());
    }

    #[test]
    fn the_apis_codes_are_shared() {
        let mut api = api().code(code("1", "wrong")).operation("account", operation("update")).done();
        let shared = |api: &Api| {
            let made = lower_call_codes(api, &api.groups[0], &api.groups[0].operations[0]);
            made.and_then(|made| made.shared).map(|path| path.join("::"))
        };
        assert_eq!(shared(&api).as_deref(), Some("super::super::super::codes"));
        api.first_group().codes.push(code("2", "wrong_too"));
        assert_eq!(shared(&api).as_deref(), Some("super::super::codes"));
    }

    #[test]
    fn a_group_has_the_apis_codes_its_own_and_their_table() {
        let mut api = api().code(code("1", "wrong")).operation("account", operation("update")).done();
        assert!(lower_group_codes(&api, &api.groups[0]).is_empty());
        api.first_group().codes.push(code("2", "wrong_too"));
        let items = lower_group_codes(&api, &api.groups[0]);
        assert!(matches!(items.as_slice(), [Item::Reexport(_), Item::Code(_), Item::Static(_)]));
    }

    #[test]
    fn a_code_says_what_its_answer_holds() {
        let mut failed = code("1", "wrong");
        failed.data = Some(CodeData::Response);
        let said = |code: &Code, call: &Operation| {
            lower_code(code, data(code, Some(call), "super::super::objects")).docs.plain().pop()
        };
        let call = operation("update").gives(object("Response", []));
        assert_eq!(
            said(&failed, &call.done()).as_deref(),
            Some("The answer holds [`Response`]: read it with `Error::data`.")
        );
        let call = operation("update").gives(Type::Boolean);
        assert_eq!(
            said(&failed, &call.done()).as_deref(),
            Some("The answer holds what a successful one holds: read it with `Error::data`.")
        );
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
