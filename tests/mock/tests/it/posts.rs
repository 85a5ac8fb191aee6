//! What the vendors post, to receivers of the emitted client.

use jiekou::mock::{PostEnd, PushKind};
use jiekou::qixiangyun::e_invoice::request_finished;
use jiekou::{Incoming, Receiver, http, qiandun, qixiangyun};
use loopback::{Reply, Server};

/// A documented reply as a receiver sends it.
fn reply(reply: jiekou::Reply) -> Reply {
    Reply::json(reply.body()).status(reply.status())
}

#[test]
fn an_issued_invoice_is_told_until_somebody_takes_it() {
    let mock = qixiangyun::MockServer::start();
    let heard = Server::start([
        Reply::json("down").status(502),
        reply(request_finished::REFUSED),
        reply(request_finished::ACCEPTED),
    ]);
    let record = mock.post_to(heard.url()).callback("e_invoice.request_finished").without_waiting().send();
    assert!(record.is_accepted(), "{record}");
    let waits: Vec<_> = record.pushes.iter().map(|push| push.waited.as_secs()).collect();
    assert_eq!(waits, [0, 30, 30]);

    let receiver = Receiver::<request_finished::Notification>::unverified();
    for heard in heard.heard() {
        let headers = http::HeaderMap::new();
        match receiver.receive(&http::Method::POST, &headers, &heard.body).expect("it fits") {
            Incoming::Notification(told) => assert_eq!(told.return_code.as_deref(), Some("0")),
            Incoming::Probe(_) => panic!("the vendor does not try the address"),
        }
    }
}

#[test]
fn an_address_is_tried_where_the_vendor_tries_it() {
    let mock = qiandun::MockServer::start();
    let heard = Server::start([Reply::json(""), Reply::json("")]);
    let record = mock.post_to(heard.url()).callback("callback.notice").send();
    let kinds: Vec<_> = record.pushes.iter().map(|push| push.kind).collect();
    assert_eq!((record.end, kinds), (PostEnd::Accepted, vec![PushKind::Probe, PushKind::Notification]));
    let methods: Vec<_> = heard.heard().into_iter().map(|heard| heard.method).collect();
    assert_eq!(methods, ["GET", "POST"]);
}
