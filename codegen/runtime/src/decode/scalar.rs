//! Single values: what the parser gives, and which of them fits which target.
//!
//! In: text, numbers and booleans. Out: a filled slot, or what was expected and what kind was found. It reads
//! leniently: a text takes any of them, a number takes text of digits, a boolean `"true"` and `"false"`; an empty
//! text where no text is expected is nothing, as null is; a list takes one value.

use super::fault::What;
use super::{Came, Nothing};
use crate::open_enum::Wire;
#[cfg(feature = "mock")]
use crate::upload::Upload;
use crate::value::{Null, Slot, Target};
use crate::{Decimal, Id, Secret};
use std::borrow::Cow;

/// The name under which `serde_json` hides numbers when it has arbitrary precision.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// A single value of the answer.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Text(&'a str),
    /// A number as it is written.
    Number(&'a str),
    Integer(i64),
    /// Above the greatest `i64`.
    Large(u64),
    /// Not whole, or too large.
    Fraction,
    Boolean(bool),
}

impl<'a> Scalar<'a> {
    fn kind(self) -> &'static str {
        match self {
            Self::Text("") => "an empty string",
            Self::Text(_) => "a string",
            Self::Number(_) | Self::Integer(_) | Self::Large(_) => "a number",
            Self::Fraction => "a number that is not whole or too large",
            Self::Boolean(_) => "a boolean",
        }
    }

    /// As it is written; nothing where the parser has lost that.
    fn literal(self) -> Option<Cow<'a, str>> {
        Some(match self {
            Self::Text(text) | Self::Number(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Large(number) => Cow::Owned(number.to_string()),
            Self::Boolean(value) => Cow::Borrowed(if value { "true" } else { "false" }),
            Self::Fraction => return None,
        })
    }

    /// The value of a number; digits with at most a minus are one too.
    pub(super) fn value(self) -> Self {
        match self {
            Self::Text(text) if is_digits(text.strip_prefix('-').unwrap_or(text)) => match number(text) {
                Self::Fraction => self,
                number => number,
            },
            Self::Number(text) => number(text),
            other => other,
        }
    }
}

impl Scalar<'_> {
    fn integer(self) -> Option<i64> {
        match self.value() {
            Self::Integer(number) => Some(number),
            _ => None,
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number that came as text.
pub(super) fn number(text: &str) -> Scalar<'static> {
    let other = || text.parse().map_or(Scalar::Fraction, fraction);
    let large = || text.parse().map_or_else(|_| other(), Scalar::Large);
    text.parse().map_or_else(|_| large(), Scalar::Integer)
}

/// A number with a fraction or an exponent; `1.0` and `1e3` are whole. Of more than 15 digits the last ones could be
/// wrong, since the parser rounds.
pub(super) fn fraction(value: f64) -> Scalar<'static> {
    if value.fract() == 0.0 && value.abs() < 1e15 { Scalar::Integer(value as i64) } else { Scalar::Fraction }
}

impl Target<'_> {
    /// What it takes.
    pub(crate) fn expected(&self) -> &'static str {
        match self {
            Self::Done | Self::Refused | Self::Anything | Self::Json(_) => "a value",
            Self::Text(_) | Self::Secret(_) => "a string",
            Self::I32(_) => "a whole number of 32 bits",
            Self::I64(_) => "a whole number of 64 bits",
            Self::Id(_) => "an id (digits, as a number or a string)",
            Self::Decimal(_) => "a decimal (digits, as a number or a string)",
            Self::Boolean(_) => "a boolean",
            Self::Enum(_) => "a string or a whole number",
            Self::Model(_) => "an object",
            Self::List(_) => "a list",
            Self::OneOf(_) => "one of several shapes",
            #[cfg(feature = "mock")]
            Self::File(_) => "a file",
        }
    }
}

/// Puts a value where it belongs.
pub(super) fn put(slot: &mut dyn Slot, scalar: Scalar<'_>) -> Result<Came, What> {
    match fill(&mut slot.target(Null::No), scalar)? {
        Came::Value => Ok(Came::Value),
        Came::Null(nothing) | Came::Refused(nothing) => Ok(null(slot, nothing)),
    }
}

