//! Bodies of the type `multipart/form-data`.
//!
//! In: parts, which are texts or files, and a boundary. Out: the exact bytes, in pieces, with their length where all
//! parts have one. A name never becomes anything else: quotes and line breaks in it are escaped as browsers do.

mod sending;

use crate::body::Body;
use crate::upload::{FlowError, Upload};
use bytes::Bytes;
use sending::Sending;
use std::io;

/// One member of the form.
#[derive(Clone)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a part holds.
#[derive(Clone)]
pub(crate) enum Content {
    Text(String),
    File(Upload),
}

/// A form that is ready to be sent, under a boundary of its own.
#[derive(Clone)]
pub(crate) struct Multipart {
    content_type: String,
    segments: Vec<Segment>,
    length: Option<u64>,
}

/// A piece of the body whose content is known, or a file.
#[derive(Clone)]
enum Segment {
    Bytes(Bytes),
    File(Upload, Option<u64>),
}

/// Why a part cannot be sent.
#[derive(Debug)]
pub(crate) enum PartError {
    /// The file cannot be read.
    File(&'static str, FlowError),
    /// Its content type is none.
    ContentType(&'static str),
}

impl Multipart {
    /// Puts the parts together. The nonce makes the boundary: no part may hold it.
    pub(crate) fn new(parts: &[Part], nonce: &str) -> Result<Self, PartError> {
        let boundary = boundary(nonce);
        let mut form = Self {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            segments: Vec::new(),
            length: Some(0),
        };
        let mut known = Vec::with_capacity(256);
        for part in parts {
            write_head(part, &boundary, &mut known)?;
            match &part.content {
                Content::Text(text) => known.extend_from_slice(text.as_bytes()),
                Content::File(upload) => {
                    form.push_bytes(std::mem::take(&mut known));
                    form.push_file(upload).map_err(|error| PartError::File(part.name, error))?;
                }
            }
            known.extend_from_slice(b"\r\n");
        }
        known.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        form.push_bytes(known);
        Ok(form)
    }

    fn push_bytes(&mut self, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        self.add(Some(bytes.len() as u64));
        if !bytes.is_empty() {
            self.segments.push(Segment::Bytes(bytes));
        }
    }

    fn push_file(&mut self, upload: &Upload) -> Result<(), FlowError> {
        if let Some(bytes) = upload.as_bytes() {
            self.push_bytes(bytes.clone());
            return Ok(());
        }
        let length = upload.measure()?;
        self.add(length);
        self.segments.push(Segment::File(upload.clone(), length));
        Ok(())
    }

    fn add(&mut self, length: Option<u64>) {
        self.length = self.length.zip(length).and_then(|(all, one)| all.checked_add(one));
    }

    /// With the boundary.
    pub(crate) fn content_type(&self) -> &str {
        &self.content_type
    }

    /// How many bytes it has, where all parts have a known length.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes. Readers are read here; whoever needs them twice needs other sources.
    pub(crate) fn into_body(self) -> Body {
        Body::new(Sending::new(self.segments, self.length))
    }
}

/// A boundary of what may stand in one without quotes.
fn boundary(nonce: &str) -> String {
    let fits = |one: &char| one.is_ascii_alphanumeric() || *one == '-';
    format!("form-{}", nonce.chars().filter(fits).take(64).collect::<String>())
}

fn write_head(part: &Part, boundary: &str, output: &mut Vec<u8>) -> Result<(), PartError> {
    let name = escaped(part.name);
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    if let Content::File(upload) = &part.content {
        // A part without a file name is a text to most vendors.
        let file_name = escaped(upload.name().unwrap_or(part.name));
        let media_type = upload.media_type();
        if media_type.is_empty() || !media_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(PartError::ContentType(part.name));
        }
        head.push_str(&format!("; filename=\"{file_name}\"\r\nContent-Type: {media_type}"));
    }
    head.push_str("\r\n\r\n");
    output.extend_from_slice(head.as_bytes());
    Ok(())
}

/// A name between quotes, by the rules of HTML: UTF-8 as it is, but for what could end the quotes or the line.
fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for one in name.chars() {
        match one {
            '"' => text.push_str("%22"),
            '\r' => text.push_str("%0D"),
            '\n' => text.push_str("%0A"),
            other => text.push(other),
        }
    }
    text
}

impl PartError {
    /// What is wrong, with the name of the part.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::File(name, error) => format!("`{name}`: {error}"),
            Self::ContentType(name) => format!("`{name}`: its content type is none"),
        }
    }
}

/// The boundary's nonce cannot be had.
pub(crate) fn no_boundary(error: &io::Error) -> String {
    format!("no boundary was had: {error}")
}

#[cfg(test)]
mod tests;
