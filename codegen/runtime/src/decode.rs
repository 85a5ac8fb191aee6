//! Reads JSON into models: one loop over their tables, by hand where all comes as documented, else on top of `serde_json`.
//!
//! In: bytes and a [`Slot`]. Out: the slot filled, or the place of the first member that does not fit. Values that
//! differ in harmless ways are taken (see `scalar`); an empty list where an object is expected is nothing, and one
//! value where a list is expected is a list of one. Nothing of what was read stands in an error.

mod choose;
mod cursor;
mod document;
mod fault;
mod find;
mod kept;
mod members;
mod mend;
mod object;
mod quick;
mod raw;
mod reading;
mod scalar;
mod seen;

pub(crate) use document::Document;
pub(crate) use fault::{DecodeError, Fault, What};
pub(crate) use find::find_text;
pub(crate) use kept::{Kept, ScalarSeed};
#[cfg(feature = "mock")]
pub(crate) use members::Members;
pub(crate) use members::members;
pub(crate) use mend::mended;
pub(crate) use quick::{Quick, quick};
pub(crate) use raw::is_blank;

use crate::envelope::EmptyText;
use crate::value::{Null, Slot};
use object::Others;
use reading::{Reading, is_raw};
use scalar::{Scalar, null, put};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer};
use serde_json::value::RawValue;

/// Reads a whole document: a quick run, and where that stops an exact one.
pub(crate) fn decode(bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    let document = Document::from(bytes);
    let came = quick(&document, |quick| quick.value(slot, EmptyText::IsText));
    if matches!(came, Some(Came::Value | Came::Null(_))) {
        return Ok(());
    }
    exact(&document, |reader, fault| {
        let came = Seed::new(&mut *slot, &mut *fault).deserialize(reader)?;
        came.or_raise(slot, fault)
    })
}

type Reader<'de> = serde_json::Deserializer<serde_json::de::StrRead<'de>>;

/// Runs a seed over a whole document and says what went wrong. Whatever could lose digits is captured as it stands.
/// Hardly any document needs this run: it does not fit, or something in it is odd.
pub(crate) fn exact<'de, T>(
    document: &'de Document<'_>,
    read: impl FnOnce(&mut Reader<'de>, &mut Fault) -> Result<T, serde_json::Error>,
) -> Result<T, DecodeError> {
    let mut fault = Fault::new(document.is_marked());
    let mut reader = serde_json::Deserializer::from_str(document.text());
    let read = read(&mut reader, &mut fault).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| fault.finish(&error, document.text().as_bytes()))
}

/// What a seed met.
#[derive(Clone, Copy)]
pub(crate) enum Came {
    /// A value, which is in its slot.
    Value,
    /// Null, or what stands for it, and the slot took it.
    Null(Nothing),
    /// Null, or what stands for it, and the slot wants a value.
    Refused(Nothing),
}

/// Null, and what stands for it.
#[derive(Clone, Copy)]
pub(crate) enum Nothing {
    /// Itself.
    Null,
    /// `""`.
    EmptyText,
    /// `[]`.
    EmptyList,
}

impl Nothing {
    fn kind(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::EmptyText => "an empty string",
            Self::EmptyList => "an empty list",
        }
    }
}

impl Came {
    /// For places where nothing could make good what is missing; the slot is the one that refused.
    pub(crate) fn or_raise<E: serde_core::de::Error>(
        self,
        slot: &mut dyn Slot,
        fault: &mut Fault,
    ) -> Result<(), E> {
        match self {
            Self::Value | Self::Null(_) => Ok(()),
            Self::Refused(nothing) => {
                let expected = slot.target(Null::No).expected();
                Err(fault.raise(What::Mismatch { expected, found: nothing.kind() }))
            }
        }
    }
}

/// Reads one value into one slot, which is blank.
pub(crate) struct Seed<'s, 'f> {
    slot: &'s mut dyn Slot,
    fault: &'f mut Fault,
    empty: EmptyText,
    others: Option<&'f mut Others>,
}

impl<'s, 'f> Seed<'s, 'f> {
    /// For any slot.
    pub(crate) fn new(slot: &'s mut dyn Slot, fault: &'f mut Fault) -> Self {
        Self { slot, fault, empty: EmptyText::IsText, others: None }
    }

    /// With an empty text that stands for this.
    pub(crate) fn empty(self, empty: EmptyText) -> Self {
        Self { empty, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Came;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Came, D::Error> {
        let Self { slot, fault, empty, others } = self;
        let target = slot.target(Null::No);
        if is_raw(&target) {
            let raw = <&RawValue>::deserialize(deserializer)?;
            return Self { slot, fault, empty, others }.raw(raw.get());
        }
        match deserializer.deserialize_any(&mut Reading { target, fault, empty, others })? {
            Came::Value => Ok(Came::Value),
            Came::Null(nothing) | Came::Refused(nothing) => Ok(null(slot, nothing)),
        }
    }
}

#[cfg(test)]
mod tests;
