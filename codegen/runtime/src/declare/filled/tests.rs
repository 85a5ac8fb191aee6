//! Tests of what fills requests and of what calls answer.

use crate::Then;
use crate::private::*;

static OPERATION: Operation =
    operation("pretend.call", Method::Post, "/call").retry(Retry::Safe).codes(&[CODES]);

mod shared {
    pub const OTHER: crate::Code<'static> = crate::Code::new("E0");
}

codes! {
    use super::shared;
    /// Too many.
    TOO_MANY: Code = code("E1", "too_many", "Too many.").then(Then::BackOff),
    /// Some way to log in failed.
    LOGIN: CodeClass = code("4xx", "login", "Log in.").class(),
}

call! {
    /// Calls.
    #[checked]
    pub struct Builder in call_needs {
        /// An id.
        #[field(0, "id", required)]
        #[needs(A: Id, "no id", "call `.id(..)`")]
        id: Id = (into Id) -> [Given, B],
        #[field(1, "pin", sensitive, encrypted(0))]
        pin: Option<Sealed> = Some(seal) {
            pin_encrypted(pin) = Some(sealed),
        },
        #[field(2, "flow")]
        flow: Nullable<i64> = Nullable::Value(i64) {
            flow_null(flow) = null(Nullable::Null),
        },
        #[field(3, "kind", fixed("\"x\""))]
        kind: (),
        #[field(4, "data", required)]
        data: Further {
            /// Further in.
            #[needs(B: Price, "no price", "call `.price(..)`")]
            price(price of data) = (i32) -> [A, Given],
        },
        #[field(5, "box")]
        boxed: Option<Boxed> = Some(Boxed),
        #[field(6, "easy")]
        easy: Option<Easy> = Some(Easy),
    }
    /// Sends.
    send -> bool;
}

request! {
    struct Further {
        #[field(0, "price", required)]
        price: i32,
    }
}

built! {
    /// An object.
    pub struct Boxed {
        /// Its name.
        #[field(0, "name", required)]
        #[needs(A: Name, "no name", "call `.name(..)`")]
        name: String = (into String) -> [Given],
        #[field(1, "size")]
        size: Option<i32> = Some(i32),
    }
    /// Makes a box.
    pub struct BoxedBuilder in boxed_needs;
}

settable! {
    /// An object.
    pub struct Easy {
        #[field(0, "size")]
        size: Option<i32> = Some(i32),
    }
}

#[test]
fn setters_fill_what_the_row_is_for() {
    let client = crate::pretend::client(&crate::pretend::Pretend::answering(200, ""));
    let boxed = Boxed::builder().size(3).name("n").build();
    let call = Builder::new(&client).price(5).id(7).flow(1).flow_null();
    let call = call.boxed(boxed).easy(Easy::default().size(1)).pin("1");
    assert_eq!(
        format!("{call:?}"),
        "Request { id: 7, pin: [redacted], flow: Null, data: Further { price: 5 }, boxed: Boxed { name: \"n\", size: 3 }, \
         easy: Easy { size: 1 } }"
    );
}

#[test]
fn what_was_filled_is_prepared() {
    let client = crate::pretend::client(&crate::pretend::Pretend::answering(200, ""));
    let sealed = Ciphertext::new("c2VhbGVk");
    let prepared = Builder::new(&client).id(7).price(5).pin_encrypted(sealed).prepare().expect("a request");
    let body = String::from_utf8_lossy(prepared.body()).into_owned();
    assert!(body.contains("c2VhbGVk") && body.contains("\"data\":{\"price\":5}"), "{body}");
}

#[test]
fn codes_are_constants_and_rows() {
    assert_eq!((codes::TOO_MANY, codes::OTHER), (Code::new("E1"), Code::new("E0")));
    assert_eq!((OPERATION.codes[0][0].then, OPERATION.codes[0][1].is_class), (Then::BackOff, true));
    assert!(codes::LOGIN.contains(Code::new("404")) && OPERATION.retry == Retry::Safe);
}
