//! Examples of the specs as code: each makes its request with the builder of its call.
//!
//! In come groups, out go files that are compiled with the feature `examples` alone. What an example leaves
//! out is not set, and null is set as null.

use crate::ir::{Docs, Example, ExampleLists, Examples, File, Item, Made, NotificationExample, Start, Value};
use crate::model::{
    self, Api, Callback, Enum, EnumValue, Field, Group, Home, Json, Object, Operation, Type, WireValue,
};
use crate::names::Ident;

use super::group::filled;
use super::json::json_text;
use super::root::group_feature;
use super::setter::{inline_fields, settable};
use super::wire::{Wire, member, plain};

/// Whether a group has examples of calls or of callbacks.
pub(super) fn has_examples(group: &Group) -> bool {
    has_calls(group) || has_notifications(group)
}

/// Whether a group has examples of calls.
pub(super) fn has_calls(group: &Group) -> bool {
    group.operations.iter().any(|operation| !operation.examples.is_empty())
}

/// Whether a group has examples of callbacks.
pub(super) fn has_notifications(group: &Group) -> bool {
    group.callbacks.iter().any(|callback| !callback.examples.is_empty())
}

/// `src/<api>/<group>/examples.rs`
pub(super) fn lower_examples(api: &Api, group: &Group) -> Option<File> {
    let calls = group.operations.iter().flat_map(|operation| lower_calls(api, group, operation)).collect();
    let notifications =
        group.callbacks.iter().flat_map(|callback| lower_notifications(api, group, callback)).collect();
    let folder = format!("{}/{}", api.id.snake(), group.name.snake());
    has_examples(group).then(|| File {
        path: format!("src/{folder}/examples.rs"),
        spec: format!("specs/{folder}"),
        docs: Docs::ours("Examples of the specs, for tests."),
        modules: Vec::new(),
        imports: Vec::new(),
        items: vec![Item::Examples(Examples { calls, notifications })],
    })
}

/// `src/<api>/examples.rs`: the lists of all groups that are switched on.
pub(super) fn lower_example_lists(api: &Api) -> Option<File> {
    let groups = |has: fn(&Group) -> bool| {
        let listed = move |group: &&Group| has(group);
        let row = |group: &Group| (group.name.snake().to_owned(), group_feature(api, group));
        filled(api).filter(listed).map(row).collect()
    };
    let lists = ExampleLists { calls: groups(has_calls), notifications: groups(has_notifications) };
    filled(api).any(has_examples).then(|| File {
        path: format!("src/{}/examples.rs", api.id.snake()),
        spec: format!("specs/{}", api.id.snake()),
        docs: Docs::ours("Examples of all groups that are switched on, for tests."),
        modules: Vec::new(),
        imports: Vec::new(),
        items: vec![Item::ExampleLists(lists)],
    })
}

fn lower_notifications(api: &Api, group: &Group, callback: &Callback) -> Vec<NotificationExample> {
    let lower = |example: &model::CallbackExample| NotificationExample {
        callback: callback.id.to_string(),
        name: example.name.to_string(),
        body: json_text(&Wire { api, group }.notification(callback, &example.body)),
        module: callback.id.name.snake().to_owned(),
        table: callback.id.name.screaming().to_owned(),
    };
    callback.examples.iter().map(lower).collect()
}

fn lower_calls(api: &Api, group: &Group, operation: &Operation) -> Vec<Example> {
    let module = operation.id.name.snake();
    let wire = Wire { api, group };
    let writer = Writer { wire, enums: &operation.enums, call: module, module };
    let lower = |example: &model::Example| Example {
        operation: operation.id.to_string(),
        name: example.name.to_string(),
        request: json_text(&wire.request(&operation.request, &example.request)),
        answer: match &example.download {
            Some(file) => file.clone(),
            None => json_text(&wire.answer(operation, &example.response)),
        },
        run: Made {
            of: writer.path("Builder"),
            by: if operation.download.is_some() { Start::Download } else { Start::Call },
            with: writer.setters(&operation.request, Some(&example.request)),
        },
    };
    operation.examples.iter().map(lower).collect()
}

/// Writes values of one call.
#[derive(Clone, Copy)]
struct Writer<'m> {
    wire: Wire<'m>,
    /// Enums of the call.
    enums: &'m [Enum],
    /// The module of the call.
    call: &'m str,
    /// The module of the object that is being written.
    module: &'m str,
}

impl<'m> Writer<'m> {
    fn path(&self, name: &str) -> Vec<String> {
        ["super", self.module, name].map(str::to_owned).to_vec()
    }

