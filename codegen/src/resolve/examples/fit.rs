//! Whether the members of an example fit their fields.

use super::plain::{is_in_form, is_nothing, is_null, is_of_digits, scalar_fits, wanted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Fixed, Inside, OneOf, Type};
use crate::resolve::one_of::{Sorted, choose};
use crate::resolve::read::entries;
use crate::resolve::types::Local;
use crate::source::{Entry, Node, Value};

/// Which way the example travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// What we send: exact.
    Request,
    /// What comes back: as lenient as the client.
    Answer,
}

/// Reports that a value does not fit.
pub(in crate::resolve) fn mismatch(node: &Node, message: String, diagnostics: &mut Diagnostics) {
    diagnostics
        .push(Diagnostic::new(Code::ExampleMismatch, node.span, message).label("does not fit the fields"));
}

impl Fit {
    /// Compares an object. `around` are members that belong to somebody else.
    pub(super) fn object(
        self,
        node: &Node,
        fields: &[Field],
        around: &[&str],
        local: &Local<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(members) = entries(node, "members", diagnostics) else { return };
        for member in members {
            match fields.iter().find(|field| self.is_called(field, &member.key)) {
                Some(field) => self.field(member, field, fields, local, diagnostics),
                None if around.contains(&member.key.as_str()) => {}
                None if local.unread.contains(&member.key) || local.lost.get() => {}
                None => {
                    let known = fields.iter().map(|field| field.name.wire.as_str());
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ExampleMismatch,
                            member.key_span,
                            format!("there is no field `{}`", member.key),
                        )
                        .label("not described")
                        .nearest(&member.key, known),
                    );
                }
            }
        }
        self.missing(node, members, fields, diagnostics);
    }

    /// Compares an answer whose members stand beside the code.
    pub(super) fn beside(
        self,
        node: &Node,
        ty: &Type,
        around: &[&str],
        local: &Local<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        match ty {
            Type::Object(object) => self.object(node, &object.fields, around, local, diagnostics),
            Type::Shared(name) => {
                if let Some(object) = local.ground.objects.find(name.pascal()) {
                    self.object(node, &object.fields, around, local, diagnostics);
                }
            }
            _ => {}
        }
    }

    /// Reports members that must be there and are not.
    fn missing(self, node: &Node, members: &[Entry], fields: &[Field], diagnostics: &mut Diagnostics) {
        for field in fields {
            if members.iter().any(|member| self.is_called(field, &member.key)) {
                continue;
            }
            if let (true, Type::Object(object)) = (field.inline, &field.ty) {
                // It is sent all the same, with nothing in it.
                self.missing(node, &[], &object.fields, diagnostics);
            }
            if let Some(reason) = self.reason_to_be_there(field, members)
                && !field.inside.iter().any(|inside| stands_inside(members, inside))
            {
                mismatch(node, format!("`{}` is missing, {reason}", field.name.wire), diagnostics);
            }
        }
    }

    fn is_called(self, field: &Field, key: &str) -> bool {
        field.name.wire == key || (self == Self::Answer && field.also.iter().any(|also| also == key))
    }

    fn reason_to_be_there(self, field: &Field, members: &[Entry]) -> Option<String> {
        match self {
            Self::Answer => field.always_present.then(|| "which is always present".to_owned()),
            Self::Request if field.required => Some("which is required".to_owned()),
            Self::Request => field.required_when.iter().find_map(|condition| {
                let holds = members.iter().any(|member| {
                    member.key == condition.field.wire
                        && matches!(&member.value.value, Value::Scalar(value) if value.text == condition.is)
                });
                holds.then(|| {
                    format!("which is required when `{}` is `{}`", condition.field.wire, condition.is)
                })
            }),
        }
    }

    fn field(
        self,
        member: &Entry,
        field: &Field,
        siblings: &[Field],
        local: &Local<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let (node, wire) = (&member.value, &member.key);
        if self.is_nothing(node, field) {
            let fine = field.nullable || (self == Self::Answer && !field.always_present);
            if !fine {
                mismatch(node, format!("`{wire}` cannot be null"), diagnostics);
            }
            return;
        }
        let guests: Vec<&str> = siblings
            .iter()
            .flat_map(|sibling| &sibling.inside)
            .filter(|inside| inside.within == field.name.wire)
            .map(|inside| inside.wire.as_str())
            .collect();
        if let (Self::Request, Some(separator), Value::Scalar(_)) = (self, &field.joined, &node.value) {
            let message =
                format!("`{wire}` is a list here; the client puts {separator:?} between its values");
            mismatch(node, message, diagnostics);
            return;
        }
        let before = diagnostics.len();
        self.value(node, wire, &field.ty, &guests, local, diagnostics);
        if diagnostics.len() == before {
            self.text(node, field, wire, diagnostics);
        }
    }

    /// Whether a member is there and says nothing.
    fn is_nothing(self, node: &Node, field: &Field) -> bool {
        match self {
            Self::Request => is_null(node),
            Self::Answer => is_nothing(node, &field.ty),
        }
    }

    /// Compares a text with the rules for it.
    fn text(self, node: &Node, field: &Field, wire: &str, diagnostics: &mut Diagnostics) {
        let value = match &node.value {
            Value::Scalar(value) => value.text.as_str(),
            Value::List(items) => {
                let separator = field.joined.as_deref().filter(|_| self == Self::Request);
                let cuts = |item: &&Node| matches!((&item.value, separator), (Value::Scalar(value), Some(cut)) if value.text.contains(cut));
                if let (Self::Request, Some(most)) =
                    (self, field.max_items.filter(|most| items.len() > *most as usize))
                {
                    mismatch(node, format!("`{wire}` has more than {most} elements"), diagnostics);
                }
                if let Some(item) = items.iter().find(cuts) {
                    mismatch(item, format!("a value of `{wire}` holds the text between two"), diagnostics);
                }
                return;
            }
            Value::Map(_) => return,
        };
        if let Some(most) = field.max_chars.filter(|most| value.chars().count() > *most as usize) {
            mismatch(node, format!("`{wire}` has more than {most} characters"), diagnostics);
        }
        if !field.digits.is_empty() && !is_of_digits(value, &field.digits) {
            let counts: Vec<String> = field.digits.iter().map(ToString::to_string).collect();
            mismatch(node, format!("`{wire}` has {} digits", counts.join(" or ")), diagnostics);
        }
        if let Some(most) = field.max.filter(|most| value.parse::<i64>().is_ok_and(|value| value > *most)) {
            mismatch(node, format!("`{wire}` is larger than {most}"), diagnostics);
        }
        if let Some(form) = field.format.as_ref().filter(|form| !is_in_form(value, &form.0)) {
            mismatch(node, format!("`{wire}` is not written as `{form}`"), diagnostics);
        }
        if let Some(fixed) = field.fixed.as_ref().map(text_of).filter(|fixed| fixed != value) {
            mismatch(node, format!("`{wire}` is always `{fixed}`"), diagnostics);
        }
    }

    /// Compares one value with a type.
    pub(super) fn value(
        self,
        node: &Node,
        name: &str,
        ty: &Type,
        guests: &[&str],
        local: &Local<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        match (&node.value, ty) {
            (_, Type::Any) => {}
            (Value::Map(_), Type::Object(object)) => {
                self.object(node, &object.fields, guests, local, diagnostics);
            }
            (Value::Map(_), Type::Shared(shared)) => {
                // One that could not be read is not compared.
                if let Some(object) = local.ground.objects.find(shared.pascal()) {
                    self.object(node, &object.fields, guests, local, diagnostics);
                }
            }
            (Value::List(items), Type::List(of)) => {
                for item in items {
                    self.value(item, name, of, guests, local, diagnostics);
                }
            }
            (_, Type::List(of)) if self == Self::Answer => {
                self.value(node, name, of, guests, local, diagnostics);
            }
            (_, Type::OneOf(of)) => self.shape(node, name, of, local, diagnostics),
            (Value::Scalar(value), ty) if scalar_fits(self, value, ty, local) => {}
            _ => mismatch(node, format!("`{name}` is {}", wanted(ty, local)), diagnostics),
        }
    }

    /// Compares a value with the shape that the client takes for it.
    fn shape(self, node: &Node, name: &str, of: &OneOf, local: &Local<'_>, diagnostics: &mut Diagnostics) {
        let (sort, members) = match &node.value {
            Value::Map(members) => (Sorted::Object, members.as_slice()),
            Value::List(_) => (Sorted::List, &[][..]),
            Value::Scalar(value) if value.plain && ["true", "false"].contains(&value.text.as_str()) => {
                (Sorted::Boolean, &[][..])
            }
            Value::Scalar(_) => (Sorted::Single, &[][..]),
        };
        match choose(of, sort, members) {
            Some(shape) => self.value(node, name, &shape.ty, &[], local, diagnostics),
            None => mismatch(
                node,
                format!("`{name}` has none of the shapes of `{}`", of.name.pascal()),
                diagnostics,
            ),
        }
    }
}

