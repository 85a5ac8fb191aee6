//! What a program does with crates of APIs: the same calls on both ways, and mock servers for both.

use jiekou::memory_of_the_vendor;
use jiekou_scalars::{Error, Id};

#[test]
fn an_api_is_called_through_the_facade() {
    let server = memory_of_the_vendor::MockServer::start();
    let client = server.client();
    let created = client.thing().create().own_id("b").send_blocking().expect("an answer").expect("a thing");
    assert!(created.thing_id.starts_with("t-"));
    let refused = client.thing().create().own_id("b").send_blocking();
    let codes = memory_of_the_vendor::codes::ID_TAKEN;
    assert_eq!(refused.err().as_ref().and_then(jiekou::Error::code), Some(codes));
}

#[test]
fn an_api_is_called_by_its_own_crate() {
    let server = jiekou_scalars::MockServer::start();
    server.fault(jiekou_scalars::jiekou_mock::Fault::clock_ahead(std::time::Duration::from_secs(1)));
    let client = server.client();
    let item = client.item().create().owner_id(Id::from(12_345_678_901_234_567_890)).title("一号");
    let item = item.quantity(-1).price_in_cents(9_007_199_254_740_993).active(true);
    let created = item.send_blocking().expect("an answer").expect("an item");
    assert_eq!(created.title, "一号");
}

#[test]
fn both_ways_lead_to_the_same_types() {
    fn same(client: jiekou_scalars::Client) -> jiekou::scalars::Client {
        client
    }
    fn same_error(error: Error) -> jiekou::Error {
        error
    }
    let (_, _) = (same, same_error);
}
