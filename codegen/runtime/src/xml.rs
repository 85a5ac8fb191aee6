//! Texts that hold XML: the way to JSON and back, so that one codec is enough.
//!
//! In: XML, or JSON that the codec wrote. Out: the other one. A member is an element, `@name` an attribute, an
//! element that comes more than once a list; all values are texts. Names of namespaces stay as they are. It resolves
//! no entities but the five of XML, reads no document types and nothing from outside.

#[cfg(feature = "xml")]
mod read;
#[cfg(feature = "xml")]
mod write;

#[cfg(feature = "xml")]
pub(crate) use self::{read::to_json, write::from_json};

/// Elements inside each other, at most.
#[cfg(feature = "xml")]
const DEEPEST: usize = 64;

/// Whether XML may hold this character.
#[cfg(feature = "xml")]
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(not(feature = "xml"))]
const OFF: &str = "is XML, and the feature `xml` of `jiekou-runtime` is off";

/// Says that the feature is off.
#[cfg(not(feature = "xml"))]
pub(crate) fn to_json(_: &str, _: &str) -> Result<String, &'static str> {
    Err(OFF)
}

/// Says that the feature is off.
#[cfg(not(feature = "xml"))]
pub(crate) fn from_json(_: &str, _: &str) -> Result<String, &'static str> {
    Err(OFF)
}
