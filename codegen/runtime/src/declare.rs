//! Macros by which emitted code declares models, open enums and enums of shapes.
//!
//! In: a struct whose members or an enum whose shapes have their row of the table above them, or an enum whose variants
//! have their value.
//! Out: the type, its table, and what the codec asks of it. Nothing is decided here and no member changed: a macro
//! says once what an emitted file would say for each member again and again.
//!
//! A row is `#[field(index, "wireName", flags)]`; flags are methods of [`Flags`](crate::private::Flags).

#[cfg(not(feature = "mock"))]
mod closed;
mod codes;
mod filled;
#[cfg(feature = "mock")]
mod open;

/// An answer or an object inside one: read, seen and printed.
#[doc(hidden)]
#[macro_export]
macro_rules! answer {
    (
        $(#[inside($(($field:literal, $within:literal, $key:literal)),*)])?
        $(#[doc = $about:literal])*
        $visible:vis struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                #[field($row:literal, $wire:literal $(, $flag:ident $(($($value:tt)*))?)*)]
                pub $member:ident: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone)]
        #[non_exhaustive]
        $visible struct $name {
            $($(#[doc = $doc])* pub $member: $type,)*
        }
        $crate::model! {
            $name [$($($crate::private::Inside { field: $field, within: $within, wire: $key }),*)?]
            $($member $row $wire [$(.$flag($($($value)*)?))*])*
        }
        impl $crate::private::DecodeModel for $name {
            #[inline]
            fn slot(&mut self, index: usize) -> &mut dyn $crate::private::Slot {
                match index {
                    $($row => &mut self.$member,)*
                    _ => $crate::private::no_slot(),
                }
            }
        }
        $crate::shown! { $name }
        $crate::begins_blank! { $name }
    };
}

/// An object inside a request: seen and printed, made by setters.
#[doc(hidden)]
#[macro_export]
macro_rules! part {
    (
        $(#[doc = $about:literal])*
        $visible:vis struct $name:ident {
            $(
                #[field($row:literal, $wire:literal $(, $flag:ident $(($($value:tt)*))?)*)]
                $member:ident: $type:ty,
            )*
        }
    ) => {
        $crate::part_struct! {
            $(#[doc = $about])*
            $visible struct $name { $($row $wire $member: $type,)* }
        }
        $crate::model! { $name [] $($member $row $wire [$(.$flag($($($value)*)?))*])* }
        $crate::shown! { $name }
    };
}

/// A request, or a part of it that is filled like it: nobody sees it but its builder. `#[checked(…)]` stands above a
/// request that has limits, and holds its rules: `exactly_one_of("a", "b.c")`.
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    (
        $(#[$checked:ident $(($($rule:ident($($key:literal),+)),+))?])?
        struct $name:ident {
            $(
                #[field($row:literal, $wire:literal $(, $flag:ident $(($($value:tt)*))?)*)]
                $member:ident: $type:ty,
            )*
        }
    ) => {
        $crate::request_struct! { $name { $($row $wire $member: $type,)* } }
        $crate::model! {
            $name [] => $crate::private::Filled::ByCall(
                $crate::checks!($($checked [$($($rule [$($key),+])+)?])?)
            );
            $($member $row $wire [$(.$flag($($($value)*)?))*])*
        }
    };
}

/// The rules of a request; none where nothing is to be checked.
#[doc(hidden)]
#[macro_export]
macro_rules! checks {
    () => {
        ::core::option::Option::None
    };
    (checked [$($rule:ident [$($key:literal),+])*]) => {
        {
            const RULES: $crate::private::Rules =
                $crate::private::Rules::new(&[$($crate::private::Rule::$rule(&[$($key),+])),*]);
            ::core::option::Option::Some(RULES)
        }
    };
}

/// The table of a model, and how its members are read and begin.
#[doc(hidden)]
#[macro_export]
macro_rules! model {
    (
        $name:ident [$($inside:tt)*] $(=> $filled:expr;)? $($member:ident $row:literal $wire:literal [$($flags:tt)*])*
    ) => {
        impl $crate::private::Model for $name {
            // Constants and nothing else, so that it needs no static: that would be one more body to check. Inlined,
            // each part of a program that asks for the table would carry one.
            #[inline(never)]
            fn shape(&self) -> &'static $crate::private::Shape {
                &$crate::private::Shape {
                    name: stringify!($name),
                    fields: &[$($crate::private::Field {
                        wire: $wire,
                        rust: stringify!($member),
                        flags: $crate::flags!($($flags)*),
                    },)*],
                    inside: &[$($inside)*],
                    filled: $crate::filled!($($filled)?),
                }
            }
            #[inline]
            fn get(&self, index: usize) -> &dyn $crate::private::Value {
                match index {
                    $($row => &self.$member,)*
                    _ => &(),
                }
            }
        }
        impl $crate::private::Blank for $name {
            #[inline]
            fn blank() -> Self {
                Self { $($member: $crate::private::Blank::blank(),)* }
            }
        }
    };
}

/// The flags of a field. Those that most fields have stand in the runtime once, so that rustc neither makes nor checks
/// them for each field; the others are constants, as all has to be of which a table is made.
#[doc(hidden)]
#[macro_export]
macro_rules! flags {
    () => {
        $crate::private::OPTIONAL
    };
    (.required()) => {
        $crate::private::REQUIRED
    };
    (.sensitive()) => {
        $crate::private::SENSITIVE
    };
    (.required() .sensitive()) => {
        $crate::private::REQUIRED_SENSITIVE
    };
    ($($flags:tt)+) => {
        const { &$crate::private::PLAIN $($flags)+ }
    };
}

/// Whose setters fill a model.
#[doc(hidden)]
#[macro_export]
macro_rules! filled {
    () => {
        $crate::private::Filled::Alone
    };
    ($filled:expr) => {
        $filled
    };
}

/// `Debug` of a model.
#[doc(hidden)]
#[macro_export]
macro_rules! shown {
    ($name:ident) => {
        impl $crate::private::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut $crate::private::fmt::Formatter<'_>) -> $crate::private::fmt::Result {
                $crate::private::debug_model(self, f)
            }
        }
    };
}

/// An enum of which the vendor may add values at any time. A variant is `Name = Text("value")` or `Name = Integer(1)`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    (
        $(#[doc = $about:literal])*
        $visible:vis enum $name:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $kind:ident($value:literal),)*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $visible enum $name {
            $($(#[doc = $doc])* $variant,)*
            /// A value that was not documented, kept as it came.
            Unknown($crate::UnknownValue),
        }
        // As derived, with less to check: `Eq` would ask each type inside, `Debug` call the formatter for each variant.
        impl ::core::cmp::Eq for $name {}
        impl $crate::private::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut $crate::private::fmt::Formatter<'_>) -> $crate::private::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::Unknown(value) => return f.debug_tuple("Unknown").field(value).finish(),
                })
            }
        }
        impl $crate::OpenEnum for $name {
            #[inline]
            fn known(value: $crate::Wire<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match value {
                    $($crate::Wire::$kind($value) => Self::$variant,)*
                    _ => return ::core::option::Option::None,
                })
            }
            #[inline]
            fn unknown(value: $crate::UnknownValue) -> Self {
                Self::Unknown(value)
            }
            #[inline]
            fn wire(&self) -> $crate::Wire<'_> {
                match self {
                    $(Self::$variant => $crate::Wire::$kind($value),)*
                    Self::Unknown(value) => value.wire(),
                }
            }
        }
        impl $crate::private::Value for $name {
            #[inline]
            fn view(&self) -> $crate::private::View<'_> {
                $crate::private::View::of_enum(self)
            }
        }
        impl $crate::private::Slot for $name {
            #[inline]
            fn target(&mut self, null: $crate::private::Null) -> $crate::private::Target<'_> {
                $crate::private::Target::of_enum(self, null)
            }
        }
        impl $crate::private::Blank for $name {
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::UnknownValue::default())
            }
        }
    };
}

