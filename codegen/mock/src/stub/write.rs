//! Writes what a test wants answered as the vendor would write it.
//!
//! In: data, a file, or a code. Out: what is sent back; or why it is no answer of the operation.

use super::Settings;
use super::codes::documented;
use super::made::{Failure, Made};
use crate::envelope::{Head, failure, success};
use crate::examples::Ready;
use crate::reply::Reply;
use crate::table::{Gift, MockOperation};
use crate::vendor::Vendor;
use jiekou_runtime::mock::{Null, Target, read_answer};

/// The type of a file of which nobody said more.
const ANY_FILE: &str = "application/octet-stream";

/// What is sent back.
pub(crate) fn reply(
    vendor: &Vendor,
    operation: &'static MockOperation,
    made: Made,
    settings: &Settings,
    request_id: &str,
) -> Result<Reply, String> {
    let message = settings.message.as_deref();
    let reply = match made {
        Made::Data(json) => {
            let whole = whole(vendor, operation, &json, Head { message, request_id });
            Reply::json(whole.map_err(|text| misfit(operation, &text))?)
        }
        Made::Whole(json) => Reply::json(json),
        Made::Example(name) => match vendor.examples.of(operation).named(name) {
            Some(ready) => example(operation, ready, request_id),
            None => unreachable!("examples are looked up when they are said"),
        },
        Made::File(file) => Reply::of_type(&file.content_type, file.content),
        Made::Failure(Failure { code, message: own, status }) => {
            let code = documented(vendor.table, operation, &code)?;
            let message = message.or(own.as_deref()).unwrap_or(code.message);
            let look = vendor.examples.failure(Some(operation), &code.text);
            let text = failure(vendor.table, look, &code.text, Head { message: Some(message), request_id });
            Reply::json(text).status(status.unwrap_or(200))
        }
        Made::Wrong(text) => return Err(misfit(operation, &text)),
    };
    Ok(match settings.status {
        Some(status) => reply.status(status),
        None => reply,
    })
}

/// The answer of an example.
pub(crate) fn example(operation: &MockOperation, ready: &Ready, request_id: &str) -> Reply {
    match operation.gives {
        Gift::File if ready.is_file() => Reply::of_type(ANY_FILE, ready.example.answer),
        Gift::File | Gift::Data => Reply::json(ready.answer(request_id)),
    }
}

/// Data with what stands around them, as a client can read it.
fn whole(
    vendor: &Vendor,
    operation: &'static MockOperation,
    json: &str,
    head: Head<'_>,
) -> Result<String, String> {
    let mut answer = (operation.answer)();
    let gives_nothing = matches!(answer.target(Null::No), Target::Anything);
    let data = (!gives_nothing).then_some(json);
    let look = vendor.examples.of(operation).success();
    let whole = success(vendor.table, look, operation.operation.text_of, data, head)?;
    read_answer(vendor.table.api, operation.operation, whole.as_bytes(), &mut *answer)?;
    Ok(whole)
}

fn misfit(operation: &MockOperation, text: &str) -> String {
    format!("this is no answer of `{}`: {text}", operation.operation.id)
}
