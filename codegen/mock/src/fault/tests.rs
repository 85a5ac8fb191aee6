//! Faults on real sockets, by hand and by our own client.

use super::*;
use crate::pretend::roster::by_name::Roster;
use crate::pretend::{Client, account, roster};
use crate::{MockServer, Outcome};
use jiekou_runtime::{Clock, ErrorKind, wait};
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Instant;

/// A call by hand. What the server thinks of it does not matter here.
const CALL: &[u8] = b"GET /base/account/7 HTTP/1.1\r\nhost: localhost\r\n\r\n";

fn server() -> MockServer<Client> {
    MockServer::start()
}

fn connect(server: &MockServer<Client>) -> TcpStream {
    let authority = server.base_url().trim_start_matches("http://").trim_end_matches("/base");
    let stream = TcpStream::connect(authority).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a socket takes a timeout");
    stream
}

/// All that comes until the connection ends, and how it ends.
fn until_the_end(server: &MockServer<Client>) -> (Vec<u8>, io::Result<usize>) {
    let mut stream = connect(server);
    stream.write_all(CALL).expect("the call is sent");
    let mut came = Vec::new();
    let end = stream.read_to_end(&mut came);
    (came, end)
}

/// One answer on a connection that stays.
fn answer(stream: &mut TcpStream) -> String {
    stream.write_all(CALL).expect("the call is sent");
    let (mut came, mut byte) = (Vec::new(), [0]);
    while !came.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("there is a head");
        came.extend(byte);
    }
    let head = String::from_utf8(came.clone()).expect("a head is text");
    let length = header(&head, "content-length").parse().expect("the body has a length");
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("the body is whole");
    came.extend(body);
    String::from_utf8_lossy(&came).into_owned()
}

fn header<'h>(head: &'h str, name: &str) -> &'h str {
    let line = |line: &'h str| line.split_once(": ").filter(|(known, _)| known.eq_ignore_ascii_case(name));
    head.lines().find_map(line).unwrap_or_else(|| panic!("`{name}` is missing in {head}")).1
}

/// How many bytes a whole answer has.
fn whole() -> usize {
    answer(&mut connect(&server())).len()
}

/// Calls by our own client, without faults in the call for a token.
fn update(server: &MockServer<Client>, id: u64) -> jiekou_runtime::Result<bool> {
    wait(server.client().update(id)).map(|answer| answer.data)
}

#[test]
fn a_connection_is_closed_after_so_many_bytes() {
    let whole = whole();
    for bytes in [0, 1, 20, whole - 1, whole] {
        let server = server();
        server.fault(Fault::close_after(bytes));
        let (came, end) = until_the_end(&server);
        assert_eq!((came.len(), end.ok()), (bytes, Some(bytes)));
    }
}

#[test]
fn a_connection_is_reset_after_so_many_bytes() {
    let whole = whole();
    for bytes in [0, 1, 20, whole - 1, whole] {
        let server = server();
        server.fault(Fault::reset_after(bytes));
        let (came, end) = until_the_end(&server);
        assert_eq!(came.len(), bytes);
        assert_eq!(end.expect_err("it is reset").kind(), io::ErrorKind::ConnectionReset);
    }
}

#[test]
fn what_is_shorter_comes_whole_and_the_connection_stays() {
    let server = server();
    let far = whole() + 1;
    server.fault(Fault::reset_after(far));
    let mut stream = connect(&server);
    for _ in 0..3 {
        assert_eq!(answer(&mut stream).len(), far - 1);
    }
}

#[test]
fn an_answer_comes_in_pieces() {
    let (server, whole, pause) = (server(), whole(), Duration::from_millis(150));
    server.fault(Fault::dribble(100, pause).times(1));
    let mut stream = connect(&server);
    let pauses = u32::try_from((whole - 1) / 100).expect("few");
    assert!(pauses >= 2, "the answer is too short for this test");
    let mut time = || {
        let began = Instant::now();
        assert_eq!(answer(&mut stream).len(), whole);
        began.elapsed()
    };
    let (struck, whole) = (time(), time());
    assert!(struck >= pause * pauses && whole < struck, "{struck:?}, {whole:?}");
}

#[test]
fn pieces_end_where_the_connection_does() {
    let server = server();
    server.fault(Fault::dribble(7, Duration::from_millis(1)));
    server.fault(Fault::close_after(20));
    assert_eq!(until_the_end(&server).0.len(), 20);
}

