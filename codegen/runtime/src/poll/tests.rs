//! Waits against a vendor that answers from a list, in a time whose hours pass at once.

use super::*;
use crate::pretend::{Pretend, VirtualTimer, block_on, builder, response};
use crate::private::*;
use crate::retry::RetryPolicy;
use crate::timer::Timer as _;
use crate::transport::TransportError;
use bytes::Bytes;
use std::sync::Mutex;
use std::time::Duration;

answer! {
    /// How far it is.
    struct Task {
        /// Its state.
        #[field(0, "state")]
        pub state: Option<String>,
        /// Why it failed.
        #[field(1, "failCode")]
        pub fail_code: Option<String>,
        /// In words.
        #[field(2, "failMsg")]
        pub fail_message: Option<String>,
    }
}

answer! {
    /// The started work.
    struct Started {
        /// Its id.
        #[field(0, "taskId")]
        pub task_id: Option<Id>,
        /// The result, where it is there at once.
        #[field(1, "task")]
        pub task: Option<Task>,
    }
}

request! {
    struct Start {
        #[field(0, "orgId")]
        org_id: Option<Id>,
    }
}

request! {
    struct Get {
        #[field(0, "taskId", required)]
        task_id: String,
        #[field(1, "orgId", required)]
        org_id: Id,
        #[field(2, "kind")]
        kind: Option<String>,
    }
}

static START: Operation = operation("task.start", Method::Post, "/start");
static GET: Operation = operation("task.get", Method::Post, "/get").retry(Retry::Safe);

static PROGRESS: Progress = Progress {
    operation: &GET,
    request: blank_request::<Get>,
    state: &["state"],
    done: &["3"],
    failed: &["2"],
    running_codes: &["1001"],
    code: &["failCode"],
    message: &["failMsg"],
    every_seconds: 60,
    limit_seconds: 7_200,
};
static ASK: Ask = Ask {
    progress: &PROGRESS,
    fill: &[
        Fill { to: &["taskId"], form: FillAs::Text, required: true, from: FillFrom::Answer(&[&["taskId"]]) },
        Fill { to: &["orgId"], form: FillAs::Number, required: true, from: FillFrom::Request(&["orgId"]) },
        Fill { to: &["kind"], form: FillAs::Text, required: false, from: FillFrom::Text("x") },
    ],
};

