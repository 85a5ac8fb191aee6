//! Requests: the struct that holds one, the objects inside it, and the builders that fill both.
//!
//! In comes an operation, out go items in the order of its file.

use crate::ir::{
    Builder, Check, Direction, Docs, End, Item, Line, Member, Object, Piece, Setters, State, Type,
};
use crate::model::{self, Api, Field, Group, Operation};

use super::checks::lower_checks;
use super::docs::{about_or, deprecated, titled};
use super::field::in_request;
use super::nested::{Nested, nested};
use super::rules::push_rules;
use super::setter::{lower_setters, lower_states};
use super::shape::request_flags;
use super::work::{lower_pages, lower_work};

/// The request with its builder.
pub(super) fn lower_request(api: &Api, group: &Group, operation: &Operation, answer: Type) -> Item {
    let fields = &operation.request;
    let states = lower_states(fields);
    let setters = lower_setters(fields);
    let mut docs = Docs::default();
    docs.text(titled(Some(&operation.label), Some(&operation.about)));
    if let Some(reason) = &operation.deprecated {
        docs.blank();
        deprecated(Some(reason), &mut docs);
    }
    required(&states, &mut docs);
    let names: Vec<_> = setters.iter().map(|setter| setter.name.clone()).collect();
    push_rules(&operation.rules, &names, &mut docs);
    Item::Builder(Box::new(Builder {
        name: "Builder".to_owned(),
        docs,
        object: filled("Request", fields, lower_checks(group, operation)),
        needs: "needs".to_owned(),
        of: operation.id.to_string(),
        states,
        setters,
        end: match &operation.download {
            None => End::Send {
                answer,
                docs: send_docs(api, group, operation),
                work: lower_work(group, operation).map(Box::new),
                pages: lower_pages(group, operation).map(Box::new),
            },
            Some(types) => End::Download { types: types.clone(), docs: send_docs(api, group, operation) },
        },
    }))
}

/// The objects inside a request, each with its setters or its builder.
pub(super) fn lower_request_objects(fields: &[Field]) -> Vec<Item> {
    nested(fields).into_iter().map(lower_nested).collect()
}

/// An object that calls share, and those inside it.
pub(super) fn lower_shared_request_object(object: &model::Object) -> Vec<Item> {
    let mut items = vec![lower_object(object)];
    items.extend(lower_request_objects(&object.fields));
    items
}

fn lower_nested(one: Nested<'_>) -> Item {
    match one {
        Nested::Object(object) => lower_object(object),
        Nested::Inline(object) => Item::Object(filled(object.name.pascal(), &object.fields, None)),
        Nested::OneOf(_) | Nested::SensitiveOneOf(_) => {
            unreachable!("resolve guarantees that only answers come in several shapes")
        }
    }
}

/// A struct that the builder of the call fills.
fn filled(name: &str, fields: &[Field], checks: Option<Vec<Check>>) -> Object {
    Object {
        name: name.to_owned(),
        docs: Docs::default(),
        direction: Direction::Request,
        members: members(fields),
        inside: Vec::new(),
        checks,
    }
}

fn lower_object(object: &model::Object) -> Item {
    let name = object.name.pascal().to_owned();
    let states = lower_states(&object.fields);
    let setters = lower_setters(&object.fields);
    let about = about_or(object.about.as_ref(), format!("An object `{name}` inside the request."));
    let filled = Object {
        name: name.clone(),
        docs: about,
        direction: Direction::InRequest,
        members: members(&object.fields),
        inside: Vec::new(),
        checks: None,
    };
    if states.is_empty() {
        return Item::Setters(Setters { object: filled, setters });
    }
    let mut docs = Docs::ours(format!("Makes a [`{name}`]."));
    required(&states, &mut docs);
    Item::Builder(Box::new(Builder {
        name: format!("{name}Builder"),
        docs,
        object: filled,
        needs: format!("{}_needs", object.name.snake()),
        of: name,
        states,
        setters,
        end: End::Build,
    }))
}

fn members(fields: &[Field]) -> Vec<Member> {
    let member = |field: &Field| Member {
        name: field.name.rust.snake().to_owned(),
        wire: field.name.wire.clone(),
        flags: request_flags(field),
        docs: Docs::default(),
        // The value stands in the row.
        ty: if field.fixed.is_some() { Type::Unit } else { in_request(field) },
    };
    fields.iter().map(member).collect()
}

