//! Examples as they travel: members that are always sent are there, lists and documents that travel as text are text.
//!
//! In comes what a spec shows, in the structure of its fields, out goes the JSON of the wire. Values that have the
//! form of the wire already stay as they are.

use crate::model::{
    Api, Callback, Code, CodeData, CodePattern, EnvelopeData, Field, Group, Json, Member, Object, OneOf,
    Operation, TextOf, Type,
};
use crate::names::Ident;

use super::json::{fixed_json, json_text};
use super::setter::inline_fields;
use super::xml::xml_text;

/// Finds the objects that fields refer to.
#[derive(Clone, Copy)]
pub(super) struct Wire<'m> {
    /// The API of the examples.
    pub(super) api: &'m Api,
    /// The group of the examples.
    pub(super) group: &'m Group,
}

impl<'m> Wire<'m> {
    /// One of the group's objects.
    pub(super) fn shared(self, name: &Ident) -> &'m Object {
        let found = self.group.objects.iter().find(|shared| shared.object.name == *name);
        match found {
            Some(shared) => &shared.object,
            None => unreachable!("resolve guarantees that shared objects are declared"),
        }
    }

    /// A request, with its members in the order of the fields.
    pub(super) fn request(self, fields: &[Field], from: &Json) -> Json {
        let mut members = Vec::new();
        for field in fields {
            let given = member(from, &field.name.wire);
            let value = match (&field.fixed, inline_fields(field), given) {
                (Some(fixed), ..) => fixed_json(fixed),
                (None, Some(fields), given) => self.request(fields, given.unwrap_or(&Json::Null)),
                (None, None, None) => continue,
                (None, None, Some(given)) => self.sent(&field.ty, given),
            };
            members.push((field.name.wire.clone(), form(field, value)));
        }
        Json::Object(members)
    }

    fn sent(self, ty: &Type, value: &Json) -> Json {
        match (ty, value) {
            (Type::Object(object), Json::Object(_)) => self.request(&object.fields, value),
            (Type::Shared(name), Json::Object(_)) => self.request(&self.shared(name).fields, value),
            (Type::List(item), Json::Array(items)) => {
                Json::Array(items.iter().map(|value| self.sent(item, value)).collect())
            }
            _ => value.clone(),
        }
    }

    /// What the vendor posts.
    pub(super) fn notification(self, callback: &Callback, body: &Json) -> Json {
        self.came_object(&callback.body, body)
    }

    /// A whole answer, of success or of a code that has data.
    pub(super) fn answer(self, operation: &Operation, answer: &Json) -> Json {
        let envelope = &self.api.envelope;
        let code = named(answer, &envelope.code).map(plain).unwrap_or_default();
        let response = operation.response.as_ref();
        let own = || response.map(|response| (response.ty.clone(), response.text_of.as_ref()));
        let data = if envelope.success.codes.contains(&code) {
            own()
        } else {
            match self.code(operation, &code).and_then(|code| code.data.as_ref()) {
                Some(CodeData::Response) => own(),
                Some(CodeData::Shared(name)) => Some((
                    Type::Shared(name.clone()),
                    response.and_then(|response| response.text_of.as_ref()),
                )),
                None => None,
            }
        };
        match (data, &envelope.data, answer) {
            (Some((ty, text_of)), EnvelopeData::Member { member, .. }, Json::Object(members)) => {
                let came = |(name, value): &(String, Json)| {
                    let is_data = member.wire == *name || member.also.contains(name);
                    let value =
                        if is_data { document(text_of, self.came(&ty, value)) } else { value.clone() };
                    (name.clone(), value)
                };
                Json::Object(members.iter().map(came).collect())
            }
            (Some((ty, _)), EnvelopeData::Beside, answer) => self.came(&ty, answer),
            _ => answer.clone(),
        }
    }

    fn code(self, operation: &'m Operation, wire: &str) -> Option<&'m Code> {
        let fits = |code: &&Code| match &code.pattern {
            CodePattern::Exact(exact) => exact == wire,
            CodePattern::Class(class) => {
                let digit =
                    |(form, c): (char, char)| if form == 'x' { c.is_ascii_digit() } else { form == c };
                class.len() == wire.len() && class.chars().zip(wire.chars()).all(digit)
            }
        };
        let is_exact = |code: &&Code| matches!(code.pattern, CodePattern::Exact(_));
        let all = || operation.codes.iter().chain(&self.group.codes).chain(&self.api.codes).filter(fits);
        all().find(is_exact).or_else(|| all().next())
    }

    fn came(self, ty: &Type, value: &Json) -> Json {
        match (ty, value) {
            (Type::Object(object), Json::Object(_)) => self.came_object(&object.fields, value),
            (Type::Shared(name), Json::Object(_)) => self.came_object(&self.shared(name).fields, value),
            (Type::OneOf(of), value) => match shape(of, value) {
                Some(ty) => self.came(ty, value),
                None => value.clone(),
            },
            (Type::List(item), Json::Array(items)) => {
                Json::Array(items.iter().map(|value| self.came(item, value)).collect())
            }
            // A single value is read as a list of one.
            (Type::List(item), value) => self.came(item, value),
            _ => value.clone(),
        }
    }

    fn came_object(self, fields: &[Field], value: &Json) -> Json {
        let Json::Object(members) = value else { return value.clone() };
        let came = |(name, value): &(String, Json)| {
            let field = fields.iter().find(|field| field.name.wire == *name || field.also.contains(name));
            let value = field.map_or_else(|| value.clone(), |field| form(field, self.came(&field.ty, value)));
            (name.clone(), value)
        };
        Json::Object(members.iter().map(came).collect())
    }
}

