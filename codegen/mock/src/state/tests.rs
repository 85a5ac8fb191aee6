//! Stories over a pretend vendor that remembers: an own id, states, lists, and what happens outside all calls.

use super::*;
use crate::pretend;
use crate::rules::Rules;
use crate::server::{MockServer, Mocked};
use crate::story::{Kept, RecordKind, StoryCall, act, kept, story};
use jiekou_runtime::example::{Example, NotificationExample};
use jiekou_runtime::private::Callback;
use jiekou_runtime::{ApiClient, wait};

const NONE: &[Kept] = &[];
const ID: &[Kept] = &[kept(&["thingId"], "thingId")];
const OWN: &[Kept] = &[kept(&["ownId"], "ownId")];
const EITHER: &[Kept] = &[kept(&["thingId"], "thingId"), kept(&["ownId"], "ownId")];
const NAME: &[Kept] = &[kept(&["name"], "name")];
const FIRST: &[Kept] = &[kept(&["ownId"], "ownId"), kept(&["name"], "name")];
const NEW_NAME: &[Kept] = &[kept(&["changes", "name"], "name")];
const ACCOUNT_ID: &[Kept] = &[kept(&["accountId"], "accountId")];
const MOBILE: &[Kept] = &[kept(&["mobile"], "mobile")];
const SHOWN: &[(&str, &str)] = &[("thingId", "thingId"), ("ownId", "ownId"), ("title", "name")];

const fn call(
    operation: &'static str,
    effect: Effect,
    by: &'static [Kept],
    keeps: &'static [Kept],
) -> StoryCall {
    let call = story(operation, effect).by(by).keeps(keeps).shows(SHOWN).wrong_state("7002");
    call.missing("7001").taken("7003")
}

