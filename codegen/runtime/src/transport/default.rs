//! The transport of a client that was given none.
//!
//! In: limits. Out: hyper where somebody awaits and ureq where a thread waits, as far as they are switched on.

use super::{Limits, Transport};
use crate::client::BuildError;
use std::sync::Arc;

#[cfg(all(feature = "hyper", feature = "blocking"))]
use super::{BoxFuture, HyperTransport, TransportError, UreqTransport};
#[cfg(all(feature = "hyper", feature = "blocking"))]
use crate::body::Body;

/// Makes it. It connects when it is first used.
#[cfg(all(feature = "hyper", feature = "blocking"))]
pub(crate) fn default_transport(limits: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(Both { awaited: HyperTransport::new(limits)?, waited_for: UreqTransport::default() }))
}

/// Makes it. It connects when it is first used.
#[cfg(all(feature = "hyper", not(feature = "blocking")))]
pub(crate) fn default_transport(limits: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::HyperTransport::new(limits)?))
}

/// Makes it. It connects when it is first used.
#[cfg(all(feature = "blocking", not(feature = "hyper")))]
pub(crate) fn default_transport(_: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::UreqTransport::default()))
}

/// There is none.
#[cfg(not(any(feature = "hyper", feature = "blocking")))]
pub(crate) fn default_transport(_: &Limits) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::MissingTransport)
}

/// A program may await at one place and block at another, and one crate of it may switch on what another never heard
/// of: each call goes the way that works where it is made.
#[cfg(all(feature = "hyper", feature = "blocking"))]
struct Both {
    awaited: HyperTransport,
    waited_for: UreqTransport,
}

#[cfg(all(feature = "hyper", feature = "blocking"))]
impl Transport for Both {
    fn send<'a>(
        &'a self,
        request: http::Request<Body>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        if crate::blocking::is_blocking() {
            self.waited_for.send(request, limits)
        } else {
            self.awaited.send(request, limits)
        }
    }

    fn wants_info(&self) -> bool {
        false
    }
}
