//! Seams behind pointers, so that a user can keep a hand on what a client uses.
//!
//! In: an `Arc` or a `Box` of a clock, a timer, nonces, an encryptor, a store, an observer or a transport. Out: the same seam. Nothing is added.

use crate::Secret;
use crate::body::Body;
use crate::clock::{Clock, Nonces};
use crate::observe::{Event, Observer};
use crate::seal::{Ciphertext, EncryptError, Encryptor};
use crate::store::{StoreError, StoredToken, TokenStore, Turn};
use crate::timer::Timer;
use crate::transport::{BoxFuture, Limits, Transport, TransportError};
use std::io;
use std::sync::Arc;
use std::time::Duration;

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

        impl<T: ?Sized + Timer> Timer for $pointer<T> {
            fn now(&self) -> Duration {
                (**self).now()
            }

            fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
                (**self).sleep(time)
            }

            fn sleep_until(&self, moment: Duration) -> BoxFuture<'static, ()> {
                (**self).sleep_until(moment)
            }
        }

        impl<T: ?Sized + Observer> Observer for $pointer<T> {
            fn observe(&self, event: &Event<'_>) {
                (**self).observe(event);
            }
        }

        impl<T: ?Sized + TokenStore> TokenStore for $pointer<T> {
            fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
                (**self).load(key)
            }

            fn save<'a>(
                &'a self,
                key: &'a str,
                token: &'a StoredToken,
            ) -> BoxFuture<'a, Result<(), StoreError>> {
                (**self).save(key, token)
            }

            fn remove<'a>(&'a self, key: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
                (**self).remove(key, value)
            }

            fn take_turn<'a>(
                &'a self,
                key: &'a str,
                time: Duration,
            ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
                (**self).take_turn(key, time)
            }

            fn end_turn<'a>(&'a self, key: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
                (**self).end_turn(key, turn)
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
                request: http::Request<Body>,
                limits: &'a Limits,
            ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
                (**self).send(request, limits)
            }

            fn wants_info(&self) -> bool {
                (**self).wants_info()
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
