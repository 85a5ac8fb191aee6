//! The quick run: reads what comes as documented, and nothing else.
//!
//! In: a document and a slot. Out: the slot filled as the exact run would fill it; or nothing, and the slot may hold
//! anything, which the exact run replaces. It knows no errors and no marks.

use super::cursor::Cursor;
use super::raw::is_blank;
use super::scalar::fill;
use super::seen::Seen;
use super::{Came, Document, Fault, Kept, Nothing, Scalar, Seed, null};
use crate::envelope::EmptyText;
use crate::shape::{Field, Form, Shape};
use crate::value::{DecodeModel, Grow, Null, Slot, Target};

/// Reads values one after the other. Where a function gives nothing, the run is over.
pub(crate) struct Quick<'d> {
    pub(crate) cursor: Cursor<'d>,
    /// Counts how deep it is; what is captured as it stands is read with it.
    fault: Fault,
}

/// Runs over a whole document.
pub(crate) fn quick<'d, T>(
    document: &Document<'d>,
    read: impl FnOnce(&mut Quick<'d>) -> Option<T>,
) -> Option<T> {
    let mut quick = Quick { cursor: Cursor::new(document.unmarked()?), fault: Fault::new(false) };
    read(&mut quick).filter(|_| quick.cursor.is_done())
}

impl<'d> Quick<'d> {
    /// The members of an object, the name and the value of each of which must be read or skipped.
    #[inline]
    pub(crate) fn members(&mut self, mut member: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.cursor.next()? != b'{' {
            return None;
        }
        self.fault.enter::<serde_json::Error>().ok()?;
        let mut goes_on = self.cursor.open(b'}')?;
        while goes_on {
            member(self)?;
            goes_on = self.cursor.goes_on(b'}')?;
        }
        self.fault.leave();
        Some(())
    }