/// The type of the object shape that an object has, or of the list shape.
fn shape<'o>(of: &'o OneOf, value: &Json) -> Option<&'o Type> {
    let fits = |shape: &&crate::model::OneOfShape| match (&shape.ty, value) {
        (Type::Object(_) | Type::Shared(_), Json::Object(_)) => {
            shape.has.iter().all(|name| member(value, name).is_some_and(|value| *value != Json::Null))
                && shape
                    .when
                    .iter()
                    .all(|(name, of)| member(value, name).is_some_and(|one| of.contains(&plain(one))))
        }
        (Type::List(_), Json::Array(_)) => true,
        _ => false,
    };
    of.shapes.iter().find(fits).map(|shape| &shape.ty)
}

/// A list or a document as the text in which it travels.
fn form(field: &Field, value: Json) -> Json {
    match (&field.joined, value) {
        (Some(separator), Json::Array(items)) => {
            Json::String(items.iter().map(plain).collect::<Vec<_>>().join(separator))
        }
        (_, value) => document(field.text_of.as_ref(), value),
    }
}

fn document(text_of: Option<&TextOf>, value: Json) -> Json {
    match (text_of, &value) {
        (Some(TextOf::Json), Json::Object(_) | Json::Array(_)) => Json::String(json_text(&value)),
        (Some(TextOf::Xml { root }), Json::Object(_)) => Json::String(xml_text(&value, root)),
        _ => value,
    }
}

fn named<'j>(object: &'j Json, member: &Member) -> Option<&'j Json> {
    [&member.wire].into_iter().chain(&member.also).find_map(|name| self::member(object, name))
}

