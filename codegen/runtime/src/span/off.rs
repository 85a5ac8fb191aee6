//! Spans without the feature `tracing`: nothing.
//!
//! In: whatever. Out: futures as they are. All of it is inlined away.

use crate::observe::{Event, Outcome};
use crate::operation::OperationInfo;
use crate::url::Base;

/// No span.
#[derive(Clone, Debug)]
pub(crate) struct Span;

impl Span {
    /// Nothing is under way.
    #[inline]
    pub(crate) fn none() -> Self {
        Self
    }

    /// A call, with all its attempts and waits.
    #[inline]
    pub(crate) fn call(_: OperationInfo, _: &Base) -> Self {
        Self
    }

    /// One exchange; the first one has the number 1.
    #[inline]
    pub(crate) fn attempt(_: OperationInfo, _: &Base, _: u32) -> Self {
        Self
    }

    /// The future as it is.
    #[inline]
    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    /// Does it.
    #[inline]
    pub(crate) fn within<T>(&self, what: impl FnOnce() -> T) -> T {
        what()
    }

    /// How it ended.
    #[inline]
    pub(crate) fn end(&self, _: &Outcome<'_>) {}
}

/// Something happened.
#[inline]
pub(crate) fn tell(_: &Event<'_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_nothing() {
        assert_eq!(size_of::<Span>(), 0);
        let future = std::future::ready(7);
        assert_eq!(size_of_val(&Span.around(future)), size_of::<std::future::Ready<i32>>());
    }
}
