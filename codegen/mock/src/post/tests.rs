//! Posts to a receiver on loopback that answers as it is told.

use super::*;
use crate::MockServer;
use crate::pretend::{Client, Closed, Credentials};
use jiekou_runtime::http::Request;
use jiekou_runtime::{Incoming, Receiver};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;

const TAKEN: (u16, &str) = (200, r#"{"code":"2000"}"#);
const BUSY: (u16, &str) = (500, "busy");
const REFUSED: (u16, &str) = (200, r#"{"code":"9999"}"#);

/// A receiver on loopback that answers one request after the other.
struct Heard {
    url: String,
    requests: mpsc::Receiver<Request<Vec<u8>>>,
}

impl Heard {
    /// All that it heard so far.
    fn all(&self) -> Vec<Request<Vec<u8>>> {
        self.requests.try_iter().collect()
    }
}

fn receiver(answers: &'static [(u16, &'static str)]) -> Heard {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/notices?key=hunter2", listener.local_addr().expect("an address"));
    let (heard, requests) = mpsc::channel();
    std::thread::spawn(move || {
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().expect("a connection");
            heard.send(request(&mut stream)).expect("the test listens");
            let length = body.len();
            let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).expect("it is sent");
        }
    });
    Heard { url, requests }
}

fn request(stream: &mut TcpStream) -> Request<Vec<u8>> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("there is a head");
        head.extend(byte);
    }
    let head = String::from_utf8(head).expect("a head is text");
    let mut lines = head.lines();
    let mut first = lines.next().expect("a first line").split(' ');
    let mut request =
        Request::builder().method(first.next().expect("a method")).uri(first.next().expect("a path"));
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        request = request.header(name, value);
    }
    let mut request = request.body(Vec::new()).expect("a request");
    let length = request.headers().get("content-length");
    let length = length.map_or(0, |length| length.to_str().expect("text").parse().expect("a length"));
    request.body_mut().resize(length, 0);
    stream.read_exact(request.body_mut()).expect("the body is whole");
    request
}

/// A timer whose hours pass at once and are counted.
#[derive(Clone, Default)]
struct Counted(Arc<Mutex<Vec<u64>>>);

impl Timer for Counted {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().expect("no panic").push(time.as_secs());
        Box::pin(ready(()))
    }
}

fn server() -> MockServer<Client> {
    MockServer::start()
}

fn statuses(record: &PostRecord) -> Vec<Option<u16>> {
    record.pushes.iter().map(|push| push.status).collect()
}

