//! Answers that are files, told by the head alone and left unread.
//!
//! In: what the request says of files, and the head of an answer. Out: whether it is one, and its body for whoever asks
//! first.

use crate::body::Body;
use std::sync::{Arc, Mutex, PoisonError};

/// Content types of files, such as `application/pdf` and `image/*`; none at all stand for any but JSON and HTML.
pub(crate) type FileTypes = &'static [&'static str];

/// Among the extensions of a request: an answer that is a file is left unread.
#[derive(Clone, Copy)]
pub(crate) struct Leave(pub(crate) FileTypes);

/// Among the extensions of an answer: what was left unread.
#[derive(Clone)]
pub(crate) struct Left(Arc<Mutex<Option<Body>>>);

impl Left {
    pub(super) fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(Some(body))))
    }

    /// The file, for whoever asks first.
    pub(crate) fn take(&self) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Whether an answer is a file of these types.
pub(super) fn is_file<B>(types: FileTypes, answer: &http::Response<B>) -> bool {
    let content_type = answer.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let fits = |known: &&str| match known.strip_suffix('*') {
        Some(kind) => essence.starts_with(kind),
        None => essence == *known,
    };
    let is_text = essence == "text/html" || essence.ends_with("/json") || essence.ends_with("+json");
    let is_wanted = if types.is_empty() { !is_text } else { types.iter().any(fits) };
    answer.status().is_success() && is_wanted
}
