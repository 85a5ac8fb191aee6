//! How the codec sees values: models, their fields, and lists of either.
//!
//! In: values of emitted and of plain types. Out: a [`View`] to read them by and a [`Target`] to fill them
//! through. Nothing here knows JSON; a plain text that is to be encrypted can be seen, but not as text.

mod around;
mod leaf;

use crate::one_of::OneOf;
use crate::open_enum::{OpenEnum, Wire};
use crate::seal::Sealed;
use crate::shape::Shape;
use crate::upload::Upload;
use crate::{Decimal, Id, Json, Secret};

/// A struct with a table. Objects of requests and answers are models.
pub trait Model {
    /// The table.
    fn shape(&self) -> &'static Shape;
    /// The field with this index in the table.
    fn get(&self, index: usize) -> &dyn Value;
}

/// A model that answers are read into.
pub trait DecodeModel: Model {
    /// The field with this index in the table.
    fn slot(&mut self, index: usize) -> &mut dyn Slot;
}

/// A value before anything is known about it.
pub trait Blank {
    /// Such a value.
    fn blank() -> Self;
}

/// A value that can be read.
pub trait Value {
    /// What it is.
    fn view(&self) -> View<'_>;
}

/// A value that can be filled, and read.
pub trait Slot: Value {
    /// Makes room for what is coming and says what it may be. Null takes what was there before; a value expects that
    /// nothing was.
    fn target(&mut self, null: Null) -> Target<'_>;
}

/// The slot of a model for an index that its table does not have; nobody asks for it.
#[must_use]
pub fn no_slot<'a>() -> &'a mut dyn Slot {
    // Nothing has no size, so that nothing is allocated.
    Box::leak(Box::new(()))
}

/// Whether null is coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// Null.
    Yes,
    /// A value.
    No,
}

/// A value as it is read.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// There is none.
    Absent,
    /// Null.
    Null,
    /// Text.
    Text(&'a str),
    /// Text that Debug does not show.
    Secret(&'a Secret),
    /// Text that is encrypted on the way out.
    Sealed(&'a Sealed),
    /// A whole number.
    Integer(i64),
    /// An id.
    Id(u64),
    /// A number with any digits.
    Decimal(&'a Decimal),
    /// True or false.
    Boolean(bool),
    /// One of a set of values, or another.
    Enum(Wire<'a>),
    /// An object.
    Model(&'a dyn Model),
    /// A list.
    List(&'a dyn List),
    /// Any JSON.
    Json(&'a Json),
    /// A file; only a part of a multipart form can be one.
    File(&'a Upload),
}

impl<'a> View<'a> {
    /// The view of an open enum.
    #[inline]
    pub fn of_enum(value: &'a impl OpenEnum) -> Self {
        Self::Enum(value.wire())
    }
}

/// Where a value goes.
pub enum Target<'a> {
    /// Null was taken.
    Done,
    /// Null is not allowed here.
    Refused,
    /// Anything, and none of it is kept.
    Anything,
    /// Text.
    Text(&'a mut String),
    /// Text that Debug does not show.
    Secret(&'a mut Secret),
    /// A whole number of 32 bits.
    I32(&'a mut i32),
    /// A whole number of 64 bits.
    I64(&'a mut i64),
    /// An id, as number or as text.
    Id(&'a mut Id),
    /// A number with any digits, as number or as text.
    Decimal(&'a mut Decimal),
    /// True or false.
    Boolean(&'a mut bool),
    /// One of a set of values, or another.
    Enum(&'a mut dyn EnumSlot),
    /// An object.
    Model(&'a mut dyn DecodeModel),
    /// A list, which is empty.
    List(&'a mut dyn Grow),
    /// Any JSON.
    Json(&'a mut Json),
    /// One of several shapes.
    OneOf(&'a mut dyn OneOf),
    /// A file of a request, in a mock server.
    #[cfg(feature = "mock")]
    File(&'a mut Upload),
}

impl<'a> Target<'a> {
    /// The target of an open enum.
    #[inline]
    pub fn of_enum(value: &'a mut impl EnumSlot, null: Null) -> Self {
        match null {
            Null::Yes => Self::Refused,
            Null::No => Self::Enum(value),
        }
    }

    /// The target of a value that comes in one of several shapes.
    #[inline]
    pub fn one_of(value: &'a mut impl OneOf, null: Null) -> Self {
        match null {
            Null::Yes => Self::Refused,
            Null::No => Self::OneOf(value),
        }
    }
}

/// An open enum that is filled.
pub trait EnumSlot {
    /// Takes the value.
    fn set(&mut self, wire: Wire<'_>);
}

impl<E: OpenEnum> EnumSlot for E {
    #[inline]
    fn set(&mut self, wire: Wire<'_>) {
        *self = E::from_wire(wire);
    }
}

/// A list that is read.
pub trait List {
    /// The element with this index.
    fn at(&self, index: usize) -> Option<&dyn Value>;
}

/// A list that is filled.
pub trait Grow {
    /// Adds a blank element.
    fn add(&mut self) -> &mut dyn Slot;
}
