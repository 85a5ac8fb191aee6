//! What a test sets about the checks of a server: how strict they are, how long tokens live, which key is the server's.
//!
//! In: settings, and what a test wants done to tokens. Out: the same builder, or a token. Tokens are handed out as
//! secrets.

use super::{MockServer, MockServerBuilder, Mocked};
use crate::check::{Strictness, issue};
use jiekou_runtime::Secret;
use std::time::Duration;

impl<C: Mocked> MockServer<C> {
    /// A token that the server knows, as if a client had asked for one.
    ///
    /// ```text
    /// let client = server.client_builder().token(server.issue_token()).build()?;
    /// ```
    ///
    /// # Panics
    ///
    /// Where the system has no random bytes.
    #[must_use]
    pub fn issue_token(&self) -> Secret {
        match issue(&self.vendor) {
            Ok(token) => Secret::from(token),
            Err(error) => panic!("the mock server has no token: {error}"),
        }
    }

    /// Ends all tokens that were issued so far, so that the next call with one is refused as expired.
    pub fn expire_tokens(&self) {
        self.vendor.memory().expire_tokens();
    }
}

impl<C: Mocked> MockServerBuilder<C> {
    /// Answers calls whose signature, token or clock is wrong too, and writes down in [`CallRecord::overlooked`] what
    /// was: for clients that cannot sign yet. By default such calls are refused.
    ///
    /// [`CallRecord::overlooked`]: crate::CallRecord::overlooked
    pub fn lenient(mut self) -> Self {
        self.setup.checks.strictness = Strictness::Lenient;
        self
    }

    /// How long tokens live. By default it is as long as clients keep one.
    pub fn token_life(mut self, life: Duration) -> Self {
        self.setup.checks.token_life = Some(life);
        self
    }

    /// The most bytes of a body that are read; 64 MiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.setup.checks.most_bytes = bytes;
        self
    }

    /// The private key with which the server opens encrypted fields, for clients whose public key cannot be changed: in
    /// PKCS#8, as PEM or as DER. By default it is one that everybody knows. One that cannot be read is told by `start`.
    #[cfg(feature = "rsa")]
    pub fn key_pair(mut self, pem_or_der: impl AsRef<[u8]>) -> Self {
        self.setup.checks.own_key = Some(jiekou_runtime::mock::KeyPair::from_pkcs8(pem_or_der.as_ref()));
        self
    }
}
