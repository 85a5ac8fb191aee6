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
    let violations = violations(request);
    if violations.is_empty() { Ok(()) } else { Err(refusal(operation, violations)) }
}

/// All that a request breaks: limits first, then rules.
pub(crate) fn violations(request: &dyn Model) -> Vec<Violation> {
    let Filled::ByCall(Some(rules)) = request.shape().filled else { return Vec::new() };
    let mut violations = walk::walk(request);
    violations.extend(rules.iter().filter_map(|rule| rule.broken_by(request)));
    violations
}

fn refusal(operation: &'static str, violations: Vec<Violation>) -> Error {
    let listed = violations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let text = format!("the request cannot be sent: {listed}");
    Error::new(operation, ErrorKind::Input, text).with_violations(violations)
}

#[cfg(test)]
mod tests;
