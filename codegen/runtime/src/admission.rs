//! Who may send now: limits on calls per time and on calls at once, both off unless the user sets them.
//!
//! In: the user's limits. Out: a place for one exchange, or how long to wait for it. Those who came first go first;
//! whoever leaves while waiting leaves no trace.

mod places;
mod rate;

pub(crate) use places::{Place, Places};
pub(crate) use rate::Rate;
pub use rate::RateLimit;

/// The limits of one client.
#[derive(Default)]
pub(crate) struct Admission {
    pub(crate) rate: Option<Rate>,
    pub(crate) places: Option<Places>,
}

impl Admission {
    /// Whether nobody ever waits.
    pub(crate) fn is_open(&self) -> bool {
        self.rate.is_none() && self.places.is_none()
    }
}