#[test]
fn the_address_is_tried_before_anything_is_posted() {
    let (server, heard) = (server(), receiver(&[(200, ""), (204, "")]));
    let record = server.post_to(&heard.url).callback("account.changed").send();
    assert!(record.is_accepted(), "{record}");
    let heard = heard.all();
    let lines: Vec<_> =
        heard.iter().map(|request| (request.method().as_str(), request.body().as_slice())).collect();
    assert_eq!(lines, [("GET", &b""[..]), ("POST", &br#"{"accountId":7}"#[..])]);
    assert_eq!(heard[1].uri(), "/notices?key=hunter2");
    assert!(!format!("{record} {record:?}").contains("hunter2"), "{record:?}");
    assert_eq!(server.posts(), [record]);
}

#[test]
fn nothing_is_posted_where_the_address_fails() {
    let (server, heard) = (server(), receiver(&[BUSY]));
    let record = server.post_to(&heard.url).callback("account.changed").send();
    assert_eq!((record.end, record.posted()), (PostEnd::ProbeFailed, 0), "{record}");
    assert_eq!(heard.all().len(), 1);
}

#[test]
fn the_probe_can_be_left_out() {
    let (server, heard) = (server(), receiver(&[(200, "")]));
    let record = server.post_to(&heard.url).callback("account.changed").without_probe().send();
    assert!(record.is_accepted() && record.posted() == 1, "{record}");
    assert_eq!(heard.all()[0].method(), "POST");
}

#[test]
fn it_is_posted_again_until_the_wanted_answer_comes() {
    let (server, heard) = (server(), receiver(&[BUSY, REFUSED, TAKEN]));
    let timer = Counted::default();
    let record = server.post_to(&heard.url).callback("account.closed").timer(timer.clone()).send();
    assert!(record.is_accepted(), "{record}");
    assert_eq!(statuses(&record), [Some(500), Some(200), Some(200)]);
    assert_eq!(*timer.0.lock().expect("no panic"), [3600, 7200]);
    assert_eq!(record.pushes[1].flaw.as_deref(), Some("`code` is `9999`, wanted is `2000`"));
    assert_eq!((record.pushes[1].waited.as_secs(), record.pushes[0].body.as_str()), (3600, "busy"));

    let receiver = Receiver::<Closed>::new(Credentials::new("test-app-key", "test-app-secret"));
    for request in heard.all() {
        let taken = receiver.receive(request.method(), request.headers(), request.body());
        match taken.expect("it is signed") {
            Incoming::Notification(closed) => assert_eq!(closed.account_id.get(), 8),
            Incoming::Probe(_) => panic!("nobody tries this address"),
        }
    }
}

#[test]
fn it_is_given_up_after_as_many_pushes_as_documented() {
    let (server, heard) = (server(), receiver(&[BUSY]));
    let timer = Counted::default();
    let record = server.post_to(&heard.url).callback("account.closed").timer(timer.clone()).send();
    assert_eq!((record.end, record.posted()), (PostEnd::GivenUp, 4), "{record}");
    // The last wait is not stated.
    assert_eq!(*timer.0.lock().expect("no panic"), [3600, 7200, 7200]);
    assert_eq!(statuses(&record), [Some(500), None, None, None]);
    assert_eq!(record.pushes[3].flaw.as_deref(), Some("cannot connect: connection refused"));
}

#[test]
fn a_test_says_what_is_posted_and_what_is_wanted() {
    let (server, heard) = (server(), receiver(&[REFUSED, TAKEN]));
    let poster = || server.post_to(&heard.url).callback("account.closed").without_waiting();
    let record = poster().body(r#"{"accountId":9}"#).until(Reply::EMPTY).send();
    assert!(record.is_accepted() && record.posted() == 1, "{record}");
    let closed = Closed { account_id: 10_u64.into(), ..Closed::default() };
    assert!(server.post_to(&heard.url).notification(&closed).send().is_accepted());
    let bodies: Vec<_> = heard.all().into_iter().map(Request::into_body).collect();
    assert_eq!(bodies, [br#"{"accountId":9}"#.to_vec(), br#"{"accountId":10}"#.to_vec()]);
}

#[test]
fn nothing_leaves_loopback_unless_somebody_says_so() {
    let server = server();
    let record = server.post_to("http://192.0.2.1/").callback("account.closed").without_waiting().send();
    let flaw = "`192.0.2.1` is not on loopback; say `.anywhere()` to post there";
    assert!(record.pushes.iter().all(|push| push.flaw.as_deref() == Some(flaw)), "{record}");
    assert_eq!((record.end, record.pushes.len()), (PostEnd::GivenUp, 4));
}

#[test]
fn an_answer_is_not_waited_for_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let (server, url) = (server(), format!("http://{}/", listener.local_addr().expect("an address")));
    let poster = server.post_to(url).callback("account.changed");
    let record = poster.timeout(Duration::from_millis(50)).send();
    assert_eq!(record.end, PostEnd::ProbeFailed);
    assert_eq!(record.pushes[0].flaw.as_deref(), Some("nothing came within 50ms"));
}

#[test]
fn a_record_keeps_the_beginning_of_a_long_answer() {
    static LONG: [u8; 10_000] = [b'x'; 10_000];
    let long = std::str::from_utf8(&LONG).expect("text");
    let (server, heard) = (server(), receiver(Vec::leak(vec![(200, long)])));
    let record = server.post_to(&heard.url).callback("account.changed").without_probe().send();
    assert_eq!((record.pushes[0].body.len(), record.end), (4096, PostEnd::Accepted));
}

/// A wait that never ends.
struct Never;

impl Timer for Never {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn it_goes_on_in_the_thread_of_the_server_until_that_stops() {
    let (server, heard) = (server(), receiver(&[BUSY]));
    let posting = server.post_to(&heard.url).callback("account.closed").timer(Never).start();
    heard.requests.recv().expect("the first push");
    assert_eq!(posting.record().end, PostEnd::UnderWay);
    drop(server);
    assert_eq!(posting.wait().end, PostEnd::Stopped);
}

#[test]
fn it_can_be_awaited() {
    let (server, heard) = (server(), receiver(&[TAKEN]));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let record = runtime.block_on(server.post_to(&heard.url).callback("account.closed").start());
    assert!(record.is_accepted(), "{record}");
}

#[test]
#[should_panic(expected = "nothing can be posted: there is no callback `a.b`")]
fn a_callback_that_is_not_there_fails_the_test() {
    server().post_to("http://127.0.0.1:1/").callback("a.b").start();
}
