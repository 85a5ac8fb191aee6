//! One attempt as it is watched: by a span and by recorders.
//!
//! In: a request that is about to be sent, then each step of its exchange. Out: a span around the exchange and an
//! entry for each recorder. Without the feature and without recorders it is empty.

use crate::body::Body;
use crate::client::Inner;
use crate::observe::Outcome;
use crate::prepare::Draft;
use crate::record::Witness;
use crate::span::Span;
use crate::value::Value;
use bytes::Bytes;

/// One attempt under way.
pub(crate) struct Watch {
    span: Span,
    witness: Option<Box<dyn Witness>>,
}

impl Watch {
    /// Nothing is under way.
    pub(crate) fn idle() -> Self {
        Self { span: Span::none(), witness: None }
    }

    /// Begins; the first attempt has the number 1.
    pub(crate) fn begin(client: &Inner, draft: &Draft, request: &http::Request<Body>, attempt: u32) -> Self {
        let span = Span::attempt(draft.info(), &client.base, attempt);
        Self { span, witness: draft.witness(client, request, attempt) }
    }

    /// The span, to be entered around the exchange.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The head of the answer is there.
    pub(crate) fn head(&mut self, head: &http::Response<Bytes>) {
        if let Some(witness) = &mut self.witness {
            witness.head(head);
        }
    }

    /// The whole answer is there.
    pub(crate) fn whole(&mut self, bytes: usize) {
        if let Some(witness) = &mut self.witness {
            witness.whole(bytes);
        }
    }

    /// It is over. Data is there only where it was read.
    pub(crate) fn end(self, outcome: &Outcome<'_>, data: Option<&dyn Value>) {
        self.span.end(outcome);
        if let Some(witness) = self.witness {
            witness.end(outcome, data);
        }
    }
}

#[cfg(test)]
mod tests;
