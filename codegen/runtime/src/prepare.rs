//! From a model to a request that is ready to be sent.
//!
//! In: an operation, a model, the client's settings, and a token. Out: method, URL, headers and body, signed. No
//! I/O is done here, but for the length of a file that is to be sent. The bytes that are signed are the bytes that are
//! sent.

mod payload;

use crate::body::Body;
use crate::check::check;
use crate::client::Inner;
use crate::encode::{EncodeError, encode, fixed_text, text};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Given, Pair, evaluate};
use crate::exchange::{FileTypes, Leave};
use crate::multipart::Multipart;
use crate::operation::{Method, Operation, OperationInfo};
use crate::recipe::Header;
use crate::record::{Shown, Taken};
use crate::shape::{Field, Place};
use crate::sign::{NotText, headers, recipe_headers, steps, wants_nonce};
use crate::value::{Model, View};
use crate::{Secret, url};
use bytes::Bytes;
use payload::{Payload, Ready, Refused};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What a body is.
const CONTENT_TYPE: &str = "Content-Type";

/// A request that is ready to be sent, signed for this very moment.
#[derive(Clone)]
pub struct Prepared {
    operation: OperationInfo,
    /// Written when somebody asks for it.
    url: OnceLock<String>,
    /// In the letter case that is signed.
    names: Vec<Cow<'static, str>>,
    request: http::Request<Bytes>,
    /// The body, where it is sent in parts.
    parts: Option<Multipart>,
    /// What recorders see of it.
    shown: Option<Arc<Shown>>,
}

impl Prepared {
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
    pub(crate) fn taken(&self, client: &Inner, attempt: u32) -> Option<Box<Taken>> {
        let headers = self.request.headers();
        Taken::begin(client, self.operation, self.shown.as_deref(), headers, self.length(), attempt)
    }

    /// The same, to be sent by other means. Its extensions say in an [`OperationInfo`] what it is for.
    #[must_use]
    pub fn into_request(self) -> http::Request<Body> {
        let parts = self.parts.map(Multipart::into_body);
        self.request.map(|bytes| parts.unwrap_or_else(|| bytes.into()))
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut output = f.debug_struct("Prepared");
        output.field("operation", &self.operation.id).field("method", self.request.method());
        output.field("headers", &self.names);
        match &self.parts {
            None => output.field("body_bytes", &self.body().len()),
            Some(parts) => output.field("parts_bytes", &parts.length()),
        };
        output.finish_non_exhaustive()
    }
}

/// A header as the wire wants it. The message hides its value, and its name too if it is none.
pub(crate) fn header(
    name: &str,
    value: &str,
) -> std::result::Result<(http::HeaderName, http::HeaderValue), String> {
    let parsed = http::HeaderName::from_bytes(name.as_bytes());
    let parsed = parsed.map_err(|_| "a header has a name that no header may have".to_owned())?;
    // They would be lost on the way, and with them the signature.
    if value.starts_with([' ', '\t']) || value.ends_with([' ', '\t']) {
        return Err(format!("the value of the header `{name}` begins or ends with a blank"));
    }
    // Bytes beyond ASCII would pass, and mean something else to each server.
    let is_visible = value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
    let value = http::HeaderValue::from_str(value).ok().filter(|_| is_visible);
    let mut value = value.ok_or_else(|| {
        format!("the value of the header `{name}` holds characters that no header may hold")
    })?;
    value.set_sensitive(true);
    Ok((parsed, value))
}

/// A request before it is signed. It can be signed more than once.
pub(crate) struct Draft {
    operation: OperationInfo,
    method: Method,
    /// With the server's own path in front, percent-encoded.
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, Secret)>,
    body: Payload,
    /// Which answers are a file and left unread.
    file: Option<FileTypes>,
    shown: Option<Arc<Shown>>,
}

