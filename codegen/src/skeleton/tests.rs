//! Drafts of a pretend API: what is filled in, and what is refused before there is a path.

use super::*;
use crate::diagnostics::Diagnostics;

const INVENTORY: &str = "\
inventory: a
titles:
  - { title: 账号冻结, page: \"1665\", path: POST /freeze, title_only: No fields are known. }
  - { title: 账号解冻, page: \"1666\", spec: account.thaw }
  - { title: 账号, page: \"1667\", spec: [account.get, account.list] }
  - { title: 账号, page: \"1668\", partial: Too little is known. }
";

fn wish(name: &str, title: Option<Title>) -> Wish {
    Wish { api: "a".into(), group: "account".into(), name: name.into(), call: Call::Operation, title }
}

fn make(wish: &Wish) -> Result<Draft, String> {
    let file = |path: &str, text: &str| SourceFile { path: path.into(), text: text.into() };
    let files = SourceFiles::new([
        file("specs/a/api.yaml", "api: a\ngroups:\n  account: { label: 账号, about: Accounts. }\n"),
        file("specs/a/account/get.yaml", "operation: account.get\n"),
        file("specs/a/inventory.yaml", INVENTORY),
    ]);
    crate::skeleton(&files, wish)
}

#[track_caller]
fn check_refused(wish: &Wish, expected: &str) {
    assert_eq!(make(wish).map(|draft| draft.file.path), Err(expected.to_owned()));
}

#[test]
fn names_are_refused_before_there_is_a_path() {
    check_refused(&wish("loginMode", None), "`loginMode` cannot be a name in Rust: is not in snake_case");
    check_refused(&wish("../x", None), "`../x` cannot be a name in Rust: is not an identifier");
    check_refused(&wish("match", None), "`match` cannot be a name in Rust: is a keyword of Rust");
    check_refused(&wish("account", None), "`account` has its group's name; give it another");
    check_refused(&wish("get", None), "`specs/a/account/get.yaml` is there already");
    check_refused(&Wish { api: "aa".into(), ..wish("freeze", None) }, "there is no API `aa`, perhaps `a`");
    check_refused(
        &Wish { group: "acount".into(), ..wish("freeze", None) },
        "`a` has no group `acount`, perhaps `account`; a new one is declared under `groups` of specs/a/api.yaml: `acount: { label: …, about: … }`",
    );
}

#[track_caller]
fn check_titled(title: Title, lines: &[&str], next: &str) {
    let draft = make(&wish("freeze", Some(title))).expect("a draft");
    for line in lines {
        assert!(draft.file.text.lines().any(|one| one == *line), "{}", draft.file.text);
    }
    assert_eq!(draft.next, next);
}

#[test]
fn what_the_inventory_knows_is_filled_in() {
    let known = ["label: 账号冻结", "http: POST /freeze", "evidence: [{ page: \"1665\" }]"];
    let next = "specs/a/inventory.yaml:3: change `title_only: …` to `spec: account.freeze`";
    for title in [Title::Named("号冻".into()), Title::OfPage("1665".into()), Title::OfPath("/freeze".into())]
    {
        check_titled(title, &known, next);
    }
    check_titled(
        Title::OfPage("1667".into()),
        &["label: 账号"],
        "specs/a/inventory.yaml:5: change `spec` to `spec: [account.get, account.list, account.freeze]`",
    );
    check_refused(&wish("freeze", Some(Title::Named("注销".into()))), "the inventory has no such title");
    check_refused(
        &wish("freeze", Some(Title::Named("账号".into()))),
        "the inventory has several such titles; say which by `--page` or `--path`\n  账号  1667\n  账号  1668",
    );
}

#[test]
fn a_draft_is_yaml_and_each_of_its_points_is_reported() {
    for call in [Call::Operation, Call::Callback] {
        let draft = make(&Wish { call, ..wish("freeze", None) }).expect("a draft");
        let mut mistakes = Diagnostics::default();
        let source = crate::load::load(&SourceFiles::new([draft.file.clone()]), &mut mistakes);
        let marks = crate::draft::open_points(&source.documents[0].root).len();
        assert!(mistakes.is_empty() && marks > 5, "{}", draft.file.text);
        assert_eq!(
            draft.next,
            "specs/a/inventory.yaml: give its title, or a new one, `spec: account.freeze`"
        );
    }
}