    /// Setters for the members that are there.
    fn setters(self, fields: &[Field], from: Option<&Json>) -> Vec<(String, Option<Value>)> {
        let mut setters = Vec::new();
        for field in fields.iter().filter(|field| field.fixed.is_none()) {
            let (member, name) =
                (from.and_then(|from| member(from, &field.name.wire)), field.name.rust.snake());
            match (inline_fields(field), member) {
                (Some(fields), member) => setters.extend(self.setters(fields, member)),
                (None, None) => {}
                (None, Some(Json::Null)) if field.nullable => setters.push((format!("{name}_null"), None)),
                (None, Some(Json::Null)) if !matches!(field.ty, Type::Any) => {}
                (None, Some(value)) => {
                    setters.push((name.to_owned(), Some(self.value(field, value))));
                }
            }
        }
        setters
    }

    fn value(self, field: &Field, value: &Json) -> Value {
        match (&field.ty, &field.joined, value) {
            (Type::List(item), Some(separator), Json::String(text)) => {
                let parts = text.split(separator.as_str()).filter(|_| !text.is_empty());
                Value::List(parts.map(|part| self.item(item, &Json::String(part.to_owned()))).collect())
            }
            // Setters convert these; where they stand in a list, nobody does.
            (Type::String | Type::File, ..) => Value::Text(plain(value)),
            (Type::Id, ..) => Value::Number(digits(value)),
            (ty, ..) => self.item(ty, value),
        }
    }

    /// A value in the type of its item.
    fn item(self, ty: &Type, value: &Json) -> Value {
        match ty {
            Type::String | Type::File => Value::Owned(plain(value)),
            Type::Boolean => Value::Flag(plain(value) == "true"),
            Type::I32 | Type::I64 => Value::Number(digits(value)),
            Type::Id => Value::Id(digits(value)),
            Type::Decimal | Type::DecimalText => Value::Static("Decimal", plain(value)),
            Type::Any => Value::Static("Json", json_text(value)),
            Type::Enum { name, home } => Value::Variant(self.variant(name, *home, &plain(value))),
            Type::Object(object) => Value::Made(self.made(object, value)),
            Type::Shared(name) => {
                let writer = Self { module: "objects", ..self };
                Value::Made(writer.made(self.wire.shared(name), value))
            }
            Type::List(item) => match value {
                Json::Array(items) => Value::List(items.iter().map(|value| self.item(item, value)).collect()),
                _ => unreachable!("resolve guarantees examples that fit: a list"),
            },
            Type::OneOf(_) => unreachable!("resolve guarantees that only answers come in several shapes"),
        }
    }

    fn made(self, object: &Object, value: &Json) -> Made {
        let strict = settable(&object.fields).iter().any(|settable| settable.field.required);
        Made {
            of: self.path(object.name.pascal()),
            by: if strict { Start::Builder } else { Start::New },
            with: self.setters(&object.fields, Some(value)),
        }
    }

    fn variant(self, name: &Ident, home: Home, wire: &str) -> Vec<String> {
        let (enums, module): (&[Enum], &[&str]) = match home {
            Home::Api => (&self.wire.api.enums, &["super", "super", "enums"]),
            Home::Group => (&self.wire.group.enums, &["super", "enums"]),
            Home::Call => (self.enums, &["super", self.call]),
        };
        let is_meant = |value: &&EnumValue| match &value.wire {
            WireValue::Text(text) => text == wire,
            WireValue::Integer(number) => number.to_string() == wire,
        };
        let value =
            enums.iter().find(|one| one.name == *name).and_then(|one| one.values.iter().find(is_meant));
        let value = value.unwrap_or_else(|| unreachable!("resolve guarantees examples that fit: an enum"));
        module.iter().copied().chain([name.pascal(), value.name.pascal()]).map(str::to_owned).collect()
    }
}

