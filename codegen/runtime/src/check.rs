//! Checks a request before anything of it is written.
//!
//! In: a request and its tables. Out: nothing, or one error that holds all violations. No value is ever shown, and what
//! the compiler has checked already is not checked again.

mod limit;
mod rule;
mod violation;
mod walk;

pub use rule::Rule;
pub(crate) use rule::is_set;
pub use violation::{FieldPath, Violation, ViolationKind};

use crate::error::{Error, ErrorKind, Result};
use crate::shape::Filled;
use crate::value::Model;

/// Compares a request with the limits of its fields and the rules between them. One without any costs one branch.
pub(crate) fn check(operation: &'static str, request: &dyn Model) -> Result<()> {
    match request.shape().filled {
        Filled::ByCall(Some(Rules { rules, check })) => check(operation, request, rules),
        Filled::ByCall(None) | Filled::Alone => Ok(()),
    }
}

/// The rules of a request, perhaps none, and what compares a request with them and with the limits of its fields: a
/// program whose requests have neither does not carry it.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    rules: &'static [Rule],
    check: fn(&'static str, &dyn Model, &'static [Rule]) -> Result<()>,
}

impl Rules {
    /// For a request that must be looked at.
    #[must_use]
    pub const fn new(rules: &'static [Rule]) -> Self {
        Self { rules, check: check_all }
    }
}

fn check_all(operation: &'static str, request: &dyn Model, rules: &'static [Rule]) -> Result<()> {
    let violations = broken(request, rules);
    if violations.is_empty() { Ok(()) } else { Err(refusal(operation, violations)) }
}

/// All that a request breaks: limits first, then rules.
fn broken(request: &dyn Model, rules: &'static [Rule]) -> Vec<Violation> {
    let mut violations = walk::walk(request);
    violations.extend(rules.iter().filter_map(|rule| rule.broken_by(request)));
    violations
}

/// The same for any request.
#[cfg(feature = "mock")]
pub(crate) fn violations(request: &dyn Model) -> Vec<Violation> {
    match request.shape().filled {
        Filled::ByCall(Some(Rules { rules, .. })) => broken(request, rules),
        Filled::ByCall(None) | Filled::Alone => Vec::new(),
    }
}

fn refusal(operation: &'static str, violations: Vec<Violation>) -> Error {
    let listed = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let text = format!("the request cannot be sent: {listed}");
    Error::new(operation, ErrorKind::Input, text).with_violations(violations)
}

#[cfg(test)]
mod tests;
