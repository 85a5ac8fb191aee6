//! Answers from recordings, over real HTTP.

use super::*;
use crate::pretend::{Client, MOCK};
use crate::server::MockServer;
use jiekou_runtime::wait;
use tempfile::tempdir;

#[track_caller]
fn check_filled(recorded: &str, example: Option<&str>, expected: &str) {
    assert_eq!(filled(recorded, example), expected);
}

#[test]
fn what_was_not_shown_comes_from_the_example() {
    check_filled(r#""[redacted]""#, Some("7"), "7");
    check_filled(r#""[redacted]""#, None, r#""[redacted]""#);
    check_filled(
        r#"{"n":1.50,"s":"[redacted]","l":["[redacted]","[redacted]"],"o":{"s":"[redacted]"}}"#,
        Some(r#"{"s":"x","l":[1],"n":2}"#),
        r#"{"n":1.50,"s":"x","l":[1,1],"o":{"s":"[redacted]"}}"#,
    );
}

#[test]
fn what_was_recorded_is_answered_again() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("calls.jsonl");
    {
        let server = MockServer::<Client>::builder().record_to(&path).start().expect("it starts");
        server.on(crate::pretend::account::update).answer(false).once();
        server.on(crate::pretend::account::update).code("no_such_account").once();
        let client = server.client();
        assert!(!wait(client.update_with(7, "hunter2")).expect("it succeeds").data);
        assert!(wait(client.update_with(7, "hunter2")).is_err());
        wait(client.get(9)).expect("it succeeds");
        server.on(crate::pretend::account::update).answer(true);
        server.verify();
    }
    let text = std::fs::read_to_string(&path).expect("it was written");
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(!text.contains("hunter2") && !text.contains("13800000000"), "{text}");

    let server = MockServer::<Client>::builder().replay(&path).start().expect("it starts");
    let client = server.client();
    assert!(!wait(client.update_with(7, "other")).expect("it succeeds").data);
    for _ in 0..2 {
        let error = wait(client.update_with(7, "other")).expect_err("it fails as recorded");
        assert_eq!(error.code().map(|code| code.as_str().to_owned()), Some("5006".to_owned()));
    }
    let account = wait(client.get(9)).expect("it succeeds").data;
    assert_eq!(account.mobile.map(|mobile| mobile.expose().to_owned()), Some("13800000000".to_owned()));
    // What was not recorded is answered as usual.
    assert!(wait(client.update(1)).expect("it succeeds").data);
    let outcomes: Vec<_> = server.calls().into_iter().map(|call| call.outcome).collect();
    let (replay, usual) = (Outcome::Replay, Outcome::Example("a new password"));
    assert_eq!(outcomes[1..], [replay.clone(), replay.clone(), replay.clone(), replay, usual]);
}

#[test]
fn a_file_that_is_no_recording_is_told_with_its_line() {
    let told = |text: &str| Replay::of(&MOCK, text).map(|_| ()).expect_err("it is none");
    assert_eq!(told("\nx"), "line 2: it is no JSON object");
    let line = r#"{"operation":"x.y","request":{},"answer":{"code":"1"}}"#;
    assert_eq!(told(line), "line 1: there is no operation `x.y`");
    let nowhere = MockServer::<Client>::builder().replay("absent.jsonl").start();
    assert!(nowhere.expect_err("it is not there").to_string().starts_with("`absent.jsonl`: "));
}
