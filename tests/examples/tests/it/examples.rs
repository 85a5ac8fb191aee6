//! Every example of every spec over real HTTP: builder to bytes, bytes to types, and types to bytes again.

use jiekou::example::{Example, NotificationExample};
use jiekou::{Ciphertext, EncryptError, Encryptor, ErrorKind, RetryPolicy, Secret};
use loopback::{Heard, HeardPart, Reply, Server};
use serde_json::Value;
use std::collections::BTreeMap;

/// Leaves plain text as it is, so that a body can be compared with its example.
struct Plain;

impl Encryptor for Plain {
    fn encrypt(&self, plain: &Secret) -> Result<Ciphertext, EncryptError> {
        Ok(Ciphertext::new(plain.expose()))
    }
}

/// The single values of a document and how often each comes; what stands for nothing does not count.
fn leaves(value: &Value, found: &mut BTreeMap<String, usize>) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, found)),
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) if text.trim_start().starts_with('<') => {
            let texts = text.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
            texts
                .for_each(|text| leaves(&Value::from(text.replace("&lt;", "<").replace("&gt;", ">")), found));
        }
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(document @ (Value::Array(_) | Value::Object(_))) => leaves(&document, found),
            _ => *found.entry(canonical(text)).or_default() += 1,
        },
        Value::Number(_) | Value::Bool(_) => *found.entry(canonical(&value.to_string())).or_default() += 1,
    }
}

/// A number may come as text and the other way round, with more zeros or fewer.
fn canonical(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if text.contains('.') => number.to_string(),
        _ => text.to_owned(),
    }
}

fn leaves_of(value: &Value) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    leaves(value, &mut found);
    found
}

/// The members of a body of JSON or of parts.
fn body(heard: &Heard) -> Value {
    if heard.header("content-type").is_some_and(|sent| sent.starts_with("multipart/")) {
        let part = |part: HeardPart| {
            (part.name, Value::from(String::from_utf8(part.content).expect("examples are texts")))
        };
        return Value::Object(heard.parts().into_iter().map(part).collect());
    }
    if heard.body.is_empty() { Value::Null } else { heard.json() }
}

/// Every member of the example stands in the body, or else in the address or in a header, and nothing is added.
fn compare_request(heard: &Heard, example: &Example) -> Result<(), String> {
    let expected: Value = serde_json::from_str(example.request).expect("an example is JSON");
    let body = body(heard);
    let sent = body.as_object().cloned().unwrap_or_default();
    let expected = expected.as_object().expect("a request is an object");
    // Whatever a part holds is a text.
    let is = |sent: &Value, value: &Value| sent == value || sent.as_str() == Some(&value.to_string());
    let is_sent = |name: &str, value| sent.get(name).is_some_and(|sent| is(sent, value));
    let lost = expected.iter().find(|(name, value)| !is_sent(name, value) && !outside(heard, value));
    let added = sent.keys().find(|name| !expected.contains_key(*name));
    match (lost, added) {
        (Some((name, _)), _) => Err(format!("`{name}` went out otherwise: {body}")),
        (None, Some(name)) => Err(format!("`{name}` was added: {body}")),
        (None, None) => Ok(()),
    }
}

/// Whether a value stands in the address or in a header.
fn outside(heard: &Heard, value: &Value) -> bool {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let encoded = text.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    heard.target.contains(&encoded.collect::<String>())
        || heard.headers.iter().any(|(_, value)| *value == text)
}

/// What an answer holds beside the members that every answer has.
fn data(answer: &str, around: &[&str]) -> Value {
    let mut answer: Value = serde_json::from_str(answer).expect("an example is JSON");
    let members = answer.as_object_mut().expect("an answer is an object");
    members.retain(|name, _| !around.contains(&name.as_str()));
    answer
}

