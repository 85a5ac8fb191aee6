//! Setters: what a user calls to fill a request or an object inside one.
//!
//! In come the fields of one object, out go its states and methods. A field has one method, and one more
//! where it may be null or given in encrypted form.

use crate::ir::{Argument, Docs, Piece, Setter, State, Store, Stored, Type};
use crate::model::{self, Field};

use super::docs::request_field;
use super::field::{Presence, bare, presence};

/// One state for each required field; `module` holds the traits.
pub(super) fn lower_states(fields: &[Field], module: &str) -> Vec<State> {
    let state = |(at, field): (usize, &Field)| State {
        letter: letter(at),
        need: field.name.rust.pascal().to_owned(),
        module: module.to_owned(),
        setter: field.name.rust.snake().to_owned(),
        label: field.label.as_ref().map(ToString::to_string),
    };
    fields.iter().filter(|field| field.required).enumerate().map(state).collect()
}

/// The methods, in the order of the fields.
pub(super) fn lower_setters(fields: &[Field]) -> Vec<Setter> {
    let mut setters = Vec::new();
    let mut states = 0;
    for field in fields {
        let gives = field.required.then_some(states);
        states += usize::from(field.required);
        push_setters(field, gives, &mut setters);
    }
    setters
}

fn push_setters(field: &Field, gives: Option<usize>, setters: &mut Vec<Setter>) {
    let name = field.name.rust.snake();
    let store = match presence(field) {
        Presence::Required => Store::Bare,
        Presence::Optional | Presence::RequiredOrNull => Store::Option,
        Presence::OptionalOrNull => Store::Nullable,
    };
    let mut push = |suffix: &str, docs: Docs, stored: Stored| {
        setters.push(Setter {
            name: format!("{name}{suffix}"),
            docs,
            member: name.to_owned(),
            stored,
            store,
            gives,
        });
    };
    push("", request_field(field), stored(field));
    if field.encrypt.is_some() {
        let docs =
            Docs::ours(format!("As [`{name}`](Self::{name}), already encrypted with the vendor's key."));
        push("_encrypted", docs, Stored::Encrypted(Argument::Exactly(Type::Runtime("Ciphertext"))));
    }
    if field.nullable {
        let mut docs = Docs::default();
        docs.text([Piece::ours("Sends "), Piece::code(&field.name.wire), Piece::ours(" as null.")]);
        push("_null", docs, Stored::Null);
    }
}

fn stored(field: &Field) -> Stored {
    let secret = || Argument::Into(Type::Runtime("Secret"));
    match &field.ty {
        _ if field.encrypt.is_some() => Stored::ToSeal(secret()),
        model::Type::String if field.sensitive => Stored::Plain(secret()),
        ty @ (model::Type::String | model::Type::Id) => Stored::Plain(Argument::Into(bare(ty))),
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
    use crate::model::samples::field;

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
        let states = lower_states(&fields, "needs");
        assert_eq!(states.len(), 1);
        assert_eq!(states[0].need, "UserName");
        assert_eq!(states[0].setter, "user_name");
    }
}
