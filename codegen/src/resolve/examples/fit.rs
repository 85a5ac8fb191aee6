//! Whether a value of an example fits its field.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Enum, Field, Inside, Object, Type, WireValue};
use crate::resolve::read::entries;
use crate::resolve::types::Local;
use crate::source::{Entry, Node, Scalar, Value};

/// Which way the example travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// What we send: exact.
    Request,
    /// What comes back: as lenient as the client.
    Answer,
}

/// Reports that a value does not fit.
pub(super) fn mismatch(node: &Node, message: String, diagnostics: &mut Diagnostics) {
    diagnostics
        .push(Diagnostic::new(Code::ExampleMismatch, node.span, message).label("does not fit the fields"));
}

/// Whether a plain scalar is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let fine_start = whole == "0" || !whole.starts_with('0');
    fine_start
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_finite)
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
                None if around.contains(&member.key.as_str()) || local.unread.contains(&member.key) => {}
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
        for field in fields {
            if members.iter().any(|member| self.is_called(field, &member.key)) {
                continue;
            }
            if let Some(reason) = self.reason_to_be_there(field, members) {
                let stands_inside = field.inside.iter().any(|inside| stands_inside(members, inside));
                if !stands_inside {
                    mismatch(node, format!("`{}` is missing, {reason}", field.name.wire), diagnostics);
                }
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
        let is_null = matches!(&member.value.value, Value::Scalar(value) if value.plain && ["null", ""].contains(&value.text.as_str()));
        if is_null {
            let fine = field.nullable || (self == Self::Answer && !field.always_present);
            if !fine {
                mismatch(&member.value, format!("`{}` cannot be null", member.key), diagnostics);
            }
            return;
        }
        let guests: Vec<&str> = siblings
            .iter()
            .flat_map(|sibling| &sibling.inside)
            .filter(|inside| inside.within == field.name.wire)
            .map(|inside| inside.wire.as_str())
            .collect();
        self.value(&member.value, &member.key, &field.ty, &guests, local, diagnostics);
        if let (Some(most), Value::Scalar(value)) = (field.max_chars, &member.value.value)
            && value.text.chars().count() > most as usize
        {
            mismatch(&member.value, format!("`{}` has more than {most} characters", member.key), diagnostics);
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
            (Value::Map(_), Type::Object(object)) => {
                self.object(node, &object.fields, guests, local, diagnostics);
            }
            (Value::List(items), Type::List(of)) => {
                for item in items {
                    self.value(item, name, of, guests, local, diagnostics);
                }
            }
            (Value::Scalar(value), ty) if self.scalar_fits(value, ty, local) => {}
            _ => mismatch(node, format!("`{name}` is {}", wanted(ty)), diagnostics),
        }
    }

    /// Whether a value is one of an enum's; one without values could not be read, and takes any.
    fn is_one_of(self, value: &Scalar, known: &Enum) -> bool {
        let text = value.text.as_str();
        let is_number = value.plain && is_number(text);
        let fits = |wire: &WireValue| match wire {
            WireValue::Text(wire) => wire == text && (self == Self::Answer || !is_number),
            WireValue::Integer(wire) => (self == Self::Answer || is_number) && text.parse() == Ok(*wire),
        };
        known.values.is_empty() || known.values.iter().any(|candidate| fits(&candidate.wire))
    }

    fn scalar_fits(self, value: &Scalar, ty: &Type, local: &Local<'_>) -> bool {
        let text = value.text.as_str();
        let number = value.plain && is_number(text);
        let plain_word = value.plain && ["true", "false", "null"].contains(&text);
        match ty {
            Type::String => !number && !plain_word,
            Type::Boolean => value.plain && (text == "true" || text == "false"),
            Type::I32 => number && text.parse::<i32>().is_ok(),
            Type::I64 => number && text.parse::<i64>().is_ok(),
            Type::Id => (number || (self == Self::Answer && !value.plain)) && text.parse::<u64>().is_ok(),
            Type::Enum { .. } => local.enum_of(ty).is_some_and(|known| self.is_one_of(value, known)),
            Type::Object(_) | Type::List(_) => false,
        }
    }
}

fn stands_inside(members: &[Entry], inside: &Inside) -> bool {
    members.iter().any(|member| {
        member.key == inside.within
            && matches!(&member.value.value, Value::Map(inner) if inner.iter().any(|entry| entry.key == inside.wire))
    })
}

fn wanted(ty: &Type) -> String {
    match ty {
        Type::String => "a text: put it in quotes".to_owned(),
        Type::Boolean => "`true` or `false`".to_owned(),
        Type::I32 => "a whole number of 32 bits".to_owned(),
        Type::I64 => "a whole number of 64 bits".to_owned(),
        Type::Id => "a number of up to 20 digits".to_owned(),
        Type::Enum { name, .. } => format!("one of the values of `{}`", name.pascal()),
        Type::Object(object) => {
            let Object { name, .. } = object.as_ref();
            format!("an object, `{}`", name.pascal())
        }
        Type::List(_) => "a list".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_json_numbers() {
        for yes in ["0", "-1", "1.5", "1234567890123456789", "1e3"] {
            assert!(is_number(yes), "{yes}");
        }
        for no in ["007", "+1", ".5", "1x", "NaN", "", "-", "0x10"] {
            assert!(!is_number(no), "{no}");
        }
    }
}
