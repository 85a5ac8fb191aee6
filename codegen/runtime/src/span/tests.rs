//! Tests of spans: what they are called, what they hold, and when they are entered.

use crate::ErrorKind;
use crate::call::{Call, FullCall};
use crate::pretend::{LIST, Nothing, Pretend, Request, Response, UPDATE, block_on, client, response};
use crate::transport::TransportError;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A span as it was told.
#[derive(Clone, Debug, Default)]
struct Told {
    name: &'static str,
    fields: BTreeMap<&'static str, String>,
    entered: u32,
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

/// Keeps spans, and the depth at the moment.
#[derive(Clone, Default)]
struct Ledger {
    spans: Arc<Mutex<Vec<Told>>>,
    open: Arc<AtomicU64>,
}

impl Ledger {
    fn at(&self, id: &Id, change: impl FnOnce(&mut Told)) {
        let index = usize::try_from(id.into_u64()).expect("a small number") - 1;
        change(&mut self.spans.lock().expect("no test panics here")[index]);
    }
}

impl Subscriber for Ledger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut told = Told { name: attributes.metadata().name(), ..Told::default() };
        attributes.record(&mut Fields(&mut told.fields));
        let mut spans = self.spans.lock().expect("no test panics here");
        spans.push(told);
        Id::from_u64(spans.len() as u64)
    }
    fn record(&self, id: &Id, values: &Record<'_>) {
        self.at(id, |told| values.record(&mut Fields(&mut told.fields)));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, id: &Id) {
        self.open.fetch_add(1, Ordering::SeqCst);
        self.at(id, |told| told.entered += 1);
    }
    fn exit(&self, _: &Id) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The spans of what is done, with all left at the end.
#[track_caller]
fn told(what: impl FnOnce(&Ledger)) -> Vec<Told> {
    let ledger = Ledger::default();
    tracing::subscriber::with_default(ledger.clone(), || what(&ledger));
    assert_eq!(ledger.open.load(Ordering::SeqCst), 0, "all spans are left");
    ledger.spans.lock().expect("no test panics here").clone()
}

#[track_caller]
fn holds(told: &Told, fields: &[(&'static str, &str)]) {
    for (name, value) in fields {
        assert_eq!(told.fields.get(name).map(String::as_str), Some(*value), "{name}: {told:?}");
    }
}

#[test]
fn a_call_is_a_span_and_so_is_each_attempt() {
    let transport = Pretend::answering(200, r#"{"code":"2000","reqId":"f3a2","data":{"accountId":7}}"#);
    let client = client(&transport);
    let spans = told(|_| {
        let call = FullCall::<Option<Response>>::new(&client, &UPDATE, &Request::new());
        assert!(block_on(call).is_ok());
    });
    let names: Vec<_> = spans.iter().map(|told| told.name).collect();
    assert_eq!(names, ["jiekou.call", "jiekou.call", "jiekou.attempt", "jiekou.attempt"]);
    holds(
        &spans[0],
        &[
            ("jiekou.operation", "account.update"),
            ("jiekou.vendor.code", "2000"),
            ("jiekou.request_id", "f3a2"),
            ("server.address", "api.pretend.example"),
            ("server.port", "443"),
        ],
    );
    holds(&spans[1], &[("jiekou.operation", "auth.login"), ("otel.kind", "internal")]);
    holds(&spans[2], &[("jiekou.operation", "auth.login"), ("http.response.status_code", "200")]);
    holds(
        &spans[3],
        &[
            ("otel.kind", "client"),
            ("otel.name", "POST /account/{orgId}/update"),
            ("http.request.method", "POST"),
            ("url.template", "/account/{orgId}/update"),
            ("http.response.status_code", "200"),
        ],
    );
    assert!(!spans[3].fields.contains_key("error.type") && !spans[3].fields.contains_key("otel.status_code"));
    assert!(!spans[3].fields.contains_key("http.request.resend_count"));
}

#[test]
fn failures_have_a_type() {
    let failing = |transport: Pretend, expected: &str| {
        let client = client(&transport);
        let spans = told(|_| {
            let error = block_on(Call::<()>::new(&client, &UPDATE, &Request::new())).expect_err("it fails");
            assert_ne!(error.kind(), ErrorKind::Token);
        });
        for told in [&spans[0], spans.last().expect("an attempt")] {
            holds(told, &[("error.type", expected), ("otel.status_code", "ERROR")]);
        }
    };
    failing(Pretend::answering(200, r#"{"code":"5006"}"#), "Code");
    failing(Pretend::answering(404, r#"{"code":"2000"}"#), "404");
    failing(Pretend::answering(200, "<html>"), "NotJson");
    failing(
        Pretend::new(|request| match request.uri().path().ends_with("/login") {
            true => Ok(response(200, r#"{"code":"2000","data":{"access_token":"t"}}"#)),
            false => Err(TransportError::unknown("reset")),
        }),
        "Transport",
    );
}

#[test]
fn spans_are_left_while_a_call_waits() {
    let client = client(&Pretend::answering(200, r#"{"code":"2000"}"#));
    let spans = told(|ledger| {
        let mut call = Box::pin(Call::<()>::new(&client, &LIST, &Nothing));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert_eq!(ledger.open.load(Ordering::SeqCst), 0, "nothing is entered between polls");
        assert!(block_on(call).is_ok());
    });
    assert!(!spans.is_empty() && spans.iter().all(|told| told.entered >= 2), "{spans:?}");
}

#[test]
fn a_call_that_is_dropped_leaves_its_spans() {
    let client = client(&Pretend::answering(200, r#"{"code":"2000"}"#));
    let spans = told(|_| {
        let mut call = Box::pin(Call::<()>::new(&client, &LIST, &Nothing));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
    });
    assert_eq!(spans.len(), 2);
}
