//! Why a client could not be built.
//!
//! In: what the builder found. Out: one line for each way to get a setting wrong. It never holds a credential, a
//! token or the value of a header.

use std::fmt;

/// Why a client could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The API has credentials and none were given.
    MissingCredentials {
        /// Their names.
        names: &'static [&'static str],
    },
    /// A credential cannot be used.
    Credential {
        /// Its name.
        name: &'static str,
        /// Why.
        reason: &'static str,
    },
    /// The token that was given cannot be used.
    Token {
        /// Why.
        reason: &'static str,
    },
    /// The API has no address of its own and none was given.
    MissingBaseUrl,
    /// The address cannot be used.
    BaseUrl {
        /// Why.
        reason: &'static str,
    },
    /// The API has no encryption of this name.
    UnknownEncryption {
        /// The name that was given.
        name: String,
    },
    /// A public key cannot be used.
    PublicKey {
        /// The encryption.
        name: &'static str,
        /// Why.
        reason: String,
    },
    /// A header cannot be added.
    Header {
        /// Why, with its name if that is one.
        reason: String,
    },
    /// There is no transport: none was given, and the features `hyper` and `blocking` are off.
    MissingTransport,
    /// A transport could not be made of what it was given.
    Transport {
        /// Why.
        reason: String,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredentials { names } => {
                write!(f, "the credentials `{}` were not given", names.join("`, `"))
            }
            Self::Credential { name, reason } => write!(f, "the credential `{name}` {reason}"),
            Self::Token { reason } => write!(f, "the token {reason}"),
            Self::MissingBaseUrl => f.write_str("the API has no address of its own; call `.base_url(..)`"),
            Self::BaseUrl { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::UnknownEncryption { name } => {
                write!(f, "the API has no encryption `{}`", name.escape_debug())
            }
            Self::PublicKey { name, reason } => {
                write!(f, "the public key for `{name}` cannot be used: {reason}")
            }
            Self::Header { reason } => f.write_str(reason),
            Self::MissingTransport => {
                let text = "there is no transport; switch on the feature `hyper` or `blocking`, or call `.transport(..)`";
                f.write_str(text)
            }
            Self::Transport { reason } => write!(f, "the transport could not be made: {reason}"),
        }
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: &BuildError, expected: &str) {
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_error_is_one_line() {
        check(
            &BuildError::MissingCredentials { names: &["app_key", "app_secret"] },
            "the credentials `app_key`, `app_secret` were not given",
        );
        check(
            &BuildError::Credential { name: "app_key", reason: "is empty" },
            "the credential `app_key` is empty",
        );
        check(
            &BuildError::UnknownEncryption { name: "a\nb".to_owned() },
            "the API has no encryption `a\\nb`",
        );
    }
}
