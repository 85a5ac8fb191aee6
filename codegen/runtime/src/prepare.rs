//! From a model to a request that is ready to be sent.
//!
//! In: an operation, a model, the client's settings, and a token. Out: method, URL, headers and body, signed. No
//! I/O is done here, but for the length of a file that is to be sent. The bytes that are signed are the bytes that are
//! sent.

mod payload;
mod signed;

pub use signed::Prepared;

use crate::body::Body;
use crate::check::check;
use crate::client::Inner;
use crate::encode::{EncodeError, encode, fixed_text, text};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Given, Pair, evaluate};
use crate::exchange::{FileTypes, Leave};
use crate::multipart::Multipart;
use crate::operation::{Operation, OperationInfo};
use crate::recipe::{Header, Step};
use crate::record::{Begun, Shown, Witness};
use crate::shape::{Field, Place};
use crate::sign::{Made, NotText, headers, recipe_headers, steps, wants_nonce};
use crate::value::{Model, View};
use crate::{Secret, url};
use bytes::Bytes;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue};
use payload::{Payload, Ready, Refused};
use std::borrow::Cow;
use std::sync::Arc;

/// What a body is.
const CONTENT_TYPE: &str = "Content-Type";
/// What it is where nobody says otherwise.
const JSON: &str = "application/json";
/// The only header of nearly every call.
const JSON_BODY: &[Pair<'_>] = &[(CONTENT_TYPE, JSON)];

/// A header as the wire wants it. The message hides its value, and its name too if it is none.
pub(crate) fn header(name: &str, value: &str) -> std::result::Result<(HeaderName, HeaderValue), String> {
    // The one that nearly every call has takes no room.
    if (name, value) == (CONTENT_TYPE, JSON) {
        let mut value = HeaderValue::from_static(JSON);
        value.set_sensitive(true);
        return Ok((http::header::CONTENT_TYPE, value));
    }
    let parsed = HeaderName::from_bytes(name.as_bytes());
    let parsed = parsed.map_err(|_| "a header has a name that no header may have".to_owned())?;
    // They would be lost on the way, and with them the signature.
    if value.starts_with([' ', '\t']) || value.ends_with([' ', '\t']) {
        return Err(format!("the value of the header `{name}` begins or ends with a blank"));
    }
    // Bytes beyond ASCII would pass, and mean something else to each server.
    let is_visible = value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
    let value = HeaderValue::from_str(value).ok().filter(|_| is_visible);
    let mut value = value.ok_or_else(|| {
        format!("the value of the header `{name}` holds characters that no header may hold")
    })?;
    value.set_sensitive(true);
    Ok((parsed, value))
}

/// A request before it is signed. It can be signed more than once.
pub(crate) struct Draft {
    operation: OperationInfo,
    /// With the server's own path in front, percent-encoded.
    path: Cow<'static, str>,
    /// Whose path it is where it stands in a table as it is.
    table: Option<&'static Operation>,
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
        let mut draft = Self::blank(client, operation, model, None);
        draft.write(client, operation, model)?;
        Ok(draft)
    }

    /// One that the fields of this model are to be written to. An answer of these types is a file.
    #[inline]
    pub(crate) fn blank(
        client: &Inner,
        operation: &'static Operation,
        model: &dyn Model,
        file: Option<FileTypes>,
    ) -> Self {
        let bare = Self::bare(client, operation.info_of(client.api, model), Bytes::new());
        Self { table: Some(operation), file, ..bare }
    }

    /// Checks the model, and writes its fields to their places, of a blank one.
    pub(crate) fn write(
        &mut self,
        client: &Inner,
        operation: &'static Operation,
        model: &dyn Model,
    ) -> Result<()> {
        check(operation.id, model)?;
        #[cfg(feature = "examples")]
        let marked = client.marker.as_ref().map(|marker| marker(operation, model));
        #[cfg(feature = "examples")]
        let model = marked.as_ref().map_or(model, |marked| marked as &dyn Model);
        self.shown = client.recording.as_ref().map(|recording| recording.show(operation, model));
        let refuse = |error: EncodeError| {
            let kind = if error.encryption { ErrorKind::Encryption } else { ErrorKind::Input };
            Error::new(operation.id, kind, error.to_string())
        };
        let fields = model.shape().fields.iter().enumerate();
        let mut elsewhere = fields.filter(|(_, field)| field.place != Place::Body).peekable();
        if operation.method.has_body() {
            // Mostly there is none, and nobody asks what it is.
            self.body = match elsewhere.peek().and_then(|_| Payload::of(model.shape())) {
                None => Payload::Json(encode(model, &client.encryptors).map_err(refuse)?.into()),
                Some(form) => form,
            };
        }
        for (index, field) in elsewhere {
            if let Some(fixed) = field.fixed {
                self.put(field, Some(fixed_text(fixed)))?;
                continue;
            }
            match (field.place, model.get(index).view()) {
                (_, View::File(upload)) => self.body.push_file(field.wire, upload.clone()),
                (Place::Query, View::List(list)) if !field.form.is_text() => {
                    for element in (0..).map_while(|index| list.at(index)) {
                        let value = text(element.view(), field, &client.encryptors).map_err(refuse)?;
                        self.put(field, value)?;
                    }
                }
                (_, view) => self.put(field, text(view, field, &client.encryptors).map_err(refuse)?)?,
            }
        }
        Ok(())
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
                self.path = self.path.replace(&format!("{{{}}}", field.wire), &segment).into();
            }
        }
        Ok(())
    }

    /// A request of nothing but a body.
    #[inline]
    pub(crate) fn bare(client: &Inner, operation: OperationInfo, body: Bytes) -> Self {
        let path = match client.base.path.as_str() {
            "" => Cow::Borrowed(operation.path),
            path => Cow::Owned([path, operation.path].concat()),
        };
        Self {
            operation,
            path,
            table: None,
            query: Vec::new(),
            headers: Vec::new(),
            body: Payload::Json(body),
            file: None,
            shown: None,
        }
    }

    /// Whether a second attempt would send the same body: a reader can be read once.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        self.body.can_be_sent_again()
    }

    /// Writes the request, with the headers of the API, and with a token those of its signing recipe. An API without
    /// tokens is signed with an empty one.
    ///
    /// The request is written where it will be sent from: it is large, and whoever gives it on copies it.
    pub(crate) fn sign(
        &self,
        client: &Inner,
        token: Option<&Secret>,
        request: &mut http::Request<Body>,
    ) -> Result<()> {
        if let Some(parts) = self.sign_naming(client, token, request, |_| ())? {
            *request.body_mut() = parts.into_body();
        }
        Ok(())
    }

    /// The same for somebody who wants to look at it.
    pub(crate) fn prepare(&self, client: &Inner, token: Option<&Secret>) -> Result<Prepared> {
        let (mut names, mut request) = (Vec::new(), http::Request::default());
        let parts = self.sign_naming(client, token, &mut request, |name| names.push(name.to_owned()))?;
        Ok(Prepared::new(self.operation, request, parts, names))
    }

    /// Signs, and names each header in the letter case that is signed. A body that is sent in parts is given back.
    fn sign_naming(
        &self,
        client: &Inner,
        token: Option<&Secret>,
        request: &mut http::Request<Body>,
        mut name: impl FnMut(&str),
    ) -> Result<Option<Multipart>> {
        let ready = self.body.ready(&*client.nonces).map_err(|refused| self.refused(refused))?;
        let signed = if token.is_some() { headers(client.api) } else { &[] };
        let own = self.own_headers(client, signed, &ready);
        let recipes = [client.api.headers, signed];
        // Without recipes nothing is made, and nobody asks what time it is.
        let made = match recipes {
            [[], []] => Vec::new(),
            _ => self.make_headers(client, token, recipes, &own, &ready.bytes)?,
        };
        let made = made.iter().map(|(name, value)| (*name, value.expose()));
        let own = own.iter().copied().chain(pairs(&client.extra));
        let headers = made.chain(own).inspect(|(one, _)| name(one));
        self.head(client, headers, request).map_err(|text| self.refused(Refused::Input(text)))?;
        *request.body_mut() = ready.bytes.into();
        Ok(ready.parts)
    }

    /// Why it cannot be sent.
    #[cold]
    fn refused(&self, refused: Refused) -> Error {
        match refused {
            Refused::Input(text) => Error::new(self.operation.id, ErrorKind::Input, text),
            Refused::File(text) => Error::new(self.operation.id, ErrorKind::File, text),
        }
    }

    /// The headers that recipes make.
    #[inline(never)]
    fn make_headers(
        &self,
        client: &Inner,
        token: Option<&Secret>,
        recipe_headers: [&'static [Header]; 2],
        own_headers: &[Pair<'_>],
        body: &[u8],
    ) -> Result<Vec<Made>> {
        let refuse = |text| self.refused(Refused::Input(text));
        let steps = if token.is_some() { steps(client.api) } else { &[] };
        let wants_nonce = token.is_some() && wants_nonce(client.api);
        let nonce = if wants_nonce { client.nonces.nonce() } else { Ok(String::new()) };
        let nonce = nonce.map_err(|error| refuse(format!("no nonce was had: {error}")))?;
        let given = Given {
            method: self.operation.method,
            path: &self.path,
            query: self.query.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
            body,
            now_ms: client.now_ms(),
            nonce: &nonce,
            token: token.map_or("", Secret::expose),
            credentials: &client.credentials,
            recipe_headers,
            own_headers,
            extra_headers: pairs(&client.extra).collect(),
        };
        made(&given, steps).map_err(refuse)
    }

    /// Path and query. A path that stands in a table as it is was read by the first call.
    fn target(&self) -> Option<PathAndQuery> {
        match (&self.path, self.table) {
            (Cow::Borrowed(_), Some(operation)) if self.query.is_empty() => operation.target().cloned(),
            (path, _) => url::target(path.clone(), &self.query),
        }
    }

    /// Writes all of a request but its body.
    fn head<'h>(
        &self,
        client: &Inner,
        headers: impl Iterator<Item = Pair<'h>>,
        request: &mut http::Request<Body>,
    ) -> std::result::Result<(), String> {
        *request.method_mut() = self.operation.method.to_http();
        *request.uri_mut() = client.base.uri(self.target()).map_err(str::to_owned)?;
        if client.transport.wants_info() {
            request.extensions_mut().insert(self.operation);
        }
        if let Some(file) = self.file {
            request.extensions_mut().insert(Leave(file));
        }
        for (name, value) in headers {
            let (parsed, value) = header(name, value)?;
            // Which of two is signed and which is read would be left to chance.
            if request.headers_mut().insert(parsed, value).is_some() {
                return Err(format!("the header `{name}` has two values"));
            }
        }
        Ok(())
    }

    /// Begins an entry for the client's recorders, if it has some.
    pub(crate) fn witness(
        &self,
        client: &Inner,
        request: &http::Request<Body>,
        attempt: u32,
    ) -> Option<Box<dyn Witness>> {
        let begun = Begun {
            operation: self.operation,
            shown: self.shown.as_deref(),
            headers: request.headers(),
            body_bytes: request.body().length(),
            attempt,
        };
        client.recording.as_ref().map(|recording| recording.begin(client, begun))
    }

    /// The headers of the fields, and the type of the body where nobody else says it.
    fn own_headers<'a>(
        &'a self,
        client: &'a Inner,
        signed: &'static [Header],
        ready: &'a Ready,
    ) -> Cow<'a, [Pair<'a>]> {
        let mut own: Vec<_> = pairs(&self.headers).collect();
        if let Some(form) = &ready.content_type {
            own.push((CONTENT_TYPE, form));
            return own.into();
        }
        let recipe = client.api.headers.iter().chain(signed).map(|header| header.name);
        let mut names = recipe.chain(pairs(&self.headers).chain(pairs(&client.extra)).map(|(name, _)| name));
        if !ready.bytes.is_empty() && !names.any(|name| name.eq_ignore_ascii_case("content-type")) {
            if own.is_empty() {
                return JSON_BODY.into();
            }
            own.push((CONTENT_TYPE, JSON));
        }
        own.into()
    }
}

/// The headers that recipes make, but for empty ones.
fn made(given: &Given<'_>, steps: &'static [Step]) -> std::result::Result<Vec<Made>, String> {
    let evaluated = evaluate(given, steps);
    let not_text = |NotText(name)| format!("the value of the header `{name}` is no text");
    let mut made = Vec::new();
    for headers in given.recipe_headers {
        made.extend(recipe_headers(&evaluated, headers).map_err(not_text)?);
    }
    // The type of a form takes the place of the one that the API has for all calls.
    let is_own = |name: &str| given.own_headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    made.retain(|(name, value)| !value.expose().is_empty() && !is_own(name));
    Ok(made)
}

fn pairs(headers: &[(String, Secret)]) -> impl Iterator<Item = Pair<'_>> {
    headers.iter().map(|(name, value)| (name.as_str(), value.expose()))
}

#[cfg(test)]
mod tests;
