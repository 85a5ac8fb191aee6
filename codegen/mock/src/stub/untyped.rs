//! Answers that are said without types, by name and as JSON.
//!
//! In: an operation and what answers it. Out: an entry among the stubs, or why there can be none. What can be seen to be
//! wrong now is not kept for the first call.

use super::made::Made;
use super::{Settings, write};
use crate::nearest::nearest_first;
use crate::table::MockOperation;
use crate::vendor::Vendor;
use std::sync::Arc;

/// Says how an operation is answered.
pub(crate) fn say(
    vendor: &Vendor,
    operation: &'static MockOperation,
    made: Made,
    settings: Settings,
) -> Result<(), String> {
    write::reply(vendor, operation, made.clone(), &settings, "")?;
    let mut stubs = vendor.stubs();
    let number = stubs.add(operation, Vec::new(), Arc::new(move |_| made.clone()));
    stubs.change(operation, number, |own| *own = settings);
    Ok(())
}

/// The answer of an example by its name.
pub(crate) fn example_of(vendor: &Vendor, operation: &MockOperation, name: &str) -> Result<Made, String> {
    let known = vendor.examples.of(operation);
    if let Some(ready) = known.named(name) {
        return Ok(Made::Example(ready.example.name));
    }
    let id = operation.operation.id;
    let names = nearest_first(name, known.names(), |name| name);
    let names: Vec<_> = names.iter().map(|name| format!("\n  {name}")).collect();
    Err(format!("`{id}` has no example `{name}`. It has, nearest first:{}", names.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{Client, account};
    use crate::server::MockServer;
    use crate::stub::Failure;
    use jiekou_runtime::wait;

    #[test]
    fn what_is_said_without_types_answers_as_what_is_said_with_them() {
        let server = MockServer::<Client>::start();
        let update = account::update().operation;
        let once = Settings { times: Some(1), ..Settings::default() };
        let code = Made::Failure(Failure::new("no_such_account"));
        say(&server.vendor, update, code, once).expect("it is documented");
        say(&server.vendor, update, Made::Data("false".to_owned()), Settings::default()).expect("it fits");
        let client = server.client();
        let error = wait(client.update(7)).expect_err("it fails as said");
        assert_eq!(error.code().map(|code| code.as_str().to_owned()), Some("5006".to_owned()));
        assert!(!wait(client.update(7)).expect("it succeeds").data);
    }

    #[test]
    fn what_cannot_be_is_told_at_once() {
        let server = MockServer::<Client>::start();
        let update = account::update().operation;
        let refused = say(&server.vendor, update, Made::Data("{}".to_owned()), Settings::default());
        assert!(
            refused.expect_err("it is no boolean").starts_with("this is no answer of `account.update`: ")
        );
        let refused = example_of(&server.vendor, update, "a new pasword").map(|_| ());
        let refused = refused.expect_err("there is none");
        assert!(refused.contains("nearest first:\n  a new password\n"), "{refused}");
    }
}
