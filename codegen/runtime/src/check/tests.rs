//! Tests of whole requests: limits and rules, outside and inwards.

use super::*;
use crate::private::*;

open_enum! {
    /// How one signs in.
    enum Mode {
        /// By a number.
        Number = Integer(9),
        /// By a text message.
        Message = Integer(14),
    }
}

part! {
    /// A row.
    struct Row {
        #[field(0, "mc", max_chars(3))]
        name: Option<String>,
        #[field(1, "sj", digits(&[11]), sensitive)]
        mobile: Option<Secret>,
        #[field(2, "list", max_items(1))]
        rows: Option<Vec<Row>>,
    }
}

request! {
    struct Data {
        #[field(0, "taskId")]
        task_id: Option<String>,
        #[field(1, "rq", format("yyyyMM"))]
        month: Nullable<String>,
        #[field(2, "bz", required_when(&[("lx", &["2"]), ("taskId", &["a", "b"])]))]
        remark: Option<String>,
        #[field(3, "lx", fixed("\"1\""))]
        kind: (),
    }
}

request! {
    #[checked(exactly_one_of("data.taskId", "taskIds"), together("pin", "mode"), at_least_one_of("pin", "data.rq", "rows"))]
    struct Request {
        #[field(0, "action", fixed("\"x\""))]
        action: (),
        #[field(1, "mode")]
        mode: Option<Mode>,
        #[field(2, "pin", sensitive, encrypted(0), max_chars(6), required_when(&[("mode", &["9", "14"])]))]
        pin: Option<Sealed>,
        #[field(3, "pageSize", max(50))]
        page_size: Option<i32>,
        #[field(4, "taskIds", joined(","), max_items(2))]
        task_ids: Option<Vec<String>>,
        #[field(5, "rows", json_text)]
        rows: Option<Vec<Row>>,
        #[field(6, "data")]
        data: Data,
        #[field(7, "secret", sensitive)]
        secret: Option<Secret>,
        #[field(8, "after", required_when(&[("secret", &["hunter2"]), ("action", &["x"])]), required)]
        after: Option<String>,
    }
}

request! {
    struct Unlimited {
        #[field(0, "mc", max_chars(1))]
        name: Option<String>,
    }
}

fn good() -> Request {
    let data = Data { task_id: Some("t".to_owned()), month: Nullable::Null, ..Data::blank() };
    Request { rows: Some(vec![]), data, after: Some(String::new()), ..Request::blank() }
}

#[track_caller]
fn refused(request: &Request, expected: &[&str]) -> Error {
    let error = check("a.b", request).expect_err("it breaks something");
    let found: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
    assert_eq!(error.to_string(), format!("a.b: the request cannot be sent: {}", expected.join("; ")));
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(!error.is_retryable() && !format!("{error:?}{:?}", error.violations()).contains("hunter2"));
    error
}

#[test]
fn a_good_request_passes() {
    assert!(check("a.b", &good()).is_ok());
}

#[test]
fn what_has_no_mark_is_not_looked_at() {
    assert!(check("a.b", &Unlimited { name: Some("ab".to_owned()) }).is_ok());
    assert!(check("a.b", &crate::pretend::Request::new()).is_ok());
}

#[test]
fn everything_is_found_at_once() {
    let mut request = good();
    request.mode = Some(Mode::Message);
    request.page_size = Some(51);
    request.task_ids = Some(["1", "2", "3"].map(str::to_owned).to_vec());
    request.data.month = Nullable::Value("2026-1".to_owned());
    let error = refused(
        &request,
        &[
            "`pin` (`pin`): required when `mode` (`mode`) is `9` or `14`",
            "`page_size` (`pageSize`): at most 50",
            "`task_ids` (`taskIds`): at most 2 elements",
            "`month` (`data.rq`): written as `yyyyMM`",
            "`task_id` (`data.taskId`), `task_ids` (`taskIds`): exactly one of them must be set",
            "`pin` (`pin`), `mode` (`mode`): all of them must be set or none",
        ],
    );
    let kinds: Vec<_> = error.violations().iter().map(Violation::kind).collect();
    assert_eq!(kinds[0], ViolationKind::RequiredWhen);
    assert_eq!(kinds[5], ViolationKind::Together);
    let fields = error.violations()[4].fields();
    assert_eq!((fields[1].rust.as_str(), fields[1].wire.as_str()), ("task_ids", "taskIds"));
}

#[test]
fn objects_in_lists_are_walked_through() {
    let row = |name: &str| Row { name: Some(name.to_owned()), ..Row::blank() };
    let mut request = good();
    let secret = Row { mobile: Some(Secret::from("hunter2")), ..row("abc") };
    let inner = Row { rows: Some(vec![row("a"), row("abcd")]), ..row("北京市") };
    request.rows = Some(vec![secret, inner]);
    refused(
        &request,
        &[
            "`rows[0].mobile` (`rows[0].sj`): 11 digits",
            "`rows[1].rows` (`rows[1].list`): at most 1 element",
            "`rows[1].rows[1].name` (`rows[1].list[1].mc`): at most 3 characters",
        ],
    );
}

#[test]
fn members_that_nobody_sees_are_measured_and_not_shown() {
    let mut request = good();
    request.mode = Some(Mode::Number);
    request.pin = Some(Sealed::plain("hunter2"));
    refused(&request, &["`pin` (`pin`): at most 6 characters"]);
    request.pin = Some(Sealed::encrypted(Ciphertext::new("hunter2")));
    assert!(check("a.b", &request).is_ok());
}

#[test]
fn a_condition_asks_what_siblings_hold() {
    let mut request = good();
    request.data.task_id = Some("b".to_owned());
    refused(&request, &["`remark` (`data.bz`): required when `task_id` (`data.taskId`) is `a` or `b`"]);
    request.data.remark = Some(String::new());
    assert!(check("a.b", &request).is_ok());
    request.after = None;
    refused(&request, &["`after` (`after`): required when `action` (`action`) is `x`"]);
    request.secret = Some(Secret::from("hunter2"));
    refused(&request, &["`after` (`after`): required by what `secret` (`secret`) holds"]);
}

#[test]
fn null_is_not_set() {
    let mut request = good();
    request.rows = None;
    let rule = "`pin` (`pin`), `month` (`data.rq`), `rows` (`rows`): at least one of them must be set";
    refused(&request, &[rule]);
    request.data.month = Nullable::Value(String::new());
    assert!(check("a.b", &request).is_ok());
}

#[test]
fn a_member_is_found_by_its_path() {
    let request = good();
    assert!(is_set(&request, "data.taskId") && is_set(&request, "rows"));
    assert!(!is_set(&request, "data.rq") && !is_set(&request, "data.none") && !is_set(&request, "rows.mc"));
}
