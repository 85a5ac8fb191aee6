//! Rules of `mock.yaml`, over one small API: an account and what calls do to it.

use super::*;
use crate::model::samples::{api, code, field, ident, list_of, object, operation, text};
use crate::model::{Callback, Effect, Kept, OperationId};
use crate::resolve::samples::{document, messages};

const RECORD: &str =
    "records: { account: { about: An account., id: accountId, ids: \"a###\", keep: [name] } }\n";

/// What is posted of an account.
fn changed() -> Callback {
    Callback {
        id: OperationId { group: ident("account"), name: ident("changed") },
        label: text("变更"),
        about: text("An account was changed."),
        keys: Default::default(),
        spec: "specs/pretend/account/changed.yaml".into(),
        evidence: Vec::new(),
        partial: None,
        disagreements: Vec::new(),
        deprecated: None,
        notes: Vec::new(),
        body: vec![field("accountId", Type::Id).done()],
        probe: None,
        repeats: None,
        verify: None,
        replies: Vec::new(),
        enums: Vec::new(),
        examples: Vec::new(),
    }
}

/// The mock of the API, or what was reported.
fn read(yaml: &str) -> Result<Mock, Vec<String>> {
    let id = || field("accountId", Type::Id).required();
    let account =
        || object("Account", [field("accountId", Type::Id), field("name", Type::String).sensitive()]);
    let secret = field("pin", Type::String).encrypted();
    let new = object("New", [field("name", Type::String)]);
    let mut api = api()
        .code(code("7001", "no_such_account"))
        .operation(
            "account",
            operation("create").request([field("name", Type::String), secret]).gives(account()),
        )
        .operation("account", operation("get").request([id()]).gives(account()))
        .operation(
            "account",
            operation("list").request([field("name", Type::String)]).gives(list_of(account())),
        )
        .operation("account", operation("update").request([id(), field("new", new)]))
        .operation("account", operation("has").request([id()]).gives(Type::Boolean))
        .operation("account", operation("ping"))
        .done();
    api.first_group().callbacks.push(changed());
    let document = document(&format!("mock: pretend\nevidence: [{{ page: p }}]\n{yaml}"));
    let folder = Folder { name: "pretend".into(), mock: Some(&document), ..Folder::default() };
    let scope = Scope { complete: true, ..Scope::default() };
    let mut diagnostics = Diagnostics::default();
    let around = Around { groups: &api.groups, codes: &api.codes, folder: &folder, scope: &scope };
    let mock = resolve_mock(&around, &mut diagnostics);
    if diagnostics.is_empty() { Ok(mock.expect("it is whole")) } else { Err(messages(&diagnostics)) }
}

#[track_caller]
fn check(yaml: &str, expected: &[&str]) {
    assert_eq!(read(yaml).err().unwrap_or_default(), expected);
}

#[track_caller]
fn check_call(call: &str, expected: &[&str]) {
    check(&format!("{RECORD}operations: {{ account.create: {{ creates: account }}, {call} }}\n"), expected);
}

#[test]
fn a_reason_has_a_documented_code() {
    let mock = read(
        "clock: { window: 15m }\nrefusals: { clock_off: \"7001\", too_large: { code: \"7001\", status: 413 } }\n",
    );
    let mock = mock.expect("it is right");
    assert_eq!(
        (mock.window_seconds, mock.refusals[0].status, mock.refusals[1].status),
        (Some(900), 200, 413)
    );
    check("refusals: { clock_of: \"7001\" }\n", &["`clock_of` is no reason to refuse a call"]);
    check("refusals: { clock_off: \"7002\" }\n", &["no call of the API has the code `7002`"]);
    check("refusals: { clock_off: { status: 401 } }\n", &["the key `code` is missing"]);
    check(
        "refusals: { clock_off: { code: \"7001\", status: 99 } }\n",
        &["expected an HTTP status from 200 to 599, found `99`"],
    );
    check("clock: { windw: 15m }\n", &["unknown key `windw`"]);
}

#[test]
fn calls_name_the_members_that_they_share_with_a_record() {
    let mock = read(&format!(
        "{RECORD}operations: {{ account.create: {{ creates: account }}, account.update: {{ changes: account, missing: \"7001\" }}, account.list: {{ lists: account }} }}\n"
    ));
    let record = &mock.expect("it is right").records[0];
    let [create, update, list] = &record.calls[..] else { panic!("three calls") };
    let kept = |path: &[&str], name: &str| Kept {
        path: path.iter().map(ToString::to_string).collect(),
        name: name.into(),
    };
    let shows = [("accountId".to_owned(), "accountId".to_owned()), ("name".to_owned(), "name".to_owned())];
    assert_eq!(
        (create.effect, &create.keeps[..], &create.shows[..]),
        (Effect::Creates, &[kept(&["name"], "name")][..], &shows[..])
    );
    assert_eq!(
        (&update.by[..], &update.keeps[..]),
        (&[kept(&["accountId"], "accountId")][..], &[kept(&["new", "name"], "name")][..])
    );
    assert_eq!(update.missing.as_deref(), Some("7001"));
    assert_eq!(list.by, [kept(&["name"], "name")]);
    assert_eq!(record.hidden, ["name"]);
}

