//! Text that is never shown: passwords, keys, tokens, personal data.
//!
//! In: text. Out: the same text to whoever asks for it by [`Secret::expose`], and wiped memory on drop. Debug
//! never shows it, and there is no Display.

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// Text that Debug does not show and that is wiped on drop.
///
/// Wiped are the text in here, a `String` that it was made from, and what recipes make of it on the way to a
/// signature. Not wiped are a `&str` that it was made from, the headers and bodies of requests and answers, and the
/// buffers of transports, of TLS and of the system.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text. Keep it out of logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        // To shrink it could move it, and leave a copy.
        Self::from(Zeroizing::new(text).as_str())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<&Self> for Secret {
    fn from(secret: &Self) -> Self {
        secret.clone()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::zeroize::ZeroizeOnDrop;

    fn is_wiped(_: &impl ZeroizeOnDrop) {}

    #[test]
    fn what_is_inside_is_wiped_on_drop() {
        is_wiped(&Secret::from("hunter2").0);
    }

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "[redacted] Some(\n    [redacted],\n)");
        assert_eq!(secret.expose(), "hunter2");
    }
}
