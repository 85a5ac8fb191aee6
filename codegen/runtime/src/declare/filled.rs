//! Macros by which emitted code declares requests and the objects inside them, together with what fills them.
//!
//! In: a struct whose members have their row of the table above them and their setter behind them. Out: the struct as
//! `request!` or `part!` declares it, its builder or its setters, and the traits that name what was not set.
//! Nothing is decided here.
//!
//! A setter is `= (i64)`, or `= Some(i64)` where the member is optional; `into T` stands for `impl Into<T>`, `seal` for
//! text that is encrypted before it is sent, `sealed` for what is encrypted already, and `null(None)` for no argument.
//! Behind `->` stand the states of the builder afterwards. Other setters of a member, and those of members further in
//! (`number(number of data)`), follow in braces.

/// A request with the builder that sends it.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    (
        $(#[doc = $about:literal])*
        $(#[checked $(($($checks:tt)*))?])?
        pub struct $name:ident in $needs:ident {
            $(
                $(#[doc = $doc:literal])*
                #[field $field:tt]
                $(#[needs($letter:ident: $need:ident, $message:literal, $help:literal)])?
                $member:ident: $type:ty
                $(= $($store:ident)::* ($($how:tt)*) $(-> [$($state:ident),*])?)?
                $({
                    $(
                        $(#[doc = $more_doc:literal])*
                        $(#[needs($more_letter:ident: $more_need:ident, $more_message:literal, $more_help:literal)])?
                        $more:ident($argument:ident $(of $($outer:ident).+)?)
                        = $($more_store:ident)::* ($($more_how:tt)*) $(-> [$($more_state:ident),*])?,
                    )*
                })?,
            )*
        }
        $(#[doc = $send_doc:literal])*
        send $(file [$($content:literal),*])? $(-> $answer:ty)?;
    ) => {
        $crate::request! {
            $(#[checked $(($($checks)*))?])?
            struct Request { $(#[field $field] $member: $type,)* }
        }
        $crate::needs! {
            $needs
            $(
                $($need $message $help)?
                $($($($more_need $more_message $more_help)?)*)?
            )*
        }
        $(#[doc = $about])*
        #[must_use = "nothing is sent before `.send()`"]
        pub struct $name<'c, $($($letter = $crate::private::Unset,)? $($($($more_letter = $crate::private::Unset,)?)*)?)*> {
            client: &'c $crate::Client,
            request: Request,
            state: $crate::private::PhantomData<($($($letter,)? $($($($more_letter,)?)*)?)*)>,
        }
        impl<'c> $name<'c> {
            #[inline]
            pub(super) fn new(client: &'c $crate::Client) -> Self {
                Self {
                    client,
                    request: $crate::private::Blank::blank(),
                    state: $crate::private::PhantomData,
                }
            }
        }
        impl<'c, $($($letter,)? $($($($more_letter,)?)*)?)*> $name<'c, $($($letter,)? $($($($more_letter,)?)*)?)*> {
            $(
                $crate::setter! {
                    [$(#[doc = $doc])*] $member($member) [request.$member]
                    [$([$($store)::*] ($($how)*) $([$name { client, request }: $name<'c, $($state),*>])?)?]
                }
                $($(
                    $crate::setter! {
                        [$(#[doc = $more_doc])*] $more($argument) [request. $($($outer.)+)? $argument]
                        [
                            [$($more_store)::*] ($($more_how)*)
                            $([$name { client, request }: $name<'c, $($more_state),*>])?
                        ]
                    }
                )*)?
            )*
            $crate::sends! {
                [$(#[doc = $send_doc])*]
                [$($($letter: $needs::$need,)? $($($($more_letter: $needs::$more_need,)?)*)?)*]
                $(-> $answer)? $(file [$($content),*])?
            }
        }
        impl<$($($letter,)? $($($($more_letter,)?)*)?)*> $crate::private::fmt::Debug
            for $name<'_, $($($letter,)? $($($($more_letter,)?)*)?)*>
        {
            #[inline]
            fn fmt(&self, f: &mut $crate::private::fmt::Formatter<'_>) -> $crate::private::fmt::Result {
                $crate::private::debug_model(&self.request, f)
            }
        }
    };
}

/// An object inside a request with the builder that makes it.
#[doc(hidden)]
#[macro_export]
macro_rules! built {
    (
        $(#[doc = $about:literal])*
        pub struct $object:ident {
            $(
                $(#[doc = $doc:literal])*
                #[field $field:tt]
                $(#[needs($letter:ident: $need:ident, $message:literal, $help:literal)])?
                $member:ident: $type:ty
                $(= $($store:ident)::* ($($how:tt)*) $(-> [$($state:ident),*])?)?
                $({
                    $(
                        $(#[doc = $more_doc:literal])*
                        $(#[needs($more_letter:ident: $more_need:ident, $more_message:literal, $more_help:literal)])?
                        $more:ident($argument:ident $(of $($outer:ident).+)?)
                        = $($more_store:ident)::* ($($more_how:tt)*) $(-> [$($more_state:ident),*])?,
                    )*
                })?,
            )*
        }
        $(#[doc = $builder_doc:literal])*
        pub struct $name:ident in $needs:ident;
    ) => {
        $crate::part! {
            $(#[doc = $about])*
            pub struct $object { $(#[field $field] $member: $type,)* }
        }
        $crate::needs! {
            $needs
            $(
                $($need $message $help)?
                $($($($more_need $more_message $more_help)?)*)?
            )*
        }
        $(#[doc = $builder_doc])*
        #[must_use = "nothing is built before `.build()`"]
        pub struct $name<$($($letter = $crate::private::Unset,)? $($($($more_letter = $crate::private::Unset,)?)*)?)*> {
            value: $object,
            state: $crate::private::PhantomData<($($($letter,)? $($($($more_letter,)?)*)?)*)>,
        }
        impl $object {
            /// With nothing set.
            #[inline]
            pub fn builder() -> $name {
                $name { value: $crate::private::Blank::blank(), state: $crate::private::PhantomData }
            }
        }
        impl<$($($letter,)? $($($($more_letter,)?)*)?)*> $name<$($($letter,)? $($($($more_letter,)?)*)?)*> {
            $(
                $crate::setter! {
                    [$(#[doc = $doc])*] $member($member) [value.$member]
                    [$([$($store)::*] ($($how)*) $([$name { value }: $name<$($state),*>])?)?]
                }
                $($(
                    $crate::setter! {
                        [$(#[doc = $more_doc])*] $more($argument) [value. $($($outer.)+)? $argument]
                        [[$($more_store)::*] ($($more_how)*) $([$name { value }: $name<$($more_state),*>])?]
                    }
                )*)?
            )*
            /// The object, once everything required was set.
            #[inline]
            pub fn build(self) -> $object
            where
                $($($letter: $needs::$need,)? $($($($more_letter: $needs::$more_need,)?)*)?)*
            {
                self.value
            }
        }
        impl<$($($letter,)? $($($($more_letter,)?)*)?)*> $crate::private::fmt::Debug
            for $name<$($($letter,)? $($($($more_letter,)?)*)?)*>
        {
            #[inline]
            fn fmt(&self, f: &mut $crate::private::fmt::Formatter<'_>) -> $crate::private::fmt::Result {
                $crate::private::debug_model(&self.value, f)
            }
        }
    };
}

/// An object inside a request of which nothing is required, with its setters.
#[doc(hidden)]
#[macro_export]
macro_rules! settable {
    (
        $(#[doc = $about:literal])*
        pub struct $object:ident {
            $(
                $(#[doc = $doc:literal])*
                #[field $field:tt]
                $member:ident: $type:ty
                $(= $($store:ident)::* ($($how:tt)*))?
                $({
                    $(
                        $(#[doc = $more_doc:literal])*
                        $more:ident($argument:ident $(of $($outer:ident).+)?)
                        = $($more_store:ident)::* ($($more_how:tt)*),
                    )*
                })?,
            )*
        }
    ) => {
        $crate::part! {
            $(#[doc = $about])*
            pub struct $object { $(#[field $field] $member: $type,)* }
        }
        impl $object {
            /// With nothing set.
            #[inline]
            pub fn new() -> Self {
                $crate::private::Blank::blank()
            }
            $(
                $crate::setter! {
                    [$(#[doc = $doc])*] $member($member) [$member]
                    [$([$($store)::*] ($($how)*))?]
                }
                $($(
                    $crate::setter! {
                        [$(#[doc = $more_doc])*] $more($argument) [$($($outer.)+)? $argument]
                        [[$($more_store)::*] ($($more_how)*)]
                    }
                )*)?
            )*
        }
        impl ::core::default::Default for $object {
            #[inline]
            fn default() -> Self {
                $crate::private::Blank::blank()
            }
        }
    };
}

/// One trait for each required member.
#[doc(hidden)]
#[macro_export]
macro_rules! needs {
    ($module:ident) => {};
    ($module:ident $($need:ident $message:literal $help:literal)+) => {
        /// What must be set in the end.
        #[doc(hidden)]
        pub mod $module {
            $(
                /// The member was set.
                #[diagnostic::on_unimplemented(message = $message, label = $help)]
                pub trait $need {}
                impl $need for $crate::private::Given {}
            )+
        }
    };
}

/// A setter: its argument and what becomes of it.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($docs:tt $name:ident($argument:ident) $place:tt []) => {};
    ($docs:tt $name:ident($argument:ident) $place:tt [[null] ($null:path) $($to:tt)?]) => {
        $crate::stores! { $docs $name() $place ($null) $($to)? }
    };
    ($docs:tt $name:ident($argument:ident) $place:tt [[$($store:ident)::*] (into $type:ty) $($to:tt)?]) => {
        $crate::stores! { $docs $name($argument: impl Into<$type>) $place ($($store)::* ($argument.into())) $($to)? }
    };
    ($docs:tt $name:ident($argument:ident) $place:tt [[$($store:ident)::*] (seal) $($to:tt)?]) => {
        $crate::stores! {
            $docs $name($argument: impl Into<$crate::Secret>) $place
            ($($store)::* ($crate::private::Sealed::plain($argument))) $($to)?
        }
    };
    ($docs:tt $name:ident($argument:ident) $place:tt [[$($store:ident)::*] (sealed) $($to:tt)?]) => {
        $crate::stores! {
            $docs $name($argument: $crate::Ciphertext) $place
            ($($store)::* ($crate::private::Sealed::encrypted($argument))) $($to)?
        }
    };
    ($docs:tt $name:ident($argument:ident) $place:tt [[$($store:ident)::*] ($type:ty) $($to:tt)?]) => {
        $crate::stores! { $docs $name($argument: $type) $place ($($store)::* ($argument)) $($to)? }
    };
}

/// A setter as a method; one of a required member gives another state.
#[doc(hidden)]
#[macro_export]
macro_rules! stores {
    ([$($docs:tt)*] $name:ident($($argument:ident: $type:ty)?) [$($place:tt)+] $value:tt) => {
        $($docs)*
        #[inline]
        pub fn $name(mut self $(, $argument: $type)?) -> Self {
            self.$($place)+ = $value;
            self
        }
    };
    (
        [$($docs:tt)*] $name:ident($($argument:ident: $type:ty)?) [$($place:tt)+] $value:tt
        [$builder:ident { $($held:ident),* }: $to:ty]
    ) => {
        $($docs)*
        #[inline]
        pub fn $name(mut self $(, $argument: $type)?) -> $to {
            self.$($place)+ = $value;
            $builder { $($held: self.$held,)* state: $crate::private::PhantomData }
        }
    };
}

/// The methods that send a call, or make its request.
#[doc(hidden)]
#[macro_export]
macro_rules! sends {
    ([$($docs:tt)*] [$($bounds:tt)*] file [$($type:literal),*]) => {
        $($docs)*
        #[inline]
        pub fn send(self) -> $crate::private::DownloadCall where $($bounds)* {
            $crate::private::DownloadCall::new(self.client, &OPERATION, &self.request, &[$($type),*])
        }
        $crate::prepares! { $($bounds)* }
    };
    ([$($docs:tt)*] [$($bounds:tt)*] -> $answer:ty) => {
        $($docs)*
        #[inline]
        pub fn send(self) -> $crate::Call<$answer> where $($bounds)* {
            $crate::Call::new(self.client, &OPERATION, &self.request)
        }
        /// As [`send`](Self::send), with code, message, request id and the raw answer.
        #[inline]
        pub fn send_full(self) -> $crate::FullCall<$answer> where $($bounds)* {
            $crate::FullCall::new(self.client, &OPERATION, &self.request)
        }
        $crate::send_blocking! { $answer where $($bounds)* }
        $crate::prepares! { $($bounds)* }
    };
}

/// The method that makes the request without sending it.
#[doc(hidden)]
#[macro_export]
macro_rules! prepares {
    ($($bounds:tt)*) => {
        /// Makes the request as it would be sent, signed, without sending it.
        ///
        /// # Errors
        ///
        /// When the request cannot be made of what was set.
        #[inline]
        pub fn prepare(self) -> $crate::Result<$crate::Prepared> where $($bounds)* {
            self.client.prepare(&OPERATION, &self.request)
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub, dead_code, reason = "what is emitted is public")]
mod tests;
