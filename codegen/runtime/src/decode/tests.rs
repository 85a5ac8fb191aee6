//! Tests of the decoder: what is read, and what errors say.

use super::*;
use crate::pretend::{Mode, Part1, Response};
use crate::private::*;

fn read(json: &str) -> std::result::Result<Response, String> {
    let mut response = Response::blank();
    decode(json.as_bytes(), &mut response).map(|()| response).map_err(|error| error.to_string())
}

#[track_caller]
fn good(json: &str) -> Response {
    read(json).expect("the answer fits")
}

#[track_caller]
fn check(json: &str, expected: &str) {
    assert_eq!(read(json).map(|_| ()).expect_err("the answer does not fit"), expected);
}

#[test]
fn every_kind_of_field_is_read() {
    let response = good(
        r#"{"part":{"price":1,"title":"t","more":[{"x":1}]},"unknown":{"a":[1,2]},"accountId":"0012","items":[{"price":-2},{"price":3,"name":"測"}],
        "mode":"9","secret":"s","done":true,"count":-5,"tags":["a","b"]}"#,
    );
    assert_eq!(response.part, Some(Part1 { price: 1, name: Some("t".to_owned()) }));
    assert_eq!(response.account_id.get(), 12);
    assert_eq!(response.items.len(), 2);
    assert_eq!(response.mode, Some(Mode::Nine));
    assert_eq!(response.secret.map(|secret| secret.expose().to_owned()).as_deref(), Some("s"));
    assert_eq!((response.done, response.count), (Some(true), Some(-5)));
    assert_eq!(response.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn null_and_nothing_are_none() {
    let response =
        good(r#"{"accountId":18446744073709551615,"part":null,"mode":null,"count":null,"tags":null}"#);
    assert!(response.part.is_none() && response.mode.is_none() && response.tags.is_none());
    assert_eq!(response.account_id.get(), u64::MAX);
}

#[test]
fn errors_name_the_place_and_hide_the_value() {
    check(
        r#"{"accountId":"hunter2"}"#,
        "`accountId`: expected an id (digits, as a number or a string), found a string",
    );
    check(
        r#"{"accountId":1,"items":[{"price":1},{"price":"hunter2"}]}"#,
        "`items[1].price`: expected a whole number of 64 bits, found a string",
    );
    check(r#"{"accountId":1,"tags":["a",[7]]}"#, "`tags[1]`: expected a string, found a list");
    check(r#"{"accountId":1,"tags":["a",null]}"#, "`tags[1]`: expected a string, found null");
    check(r#"{"accountId":1,"tags":{"hunter2":1}}"#, "`tags`: expected a string, found an object");
    check(r#"{"accountId":1,"secret":["hunter2"]}"#, "`secret`: expected a string, found a list");
    check(r#"{"accountId":1,"part":"hunter2"}"#, "`part`: expected an object, found a string");
    check(
        r#"{"accountId":1,"items":[{"name":"x"}]}"#,
        "`items[0].price`: expected a whole number of 64 bits, found nothing",
    );
    check(
        r#"{"accountId":1,"count":2147483648}"#,
        "`count`: expected a whole number of 32 bits, found a number",
    );
    check(
        r#"{"accountId":1.5}"#,
        "`accountId`: expected an id (digits, as a number or a string), found a number that is not whole or too large",
    );
    check(r#"{"accountId":1,"done":"hunter2"}"#, "`done`: expected a boolean, found a string");
    check(r#"{"accountId":1,"items":true}"#, "`items`: expected an object, found a boolean");
    check(r#"{"accountId":1,"part":[1]}"#, "`part`: expected an object, found a list");
    check(r#"{"accountId":1,"items":[""]}"#, "`items[0]`: expected an object, found an empty string");
}

#[test]
fn required_fields_must_be_there() {
    let missing = "`accountId`: expected an id (digits, as a number or a string), found nothing";
    check("{}", missing);
    check(r#"{"accountId":null}"#, missing);
    check(r#"{"accountId":""}"#, missing);
    check("[]", "the answer: expected an object, found an empty list");
    check("[1]", "the answer: expected an object, found a list");
    check("\"\"", "the answer: expected an object, found an empty string");
    check("null", "the answer: expected an object, found null");
}

#[test]
fn what_is_no_json_says_so() {
    check("", "the answer is empty");
    check(" \n", "the answer is empty");
    check("<html>hunter2</html>", "the answer is HTML or XML, not JSON (line 1, column 1)");
    check("hunter2", "the answer is not JSON (line 1, column 1)");
    check(r#"{"accountId":1"#, "the answer ends too early (line 1, column 14)");
    check(r#"{"accountId":1} x"#, "the answer is not JSON (line 1, column 17)");
}

#[test]
fn deep_nesting_in_what_is_skipped_does_no_harm() {
    let nest = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(good(&format!(r#"{{"x":{},"accountId":1}}"#, nest(1_000_000))).account_id.get(), 1);
    let inside = format!(r#"{{"accountId":1,"part":{{"price":1,"accountId":{}}}}}"#, nest(1_000_000));
    assert_eq!(good(&inside).account_id.get(), 1);
    check(
        &format!(r#"{{"accountId":{}}}"#, nest(1_000_000)),
        "`accountId`: expected an id (digits, as a number or a string), found a list",
    );
}

#[test]
fn a_sibling_may_hold_a_field() {
    assert_eq!(good(r#"{"part":{"price":1,"accountId":5}}"#).account_id.get(), 5);
    assert_eq!(good(r#"{"part":{"price":1,"accountId":"5"},"accountId":null}"#).account_id.get(), 5);
    for json in [
        r#"{"accountId":6,"part":{"price":1,"accountId":5}}"#,
        r#"{"part":{"price":1,"accountId":5},"accountId":6}"#,
    ] {
        assert_eq!(good(json).account_id.get(), 6);
    }
    check(
        r#"{"part":{"price":1,"accountId":"hunter2"}}"#,
        "`part.accountId`: expected an id (digits, as a number or a string), found a string",
    );
    let missing = "`accountId`: expected an id (digits, as a number or a string), found nothing";
    check(r#"{"part":{"price":1,"accountId":{"a":1}}}"#, missing);
}

#[test]
fn a_member_that_both_have_goes_to_both() {
    let response = good(r#"{"accountId":1,"part":{"price":3}}"#);
    assert_eq!((response.part.map(|part| part.price), response.count), (Some(3), Some(3)));
}

#[test]
fn of_a_repeated_member_the_last_counts() {
    let response = good(
        r#"{"accountId":1,"accountId":2,"part":{"price":1,"name":"x"},"part":{"price":2},"tags":["a"],"tags":["b"]}"#,
    );
    assert_eq!(response.account_id.get(), 2);
    assert_eq!(response.part, Some(Part1 { price: 2, name: None }));
    assert_eq!(response.tags, Some(vec!["b".to_owned()]));
    for blank in ["null", "\"\"", "[]", "[ ]"] {
        let json = format!(
            r#"{{"accountId":1,"count":7,"count":{blank},"part":{{"price":1}},"part":{blank},"tags":["a"],"tags":{blank}}}"#
        );
        let response = good(&json);
        assert_eq!(response.count, Some(7), "but {blank} counts for nothing");
        assert!(response.part.is_some() && response.tags == Some(vec!["a".to_owned()]), "{blank}");
    }
}

#[test]
fn answers_are_read_leniently() {
    let response = good(
        r#"{"part":[],"accountId":"12","items":{"price":"7","name":8.50},"mode":true,"secret":1.10,"done":"true","count":"-3","tags":"a"}"#,
    );
    assert!(response.part.is_none());
    assert_eq!(response.items, [Part1 { price: 7, name: Some("8.50".to_owned()) }]);
    assert_eq!(response.mode.map(|mode| format!("{:?}", mode.wire())).as_deref(), Some("Text(\"true\")"));
    assert_eq!(response.secret.map(|secret| secret.expose().to_owned()).as_deref(), Some("1.10"));
    assert_eq!((response.done, response.count), (Some(true), Some(-3)));
    assert_eq!(response.tags, Some(vec!["a".to_owned()]));
    let response = good(r#"{"part":"","accountId":1,"items":"","secret":"","done":"","count":"","tags":""}"#);
    assert!(response.part.is_none() && response.done.is_none() && response.count.is_none());
    assert!(response.items.is_empty() && response.tags.is_none() && response.secret.is_some());
    assert_eq!(
        good(r#"{"accountId":1,"tags":[1.50,true,"\u6d4b"]}"#).tags,
        Some(["1.50", "true", "测"].map(str::to_owned).to_vec())
    );
}

#[test]
fn digits_are_kept_that_the_parser_would_lose() {
    for number in ["8.50", "1.10", "-0", "18446744073709551616", "1e400", "12.0"] {
        let response = good(&format!(r#"{{"accountId":1,"tags":["a",{number}],"secret":{number}}}"#));
        assert_eq!(response.tags, Some(vec!["a".to_owned(), number.to_owned()]));
        assert_eq!(response.secret.map(|secret| secret.expose().to_owned()).as_deref(), Some(number));
        assert_eq!(
            good(&format!(r#"{{"tags":{number},"accountId":2}}"#)).tags,
            Some(vec![number.to_owned()])
        );
    }
    let mut lists: [Vec<Json>; 2] = [Vec::new(), Vec::new()];
    for (list, json) in lists.iter_mut().zip([r#"{"b": 1.50}"#, r#""x""#]) {
        decode(json.as_bytes(), list).expect("a list of one");
        assert_eq!(list.iter().map(Json::text).collect::<Vec<_>>(), [json]);
    }
    // What fits neither way is told as it is.
    check(r#"{"accountId":1,"tags":[1.5,[7]]}"#, "`tags[1]`: expected a string, found a list");
    let hidden = r#"{"accountId":1,"secret":{"$serde_json::private::Number":"1.50"}}"#;
    check(hidden, "`secret`: expected a string, found a number that is not whole or too large");
}

#[test]
fn what_is_no_unicode_harms_only_who_reads_it() {
    let read = |json: &[u8]| {
        let mut response = Response::blank();
        decode(json, &mut response).map(|()| response).map_err(|error| error.to_string())
    };
    let response = read(b"{\"x\":\"a\\\xff\",\"accountId\":7,\"y\":[\"\xb2\xbb\"]}");
    assert_eq!(response.map(|response| response.account_id.get()), Ok(7));
    for (json, place) in [
        (&b"{\"accountId\":1,\"secret\":\"\xff\"}"[..], "secret"),
        (b"{\"accountId\":1,\"secret\":\"\\\xff\"}", "secret"),
        (b"{\"accountId\":1,\"tags\":[1.5,\"\xff\"]}", "tags"),
        (b"{\"accountId\":1,\"count\":1,\"count\":\"\xff\"}", "count"),
    ] {
        let expected = format!("`{place}`: a number is too large, or a text is no Unicode");
        assert_eq!(read(json).map(drop), Err(expected));
    }
    let mut json = Json::null();
    assert!(decode(b"[\"\xff\"]", &mut json).is_err() && json.text() == "null");
}

#[test]
fn a_sibling_is_read_leniently_too() {
    let response = good(r#"{"accountId":1,"part":{"price":"3"}}"#);
    assert_eq!((response.part.map(|part| part.price), response.count), (Some(3), Some(3)));
    assert_eq!(good(r#"{"accountId":"","part":{"price":1,"accountId":"5"}}"#).account_id.get(), 5);
    let missing = "`accountId`: expected an id (digits, as a number or a string), found nothing";
    check(r#"{"accountId":"","part":{"price":1,"accountId":""}}"#, missing);
}

#[test]
fn null_leaves_what_another_name_gave() {
    for (members, name) in [
        (r#""name":"own","title":null"#, "own"),
        (r#""title":null,"name":"own""#, "own"),
        (r#""title":"other","name":null"#, "other"),
        (r#""name":null,"title":"other""#, "other"),
        (r#""title":"other","name":"own""#, "own"),
        (r#""name":"own","title":"other""#, "own"),
    ] {
        let part = good(&format!(r#"{{"accountId":1,"part":{{"price":1,{members}}}}}"#)).part;
        assert_eq!(part.and_then(|part| part.name).as_deref(), Some(name), "{members}");
    }
    assert_eq!(good(r#"{"accountId":1,"accountId":null}"#).account_id.get(), 1);
}

#[test]
fn a_whole_number_may_be_written_as_a_fraction() {
    let response = good(r#"{"accountId":12.0,"count":-0,"items":[{"price":1e3}]}"#);
    assert_eq!((response.account_id.get(), response.count, response.items[0].price), (12, Some(0), 1000));
}

#[test]
fn unknown_values_of_enums_are_kept() {
    let mode = |json: &str| good(json).mode.map(|mode| format!("{:?}", mode.wire()));
    assert_eq!(mode(r#"{"accountId":1,"mode":"new"}"#).as_deref(), Some(r#"Text("new")"#));
    assert_eq!(mode(r#"{"accountId":1,"mode":12}"#).as_deref(), Some("Integer(12)"));
}

#[test]
fn numbers_of_arbitrary_precision_are_read() {
    let response = good(
        r#"{"accountId":{"$serde_json::private::Number":"17"},"count":{"$serde_json::private::Number":"-3"}}"#,
    );
    assert_eq!((response.account_id.get(), response.count), (17, Some(-3)));
}

#[test]
fn roots_of_all_kinds() {
    let mut flag = false;
    assert!(decode(b"true", &mut flag).is_ok() && flag);
    let mut list: Option<Vec<Id>> = None;
    assert!(decode(br#"[1,"2"]"#, &mut list).is_ok());
    assert_eq!(format!("{list:?}"), "Some([1, 2])");
    assert!(decode(b"null", &mut list).is_ok() && list.is_none());
    assert!(decode(br#"{"a":[1]}"#, &mut ()).is_ok());
    assert_eq!(
        decode(b"null", &mut flag).map_err(|error| error.to_string()),
        Err("the answer: expected a boolean, found null".to_owned())
    );
}

struct Wide(Vec<Option<i32>>);

static WIDE: Shape = Shape {
    name: "Wide",
    fields: &{
        const REQUIRED: Flags = PLAIN.required();
        let mut fields = [field("none", "none"); 130];
        fields[0] = Field { wire: "first", rust: "first", flags: &REQUIRED };
        fields[64] = Field { wire: "middle", rust: "middle", flags: &REQUIRED };
        fields[129] = Field { wire: "last", rust: "last", flags: &REQUIRED };
        fields
    },
    inside: &[],
    filled: Filled::Alone,
};

impl Model for Wide {
    fn shape(&self) -> &'static Shape {
        &WIDE
    }
    fn get(&self, index: usize) -> &dyn Value {
        &self.0[index]
    }
}
impl DecodeModel for Wide {
    fn slot(&mut self, index: usize) -> &mut dyn Slot {
        &mut self.0[index]
    }
}
impl Blank for Wide {
    fn blank() -> Self {
        Self(vec![None; 130])
    }
}

#[test]
fn a_model_may_have_many_fields() {
    let mut wide = Wide::blank();
    decode(br#"{"last":3,"first":1,"middle":2}"#, &mut wide).expect("the answer fits");
    assert_eq!((wide.0[0], wide.0[64], wide.0[129]), (Some(1), Some(2), Some(3)));
    let error = decode(br#"{"last":3,"first":1}"#, &mut wide).expect_err("one is missing");
    assert_eq!(error.to_string(), "`middle`: expected a whole number of 32 bits, found nothing");
}
