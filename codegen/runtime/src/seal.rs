//! Members that are sent only as ciphertext.
//!
//! In: plain text of the user, or text that is encrypted already. Out: ciphertext. A plain text in a [`Sealed`]
//! leaves it through an [`Encryptor`] or not at all.

#[cfg(feature = "rsa")]
mod rsa;

#[cfg(feature = "rsa")]
pub(crate) use self::rsa::PublicKey;

use crate::Secret;
use std::fmt;

/// Text that was encrypted with the vendor's key, as it goes on the wire.
#[derive(Clone, PartialEq, Eq)]
pub struct Ciphertext(String);

impl Ciphertext {
    /// Takes text that is encrypted already. It is sent as it stands.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Ciphertext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[ciphertext]")
    }
}

/// A member that is encrypted on the way out.
#[derive(Clone)]
pub struct Sealed(Inner);

#[derive(Clone)]
enum Inner {
    Plain(Secret),
    Encrypted(Ciphertext),
}

impl Sealed {
    /// Plain text, to be encrypted.
    pub fn plain(text: impl Into<Secret>) -> Self {
        Self(Inner::Plain(text.into()))
    }

    /// Text that is encrypted already.
    #[must_use]
    pub fn encrypted(text: Ciphertext) -> Self {
        Self(Inner::Encrypted(text))
    }

    /// The plain text that a mock server decrypted; the ciphertext where nobody did.
    #[cfg(feature = "mock")]
    #[must_use]
    pub fn expose(&self) -> &str {
        match &self.0 {
            Inner::Plain(text) => text.expose(),
            Inner::Encrypted(text) => &text.0,
        }
    }

    /// Room for text that a mock server decrypted.
    #[cfg(feature = "mock")]
    pub(crate) fn room(&mut self) -> &mut Secret {
        *self = Self::plain("");
        match &mut self.0 {
            Inner::Plain(text) => text,
            Inner::Encrypted(_) => unreachable!("it was just made plain"),
        }
    }

    /// Whether it is plain text that a test holds for. Nobody can see into a ciphertext.
    pub(crate) fn is_plain_and(&self, test: impl FnOnce(&str) -> bool) -> bool {
        match &self.0 {
            Inner::Plain(text) => test(text.expose()),
            Inner::Encrypted(_) => false,
        }
    }

    /// The ciphertext; plain text goes through `encryptor`.
    pub(crate) fn seal(&self, encryptor: Option<&dyn Encryptor>) -> Result<Ciphertext, EncryptError> {
        match &self.0 {
            Inner::Encrypted(text) => Ok(text.clone()),
            Inner::Plain(text) => match encryptor {
                Some(encryptor) => encryptor.encrypt(text),
                None => Err(EncryptError::new("there is no public key to encrypt it with")),
            },
        }
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Encrypts single members. Plug in another by [`ClientBuilder::encryptor`](crate::ClientBuilder::encryptor).
pub trait Encryptor: Send + Sync {
    /// The ciphertext, in the form in which the vendor takes it.
    ///
    /// # Errors
    ///
    /// When it cannot be made. Then nothing is sent.
    fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError>;
}

/// Why a text could not be encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptError(String);

impl EncryptError {
    /// With a reason, which must not hold the text.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for EncryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EncryptError {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Backwards;
    impl Encryptor for Backwards {
        fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError> {
            Ok(Ciphertext::new(plain.expose().chars().rev().collect::<String>()))
        }
    }

    #[test]
    fn plain_text_needs_an_encryptor() {
        let sealed = Sealed::plain("abc");
        assert_eq!(sealed.seal(Some(&Backwards)).map(|text| text.0), Ok("cba".to_owned()));
        assert_eq!(
            sealed.seal(None).map_err(|error| error.to_string()),
            Err("there is no public key to encrypt it with".to_owned())
        );
    }

    #[test]
    fn ciphertext_is_left_alone() {
        let sealed = Sealed::encrypted(Ciphertext::new("QUJD"));
        assert_eq!(sealed.seal(None).map(|text| text.0), Ok("QUJD".to_owned()));
    }

    #[test]
    fn debug_shows_nothing() {
        let shown = format!("{:?} {:?}", Sealed::plain("abc"), Ciphertext::new("QUJD"));
        assert_eq!(shown, "[redacted] [ciphertext]");
    }
}
