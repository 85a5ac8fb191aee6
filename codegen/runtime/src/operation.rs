//! Tables of an API and its operations, as emitted code writes them.
//!
//! In: constants. Out: what every room of the runtime goes by. Nothing here is computed.

use crate::check::is_set;
use crate::code::KnownCode;
use crate::envelope::Envelope;
use crate::recipe::{Encryption, Header, Signing, Token};
use crate::shape::TextOf;
use crate::value::Model;
use bytes::Bytes;
use http::uri::PathAndQuery;
use std::sync::OnceLock;

/// One wire protocol of one vendor.
#[derive(Debug)]
pub struct Api {
    /// Its name in Rust.
    pub id: &'static str,
    /// Where it is served; the first is the default.
    pub servers: &'static [&'static str],
    /// Names of what the user holds, in the order of [`crate::CredentialValues`].
    pub credentials: &'static [&'static str],
    /// Headers of every call.
    pub headers: &'static [Header],
    /// How a token is had.
    pub token: Option<Token>,
    /// How a call is signed.
    pub signing: Option<Signing>,
    /// Ways to encrypt single members.
    pub encryptions: &'static [Encryption],
    /// The members around every answer.
    pub envelope: Envelope,
    /// Codes that any operation may answer with.
    pub codes: &'static [KnownCode],
}

/// One documented call.
#[derive(Debug)]
pub struct Operation {
    /// `group.name`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path behind the server's address, with `{wireName}` for parameters.
    pub path: &'static str,
    /// Whether token and signature go with it.
    pub signed: bool,
    /// Whether it may be sent twice.
    pub retry: Retry,
    /// The document that the data of an answer holds, where they travel as a text.
    pub text_of: Option<TextOf>,
    /// Codes beside those of the API, in the order in which they are looked up: the call's, the group's.
    pub codes: &'static [&'static [KnownCode]],
    /// The path as it stands in a URL, once a call wanted it.
    target: OnceLock<Option<PathAndQuery>>,
}

/// A call that is neither signed nor sent twice, has no codes of its own and holds its data as they are.
#[must_use]
pub const fn operation(id: &'static str, method: Method, path: &'static str) -> Operation {
    let target = OnceLock::new();
    Operation { id, method, path, signed: false, retry: Retry::Never, text_of: None, codes: &[], target }
}

impl Operation {
    /// Token and signature go with it.
    #[must_use]
    pub const fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    /// It may be sent twice.
    #[must_use]
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The data of its answer hold a document.
    #[must_use]
    pub const fn text_of(mut self, text_of: TextOf) -> Self {
        self.text_of = Some(text_of);
        self
    }

    /// Codes beside those of the API, in the order in which they are looked up.
    #[must_use]
    pub const fn codes(mut self, codes: &'static [&'static [KnownCode]]) -> Self {
        self.codes = codes;
        self
    }
}

/// What a request is for. Each request that a transport gets has it among its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// The API's name in Rust.
    pub api: &'static str,
    /// `group.name`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path behind the server's address, with `{wireName}` for parameters: few, and without values.
    pub path: &'static str,
    /// Whether it may be sent twice.
    pub retry: Retry,
}

impl Operation {
    /// The path as it stands in a URL, which is read once for all calls; none where it is no path.
    pub(crate) fn target(&self) -> Option<&PathAndQuery> {
        let read = || PathAndQuery::from_maybe_shared(Bytes::from_static(self.path.as_bytes())).ok();
        self.target.get_or_init(read).as_ref()
    }

    /// What one request is for: without its key it may not be sent twice.
    pub(crate) fn info_of(&self, api: &Api, request: &dyn Model) -> OperationInfo {
        let Self { id, method, path, retry, .. } = *self;
        let retry = match retry {
            Retry::Keyed(key) if !is_set(request, key) => Retry::Never,
            retry => retry,
        };
        OperationInfo { api: api.id, id, method, path, retry }
    }
}

impl Token {
    /// The call that gives tokens. To ask twice for one changes nothing that counts.
    pub(crate) const fn info(&self, api: &Api) -> OperationInfo {
        let Self { operation: id, method, path, .. } = *self;
        OperationInfo { api: api.id, id, method, path, retry: Retry::Safe }
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET, without a body.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE, without a body.
    Delete,
}

impl Method {
    /// As it stands in a request.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    pub(crate) const fn to_http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Post => http::Method::POST,
            Self::Put => http::Method::PUT,
            Self::Delete => http::Method::DELETE,
        }
    }

    pub(crate) const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put)
    }
}

/// Whether an operation may be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It changes something.
    Never,
    /// It only reads, or a second time changes nothing.
    Safe,
    /// It may be sent again with the same value of this member of the request, by its wire name: the vendor does it
    /// once. A request that leaves it out is [`Retry::Never`] among what a transport gets.
    Keyed(&'static str),
}

impl Retry {
    /// Whether a request of this class may be sent again after it may have arrived.
    pub(crate) const fn allows_two(self) -> bool {
        matches!(self, Self::Safe | Self::Keyed(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_post_and_put_have_a_body() {
        let with: Vec<_> = [Method::Get, Method::Post, Method::Put, Method::Delete]
            .into_iter()
            .filter(|method| method.has_body())
            .map(Method::as_str)
            .collect();
        assert_eq!(with, ["POST", "PUT"]);
    }

    #[test]
    fn a_method_is_sent_as_it_is_signed() {
        for method in [Method::Get, Method::Post, Method::Put, Method::Delete] {
            assert_eq!(method.to_http().as_str(), method.as_str());
        }
    }
}
