//! Tests of the envelope: which answers succeed, fail, or are no answers.

use super::*;
use crate::pretend::{API, BARE, Part1, Response};
use crate::value::Blank;

fn outcome<'d>(json: &'d str, slot: &mut dyn Slot) -> (Head<'d>, String) {
    let (head, outcome) = read(&API.envelope, None, json.as_bytes(), slot);
    let outcome = match outcome {
        Outcome::Unreadable(error) => error.to_string(),
        other => format!("{other:?}"),
    };
    (head, outcome)
}

#[track_caller]
fn check(json: &str, slot: &mut dyn Slot, expected: &str) {
    assert_eq!(outcome(json, slot).1, expected);
}

#[test]
fn success_fills_the_slot() {
    for json in [
        r#"{"code":"2000","data":true,"success":true}"#,
        r#"{"data":true,"code":2000}"#,
        r#"{"result":true,"code":"SUCCESS"}"#,
        r#"{"code":"2000","data":true,"result":null,"extra":[1]}"#,
        r#"{"code":"2000","result":true,"data":null}"#,
        r#"{"code":"2000","data":null,"result":true}"#,
        r#"{"code":"2000","result":true,"data":""}"#,
        r#"{"code":"2000","result":true,"data":[]}"#,
        r#"{"code":"2000","data":true,"data":""}"#,
        r#"{"code":"2000","data":"true","success":"true"}"#,
        r#"{"code":2000.0,"result":false,"data":true}"#,
        "\u{feff}{\"code\":\"2000\",\"data\":true}",
    ] {
        let mut data = false;
        check(json, &mut data, "Success");
        assert!(data, "{json}");
    }
}