/// An enum of shapes. A row is `#[shape(index, Kind, rules)]`; rules are methods of [`Choice`](crate::private::Choice).
/// Objects are boxed.
#[doc(hidden)]
#[macro_export]
macro_rules! one_of {
    (
        $(#[doc = $about:literal])*
        $visible:vis enum $name:ident {
            $(
                $(#[doc = $doc:literal])*
                #[shape($row:literal, $kind:ident $(, $rule:ident($($value:tt)*))*)]
                $variant:ident($type:ty),
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        $visible enum $name {
            $($(#[doc = $doc])* $variant($type),)*
            /// A shape that was not documented, kept as it came.
            Unknown($crate::Json),
        }
        impl $crate::private::OneOf for $name {
            #[inline]
            fn choices(&self) -> &'static [$crate::private::Choice] {
                static CHOICES: &[$crate::private::Choice] =
                    &[$($crate::private::choice($crate::private::Kind::$kind)$(.$rule($($value)*))*,)*];
                CHOICES
            }
            #[inline]
            fn choose(&mut self, index: usize) -> &mut dyn $crate::private::Slot {
                *self = match index {
                    $($row => Self::$variant($crate::private::Blank::blank()),)*
                    _ => $crate::private::Blank::blank(),
                };
                match self {
                    $(Self::$variant(value) => $crate::unboxed!($kind value as_mut),)*
                    Self::Unknown(value) => value,
                }
            }
            #[inline]
            fn other(&mut self, json: $crate::Json) {
                *self = Self::Unknown(json);
            }
        }
        impl $crate::private::Value for $name {
            #[inline]
            fn view(&self) -> $crate::private::View<'_> {
                match self {
                    $(Self::$variant(value) => $crate::private::Value::view($crate::unboxed!($kind value as_ref)),)*
                    Self::Unknown(value) => $crate::private::Value::view(value),
                }
            }
        }
        impl $crate::private::Slot for $name {
            #[inline]
            fn target(&mut self, null: $crate::private::Null) -> $crate::private::Target<'_> {
                $crate::private::Target::one_of(self, null)
            }
        }
        impl $crate::private::Blank for $name {
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::Json::null())
            }
        }
    };
}

/// What a shape holds.
#[doc(hidden)]
#[macro_export]
macro_rules! unboxed {
    (Object $value:ident $by:ident) => {
        $value.$by()
    };
    ($kind:ident $value:ident $by:ident) => {
        $value
    };
}

#[cfg(test)]
mod tests;