#[test]
fn other_calls_go_on_during_a_delay() {
    let server = server();
    let time = Duration::from_millis(1500);
    server.fault(Fault::delay(time).on(account::update));
    let client = server.client();
    wait(client.get(7)).expect("it succeeds");
    let began = Instant::now();
    let late = client.update(7);
    let late = std::thread::spawn(move || wait(late));
    let is_late = |call: &crate::CallRecord| call.operation == Some("account.update");
    while !server.calls().iter().any(is_late) {
        std::thread::sleep(Duration::from_millis(1));
    }
    wait(client.get(7)).expect("it succeeds");
    assert!(!late.is_finished(), "it was held up");
    late.join().expect("no panic").expect("it succeeds");
    assert!(began.elapsed() >= time);
    let call = server.calls().into_iter().find(is_late).expect("it was seen");
    assert_eq!(call.faults, ["delay of 1.5s"]);
    assert_eq!(call.outcome, Outcome::Example("a new password"));
}

#[test]
fn a_fault_strikes_when_it_should() {
    let server = server();
    let fault = server.fault(Fault::code("5006").on(account::update).after(1).times(2));
    let outcomes: Vec<_> = (0..5).map(|_| update(&server, 7).is_ok()).collect();
    assert_eq!(outcomes, [true, false, false, true, true]);
    assert_eq!(fault.struck(), 2);
    assert!(server.faults().is_empty(), "it is used up");
}

#[test]
fn chance_is_the_same_each_time() {
    let outcomes = |seed| {
        let server = server();
        server.fault(Fault::code("5006").on(account::update).with_probability(0.5, seed));
        let client = server.client();
        (0..16).map(|_| wait(client.update(7)).is_ok()).collect::<Vec<_>>()
    };
    let first = outcomes(1);
    assert_eq!(first, outcomes(1));
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
    let never = server();
    never.fault(Fault::html().with_probability(0.0, 1));
    assert_eq!(update(&never, 7).ok(), Some(true));
}

#[test]
fn a_fault_is_switched_off() {
    let server = server();
    let (one, other) = (Fault::code("5006"), Fault::status(500));
    let (one, other) = (server.fault(one.on(account::update)), server.fault(other.on(account::get)));
    assert_eq!((one.number(), other.number()), (1, 2));
    assert!(update(&server, 7).is_err());
    one.off();
    assert!(update(&server, 7).is_ok());
    assert_eq!(server.faults().len(), 1);
    server.clear_faults();
    assert!(server.faults().is_empty());
    assert_eq!(other.fault(), &Fault::status(500).on(account::get));
}

#[test]
fn a_gateway_answers_in_place_of_the_vendor() {
    let server = server();
    for (fault, status) in [(Fault::html(), 200), (Fault::status(503), 503)] {
        let text = fault.to_string();
        server.fault(fault.on(account::update).times(1));
        let error = update(&server, 7).expect_err("it is no answer");
        assert_eq!(error.status(), Some(status), "{error}");
        let calls = server.calls();
        let call = calls.last().expect("it was seen");
        assert_eq!((call.status, &call.outcome), (status, &Outcome::Fault(text)));
    }
}

#[test]
fn too_many_calls_are_told_when_to_come_again() {
    let server = server();
    server.fault(Fault::too_many(Duration::from_secs(3)).times(1));
    let mut stream = connect(&server);
    let head = answer(&mut stream);
    assert!(head.starts_with("HTTP/1.1 429 "), "{head}");
    assert_eq!(header(&head, "retry-after"), "3");
    server.fault(Fault::too_many_until(Duration::from_secs(60)).times(1));
    let head = answer(&mut stream);
    let date = |name| httpdate::parse_http_date(header(&head, name)).expect("a date");
    let later = date("retry-after").duration_since(date("date")).expect("it is later");
    assert_eq!(later, Duration::from_secs(60));
}

#[test]
fn a_token_does_for_so_many_calls() {
    let server = server();
    let fault = server.fault(Fault::stale_token_after(2));
    let client = server.client();
    for _ in 0..5 {
        assert!(wait(client.update(7)).expect("the client fetches another token").data);
    }
    let calls = server.calls();
    let of = |id| calls.iter().filter(|call| call.operation == Some(id)).count();
    assert_eq!((of("auth.login"), of("account.update"), fault.struck()), (3, 7, 2));
    let stale = &calls[3];
    assert_eq!(stale.outcome, Outcome::Fault("a token does for 2 calls".to_owned()));
}

