//! Seams behind pointers, so that a user can keep a hand on what a client uses.
//!
//! In: an `Arc` or a `Box` of a clock, nonces, an encryptor or a transport. Out: the same seam. Nothing is added.

use crate::Secret;
use crate::clock::{Clock, Nonces};
use crate::seal::{Ciphertext, EncryptError, Encryptor};
use crate::transport::{BoxFuture, Limits, Transport, TransportError};
use bytes::Bytes;
use std::io;
use std::sync::Arc;

macro_rules! behind {
    ($($pointer:ident)*) => {$(
        impl<T: ?Sized + Clock> Clock for $pointer<T> {
            fn now_ms(&self) -> i64 {
                (**self).now_ms()
            }
        }

        impl<T: ?Sized + Nonces> Nonces for $pointer<T> {
            fn nonce(&self) -> io::Result<String> {
                (**self).nonce()
            }
        }

        impl<T: ?Sized + Encryptor> Encryptor for $pointer<T> {
            fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError> {
                (**self).encrypt(plain)
            }
        }

        impl<T: ?Sized + Transport> Transport for $pointer<T> {
            fn send<'a>(
                &'a self,
                request: http::Request<Bytes>,
                limits: &'a Limits,
            ) -> BoxFuture<'a, Result<http::Response<Bytes>, TransportError>> {
                (**self).send(request, limits)
            }
        }
    )*};
}

behind! { Arc Box }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Hands, Pretend, builder};

    #[test]
    fn a_client_takes_seams_behind_pointers() {
        let transport: Arc<dyn Transport> = Arc::new(Pretend::answering(200, ""));
        let clock: Box<dyn Clock> = Box::new(Hands::default());
        let built = builder(&Pretend::answering(200, "")).transport(Arc::clone(&transport)).clock(clock);
        assert!(built.build().is_ok());
        assert_eq!(Arc::strong_count(&transport), 1, "the client is gone");
    }

    #[test]
    fn a_seam_behind_a_pointer_is_the_same() {
        let hands = Hands::default();
        *hands.0.lock().expect("no test panics here") = 7;
        assert_eq!(Arc::new(hands).now_ms(), 7);
    }
}
