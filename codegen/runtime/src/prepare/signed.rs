//! Signed requests: one that goes its way, and one that somebody looks at.
//!
//! In: what `prepare` put together. Out: method, URL, headers and body, for a transport or for whoever asks. Debug shows
//! names and lengths, and no value.

use crate::body::Body;
use crate::client::Inner;
use crate::multipart::Multipart;
use crate::operation::OperationInfo;
use crate::record::{Begun, Shown, Witness};
use bytes::Bytes;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A request that is signed for this very moment.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(super) operation: OperationInfo,
    pub(super) request: http::Request<Bytes>,
    /// The body, where it is sent in parts.
    pub(super) parts: Option<Multipart>,
    /// What recorders see of it.
    pub(super) shown: Option<Arc<Shown>>,
}

impl Signed {
    pub(crate) fn operation(&self) -> OperationInfo {
        self.operation
    }

    /// How many bytes the body has, where that is known before.
    pub(crate) fn length(&self) -> Option<u64> {
        match &self.parts {
            Some(parts) => parts.length(),
            None => Some(self.request.body().len() as u64),
        }
    }

    /// Begins an entry for the client's recorders, if it has some.
    pub(crate) fn witness(&self, client: &Inner, attempt: u32) -> Option<Box<dyn Witness>> {
        let begun = Begun {
            operation: self.operation,
            shown: self.shown.as_deref(),
            headers: self.request.headers(),
            body_bytes: self.length(),
            attempt,
        };
        client.recording.as_ref().map(|recording| recording.begin(client, begun))
    }

    /// The same for a transport.
    pub(crate) fn into_request(self) -> http::Request<Body> {
        let parts = self.parts.map(Multipart::into_body);
        self.request.map(|bytes| parts.unwrap_or_else(|| bytes.into()))
    }
}

/// A request that is ready to be sent, signed for this very moment.
#[derive(Clone)]
pub struct Prepared {
    signed: Signed,
    /// In the letter case that is signed.
    names: Vec<String>,
    /// Written when somebody asks for it.
    url: OnceLock<String>,
}

impl Prepared {
    pub(super) fn new(signed: Signed, names: Vec<String>) -> Self {
        Self { signed, names, url: OnceLock::new() }
    }

    /// `POST`, for example.
    #[must_use]
    pub fn method(&self) -> &str {
        self.signed.request.method().as_str()
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.get_or_init(|| self.signed.request.uri().to_string())
    }

    /// Names and values of the headers. Among the values are tokens and signatures; keep them out of logs.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let value = |name: &str| self.signed.request.headers().get(name)?.to_str().ok();
        self.names.iter().filter_map(move |name| Some((&**name, value(name)?)))
    }

    /// The body; empty where none is sent, and where it is sent in parts.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.signed.request.body()
    }

    /// The same, to be sent by other means. Its extensions say in an [`OperationInfo`] what it is for.
    #[must_use]
    pub fn into_request(self) -> http::Request<Body> {
        let operation = self.signed.operation;
        let mut request = self.signed.into_request();
        request.extensions_mut().insert(operation);
        request
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Signed { operation, request, parts, .. } = &self.signed;
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
