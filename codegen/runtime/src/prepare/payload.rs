//! The body of a request before it is signed: JSON, a form, or parts.
//!
//! In: the fields of a model that stand in its body. Out: bytes or parts, with the content type that goes with them.
//! Each attempt has a boundary of its own.

use crate::clock::Nonces;
use crate::multipart::{Content, Multipart, Part, PartError, no_boundary};
use crate::shape::{Place, Shape};
use crate::upload::Upload;
use crate::url;
use bytes::Bytes;

/// A body that fields are written to.
pub(super) enum Payload {
    /// Written already.
    Json(Bytes),
    /// Pairs, encoded.
    Form(String),
    /// Texts and files.
    Parts(Vec<Part>),
}

/// A body for one attempt.
#[derive(Default)]
pub(super) struct Ready {
    /// Empty where it is sent in parts.
    pub(super) bytes: Bytes,
    pub(super) parts: Option<Multipart>,
    /// Where it is a form: its type, whatever the API says of others.
    pub(super) content_type: Option<String>,
}

impl Payload {
    /// What the table says that the body is; none is JSON.
    pub(super) fn of(shape: &Shape) -> Option<Self> {
        shape.fields.iter().find_map(|field| match field.place {
            Place::Form => Some(Self::Form(String::new())),
            Place::Part => Some(Self::Parts(Vec::new())),
            Place::Body | Place::Query | Place::Path | Place::Header => None,
        })
    }

    /// Adds a text.
    pub(super) fn push(&mut self, name: &'static str, value: String) {
        match self {
            Self::Json(_) => {}
            Self::Form(pairs) => url::push_pair(name, &value, pairs),
            Self::Parts(parts) => parts.push(Part { name, content: Content::Text(value) }),
        }
    }

    /// Adds a file.
    pub(super) fn push_file(&mut self, name: &'static str, upload: Upload) {
        if let Self::Parts(parts) = self {
            parts.push(Part { name, content: Content::File(upload) });
        }
    }

    pub(super) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::Json(_) | Self::Form(_) => true,
            Self::Parts(parts) => parts.iter().all(|part| match &part.content {
                Content::Text(_) => true,
                Content::File(upload) => upload.can_be_sent_again(),
            }),
        }
    }

    /// The body of one attempt.
    pub(super) fn ready(&self, nonces: &dyn Nonces) -> Result<Ready, Refused> {
        match self {
            Self::Json(bytes) => Ok(Ready { bytes: bytes.clone(), ..Ready::default() }),
            Self::Form(pairs) => Ok(Ready {
                bytes: pairs.clone().into(),
                content_type: Some("application/x-www-form-urlencoded".to_owned()),
                ..Ready::default()
            }),
            Self::Parts(parts) => {
                let nonce = nonces.nonce().map_err(|error| Refused::Input(no_boundary(&error)))?;
                let form = Multipart::new(parts, &nonce).map_err(|error| match error {
                    PartError::File(..) => Refused::File(error.text()),
                    PartError::ContentType(_) => Refused::Input(error.text()),
                })?;
                let content_type = Some(form.content_type().to_owned());
                Ok(Ready { parts: Some(form), content_type, ..Ready::default() })
            }
        }
    }
}

/// Why there is no body.
pub(super) enum Refused {
    Input(String),
    File(String),
}
