//! Values that hold others: models, options, lists.
//!
//! In: types that are values themselves. Out: how what is around them is read and filled. Null and nothing are
//! decided here, and nowhere else.

use super::{Blank, DecodeModel, Grow, List, Model, Null, Slot, Target, Value, View};
use crate::Nullable;

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

impl<M: Model> Value for M {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Model(self)
    }
}

impl<M: DecodeModel + Blank> Slot for M {
    #[inline]
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => {
                *self = M::blank();
                Target::Refused
            }
            Null::No => Target::Model(self),
        }
    }
}

impl<T: Blank> Blank for Box<T> {
    #[inline]
    fn blank() -> Self {
        Self::new(T::blank())
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

impl<T: Blank> Blank for Option<T> {
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

impl<T: Blank> Blank for Nullable<T> {
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

impl<T: Blank> Blank for Vec<T> {
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
    fn null_takes_what_a_model_had_and_a_value_leaves_it() {
        let mut part = crate::pretend::Part1 { price: 7, name: None };
        assert!(matches!(part.target(Null::No), Target::Model(_)));
        assert_eq!(part.price, 7);
        assert!(matches!(part.target(Null::Yes), Target::Refused));
        assert_eq!(part.price, 0);
    }

    #[test]
    fn a_list_is_emptied_before_it_is_filled() {
        let mut list = vec![String::from("old")];
        assert!(matches!(list.target(Null::No), Target::List(_)));
        list.add();
        assert_eq!(list, [""]);
    }
}
