//! Exchanges as an HTTP Archive, which the network tab of a browser reads.
//!
//! In: exchanges. Out: the last ones as one document of HAR 1.2. Nothing is written before it is asked for, and no
//! more is held than was allowed.

use super::lines::{TOO_LONG, ms};
use super::moment::moment;
use super::{Exchange, Recorder, ShownAnswer};
use crate::Json;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

/// Keeps the last exchanges, and writes them as an HTTP Archive (HAR 1.2) when somebody asks for it.
///
/// Members that begin with `_` are ours: `_api`, `_operation`, `_attempt`, `_error`, `_code`, `_requestId`.
pub struct Har {
    last: Mutex<VecDeque<Exchange>>,
    most: usize,
    longest_body: usize,
}

impl Har {
    /// Keeps so many exchanges, with bodies of at most 64 KiB.
    #[must_use]
    pub fn keeping(exchanges: usize) -> Self {
        Self { last: Mutex::default(), most: exchanges, longest_body: 64 << 10 }
    }

    /// Leaves out bodies that have more bytes than this when they are shown.
    #[must_use]
    pub fn longest_body(self, bytes: usize) -> Self {
        Self { longest_body: bytes, ..self }
    }

    /// Writes the document.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_to(&self, writer: &mut impl Write) -> io::Result<()> {
        let last: Vec<Exchange> =
            self.last.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect();
        let entries: Vec<Value> = last.iter().map(entry).collect();
        let creator = json!({ "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") });
        let document = json!({ "log": { "version": "1.2", "creator": creator, "entries": entries } });
        serde_json::to_writer(&mut *writer, &document)?;
        writer.flush()
    }

    /// The same, without what is too long.
    fn short(&self, json: &mut Option<Json>) {
        if json.as_ref().is_some_and(|json| json.text().len() > self.longest_body) {
            *json = Some(Json::from_raw(&format!("\"{TOO_LONG}\"")));
        }
    }
}

impl Recorder for Har {
    fn record(&self, exchange: &Exchange) {
        let mut exchange = exchange.clone();
        self.short(&mut exchange.body);
        if let Some(answer) = &mut exchange.answer {
            self.short(&mut answer.data);
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.push_back(exchange);
        while last.len() > self.most {
            last.pop_front();
        }
    }
}

impl fmt::Debug for Har {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Har").field("most", &self.most).finish_non_exhaustive()
    }
}

fn entry(exchange: &Exchange) -> Value {
    let took = ms(exchange.took);
    let waited = exchange.waited.map_or(took, ms);
    let mut entry = json!({
        "startedDateTime": moment(exchange.began_ms),
        "time": took,
        "request": request(exchange),
        "response": response(exchange.answer.as_ref()),
        "cache": {},
        "timings": { "send": 0, "wait": waited, "receive": ms(exchange.took) - waited },
        "_api": exchange.operation.api,
        "_operation": exchange.operation.id,
        "_attempt": exchange.attempt,
    });
    if let Some(flaw) = exchange.ending.flaw() {
        entry["_error"] = json!(flaw);
    }
    if let Some(answer) = &exchange.answer {
        entry["_code"] = json!(answer.code);
        entry["_requestId"] = json!(answer.request_id);
    }
    entry
}

fn request(exchange: &Exchange) -> Value {
    let query = exchange.url.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let pairs: Vec<Value> = pairs.map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let mut request = json!({
        "method": exchange.operation.method.as_str(),
        "url": exchange.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&exchange.headers),
        "queryString": pairs,
        "headersSize": -1,
        "bodySize": exchange.body_bytes.map_or_else(|| json!(-1), |bytes| json!(bytes)),
    });
    if let Some(body) = &exchange.body {
        let mime = content_type(&exchange.headers);
        request["postData"] = json!({ "mimeType": mime, "text": body.text() });
    }
    request
}

/// Without an answer all is empty and the status is 0, as browsers write it.
fn response(answer: Option<&ShownAnswer>) -> Value {
    let (status, listed, bytes) = match answer {
        Some(answer) => (answer.status, &answer.headers[..], answer.bytes),
        None => (0, &[][..], 0),
    };
    let mut content = json!({ "size": bytes, "mimeType": content_type(listed) });
    if let Some(data) = answer.and_then(|answer| answer.data.as_ref()) {
        content["text"] = json!(data.text());
    }
    let reason = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    json!({
        "status": status,
        "statusText": reason.unwrap_or_default(),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(listed),
        "content": content,
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": if answer.is_some() { json!(bytes) } else { json!(-1) },
    })
}

