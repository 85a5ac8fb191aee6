//! Headers as they may be shown.
//!
//! In: headers of a request or an answer. Out: all their names, and the values of those few that are known to say
//! nothing secret. A value of another form than such a header has is not shown either.

use super::REDACTED;
use http::{HeaderMap, HeaderValue};

/// Headers whose values say nothing secret.
const HARMLESS: &[&str] = &[
    "accept",
    "accept-encoding",
    "age",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "retry-after",
    "transfer-encoding",
    "user-agent",
    "vary",
    "x-request-id",
];

/// The longest value that is shown.
const MOST_BYTES: usize = 128;

/// Names and values in their order.
pub(crate) fn shown_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_string(), shown(name.as_str(), value).to_owned())).collect()
}

fn shown<'v>(name: &str, value: &'v HeaderValue) -> &'v str {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b" !#$%&'*+,-./:;=^_`|~()\"".contains(&byte);
    match value.to_str() {
        Ok(text) if HARMLESS.contains(&name) && text.len() <= MOST_BYTES && text.bytes().all(fits) => text,
        _ => REDACTED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &'static str, value: &'static str, expected: &str) {
        let headers =
            HeaderMap::from_iter([(http::HeaderName::from_static(name), HeaderValue::from_static(value))]);
        assert_eq!(shown_headers(&headers), [(name.to_owned(), expected.to_owned())]);
    }

    #[test]
    fn what_is_harmless_is_shown() {
        check("content-type", "application/json; charset=utf-8", "application/json; charset=utf-8");
        check("date", "Tue, 14 Nov 2023 22:13:20 GMT", "Tue, 14 Nov 2023 22:13:20 GMT");
    }

    #[test]
    fn anything_else_is_not() {
        for name in ["authorization", "access_token", "req_sign", "set-cookie", "location", "x-unknown"] {
            check(name, "hunter2", "[redacted]");
        }
        check("content-type", "<hunter2>", "[redacted]");
    }
}
