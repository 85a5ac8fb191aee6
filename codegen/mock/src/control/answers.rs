//! Answers, from other languages.
//!
//! In: an operation and what answers its next calls. Out: it is said, as `server.on(..)` says it; or why it cannot be.

use super::input::Input;
use super::{Given, Wrong};
use crate::received::Received;
use crate::stub::{self, Failure, Made, Settings};
use crate::vendor::Vendor;
use serde_json::json;
use std::time::Duration;

const KNOWN: &[&str] =
    &["operation", "data", "answer", "example", "code", "message", "status", "times", "delay_ms"];

/// Says how the next calls of an operation are answered.
pub(super) fn add(vendor: &Vendor, received: &Received) -> Given {
    let input = Input::read(received, KNOWN)?;
    let id = input.needed("operation")?;
    let Some(operation) = vendor.table.operations().find(|operation| operation.operation.id == id) else {
        return Err(Wrong::request(format!(
            "there is no operation `{id}`; `api` lists those that there are"
        )));
    };
    let example = input.text("example")?;
    let example = example.map(|name| stub::example_of(vendor, operation, &name).map_err(Wrong::request));
    let ways = [
        input.json("data").map(|json| Made::Data(json.to_owned())),
        input.json("answer").map(|json| Made::Whole(json.to_owned())),
        input.text("code")?.map(|code| Made::Failure(Failure::new(&*code))),
        example.transpose()?,
    ];
    let settings = Settings {
        times: input.number("times")?,
        delay: Duration::from_millis(input.number("delay_ms")?.unwrap_or_default()),
        status: input.number("status")?,
        message: input.text("message")?,
    };
    let mut said = ways.into_iter().flatten();
    match (said.next(), said.next()) {
        (Some(made), None) => stub::say(vendor, operation, made, settings).map_err(Wrong::request)?,
        _ => return Err(Wrong::request("one of data, answer, example and code is wanted")),
    }
    Ok(json!({}))
}

/// Forgets all that was said of answers.
pub(super) fn forget(vendor: &Vendor) -> Given {
    *vendor.stubs() = stub::Stubs::default();
    Ok(json!({}))
}
