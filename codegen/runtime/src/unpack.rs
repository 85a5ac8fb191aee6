//! Answers as they are meant: uncompressed, and in UTF-8.
//!
//! In: the headers of an answer, its bytes, and how many there may be in the end. Out: the bytes that a reader of JSON
//! wants. Nothing is guessed: an answer is taken for what its headers say, and what they do not say stays as it is.

#[cfg(feature = "charset")]
mod charset;
#[cfg(feature = "gzip")]
mod gzip;

use crate::transport::TransportError;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// A compression that this room undoes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
}

/// Undoes what the headers say was done to the body.
pub(crate) fn unpack(headers: &http::HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, TransportError> {
    let (mut is_coded, mut content_type) = (false, None);
    // Most answers have few headers, so that one look at each costs less than to ask for one by its name.
    for (name, value) in headers {
        if name == CONTENT_TYPE {
            content_type = content_type.or(Some(value));
        } else if name == CONTENT_ENCODING {
            is_coded = true;
        }
    }
    let body = if is_coded { decompress_all(headers, body, limit)? } else { body };
    // Letters of ASCII are the same in all charsets.
    if content_type.is_some_and(is_chinese) && !body.is_ascii() { decode(&body, limit) } else { Ok(body) }
}

/// Undoes the compressions.
#[cold]
fn decompress_all(headers: &http::HeaderMap, body: Bytes, limit: usize) -> Result<Bytes, TransportError> {
    let mut body = body;
    // The last coding was applied last.
    for coding in codings(headers)?.into_iter().rev() {
        if !body.is_empty() {
            body = decompress(coding, &body, limit)?;
        }
    }
    Ok(body)
}

/// The compressions of an answer, in the order in which they were applied.
fn codings(headers: &http::HeaderMap) -> Result<Vec<Coding>, TransportError> {
    let mut found = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        for name in value.to_str().unwrap_or("?").split(',') {
            match name.trim().to_ascii_lowercase().as_str() {
                "" | "identity" => {}
                "gzip" | "x-gzip" => found.push(Coding::Gzip),
                "deflate" => found.push(Coding::Deflate),
                _ => {
                    return Err(TransportError::packed(
                        "the answer is compressed in a way that nobody asked for",
                    ));
                }
            }
        }
    }
    // Each could make the next one a thousand times larger.
    if found.len() > 2 {
        return Err(TransportError::packed("the answer is compressed more than twice"));
    }
    Ok(found)
}

/// Whether a body that is not read as a whole can be taken as it comes.
pub(crate) fn is_plain(headers: &http::HeaderMap) -> bool {
    codings(headers).is_ok_and(|codings| codings.is_empty())
}

#[cfg(feature = "gzip")]
use gzip::decompress;

#[cfg(not(feature = "gzip"))]
fn decompress(coding: Coding, _: &[u8], _: usize) -> Result<Bytes, TransportError> {
    let name = match coding {
        Coding::Gzip => "gzip",
        Coding::Deflate => "deflate",
    };
    Err(TransportError::packed(format!(
        "the answer is compressed by {name}, which the feature `gzip` undoes"
    )))
}

#[cfg(feature = "charset")]
use charset::decode;

#[cfg(not(feature = "charset"))]
fn decode(_: &[u8], _: usize) -> Result<Bytes, TransportError> {
    Err(TransportError::packed("the answer is in a Chinese charset, which the feature `charset` decodes"))
}

/// Whether an answer of this type is in one of the Chinese charsets. Other charsets are taken for UTF-8: servers that
/// say Latin 1 mean it as a rule.
fn is_chinese(content_type: &http::HeaderValue) -> bool {
    // Most have no parameters.
    content_type.as_bytes().contains(&b';') && content_type.to_str().is_ok_and(names_chinese)
}

/// Whether a parameter says so. It stands apart from the answers that have none.
#[inline(never)]
fn names_chinese(content_type: &str) -> bool {
    let mut parameters = content_type.split(';').skip(1).filter_map(|part| part.split_once('='));
    parameters.any(|(name, value)| {
        let value = value.trim().trim_matches('"');
        let is = |known: &&str| value.eq_ignore_ascii_case(known);
        name.trim().eq_ignore_ascii_case("charset")
            && ["gbk", "gb2312", "gb18030", "x-gbk", "cp936"].iter().any(is)
    })
}

#[cfg(test)]
mod tests;
