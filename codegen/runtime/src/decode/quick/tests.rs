//! Tests that the quick run reads what comes as documented, and nothing else than the exact run would.

use super::*;
use crate::decode::exact;
use crate::encode::encode_value;
use crate::pretend::{Forms, Part1, Response, Shapes};
use crate::private::*;
use serde_core::de::DeserializeSeed;

/// What each run reads, written again.
fn both<T: Slot + Blank>(json: &str) -> [Option<String>; 2] {
    let document = Document::from(json.as_bytes());
    let written = |slot: &T| {
        let bytes = encode_value(slot).expect("it can be written");
        String::from_utf8(bytes).expect("it is text")
    };
    let mut slot = T::blank();
    let came = quick(&document, |quick| quick.value(&mut slot, EmptyText::IsText));
    let by_hand = matches!(came, Some(Came::Value | Came::Null(_))).then(|| written(&slot));
    let mut slot = T::blank();
    let read = exact(&document, |reader, fault| {
        Seed::new(&mut slot, &mut *fault).deserialize(reader)?.or_raise(&mut slot, fault)
    });
    [by_hand, read.is_ok().then(|| written(&slot))]
}

/// The quick run reads it.
#[track_caller]
fn check<T: Slot + Blank>(json: &str) {
    let [by_hand, exact] = both::<T>(json);
    assert!(by_hand.is_some(), "{json}");
    assert_eq!(by_hand, exact, "{json}");
}

#[test]
fn what_comes_as_documented_is_read_at_once() {
    check::<Part1>(r#"{"price":1,"name":"n"}"#);
    check::<Part1>(r#" { "name" : "a\"b\u6d4b" , "unknown" : [ { } ] , "price" : "12" } "#);
    check::<Part1>(r#"{"price":1,"price":"","price":2,"name":null}"#);
    check::<Part1>(r#"{"price":9223372036854775807,"name":1.50}"#);
    check::<Part1>(r#"{"price":1e3,"name":-0}"#);
    check::<Option<Part1>>("null");
    check::<Option<Part1>>("[ ]");
    check::<Vec<Part1>>(r#"[{"price":1},{"price":2}]"#);
    check::<Vec<Part1>>(r#"{"price":1}"#);
    check::<Vec<String>>("7.10");
    check::<Vec<String>>("[]");
    check::<Response>(
        r#"{"accountId":"0012","items":[{"price":-2},{"price":3,"name":"測"}],"mode":"9","secret":"s","done":true,
        "count":-5,"tags":["a","b"],"part":{"price":1,"accountId":4}}"#,
    );
    check::<Forms>(r#"{"amount":12.30,"amounts":[1e2,"2"],"any":{"a" : 1.0},"numbers":"1,2"}"#);
    check::<Forms>(r#"{"part":"{\"price\":1}","parts":"[{\"price\":2}]"}"#);
}

#[test]
fn what_does_not_fit_stops_it() {
    for json in [
        "",
        "{",
        "[1]",
        "{} x",
        r#"{"price":1,}"#,
        r#"{"price":01}"#,
        r#"{"price":1.5}"#,
        r#"{"price":true}"#,
        r#"{"price":[]}"#,
        r#"{"name":"n"}"#,
        r#"{"price":null}"#,
        r#"{"price":1,"name":"\ud800"}"#,
        "{\"price\":1,\"name\":\"\n\"}",
    ] {
        assert_eq!(both::<Part1>(json), [None, None], "{json}");
    }
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(both::<()>(&deep)[0], both::<()>(&deep)[1]);
}

/// Documents with a piece replaced by another one, in all ways: the quick run gives nothing or the same.
#[test]
fn it_never_reads_anything_else() {
    let values = [
        "null",
        "true",
        "\"true\"",
        "0",
        "-0",
        "-1",
        "1.0",
        "1.50",
        "1e2",
        "1E400",
        "01",
        "12345678901234567890",
        "99999999999999999999",
        "-9223372036854775809",
        "\"\"",
        "\"7\"",
        "\"-7\"",
        "\"\\u0037\"",
        "\"\\ud800\"",
        "\"a,b\"",
        "[]",
        "[ ]",
        "[1]",
        "[\"a\",null]",
        "[[1]]",
        "{}",
        "{\"price\":1}",
        "{\"price\":\"\"}",
        "{\"accountId\":3}",
        "[{\"price\":1},{\"price\":2}]",
        "\"{\\\"price\\\":1}\"",
        "\"[]\"",
        "tru",
        "",
    ];
    let names = [
        "accountId",
        "account_id",
        "items",
        "mode",
        "secret",
        "done",
        "count",
        "tags",
        "part",
        "price",
        "name",
        "amount",
        "amounts",
        "rate",
        "any",
        "numbers",
        "parts",
        "unknown",
        "",
    ];
    let (mut same, mut left) = (0, 0);
    let mut see = |[by_hand, exact]: [Option<String>; 2], json: &str| {
        match by_hand {
            Some(_) => same += 1,
            None => left += usize::from(exact.is_some()),
        }
        assert!(by_hand.is_none() || by_hand == exact, "{json}: {by_hand:?}, {exact:?}");
    };
    for first in names {
        for value in values {
            for (second, other) in [("accountId", "5"), ("price", "\"\""), (first, "null"), (first, "\"1\"")]
            {
                let json = format!(r#"{{"{first}":{value},"{second}":{other}}}"#);
                see(both::<Response>(&json), &json);
                see(both::<Forms>(&json), &json);
                see(both::<Shapes>(&json), &json);
                see(both::<Option<Part1>>(&json), &json);
                let json = format!(r#"{{"accountId":5,"{first}":{value},"{second}":{other}}}"#);
                see(both::<Response>(&json), &json);
            }
        }
    }
    assert!(same > 5000 && left < same / 20, "{same} read by hand, {left} only by the exact run");
}
