//! Nothing secret comes out: every operation of every API with marks in place of all that must not be shown.
//!
//! In: the examples of the specs. Out: nothing, or the marks that were found in what spans, events, recorders,
//! errors, Debug and Display said, on the way of success and on those of failure. What goes to the vendor, and what a
//! caller asks for by name, is not looked at.

#[path = "canary/ears.rs"]
mod ears;
#[path = "canary/odd.rs"]
mod odd;
#[path = "canary/rows.rs"]
mod rows;
#[path = "canary/world.rs"]
mod world;

use jiekou::example::{Data, Example, Ran, Where, xml_of_json};
use jiekou::{Client, Result};
use loopback::{Reply, Server};
use serde_json::{Value, json};
use std::time::Duration;
use world::{Breaks, Ways, World};

/// How the client of an API is built.
type Build<'b> = &'b dyn Fn(&World, &str, Ways) -> Client;

fn qixiangyun(world: &World, url: &str, ways: Ways) -> Client {
    use jiekou::qixiangyun::{Client, Credentials};
    let credentials = Credentials::new(world.mark("app_key"), world.mark("app_secret"));
    world.ears.debug(&credentials);
    let builder = Client::builder().credentials(credentials).encryptor("rsa", world.encryptor(ways));
    // Without a token it has to be fetched, which is where a store comes in.
    let builder =
        if ways.breaks == Some(Breaks::Store) { builder } else { builder.token(world.mark("token")) };
    world.build(builder, url, ways).core().clone()
}

fn qiandun(world: &World, url: &str, ways: Ways) -> Client {
    use jiekou::qiandun::{Client, Credentials};
    let credentials = Credentials::new(world.mark("app_key"), world.mark("app_secret"));
    world.build(Client::builder().credentials(credentials), url, ways).core().clone()
}

fn esign(world: &World, url: &str, ways: Ways) -> Client {
    use jiekou::esign::{Client, Credentials};
    let credentials = Credentials::new(world.mark("app_id"), world.mark("app_secret"));
    world.build(Client::builder().credentials(credentials), url, ways).core().clone()
}

fn esign_sdk(world: &World, url: &str, ways: Ways) -> Client {
    world.build(jiekou::esign_sdk::Client::builder(), url, ways).core().clone()
}

fn esign_sdk3(world: &World, url: &str, ways: Ways) -> Client {
    world.build(jiekou::esign_sdk3::Client::builder(), url, ways).core().clone()
}

/// Makes the calls of an API in all ways, and looks for marks.
#[track_caller]
fn check(api: &str, groups: &[&[Example]], data: Option<&str>, build: Build<'_>) {
    let examples: Vec<&Example> = groups.iter().copied().flatten().collect();
    let world = World::new();
    world.traced(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            for places in [Where::Present, Where::Everywhere] {
                succeed(&world, &examples, data, build, Ways { places, ..Ways::PLAIN }).await;
            }
            fail(&world, &examples, build).await;
        });
    });
    world.har.write_to(&mut world.ears.clone()).expect("ears take everything");
    let heard = world.ears.heard();
    for witness in
        ["jiekou.attempt", "http.request.method", "\"entries\"", "Exchange {", "Attempt(", "[redacted]"]
    {
        assert!(heard.contains(witness), "`{witness}` was never heard");
    }
    for example in &examples {
        assert!(heard.contains(example.operation), "`{}` was never heard of", example.operation);
    }
    let found = world.found();
    assert!(found.is_empty(), "{} marks came out:\n{}", found.len(), found.join("\n"));
    let unmarked = rows::unmarked(api, &world.marks.lock().expect("no test panicked here").put);
    assert!(unmarked.is_empty(), "{} members had no mark:\n{}", unmarked.len(), unmarked.join("\n"));
}

/// Makes the call of each example, and takes down what came of it.
async fn run(world: &World, examples: &[&Example], client: &Client) -> Vec<Result<Ran>> {
    let mut results = Vec::new();
    for example in examples {
        let result = (example.run)(client).ran().await;
        match &result {
            Ok(ran) => world.ears.debug(ran),
            Err(error) => world.ears.error(error),
        }
        results.push(result);
    }
    let sent = std::mem::take(&mut *world.sent.lock().expect("no test panicked here"));
    for (operation, request) in sent {
        match client.prepare(operation, &request) {
            Ok(prepared) => world.ears.debug(&prepared),
            Err(error) => world.ears.error(&error),
        }
    }
    world.sent.lock().expect("no test panicked here").clear();
    results
}

