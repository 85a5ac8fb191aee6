//! A signed request that somebody looks at.
//!
//! In: what `prepare` put together. Out: method, URL, headers and body, for whoever asks. Debug shows names and lengths,
//! and no value.

use crate::body::Body;
use crate::multipart::Multipart;
use crate::operation::OperationInfo;
use bytes::Bytes;
use std::fmt;
use std::sync::OnceLock;

/// A request that is ready to be sent, signed for this very moment.
#[derive(Clone)]
pub struct Prepared {
    operation: OperationInfo,
    request: http::Request<Bytes>,
    /// The body, where it is sent in parts.
    parts: Option<Multipart>,
    /// In the letter case that is signed.
    names: Vec<String>,
    /// Written when somebody asks for it.
    url: OnceLock<String>,
}

impl Prepared {
    pub(super) fn new(
        operation: OperationInfo,
        request: http::Request<Body>,
        parts: Option<Multipart>,
        names: Vec<String>,
    ) -> Self {
        let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
        Self { operation, request, parts, names, url: OnceLock::new() }
    }

    /// `POST`, for example.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request.method().as_str()
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.get_or_init(|| self.request.uri().to_string())
    }

    /// Names and values of the headers. Among the values are tokens and signatures; keep them out of logs.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let value = |name: &str| self.request.headers().get(name)?.to_str().ok();
        self.names.iter().filter_map(move |name| Some((&**name, value(name)?)))
    }

    /// The body; empty where none is sent, and where it is sent in parts.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.request.body()
    }

    /// The same, to be sent by other means. Its extensions say in an [`OperationInfo`] what it is for.
    #[must_use]
    pub fn into_request(self) -> http::Request<Body> {
        let parts = self.parts.map(Multipart::into_body);
        let mut request = self.request.map(|bytes| parts.unwrap_or_else(|| bytes.into()));
        request.extensions_mut().insert(self.operation);
        request
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, request, parts, .. } = self;
        let mut output = f.debug_struct("Prepared");
        output.field("operation", &operation.id).field("method", request.method());
        output.field("headers", &self.names);
        match parts {
            None => output.field("body_bytes", &request.body().len()),
            Some(parts) => output.field("parts_bytes", &parts.length()),
        };
        output.finish_non_exhaustive()
    }
}
