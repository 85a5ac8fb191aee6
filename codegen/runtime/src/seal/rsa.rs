//! The default encryptor: RSA with PKCS#1 v1.5 padding, in chunks, then Base64.
//!
//! In: a public key as SubjectPublicKeyInfo in Base64 or PEM, and plain text. Out: the blocks joined, in Base64. It only
//! ever holds public keys; a key under 1024 bits is refused.

use super::{Ciphertext, EncryptError, Encryptor};
use crate::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};

/// Bytes that the padding takes.
const PADDING: usize = 11;

/// A vendor's public key.
pub(crate) struct PublicKey {
    key: RsaPublicKey,
    chunk: usize,
}

impl PublicKey {
    /// Reads a key that encrypts `chunk` bytes at a time.
    pub(crate) fn new(spki: &str, chunk: usize) -> Result<Self, String> {
        let lines = spki.lines().filter(|line| !line.trim_start().starts_with("-----"));
        let text: String = lines.flat_map(str::split_ascii_whitespace).collect();
        let der = STANDARD.decode(text).map_err(|_| "it is not Base64")?;
        let key = RsaPublicKey::from_public_key_der(&der)
            .map_err(|_| "it is no SubjectPublicKeyInfo of an RSA key of up to 4096 bits")?;
        let bits = key.n().bits();
        if bits < 1024 {
            return Err(format!("it has {bits} bits; 1024 are the least"));
        }
        let most = key.size() - PADDING;
        if chunk == 0 || chunk > most {
            return Err(format!("it takes at most {most} bytes at a time, the API wants {chunk}"));
        }
        Ok(Self { key, chunk })
    }
}

impl Encryptor for PublicKey {
    fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError> {
        let mut blocks = Vec::new();
        for chunk in plain.expose().as_bytes().chunks(self.chunk) {
            let block = self.key.encrypt(&mut OsRng, Pkcs1v15Encrypt, chunk);
            blocks.extend(block.map_err(|_| EncryptError::new("the public key cannot encrypt it"))?);
        }
        Ok(Ciphertext::new(STANDARD.encode(blocks)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::RsaPrivateKey;
    use rsa::pkcs8::EncodePublicKey as _;

    fn key(bits: usize) -> (RsaPrivateKey, String) {
        let private = RsaPrivateKey::new(&mut OsRng, bits).expect("a key can be made");
        let der = private.to_public_key().to_public_key_der().expect("a key can be written");
        (private, STANDARD.encode(der.as_bytes()))
    }

    #[track_caller]
    fn check(private: &RsaPrivateKey, public: &PublicKey, plain: &str) {
        let sealed = public.encrypt(&Secret::from(plain)).expect("the text is encrypted");
        let blocks = STANDARD.decode(sealed.as_str()).expect("it is Base64");
        assert_eq!(blocks.len(), plain.len().div_ceil(117) * 128);
        let open = |block| private.decrypt(Pkcs1v15Encrypt, block).expect("the block can be opened");
        let opened: Vec<u8> = blocks.chunks(128).flat_map(open).collect();
        assert_eq!(String::from_utf8(opened).expect("it is text"), plain);
    }

    #[test]
    fn what_is_encrypted_can_be_opened() {
        let (private, text) = key(1024);
        let public = PublicKey::new(&text, 117).expect("the key is good");
        for length in [0, 1, 117, 118, 234, 235] {
            check(&private, &public, &"a".repeat(length));
        }
        check(&private, &public, &format!("{}测b", "a".repeat(116)));
        let plain = Secret::from("same");
        assert_ne!(public.encrypt(&plain), public.encrypt(&plain));
    }

    #[test]
    fn a_key_may_be_pem() {
        let (_, text) = key(1024);
        let (first, second) = text.split_at(64);
        let pem = format!("-----BEGIN PUBLIC KEY-----\r\n{first}\r\n {second}\n-----END PUBLIC KEY-----\n");
        let read = |text| PublicKey::new(text, 117).expect("the key is good").key;
        assert_eq!(read(&pem), read(&text));
    }

    #[test]
    fn keys_that_cannot_be_used_are_refused() {
        let refused = |text: &str, chunk| PublicKey::new(text, chunk).map(|_| ()).unwrap_err();
        assert_eq!(refused("no Base64!", 117), "it is not Base64");
        assert_eq!(refused("AAAA", 117), "it is no SubjectPublicKeyInfo of an RSA key of up to 4096 bits");
        assert_eq!(refused(&key(768).1, 50), "it has 768 bits; 1024 are the least");
        let (_, text) = key(1024);
        assert_eq!(refused(&text, 118), "it takes at most 117 bytes at a time, the API wants 118");
    }
}
