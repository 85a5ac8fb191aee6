//! Tables: the facts about a call and about each member of an object.
//!
//! In come operations and fields, out go the constants and flags that the runtime walks along.

use crate::ir::{Constant, Flag, Inside, Sharing, Static, StaticType};
use crate::model::{Code, Field, Method, Operation, PathPart, Place, Retry, TextOf, Type};

use super::checks::{push_limits, wire_path};
use super::field::{Presence, presence};
use super::json::{fixed_json, json_text};

/// The static with the facts about a call. Its codes come before those of its group.
pub(super) fn lower_operation_table(operation: &Operation, of_group: &[Code]) -> Static {
    let text_of = operation.response.as_ref().and_then(|response| response.text_of.as_ref());
    let own = (!operation.codes.is_empty()).then(|| Constant::Item(vec!["CODES"]));
    let shared = (!of_group.is_empty()).then(|| Constant::Item(vec!["super", "codes", "CODES"]));
    let codes: Vec<_> = own.into_iter().chain(shared).collect();
    let mut with = Vec::new();
    if operation.signed {
        with.push(("signed", Vec::new()));
    }
    with.extend(retry(&operation.retry).map(|retry| ("retry", vec![retry])));
    with.extend(text_of.map(|text_of| ("text_of", vec![document(text_of)])));
    if !codes.is_empty() {
        with.push(("codes", vec![Constant::List(codes)]));
    }
    let from = vec![
        Constant::text(operation.id.to_string()),
        method(operation.method),
        Constant::text(path(operation)),
    ];
    Static {
        name: "OPERATION".to_owned(),
        ty: StaticType::One("Operation"),
        sharing: Sharing::File,
        value: Constant::Made { by: "operation", from, with },
    }
}

/// The variant for a method.
pub(super) fn method(method: Method) -> Constant {
    Constant::Variant(
        "Method",
        match method {
            Method::Get => "Get",
            Method::Post => "Post",
            Method::Put => "Put",
            Method::Delete => "Delete",
        },
    )
}

/// The path with parameters by their wire names: `/v1/organizations/{orgId}`.
pub(super) fn path(operation: &Operation) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(wire) => format!("{{{wire}}}"),
    };
    operation.path.iter().map(part).collect()
}

/// When it may be sent twice; nothing for never.
fn retry(retry: &Retry) -> Option<Constant> {
    match retry {
        Retry::Never => None,
        Retry::Safe => Some(Constant::Variant("Retry", "Safe")),
        Retry::Keyed { member, .. } => {
            Some(Constant::VariantOf("Retry", "Keyed", vec![Constant::text(wire_path(member))]))
        }
    }
}

fn document(text_of: &TextOf) -> Constant {
    match text_of {
        TextOf::Json => Constant::Variant("TextOf", "Json"),
        TextOf::Xml { root } => Constant::VariantOf("TextOf", "Xml", vec![Constant::text(root)]),
    }
}

/// How a member that is no plain value travels.
fn form(field: &Field, with: &mut Vec<Flag>) {
    if let Some(separator) = &field.joined {
        with.push(("joined", vec![Constant::text(separator)]));
    }
    match &field.text_of {
        Some(TextOf::Json) => with.push(("json_text", Vec::new())),
        Some(TextOf::Xml { root }) => with.push(("xml_text", vec![Constant::text(root)])),
        None => {}
    }
}

fn is_sent_as_text(ty: &Type) -> bool {
    match ty {
        Type::DecimalText => true,
        Type::List(item) => is_sent_as_text(item),
        _ => false,
    }
}

/// Whether its name stands in JSON in another form.
fn name(field: &Field, with: &mut Vec<Flag>) {
    if field.name.wire.contains(|c| c < ' ' || matches!(c, '"' | '\\')) {
        with.push(("escaped", Vec::new()));
    }
}

/// The flags of a member of a request or of an object inside one.
pub(super) fn request_flags(field: &Field) -> Vec<Flag> {
    let mut with = Vec::new();
    name(field, &mut with);
    if let Some(fixed) = &field.fixed {
        with.push(("fixed", vec![Constant::text(json_text(&fixed_json(fixed)))]));
        place(field, &mut with);
        return with;
    }
    match presence(field) {
        Presence::Required => with.push(("required", Vec::new())),
        Presence::RequiredOrNull => with.push(("null_when_absent", Vec::new())),
        Presence::Optional | Presence::OptionalOrNull => {}
    }
    if field.sensitive || field.encrypt.is_some() {
        with.push(("sensitive", Vec::new()));
    }
    if let Some(index) = field.encrypt {
        with.push(("encrypted", vec![Constant::index(index)]));
    }
    if is_sent_as_text(&field.ty) {
        with.push(("as_text", Vec::new()));
    }
    form(field, &mut with);
    push_limits(field, &mut with);
    place(field, &mut with);
    with
}

fn place(field: &Field, with: &mut Vec<Flag>) {
    match field.place {
        Place::Body => {}
        Place::Form => with.push(("form", Vec::new())),
        Place::Part => with.push(("part", Vec::new())),
        Place::Query => with.push(("query", Vec::new())),
        Place::Path => with.push(("path", Vec::new())),
        Place::Header => with.push(("header", Vec::new())),
    }
}

/// The flags of a member of an answer or of an object inside one.
pub(super) fn answer_flags(field: &Field, siblings: &[Field]) -> Vec<Flag> {
    let mut with = Vec::new();
    name(field, &mut with);
    if field.always_present {
        with.push(("required", Vec::new()));
    }
    if field.sensitive {
        with.push(("sensitive", Vec::new()));
    }
    if !field.also.is_empty() {
        with.push(("also", vec![Constant::texts(&field.also)]));
    }
    let holds = |sibling: &Field| sibling.inside.iter().any(|inside| inside.within == field.name.wire);
    if siblings.iter().any(holds) {
        with.push(("holds_others", Vec::new()));
    }
    form(field, &mut with);
    with
}