fn text_of(fixed: &Fixed) -> String {
    match fixed {
        Fixed::Text(text) => text.clone(),
        Fixed::Integer(number) => number.to_string(),
        Fixed::Boolean(flag) => flag.to_string(),
    }
}

fn stands_inside(members: &[Entry], inside: &Inside) -> bool {
    members.iter().any(|member| {
        member.key == inside.within
            && matches!(&member.value.value, Value::Map(inner) if inner.iter().any(|entry| entry.key == inside.wire))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;
    use crate::resolve::fields::{Side, resolve_fields};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};

    #[track_caller]
    fn check(fit: Fit, fields: &str, example: &str, expected: &[&str]) {
        let (scope, ground) = (Scope::default(), Ground::default());
        let mut local = Local::new(&scope, &ground);
        let mut diagnostics = Diagnostics::default();
        let root = node(&format!("{{ {fields} }}\n"));
        let Value::Map(all) = &root.value else { panic!("a map") };
        let all: Vec<&Entry> = all.iter().collect();
        let side = match fit {
            Fit::Request => Side::Request(Place::Body),
            Fit::Answer => Side::Answer,
        };
        let fields = resolve_fields(&all, side, &mut local, &mut diagnostics);
        fit.object(&node(&format!("{{ {example} }}\n")), &fields, &[], &local, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn members_are_fields_and_needed_ones_are_there() {
        let fields = "a: { type: id, required: true }, b: { type: string, required_when: { a: \"1\" } }";
        check(Fit::Request, fields, "a: 2", &[]);
        check(Fit::Request, fields, "c: 2", &["there is no field `c`", "`a` is missing, which is required"]);
        check(Fit::Request, fields, "a: 1", &["`b` is missing, which is required when `a` is `1`"]);
        check(Fit::Request, fields, "a: null", &["`a` cannot be null"]);
        check(Fit::Answer, "a: { type: id, always_present: true }", "a: \"\"", &["`a` cannot be null"]);
    }

    #[test]
    fn nothing_has_many_forms_in_answers() {
        let fields =
            "n: { type: i32 }, owner: { type: object, fields: { a: { type: id } } }, l: { type: [id] }";
        check(Fit::Answer, fields, "n: \"\", owner: [], l: null", &[]);
        check(Fit::Answer, fields, "n: null, owner: \"\", l: 7", &[]);
        check(Fit::Request, fields, "n: \"\"", &["`n` is a whole number of 32 bits"]);
        check(Fit::Request, fields, "l: 7", &["`l` is a list"]);
    }

    #[test]
    fn an_inline_object_is_sent_even_where_it_is_left_out() {
        let fields = "data: { type: object, inline: true, fields: { a: { type: id, required: true }, b: { type: id } } }";
        check(Fit::Request, fields, "data: { a: 1 }", &[]);
        check(Fit::Request, fields, "", &["`a` is missing, which is required"]);
    }

    #[test]
    fn a_value_takes_the_first_shape_of_its_kind() {
        let fields = "started: { type: one_of, shapes: { Row: { when: { kind: [x, y] }, type: object, fields: { kind: { type: string } } }, Other: { type: object, object: Other, fields: { size: { type: i32 } } }, Flag: { type: boolean } } }";
        check(Fit::Answer, fields, "started: { kind: x }", &[]);
        check(Fit::Answer, fields, "started: { kind: z }", &["there is no field `kind`"]);
        check(Fit::Answer, fields, "started: true", &[]);
        check(Fit::Answer, fields, "started: [1]", &["`started` has none of the shapes of `Started`"]);
    }

    #[test]
    fn texts_keep_their_rules() {
        check(
            Fit::Request,
            "a: { type: string, max_chars: 2 }",
            "a: abc",
            &["`a` has more than 2 characters"],
        );
        check(
            Fit::Answer,
            "a: { type: string, format: yyyyMM }",
            "a: 2026-01",
            &["`a` is not written as `yyyyMM`"],
        );
        check(Fit::Answer, "a: { type: string, format: yyyyMM }", "a: \"\"", &[]);
        check(Fit::Request, "a: { type: i32, fixed: 1 }", "a: 2", &["`a` is always `1`"]);
        check(Fit::Request, "a: { type: i32, fixed: 1 }", "", &[]);
    }
}
