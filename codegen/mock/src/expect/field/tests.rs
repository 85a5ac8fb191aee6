//! Fields by their names, at any depth, and what may be shown of them.

use super::*;
use jiekou_runtime::Sealed;
use jiekou_runtime::mock::Blank;
use std::str::FromStr as _;

mod made {
    use jiekou_runtime::private::*;

    part! {
        /// A line.
        pub struct Line {
            #[field(0, "mc", required)]
            name: String,
            #[field(1, "je")]
            amount: Option<Decimal>,
        }
    }

    request! {
        struct Request {
            #[field(0, "id", required)]
            id: Id,
            #[field(1, "mxList")]
            lines: Option<Vec<Line>>,
            #[field(2, "mm", sensitive, encrypted(0))]
            password: Option<Sealed>,
            #[field(3, "lx", fixed("2"))]
            kind: (),
            #[field(4, "codes")]
            codes: Option<Vec<String>>,
        }
    }
}

fn request() -> made::Request {
    let mut request = made::Request::blank();
    request.id = 7.into();
    let mut line = made::Line::blank();
    line.name = "n".to_owned();
    request.lines = Some(vec![made::Line::blank(), line]);
    request.password = Some(Sealed::plain("hunter2"));
    request.codes = Some(vec!["0004".to_owned(), "0009".to_owned()]);
    request
}

fn find(path: &str) -> Result<Place, String> {
    Place::find(Box::new(made::Request::blank()), path)
}

#[track_caller]
fn check(path: &str, wanted: impl Into<Wanted>, names: &str, shown: &str) {
    let place = find(path).expect("there is such a field");
    let found = place.value(&request());
    assert!(found.is(&wanted.into()), "{found:?}");
    assert_eq!((place.names().as_str(), place.shown(&found).as_str()), (names, shown));
}

#[test]
fn fields_are_found_by_either_name_at_any_depth() {
    check("id", 7, "`id`", "7");
    check("id", "7", "`id`", "7");
    check("mxList.1.mc", "n", "`mxList.1.mc` (`lines.1.name`)", "\"n\"");
    check("lines[1].name", "n", "`mxList.1.mc` (`lines.1.name`)", "\"n\"");
    check("codes", ["0004", "0009"], "`codes`", r#"["0004","0009"]"#);
    let line = Json::from_str(r#"{"mc":"n"}"#).expect("JSON");
    check("lines.1", line, "`mxList.1` (`lines.1`)", r#"{"mc":"n"}"#);
    check("lx", 2, "`lx` (`kind`)", "2");
}

#[test]
fn what_is_hidden_is_compared_and_not_shown() {
    check("password", "hunter2", "`mm` (`password`)", "[redacted]");
}

#[test]
fn what_is_not_there_is_nothing() {
    let place = find("lines.5.name").expect("there is such a field");
    let found = place.value(&request());
    assert!(found.is_nothing() && !found.is(&Wanted::from("n")));
    assert_eq!(place.shown(&found), "nothing");
}

#[track_caller]
fn check_unknown(path: &str, expected: &str) {
    assert_eq!(find(path).map(|place| place.names()), Err(expected.to_owned()));
}

#[test]
fn a_path_that_leads_nowhere_is_told() {
    check_unknown(
        "lines.0.nmae",
        "there is no field `nmae`. There are, nearest first: `mc` (`name`), `je` (`amount`)",
    );
    check_unknown("lines.x", "`mxList` is a list: `x` is no number of an element");
    check_unknown("id.x", "`id` has nothing inside");
    check_unknown("lx.x", "`lx` has nothing inside");
}

#[test]
fn a_long_value_is_cut() {
    assert_eq!(capped("\u{6d4b}".repeat(210)), format!("{}… (630 bytes)", "\u{6d4b}".repeat(200)));
}
