//! Tests of values that come in one of several shapes.

use super::super::decode;
use crate::pretend::{Document, Shapes};
use crate::private::{Blank, Decimal, Grow, one_of};

fn read(json: &str) -> Result<Option<Shapes>, String> {
    let mut value: Option<Shapes> = None;
    decode(json.as_bytes(), &mut value).map(|()| value).map_err(|error| error.to_string())
}

#[track_caller]
fn check(json: &str, expected: &str) {
    let shown = match read(json) {
        Ok(Some(value)) => format!("{value:?}"),
        Ok(None) => "nothing".to_owned(),
        Err(error) => error,
    };
    assert_eq!(shown, expected, "{json}");
}

#[test]
fn the_kind_decides_first() {
    check("12", "Id(12)");
    check("\"0012\"", "Id(12)");
    check("true", "Done(true)");
    check(
        "[{\"price\":1},{\"price\":2}]",
        "Parts([Part1 { price: 1, name: None }, Part1 { price: 2, name: None }])",
    );
    check(" { \"taskId\" : \"7\" } ", "Task(Task { task_id: 7 })");
}

#[test]
fn then_the_members_that_a_shape_must_have() {
    check(r#"{"price":1,"taskId":7}"#, "Task(Task { task_id: 7 })");
    check(r#"{"price":1,"taskId":null}"#, "Part(Part1 { price: 1, name: None })");
    check(r#"{"price":"1"}"#, "Part(Part1 { price: 1, name: None })");
    check(r#"{"price":"\u0031"}"#, "Part(Part1 { price: 1, name: None })");
    check(r#"{"price":null,"price":1,"price":null}"#, "Part(Part1 { price: 1, name: None })");
    check(r#"{"price":3}"#, "Unknown(Json(11 bytes))");
    check(r#"{"price":[1]}"#, "Unknown(Json(13 bytes))");
    check("{}", "Unknown(Json(2 bytes))");
}

#[test]
fn what_has_no_shape_is_kept_as_it_came() {
    for json in ["\"hunter2\"", "1.50", r#"{"a": [1.50]}"#] {
        let Ok(Some(Shapes::Unknown(kept))) = read(json) else { panic!("`{json}` has a shape") };
        assert_eq!(kept.text(), json);
    }
}

#[test]
fn null_and_what_stands_for_it_is_nothing() {
    check("null", "nothing");
    check("\"\"", "nothing");
    check("[]", "Parts([])");
    let mut value = Shapes::blank();
    let error = decode(b"\"\"", &mut value).expect_err("nothing is not allowed here");
    assert_eq!(error.to_string(), "the answer: expected one of several shapes, found an empty string");
}

#[test]
fn a_chosen_shape_must_fit() {
    let expected = "an id (digits, as a number or a string)";
    check(r#"{"taskId":"hunter2"}"#, &format!("`taskId`: expected {expected}, found a string"));
    check(
        r#"{"price":2.50}"#,
        "`price`: expected a whole number of 64 bits, found a number that is not whole or too large",
    );
    check(
        r#"[{"price":1},{"name":"hunter2"}]"#,
        "`[1].price`: expected a whole number of 64 bits, found nothing",
    );
}

one_of! {
    /// Amounts, texts and objects, but no lists.
    enum Loose {
        /// An amount.
        #[shape(0, Single)]
        Amount(Decimal),
        /// A text.
        #[shape(1, Single)]
        Text(String),
        /// An object.
        #[shape(2, Object)]
        Object(Box<Document>),
    }
}

#[track_caller]
fn check_loose(json: &str, expected: &str) {
    let mut values: Option<Vec<Loose>> = None;
    decode(json.as_bytes(), &mut values).expect("anything fits");
    assert_eq!(values.map_or("nothing".to_owned(), |values| format!("{values:?}")), expected);
}

#[test]
fn of_single_values_the_first_shape_counts_that_takes_it() {
    check_loose(
        r#"[1.50,"2.50","a","",{"b":1}]"#,
        "[Amount(1.50), Amount(2.50), Text(\"a\"), Text(\"\"), Object(Document { id: None, note: None, rows: None })]",
    );
    check_loose("true", "[Unknown(Json(4 bytes))]");
    check_loose("1.50", "[Amount(1.50)]");
}

#[test]
fn an_empty_list_is_nothing_where_an_object_is_expected() {
    let mut value: Option<Loose> = Some(Loose::blank());
    decode(b"[]", &mut value).expect("it is nothing");
    assert!(value.is_none());
    let mut list: Vec<Loose> = Vec::new();
    list.add();
    assert!(decode(b"[[1]]", &mut list).is_ok() && matches!(list[..], [Loose::Unknown(_)]));
}
