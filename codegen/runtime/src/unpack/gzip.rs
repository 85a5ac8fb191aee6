//! Compressed answers.
//!
//! In: bytes of gzip or deflate, and how many may come out. Out: those, or an error. It never makes more than the
//! limit, however small the answer is.

use super::Coding;
use crate::transport::TransportError;
use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Undoes one compression.
pub(super) fn decompress(coding: Coding, packed: &[u8], limit: usize) -> Result<Bytes, TransportError> {
    let unpacked = match coding {
        Coding::Gzip => read(MultiGzDecoder::new(packed), limit),
        // What is meant is zlib; some servers leave its head out.
        Coding::Deflate => {
            read(ZlibDecoder::new(packed), limit).or_else(|_| read(DeflateDecoder::new(packed), limit))
        }
    };
    let unpacked = unpacked.map_err(|_| TransportError::packed("the answer cannot be decompressed"))?;
    if unpacked.len() > limit { Err(TransportError::too_large()) } else { Ok(unpacked.into()) }
}

/// One byte more than the limit, where there are more.
fn read(decoder: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    decoder.take((limit as u64).saturating_add(1)).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}
