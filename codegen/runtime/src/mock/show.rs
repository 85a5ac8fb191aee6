//! Requests as JSON, whole and as they may be shown.
//!
//! In: a model that was read. Out: one JSON object with the fields of all places by wire names: body, query, path,
//! headers and parts. [`shown_json`] hides what the tables call sensitive or encrypted.

use crate::Secret;
use crate::decode::{Members, members};
use crate::encode::{Encryptors, encode, text};
use crate::mask::{self, is_hidden, shown_body};
use crate::seal::{Ciphertext, EncryptError, Encryptor};
use crate::shape::Place;
use crate::value::{Model, View};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;

/// Writes what was decrypted as it is.
struct Plain;

impl Encryptor for Plain {
    fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError> {
        Ok(Ciphertext::new(plain.expose()))
    }
}

/// A request with all it holds, decrypted.
///
/// # Errors
///
/// Why it cannot be written.
pub fn request_json(request: &dyn Model) -> Result<String, String> {
    let plain: Arc<dyn Encryptor> = Arc::new(Plain);
    let plain: Vec<_> = (0..=u8::MAX).map(|_| Some(Arc::clone(&plain))).collect();
    let body = encode(request, &plain).map_err(|error| error.to_string())?;
    let body = String::from_utf8(body).map_err(|_| "it is no text")?;
    Ok(with_other_places(request, &body, &plain))
}

/// A request as it may be shown.
#[must_use]
pub fn shown_json(request: &dyn Model) -> String {
    with_other_places(request, shown_body(request).text(), &[])
}

/// The path and the query of a request as they may be shown, behind a path with `{wireName}` for parameters.
#[must_use]
pub fn shown_target(path: &str, request: &dyn Model) -> String {
    mask::shown_target(path, request)
}

/// Headers as they may be shown: all names, and the values of those that are known to say nothing secret.
#[must_use]
pub fn shown_headers(headers: &[(String, String)]) -> Vec<(String, String)> {
    let pair = |(name, value): &(String, String)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static(""))))
    };
    mask::shown_headers(&headers.iter().filter_map(pair).collect::<HeaderMap>())
}

/// The body with the fields that do not stand in it. Without encryptors they are masked.
fn with_other_places(request: &dyn Model, body: &str, plain: &Encryptors) -> String {
    let mut members = members_of(body);
    for (index, field) in request.shape().fields.iter().enumerate() {
        if field.place == Place::Body {
            continue;
        }
        let value = match (field.fixed, request.get(index).view()) {
            (Some(fixed), _) => fixed.to_owned(),
            (None, View::Absent | View::Null) => continue,
            (None, _) if plain.is_empty() && is_hidden(field) => quoted("[redacted]"),
            (None, View::File(file)) if plain.is_empty() => {
                quoted(&format!("[a file of {} bytes]", file.as_bytes().map_or(0, bytes::Bytes::len)))
            }
            (None, View::File(file)) => {
                quoted(&String::from_utf8_lossy(file.as_bytes().map_or(&[], |bytes| bytes)))
            }
            (None, View::List(list)) if !field.form.is_text() => {
                let texts =
                    (0..).map_while(|index| list.at(index)).map(|item| text(item.view(), field, plain));
                let texts: Vec<_> =
                    texts.map(|text| quoted(&text.ok().flatten().unwrap_or_default())).collect();
                format!("[{}]", texts.join(","))
            }
            (None, view) => quoted(&text(view, field, plain).ok().flatten().unwrap_or_default()),
        };
        members.push((field.wire.to_owned(), value));
    }
    let members: Vec<_> = members.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// Names and JSON of the members of an object, in their order.
fn members_of(object: &str) -> Vec<(String, String)> {
    let listed = members(object).map(|Members(listed)| listed).unwrap_or_default();
    listed.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::Request;
    use crate::private::Sealed;

    #[test]
    fn a_request_is_shown_without_its_secrets() {
        let mut request = Request::new();
        request.password = Some(Sealed::plain("hunter2"));
        request.mobile = Some(Secret::from("hunter3"));
        let whole = request_json(&request).expect("it can be written");
        assert!(whole.contains("hunter2") && whole.contains("hunter3"), "{whole}");
        let shown = shown_json(&request);
        assert!(!shown.contains("hunter") && shown.contains("[redacted]"), "{shown}");
        assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok());
    }

    #[test]
    fn headers_are_shown_by_name() {
        let sent = [("content-type", "text/csv"), ("req_sign", "hunter2")];
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let shown = [("content-type", "text/csv"), ("req_sign", "[redacted]")];
        assert_eq!(shown_headers(&sent), shown.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
