//! A mock server's own key pair: what clients encrypt with its public key, it can read.
//!
//! In: ciphertext in Base64, in blocks. Out: the text. The usual key is published with this crate and protects nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};
use std::fmt;
use std::sync::OnceLock;

/// A private key that everybody knows.
const KNOWN: &[u8] = include_bytes!("known_key.der");

/// An RSA key pair. Debug shows no more than its size: it may be a user's own.
#[derive(Clone)]
pub struct KeyPair(RsaPrivateKey);

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair").field("bytes", &self.0.size()).finish_non_exhaustive()
    }
}

impl KeyPair {
    /// The one of all mock servers. It is read once.
    #[must_use]
    pub fn known() -> &'static Self {
        static PAIR: OnceLock<KeyPair> = OnceLock::new();
        PAIR.get_or_init(|| match RsaPrivateKey::from_pkcs8_der(KNOWN) {
            Ok(key) => Self(key),
            Err(_) => unreachable!("a test reads the key"),
        })
    }

    /// Another one: a private key in PKCS#8, as PEM or as DER.
    ///
    /// # Errors
    ///
    /// What it is instead.
    pub fn from_pkcs8(pem_or_der: &[u8]) -> Result<Self, &'static str> {
        let text = std::str::from_utf8(pem_or_der).ok().filter(|text| text.contains("-----BEGIN "));
        let der = text.map_or_else(|| Ok(pem_or_der.to_vec()), der_of_pem)?;
        RsaPrivateKey::from_pkcs8_der(&der).map(Self).map_err(|_| "it is no RSA private key in PKCS#8")
    }

    /// The public key as SubjectPublicKeyInfo in Base64, as clients take it.
    #[must_use]
    pub fn public_key(&self) -> String {
        match self.0.to_public_key().to_public_key_der() {
            Ok(der) => STANDARD.encode(der.as_bytes()),
            Err(_) => unreachable!("a public key that was read can be written"),
        }
    }

    /// The text of a member that was encrypted with the public key.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, without what it holds.
    pub fn open(&self, ciphertext: &str) -> Result<String, &'static str> {
        let blocks = STANDARD.decode(ciphertext).map_err(|_| "it is not Base64")?;
        let size = self.0.size();
        if blocks.len() % size != 0 {
            return Err("its length is no multiple of the key's");
        }
        let mut text = Vec::new();
        for block in blocks.chunks(size) {
            let opened = self.0.decrypt(Pkcs1v15Encrypt, block);
            text.extend(opened.map_err(|_| "it was not encrypted with this server's public key")?);
        }
        String::from_utf8(text).map_err(|_| "what it holds is no text")
    }
}

/// What stands between the lines that begin and end a private key.
fn der_of_pem(pem: &str) -> Result<Vec<u8>, &'static str> {
    let (_, rest) = pem.split_once("-----BEGIN PRIVATE KEY-----").ok_or("its PEM holds no `PRIVATE KEY`")?;
    let (body, _) = rest.split_once("-----END PRIVATE KEY-----").ok_or("its PEM ends too soon")?;
    let digits: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(digits).map_err(|_| "its PEM is no Base64")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;
    use crate::seal::{Encryptor as _, PublicKey};

    #[test]
    fn what_a_client_encrypts_is_read() {
        let pair = KeyPair::known();
        let client = PublicKey::new(&pair.public_key(), 117).expect("the key is good");
        for plain in ["", "hunter2", "\u{6d4b}", &"a".repeat(235)] {
            let sealed = client.encrypt(&Secret::from(plain)).expect("it is encrypted");
            assert_eq!(pair.open(sealed.as_str()).as_deref(), Ok(plain));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let pair = KeyPair::known();
        assert_eq!(pair.open("hunter2"), Err("it is not Base64"));
        assert_eq!(pair.open("aGk="), Err("its length is no multiple of the key's"));
        let other = STANDARD.encode([7; 128]);
        assert_eq!(pair.open(&other), Err("it was not encrypted with this server's public key"));
    }

    #[test]
    fn a_key_of_ones_own_is_read_from_der_and_from_pem() {
        let digits = STANDARD.encode(KNOWN);
        let (first, second) = digits.split_at(64);
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{first}\n{second}\n-----END PRIVATE KEY-----\n");
        for key in [KNOWN, pem.as_bytes()] {
            let read = KeyPair::from_pkcs8(key).expect("it is a key");
            assert_eq!(read.public_key(), KeyPair::known().public_key());
            assert_eq!(format!("{read:?}"), "KeyPair { bytes: 128, .. }");
        }
    }

    #[test]
    fn what_is_no_key_is_told_without_showing_it() {
        let refused = |key: &str| KeyPair::from_pkcs8(key.as_bytes()).expect_err("it is no key");
        assert_eq!(refused("hunter2"), "it is no RSA private key in PKCS#8");
        assert_eq!(refused("-----BEGIN RSA PRIVATE KEY-----"), "its PEM holds no `PRIVATE KEY`");
        assert_eq!(refused("-----BEGIN PRIVATE KEY-----\naGk="), "its PEM ends too soon");
        let wrong = "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----";
        assert_eq!(refused(wrong), "its PEM is no Base64");
    }
}
