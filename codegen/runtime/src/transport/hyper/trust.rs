//! Whom TLS trusts, and by what it is known itself.
//!
//! In: certificates and a key in PEM. Out: the settings of rustls, or why they cannot be had. Reasons never hold a key.

use crate::Secret;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// What TLS is set up with.
#[derive(Default)]
pub(super) struct Trust {
    pub(super) roots: Roots,
    /// Certificate authorities, in PEM.
    pub(super) given: Vec<Vec<u8>>,
    /// A chain and its key, in PEM.
    pub(super) identity: Option<(Vec<u8>, Secret)>,
}

/// Whose roots are trusted, beside those that were given.
#[derive(Default)]
pub(super) enum Roots {
    #[default]
    BuiltIn,
    #[cfg(feature = "native-roots")]
    System,
    OnlyGiven,
}

impl Trust {
    /// The settings of rustls.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, String> {
        // The provider is named: with none or two in the program, rustls would panic.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(self.store()?);
        let config = match &self.identity {
            None => builder.with_no_client_auth(),
            Some((chain, key)) => {
                let unreadable = "the client certificate is not given in PEM";
                let chain = certificates(chain).ok_or(unreadable)?;
                let key = PrivateKeyDer::from_pem_slice(key.expose().as_bytes());
                let key = key.map_err(|_| "the key of the client certificate is not given in PEM")?;
                let unfit = |_| "the client certificate and its key do not fit together".to_owned();
                builder.with_client_auth_cert(chain, key).map_err(unfit)?
            }
        };
        Ok(Arc::new(config))
    }

    fn store(&self) -> Result<RootCertStore, String> {
        let mut store = RootCertStore::empty();
        match self.roots {
            Roots::BuiltIn => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            #[cfg(feature = "native-roots")]
            Roots::System => {
                // A system may hold some that are odd or unreadable; the others count.
                store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
                if store.is_empty() {
                    return Err("the operating system has no roots of trust that can be read".to_owned());
                }
            }
            Roots::OnlyGiven if self.given.is_empty() => {
                return Err("nobody is trusted: no certificate authority was given".to_owned());
            }
            Roots::OnlyGiven => {}
        }
        for pem in &self.given {
            let given = certificates(pem);
            for certificate in given.ok_or("a certificate authority is not given as certificates in PEM")? {
                let unfit = |error| format!("a certificate authority cannot be used: {error}");
                store.add(certificate).map_err(unfit)?;
            }
        }
        Ok(store)
    }
}

/// At least one.
fn certificates(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    found.ok().filter(|found| !found.is_empty())
}