impl Draft {
    /// Checks the model, and writes its fields to their places.
    pub(crate) fn new(client: &Inner, operation: &'static Operation, model: &dyn Model) -> Result<Self> {
        check(operation.id, model)?;
        let mut draft =
            Self::bare(client, operation.info_of(client.api, model), operation.method, Bytes::new())
                .at(operation.path);
        #[cfg(feature = "examples")]
        let marked = client.marker.as_ref().map(|marker| marker(operation, model));
        #[cfg(feature = "examples")]
        let model = marked.as_ref().map_or(model, |marked| marked as &dyn Model);
        draft.shown = Shown::of(client, operation, model);
        let refuse = |error: EncodeError| {
            let kind = if error.encryption { ErrorKind::Encryption } else { ErrorKind::Input };
            Error::new(operation.id, kind, error.to_string())
        };
        if operation.method.has_body() {
            draft.body = match Payload::of(model.shape()) {
                None => Payload::Json(encode(model, &client.encryptors).map_err(refuse)?.into()),
                Some(form) => form,
            };
        }
        let fields = model.shape().fields.iter().enumerate();
        for (index, field) in fields.filter(|(_, field)| field.place != Place::Body) {
            if let Some(fixed) = field.fixed {
                draft.put(field, Some(fixed_text(fixed)))?;
                continue;
            }
            match (field.place, model.get(index).view()) {
                (_, View::File(upload)) => draft.body.push_file(field.wire, upload.clone()),
                (Place::Query, View::List(list)) if !field.form.is_text() => {
                    for element in (0..).map_while(|index| list.at(index)) {
                        let value = text(element.view(), field, &client.encryptors).map_err(refuse)?;
                        draft.put(field, value)?;
                    }
                }
                (_, view) => draft.put(field, text(view, field, &client.encryptors).map_err(refuse)?)?,
            }
        }
        Ok(draft)
    }

    /// What it is for.
    pub(crate) fn info(&self) -> OperationInfo {
        self.operation
    }

    /// Puts a value outside the body.
    fn put(&mut self, field: &'static Field, value: Option<Cow<'_, str>>) -> Result<()> {
        let Some(value) = value else { return Ok(()) };
        let refuse = |text: String| Error::new(self.operation.id, ErrorKind::Input, text);
        match field.place {
            Place::Body => {}
            Place::Form | Place::Part => self.body.push(field.wire, value.into_owned()),
            Place::Query => self.query.push((field.wire.to_owned(), value.into_owned())),
            Place::Header => {
                header(field.wire, &value).map_err(refuse)?;
                self.headers.push((field.wire.to_owned(), Secret::from(&*value)));
            }
            Place::Path => {
                let segment = url::segment(&value)
                    .ok_or_else(|| refuse(format!("`{}` must not be empty, `.` or `..`", field.wire)))?;
                // Neither the server's path nor an encoded value has braces: only parameters are replaced.
                self.path = self.path.replace(&format!("{{{}}}", field.wire), &segment);
            }
        }
        Ok(())
    }

    /// A request whose path is still that of the server.
    pub(crate) fn bare(client: &Inner, operation: OperationInfo, method: Method, body: Bytes) -> Self {
        // With room for the operation's own.
        let mut path = String::with_capacity(client.base.path.len() + 64);
        path.push_str(&client.base.path);
        let body = Payload::Json(body);
        Self {
            operation,
            method,
            path,
            query: Vec::new(),
            headers: Vec::new(),
            body,
            file: None,
            shown: None,
        }
    }

    /// An answer of these content types is a file: it is left unread for whoever asked for it.
    pub(crate) fn leaving(self, file: FileTypes) -> Self {
        Self { file: Some(file), ..self }
    }