static THING: RecordKind = RecordKind {
    name: "thing",
    id: "thingId",
    ids: "t-###-x",
    keys: &["ownId"],
    hidden: &["name"],
    states: &["begun", "done"],
    told_by: Some(("status", &[("done", "2")])),
    calls: &[
        call("thing.create", Effect::Creates, NONE, FIRST),
        call("thing.get", Effect::Gets, EITHER, NONE),
        StoryCall { missing: None, ..call("thing.list", Effect::Lists, NAME, NONE).all("*") },
        call("thing.update", Effect::Changes, ID, NEW_NAME),
        call("thing.finish", Effect::Changes, ID, NONE).from(&["begun"]).to("done"),
        call("thing.is_done", Effect::Tells, ID, NONE).from(&["done"]),
        call("thing.delete", Effect::Removes, OWN, NONE),
    ],
    acts: &[
        act("found", "begun").begins(),
        act("done", "done").from(&["begun"]).posts(
            "thing.changed",
            &[("thingId", "thingId")],
            &[("what", r#""DONE""#)],
        ),
    ],
};

const fn example(operation: &'static str, request: &'static str, answer: &'static str) -> Example {
    Example { operation, name: "one", request, answer, run: |_| unreachable!("no test runs it") }
}

static NOTIFICATIONS: &[&[NotificationExample]] = &[&[NotificationExample {
    callback: "thing.changed",
    name: "changed",
    posted: &Callback { id: "thing.changed", probe: None, repeats: None, wanted: None, verify: None },
    body: r#"{"thingId":"t-001-x","what":"BEGUN","at":1.50}"#,
    read: |bytes| Ok(bytes.to_vec()),
}]];

static MOCK: MockApi = MockApi {
    examples: &[&[
        example(
            "thing.create",
            r#"{"ownId":"a","name":"first"}"#,
            r#"{"code":"2000","data":{"thingId":"t-001-x"}}"#,
        ),
        example("thing.create", r#"{"ownId":"none"}"#, r#"{"code":"2000","data":null}"#),
        example("thing.create", r#"{"ownId":""}"#, r#"{"code":"7009","message":"empty","data":null}"#),
        example(
            "thing.get",
            r#"{"thingId":"t-001-x"}"#,
            r#"{"code":"2000","data":{"thingId":"t-001-x","ownId":"a","title":"first","size":1.50,"status":2}}"#,
        ),
        example("thing.get", r#"{"ownId":"b"}"#, r#"{"code":"7001","message":"no thing","data":null}"#),
        example(
            "thing.list",
            "{}",
            r#"{"code":"2000","data":{"total":9,"list":[{"thingId":"t-009-x","title":"ninth","size":9},{"thingId":"t-001-x","title":"first","size":1}]}}"#,
        ),
        example(
            "thing.update",
            r#"{"thingId":"t-001-x","changes":{"name":"other"}}"#,
            r#"{"code":"2000","data":true}"#,
        ),
        example("thing.finish", r#"{"thingId":"t-009-x"}"#, r#"{"code":"2000","data":null}"#),
        example("thing.is_done", r#"{"thingId":"t-009-x"}"#, r#"{"code":"2000","data":false}"#),
        example("thing.delete", r#"{"ownId":"a"}"#, r#"{"code":"2000","data":null}"#),
    ]],
    notifications: NOTIFICATIONS,
    rules: &Rules { records: &[THING], ..Rules::NONE },
    ..pretend::MOCK
};

/// Says something to the vendor and gets what it answers.
fn say(records: &mut Records, operation: &str, request: &str) -> Told {
    let (book, shelves) = records.open(&MOCK);
    let plan = book.plan(operation).expect("it has a story");
    Story::new(plan, &mut shelves[plan.shelf], request).told()
}

/// What is said one after the other, and what is answered; a failure as its code, nothing as `-`.
#[track_caller]
fn check(said: &[(&str, &str, &str)]) {
    let mut records = Records::default();
    for (operation, request, expected) in said {
        let told = match say(&mut records, operation, request) {
            Told::Nothing => "-".to_owned(),
            Told::Answer(json) => json.replace(r#"{"code":"2000","data":"#, ""),
            Told::Failure { code, .. } => code.unwrap_or("no code").to_owned(),
        };
        assert_eq!(told.trim_end_matches('}'), expected.trim_end_matches('}'), "{operation} {request}");
    }
}

#[test]
fn a_fresh_vendor_answers_examples_as_they_stand() {
    check(&[
        ("thing.get", r#"{"thingId":"t-001-x"}"#, "-"),
        ("thing.list", "{}", "-"),
        ("thing.is_done", r#"{"thingId":"t-009-x"}"#, "-"),
        ("thing.get", r#"{"ownId":"b"}"#, "7001"),
        ("thing.create", r#"{"ownId":"none"}"#, "-"),
        ("thing.create", r#"{"ownId":""}"#, "-"),
        ("thing.create", r#"{"ownId":"a","name":"first"}"#, r#"{"thingId":"t-001-x"}"#),
    ]);
}

#[test]
fn what_was_created_is_found_changed_and_taken_away() {
    check(&[
        ("thing.create", r#"{"ownId":"c","name":"third"}"#, r#"{"thingId":"t-002-x"}"#),
        ("thing.get", r#"{"ownId":"c"}"#, r#"{"thingId":"t-002-x","ownId":"c","title":"third","size":1.50}"#),
        ("thing.create", r#"{"ownId":"c"}"#, "7003"),
        ("thing.update", r#"{"thingId":"t-002-x","changes":{"name":"new"}}"#, "true"),
        (
            "thing.get",
            r#"{"thingId":"t-002-x"}"#,
            r#"{"thingId":"t-002-x","ownId":"c","title":"new","size":1.50}"#,
        ),
        ("thing.delete", r#"{"ownId":"c"}"#, "null"),
        ("thing.get", r#"{"thingId":"t-002-x"}"#, "7001"),
        ("thing.delete", r#"{"ownId":"c"}"#, "7001"),
        ("thing.create", r#"{"ownId":"c"}"#, r#"{"thingId":"t-003-x"}"#),
        ("thing.get", r#"{"ownId":"c"}"#, r#"{"thingId":"t-003-x","ownId":"c","title":null,"size":1.50}"#),
    ]);
}

#[test]
fn what_stands_in_examples_is_known_from_the_start_and_gone_once_removed() {
    check(&[
        ("thing.create", r#"{"ownId":"a"}"#, "7003"),
        ("thing.delete", r#"{"ownId":"a"}"#, "null"),
        ("thing.get", r#"{"thingId":"t-001-x"}"#, "7001"),
        ("thing.create", r#"{"ownId":"a","name":"first"}"#, r#"{"thingId":"t-001-x"}"#),
        ("thing.create", r#"{"ownId":"a","name":"first"}"#, "7003"),
    ]);
}

#[test]
fn a_list_has_a_row_for_each_record_that_fits() {
    check(&[
        ("thing.create", r#"{"ownId":"c","name":"third"}"#, r#"{"thingId":"t-002-x"}"#),
        (
            "thing.list",
            "{}",
            r#"{"total":9,"list":[{"thingId":"t-001-x","title":"first","size":1},{"thingId":"t-002-x","title":"third","size":9},{"thingId":"t-009-x","title":"ninth","size":9}]}"#,
        ),
        (
            "thing.list",
            r#"{"name":"third"}"#,
            r#"{"total":9,"list":[{"thingId":"t-002-x","title":"third","size":9}]}"#,
        ),
        ("thing.list", r#"{"name":"fourth"}"#, r#"{"total":9,"list":[]}"#),
        ("thing.delete", r#"{"ownId":"c"}"#, "null"),
        (
            "thing.list",
            r#"{"name":"*"}"#,
            r#"{"total":9,"list":[{"thingId":"t-001-x","title":"first","size":1},{"thingId":"t-009-x","title":"ninth","size":9}]}"#,
        ),
    ]);
}

#[test]
fn a_record_goes_from_state_to_state() {
    check(&[
        ("thing.create", r#"{"ownId":"c"}"#, r#"{"thingId":"t-002-x"}"#),
        ("thing.is_done", r#"{"thingId":"t-002-x"}"#, "false"),
        ("thing.finish", r#"{"thingId":"t-002-x"}"#, "null"),
        ("thing.is_done", r#"{"thingId":"t-002-x"}"#, "true"),
        ("thing.finish", r#"{"thingId":"t-002-x"}"#, "7002"),
        ("thing.finish", r#"{"thingId":"t-001-x"}"#, "7002"),
        ("thing.finish", r#"{"thingId":"t-404-x"}"#, "7001"),
        ("thing.finish", "{}", "-"),
    ]);
}

#[test]
fn a_state_is_told_where_its_value_is_known() {
    let get = r#"{"thingId":"t-002-x"}"#;
    check(&[
        ("thing.create", r#"{"ownId":"c"}"#, r#"{"thingId":"t-002-x"}"#),
        ("thing.get", get, r#"{"thingId":"t-002-x","ownId":"c","title":null,"size":1.50}"#),
        ("thing.finish", get, "null"),
        ("thing.get", get, r#"{"thingId":"t-002-x","ownId":"c","title":null,"size":1.50,"status":2}"#),
    ]);
}

#[test]
fn values_take_the_kind_of_the_example() {
    let in_kind = template::in_kind;
    assert_eq!(in_kind("1", r#""12345678901234567890""#), "12345678901234567890");
    assert_eq!(in_kind("1", r#""a1""#), r#""a1""#);
    assert_eq!(in_kind(r#""1""#, "007"), r#""007""#);
    assert_eq!(in_kind("true", r#""false""#), "false");
    assert_eq!(in_kind("null", r#""x""#), r#""x""#);
    assert_eq!(in_kind(r#""x""#, "null"), "null");
    assert_eq!(in_kind(r#"["a"]"#, r#"["b"]"#), r#"["b"]"#);
    assert_eq!(in_kind(r#"["a"]"#, r#""a,b""#), r#"["a"]"#);
}

/// The client of the pretend API, of a vendor that remembers accounts.
/// A client of an API whose vendor remembers.
pub(crate) struct Remembering(pretend::Client);

impl ApiClient for Remembering {
    type Credentials = pretend::Credentials;

    fn from_core(core: jiekou_runtime::Client) -> Self {
        Self(pretend::Client::from_core(core))
    }
}

static ACCOUNT: RecordKind = RecordKind {
    name: "account",
    id: "accountId",
    ids: "####",
    keys: &[],
    hidden: &["mobile"],
    states: &[],
    told_by: None,
    calls: &[
        call("account.get", Effect::Gets, ACCOUNT_ID, NONE)
            .shows(&[("accountId", "accountId"), ("mobile", "mobile")]),
        call("account.update", Effect::Changes, ACCOUNT_ID, MOBILE).missing("5006"),
    ],
    acts: &[],
};

static WITH_ACCOUNTS: MockApi = MockApi {
    notifications: NOTIFICATIONS,
    rules: &Rules { records: &[ACCOUNT, THING], ..Rules::NONE },
    ..pretend::MOCK
};

impl Mocked for Remembering {
    const MOCK: &'static MockApi = &WITH_ACCOUNTS;
}

#[test]
fn a_server_tells_what_it_remembers() {
    let server = MockServer::<Remembering>::start();
    let Remembering(client) = server.client();
    assert!(wait(client.update(7)).expect("it is known").data);
    assert_eq!(server.record("account", "7").as_deref(), Some(r#"{"accountId":7,"mobile":"[redacted]"}"#));
    let refused = wait(client.update(9)).expect_err("nobody knows it");
    assert_eq!(refused.code().map(|code| code.as_str().to_owned()), Some("5006".to_owned()));
    let outcomes: Vec<_> = server.calls().into_iter().rev().take(2).map(|call| call.outcome).collect();
    let text = "there is no `account` with this `accountId`".to_owned();
    assert_eq!(outcomes, [Outcome::Refused { reason: Reason::NoSuchRecord, text }, Outcome::State]);
    assert_eq!(server.record("account", "9"), None);
}

#[test]
fn what_happens_outside_changes_the_state_and_is_posted() {
    let server = MockServer::<Remembering>::start();
    let begun = server.advance("thing", "t-777-x", "found");
    assert_eq!(begun, Advanced { state: "begun", callback: None, body: String::new() });
    let done = server.advance("thing", "t-777-x", "done");
    assert_eq!((done.state, done.callback), ("done", Some("thing.changed")));
    assert_eq!(done.body, r#"{"thingId":"t-777-x","what":"DONE","at":1.50}"#);
    assert_eq!(server.record("thing", "t-777-x").as_deref(), Some(r#"{"thingId":"t-777-x","state":"done"}"#));
    let again =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.advance("thing", "t-777-x", "done")));
    let text = again.expect_err("it is done").downcast::<String>().expect("a text");
    assert_eq!(*text, "the `thing` `t-777-x` is in the state `done`, and `done` happens in `begun` only");
}

#[test]
fn names_that_do_not_exist_are_told_with_those_that_do() {
    let server = MockServer::<Remembering>::start();
    check_panic(
        &server,
        ("thnig", "1", "done"),
        "`pretend` remembers no `thnig`; it remembers `account`, `thing`",
    );
    check_panic(
        &server,
        ("thing", "1", "lost"),
        "nothing called `lost` happens to a `thing`; what happens is `found`, `done`",
    );
    check_panic(&server, ("thing", "1", "done"), "there is no `thing` with the id `1`; known are nothing");
}

#[track_caller]
fn check_panic(server: &MockServer<Remembering>, (kind, id, act): (&str, &str, &str), expected: &str) {
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| server.advance(kind, id, act)));
    let text = caught.expect_err("it is a mistake").downcast::<String>().expect("a text");
    assert_eq!(*text, expected);
}