/// The members of an answer that siblings may hold.
pub(super) fn lower_inside(fields: &[Field]) -> Vec<Inside> {
    let mut rows = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        for inside in &field.inside {
            let within = fields
                .iter()
                .position(|sibling| sibling.name.wire == inside.within)
                .unwrap_or_else(|| unreachable!("resolve guarantees that `also_inside` names a sibling"));
            rows.push(Inside { member: at, within, wire: inside.wire.clone() });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{FieldSample, code, field, object, operation};
    use crate::model::{self, Fixed};

    fn names(flags: &[Flag]) -> Vec<&'static str> {
        flags.iter().map(|(name, _)| *name).collect()
    }

    #[track_caller]
    fn check_request(field: FieldSample, expected: &[&str]) {
        assert_eq!(names(&request_flags(&field.done())), expected);
    }

    #[test]
    fn rows_of_requests_have_the_flags_that_the_field_asks_for() {
        check_request(field("x", Type::String), &[]);
        check_request(field("x", Type::String).required().place(Place::Path), &["required", "path"]);
        check_request(field("x", Type::String).required().nullable(), &["null_when_absent"]);
        check_request(field("x", Type::String).encrypted(), &["sensitive", "encrypted"]);
        check_request(field("x", Type::Id).sensitive().place(Place::Query), &["sensitive", "query"]);
    }

    #[test]
    fn rows_say_whose_names_are_escaped() {
        for (wire, expected) in [
            ("测", &[][..]),
            ("a.b-c/d", &[]),
            ("a b\u{7f}", &[]),
            ("a\"b", &["escaped"]),
            ("a\\n", &["escaped"]),
            ("a\u{1f}", &["escaped"]),
        ] {
            let mut field = field("x", Type::String).done();
            field.name.wire = wire.to_owned();
            assert_eq!(names(&request_flags(&field)), expected, "{wire:?}");
            assert_eq!(names(&answer_flags(&field, &[])), expected, "{wire:?}");
        }
    }

    #[test]
    fn rows_tell_how_a_member_travels() {
        check_request(field("x", Type::DecimalText), &["as_text"]);
        let mut joined = field("x", Type::List(Box::new(Type::Id))).done();
        joined.joined = Some(",".into());
        assert_eq!(names(&request_flags(&joined)), ["joined"]);
        assert_eq!(names(&answer_flags(&joined, &[])), ["joined"]);
        joined.joined = None;
        joined.text_of = Some(TextOf::Xml { root: "business".into() });
        assert_eq!(names(&request_flags(&joined)), ["xml_text"]);
    }

    #[test]
    fn a_fixed_value_is_all_that_its_row_says() {
        let mut fixed = field("x", Type::String).place(Place::Query).done();
        fixed.fixed = Some(Fixed::Text("a".into()));
        assert_eq!(request_flags(&fixed), [("fixed", vec![Constant::text("\"a\"")]), ("query", vec![])]);
    }

    /// What the table of a call says beside its name, method and path.
    fn set(call: &Operation, of_group: &[Code]) -> Vec<Flag> {
        match lower_operation_table(call, of_group).value {
            Constant::Made { with, .. } => with,
            other => panic!("not made: {other:?}"),
        }
    }

    #[test]
    fn the_groups_codes_come_after_the_calls_own() {
        let code = code("1", "wrong");
        let codes = |call: &Operation, of_group: &[Code]| set(call, of_group).pop();
        let item = || Constant::Item(vec!["super", "codes", "CODES"]);
        let mut call = operation("get").done();
        assert_eq!(codes(&call, &[]).map(|(method, _)| method), Some("signed"));
        assert_eq!(
            codes(&call, std::slice::from_ref(&code)),
            Some(("codes", vec![Constant::List(vec![item()])]))
        );
        call.codes.push(code.clone());
        let own = Constant::Item(vec!["CODES"]);
        assert_eq!(codes(&call, &[code]), Some(("codes", vec![Constant::List(vec![own, item()])])));
    }

    #[test]
    fn a_sibling_that_holds_a_member_says_so() {
        let mut account = field("accountId", Type::Id).done();
        account.inside.push(model::Inside { within: "dppt".into(), wire: "id".into() });
        let session = field("dppt", object("Session", [field("id", Type::Id)])).done();
        let fields = [session, account];
        assert_eq!(names(&answer_flags(&fields[0], &fields)), ["holds_others"]);
        assert_eq!(lower_inside(&fields), [Inside { member: 1, within: 0, wire: "id".into() }]);
    }

    #[test]
    fn a_keyed_call_names_its_key() {
        let mut call = operation("issue").done();
        let member = vec![field("data", Type::Id).done().name, field("orderNo", Type::Id).done().name];
        call.retry = Retry::Keyed { member, why: "One an order.".into() };
        let keyed = Constant::VariantOf("Retry", "Keyed", vec![Constant::text("data.orderNo")]);
        assert!(set(&call, &[]).contains(&("retry", vec![keyed])));
    }

    #[test]
    fn paths_keep_wire_names_in_braces() {
        let mut call = operation("get").done();
        call.path = vec![PathPart::Literal("/v1/".into()), PathPart::Parameter("orgId".into())];
        assert_eq!(path(&call), "/v1/{orgId}");
    }
}
