//! Setters: what a user calls to fill a request or an object inside one.
//!
//! In come the fields of one object, out go its states and methods. A field has one method, and one more
//! where it may be null or given in encrypted form. Fields of inline objects count as the object's own;
//! a field that is always sent with the same value has no method.

use crate::ir::{Argument, Docs, Piece, Setter, State, Store, Stored, Type};
use crate::model::{self, Field};
use crate::names::Name;

use super::docs::request_field;
use super::field::{Presence, bare, presence};

/// A field that has a method, and the inline objects that lead to it.
pub(super) struct Settable<'m> {
    within: Vec<&'m Name>,
    /// The field.
    pub(super) field: &'m Field,
}

impl<'m> Settable<'m> {
    /// Its wire names, from the request inwards.
    pub(super) fn wires(&self) -> impl Iterator<Item = &'m String> {
        let field: &'m Field = self.field;
        self.within
            .iter()
            .copied()
            .chain([&field.name])
            .map(|name| &name.wire)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

/// The fields that have a method, in order.
pub(super) fn settable(fields: &[Field]) -> Vec<Settable<'_>> {
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| field.fixed.is_none()) {
        let Some(inner) = inline_fields(field) else {
            found.push(Settable { within: Vec::new(), field });
            continue;
        };
        for mut settable in settable(inner) {
            settable.within.insert(0, &field.name);
            found.push(settable);
        }
    }
    found
}

/// The fields of an object that is filled like the request that holds it.
pub(super) fn inline_fields(field: &Field) -> Option<&[Field]> {
    match &field.ty {
        model::Type::Object(object) if field.inline => Some(&object.fields),
        _ => None,
    }
}

/// One state for each required field.
pub(super) fn lower_states(fields: &[Field]) -> Vec<State> {
    let state = |(at, Settable { field, .. }): (usize, Settable<'_>)| State {
        letter: letter(at),
        need: field.name.rust.pascal().to_owned(),
        setter: field.name.rust.snake().to_owned(),
        label: field.label.as_ref().map(ToString::to_string),
    };
    let required = settable(fields).into_iter().filter(|settable| settable.field.required);
    required.enumerate().map(state).collect()
}

/// The methods, in the order of the fields.
pub(super) fn lower_setters(fields: &[Field]) -> Vec<Setter> {
    let mut setters = Vec::new();
    let mut states = 0;
    for settable in settable(fields) {
        let required = settable.field.required;
        push_setters(&settable, required.then_some(states), &mut setters);
        states += usize::from(required);
    }
    setters
}

fn push_setters(settable: &Settable<'_>, gives: Option<usize>, setters: &mut Vec<Setter>) {
    let Settable { within, field } = settable;
    let name = field.name.rust.snake();
    let path = || within.iter().copied().chain([&field.name]);
    let wire = path().map(|name| name.wire.as_str()).collect::<Vec<_>>().join(".");
    let store = match presence(field) {
        Presence::Required => Store::Bare,
        Presence::Optional | Presence::RequiredOrNull => Store::Option,
        Presence::OptionalOrNull => Store::Nullable,
    };
    let mut push = |suffix: &str, docs: Docs, stored: Stored| {
        setters.push(Setter {
            name: format!("{name}{suffix}"),
            docs,
            member: path().map(|name| name.rust.snake().to_owned()).collect(),
            stored,
            store,
            gives,
        });
    };
    push("", request_field(field, &wire), stored(field));
    if field.encrypt.is_some() {
        let docs =
            Docs::ours(format!("As [`{name}`](Self::{name}), already encrypted with the vendor's key."));
        push("_encrypted", docs, Stored::Encrypted(Argument::Exactly(Type::Runtime("Ciphertext"))));
    }
    if field.nullable {
        let mut docs = Docs::default();
        docs.text([Piece::ours("Sends "), Piece::code(&wire), Piece::ours(" as null.")]);
        push("_null", docs, Stored::Null);
    }
}

fn stored(field: &Field) -> Stored {
    let secret = || Argument::Into(Type::Runtime("Secret"));
    match &field.ty {
        _ if field.encrypt.is_some() => Stored::ToSeal(secret()),
        model::Type::String if field.sensitive => Stored::Plain(secret()),
        ty @ (model::Type::String
        | model::Type::Id
        | model::Type::Decimal
        | model::Type::DecimalText
        | model::Type::File) => Stored::Plain(Argument::Into(bare(ty))),
        ty => Stored::Plain(Argument::Exactly(bare(ty))),
    }
}

/// `A` to `Z`, then `A1` to `Z1` and so on.
fn letter(at: usize) -> String {
    let letter = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fixed;
    use crate::model::samples::{field, object};

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 53].map(letter), ["A", "Z", "A1", "B2"]);
    }

    #[test]
    fn a_null_setter_gives_the_state_too() {
        let fields = [
            field("first", model::Type::I32).required().done(),
            field("second", model::Type::String).required().nullable().done(),
        ];
        let setters = lower_setters(&fields);
        let seen: Vec<_> = setters.iter().map(|setter| (setter.name.as_str(), setter.gives)).collect();
        assert_eq!(seen, [("first", Some(0)), ("second", Some(1)), ("second_null", Some(1))]);
        assert_eq!(setters[2].stored, Stored::Null);
        assert_eq!(setters[2].store, Store::Option);
    }

    #[test]
    fn encrypted_fields_take_either_form() {
        let setters = lower_setters(&[field("pin", model::Type::String).encrypted().done()]);
        assert_eq!(setters[0].stored, Stored::ToSeal(Argument::Into(Type::Runtime("Secret"))));
        assert_eq!(setters[1].name, "pin_encrypted");
        assert_eq!(setters[1].stored, Stored::Encrypted(Argument::Exactly(Type::Runtime("Ciphertext"))));
    }

    #[test]
    fn only_required_fields_have_a_state() {
        let fields =
            [field("a", model::Type::Id).done(), field("userName", model::Type::Id).required().done()];
        let states = lower_states(&fields);
        assert_eq!(states.len(), 1);
        assert_eq!(states[0].need, "UserName");
        assert_eq!(states[0].setter, "user_name");
    }

    #[test]
    fn fields_of_inline_objects_are_set_like_the_requests_own() {
        let data = object("Data", [field("ly_ddbh", model::Type::String).required()]);
        let mut data = field("data", data).done();
        data.inline = true;
        let fields = [field("action", model::Type::Id).required().done(), data];
        let setters = lower_setters(&fields);
        assert_eq!(setters[1].member, ["data", "ly_ddbh"]);
        assert_eq!((setters[1].name.as_str(), setters[1].gives), ("ly_ddbh", Some(1)));
        assert_eq!(setters[1].docs.plain(), ["`data.ly_ddbh`."]);
        assert_eq!(lower_states(&fields).len(), 2);
    }

    #[test]
    fn what_is_always_sent_has_no_setter() {
        let mut fixed = field("action", model::Type::String).done();
        fixed.fixed = Some(Fixed::Text("x".into()));
        assert!(lower_setters(&[fixed]).is_empty());
    }
}
