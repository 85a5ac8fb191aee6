//! Reads requests, checks them, and writes answers.
//!
//! In: JSON by wire names, or values. Out: values, or JSON. What does not fit is told by place and kind, never by what
//! stands there.

use crate::Violation;
use crate::check;
use crate::decode::decode;
use crate::encode::encode_value;
use crate::envelope::{self, Outcome};
use crate::operation::{Api, Operation};
use crate::shape::TextOf;
use crate::value::{DecodeModel, Model, Null, Slot, Target, Value, View};
use crate::xml;

/// Reads JSON into a model or a value.
///
/// # Errors
///
/// Where it does not fit, in one line: a path, what was expected and the kind of what was found.
pub fn read(json: &[u8], slot: &mut dyn Slot) -> Result<(), String> {
    decode(json, slot).map_err(|error| error.of("the request").to_string())
}

/// Reads JSON into a request.
///
/// # Errors
///
/// As [`read`].
pub fn read_request(json: &[u8], request: &mut dyn DecodeModel) -> Result<(), String> {
    read(json, &mut Whole(request))
}

/// A model of a type that is not known, as a slot.
struct Whole<'m>(&'m mut dyn DecodeModel);

impl Value for Whole<'_> {
    fn view(&self) -> View<'_> {
        View::Model(&*self.0)
    }
}

impl Slot for Whole<'_> {
    fn target(&mut self, null: Null) -> Target<'_> {
        match null {
            Null::Yes => Target::Refused,
            Null::No => Target::Model(self.0),
        }
    }
}

/// Reads a whole answer as a client of the API would.
///
/// # Errors
///
/// What a client would make of it in place of data: a member that does not fit, or an answer that is no success.
pub fn read_answer(
    api: &'static Api,
    operation: &Operation,
    answer: &[u8],
    slot: &mut dyn Slot,
) -> Result<(), String> {
    match envelope::read(&api.envelope, operation.text_of, answer, slot).1 {
        Outcome::Success => Ok(()),
        Outcome::Unreadable(error) => Err(error.to_string()),
        Outcome::NoCode => Err("there is no code".to_owned()),
        Outcome::Failure | Outcome::Flagged => Err("it says that the call failed".to_owned()),
    }
}

/// The JSON of a text that holds a document; JSON itself stays as it is.
///
/// # Errors
///
/// What the text is instead.
pub fn json_of(text: &str, text_of: TextOf) -> Result<String, &'static str> {
    match text_of {
        TextOf::Json => Ok(text.to_owned()),
        TextOf::Xml(root) => xml::to_json(text, root),
    }
}

/// The limits and rules that a request breaks.
#[must_use]
pub fn violations(request: &dyn Model) -> Vec<Violation> {
    check::violations(request)
}

/// A value as JSON, texts that Debug hides too.
///
/// # Errors
///
/// Why it cannot be written.
pub fn write(value: &dyn Value) -> Result<Vec<u8>, String> {
    encode_value(value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{API, LIST, Part1};
    use crate::value::Blank;

    #[test]
    fn what_was_read_is_written_again() {
        let mut part = Part1::blank();
        read(br#"{"price":"1"}"#, &mut part).expect("it fits");
        assert_eq!(write(&part).as_deref(), Ok(&br#"{"price":1}"#[..]));
        let refused = read(br#"{"price":"hunter2"}"#, &mut part);
        assert!(refused.as_ref().is_err_and(|text| text.starts_with("`price`: expected")), "{refused:?}");
        assert!(!refused.unwrap_err().contains("hunter2"));
    }

    #[track_caller]
    fn check_answer(answer: &str, expected: Result<(), &str>) {
        let mut part = Part1::blank();
        let read = read_answer(&API, &LIST, answer.as_bytes(), &mut part);
        assert_eq!(read, expected.map_err(str::to_owned), "{answer}");
    }

    #[test]
    fn an_answer_is_read_as_clients_do() {
        check_answer(r#"{"code":"2000","data":{"price":1}}"#, Ok(()));
        check_answer(
            r#"{"code":"2000","data":{"price":"hunter2"}}"#,
            Err("`data.price`: expected a whole number of 64 bits, found a string"),
        );
        check_answer(r#"{"code":"5006","data":null}"#, Err("it says that the call failed"));
        check_answer(r#"{"data":{"price":1}}"#, Err("there is no code"));
    }

    #[test]
    fn a_document_in_a_text_is_json_in_the_end() {
        assert_eq!(json_of(r#"{"a":1}"#, TextOf::Json).as_deref(), Ok(r#"{"a":1}"#));
        #[cfg(feature = "xml")]
        assert_eq!(json_of("<r><a>1</a></r>", TextOf::Xml("r")).as_deref(), Ok(r#"{"a":"1"}"#));
        assert!(json_of("<r><a>", TextOf::Xml("r")).is_err());
    }
}
