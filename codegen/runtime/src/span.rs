//! Spans and events for the crate `tracing`, with OpenTelemetry's names for HTTP clients.
//!
//! In: calls, attempts, and what happens in them. Out: with the feature `tracing` spans around their polls; without it
//! nothing, at no cost. A span holds names, numbers and codes; it never holds a filled path, a query, a header, a
//! body, a text of the vendor or a secret.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{Span, tell};
#[cfg(feature = "tracing")]
pub(crate) use on::{Span, tell};

#[cfg(all(test, feature = "tracing"))]
mod tests;
