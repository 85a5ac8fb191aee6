//! A call as it came from the wire.
//!
//! In: head and body of a request. Out: the same, decoded as far as HTTP goes. Nothing here knows an operation.

use bytes::Bytes;
use jiekou_runtime::mock::{Came, Method};

/// A call as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// The method; none of those that no vendor uses.
    pub(crate) method: Option<Method>,
    /// The method as it was written.
    pub(crate) verb: String,
    /// Percent-encoded.
    pub(crate) path: String,
    /// Decoded, in their order.
    pub(crate) query: Vec<(String, String)>,
    /// In their order; names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The bytes as they came.
    pub(crate) body: Bytes,
}

impl Received {
    /// Of a request whose body was read.
    pub(crate) fn new(head: &http::request::Parts, body: Bytes) -> Self {
        let verb = head.method.as_str().to_owned();
        let all = [Method::Get, Method::Post, Method::Put, Method::Delete];
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Self {
            method: all.into_iter().find(|method| method.as_str() == verb),
            verb,
            path: head.uri.path().to_owned(),
            query: pairs(head.uri.query().unwrap_or_default(), Plus::IsPlus),
            headers: head.headers.iter().map(header).collect(),
            body,
        }
    }

    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// What recipes are evaluated over.
    pub(crate) fn came(&self, method: Method) -> Came<'_> {
        Came { method, path: &self.path, query: &self.query, body: &self.body, headers: &self.headers }
    }
}

/// What `+` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plus {
    /// Itself: our client encodes blanks as `%20`.
    IsPlus,
    /// A blank, as in forms.
    IsBlank,
}

/// The pairs of a query or a form, decoded.
pub(crate) fn pairs(text: &str, plus: Plus) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decoded(name, plus), decoded(value, plus))
    };
    parts.map(pair).collect()
}

/// Text without percent-encoding. What is no encoding stays as it is.
pub(crate) fn decoded(text: &str, plus: Plus) -> String {
    let mut output = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    output.push(high << 4 | low);
                    rest = &after[2..];
                }
                _ => output.push(b'%'),
            },
            (b'+', _) if plus == Plus::IsBlank => output.push(b' '),
            (byte, _) => output.push(*byte),
        }
    }
    String::from_utf8_lossy(&output).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded() {
        let expected = [("a", "1+2"), ("b c", "\u{6d4b}"), ("d", ""), ("e", "%zz%4")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs("a=1+2&b%20c=%E6%B5%8B&&d&e=%zz%4", Plus::IsPlus), expected);
        assert_eq!(decoded("1+2", Plus::IsBlank), "1 2");
    }

    #[test]
    fn headers_are_found_in_any_case() {
        let request = http::Request::post("/a?b=1").header("X-One", "1").body(()).expect("a request");
        let received = Received::new(&request.into_parts().0, Bytes::from_static(b"{}"));
        assert_eq!(received.header("x-ONE"), Some("1"));
        assert_eq!((received.path.as_str(), received.method), ("/a", Some(Method::Post)));
        assert_eq!(received.came(Method::Post).body, b"{}");
    }
}
