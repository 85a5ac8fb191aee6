//! How a body must come: not too long, and of the type that its operation takes.
//!
//! In: a call and the operations that it may mean. Out: nothing, or why it is refused. The body itself is not read.

use super::Refused;
use crate::received::Received;
use crate::route::Candidate;
use crate::rules::Reason;
use crate::table::{MockApi, MockOperation};
use crate::vendor::Vendor;
use jiekou_runtime::mock::{Method, Part, Place};
use std::collections::BTreeSet;

/// Whether the body is one that the server reads.
pub(crate) fn is_within(vendor: &Vendor, received: &Received) -> Result<(), Refused> {
    let most = vendor.settings.most_bytes;
    if received.body.len() <= most {
        return Ok(());
    }
    Err(Refused::new(Reason::TooLarge, format!("the body is longer than {most} bytes")))
}

/// Whether the body is of a type that one of the operations takes. How letters are written, and what stands behind
/// `;`, does not matter.
pub(super) fn content_type(
    vendor: &Vendor,
    candidates: &[Candidate],
    received: &Received,
) -> Result<(), Refused> {
    if !matches!(received.method, Some(Method::Post | Method::Put)) {
        return Ok(());
    }
    let sent = essence(received.header("content-type").unwrap_or_default());
    let types: BTreeSet<_> =
        candidates.iter().map(|candidate| expected(vendor.table, candidate.operation)).collect();
    if types.iter().any(|expected| expected.eq_ignore_ascii_case(sent)) {
        return Ok(());
    }
    let types: Vec<_> = types.iter().map(|expected| format!("`{expected}`")).collect();
    let types = types.join(" or ");
    let text = match sent {
        "" => format!("there is no content type, expected {types}"),
        _ => format!("the content type is not {types}"),
    };
    Err(Refused::new(Reason::ContentType, text))
}

/// The type of an operation's body.
fn expected(table: &MockApi, operation: &MockOperation) -> &'static str {
    let request = (operation.request)();
    let has = |place| request.shape().fields.iter().any(|field| field.place() == place);
    if has(Place::Part) {
        return "multipart/form-data";
    }
    if has(Place::Form) {
        return "application/x-www-form-urlencoded";
    }
    let of_api = table.api.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    match of_api.map(|header| header.value) {
        Some([Part::Text(text)]) => essence(text),
        _ => "application/json",
    }
}

/// A type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::gateway::{MOCK, order};
    use crate::pretend;

    #[test]
    fn parameters_do_not_count() {
        assert_eq!(essence("application/json ;charset=UTF-8"), "application/json");
        assert_eq!(essence(""), "");
    }

    #[test]
    fn a_form_has_a_type_of_its_own() {
        let json = [
            order::create().operation,
            order::delete().operation,
            order::delete_all().operation,
            order::get().operation,
            order::last().operation,
        ];
        for operation in json {
            assert_eq!(expected(&MOCK, operation), "application/json");
        }
        assert_eq!(expected(&MOCK, order::mark().operation), "application/x-www-form-urlencoded");
        assert_eq!(expected(&pretend::MOCK, pretend::auth::login().operation), "application/json");
    }
}
