//! Structs of requests as clients have them: only builders see into them.
//!
//! In: names and types of members. Out: a struct. With the feature `mock`, `open` stands in its place.

/// The struct of a request.
#[doc(hidden)]
#[macro_export]
macro_rules! request_struct {
    ($name:ident { $($row:literal $wire:literal $member:ident: $type:ty,)* }) => {
        struct $name {
            $($member: $type,)*
        }
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
        $visible struct $name {
            $($member: $type,)*
        }
    };
}

/// Answers are made by vendors alone.
#[doc(hidden)]
#[macro_export]
macro_rules! begins_blank {
    ($name:ident) => {};
}
