//! Structs of requests as a mock server has them: it reads what clients wrote, and tests look into it.
//!
//! In: names and types of members. Out: a struct that can be read from JSON, with members that can be seen. Without
//! the feature `mock`, `closed` stands in its place.

/// The struct of a request.
#[doc(hidden)]
#[macro_export]
macro_rules! request_struct {
    ($name:ident { $($row:literal $wire:literal $member:ident: $type:ty,)* }) => {
        /// The request as a mock server received it: encrypted members are decrypted.
        #[derive(Clone)]
        #[non_exhaustive]
        #[allow(unreachable_pub, private_interfaces, reason = "those of unit tests stand in private modules")]
        pub struct $name {
            $(#[doc = concat!("`", $wire, "`; the setter of this name says what it is.")] pub $member: $type,)*
        }
        $crate::filled_in! { $name { $($row $member,)* } }
        $crate::shown! { $name }
    };
}

/// The struct of an object inside a request.
#[doc(hidden)]
#[macro_export]
macro_rules! part_struct {
    (
        $(#[doc = $about:literal])*
        $visible:vis struct $name:ident { $($row:literal $wire:literal $member:ident: $type:ty,)* }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone)]
        #[non_exhaustive]
        $visible struct $name {
            $(#[doc = concat!("`", $wire, "`; the setter of this name says what it is.")] pub $member: $type,)*
        }
        $crate::filled_in! { $name { $($row $member,)* } }
    };
}

/// How the members of a request are read.
#[doc(hidden)]
#[macro_export]
macro_rules! filled_in {
    ($name:ident { $($row:literal $member:ident,)* }) => {
        impl $crate::private::DecodeModel for $name {
            #[inline]
            fn slot(&mut self, index: usize) -> &mut dyn $crate::private::Slot {
                match index {
                    $($row => &mut self.$member,)*
                    _ => $crate::private::no_slot(),
                }
            }
        }
    };
}

/// An answer with nothing in it, for tests that answer themselves.
#[doc(hidden)]
#[macro_export]
macro_rules! begins_blank {
    ($name:ident) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                $crate::private::Blank::blank()
            }
        }
    };
}