/// Calls that succeed: first to learn what the answers are, then with marks in them.
async fn succeed(world: &World, examples: &[&Example], data: Option<&str>, build: Build<'_>, ways: Ways) {
    let answers: Vec<String> = examples.iter().map(|example| example.answer.to_owned()).collect();
    let results = answered(world, examples, &answers, &|url| build(world, url, ways)).await;
    let good = names_of(examples, &results);
    assert!(!good.is_empty(), "some calls succeed");
    let mut marked = Vec::new();
    for (example, result) in examples.iter().zip(&results) {
        let mut answer: Value = serde_json::from_str(example.answer).expect("an example is JSON");
        if let Ok(Ran { data: Data::Value(value), .. }) = result {
            let mut marks = world.marks.lock().expect("no test panicked here");
            let json = marks.answer(example.operation, &**value, ways.places).expect("it can be written");
            put(&mut answer, data, serde_json::from_slice(&json).expect("it is JSON"));
        }
        for name in ["message", "msg"] {
            if let Some(message) = answer.get_mut(name) {
                *message = json!(world.mark("message"));
            }
        }
        marked.push(answer.to_string());
    }
    let results = answered(world, examples, &marked, &|url| build(world, url, ways)).await;
    assert_eq!(names_of(examples, &results), good, "what succeeded does so with marks in the answer");
}

/// The examples whose calls succeeded.
fn names_of<'e>(examples: &[&'e Example], results: &[Result<Ran>]) -> Vec<(&'e str, &'e str)> {
    let with = examples.iter().zip(results).filter(|(_, result)| result.is_ok());
    with.map(|(example, _)| (example.operation, example.name)).collect()
}

/// Makes the call of each example, which is answered so, however often it is made.
async fn answered(
    world: &World,
    examples: &[&Example],
    answers: &[String],
    build: &dyn Fn(&str) -> Client,
) -> Vec<Result<Ran>> {
    let server = Server::start([Reply::json("")]);
    let mut client = build(server.url());
    let mut results = Vec::new();
    for (example, answer) in examples.iter().zip(answers) {
        server.always(Reply::json(answer));
        results.extend(run(world, &[example], &client).await);
        // After a code that says so it would have no token any more.
        if results.last().is_some_and(std::result::Result::is_err) {
            client = build(server.url());
        }
    }
    results
}

/// Puts data into an answer: into a member, or beside the code.
fn put(answer: &mut Value, name: Option<&str>, data: Value) {
    match (name, data) {
        (_, Value::Null) => {}
        (Some(name), data) => {
            let document = answer[name].as_str().filter(|_| !data.is_string()).map(|text| {
                let root = text.strip_prefix('<').and_then(|text| text.split(['>', ' ']).next());
                match root {
                    Some(root) => xml_of_json(&data.to_string(), root).expect("XML can hold it"),
                    None => data.to_string(),
                }
            });
            answer[name] = document.map_or(data, Value::String);
        }
        (None, Value::Object(members)) => {
            answer.as_object_mut().expect("an answer is an object").extend(members);
        }
        (None, _) => {}
    }
}

/// Calls that fail in every way.
async fn fail(world: &World, examples: &[&Example], build: Build<'_>) {
    for reply in odd::replies(&world.mark("answer")) {
        let server = Server::start([reply]);
        let results =
            run(world, examples, &build(world, server.url(), Ways { attempts: 2, ..Ways::PLAIN })).await;
        assert!(results.iter().all(std::result::Result::is_err));
    }
    let spoil = |example: &&Example| odd::spoiled(example.answer, &world.mark("answer"));
    let spoiled: Vec<String> = examples.iter().map(spoil).collect();
    answered(world, examples, &spoiled, &|url| build(world, url, Ways::PLAIN)).await;
    for breaks in [Breaks::Store, Breaks::Encryptor] {
        let server = Server::start([Reply::json(&odd::login(&world.mark("token")))]);
        let ways = Ways { breaks: Some(breaks), ..Ways::PLAIN };
        run(world, examples, &build(world, server.url(), ways)).await;
    }
    let ways = Ways { first_byte: Duration::from_millis(5), ..Ways::PLAIN };
    run(world, &one_each(examples), &build(world, &odd::silent(), ways)).await;
    run(world, &one_each(examples), &build(world, &odd::closed(), Ways::PLAIN)).await;
}

