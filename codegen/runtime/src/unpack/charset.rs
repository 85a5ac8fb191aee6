//! Answers in GBK and GB18030.
//!
//! In: bytes. Out: UTF-8. What is no character there becomes U+FFFD, since an odd text
//! must not cost the code beside it.

use crate::transport::TransportError;
use bytes::Bytes;
use encoding_rs::GB18030;

/// Decodes. All the Chinese charsets are parts of GB18030.
pub(super) fn decode(body: &[u8], limit: usize) -> Result<Bytes, TransportError> {
    let (text, _) = GB18030.decode_without_bom_handling(body);
    let text = text.into_owned();
    if text.len() > limit { Err(TransportError::too_large()) } else { Ok(text.into()) }
}