#[test]
fn the_members_are_read_by_all_their_names() {
    let (head, _) = outcome(r#"{"code":4001,"msg":"m","req_id":"r","reqId":null,"errShow":true}"#, &mut ());
    assert_eq!(head.code.as_deref(), Some("4001"));
    assert_eq!(head.message.as_deref(), Some("m"));
    assert_eq!(head.request_id.as_deref(), Some("r"));
    assert_eq!(head.presentable, Some(true));
}

#[test]
fn a_code_of_failure_counts_whatever_the_data_is_like() {
    for json in [
        r#"{"code":"4001","data":"","success":true}"#,
        r#"{"data":{"surprise":1},"code":"4001"}"#,
        r#"{"data":[],"code":"4001"}"#,
    ] {
        let mut data = false;
        check(json, &mut data, "Failure");
    }
    check(r#"{"code":"2000","data":true,"success":false}"#, &mut false, "Flagged");
    check(r#"{"success":"false","data":"","code":"2000"}"#, &mut false, "Flagged");
    check(r#"{"success":false,"data":""}"#, &mut false, "NoCode");
}

#[test]
fn data_may_be_nothing_where_the_type_allows() {
    for json in [r#"{"code":"2000"}"#, r#"{"code":"2000","data":null}"#, r#"{"code":"2000","data":""}"#] {
        let mut data: Option<Response> = Some(Response::blank());
        check(json, &mut data, "Success");
        assert!(data.is_none(), "{json}");
        check(json, &mut (), "Success");
        check(json, &mut false, "`data`: expected a boolean, found nothing");
    }
    let mut data: Option<Response> = Some(Response::blank());
    check(r#"{"code":"2000","data":[]}"#, &mut data, "Success");
    assert!(data.is_none());
    check(
        r#"{"code":"2000","data":[]}"#,
        &mut Response::blank(),
        "`data`: expected an object, found nothing",
    );
}

#[test]
fn data_that_does_not_fit_is_named() {
    let mut data = Response::blank();
    check(
        r#"{"data":{"accountId":1,"items":[{"price":"hunter2"}]},"code":"2000"}"#,
        &mut data,
        "`data.items[0].price`: expected a whole number of 64 bits, found a string",
    );
}

#[test]
fn an_answer_without_a_code_is_told_apart() {
    check(r#"{"data":true}"#, &mut false, "NoCode");
    check(r#"{"data":{},"code":null}"#, &mut false, "NoCode");
    check(r#"{"code":{"a":1}}"#, &mut false, "NoCode");
}

#[test]
fn another_member_may_say_success_where_there_is_no_code() {
    check(r#"{"done":true,"data":true}"#, &mut false, "Success");
    check(r#"{"data":true,"done":true,"code":null}"#, &mut false, "Success");
    check(r#"{"done":false,"data":true}"#, &mut false, "NoCode");
    check(r#"{"done":true,"code":"4001"}"#, &mut false, "Failure");
}

#[test]
fn what_is_no_answer_is_unreadable() {
    check("", &mut (), "the answer is empty");
    check("[]", &mut (), "the answer: expected an object, found a list");
    check("<html>", &mut (), "the answer is HTML or XML, not JSON (line 1, column 1)");
    check(r#"{"code":"4001","#, &mut (), "the answer ends too early (line 1, column 15)");
    check(r#"{"data":7,"code":"20"#, &mut false, "the answer ends too early (line 1, column 20)");
}

#[test]
fn an_odd_text_does_not_cost_the_code() {
    for json in [
        &br#"{"code":"4001","message":"a\ud83d","reqId":"r"}"#[..],
        b"{\"message\":\"\xb2\xbb\",\"code\":\"4001\",\"reqId\":\"r\"}",
        br#"{"\ud83d":1,"code":"4001","reqId":"r"}"#,
    ] {
        let (head, outcome) = read(&API.envelope, None, json, &mut ());
        assert!(matches!(outcome, Outcome::Failure), "{outcome:?}");
        assert_eq!(head.request_id.as_deref(), Some("r"));
    }
    let odd = ": a number is too large, or a text is no Unicode";
    let mut data: Option<Response> = None;
    check(r#"{"code":"2000","message":"a\ud83d"}"#, &mut (), &format!("the answer{odd}"));
    check(r#"{"code":"2000","data":{"count":1e400}}"#, &mut data, &format!("`data.count`{odd}"));
    check(r#"{"code":"2000","data":{"tags":["\ud83d"]}}"#, &mut data, &format!("`data.tags[0]`{odd}"));
}

#[test]
fn data_may_stand_beside_the_code() {
    let mut data: Option<Response> = None;
    let (_, outcome) = read(&BARE.envelope, None, br#"{"code":0,"accountId":5}"#, &mut data);
    assert!(matches!(outcome, Outcome::Success));
    assert_eq!(data.map(|data| data.account_id.get()), Some(5));
    let (_, outcome) = read(&BARE.envelope, None, br#"{"code":1}"#, &mut Response::blank());
    assert!(matches!(outcome, Outcome::Failure));
    let (_, outcome) = read(&BARE.envelope, None, br#"{"code":0}"#, &mut Response::blank());
    assert!(matches!(outcome, Outcome::Unreadable(_)));
}

#[track_caller]
fn check_text(text_of: TextOf, json: &str, expected: &str) {
    let mut data: Option<Part1> = None;
    let (_, outcome) = read(&API.envelope, Some(text_of), json.as_bytes(), &mut data);
    let outcome = match outcome {
        Outcome::Unreadable(error) => error.to_string(),
        other => format!("{other:?} {:?}", data.map(|data| data.price)),
    };
    assert_eq!(outcome, expected, "{json}");
}

#[test]
fn data_may_be_a_text_that_holds_json() {
    for (json, expected) in [
        (r#"{"code":"2000","data":"{\"price\":3}"}"#, "Success Some(3)"),
        (r#"{"data":" {\"price\":\"3\"}\n","code":"2000"}"#, "Success Some(3)"),
        (r#"{"code":"2000","data":"null"}"#, "Success None"),
        (r#"{"code":"2000","data":"[]"}"#, "Success None"),
        (r#"{"code":"2000","data":""}"#, "Success None"),
        (r#"{"code":"2000","data":null}"#, "Success None"),
        (r#"{"code":"2000","result":"{\"price\":3}","data":""}"#, "Success Some(3)"),
        (r#"{"code":"2000","data":{"price":3}}"#, "`data`: expected a string, found an object"),
        (r#"{"code":"2000","data":"hunter2"}"#, "`data`: its text is not JSON"),
        (r#"{"code":"2000","data":"{\"price\":3"}"#, "`data`: its text ends too early"),
        (r#"{"code":"2000","data":"<a/>"}"#, "`data`: its text is HTML or XML, not JSON"),
        (
            r#"{"code":"2000","data":"{\"price\":\"hunter2\"}"}"#,
            "`data.price`: expected a whole number of 64 bits, found a string",
        ),
        (r#"{"code":"4001","data":"hunter2"}"#, "Failure None"),
    ] {
        check_text(TextOf::Json, json, expected);
    }
}

#[cfg(feature = "xml")]
#[test]
fn data_may_be_a_text_that_holds_xml() {
    for (json, expected) in [
        (r#"{"code":"2000","data":"<r><price>3</price></r>"}"#, "Success Some(3)"),
        (r#"{"code":"2000","data":"<r/>"}"#, "Success None"),
        (r#"{"code":"2000","data":""}"#, "Success None"),
        (r#"{"code":"2000","data":"<s/>"}"#, "`data`: its text is XML with another outermost element"),
        (r#"{"code":"2000","data":"{}"}"#, "`data`: its text is not XML"),
        (
            r#"{"code":"2000","data":"<r><price>hunter2</price></r>"}"#,
            "`data.price`: expected a whole number of 64 bits, found a string",
        ),
    ] {
        check_text(TextOf::Xml("r"), json, expected);
    }
}

#[cfg(not(feature = "xml"))]
#[test]
fn without_the_feature_xml_is_refused() {
    let expected = "`data`: its text is XML, and the feature `xml` of `jiekou-runtime` is off";
    check_text(TextOf::Xml("r"), r#"{"code":"2000","data":"<r/>"}"#, expected);
}
