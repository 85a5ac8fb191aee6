//! How strict a server is, and what a test sets about it.
//!
//! In: what the builder was told. Out: what the rooms beside it go by. Nothing is remembered here.

use super::{Notes, Refused};
#[cfg(feature = "rsa")]
use jiekou_runtime::mock::KeyPair;
use std::time::Duration;

/// The most bytes of a body that are read, unless a test says otherwise.
const MOST_BYTES: usize = 64 << 20;

/// What a test sets.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) strictness: Strictness,
    /// How long a token lives; none: as long as clients keep one.
    pub(crate) token_life: Option<Duration>,
    /// The most bytes of a body that are read.
    pub(crate) most_bytes: usize,
    /// The key pair of the test's own.
    #[cfg(feature = "rsa")]
    pub(crate) own_key: Option<Result<KeyPair, &'static str>>,
}

/// Whether calls are answered whose caller is not proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// They are refused.
    Strict,
    /// They are answered, and what is wrong is written down.
    Lenient,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            strictness: Strictness::Strict,
            token_life: None,
            most_bytes: MOST_BYTES,
            #[cfg(feature = "rsa")]
            own_key: None,
        }
    }
}

impl Settings {
    /// Lets a call pass where the server is lenient, and notes what was wrong.
    pub(crate) fn overlook(&self, checked: Result<(), Refused>, notes: &mut Notes) -> Result<(), Refused> {
        match (self.strictness, checked) {
            (Strictness::Lenient, Err(refused)) => {
                notes.overlooked = Some(refused);
                Ok(())
            }
            (_, checked) => checked,
        }
    }

    /// What clients encrypt for.
    #[cfg(feature = "rsa")]
    pub(crate) fn key_pair(&self) -> &KeyPair {
        match &self.own_key {
            Some(Ok(pair)) => pair,
            _ => KeyPair::known(),
        }
    }

    /// The public key that clients take; empty where the API encrypts nothing.
    pub(crate) fn public_key(&self) -> String {
        #[cfg(feature = "rsa")]
        return self.key_pair().public_key();
        #[cfg(not(feature = "rsa"))]
        String::new()
    }

    /// What cannot be as it was set.
    pub(crate) fn flaw(&self) -> Option<String> {
        #[cfg(feature = "rsa")]
        return match self.own_key {
            Some(Err(because)) => Some(format!("the key pair cannot be read: {because}")),
            _ => None,
        };
        #[cfg(not(feature = "rsa"))]
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Reason;

    #[track_caller]
    fn check(strictness: Strictness, expected: Result<(), Refused>, overlooked: Option<Refused>) {
        let settings = Settings { strictness, ..Settings::default() };
        let mut notes = Notes::default();
        let refused = Refused::new(Reason::ClockOff, "late");
        assert_eq!(settings.overlook(Err(refused), &mut notes), expected);
        assert_eq!(notes.overlooked, overlooked);
    }

    #[test]
    fn a_lenient_server_writes_down_what_a_strict_one_refuses() {
        let late = || Refused::new(Reason::ClockOff, "late");
        check(Strictness::Strict, Err(late()), None);
        check(Strictness::Lenient, Ok(()), Some(late()));
    }

    #[cfg(feature = "rsa")]
    #[test]
    fn a_key_that_cannot_be_read_is_a_flaw() {
        let own_key = Some(KeyPair::from_pkcs8(b"hunter2"));
        let settings = Settings { own_key, ..Settings::default() };
        let flaw = "the key pair cannot be read: it is no RSA private key in PKCS#8";
        assert_eq!(settings.flaw().as_deref(), Some(flaw));
        assert_eq!(Settings::default().flaw(), None);
    }
}
