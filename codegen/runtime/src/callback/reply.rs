//! What is answered to a vendor that posts.
//!
//! In: status, type and body of a documented reply, or the status of a refusal. Out: an HTTP response for any
//! framework. It never holds anything of what was posted.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};

/// An answer to what a vendor posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    status: u16,
    content_type: &'static str,
    body: &'static str,
    allow: Option<&'static str>,
}

impl Reply {
    /// HTTP 200 without a body.
    pub const EMPTY: Self = Self::new(200, "", "");

    /// A reply. Without a body it has no type.
    #[must_use]
    pub const fn new(status: u16, content_type: &'static str, body: &'static str) -> Self {
        Self { status, content_type, body, allow: None }
    }

    /// HTTP 405, with the methods that would do.
    pub(crate) const fn not_allowed(allow: &'static str) -> Self {
        Self { allow: Some(allow), ..Self::new(405, "", "") }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The value of the header `Content-Type`; empty where there is no body.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &'static str {
        self.body
    }

    /// The whole answer. A status or a type that HTTP does not know is answered as 500 or without a type.
    #[must_use]
    pub fn into_response(self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(self.body.as_bytes()));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if !self.content_type.is_empty()
            && let Ok(value) = HeaderValue::from_str(self.content_type)
        {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        if let Some(allow) = self.allow {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}

impl From<Reply> for Response<Bytes> {
    fn from(reply: Reply) -> Self {
        reply.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reply: Reply, status: u16, headers: &[&str], body: &str) {
        let response = Response::from(reply);
        assert_eq!(response.status().as_u16(), status);
        let shown = |(name, value): (&http::HeaderName, &HeaderValue)| format!("{name}: {value:?}");
        assert_eq!(response.headers().iter().map(shown).collect::<Vec<_>>(), headers);
        assert_eq!(response.body(), body);
    }

    #[test]
    fn a_reply_is_a_response() {
        let json = Reply::new(200, "application/json", "{}");
        check(json, 200, &["content-type: \"application/json\""], "{}");
        check(Reply::EMPTY, 200, &[], "");
        check(Reply::not_allowed("GET, POST"), 405, &["allow: \"GET, POST\""], "");
    }

    #[test]
    fn what_http_does_not_know_is_no_panic() {
        check(Reply::new(42, "a\nb", "x"), 500, &[], "x");
    }
}
