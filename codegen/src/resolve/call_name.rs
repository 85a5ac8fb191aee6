//! The name of a call that does not exist yet, by the rules that its file will be read by.
//!
//! In come two words from outside, out goes an id of which a path can be made, or what is wrong with them.

use super::named::{Sort, name_of};
use crate::diagnostics::{Diagnostics, printable};
use crate::model::OperationId;
use crate::source::Span;

/// The id of a new call.
pub(crate) fn call_name(group: &str, name: &str) -> Result<OperationId, String> {
    let mut faults = Diagnostics::default();
    let group = name_of(group, Span::default(), Sort::Group, &mut faults);
    let name = name_of(name, Span::default(), Sort::Operation, &mut faults);
    if let Some(fault) = faults.iter().next() {
        return Err(printable(&format!("{}: {}", fault.message, fault.primary.text)));
    }
    match (group, name) {
        (Some(group), Some(name)) if group != name => Ok(OperationId { group, name }),
        (Some(group), _) => Err(format!("`{}` has its group's name; give it another", group.snake())),
        (None, _) => unreachable!("a name that is none was reported"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(group: &str, name: &str, expected: Result<&str, &str>) {
        let made = call_name(group, name).map(|id| id.to_string());
        assert_eq!(made, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_name_is_checked_before_it_is_a_path() {
        check("account", "freeze", Ok("account.freeze"));
        check("account", "../../x", Err("`../../x` cannot be a name in Rust: is not an identifier"));
        check("account", "", Err("`` cannot be a name in Rust: is empty"));
        check("fn", "freeze", Err("`fn` cannot be a name in Rust: is a keyword of Rust"));
        check("account", "codes", Err("the name `codes` is taken by the emitted code: reserved"));
        check("account", "account", Err("`account` has its group's name; give it another"));
    }
}
