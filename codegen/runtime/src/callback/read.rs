//! Reads the body of what a vendor posts.
//!
//! In: the body of a request. Out: the model, or an error that names the place. Who sent it is not checked here.

use crate::decode::decode;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Blank, Slot};

/// Reads the body of the callback with this id.
///
/// # Errors
///
/// [`ErrorKind::NotJson`] and [`ErrorKind::Decode`] where the body is not as documented.
pub fn read_notification<T: Slot + Blank>(id: &'static str, bytes: &[u8]) -> Result<T> {
    let mut body = T::blank();
    read(id, bytes, &mut body).map(|()| body)
}

fn read(id: &'static str, bytes: &[u8], slot: &mut dyn Slot) -> Result<()> {
    decode(bytes, slot).map_err(|error| {
        let error = error.of("the notification");
        let kind = if error.is_not_json() { ErrorKind::NotJson } else { ErrorKind::Decode };
        Error::new(id, kind, error.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::Part1;

    #[track_caller]
    fn check(body: &str, kind: ErrorKind, expected: &str) {
        let error = read_notification::<Part1>("task.done", body.as_bytes()).expect_err("it does not fit");
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, expected));
        assert!(error.raw().is_none() && error.data::<Part1>().is_none());
    }

    #[test]
    fn a_body_is_read_as_an_answer_is() {
        let part = read_notification::<Part1>("task.done", br#"{"price":"7","more":1}"#);
        assert_eq!(part.map(|part| part.price).map_err(|error| error.to_string()), Ok(7));
    }

    #[test]
    fn errors_name_the_callback_and_the_place() {
        check("", ErrorKind::NotJson, "task.done: the notification is empty");
        check(
            "[]",
            ErrorKind::Decode,
            "task.done: the notification: expected an object, found an empty list",
        );
        let place = "task.done: `price`: expected a whole number of 64 bits, found a string";
        check(r#"{"price":"hunter2"}"#, ErrorKind::Decode, place);
    }
}
