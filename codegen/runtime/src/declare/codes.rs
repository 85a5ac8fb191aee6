//! Macros by which emitted code declares what calls answer with beside data, and which calls there are.
//!
//! In: codes with their rows of the table; the calls of a group. Out: constants and the table; the struct with a method
//! for each call. Nothing is decided here.

/// The codes of one call: those of its group or its API by their module, and its own.
#[doc(hidden)]
#[macro_export]
macro_rules! codes {
    (use $($shared:ident)::+;) => {
        /// Codes that this call may answer with.
        pub mod codes {
            pub use $($shared)::+::*;
        }
    };
    (use $($shared:ident)::+; $($own:tt)+) => {
        $crate::codes! { @ [pub use $($shared)::+::*;] $($own)+ }
    };
    (
        @ [$($shared:tt)*]
        $(
            $(#[doc = $doc:literal])*
            $name:ident: $kind:ident = $row:ident($text:literal, $rust:literal, $means:literal)
            $(.$flag:ident($($value:tt)*))*,
        )+
    ) => {
        /// Codes that this call may answer with.
        pub mod codes {
            $($shared)*
            $($(#[doc = $doc])* pub const $name: $crate::$kind = $crate::$kind::new($text);)+
        }
        const CODES: &[$crate::private::KnownCode] =
            &[$($row($text, $rust, $means)$(.$flag($($value)*))*,)+];
    };
    ($($own:tt)+) => {
        $crate::codes! { @ [] $($own)+ }
    };
}

/// The calls of one group: its method on the client, and its struct with a method for each.
#[doc(hidden)]
#[macro_export]
macro_rules! calls {
    (
        $(#[doc = $method_doc:literal])*
        $method:ident:
        $(#[doc = $about:literal])*
        pub struct $name:ident {
            $($(#[doc = $doc:literal])* $call:ident,)*
        }
    ) => {
        impl Client {
            $(#[doc = $method_doc])*
            #[inline]
            pub fn $method(&self) -> $name<'_> {
                $name { client: self.core() }
            }
        }
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'c> {
            client: &'c $crate::Client,
        }
        impl<'c> $name<'c> {
            $(
                $(#[doc = $doc])*
                #[inline]
                pub fn $call(&self) -> $call::Builder<'c> {
                    $call::Builder::new(self.client)
                }
            )*
        }
    };
}
