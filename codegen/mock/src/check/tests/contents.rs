//! Method, path, content type, size and fields.

use super::gateway::{API, Client};
use super::wire::{At, Wire, input};
use crate::MockServer;
use crate::pretend;
use crate::rules::Reason;
use jiekou_runtime::private::{Method, VectorInput};
use jiekou_runtime::wait;

fn server() -> MockServer<Client> {
    MockServer::builder().clock(At::now()).start().expect("it starts")
}

fn call(body: &str) -> Wire {
    let wire = Wire::new("POST", "/api/order", body).with("Accept", "application/json");
    wire.signed(&API, &input("/api/order", body))
}

#[track_caller]
fn check(body: &str, reason: Reason, text: &str) {
    assert_eq!(call(body).refused(&server(), reason), text);
}

const GOOD: &str = r#"{"action":"create","name":"n","lines":[{"sku":"a"}],"mail":"m"}"#;

#[test]
fn method_and_path_come_first() {
    let server = server();
    server.leave_unverified();
    let text = Wire::new("POST", "/api/orders", "").refused(&server, Reason::UnknownPath);
    assert_eq!(text, "no operation has the path `/api/orders`; the nearest is `POST /api/order`");
    Wire::new("POST", "/order", "").refused(&server, Reason::UnknownPath);
    for verb in ["GET", "PATCH"] {
        let text = Wire::new(verb, "/api/order", "").refused(&server, Reason::WrongMethod);
        assert_eq!(text, format!("no operation at `/api/order` takes {verb}"));
    }
}

