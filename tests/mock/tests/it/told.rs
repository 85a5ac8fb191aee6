//! What tests tell servers of the real specs: each code and each answer of each operation comes as it was told.

use jiekou::mock::MockServer;
use jiekou::mock::private::{MockApi, Mocked};
use jiekou::{Client, Code, CodeClass, RetryPolicy};
use jiekou_runtime::example::Example;
use jiekou_runtime::mock::KnownCode;
use std::collections::BTreeSet;

/// The client under the calls, which examples take.
type Core<C> = fn(&C) -> &Client;

/// A server that lets other credentials pass: those in examples of calls for tokens are not its own.
fn server<C: Mocked>() -> MockServer<C> {
    MockServer::builder().lenient().start().expect("it starts")
}

fn client<C: Mocked>(server: &MockServer<C>) -> C {
    server.client_builder().retry(RetryPolicy::never()).build().expect("a client")
}

fn examples(table: &'static MockApi) -> impl Iterator<Item = &'static Example> {
    table.examples.iter().copied().flatten()
}

/// All codes of an operation: its own, its group's and the API's. The first entry of a code is the one that counts.
fn codes_of(table: &'static MockApi, id: &str) -> Vec<&'static KnownCode> {
    let operations = table.operations.iter().copied().flatten();
    let operation = operations.map(|known| known.operation).find(|operation| operation.id == id);
    let own = operation.expect("an example has an operation").codes.iter().copied().flatten();
    let mut texts = BTreeSet::new();
    own.chain(table.api.codes).filter(|code| texts.insert(code.text())).collect()
}

/// Answers the first example of each operation with each code that it documents.
async fn each_code_comes_as_it_was_told<C: Mocked>(core: Core<C>) {
    let server = server::<C>();
    let client = client(&server);
    let (mut operations, mut wrong) = (BTreeSet::new(), Vec::new());
    for example in examples(C::MOCK) {
        if !operations.insert(example.operation) {
            continue;
        }
        // What was said of the call for a token would fail all others.
        server.reset();
        for known in codes_of(C::MOCK, example.operation) {
            server.on_named(example.operation).instead().code(known.text());
            let error = (example.run)(core(&client)).await.expect_err("the server tells a failure");
            let is_it = |code: Code<'_>| match known.is_class() {
                true => CodeClass::new(known.text()).contains(code),
                false => code.as_str() == known.text() && error.code_name() == Some(known.rust()),
            };
            if !error.code().is_some_and(is_it) {
                wrong.push(format!("`{}` of `{}`: {error}", known.text(), example.operation));
            }
        }
    }
    assert!(wrong.is_empty(), "{} codes came otherwise:\n{}", wrong.len(), wrong.join("\n"));
    let all: BTreeSet<_> =
        C::MOCK.operations.iter().copied().flatten().map(|known| known.operation.id).collect();
    assert_eq!(operations, all, "each operation has an example");
}

/// Answers each example that succeeds with what a client read of its answer.
async fn each_answer_comes_as_it_was_told<C: Mocked>(core: Core<C>) {
    let server = server::<C>();
    let client = client(&server);
    let (mut count, mut wrong) = (0, Vec::new());
    for example in examples(C::MOCK) {
        server.reset();
        server.on_named(example.operation).example(example.name);
        let Ok(data) = (example.run)(core(&client)).await else { continue };
        let data = String::from_utf8(data).expect("JSON is text");
        server.on_named(example.operation).instead().answer_json(data.clone());
        let again =
            (example.run)(core(&client)).await.map(|data| String::from_utf8_lossy(&data).into_owned());
        if again.as_ref().ok() != Some(&data) {
            wrong.push(format!("`{}`, {}: {again:?} in place of {data}", example.operation, example.name));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{} answers came otherwise:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 0);
}

macro_rules! told {
    ($($name:ident: $api:ident),*) => {$(
        mod $name {
            #[tokio::test]
            async fn each_code_comes_as_it_was_told() {
                super::each_code_comes_as_it_was_told(jiekou::$api::Client::core).await;
            }

            #[tokio::test]
            async fn each_answer_comes_as_it_was_told() {
                super::each_answer_comes_as_it_was_told(jiekou::$api::Client::core).await;
            }
        }
    )*};
}

told!(of_esign: esign, of_esign_sdk: esign_sdk, of_esign_sdk3: esign_sdk3, of_qiandun: qiandun, of_qixiangyun: qixiangyun);
