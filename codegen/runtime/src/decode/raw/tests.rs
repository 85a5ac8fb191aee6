//! Tests of what is read from JSON as it stands and from texts that hold documents.

use crate::decode::decode;
use crate::pretend::{Forms, Shapes};
use crate::private::*;

fn read(json: &str) -> std::result::Result<Forms, String> {
    let mut forms = Forms::blank();
    decode(json.as_bytes(), &mut forms).map(|()| forms).map_err(|error| error.to_string())
}

#[track_caller]
fn good(json: &str) -> Forms {
    read(json).expect("the answer fits")
}

#[track_caller]
fn check(json: &str, expected: &str) {
    assert_eq!(read(json).map(|_| ()).expect_err("the answer does not fit"), expected);
}

#[test]
fn decimals_lose_nothing() {
    let forms = good(r#"{"amount": 12.30 ,"rate":"0.1000000000000000000000001","amounts":[1e2,"2",-0.0]}"#);
    assert_eq!(forms.amount.as_ref().map(Decimal::as_str), Some("12.30"));
    assert_eq!(forms.rate.as_ref().map(Decimal::as_str), Some("0.1000000000000000000000001"));
    let amounts: Vec<_> = forms.amounts.iter().flatten().map(Decimal::as_str).collect();
    assert_eq!(amounts, ["1e2", "2", "-0.0"]);
    assert_eq!(good(r#"{"amounts":7.10}"#).amounts, Some(vec![Decimal::from_static("7.10")]));
    assert!(good(r#"{"amount":"","amounts":""}"#).amount.is_none());
    let expected = "expected a decimal (digits, as a number or a string), found";
    check(r#"{"amount":"hunter2"}"#, &format!("`amount`: {expected} a string"));
    check(r#"{"amount":[1]}"#, &format!("`amount`: {expected} a list"));
    check(r#"{"amount":{"hunter2":1}}"#, &format!("`amount`: {expected} an object"));
    check(r#"{"amounts":[1,true]}"#, &format!("`amounts[1]`: {expected} a boolean"));
    check(r#"{"amounts":[1,null]}"#, &format!("`amounts[1]`: {expected} null"));
}

#[test]
fn any_json_is_kept_as_it_stands() {
    for json in ["1.50", r#""a\u0062""#, "\"\"", "true", "[ ]", r#"{"a" : 1.0}"#] {
        assert_eq!(good(&format!(r#"{{"any": {json} }}"#)).any.as_ref().map(Json::text), Some(json));
    }
    assert!(good(r#"{"any":null}"#).any.is_none());
}

#[test]
fn a_joined_text_is_a_list() {
    let numbers = |json: &str| good(&format!(r#"{{"numbers":{json}}}"#)).numbers;
    assert_eq!(numbers(r#""1,-2,3""#), Some(vec![1, -2, 3]));
    assert_eq!(numbers(r#""1\u002c2""#), Some(vec![1, 2]));
    assert_eq!(numbers("5"), Some(vec![5]));
    assert_eq!(numbers(r#""""#), Some(Vec::new()));
    assert_eq!(numbers("null"), None);
    check(r#"{"numbers":"1,hunter2"}"#, "`numbers[1]`: expected a whole number of 64 bits, found a string");
    check(r#"{"numbers":"1,,2"}"#, "`numbers[1]`: expected a whole number of 64 bits, found an empty string");
    check(r#"{"numbers":[1]}"#, "`numbers`: expected a string, found a list");
}

#[test]
fn a_text_may_hold_json() {
    let forms = good(r#"{"part":"{\"price\":1}","parts":"[{\"price\":2},{\"price\":3}]"}"#);
    assert_eq!(forms.part.map(|part| part.price), Some(1));
    assert_eq!(forms.parts.map(|parts| parts.len()), Some(2));
    let one = good(r#"{"part":"{\"price\":1}","part":"","parts":"{\"price\":2}"}"#);
    assert_eq!((one.part.map(|part| part.price), one.parts.map(|parts| parts.len())), (Some(1), Some(1)));
    for blank in ["null", r#""""#, r#""null""#, r#""[]""#] {
        assert!(good(&format!(r#"{{"part":{blank}}}"#)).part.is_none(), "{blank}");
    }
    check(r#"{"part":"hunter2"}"#, "`part`: its text is not JSON");
    check(r#"{"part":"{\"price\":1} x"}"#, "`part`: its text is not JSON");
    check(r#"{"part":" "}"#, "`part`: its text is empty");
    check(r#"{"part":{"price":1}}"#, "`part`: expected a string, found an object");
    check(
        r#"{"parts":"[{\"price\":1},{}]"}"#,
        "`parts[1].price`: expected a whole number of 64 bits, found nothing",
    );
    check(r#"{"part":"\ud83d"}"#, "`part`: a number is too large, or a text is no Unicode");
}

#[cfg(feature = "xml")]
#[test]
fn a_text_may_hold_xml() {
    let json = r#"{"document":"<?xml version=\"1.0\"?><business id=\"7\"><note>n</note><row><price>1</price></row></business>"}"#;
    let document = good(json).document.expect("there is one");
    assert_eq!((document.id.as_deref(), document.note.as_deref()), (Some("7"), Some("n")));
    assert_eq!(document.rows.map(|rows| rows.len()), Some(1));
    for blank in ["\"\"", "null", "\"<business/>\""] {
        assert!(good(&format!(r#"{{"document":{blank}}}"#)).document.is_none(), "{blank}");
    }
    check(r#"{"document":"<hunter2/>"}"#, "`document`: its text is XML with another outermost element");
    check(
        r#"{"document":"<business><row><price>hunter2</price></row></business>"}"#,
        "`document.row.price`: expected a whole number of 64 bits, found a string",
    );
}

#[test]
fn shapes_stand_in_fields_and_in_lists() {
    let forms = good(r#"{"shape":{"taskId":1},"shapes":[1,true,null]}"#.replace(",null", "").as_str());
    assert!(matches!(forms.shape, Some(Shapes::Task(_))));
    assert!(matches!(forms.shapes.as_deref(), Some([Shapes::Id(_), Shapes::Done(true)])));
    assert!(matches!(good(r#"{"shapes":7}"#).shapes.as_deref(), Some([Shapes::Id(_)])));
    check(
        r#"{"shapes":[1,{"taskId":""}]}"#,
        "`shapes[1].taskId`: expected an id (digits, as a number or a string), found nothing",
    );
}

#[test]
fn documents_inside_documents_do_not_nest_without_bounds() {
    let nest = |depth| format!("{}{}", r#"{"inner":"#.repeat(depth) + "1", "}".repeat(depth));
    let text =
        |json: String| format!(r#"{{"inner":{}}}"#, serde_json::to_string(&json).expect("a text is JSON"));
    assert!(read(&text(nest(40))).is_ok());
    let error = read(&text(nest(5_000))).map(|_| ()).expect_err("it is too deep");
    assert!(error.starts_with("`inner.inner.") && error.ends_with("`: it is nested too deeply"), "{error}");
}

#[test]
fn odd_texts_are_told_apart() {
    check(r#"{"amounts":["\ud83d"]}"#, "`amounts[0]`: a number is too large, or a text is no Unicode");
    let mut forms = Forms::blank();
    let error = decode(b"{\"amount\":\"\xb2\xbb\"}", &mut forms).expect_err("it is no Unicode");
    assert_eq!(error.to_string(), "`amount`: a number is too large, or a text is no Unicode");
}