#[test]
fn a_content_type_counts_without_its_parameters() {
    let with = |of: &str| Wire::new("POST", "/api/order", GOOD).with("Content-Type", of);
    for wrong in ["text/plain", "application/x-www-form-urlencoded"] {
        let text = with(wrong).refused(&server(), Reason::ContentType);
        assert_eq!(text, "the content type is not `application/json`");
    }
    let text = with("").refused(&server(), Reason::ContentType);
    assert_eq!(text, "there is no content type, expected `application/json`");
    // It is past this check that the headers of the signature are missed.
    for fine in ["APPLICATION/JSON", "application/json;charset=gbk"] {
        with(fine).refused(&server(), Reason::HeaderMissing);
    }
    let form = Wire::new("POST", "/api/mark", "text=a");
    let text = form.refused(&server(), Reason::ContentType);
    assert_eq!(text, "the content type is not `application/x-www-form-urlencoded`");
    let form = form.with("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
    form.refused(&server(), Reason::HeaderMissing);
}

#[test]
fn a_body_has_a_limit() {
    let most = |bytes| {
        let builder = MockServer::<Client>::builder().clock(At::now()).body_limit(bytes);
        builder.start().expect("it starts")
    };
    call(GOOD).passes(&most(GOOD.len()));
    let text = call(GOOD).refused(&most(GOOD.len() - 1), Reason::TooLarge);
    assert_eq!(text, format!("the body is longer than {} bytes", GOOD.len() - 1));
}

#[test]
fn what_is_no_json_is_unreadable() {
    check("{\"action\":", Reason::Unreadable, "the body is no JSON (line 1, column 10)");
    check("[]", Reason::Unreadable, "the body is no JSON object");
}

#[test]
fn all_fields_are_told_at_once() {
    call(GOOD).passes(&server());
    let text = "`name` (`name`): is missing; `lines[0].sku` (`lines[0].sku`): is missing; \
                `lines[1].count` (`lines[1].count`): expected a whole number of 32 bits, found a string";
    let wrong = r#"{"action":"create","lines":[{},{"sku":"b","count":"hunter2"}],"mail":"m"}"#;
    check(wrong, Reason::FieldMissing, text);
    let wrong = r#"{"action":"create","name":{},"lines":[],"mail":"m"}"#;
    check(wrong, Reason::FieldWrong, "`name` (`name`): expected a string, found an object");
}

#[test]
fn limits_rules_and_conditions_are_the_clients_own() {
    let long = r#"{"action":"create","name":"abcd","lines":[],"mail":"m"}"#;
    check(long, Reason::RuleBroken, "`name` (`name`): at most 3 characters");
    let both = r#"{"action":"create","name":"n","lines":[],"mail":"m","phone":"hunter2"}"#;
    let text = "`phone` (`phone`), `mail` (`mail`): exactly one of them must be set";
    check(both, Reason::RuleBroken, text);
    let without = r#"{"action":"create","name":"x","lines":[]}"#;
    let text = "`note` (`note`): required when `name` (`name`) is `x`; \
                `phone` (`phone`), `mail` (`mail`): exactly one of them must be set";
    check(without, Reason::FieldMissing, text);
}

#[test]
fn fixed_members_tell_operations_apart() {
    let server = server();
    let delete = call(r#"{"action":"delete","id":7}"#);
    assert_eq!(delete.record(&server).operation, Some("order.delete"));
    let without = call(r#"{"action":"delete"}"#);
    let other = self::server();
    assert_eq!(without.refused(&other, Reason::FieldMissing), "`id` (`id`): is missing");
    assert_eq!(other.calls()[0].operation, Some("order.delete"));
    let neither = r#"{"action":"hunter2","id":7}"#;
    let text = "`action` (`action`): expected `create`; `action` (`action`): expected `delete`";
    check(neither, Reason::FieldWrong, text);
    let missing = "`action` (`action`): is missing, expected `create`; \
                   `action` (`action`): is missing, expected `delete`";
    check(r#"{"id":7}"#, Reason::FieldMissing, missing);
    let nested = r#"{"action":"create","name":"n","lines":[],"mail":"m","kind":{"version":2}}"#;
    let text = "`kind.version` (`kind.version`): expected `1`";
    check(nested, Reason::FieldWrong, text);
}

#[test]
fn members_tell_operations_apart_where_nothing_fixed_does() {
    let all = call(r#"{"action":"delete","id":7,"until":"d"}"#).record(&server());
    assert_eq!(all.operation, Some("order.delete_all"));
    let one = call(r#"{"action":"delete","id":7}"#).record(&server());
    assert_eq!(one.operation, Some("order.delete"));
}

#[test]
fn an_operation_is_not_taken_for_another_whose_template_fits() {
    let get = |target: &str, query: &[(&str, &str)]| {
        let input = VectorInput { method: Method::Get, query, ..input("/api/order/last", "") };
        Wire::new("GET", target, "").with("Accept", "application/json").signed(&API, &input)
    };
    get("/api/order/last?shop=a", &[("shop", "a")]).passes(&server());
    let text = get("/api/order/last", &[]).refused(&server(), Reason::FieldMissing);
    assert_eq!(text, "`shop` (`shop`): is missing");
}

#[test]
fn refusals_are_written_as_the_api_does() {
    let (status, body) = call(r#"{"action":"delete"}"#).send(&server());
    assert_eq!((status, body.as_str()), (200, r#"{"code":"400","msg":"参数错误","result":null}"#));
    assert_eq!(call(r#"{"action":"delete","id":{}}"#).send(&server()).0, 422);
    let (status, body) = call("[]").send(&server());
    assert_eq!(status, 400);
    assert!(body.starts_with("refused (unreadable): the body is no JSON object"), "{body}");
}

#[cfg(feature = "rsa")]
#[test]
fn an_encrypted_field_must_open_with_the_servers_key() {
    let server = MockServer::<pretend::Client>::start();
    assert!(wait(server.client().update_with(7, "hunter2")).is_ok());
    let builder = MockServer::<pretend::Client>::builder().key_pair(include_bytes!("other_key.der"));
    let other = builder.start().expect("it starts");
    assert!(wait(other.client().update_with(7, "hunter2")).is_ok());
    let wrong = server.client_builder().base_url(other.base_url()).build().expect("a client");
    assert!(wait(wrong.update_with(7, "hunter2")).is_err());
    let text = other.calls().pop().expect("it was written down").outcome.to_string();
    let expected = "refused, undecryptable: `password`: it was not encrypted with this server's public key";
    assert_eq!(text, expected);
}

#[cfg(feature = "rsa")]
#[test]
fn a_key_that_cannot_be_read_is_told_at_the_start() {
    let error =
        MockServer::<pretend::Client>::builder().key_pair("hunter2").start().expect_err("it is no key");
    assert_eq!(error.to_string(), "the key pair cannot be read: it is no RSA private key in PKCS#8");
}