/// The same where it is known what the slot wants; null is left to be told to the slot.
pub(super) fn fill(target: &mut Target<'_>, scalar: Scalar<'_>) -> Result<Came, What> {
    match (&mut *target, scalar) {
        (Target::Done | Target::Anything, _) => Ok(Came::Value),
        (Target::Text(_) | Target::Secret(_) | Target::Enum(_), _) => text(target, scalar),
        #[cfg(feature = "mock")]
        (Target::File(to), Scalar::Text(text)) => {
            **to = Upload::from(text.to_owned());
            Ok(Came::Value)
        }
        (_, Scalar::Text("")) => Ok(Came::Null(Nothing::EmptyText)),
        // A list of one.
        (Target::List(list), _) => put(list.add(), scalar),
        _ => number_into(target, scalar).map(|()| Came::Value).ok_or_else(|| mismatch(target, scalar)),
    }
}

/// Puts a value where a text is welcome.
fn text(target: &mut Target<'_>, scalar: Scalar<'_>) -> Result<Came, What> {
    let literal = scalar.literal().ok_or_else(|| mismatch(target, scalar))?;
    match target {
        Target::Text(to) => literal.as_ref().clone_into(to),
        Target::Secret(to) => **to = Secret::from(&*literal),
        Target::Enum(to) => match (scalar, scalar.value()) {
            (Scalar::Text(text), _) => to.set(Wire::Text(text)),
            (_, Scalar::Integer(number)) => to.set(Wire::Integer(number)),
            (_, Scalar::Fraction) => return Err(mismatch(target, scalar)),
            _ => to.set(Wire::Text(&literal)),
        },
        _ => {}
    }
    Ok(Came::Value)
}

/// Puts a value where a number or a boolean is expected; nothing where it is none.
fn number_into(target: &mut Target<'_>, scalar: Scalar<'_>) -> Option<()> {
    match (target, scalar) {
        (Target::Boolean(to), Scalar::Boolean(value)) => **to = value,
        (Target::Boolean(to), Scalar::Text(text)) => **to = text.parse().ok()?,
        (Target::Id(to), _) => **to = id(scalar)?,
        (Target::Decimal(to), _) => **to = decimal(scalar)?,
        (Target::I32(to), _) => **to = i32::try_from(scalar.integer()?).ok()?,
        (Target::I64(to), _) => **to = scalar.integer()?,
        _ => return None,
    }
    Some(())
}

fn mismatch(target: &Target<'_>, scalar: Scalar<'_>) -> What {
    let found = if let Scalar::Number(_) = scalar { scalar.value() } else { scalar };
    What::Mismatch { expected: target.expected(), found: found.kind() }
}

/// Puts null, or what stands for it, where it belongs.
pub(super) fn null(slot: &mut dyn Slot, nothing: Nothing) -> Came {
    match slot.target(Null::Yes) {
        Target::Refused => Came::Refused(nothing),
        _ => Came::Null(nothing),
    }
}

fn id(scalar: Scalar<'_>) -> Option<Id> {
    match scalar {
        Scalar::Text(text) => text.parse().ok(),
        scalar => match scalar.value() {
            Scalar::Integer(number) => u64::try_from(number).ok().map(Id::from),
            Scalar::Large(number) => Some(Id::from(number)),
            _ => None,
        },
    }
}

