//! How the codec sees values: models, their fields, and lists of either.
//!
//! In: values of emitted and of plain types. Out: a [`View`] to read them by and a [`Target`] to fill them
//! through. Nothing here knows JSON; a plain text that is to be encrypted can be seen, but not as text.

use crate::open_enum::{OpenEnum, Wire};
use crate::seal::Sealed;
use crate::shape::Shape;
use crate::{Id, Nullable, Secret};

/// A struct with a table. Objects of requests and answers are models.
pub trait Model {
    /// The table.
    fn shape(&self) -> &'static Shape;
    /// The field with this index in the table; the last one for any index beyond.
    fn get(&self, index: usize) -> &dyn Value;
}

/// A model that answers are read into.
pub trait DecodeModel: Model {
    /// The field with this index in the table; the last one for any index beyond.
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

/// A value that can be filled.
pub trait Slot {
    /// Makes room for what is coming and says what it may be. What was there before is gone.
    fn target(&mut self, null: Null) -> Target<'_>;
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
    /// True or false.
    Boolean(bool),
    /// One of a set of values, or another.
    Enum(Wire<'a>),
    /// An object.
    Model(&'a dyn Model),
    /// A list.
    List(&'a dyn List),
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
    /// True or false.
    Boolean(&'a mut bool),
    /// One of a set of values, or another.
    Enum(&'a mut dyn EnumSlot),
    /// An object.
    Model(&'a mut dyn DecodeModel),
    /// A list, which is empty.
    List(&'a mut dyn Grow),
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

impl<T: Value> List for Vec<T> {
    fn at(&self, index: usize) -> Option<&dyn Value> {
        self.get(index).map(|value| value as &dyn Value)
    }
}

impl<T: Slot + Blank> Grow for Vec<T> {
    fn add(&mut self) -> &mut dyn Slot {
        let at = self.len();
        self.push(T::blank());
        &mut self[at]
    }
}

macro_rules! leaf {
    ($($type:ty: $value:ident => $view:expr, $target:ident, $blank:expr;)*) => {$(
        impl Value for $type {
            #[inline]
            fn view(&self) -> View<'_> {
                let $value = self;
                $view
            }
        }
        impl Slot for $type {
            #[inline]
            fn target(&mut self, null: Null) -> Target<'_> {
                match null {
                    Null::Yes => Target::Refused,
                    Null::No => Target::$target(self),
                }
            }
        }
        impl Blank for $type {
            #[inline]
            fn blank() -> Self {
                $blank
            }
        }
    )*};
}

leaf! {
    String: value => View::Text(value), Text, Self::new();
    Secret: value => View::Secret(value), Secret, Self::from("");
    Id: value => View::Id(value.get()), Id, Self::from(0);
    bool: value => View::Boolean(*value), Boolean, false;
    i32: value => View::Integer(i64::from(*value)), I32, 0;
    i64: value => View::Integer(*value), I64, 0;
}

impl Value for Sealed {
    fn view(&self) -> View<'_> {
        View::Sealed(self)
    }
}

impl Blank for Sealed {
    fn blank() -> Self {
        Self::plain("")
    }
}

impl Value for () {
    fn view(&self) -> View<'_> {
        View::Absent
    }
}

impl Slot for () {
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => Target::Done,
            Null::No => Target::Anything,
        }
    }
}

impl Blank for () {
    fn blank() -> Self {}
}

impl<M: Model> Value for M {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Model(self)
    }
}

impl<M: DecodeModel + Blank> Slot for M {
    #[inline]
    fn target(&mut self, null: Null) -> Target<'_> {
        if null == Null::Yes {
            return Target::Refused;
        }
        // A second member of the same name replaces the first as a whole.
        *self = M::blank();
        Target::Model(self)
    }
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Value::view)
    }
}

impl<T: Slot + Blank> Slot for Option<T> {
    #[inline]
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => {
                *self = None;
                Target::Done
            }
            Null::No => self.insert(T::blank()).target(null),
        }
    }
}

impl<T> Blank for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }
}

impl<T: Value> Value for Nullable<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }
}

impl<T: Slot + Blank> Slot for Nullable<T> {
    #[inline]
    fn target(&mut self, null: Null) -> Target<'_> {
        *self = match null {
            Null::Yes => Self::Null,
            Null::No => Self::Value(T::blank()),
        };
        match self {
            Self::Value(value) => value.target(null),
            Self::Absent | Self::Null => Target::Done,
        }
    }
}

impl<T> Blank for Nullable<T> {
    #[inline]
    fn blank() -> Self {
        Self::Absent
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self)
    }
}

impl<T: Slot + Blank> Slot for Vec<T> {
    #[inline]
    fn target(&mut self, null: Null) -> Target<'_> {
        self.clear();
        match null {
            Null::Yes => Target::Refused,
            Null::No => Target::List(self),
        }
    }
}

impl<T> Blank for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_takes_null_and_a_plain_value_refuses_it() {
        let mut option = Some(true);
        assert!(matches!(option.target(Null::Yes), Target::Done));
        assert_eq!(option, None);
        assert!(matches!(true.target(Null::Yes), Target::Refused));
    }

    #[test]
    fn the_three_states_of_a_nullable() {
        assert!(matches!(Nullable::<bool>::Absent.view(), View::Absent));
        assert!(matches!(Nullable::<bool>::Null.view(), View::Null));
        assert!(matches!(Nullable::Value(true).view(), View::Boolean(true)));
        let mut nullable = Nullable::Value(true);
        assert!(matches!(nullable.target(Null::Yes), Target::Done));
        assert!(matches!(nullable, Nullable::Null));
    }

    #[test]
    fn a_list_is_emptied_before_it_is_filled() {
        let mut list = vec![String::from("old")];
        assert!(matches!(list.target(Null::No), Target::List(_)));
        list.add();
        assert_eq!(list, [""]);
    }
}
