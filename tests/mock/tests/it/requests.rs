//! Every operation of every API: what a client sends is what its server reads.
//!
//! In: the examples of the specs. Out: nothing, or the requests that arrived as others. A request is compared as its
//! types read it, with the example and so with all that a builder was given, decrypted.

use jiekou::mock::MockServer;
use jiekou::mock::private::{MockApi, MockOperation, Mocked};
use jiekou::{Client, RetryPolicy};
use jiekou_runtime::example::Example;
use jiekou_runtime::mock::{read_request, request_json};
use std::collections::BTreeSet;

/// Makes the calls of all examples; at least so many requests arrive.
async fn check<C: Mocked>(core: fn(&C) -> &Client, at_least: usize) {
    let server = MockServer::<C>::start();
    let client = server.client_builder().retry(RetryPolicy::never()).build().expect("a client");
    let mut missing: BTreeSet<_> = operations(C::MOCK).map(|operation| operation.operation.id).collect();
    let (mut arrived, mut wrong) = (0, Vec::new());
    for example in C::MOCK.examples.iter().copied().flatten() {
        let id = example.operation;
        server.reset();
        server.on_named(id).example(example.name);
        let answered = (example.run)(core(&client)).await;
        let requests = server.requests_named(id);
        match requests.last() {
            Some(request) if *request == sent(C::MOCK, example) => arrived += 1,
            Some(request) => {
                wrong.push(format!("`{id}`, {}: {request}\n  for {}", example.name, sent(C::MOCK, example)));
            }
            None => wrong.push(format!("`{id}`, {}: nothing was read, {answered:?}", example.name)),
        }
        missing.remove(id);
    }
    assert!(wrong.is_empty(), "{} requests arrived as others:\n{}", wrong.len(), wrong.join("\n"));
    assert!(missing.is_empty(), "operations without an example: {missing:?}");
    assert!(arrived >= at_least, "only {arrived} requests");
}

fn operations(table: &'static MockApi) -> impl Iterator<Item = &'static MockOperation> {
    table.operations.iter().copied().flatten().copied()
}

/// The request of an example, as its types read it.
fn sent(table: &'static MockApi, example: &Example) -> String {
    let operation = operations(table).find(|operation| operation.operation.id == example.operation);
    let mut request = (operation.expect("an example has an operation").request)();
    let read = read_request(example.request.as_bytes(), &mut *request);
    read.unwrap_or_else(|text| panic!("`{}`, {}: {text}", example.operation, example.name));
    request_json(&*request).expect("it can be written")
}

macro_rules! requests {
    ($($name:ident: $api:ident $count:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            check::<jiekou::$api::Client>(jiekou::$api::Client::core, $count).await;
        }
    )*};
}

requests! {
    requests_of_esign_arrive: esign 30;
    requests_of_esign_sdk_arrive: esign_sdk 20;
    requests_of_esign_sdk3_arrive: esign_sdk3 20;
    requests_of_qiandun_arrive: qiandun 15;
    requests_of_qixiangyun_arrive: qixiangyun 500;
}
