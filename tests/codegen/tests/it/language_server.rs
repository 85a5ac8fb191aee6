//! What an author sees in an editor: a real language server with our schemas, asked about specs.
//!
//! The server is that of `language_server/package.json`, as `.ci/run` installs it; where it is not there, the tests
//! say so and pass, unless `JIEKOU_NODE` is `required`.

mod client;

use client::Client;
use codegen_tests::workspace;
use jiekou_codegen::load::read_dir;
use jiekou_codegen::schemas;
use std::fs;
use tempfile::TempDir;

/// A spec to ask about, in the place of a real one.
const PLACE: &str = "specs/pretend/item/get.yaml";
const HEAD: &str = "# yaml-language-server: $schema=../../schema/operation.json\noperation: item.get\n";

/// A folder with the schemas and a server that looks at it.
fn start() -> Option<(TempDir, Client)> {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("specs/schema");
    fs::create_dir_all(&place).expect("a folder");
    for (path, text) in schemas().iter() {
        fs::write(place.join(path), text).expect("a schema");
    }
    let client = Client::start(folder.path())?;
    Some((folder, client))
}

/// What the server offers where `|` stands.
fn offered(client: &mut Client, text: &str) -> Vec<client::Offer> {
    client.offers(PLACE, &format!("{HEAD}{text}"))
}

#[track_caller]
fn check_offers(client: &mut Client, text: &str, expected: &[&str]) -> Vec<client::Offer> {
    let offers = offered(client, text);
    let labels: Vec<&str> = offers.iter().map(|offer| offer.label.as_str()).collect();
    let missing: Vec<_> = expected.iter().filter(|label| !labels.contains(label)).collect();
    assert!(missing.is_empty(), "{missing:?} are not among {labels:?} in\n{text}");
    offers
}

#[test]
fn real_specs_have_nothing_to_complain_of() {
    let Some((_folder, mut client)) = start() else { return };
    let specs = read_dir(&workspace()).expect("the specs can be read");
    let is_single = |path: &str| !path.ends_with("group.yaml") && path.split('/').count() == 4;
    let calls = specs.iter().filter(|(_, file)| is_single(&file.path));
    let others = specs.iter().filter(|(_, file)| !is_single(&file.path));
    let sample = calls.step_by(20).chain(others.step_by(3));
    let mut asked = 0;
    for (_, file) in sample {
        asked += 1;
        assert_eq!(client.complaints(&file.path, &file.text), Vec::<(u64, String)>::new(), "{}", file.path);
    }
    assert!(asked > 20, "only {asked} specs");
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let Some((_folder, mut client)) = start() else { return };
    let right = "label: 查询\nabout: Gets one.\nhttp: GET /item\nevidence: [{ page: doc-1 }]\nexamples: [{ name: x, request: {}, response: {} }]\n";
    let mut complaints = |more: &str| client.complaints(PLACE, &format!("{HEAD}{right}{more}"));
    assert_eq!(complaints(""), []);
    assert_eq!(complaints("reqest: {}\n"), [(7, "Property reqest is not allowed.".to_owned())]);
    let found = complaints("request: { a: { type: strng } }\n");
    assert!(matches!(&found[..], [(7, message)] if message.contains("string")), "{found:?}");
    let found = complaints("retry: { keyed: a }\n");
    assert!(matches!(&found[..], [(7, message)] if message.contains("why")), "{found:?}");
    let found = complaints("partial: null\n");
    assert!(matches!(&found[..], [(7, _)]), "{found:?}");
}

#[test]
fn keys_and_words_are_offered() {
    let Some((_folder, mut client)) = start() else { return };
    let keys = check_offers(&mut client, "|", &["label", "http", "request", "response", "examples", "codes"]);
    assert!(keys.iter().all(|offer| offer.label != "operation"), "what is there already is not offered");
    let response = keys.iter().find(|offer| offer.label == "response").expect("it is offered");
    assert!(response.about.contains("inside the envelope"), "{response:?}");
    check_offers(&mut client, "body: |", &["json", "form", "multipart"]);
    check_offers(&mut client, "request:\n  a: { type: string, r| }", &["required", "max_chars", "nullable"]);
    check_offers(&mut client, "request:\n  a:\n    type: |", &["string", "id", "object"]);
    check_offers(&mut client, "codes:\n  \"1\":\n    then: |", &["back_off", "fix_clock"]);
    check_offers(&mut client, "response:\n  type: object\n  |", &["fields", "object", "about"]);
}

#[test]
fn texts_of_the_language_are_shown() {
    let Some((_folder, mut client)) = start() else { return };
    let mut shown = |text: &str| client.hover(PLACE, &format!("{HEAD}{text}"));
    let text = shown("request:\n  a: { type: string, requ|ired: true }\n");
    assert!(text.contains("A request must have it"), "{text}");
    let text = shown("ret|ry: safe\n");
    assert!(text.contains("Whether it may be sent twice"), "{text}");
    let text = shown("progress:\n  eve|ry: 5s\n");
    assert!(text.contains("How long to wait between two calls"), "{text}");
}