fn required(states: &[State], docs: &mut Docs) {
    if states.is_empty() {
        return;
    }
    let mut pieces = vec![Piece::ours("Required: ")];
    for (at, state) in states.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::ours(", "));
        }
        pieces.push(Piece::link(&state.setter, format!("Self::{}", state.setter)));
    }
    pieces.push(Piece::ours("."));
    docs.paragraph(pieces);
}

fn send_docs(api: &Api, group: &Group, operation: &Operation) -> Docs {
    let mut docs = Docs::default();
    let answer = operation.response.as_ref();
    let mut first = vec![Piece::ours("Sends the call")];
    first.extend(answer.map(|_| Piece::ours(" and gives what the vendor answers")));
    match answer.and_then(|answer| answer.about.as_ref()) {
        None if operation.download.is_some() => first.extend([
            Piece::ours(" and gives a file as soon as it begins: a "),
            Piece::link("Download", "crate::Download"),
            Piece::ours("."),
        ]),
        Some(about) => first.extend([Piece::ours(": "), Piece::spec(about)]),
        None => first.push(Piece::ours(".")),
    }
    docs.text(first);
    docs.heading("Errors");
    docs.text([Piece::ours(
        "When the call does not arrive, the answer cannot be read, or the vendor answers with a code",
    )]);
    if operation.codes.is_empty() {
        let none = api.codes.is_empty() && group.codes.is_empty();
        let rest = if none { "that is no success." } else { "of [`codes`] or any other." };
        docs.text([Piece::ours(rest)]);
        return docs;
    }
    docs.text([Piece::ours("of [`codes`] or any other. This call's own:")]);
    docs.blank();
    for code in &operation.codes {
        let constant = code.name.screaming();
        // With its target, since `[X]: text` would define a link and not be shown.
        let link = Piece::link(constant, format!("codes::{constant}"));
        docs.0.push(Line::Bullet(vec![link, Piece::ours(": "), Piece::spec(&code.means)]));
    }
    docs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, field, object, operation};

    fn names(items: &[Item]) -> Vec<String> {
        let name = |item: &Item| match item {
            Item::Object(object) => format!("struct {}", object.name),
            Item::Builder(builder) => format!("builder {}", builder.name),
            Item::Setters(setters) => format!("setters {}", setters.object.name),
            other => panic!("not of a request: {other:?}"),
        };
        items.iter().map(name).collect()
    }

    #[test]
    fn a_request_without_required_members_has_no_states() {
        let call = operation("update").request([field("a", model::Type::String)]).done();
        let api = api().operation("account", operation("update")).done();
        let item = lower_request(&api, &api.groups[0], &call, Type::Unit);
        let Item::Builder(builder) = item else { panic!("no builder: {item:?}") };
        assert_eq!((builder.object.name.as_str(), builder.states.len()), ("Request", 0));
    }

    #[test]
    fn objects_have_setters_or_a_builder() {
        let easy = object("Easy", [field("a", model::Type::String)]);
        let strict = object("Strict", [field("a", model::Type::String).required()]);
        let call = operation("update").request([field("easy", easy), field("strict", strict)]).done();
        assert_eq!(names(&lower_request_objects(&call.request)), ["setters Easy", "builder StrictBuilder"]);
    }

    #[test]
    fn an_inline_object_is_filled_by_the_builder_of_the_call() {
        let mut data = field("data", object("Data", [field("a", model::Type::String)])).done();
        data.inline = true;
        let fields = [data];
        let items = lower_request_objects(&fields);
        let [Item::Object(object)] = items.as_slice() else { panic!("one object: {items:?}") };
        assert_eq!((object.name.as_str(), object.direction), ("Data", Direction::Request));
        assert_eq!(members(&fields)[0].ty, Type::Object("Data".into()));
    }

    #[test]
    fn a_fixed_member_holds_nothing() {
        let mut fixed = field("action", model::Type::String).done();
        fixed.fixed = Some(model::Fixed::Text("x".into()));
        let members = members(&[fixed, field("name", model::Type::String).done()]);
        assert_eq!(
            members.iter().map(|member| &member.ty).collect::<Vec<_>>(),
            [&Type::Unit, &Type::String.option()]
        );
    }

    #[test]
    fn sending_names_the_calls_own_codes() {
        let mut call = operation("update").done();
        call.codes.push(code("5006", "access_denied"));
        let api = api().operation("account", operation("update")).done();
        let docs = send_docs(&api, &api.groups[0], &call).plain();
        assert_eq!(docs.last().map(String::as_str), Some("- [`ACCESS_DENIED`]: Something is wrong."));
    }
}