/// One example of each operation.
fn one_each<'e>(examples: &[&'e Example]) -> Vec<&'e Example> {
    let mut one_each = examples.to_vec();
    one_each.dedup_by_key(|example| example.operation);
    one_each
}

#[test]
fn nothing_of_qixiangyun_is_shown() {
    check("qixiangyun", jiekou::qixiangyun::examples::EXAMPLES, Some("data"), &qixiangyun);
}

#[test]
fn nothing_of_qiandun_is_shown() {
    check("qiandun", jiekou::qiandun::examples::EXAMPLES, Some("result"), &qiandun);
}

#[test]
fn nothing_of_esign_is_shown() {
    check("esign", jiekou::esign::examples::EXAMPLES, Some("data"), &esign);
}

#[test]
fn nothing_of_esign_sdk_is_shown() {
    check("esign_sdk", jiekou::esign_sdk::examples::EXAMPLES, None, &esign_sdk);
}

#[test]
fn nothing_of_esign_sdk3_is_shown() {
    check("esign_sdk3", jiekou::esign_sdk3::examples::EXAMPLES, None, &esign_sdk3);
}

/// The same search finds the mark of one member as soon as its table does not hide it.
#[test]
fn a_member_that_is_not_hidden_is_found() {
    let examples: Vec<&Example> = jiekou::qixiangyun::examples::EXAMPLES.iter().copied().flatten().collect();
    let examples: Vec<_> =
        examples.into_iter().filter(|example| example.operation == "account.update").collect();
    let world = World::new();
    world.traced(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let server = Server::start(examples.iter().map(|example| Reply::json(example.answer)));
        let ways = Ways { places: Where::Everywhere, bared: Some("sjhm"), ..Ways::PLAIN };
        runtime.block_on(run(&world, &examples, &qixiangyun(&world, server.url(), ways)));
    });
    let found = world.found();
    let is_it = |found: &String| found.starts_with("account.update Request.sjhm: ");
    assert!(!found.is_empty() && found.iter().all(is_it), "{found:?}");
}

/// What others panic with stands in no client, and a client adds nothing to it.
#[test]
fn a_panic_tells_nothing() {
    let world = World::new();
    let examples: Vec<&Example> = jiekou::qixiangyun::examples::EXAMPLES.iter().copied().flatten().collect();
    let examples: Vec<_> =
        examples.into_iter().filter(|example| example.operation == "account.update").collect();
    let ears = world.ears.clone();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| ears.debug(&info.to_string())));
    for breaks in [Breaks::PanicInEncryptor, Breaks::PanicInTransport, Breaks::PanicInObserver] {
        let ways = Ways { places: Where::Everywhere, breaks: Some(breaks), ..Ways::PLAIN };
        let server = Server::start([Reply::json(examples[0].answer)]);
        let calls = std::panic::AssertUnwindSafe(|| {
            world.traced(|| {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(run(&world, &examples[..1], &qixiangyun(&world, server.url(), ways)));
            });
        });
        let panic = std::panic::catch_unwind(calls).expect_err("it panics");
        world.ears.debug(&panic.downcast_ref::<&str>());
    }
    std::panic::set_hook(hook);
    assert!(world.ears.heard().matches("on purpose").count() >= 3, "each panic was heard");
    let found = world.found();
    assert!(found.is_empty(), "{found:?}");
}

/// Settings that are wrong are named and not shown.
#[test]
fn a_wrong_setting_is_not_shown() {
    use jiekou::qixiangyun::{Client, Credentials};
    let world = World::new();
    let mark = |name| world.mark(name);
    let good = || Client::builder().credentials(Credentials::new("10000001", "test-secret-0001"));
    let broken = [
        Client::builder().credentials(Credentials::new(format!("{}\n", mark("app_key")), "s")),
        Client::builder().credentials(Credentials::new("k", format!("{} ", mark("app_secret")))),
        good().token(format!("{}\u{e9}", mark("token"))),
        good().header("X-Own", format!("{}\r\n", mark("X-Own"))),
        good().header(format!("{} x", mark("name of a header")), "1"),
        good().base_url(format!("https://me:{}@a.example", mark("password"))),
        good().base_url(format!("https://a.example/?key={}", mark("key"))),
        good().public_key("rsa", mark("public_key")),
    ];
    for builder in broken {
        world.ears.debug(&builder);
        world.ears.error(&builder.build().expect_err("a setting is wrong"));
    }
    let found = world.found();
    assert!(found.is_empty(), "{found:?}");
}
