//! Time and chance, as seams.
//!
//! In: the system's clock and random bytes, or what a test gives instead. Out: Unix time and nonces. Nothing
//! else in the runtime asks the system for either, but the padding of encrypted members.

use crate::evaluate::push_hex;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Unix time in milliseconds.
    fn now_ms(&self) -> i64;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Makes nonces.
pub trait Nonces: Send + Sync {
    /// A text that was never used before.
    ///
    /// # Errors
    ///
    /// When no random bytes can be had. Then nothing is sent.
    fn nonce(&self) -> io::Result<String>;
}

/// Random UUIDs of version 4.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RandomNonces;

impl Nonces for RandomNonces {
    fn nonce(&self) -> io::Result<String> {
        let mut bytes = [0; 16];
        getrandom::getrandom(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(uuid(bytes))
    }
}

fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        push_hex(&mut text, byte);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version() {
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn nonces_differ() {
        let nonce = || RandomNonces.nonce().expect("the system has random bytes");
        assert_ne!(nonce(), nonce());
    }

    #[test]
    fn the_system_knows_that_2020_is_over() {
        assert!(SystemClock.now_ms() > 1_577_836_800_000);
    }
}