/// A single value as text; anything else is empty.
pub(super) fn plain(value: &Json) -> String {
    match value {
        Json::String(text) | Json::Number(text) => text.clone(),
        Json::Bool(value) => value.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

/// A member of an object.
pub(super) fn member<'j>(object: &'j Json, name: &str) -> Option<&'j Json> {
    match object {
        Json::Object(members) => members.iter().find(|(own, _)| own == name).map(|(_, value)| value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, field, ident, list_of, object, operation};
    use crate::model::{Fixed, ObjectSide, OneOfShape, Response, SharedObject};
    use std::sync::Arc;

    fn string(text: &str) -> Json {
        Json::String(text.to_owned())
    }

    fn json<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn pretend() -> Api {
        let mut api = api().operation("account", operation("update")).done();
        let mut list = field("list", list_of(Type::Id)).done();
        list.joined = Some(",".to_owned());
        let object = Object { name: ident("row"), about: None, fields: vec![list] };
        api.first_group().objects.push(SharedObject {
            object,
            side: ObjectSide::Answer,
            at: Default::default(),
        });
        api
    }

    fn row() -> Type {
        Type::Shared(ident("row"))
    }

    fn list() -> Json {
        json([("list", Json::Array(vec![string("1"), Json::Number("2".into())]))])
    }

    fn wire(api: &Api) -> Wire<'_> {
        Wire { api, group: &api.groups[0] }
    }

    #[track_caller]
    fn check_request(fields: &[Field], from: Json, expected: &str) {
        let api = pretend();
        assert_eq!(json_text(&wire(&api).request(fields, &from)), expected);
    }

    #[test]
    fn a_request_has_what_nobody_sets() {
        let mut action = field("action", Type::String).done();
        action.fixed = Some(Fixed::Text("x".into()));
        let mut data = field("data", object("Data", [])).done();
        let Type::Object(inner) = &mut data.ty else { panic!("no object") };
        inner.fields.push(action);
        data.inline = true;
        let fields = [data, field("b", Type::String).done()];
        check_request(&fields, json([("b", string("y"))]), r#"{"data":{"action":"x"},"b":"y"}"#);
    }

    #[test]
    fn lists_and_documents_become_text() {
        let mut report = field("bw", list_of(row())).done();
        report.text_of = Some(TextOf::Json);
        let from = || json([("bw", Json::Array(vec![list()]))]);
        check_request(&[report], from(), r#"{"bw":"[{\"list\":\"1,2\"}]"}"#);
        let mut report = field("bw", row()).done();
        report.text_of = Some(TextOf::Xml { root: "r".to_owned() });
        check_request(&[report], json([("bw", list())]), r#"{"bw":"<r><list>1,2</list></r>"}"#);
    }

    #[track_caller]
    fn check_answer(response: Response, answer: Json, expected: &str) {
        let mut api = pretend();
        let mut failed = code("7", "half_done");
        failed.data = Some(CodeData::Response);
        let call = Arc::make_mut(&mut api.first_group().operations[0]);
        call.codes.push(failed);
        call.response = Some(response);
        let call = &api.groups[0].operations[0];
        assert_eq!(json_text(&wire(&api).answer(call, &answer)), expected);
    }

    fn response(ty: Type, text_of: Option<TextOf>) -> Response {
        Response { ty, always_present: false, text_of, about: None }
    }

    #[test]
    fn the_data_of_an_answer_becomes_text() {
        let of = || response(row(), Some(TextOf::Xml { root: "r".to_owned() }));
        let answer = |code: &str| json([("code", string(code)), ("data", list())]);
        let text = |code: &str| format!(r#"{{"code":"{code}","data":"<r><list>1,2</list></r>"}}"#);
        check_answer(of(), answer("0"), &text("0"));
        check_answer(of(), answer("7"), &text("7"));
        check_answer(of(), answer("8"), r#"{"code":"8","data":{"list":["1",2]}}"#);
        check_answer(
            of(),
            json([("code", string("0")), ("data", Json::Null)]),
            r#"{"code":"0","data":null}"#,
        );
    }

    #[test]
    fn an_object_is_written_in_its_shape() {
        let shape = |name, ty, has: &[&str]| OneOfShape {
            name: ident(name),
            about: None,
            ty,
            has: has.iter().map(|name| (*name).to_owned()).collect(),
            when: Vec::new(),
            at: Default::default(),
        };
        let other = object("Other", [field("list", list_of(Type::Id))]);
        let shapes = vec![shape("other", other, &["id"]), shape("row", row(), &["list"])];
        let of = Type::OneOf(Box::new(OneOf { name: ident("started"), about: None, shapes }));
        let answer = json([("code", string("0")), ("data", list())]);
        check_answer(response(of, None), answer, r#"{"code":"0","data":{"list":"1,2"}}"#);
    }
}
