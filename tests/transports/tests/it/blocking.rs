//! Calls that block: the same builders and the same client, wherever the thread comes from.

use crate::server::{Server, Step, write};
use crate::transports::{GOOD, told};
use jiekou::qixiangyun::{Client, Credentials};
use jiekou::{ClientBuilder, ErrorKind, RetryPolicy};
use std::time::{Duration, Instant};

/// With the default transport.
fn builder(server: &Server) -> ClientBuilder<Client> {
    Client::builder()
        .credentials(Credentials::new("10000001", "hunter2"))
        .base_url(format!("http://{}", server.address))
        .token("token")
        .retry(RetryPolicy::never())
}

fn good() -> Server {
    Server::plain(vec![Step::Read, write(GOOD), Step::Again])
}

#[test]
fn a_call_blocks_without_a_runtime() {
    let server = good();
    let client = builder(&server).build().expect("a client");
    let call = || client.account().update().enterprise_id(1).account_id(2);
    assert_eq!(told(&call().send_blocking()), "answered true");
    let full = jiekou::wait(call().send_full()).expect("an answer");
    assert_eq!((full.code.as_str(), full.data), ("2000", true));
    assert_eq!(server.connections(), 1);
}

#[test]
fn a_call_blocks_inside_a_runtime_too() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = good();
    let client = builder(&server).build().expect("a client");
    let call = || client.account().update().enterprise_id(1).account_id(2);
    // The runtime's only thread is blocked: hyper would never be done.
    assert_eq!(told(&runtime.block_on(async { call().send_blocking() })), "answered true");
    assert_eq!(told(&runtime.block_on(call().send())), "answered true");
}

#[test]
fn limits_hold_where_the_runtime_stands_still() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = Server::plain(vec![Step::Read, Step::Sleep(Duration::from_secs(5))]);
    let client = builder(&server).deadline(Duration::from_millis(300)).build().expect("a client");
    let began = Instant::now();
    let call = client.account().update().enterprise_id(1).account_id(2);
    let late = runtime.block_on(async { call.send_blocking() }).expect_err("it is late");
    assert_eq!(late.kind(), ErrorKind::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[test]
fn a_deadline_ends_an_answer_that_drips() {
    let drip = [write(" "), Step::Sleep(Duration::from_millis(40))];
    let head = write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    let steps = [Step::Read, head].into_iter().chain(drip.into_iter().cycle().take(250));
    let server = Server::plain(steps.collect());
    let client = builder(&server).deadline(Duration::from_millis(300)).build().expect("a client");
    let began = Instant::now();
    let late = client.account().update().enterprise_id(1).account_id(2).send_blocking();
    assert_eq!(late.expect_err("it is late").kind(), ErrorKind::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[test]
fn many_threads_share_a_client() {
    let server = good();
    let client = builder(&server).build().expect("a client");
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let client = client.clone();
            std::thread::spawn(move || {
                (0..10).all(|number| {
                    let call = client.account().update().enterprise_id(100 * thread + number).account_id(2);
                    call.send_blocking().is_ok()
                })
            })
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().expect("it does not panic")));
    assert_eq!(server.heard().len(), 80);
    assert!(server.connections() <= 8, "{}", server.connections());
}
