//! What a test says of the calls it expects.
//!
//! In: `server.expect(account::update)` and what follows it. Out: an expectation. A field that the operation does not have
//! panics at once, at the test's own line.

use super::field::{Place, Wanted};
use super::{Condition, Count, Expectation};
use crate::stub::typed;
use crate::table::MockOperation;
use crate::vendor::Vendor;
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

/// An expectation: which call, how often and with which fields. Without a count it is expected at least once.
///
/// Each expectation looks at all calls by itself, those made before it too. A refused call is none that counts.
///
/// ```text
/// server.expect(account::update).once().field("accountId", 7).without("sjhm");
/// server.expect(account::delete).never();
/// change_phone(&server.client());
/// server.verify();                                     // or at the end of the test, when the server is dropped
/// ```
pub struct Expect<'s, R> {
    vendor: &'s Vendor,
    operation: &'static MockOperation,
    number: usize,
    types: PhantomData<fn(R)>,
}

impl<R> fmt::Debug for Expect<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expect").field(&self.operation.operation.id).finish()
    }
}

impl<'s, R: Any> Expect<'s, R> {
    #[track_caller]
    pub(crate) fn new(vendor: &'s Vendor, operation: &'static MockOperation) -> Self {
        let place = Location::caller();
        let expectation = Expectation { operation, count: Count::AtLeast(1), conditions: Vec::new(), place };
        let number = vendor.expectations().add(expectation);
        Self { vendor, operation, number, types: PhantomData }
    }

    /// Once, and no more.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// So often, and no more.
    pub fn times(self, times: usize) -> Self {
        self.change(|expectation| expectation.count = Count::Exactly(times))
    }

    /// So often or more.
    pub fn at_least(self, times: usize) -> Self {
        self.change(|expectation| expectation.count = Count::AtLeast(times))
    }

    /// Not at all.
    pub fn never(self) -> Self {
        self.times(0)
    }

    /// Only calls whose request, decrypted and typed, this holds for. A failure tells no more than that it does not
    /// hold; [`field`](Self::field) tells what was found.
    #[track_caller]
    pub fn with(self, condition: impl Fn(&R) -> bool + Send + Sync + 'static) -> Self {
        let place = Location::caller();
        self.change(|expectation| expectation.conditions.push(Condition::Holds(typed(condition), place)))
    }

    /// Only calls with this value in a field, which is named as on the wire or in Rust; one inside another by a path such
    /// as `lines.0.name`.
    ///
    /// # Panics
    ///
    /// Where the request has no such field; the text lists those that there are, nearest first.
    #[track_caller]
    pub fn field(self, path: &str, value: impl Into<Wanted>) -> Self {
        let place = self.place(path);
        let wanted = value.into();
        self.change(|expectation| expectation.conditions.push(Condition::Field(place, wanted)))
    }

    /// Only calls without this field, or with null in it.
    ///
    /// # Panics
    ///
    /// As [`field`](Self::field).
    #[track_caller]
    pub fn without(self, path: &str) -> Self {
        let place = self.place(path);
        self.change(|expectation| expectation.conditions.push(Condition::Without(place)))
    }

    #[track_caller]
    fn place(&self, path: &str) -> Place {
        match Place::find((self.operation.request)(), path) {
            Ok(place) => place,
            Err(text) => panic!("the request of `{}`: {text}", self.operation.operation.id),
        }
    }

    fn change(self, change: impl FnOnce(&mut Expectation)) -> Self {
        // None where the server was reset meanwhile.
        if let Some(expectation) = self.vendor.expectations().list.get_mut(self.number) {
            change(expectation);
        }
        self
    }
}
