//! Clients that put marks into what they send, for tests that look for them.
//!
//! In: who makes the marks. Out: the same builder. It is no part of a client that serves anybody.

use super::ClientBuilder;
use crate::client::ApiClient;
use crate::example::Marked;
use crate::operation::Operation;
use crate::value::Model;
use std::sync::Arc;

impl<A: ApiClient> ClientBuilder<A> {
    /// Sends a copy in place of each request.
    #[doc(hidden)]
    pub fn marker(
        mut self,
        marker: impl Fn(&'static Operation, &dyn Model) -> Marked + Send + Sync + 'static,
    ) -> Self {
        self.settings.marker = Some(Arc::new(marker));
        self
    }
}