/// Makes the call of an example, and compares what went out and what came back with it.
async fn exchange(
    client: &jiekou::Client,
    server: &Server,
    example: &Example,
    around: &[&str],
) -> Result<(), String> {
    let before = server.heard().len();
    server.always(Reply::json(example.answer));
    let result = (example.run)(client).await;
    let named = |text: String| format!("{} ({}): {text}", example.operation, example.name);
    // Where the token is stale, more is sent.
    let heard = server
        .heard()
        .into_iter()
        .nth(before)
        .ok_or_else(|| named(format!("nothing was sent: {result:?}")))?;
    compare_request(&heard, example).map_err(named)?;
    match result {
        Ok(written) => {
            let written: Value = serde_json::from_slice(&written).expect("what is written is JSON");
            let (found, expected) = (leaves_of(&written), leaves_of(&data(example.answer, around)));
            let differs = || named(format!("{written} is not {}", example.answer));
            if found == expected { Ok(()) } else { Err(differs()) }
        }
        Err(error) if error.kind() == ErrorKind::Code => Ok(()),
        Err(error) => Err(named(error.to_string())),
    }
}

/// Reads what a vendor posts, and compares what was understood with it.
fn compare_notification(example: &NotificationExample) -> Result<(), String> {
    let named = |text: String| format!("{} ({}): {text}", example.callback, example.name);
    let written = (example.read)(example.body.as_bytes()).map_err(|error| named(error.to_string()))?;
    let [found, expected] = [&written[..], example.body.as_bytes()]
        .map(|json| leaves_of(&serde_json::from_slice(json).expect("a body is JSON")));
    if found == expected { Ok(()) } else { Err(named(format!("{found:?} is not {expected:?}"))) }
}

/// Fails with all that differs. A client is for one example: what it learns of its token is not for the next.
async fn check(
    examples: &[&[Example]],
    notifications: &[&[NotificationExample]],
    around: &[&str],
    client: impl Fn(&str) -> jiekou::Client,
) {
    let server = Server::start([Reply::json("")]);
    let mut results = Vec::new();
    for example in examples.iter().copied().flatten() {
        results.push(exchange(&client(server.url()), &server, example, around).await);
    }
    results.extend(notifications.iter().copied().flatten().map(compare_notification));
    assert!(!results.is_empty(), "there are examples");
    let differences: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    assert!(differences.is_empty(), "{} examples differ:\n{}", differences.len(), differences.join("\n"));
}

#[tokio::test]
async fn every_example_of_qixiangyun() {
    use jiekou::qixiangyun::{Client, Credentials, examples};
    let around = ["code", "message", "msg", "reqId", "req_id", "success", "timestamp"];
    check(examples::EXAMPLES, examples::NOTIFICATIONS, &around, |url| {
        let client = Client::builder()
            .credentials(Credentials::new("10000001", "test-secret-0001"))
            .base_url(url)
            .retry(RetryPolicy::never())
            .token("test.token.0001")
            .encryptor("rsa", Plain)
            .build();
        client.expect("a client").core().clone()
    })
    .await;
}

#[tokio::test]
async fn every_example_of_qiandun() {
    use jiekou::qiandun::{Client, Credentials, examples};
    let around = ["code", "msg", "logKey", "ts", "success"];
    check(examples::EXAMPLES, examples::NOTIFICATIONS, &around, |url| {
        let credentials = Credentials::new("10000001", "test-secret-0001");
        let client = Client::builder().credentials(credentials).base_url(url).retry(RetryPolicy::never());
        client.build().expect("a client").core().clone()
    })
    .await;
}

#[tokio::test]
async fn every_example_of_esign() {
    use jiekou::esign::{Client, Credentials, examples};
    check(examples::EXAMPLES, &[], &["code", "message"], |url| {
        let credentials = Credentials::new("7438000001", "test-secret-0001");
        let client = Client::builder().credentials(credentials).base_url(url).retry(RetryPolicy::never());
        client.build().expect("a client").core().clone()
    })
    .await;
}

/// What the members around an answer of the SDK's applications are called.
const AROUND_SDK: &[&str] = &["errCode", "msg", "errShow", "errorShow"];

#[tokio::test]
async fn every_example_of_esign_sdk() {
    use jiekou::esign_sdk::{Client, examples};
    check(examples::EXAMPLES, &[], AROUND_SDK, |url| {
        let client = Client::builder().base_url(url).retry(RetryPolicy::never());
        client.build().expect("a client").core().clone()
    })
    .await;
}

#[tokio::test]
async fn every_example_of_esign_sdk3() {
    use jiekou::esign_sdk3::{Client, examples};
    check(examples::EXAMPLES, &[], AROUND_SDK, |url| {
        let client = Client::builder().base_url(url).retry(RetryPolicy::never());
        client.build().expect("a client").core().clone()
    })
    .await;
}
