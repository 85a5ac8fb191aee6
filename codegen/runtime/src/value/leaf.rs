//! Plain values: texts, numbers, booleans, and nothing.
//!
//! In: the types that fields have. Out: how each is read and filled. None of them holds another value.

use super::{Blank, Null, Slot, Target, Value, View};
use crate::seal::Sealed;
use crate::upload::Upload;
use crate::{Decimal, Id, Json, Secret};

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
    Decimal: value => View::Decimal(value), Decimal, Self::from(0);
    Json: value => View::Json(value), Json, Self::null();
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

#[cfg(feature = "mock")]
impl Slot for Sealed {
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => Target::Refused,
            Null::No => Target::Secret(self.room()),
        }
    }
}

impl Value for Upload {
    fn view(&self) -> View<'_> {
        View::File(self)
    }
}

#[cfg(feature = "mock")]
impl Slot for Upload {
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => Target::Refused,
            Null::No => Target::File(self),
        }
    }
}

impl Blank for Upload {
    fn blank() -> Self {
        Self::from("")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_value_refuses_null() {
        assert!(matches!(true.target(Null::Yes), Target::Refused));
        assert!(matches!(Json::null().target(Null::Yes), Target::Refused));
        assert!(matches!(().target(Null::Yes), Target::Done));
    }
}