fn decimal(scalar: Scalar<'_>) -> Option<Decimal> {
    match scalar {
        Scalar::Boolean(_) => None,
        scalar => scalar.literal()?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::Mode;
    use crate::value::{Blank, Value, View};
    use Scalar::{Boolean, Fraction, Integer, Large, Number, Text};

    /// What is in the slot afterwards, or what was wrong.
    #[track_caller]
    fn check<T: Slot + Value + Blank>(scalar: Scalar<'_>, expected: &str) {
        let mut slot = T::blank();
        let shown = match put(&mut slot, scalar) {
            Ok(Came::Value) => show(slot.view()),
            Ok(Came::Null(_)) => "nothing".to_owned(),
            Ok(Came::Refused(nothing)) => format!("refused {}", nothing.kind()),
            Err(What::Mismatch { found, .. }) => format!("found {found}"),
            Err(other) => format!("{other:?}"),
        };
        assert_eq!(shown, expected);
    }

    fn show(view: View<'_>) -> String {
        match view {
            View::Text(text) => format!("text {text}"),
            View::Integer(number) => number.to_string(),
            View::Id(id) => format!("id {id}"),
            View::Decimal(decimal) => format!("decimal {decimal}"),
            View::Boolean(value) => value.to_string(),
            View::Enum(wire) => format!("{wire:?}"),
            View::List(list) => format!("[{}]", list.at(0).map_or(String::new(), |value| show(value.view()))),
            _ => "another value".to_owned(),
        }
    }

    #[test]
    fn a_text_takes_anything_as_it_is_written() {
        for (scalar, expected) in [
            (Text(""), "text "),
            (Text("a"), "text a"),
            (Number("12.30"), "text 12.30"),
            (Number("1e400"), "text 1e400"),
            (Integer(-7), "text -7"),
            (Large(u64::MAX), "text 18446744073709551615"),
            (Boolean(true), "text true"),
            (Fraction, "found a number that is not whole or too large"),
        ] {
            check::<String>(scalar, expected);
        }
    }

    #[test]
    fn whole_numbers_take_digits() {
        for (scalar, expected) in [
            (Text("-12"), "-12"),
            (Text("007"), "7"),
            (Number("1e3"), "1000"),
            (Number("2.0"), "2"),
            (Integer(5), "5"),
            (Text(""), "refused an empty string"),
            (Text("+1"), "found a string"),
            (Text("1.0"), "found a string"),
            (Text("2147483648"), "found a string"),
            (Number("1.5"), "found a number that is not whole or too large"),
            (Boolean(true), "found a boolean"),
        ] {
            check::<i32>(scalar, expected);
        }
        check::<i64>(Text("2147483648"), "2147483648");
        check::<i64>(Text("9223372036854775808"), "found a string");
        check::<Id>(Text("0012"), "id 12");
        check::<Id>(Large(u64::MAX), "id 18446744073709551615");
        check::<Id>(Number("12.0"), "id 12");
        check::<Id>(Text("-1"), "found a string");
        check::<Id>(Boolean(false), "found a boolean");
    }

    #[test]
    fn decimals_keep_their_digits() {
        check::<Decimal>(Number("12.30"), "decimal 12.30");
        check::<Decimal>(Text("0012.30"), "decimal 0012.30");
        check::<Decimal>(Integer(-3), "decimal -3");
        check::<Decimal>(Text("12,30"), "found a string");
        check::<Decimal>(Boolean(true), "found a boolean");
        check::<Decimal>(Text(""), "refused an empty string");
    }

    #[test]
    fn booleans_take_two_words() {
        check::<bool>(Text("true"), "true");
        check::<bool>(Text("false"), "false");
        check::<bool>(Text("True"), "found a string");
        check::<bool>(Integer(1), "found a number");
    }

    #[test]
    fn enums_take_texts_and_keep_the_empty_one() {
        check::<Mode>(Text("9"), "Integer(9)");
        check::<Mode>(Text("09"), "Text(\"09\")");
        check::<Mode>(Text(""), "Text(\"\")");
        check::<Mode>(Integer(12), "Integer(12)");
        check::<Mode>(Large(u64::MAX), "Text(\"18446744073709551615\")");
        check::<Mode>(Boolean(true), "Text(\"true\")");
        check::<Mode>(Fraction, "found a number that is not whole or too large");
    }

    #[test]
    fn a_list_takes_one_value() {
        check::<Vec<i64>>(Text("5"), "[5]");
        check::<Option<Vec<String>>>(Number("1.50"), "[text 1.50]");
        check::<Option<Vec<String>>>(Text(""), "nothing");
        check::<Vec<i64>>(Boolean(true), "found a boolean");
    }

    #[test]
    fn an_empty_text_is_nothing() {
        check::<Option<i64>>(Text(""), "nothing");
        check::<Option<bool>>(Text(""), "nothing");
    }
}