    /// A single value to be kept; nothing inside for null, an object or a list.
    #[inline]
    pub(crate) fn kept(&mut self) -> Option<Option<Kept<'d>>> {
        match self.cursor.next()? {
            b'"' => self.cursor.quoted().map(|text| Some(Kept::Text(text))),
            b'{' | b'[' => self.cursor.skip().map(|()| None),
            first => Some(self.cursor.single(first)?.and_then(|scalar| Kept::of_scalar(scalar.value()))),
        }
    }

    /// Reads a value into a slot, which is blank.
    pub(crate) fn value(&mut self, slot: &mut dyn Slot, empty: EmptyText) -> Option<Came> {
        let mut target = slot.target(Null::No);
        let nothing = match (self.cursor.next()?, &mut target) {
            (_, Target::Json(_) | Target::OneOf(_) | Target::Decimal(_)) => {
                return self.as_it_stands(slot, empty);
            }
            (b'"', target) => {
                let text = self.cursor.quoted()?;
                match target {
                    _ if text.is_empty() && empty == EmptyText::IsNothing => Some(Nothing::EmptyText),
                    Target::Text(to) => {
                        **to = text.into_owned();
                        None
                    }
                    target => put(target, Scalar::Text(&text))?,
                }
            }
            (b'{', Target::Model(model)) => match model.shape() {
                Shape { inside: [], fields, .. } => {
                    self.object(*model, fields)?;
                    None
                }
                _ => return self.as_it_stands(slot, empty),
            },
            (b'[', Target::List(list)) => {
                self.list(*list)?;
                None
            }
            // A list of one.
            (b'{', Target::List(list)) => return self.value(list.add(), EmptyText::IsText),
            // What some servers write for an object without members.
            (b'[', Target::Model(_)) => {
                let is_empty = !self.cursor.open(b']')?;
                is_empty.then_some(Some(Nothing::EmptyList))?
            }
            (b'{' | b'[', Target::Anything) => {
                self.cursor.skip()?;
                None
            }
            (b'{' | b'[', _) => return None,
            (first, target) => match self.cursor.single(first)? {
                None => Some(Nothing::Null),
                Some(scalar) => put(target, scalar)?,
            },
        };
        Some(nothing.map_or(Came::Value, |nothing| null(slot, nothing)))
    }

    /// Reads a value whose digits are kept, or that is looked at twice.
    #[inline(never)]
    fn as_it_stands(&mut self, slot: &mut dyn Slot, empty: EmptyText) -> Option<Came> {
        let raw = self.cursor.raw()?;
        Seed::new(slot, &mut self.fault).empty(empty).raw::<serde_json::Error>(raw).ok()
    }

    /// Reads a value in the form in which it travels.
    pub(crate) fn form(
        &mut self,
        slot: &mut dyn Slot,
        empty: EmptyText,
        form: Form,
        raw: &str,
    ) -> Option<Came> {
        Seed::new(slot, &mut self.fault).empty(empty).form::<serde_json::Error>(form, raw).ok()
    }

    fn list(&mut self, list: &mut dyn Grow) -> Option<()> {
        self.fault.enter::<serde_json::Error>().ok()?;
        let mut goes_on = self.cursor.open(b']')?;
        while goes_on {
            match self.value(list.add(), EmptyText::IsText)? {
                Came::Value | Came::Null(_) => {}
                Came::Refused(_) => return None,
            }
            goes_on = self.cursor.goes_on(b']')?;
        }
        self.fault.leave();
        Some(())
    }

    fn object(&mut self, model: &mut dyn DecodeModel, fields: &'static [Field]) -> Option<()> {
        let (mut seen, mut next) = (Seen::default(), 0);
        self.members(|quick| {
            // Vendors answer in the order of the table: mostly it is the next field, and nobody needs its name.
            let (index, is_alias) = match fields.get(next) {
                Some(field) if !field.escaped && quick.cursor.take_name(field.wire) => (next, false),
                _ => {
                    let name = quick.cursor.name()?;
                    let Some(found) = find(fields, next, name) else { return quick.cursor.skip() };
                    found
                }
            };
            let is_again = seen.has(index);
            // Another name never overrules the field's own.
            if is_again && is_alias {
                return quick.cursor.skip();
            }
            next = index + 1;
            let form = fields[index].form;
            let came = if is_again || form.is_text() {
                let raw = quick.cursor.raw()?;
                if is_again && is_blank(raw) {
                    return Some(());
                }
                let slot = model.slot(index);
                if is_again {
                    // It replaces what was there as a whole.
                    slot.target(Null::Yes);
                }
                quick.form(slot, EmptyText::IsText, form, raw)?
            } else {
                quick.value(model.slot(index), EmptyText::IsText)?
            };
            seen.set(index, matches!(came, Came::Value));
            Some(())
        })?;
        let is_missing = |(index, field): (usize, &Field)| field.required && !seen.has(index);
        (!fields.iter().enumerate().any(is_missing)).then_some(())
    }
}

/// The field that a name belongs to, and whether it is another name of it. It is looked for from the next one on.
#[inline(never)]
fn find(fields: &[Field], next: usize, name: &str) -> Option<(usize, bool)> {
    let (before, after) = fields.split_at(next);
    let at = |fields: &[Field]| fields.iter().position(|field| field.wire == name);
    let own = at(after).map(|index| index + next).or_else(|| at(before));
    let alias = || fields.iter().position(|field| field.also.is_some() && field.answers_to(name));
    own.map(|index| (index, false)).or_else(|| alias().map(|index| (index, true)))
}

/// Puts a single value where it belongs; inside is what it stands for where it is nothing.
#[inline]
fn put(target: &mut Target<'_>, scalar: Scalar<'_>) -> Option<Option<Nothing>> {
    match (&mut *target, scalar) {
        (Target::I64(to), Scalar::Integer(number)) => **to = number,
        (Target::Boolean(to), Scalar::Boolean(value)) => **to = value,
        _ => {
            return match fill(target, scalar).ok()? {
                Came::Value => Some(None),
                Came::Null(nothing) | Came::Refused(nothing) => Some(Some(nothing)),
            };
        }
    }
    Some(None)
}

#[cfg(test)]
mod tests;
