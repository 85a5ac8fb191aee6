//! What other languages and people ask a server: everything below `/__mock/`.
//!
//! In: a request to such a path. Out: JSON or a page; none where the path is the vendor's. Nothing that a journal hides
//! is shown here, and pages of strangers are refused.
//!
//! # The endpoints
//!
//! Bodies and answers are JSON. What is wrong with a request is said in `{"error": "…"}`, with status 400; 403 is for
//! callers that are not on this machine or are pages of another site, 404 for what there is not, 405 for another method.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /__mock/` | | a page for people |
//! | `GET /__mock/api` | | `api`, `label`, `base_url`, `codes`, and `operations` with fields, codes, examples |
//! | `GET /__mock/calls` | | `calls`, oldest first, and `last`, how many there were; `?since=3` gives those after the first 3 |
//! | `DELETE /__mock/calls` | | forgets them; numbers go on |
//! | `POST /__mock/answers` | `operation` (`"group.name"`) and one of `data` (JSON), `answer` (the whole of it), `example` (a name), `code` (a documented one or its name); perhaps `times`, `status`, `message`, `delay_ms` | said first answers first; without `times` the last one stays |
//! | `DELETE /__mock/answers` | | forgets all of them |
//! | `GET /__mock/faults` | | `faults` that are on: `number`, `fault`, `struck`, `text` |
//! | `POST /__mock/faults` | a fault: see [`Fault::from_json`](crate::Fault::from_json) | `number` |
//! | `DELETE /__mock/faults` | | switches all off; `?number=3` that one |
//! | `POST /__mock/post` | `url` on loopback, and `callback`, `example`, `body` (JSON), `without_probe`, `without_waiting`, `wait_ms` | what became of it by its end, or by 10 s |
//! | `GET /__mock/post` | | `posts`, oldest first |
//! | `POST /__mock/acts` | `record` (a kind), `id`, `act`: what happens outside all calls | `state`, and the `callback` that the vendor posts of it with its `body` |
//! | `POST /__mock/tokens` | | `token`, which the server knows from now on |
//! | `DELETE /__mock/tokens` | | ends all tokens |
//! | `POST /__mock/reset` | | forgets calls, answers, faults and what the vendor remembers; tokens stay good |

mod acts;
mod answers;
mod api;
mod calls;
mod faults;
mod guard;
mod input;
mod page;
mod post;
mod tokens;

use crate::received::Received;
use crate::reply::Reply;
use crate::vendor::Vendor;
use serde_json::{Value, json};
use std::sync::Arc;

/// Where the server speaks of itself.
pub(crate) const PREFIX: &str = "/__mock/";

/// What there is.
const PATHS: &[&str] = &["acts", "answers", "api", "calls", "faults", "post", "reset", "tokens"];

/// What an endpoint gives.
type Given = Result<Value, Wrong>;

/// Why an endpoint gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    status: u16,
    text: String,
}

impl Wrong {
    /// What was asked makes no sense.
    fn request(text: impl Into<String>) -> Self {
        Self { status: 400, text: text.into() }
    }
}

/// The answer to a request about the server itself.
pub(crate) async fn respond(vendor: &Arc<Vendor>, received: &Received) -> Option<Reply> {
    let path = match received.path.strip_prefix("/__mock") {
        Some("") => "",
        path => path?.strip_prefix('/')?,
    };
    Some(match (guard::check(received), path, received.verb.as_str()) {
        (Err(wrong), ..) => json_reply(Err(wrong)),
        (Ok(()), "", "GET" | "HEAD") if received.path == PREFIX => page::page(),
        (Ok(()), "", "GET" | "HEAD") => page::moved(),
        (Ok(()), path, verb) => json_reply(endpoint(vendor, received, path, verb).await),
    })
}

async fn endpoint(vendor: &Arc<Vendor>, received: &Received, path: &str, verb: &str) -> Given {
    match (path, verb) {
        ("api", "GET") => Ok(api::api(vendor, received)),
        ("calls", "GET") => calls::since(vendor, received),
        ("calls", "DELETE") => Ok(calls::forget(vendor)),
        ("acts", "POST") => acts::act(vendor, received),
        ("answers", "POST") => answers::add(vendor, received),
        ("answers", "DELETE") => answers::forget(vendor),
        ("faults", "GET") => Ok(faults::list(vendor)),
        ("faults", "POST") => faults::add(vendor, received),
        ("faults", "DELETE") => faults::clear(vendor, received),
        ("post", "GET") => Ok(post::list(vendor)),
        ("post", "POST") => post::post(vendor, received).await,
        ("tokens", "POST") => tokens::issue(vendor),
        ("tokens", "DELETE") => tokens::expire(vendor),
        ("reset", "POST") => {
            vendor.reset();
            Ok(json!({}))
        }
        (path, _) if path.is_empty() || PATHS.contains(&path) => {
            Err(Wrong { status: 405, text: format!("`{verb}` is not for `{path}`") })
        }
        _ => {
            let text = format!("there is no `{path}` here; there are {}", PATHS.join(", "));
            Err(Wrong { status: 404, text })
        }
    }
}

fn json_reply(given: Given) -> Reply {
    let (status, value) = match given {
        Ok(value) => (200, value),
        Err(Wrong { status, text }) => (status, json!({ "error": text })),
    };
    private(Reply::json(format!("{value}\n")).status(status))
}

/// With headers that keep it between this server and whoever asked.
fn private(mut reply: Reply) -> Reply {
    let headers = [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    reply.headers.extend(headers.map(|(name, value)| (name.to_owned(), value.to_owned())));
    reply
}

#[cfg(test)]
mod tests;