#[test]
fn what_is_named_exists() {
    check_call("account.gte: { gets: account }", &["there is no operation `account.gte`"]);
    check_call("account.get: { gets: acount }", &["there is no record `acount`"]);
    check_call(
        "account.get: { gets: account, missing: \"7002\" }",
        &["neither `account.get` nor its group nor its API has the code `7002`"],
    );
    check_call(
        "account.get: { gets: account, by: name }",
        &["the request of `account.get` has no member `name`"],
    );
    check_call("account.get: { gets: account, from: open }", &["`account` has no state `open`"]);
}

#[test]
fn a_call_has_one_effect_and_no_key_without_meaning() {
    let unclear = "what `account.get` does is not clear";
    check_call("account.get: { gets: account, removes: account }", &[unclear]);
    check_call("account.get: { missing: \"7001\" }", &[unclear]);
    check_call("account.has: { tells: account, missing: \"7001\" }", &["`missing` says nothing here"]);
    check_call("account.get: { gets: account, taken: \"7001\" }", &["`taken` says nothing here"]);
    check_call("account.get: { gets: account, wrong_state: \"7001\" }", &["`wrong_state` says nothing here"]);
    check_call("account.get: { gets: account, too: x }", &["unknown key `too`"]);
}

#[test]
fn a_story_can_be_told() {
    check_call("account.ping: { gets: account }", &["nothing tells which `account` is meant"]);
    check_call("account.get: { tells: account }", &["`account.get` does not answer with true or false"]);
    check_call("account.has: { lists: account }", &["the rows of `account.has` do not hold `accountId`"]);
    check_call(
        "account.has: { creates: account }",
        &["the answer of `account.has` does not hold `accountId`"],
    );
    let create = "operations: { account.create: { creates: account } }\n";
    check(
        &format!("{}{create}", RECORD.replace("ids: \"a###\", ", "")),
        &["how ids of `account` look is not said"],
    );
    check(
        &format!("{}{create}", RECORD.replace("[name]", "[name, pin]")),
        &["`pin` of `account.create` is encrypted"],
    );
}

#[test]
fn all_that_is_kept_is_met_by_some_call() {
    let create = "operations: { account.create: { creates: account } }\n";
    check(
        &format!("{}{create}", RECORD.replace("[name]", "[nmae]")),
        &["no call about `account` has a member `nmae`"],
    );
    check(RECORD, &["nothing is done to `account`"]);
    check(
        &format!("{}{create}", RECORD.replace("[name]", "[name], names: { nm: nmae }")),
        &["nothing called `nmae` is kept of `account`"],
    );
    check(
        &format!("{}{create}", RECORD.replace("a###", "a##")),
        &[
            "expected a form of ids: text with one run of at least three `#`, as `1234567890######`, found a quoted text",
        ],
    );
}

#[test]
fn acts_lead_to_states_and_post_callbacks() {
    let with = |acts: &str| {
        let states = format!("keep: [name], states: [open, shut], acts: {{ {acts} }}");
        format!(
            "{}operations: {{ account.get: {{ gets: account, from: open }} }}\n",
            RECORD.replace("keep: [name]", &states)
        )
    };
    let mock = read(&with("shut: { from: open, to: shut, posts: account.changed, body: { accountId: 7 } }"));
    let posts = mock.expect("it is right").records[0].acts[0].posts.clone().expect("it posts");
    assert_eq!(posts.shows, [("accountId".to_owned(), "accountId".to_owned())]);
    check(&with("shut: { from: open }"), &["the key `to` is missing"]);
    check(&with("shut: { to: gone }"), &["`account` has no state `gone`"]);
    check(&with("shut: { to: shut, posts: account.chnged }"), &["there is no callback `account.chnged`"]);
    check(
        &with("shut: { to: shut, posts: account.changed, body: { id: 7 } }"),
        &["the body of `account.changed` has no member `id`"],
    );
    check(&with("shut: { to: shut, body: { accountId: 7 } }"), &["a body without a callback"]);
}