struct At(i64);

impl Clock for At {
    fn now_ms(&self) -> i64 {
        self.0
    }
}

#[test]
fn a_clock_is_off_for_the_calls_that_it_concerns() {
    let server = MockServer::<Client>::builder().clock(At(784_111_777_000)).start().expect("a server");
    let mut stream = connect(&server);
    server.fault(Fault::clock_ahead(Duration::from_secs(60)).times(1));
    assert_eq!(header(&answer(&mut stream), "date"), "Sun, 06 Nov 1994 08:50:37 GMT");
    server.fault(Fault::clock_behind(Duration::from_secs(37)).times(1));
    assert_eq!(header(&answer(&mut stream), "date"), "Sun, 06 Nov 1994 08:49:00 GMT");
    assert_eq!(header(&answer(&mut stream), "date"), "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(server.vendor.clock.now_ms(), 784_111_777_000);
}

#[test]
fn a_text_comes_in_another_charset() {
    let server = server();
    server.fault(Fault::charset("gbk").on(account::update).times(1));
    let error = update(&server, 8).expect_err("the example is a failure");
    assert_eq!(error.message(), Some("\u{65e0}"));
    server.fault(Fault::mislabelled("gbk", "utf-8").on(account::update).times(1));
    let error = update(&server, 8).expect_err("the example is a failure");
    assert_eq!(error.code().map(|code| code.as_str()), Some("5006"));
    assert!(error.message().is_some_and(|message| message.contains('\u{fffd}')), "{error}");
}

#[test]
fn a_code_is_found_by_name() {
    let server = server();
    server.fault(Fault::code("signature_wrong").on(account::update));
    let error = update(&server, 7).expect_err("it is refused");
    assert_eq!(error.code().map(|code| code.as_str()), Some("505019"));
}

#[test]
fn of_operations_at_one_path_the_one_that_is_meant_is_struck() {
    let server = server();
    server.fault(Fault::code("5006").on(roster::by_tag));
    let client = server.client();
    assert!(wait(client.people_by_name("a")).is_ok());
    assert!(wait(client.people_by_tag("a")).is_err());
    let calls = server.calls();
    let call = calls.last().expect("it was seen");
    assert_eq!((call.operation, call.request.as_str()), (Some("roster.by_tag"), r#"{"tag":"a"}"#));
}

/// What our own client reads of an odd answer, or why it does not.
#[track_caller]
fn check(oddity: Oddity, expected: Result<&str, ErrorKind>) {
    let server = server();
    let fault = server.fault(Fault::odd(oddity).on(roster::by_name).times(1));
    let read = wait(server.client().people_by_name("a")).map(|answer| {
        let Roster { total, rate, people, .. } = answer.data;
        let people = people.map(|people| {
            people.iter().map(|person| (person.id.get(), person.tags.clone())).collect::<Vec<_>>()
        });
        format!("{total:?} {rate:?} {people:?}")
    });
    assert_eq!(read.as_deref().map_err(jiekou_runtime::Error::kind), expected);
    assert_eq!(fault.struck(), 1);
}

#[test]
fn odd_answers_are_read_or_refused_by_our_own_client() {
    let whole = r#"Some(1) Some(1.50) Some([(7, Some(["a", "b"]))])"#;
    check(Oddity::EmptyData, Err(ErrorKind::Decode));
    check(Oddity::MissingCode, Err(ErrorKind::NoCode));
    check(Oddity::IdsAsText, Ok(whole));
    check(Oddity::NumbersAsText, Ok(whole));
    check(Oddity::SingleAsObject, Ok(whole));
    check(Oddity::NullLists, Ok("Some(1) Some(1.50) None"));
    check(Oddity::UnknownMembers, Ok(whole));
    check(Oddity::DuplicateKeys, Ok(whole));
    check(Oddity::Bom, Ok(whole));
}

#[test]
#[should_panic(expected = "there is no such fault: no code or name `1` is documented")]
fn a_fault_that_makes_no_sense_fails_the_test() {
    server().fault(Fault::code("1"));
}
