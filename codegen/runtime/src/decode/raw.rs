//! Values that were captured as they stand, and texts that hold documents.
//!
//! In: JSON that the parser has passed once, or a text. Out: the slot filled. Digits are not lost on this way, and
//! the depth of documents inside documents is counted as one.

use super::choose::choose;
use super::reading::Reading;
use super::scalar::fill;
use super::{Came, Fault, Nothing, Scalar, Seed, What, null, put};
use crate::envelope::EmptyText;
use crate::shape::{Form, TextOf};
use crate::value::{Null, Target};
use crate::{Json, xml};
use serde_core::de::{Deserializer, Error};
use std::borrow::Cow;

/// Whether it is null, `""` or `[]`.
pub(crate) fn is_blank(raw: &str) -> bool {
    let is_empty_list = |raw: &str| {
        let inside = raw.strip_prefix('[').and_then(|raw| raw.strip_suffix(']'));
        inside.is_some_and(|inside| inside.trim_ascii().is_empty())
    };
    raw == "null" || raw == r#""""# || is_empty_list(raw)
}

/// Whether it is a text, a number or a boolean.
pub(super) fn is_single(raw: &str) -> bool {
    !raw.starts_with(['{', '[', 'n'])
}

/// The characters of a JSON text.
pub(super) fn unescaped<'r, E: Error>(raw: &'r str, fault: &mut Fault) -> Result<Cow<'r, str>, E> {
    match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
        Some(text) if !raw.contains('\\') => Ok(Cow::Borrowed(text)),
        _ => serde_json::from_str(raw).map(Cow::Owned).map_err(|error| fault.raise_inner(&error, raw)),
    }
}

/// A single value as it stands.
pub(super) fn scalar(raw: &str) -> Scalar<'_> {
    match raw {
        "true" => Scalar::Boolean(true),
        "false" => Scalar::Boolean(false),
        number => Scalar::Number(number),
    }
}

impl Seed<'_, '_> {
    /// Reads a value in the form in which it travels.
    pub(crate) fn form<E: Error>(self, form: Form, raw: &str) -> Result<Came, E> {
        match form {
            Form::Plain | Form::Digits => self.raw(raw),
            Form::Joined(separator) => self.joined(raw, separator),
            Form::TextOf(text_of) => self.document(raw, text_of),
        }
    }

    /// Reads a value as it stands.
    pub(super) fn raw<E: Error>(self, raw: &str) -> Result<Came, E> {
        let Self { slot, fault, empty, others } = self;
        if fault.has_mark(raw) {
            return Err(fault.raise(What::Odd));
        }
        if raw == "null" || raw == r#""""# && empty == EmptyText::IsNothing {
            return Ok(null(slot, Nothing::Null));
        }
        let mut target = slot.target(Null::No);
        let came = match (&mut target, raw.as_bytes().first()) {
            (Target::Json(json), _) => {
                **json = Json::from_raw(raw);
                Came::Value
            }
            (Target::OneOf(_), _) => return choose(slot, fault, raw),
            // A list of one. An empty text is no element.
            (Target::List(list), first) if first != Some(&b'[') && raw != r#""""# => {
                return Seed::new(list.add(), fault).raw(raw);
            }
            (_, Some(b'{' | b'[')) => inner(&mut Reading { target, fault, empty, others }, raw)?,
            (_, Some(b'"')) => {
                let text = unescaped(raw, fault)?;
                fill(&mut target, Scalar::Text(&text)).map_err(|what| fault.raise(what))?
            }
            _ => fill(&mut target, scalar(raw)).map_err(|what| fault.raise(what))?,
        };
        match came {
            Came::Value => Ok(Came::Value),
            Came::Null(nothing) | Came::Refused(nothing) => Ok(null(slot, nothing)),
        }
    }

    /// The text of a member that must be one; nothing for null.
    fn text<'r, E: Error>(&mut self, raw: &'r str) -> Result<Option<Cow<'r, str>>, E> {
        let mismatch = |found| What::Mismatch { expected: "a string", found };
        match raw.as_bytes().first() {
            Some(b'n') => Ok(None),
            Some(b'{') => Err(self.fault.raise(mismatch("an object"))),
            Some(b'[') => Err(self.fault.raise(mismatch("a list"))),
            Some(b'"') => unescaped(raw, self.fault).map(Some),
            _ => Ok(Some(Cow::Borrowed(raw))),
        }
    }

    /// Reads a list that travels as one text. An empty text is an empty list.
    fn joined<E: Error>(mut self, raw: &str, separator: &str) -> Result<Came, E> {
        let Some(text) = self.text(raw)? else { return Ok(null(self.slot, Nothing::Null)) };
        let Self { slot, fault, .. } = self;
        let Target::List(list) = slot.target(Null::No) else {
            return put(slot, Scalar::Text(&text)).map_err(|what| fault.raise(what));
        };
        let parts = text.split(separator).enumerate().filter(|_| !text.is_empty());
        for (index, part) in parts {
            let slot = list.add();
            let came = put(slot, Scalar::Text(part)).map_err(|what| fault.raise(what));
            came.and_then(|came| came.or_raise(slot, fault)).inspect_err(|_| fault.at_index(index))?;
        }
        Ok(Came::Value)
    }

    /// Reads a value that travels as a text that holds a document. An empty text is nothing.
    pub(crate) fn document<E: Error>(mut self, raw: &str, text_of: TextOf) -> Result<Came, E> {
        let text = match self.text(raw)? {
            None => return Ok(null(self.slot, Nothing::Null)),
            Some(text) if text.is_empty() => return Ok(null(self.slot, Nothing::EmptyText)),
            Some(text) => text,
        };
        match text_of {
            TextOf::Json => self.whole(&text),
            TextOf::Xml(root) => match xml::to_json(&text, root) {
                Ok(json) => self.whole(&json),
                Err(because) => Err(self.fault.raise(What::Text { because })),
            },
        }
    }

    /// Reads a document that no parser has passed.
    fn whole<E: Error>(self, text: &str) -> Result<Came, E> {
        match serde_json::from_str::<&serde_json::value::RawValue>(text) {
            Ok(raw) => self.raw(raw.get()),
            Err(error) => Err(self.fault.raise_inner(&error, text)),
        }
    }
}

/// Reads a document inside the document.
fn inner<E: Error>(reading: &mut Reading<'_, '_>, text: &str) -> Result<Came, E> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_any(&mut *reading).and_then(|came| reader.end().map(|()| came));
    read.map_err(|error| reading.fault.raise_inner(&error, text))
}

#[cfg(test)]
mod tests;