    /// Whether a second attempt would send the same body: a reader can be read once.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        self.body.can_be_sent_again()
    }

    /// Adds to the path.
    pub(crate) fn at(mut self, path: &str) -> Self {
        self.path.push_str(path);
        self
    }

    /// Makes the headers of the API, and with a token those of its signing recipe. An API without tokens is
    /// signed with an empty one.
    pub(crate) fn prepare(&self, client: &Inner, token: Option<&Secret>) -> Result<Prepared> {
        let refuse = |text: String| Error::new(self.operation.id, ErrorKind::Input, text);
        let (nonce, steps, signed): (_, _, &'static [Header]) = match token {
            None => (String::new(), &[][..], &[]),
            Some(_) => {
                let nonce = if wants_nonce(client.api) { client.nonces.nonce() } else { Ok(String::new()) };
                let nonce = nonce.map_err(|error| refuse(format!("no nonce was had: {error}")))?;
                (nonce, steps(client.api), headers(client.api))
            }
        };
        let ready = self.body.ready(&*client.nonces).map_err(|refused| match refused {
            Refused::Input(text) => refuse(text),
            Refused::File(text) => Error::new(self.operation.id, ErrorKind::File, text),
        })?;
        let given = Given {
            method: self.method,
            path: &self.path,
            query: self.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
            body: &ready.bytes,
            now_ms: client.now_ms(),
            nonce: &nonce,
            token: token.map_or("", Secret::expose),
            credentials: &client.credentials,
            recipe_headers: [client.api.headers, signed],
            own_headers: self.own_headers(client, signed, &ready),
            extra_headers: pairs(&client.extra).collect(),
        };
        let evaluated = evaluate(&given, steps);
        let not_text = |NotText(name)| refuse(format!("the value of the header `{name}` is no text"));
        let mut made = recipe_headers(&evaluated, client.api.headers).map_err(not_text)?;
        made.extend(recipe_headers(&evaluated, signed).map_err(not_text)?);
        // The type of a form takes the place of the one that the API has for all calls.
        let is_own = |name: &str| given.own_headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        made.retain(|(name, value)| !value.expose().is_empty() && !is_own(name));
        let made = made.iter().map(|(name, value)| (Cow::Borrowed(*name), value.expose()));
        let own = given.own_headers.iter().chain(&given.extra_headers);
        let headers = made.chain(own.map(|(name, value)| (kept(name), *value)));
        self.finish(client, headers, ready.bytes.clone(), ready.parts.clone()).map_err(refuse)
    }

    /// Puts the request together.
    fn finish<'h>(
        &self,
        client: &Inner,
        headers: impl Iterator<Item = (Cow<'static, str>, &'h str)>,
        body: Bytes,
        parts: Option<Multipart>,
    ) -> std::result::Result<Prepared, String> {
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.to_http();
        *request.uri_mut() = client.base.uri(&self.path, &self.query).map_err(str::to_owned)?;
        request.extensions_mut().insert(self.operation);
        if let Some(file) = self.file {
            request.extensions_mut().insert(Leave(file));
        }
        let mut names = Vec::with_capacity(8);
        for (name, value) in headers {
            let (parsed, value) = header(&name, value)?;
            // Which of two is signed and which is read would be left to chance.
            if request.headers_mut().insert(parsed, value).is_some() {
                return Err(format!("the header `{name}` has two values"));
            }
            names.push(name);
        }
        let url = OnceLock::new();
        Ok(Prepared { operation: self.operation, url, names, request, parts, shown: self.shown.clone() })
    }

    /// The headers of the fields, and the type of the body where nobody else says it.
    fn own_headers<'a>(
        &'a self,
        client: &'a Inner,
        signed: &'static [Header],
        ready: &'a Ready,
    ) -> Vec<Pair<'a>> {
        let mut own: Vec<_> = pairs(&self.headers).collect();
        if let Some(form) = &ready.content_type {
            own.push((CONTENT_TYPE, form));
            return own;
        }
        let recipe = client.api.headers.iter().chain(signed).map(|header| header.name);
        let mut names = recipe.chain(pairs(&self.headers).chain(pairs(&client.extra)).map(|(name, _)| name));
        if !ready.bytes.is_empty() && !names.any(|name| name.eq_ignore_ascii_case("content-type")) {
            own.push((CONTENT_TYPE, "application/json"));
        }
        own
    }
}

/// A name to keep. The one that nearly every call has takes no room.
fn kept(name: &str) -> Cow<'static, str> {
    if name == CONTENT_TYPE { Cow::Borrowed(CONTENT_TYPE) } else { Cow::Owned(name.to_owned()) }
}

fn pairs(headers: &[(String, Secret)]) -> impl Iterator<Item = Pair<'_>> {
    headers.iter().map(|(name, value)| (name.as_str(), value.expose()))
}

#[cfg(test)]
mod tests;