/// A whole number as Rust writes it: zeros in front would make a reader think of octal.
fn digits(value: &Json) -> String {
    let text = plain(value);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    match digits.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => format!("{sign}{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::callback::tests::callback;
    use crate::model::samples::{
        FieldSample, api, enum_of, field, list_of, object, operation, shared_enum, text,
    };
    use crate::model::{ObjectSide, SharedObject};
    use std::sync::Arc;

    fn string(text: &str) -> Json {
        Json::String(text.to_owned())
    }

    fn json<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    fn lowered(field: Field, request: Json) -> Example {
        let mut api = api()
            .shared_enum(shared_enum("Mode", [(9, "virtual_number")]))
            .operation("account", operation("update"))
            .done();
        let row = object("Row", [field_sample("a").required()]);
        let Type::Object(object) = row else { panic!("no object") };
        api.first_group().objects.push(SharedObject {
            object: *object,
            side: ObjectSide::Request,
            at: Default::default(),
        });
        let call = Arc::make_mut(&mut api.first_group().operations[0]);
        call.request = vec![field];
        call.examples.push(model::Example {
            name: text("one"),
            request,
            response: Json::Null,
            download: None,
        });
        let call = &api.groups[0].operations[0];
        lower_calls(&api, &api.groups[0], call).remove(0)
    }

    fn field_sample(wire: &str) -> FieldSample {
        field(wire, Type::String)
    }

    #[track_caller]
    fn check(field: Field, value: Json, setter: &str, expected: Option<Value>) {
        let request = json([(field.name.wire.as_str(), value)]);
        assert_eq!(lowered(field, request).run.with, [(setter.to_owned(), expected)]);
    }

    fn path(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn arguments_are_written_as_the_setter_takes_them() {
        let number = |text: &str| Json::Number(text.to_owned());
        check(field_sample("pin").encrypted().done(), string("1"), "pin", Some(Value::Text("1".into())));
        check(field("id", Type::Id).done(), string("007"), "id", Some(Value::Number("7".into())));
        check(field("n", Type::I32).done(), number("-5"), "n", Some(Value::Number("-5".into())));
        check(
            field("n", Type::DecimalText).done(),
            string("1.50"),
            "n",
            Some(Value::Static("Decimal", "1.50".into())),
        );
        let raw = Value::Static("Json", "{\"a\":null}".into());
        check(field("any", Type::Any).done(), json([("a", Json::Null)]), "any", Some(raw));
        let variant = Value::Variant(path(&["super", "super", "enums", "Mode", "VirtualNumber"]));
        check(field("mode", enum_of("Mode")).done(), number("9"), "mode", Some(variant));
    }

    #[test]
    fn items_of_lists_are_written_in_their_own_type() {
        let list = Json::Array(vec![string("1"), string("2")]);
        let ids = || Some(Value::List(vec![Value::Id("1".into()), Value::Id("2".into())]));
        check(field("ids", list_of(Type::Id)).done(), list, "ids", ids());
        let mut joined = field("ids", list_of(Type::Id)).done();
        joined.joined = Some(",".into());
        check(joined, string("1,2"), "ids", ids());
    }

    #[test]
    fn null_is_set_where_it_can_be_sent() {
        check(field_sample("a").nullable().done(), Json::Null, "a_null", None);
        assert!(lowered(field_sample("a").done(), json([("a", Json::Null)])).run.with.is_empty());
    }

    #[test]
    fn objects_are_made_where_they_are_declared() {
        let value = || json([("a", string("x"))]);
        let made = |module, by| {
            let with = vec![("a".to_owned(), Some(Value::Text("x".into())))];
            Some(Value::Made(Made { of: path(&["super", module, "Row"]), by, with }))
        };
        let own = object("Row", [field_sample("a")]);
        check(field("row", own).done(), value(), "row", made("update", Start::New));
        let shared = Type::Shared(Ident::from_pascal("Row").expect("a name in PascalCase"));
        check(field("row", shared).done(), value(), "row", made("objects", Start::Builder));
    }

    #[test]
    fn fields_of_inline_objects_are_set_on_the_builder() {
        let mut data = field("data", object("Data", [field_sample("b")])).done();
        data.inline = true;
        let example = lowered(data, json([("data", json([("b", string("y"))]))]));
        assert_eq!(example.run.with, [("b".to_owned(), Some(Value::Text("y".into())))]);
        assert_eq!(example.run.of, ["super", "update", "Builder"]);
        assert_eq!(example.request, r#"{"data":{"b":"y"}}"#);
    }

    #[test]
    fn only_groups_with_examples_have_a_file() {
        let mut api = api().operation("account", operation("update")).done();
        assert!(lower_examples(&api, &api.groups[0]).is_none() && lower_example_lists(&api).is_none());
        api.first_group().callbacks.push(callback());
        let file = lower_examples(&api, &api.groups[0]).expect("the callback has an example");
        assert_eq!(file.path, "src/pretend/account/examples.rs");
        let lists = lower_example_lists(&api).expect("a group has examples").items;
        let [Item::ExampleLists(lists)] = lists.as_slice() else { panic!("one item: {lists:?}") };
        assert!(lists.calls.is_empty());
        assert_eq!(lists.notifications, [("account".to_owned(), "pretend-account".to_owned())]);
    }
}
