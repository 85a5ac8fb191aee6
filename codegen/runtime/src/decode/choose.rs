//! Finds out which shape a value has, and reads it.
//!
//! In: a slot that takes one of several shapes, and JSON. Out: the first shape that fits, filled; or the JSON as it
//! came. The kind decides first, then the members that a shape must have; of single values the first shape counts
//! that takes the value.

use super::members::members;
use super::raw::{is_blank, is_single, scalar, unescaped};
use super::{Came, Fault, Nothing, Scalar, Seed, null, put};
use crate::Json;
use crate::one_of::{Choice, Kind, OneOf};
use crate::value::{Null, Slot, Target};
use serde_core::de::Error;
use std::borrow::Cow;

/// Reads a value that is not null.
pub(super) fn choose<E: Error>(slot: &mut dyn Slot, fault: &mut Fault, raw: &str) -> Result<Came, E> {
    let Target::OneOf(value) = slot.target(Null::No) else { return Ok(null(slot, Nothing::Null)) };
    if is_blank(raw) && !takes_blank(value, raw) {
        return Ok(null(slot, if raw.starts_with('[') { Nothing::EmptyList } else { Nothing::EmptyText }));
    }
    match Kind::of(raw) {
        Kind::Single | Kind::Boolean => single(value, fault, raw),
        kind => compound(value, fault, (kind, raw)),
    }
}

/// Whether `""` or `[]` is a value here: for a text, a list, or where nobody expects an object.
fn takes_blank(value: &mut dyn OneOf, raw: &str) -> bool {
    let choices = value.choices();
    let has = |kind| choices.iter().any(|choice| choice.kind == kind);
    if raw.starts_with('[') {
        return has(Kind::List) || !has(Kind::Object);
    }
    let mut singles = (0..choices.len()).filter(|index| choices[*index].kind == Kind::Single);
    singles.any(|index| {
        let target = value.choose(index).target(Null::No);
        matches!(target, Target::Text(_) | Target::Secret(_) | Target::Enum(_))
    })
}

/// Reads a text, a number or a boolean.
fn single<E: Error>(value: &mut dyn OneOf, fault: &mut Fault, raw: &str) -> Result<Came, E> {
    let text = if raw.starts_with('"') { Some(unescaped(raw, fault)?) } else { None };
    let scalar = text.as_deref().map_or_else(|| scalar(raw), Scalar::Text);
    for (index, choice) in value.choices().iter().enumerate() {
        if choice.kind == Kind::of(raw) && matches!(put(value.choose(index), scalar), Ok(Came::Value)) {
            return Ok(Came::Value);
        }
    }
    value.other(Json::from_raw(raw));
    Ok(Came::Value)
}

/// Reads an object or a list.
fn compound<E: Error>(
    value: &mut dyn OneOf,
    fault: &mut Fault,
    (kind, raw): (Kind, &str),
) -> Result<Came, E> {
    let choices = value.choices();
    let texts = if kind == Kind::Object { texts(choices, fault, raw)? } else { Vec::new() };
    let text = |wire: &str| texts.iter().rev().find(|(name, _)| name == wire).map(|(_, text)| &**text);
    match choices.iter().position(|choice| choice.kind == kind && choice.fits(text)) {
        Some(index) => {
            fault.enter()?;
            let slot = value.choose(index);
            let came = Seed::new(&mut *slot, &mut *fault).raw(raw)?;
            fault.leave();
            came.or_raise(slot, fault).map(|()| Came::Value)
        }
        None => {
            value.other(Json::from_raw(raw));
            Ok(Came::Value)
        }
    }
}

/// The members that shapes ask for and that are not null, as text.
fn texts<'r, E: Error>(
    choices: &[Choice],
    fault: &mut Fault,
    raw: &'r str,
) -> Result<Vec<(String, Cow<'r, str>)>, E> {
    let is_asked = |choice: &Choice, name: &str| {
        choice.has.contains(&name) || choice.when.iter().any(|(wire, _)| *wire == name)
    };
    let mut texts = Vec::new();
    if choices.iter().all(|choice| choice.has.is_empty() && choice.when.is_empty()) {
        return Ok(texts);
    }
    let found = members(raw).map_err(|error| fault.raise_inner(&error, raw))?;
    for (name, value) in found.0 {
        if value == "null" || !choices.iter().any(|choice| is_asked(choice, &name)) {
            continue;
        }
        let text = match value.as_bytes().first() {
            Some(b'"') => unescaped(value, fault)?,
            _ if is_single(value) => Cow::Borrowed(value),
            _ => Cow::Borrowed(""),
        };
        texts.push((name, text));
    }
    Ok(texts)
}

#[cfg(test)]
mod tests;