fn headers(listed: &[(String, String)]) -> Vec<Value> {
    listed.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

fn content_type(listed: &[(String, String)]) -> &str {
    listed.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Ending;
    use super::*;
    use crate::error::ErrorKind;
    use crate::pretend::{API, Request, UPDATE};
    use std::time::Duration;

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    pub(in super::super) fn succeeded() -> Exchange {
        Exchange {
            operation: UPDATE.info_of(&API, &Request::new()),
            attempt: 2,
            began_ms: 1_700_000_000_000,
            waited: Some(Duration::from_millis(10)),
            took: Duration::from_micros(12_500),
            url: "https://a.example/x?pin=REDACTED".to_owned(),
            headers: vec![header("content-type", "application/json"), header("req_sign", "[redacted]")],
            body: Some(Json::from_static(r#"{"a":1,"pin":"[redacted]"}"#)),
            body_bytes: Some(20),
            answer: Some(ShownAnswer {
                status: 200,
                headers: Vec::new(),
                bytes: 9,
                code: Some("2000".to_owned()),
                request_id: Some("f3a2".to_owned()),
                data: Some(Json::from_static(r#"{"id":7}"#)),
            }),
            ending: Ending::Success,
        }
    }

    pub(in super::super) fn failed() -> Exchange {
        Exchange {
            attempt: 1,
            waited: None,
            took: Duration::from_millis(3),
            url: "https://a.example/x".to_owned(),
            headers: Vec::new(),
            body: None,
            body_bytes: None,
            answer: None,
            ending: Ending::Failure(ErrorKind::Transport),
            ..succeeded()
        }
    }

    fn written(har: &Har) -> Value {
        let mut bytes = Vec::new();
        har.write_to(&mut bytes).expect("a vector takes everything");
        serde_json::from_slice(&bytes).expect("it is JSON")
    }

    #[test]
    fn an_entry_has_every_member_that_har_demands() {
        let har = Har::keeping(9);
        har.record(&succeeded());
        har.record(&failed());
        let log = written(&har)["log"].take();
        assert_eq!((&log["version"], &log["creator"]["name"]), (&json!("1.2"), &json!("jiekou-runtime")));
        for entry in log["entries"].as_array().expect("entries") {
            for (part, members) in [
                ("", "startedDateTime time request response cache timings"),
                ("/request", "method url httpVersion cookies headers queryString headersSize bodySize"),
                (
                    "/response",
                    "status statusText httpVersion cookies headers content redirectURL headersSize bodySize",
                ),
                ("/response/content", "size mimeType"),
                ("/timings", "send wait receive"),
            ] {
                let object = entry.pointer(part).expect(part);
                for member in members.split(' ') {
                    assert!(object.get(member).is_some(), "`{part}/{member}`: {entry}");
                }
            }
            let timings = &entry["timings"];
            let sum: f64 = ["send", "wait", "receive"].iter().filter_map(|name| timings[name].as_f64()).sum();
            assert!((sum - entry["time"].as_f64().expect("a time")).abs() < 1e-9, "{entry}");
        }
        let [first, second] = [&log["entries"][0], &log["entries"][1]];
        assert_eq!(first["request"]["postData"]["text"], json!(r#"{"a":1,"pin":"[redacted]"}"#));
        assert_eq!(first["request"]["queryString"], json!([{ "name": "pin", "value": "REDACTED" }]));
        assert_eq!((&first["response"]["statusText"], &first["_attempt"]), (&json!("OK"), &json!(2)));
        assert_eq!((&second["response"]["status"], &second["_error"]), (&json!(0), &json!("Transport")));
    }

    #[test]
    fn the_last_ones_are_kept_without_what_is_too_long() {
        let har = Har::keeping(2).longest_body(10);
        for attempt in 1..=3 {
            har.record(&Exchange { attempt, ..succeeded() });
        }
        let entries = written(&har)["log"]["entries"].take();
        let attempts: Vec<_> =
            entries.as_array().into_iter().flatten().map(|entry| &entry["_attempt"]).collect();
        assert_eq!(attempts, [&json!(2), &json!(3)]);
        assert_eq!(entries[0]["request"]["postData"]["text"], json!("\"[too long]\""));
        assert_eq!(entries[0]["response"]["content"]["text"], json!(r#"{"id":7}"#));
    }
}