/// A vendor that answers these one after the other, and the last one again and again; `reset` breaks the connection.
fn vendor(answers: &'static [&'static str]) -> Pretend {
    let next = Mutex::new(0);
    Pretend::new(move |request| {
        if request.uri().path().ends_with("/start") {
            return Ok(response(200, r#"{"code":"2000","data":{"taskId":77}}"#));
        }
        let mut next = next.lock().expect("no test panics here");
        let answer = answers[(*next).min(answers.len() - 1)];
        *next += 1;
        match answer {
            "reset" => Err(TransportError::unknown("reset")),
            answer => Ok(response(200, answer)),
        }
    })
}

const RUNNING: &str = r#"{"code":"2000","data":{"state":"1"}}"#;
const DONE: &str = r#"{"code":"2000","data":{"state":"3"}}"#;
const FAILED: &str = r#"{"code":"2000","data":{"state":"2","failCode":"E9","failMsg":"hunter2"}}"#;

fn client(vendor: &Pretend) -> Client {
    builder(vendor).retry(RetryPolicy::never()).build().map(|core| core.0).expect("the settings are good")
}

fn start(client: &Client, org_id: Option<u64>) -> Work<Task> {
    let request = Start { org_id: org_id.map(Id::from) };
    Work::start(client, Call::<Started>::new(client, &START, &request), &request, &ASK, |started| {
        match started.task.clone() {
            Some(task) => Ok(task),
            None => Err(started),
        }
    })
}

/// What a wait came to: the state or the kind of error, how often it asked, after how long.
#[track_caller]
fn check(answers: &'static [&'static str], expected: Result<&str, ErrorKind>, asked: usize, seconds: u64) {
    let (vendor, began) = (vendor(answers), VirtualTimer.now());
    let came = block_on(start(&client(&vendor), Some(5)));
    let came = came.map(|task| task.state.unwrap_or_default()).map_err(|error| error.kind());
    assert_eq!(came.as_deref().map_err(|kind| *kind), expected);
    let gets = vendor.paths().iter().filter(|path| path.ends_with("/get")).count();
    assert_eq!((gets, seconds_since(began)), (asked, seconds));
}

/// How many seconds of pretend time passed.
fn seconds_since(began: Duration) -> u64 {
    (VirtualTimer.now() - began).as_secs()
}

#[test]
fn work_is_asked_for_at_its_pace_until_it_is_done() {
    check(&[RUNNING, RUNNING, DONE], Ok("3"), 3, 180);
    check(&[DONE], Ok("3"), 1, 60);
}

#[test]
fn the_request_that_asks_is_filled_from_the_start() {
    let vendor = vendor(&[DONE]);
    block_on(start(&client(&vendor), Some(5))).expect("it is done");
    let sent = vendor.sent.lock().expect("no test panics here");
    assert_eq!(sent[1].body(), &Bytes::from_static(br#"{"taskId":"77","orgId":5,"kind":"x"}"#));
}

#[test]
fn a_state_that_nobody_documented_goes_on() {
    check(
        &[
            r#"{"code":"2000","data":{"state":"9"}}"#,
            r#"{"code":"2000","data":{}}"#,
            r#"{"code":"2000","data":null}"#,
            DONE,
        ],
        Ok("3"),
        4,
        240,
    );
}

#[test]
fn a_failed_attempt_to_ask_does_not_end_the_work() {
    check(&["reset", r#"{"code":"400429"}"#, r#"{"code":"1001"}"#, DONE], Ok("3"), 4, 240);
}

#[test]
fn a_vendor_that_wants_to_be_left_alone_is() {
    let began = VirtualTimer.now();
    let first = Mutex::new(true);
    let vendor = Pretend::new(move |request| {
        if request.uri().path().ends_with("/start") {
            return Ok(response(200, r#"{"code":"2000","data":{"taskId":77}}"#));
        }
        if std::mem::take(&mut *first.lock().expect("no test panics here")) {
            let mut busy = response(429, "");
            busy.headers_mut().insert("Retry-After", "600".parse().expect("it is a header"));
            return Ok(busy);
        }
        Ok(response(200, DONE))
    });
    block_on(start(&client(&vendor), Some(5))).expect("it is done");
    assert_eq!((vendor.paths().len(), seconds_since(began)), (3, 660));
}

#[test]
fn another_failure_ends_the_wait() {
    check(&[RUNNING, r#"{"code":"4004"}"#], Err(ErrorKind::Code), 2, 120);
}

#[test]
fn a_limit_ends_the_wait_and_the_error_has_the_id() {
    check(&[RUNNING], Err(ErrorKind::WorkUnfinished), 119, 7_200);
    let (vendor, began) = (vendor(&[RUNNING, "reset"]), VirtualTimer.now());
    let work = start(&client(&vendor), Some(5));
    let work = work.every(Duration::from_secs(40)).for_at_most(Duration::from_secs(100));
    let error = block_on(work).expect_err("it is never over");
    assert_eq!((error.work_id(), error.operation(), seconds_since(began)), (Some("77"), "task.get", 100));
    let text = error.to_string();
    assert!(
        text.starts_with("task.get: the work was not over after 100s; the last attempt to ask failed: "),
        "{text}"
    );
}

#[test]
fn failed_work_says_why_and_shows_no_text() {
    let vendor = vendor(&[FAILED]);
    let error = block_on(start(&client(&vendor), Some(5))).expect_err("it failed");
    assert_eq!(error.kind(), ErrorKind::WorkFailed);
    assert_eq!(
        (error.code().map(Code::as_str), error.message(), error.work_id()),
        (Some("E9"), Some("hunter2"), Some("77"))
    );
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn states_come_one_by_one_and_end() {
    let vendor = vendor(&[RUNNING, FAILED]);
    let mut states = start(&client(&vendor), Some(5)).states();
    assert_eq!(states.work_id(), None);
    block_on(async {
        let mut next =
            async || states.next().await.map(|state| state.map(|task| task.state.unwrap_or_default()));
        assert_eq!(next().await.transpose().expect("a state").as_deref(), Some("1"));
        assert_eq!(next().await.transpose().expect("a state").as_deref(), Some("2"));
        assert_eq!(next().await.transpose().expect_err("it failed").kind(), ErrorKind::WorkFailed);
        assert!(next().await.is_none());
    });
    assert_eq!((states.work_id(), states.is_terminated()), (Some("77"), true));
}

#[test]
fn what_is_missing_is_told_before_anything_is_sent() {
    let vendor = vendor(&[DONE]);
    let error = block_on(start(&client(&vendor), None)).expect_err("there is no enterprise");
    assert_eq!(error.to_string(), "task.get: the work cannot be asked for: `orgId` was not set");
    assert!(vendor.paths().is_empty());
}

#[test]
fn an_answer_without_an_id_is_an_error() {
    let vendor = Pretend::answering(200, r#"{"code":"2000","data":{}}"#);
    let error = block_on(start(&client(&vendor), Some(5))).expect_err("there is no id");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("`taskId` is not in the answer"), "{error}");
}

#[test]
fn a_result_at_once_ends_the_wait() {
    let body = r#"{"code":"2000","data":{"task":{"state":"3"}}}"#;
    let vendor = Pretend::answering(200, body);
    let task = block_on(start(&client(&vendor), Some(5))).expect("it is done");
    assert_eq!((task.state.as_deref(), vendor.paths().len()), (Some("3"), 1));
}

#[test]
fn work_that_was_started_before_is_asked_for_at_once() {
    let (vendor, began) = (vendor(&[RUNNING, DONE]), VirtualTimer.now());
    let request = Get { task_id: "77".into(), org_id: Id::from(5), kind: None };
    let work: Work<Task> = Work::ask(&client(&vendor), &PROGRESS, request);
    block_on(work).expect("it is done");
    assert_eq!((vendor.paths().len(), seconds_since(began)), (2, 60));
}

#[test]
fn without_a_state_success_is_the_end() {
    static PLAIN: Progress = Progress {
        operation: &GET,
        request: blank_request::<Get>,
        state: &[],
        done: &[],
        failed: &[],
        running_codes: &["1001"],
        code: &[],
        message: &[],
        every_seconds: 60,
        limit_seconds: 600,
    };
    let ask = |answers| {
        let vendor = vendor(answers);
        let work: Work<Task> = Work::ask(&client(&vendor), &PLAIN, Get::blank());
        block_on(work).map(|task| task.state).map_err(|error| error.kind())
    };
    assert_eq!(ask(&[r#"{"code":"1001"}"#, RUNNING]), Ok(Some("1".to_owned())));
    assert_eq!(ask(&[r#"{"code":"2000"}"#]), Err(ErrorKind::Decode));
}

#[test]
fn a_wait_may_be_sent_to_another_thread_and_shows_nothing() {
    fn sendable<T: Send + Unpin>(_: &T) {}
    let vendor = vendor(&[DONE]);
    let work = start(&client(&vendor), Some(5));
    sendable(&work);
    assert_eq!(
        format!("{work:?}"),
        r#"Work(States { operation: "task.get", every: 60s, limit: 7200s, .. })"#
    );
    sendable(&work.states());
}
