//! What is asked about the real specs, how it is told, and what a program mends.

use crate::bad::today;
use boon::{Compiler, SchemaIndex, Schemas};
use codegen_tests::{bad, changed, workspace};
use jiekou_codegen::date::Date;
use jiekou_codegen::diagnostics::{Code, Colour, Page, Severity};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::report::{Format, JSON_SCHEMA, Report};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{fix, lint};
use serde_json::Value;
use std::collections::BTreeSet;

const UPDATE: &str = "specs/pretend/account/update.yaml";

#[test]
fn nothing_is_asked_about_the_real_specs() {
    let files = read_dir(&workspace()).expect("the specs can be read");
    let report = lint(&files, today());
    assert!(report.findings.is_empty(), "{}", report.text(Format::Human(Colour::Never), &files));
    assert!(!report.allowed.is_empty(), "some things are let stand");
    let reasons: Vec<&str> = report.allowed.iter().map(|one| one.why.as_str()).collect();
    assert!(reasons.iter().all(|why| why.ends_with('.')), "{reasons:?}");
}

/// The base with more of `account.update`, as it is reported.
fn update(more: &str) -> (SourceFiles, Report) {
    let files = changed(&format!("# --- {UPDATE} (more)\n{more}"));
    let report = lint(&files, today());
    (files, report)
}

fn fingerprints(report: &Report) -> BTreeSet<&str> {
    report.findings.iter().map(|one| one.fingerprint.as_str()).collect()
}

#[test]
fn fingerprints_stay_when_lines_move_and_change_with_the_subject() {
    let (_, before) =
        update("request:\n  mm: { type: string, label: 密码 }\n  mm2: { type: string, label: 密码 }\n");
    let (_, moved) = update(
        "# One line more.\nnotes: [And another.]\nrequest:\n  uid: { type: id }\n  mm2: { type: string, label: 密码 }\n  mm:\n    type: string\n    label: 密码\n",
    );
    assert_eq!(before.findings.len(), 2);
    assert_eq!(fingerprints(&before), fingerprints(&moved));
    let (_, renamed) = update("request:\n  mm3: { type: string, label: 密码 }\n");
    assert!(fingerprints(&before).is_disjoint(&fingerprints(&renamed)));
}

#[test]
fn findings_with_one_code_at_one_subject_have_their_own_fingerprints() {
    let (_, report) = update("notes: [One, Two, One]\n");
    assert_eq!(report.findings.len(), 3);
    assert_eq!(fingerprints(&report).len(), 3);
}

#[test]
fn an_allowed_rule_is_silent_until_its_last_day() {
    let files = changed(&format!(
        "# --- {UPDATE} (more)\nrequest:\n  mm: {{ type: string, label: 密码, allow: [{{ rule: L0501, why: It is public., until: 2027-03-31 }}] }}\n"
    ));
    let on = |day| lint(&files, Date::parse(day).expect("a day"));
    let last = on("2027-03-31");
    assert!(last.findings.is_empty());
    assert_eq!(last.allowed[0].subject, "request.mm.allow[L0501]");
    let over = on("2027-04-01");
    let codes: Vec<&str> = over.findings.iter().map(|one| one.diagnostic.code.number()).collect();
    assert_eq!(codes, ["L0501", "L0103"]);
    assert!(over.allowed.is_empty());
}

#[test]
fn an_api_with_a_mistake_is_left_alone_and_others_are_not() {
    let other = |file: &SourceFile| SourceFile {
        path: file.path.replace("pretend", "imagine"),
        text: file.text.replace("pretend", "imagine"),
    };
    let (files, _) = update("notes: [no stop]\n");
    let wrong = changed(&format!("# --- {UPDATE} (more)\nnotes: [no stop]\nretry: saef\n"));
    let both = SourceFiles::new(
        files.iter().map(|(_, file)| other(file)).chain(wrong.iter().map(|(_, file)| file.clone())),
    );
    let report = lint(&both, today());
    let told: Vec<(&str, &str)> = report
        .findings
        .iter()
        .map(|one| {
            let path = both.file(one.diagnostic.primary.span.file).path.as_str();
            (one.diagnostic.code.number(), path.split('/').nth(1).expect("an API"))
        })
        .collect();
    assert_eq!(told, [("L0802", "imagine"), ("S0110", "pretend")]);
}

/// All bad fixtures in one report form.
fn texts(format: Format) -> Vec<(String, String)> {
    bad().into_iter().map(|one| (one.name, lint(&one.files, today()).text(format, &one.files))).collect()
}

/// Why a report is not as the published schema says, if it is not.
fn fault(schemas: &(Schemas, SchemaIndex), report: &Value) -> Option<String> {
    schemas.0.validate(report, schemas.1).err().map(|error| error.to_string())
}

fn schemas() -> (Schemas, SchemaIndex) {
    let name = "report.schema.json";
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(JSON_SCHEMA).expect("JSON");
    compiler.add_resource(name, schema).expect("a name of a schema");
    let index = compiler.compile(name, &mut schemas).expect("a schema");
    (schemas, index)
}

#[test]
fn json_is_what_the_schema_says() {
    let schemas = schemas();
    for (name, text) in texts(Format::Json) {
        let report: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(fault(&schemas, &report), None, "{name}");
    }
}

#[test]
fn the_schema_refuses_other_reports() {
    let schemas = schemas();
    let (files, report) = update("notes: [no stop]\n");
    let right: Value = serde_json::from_str(&report.text(Format::Json, &files)).expect("JSON");
    assert_eq!(fault(&schemas, &right), None);
    for path in [
        "/version",
        "/counts/warn",
        "/findings/0/code",
        "/findings/0/severity",
        "/findings/0/fingerprint",
        "/findings/0/place/line",
        "/findings/0/edits/0/start",
    ] {
        let (parent, key) = path.rsplit_once('/').expect("a key");
        let changed = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
            let mut changed = right.clone();
            change(changed.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object"));
            changed
        };
        let other = changed(&|object| object[key] = Value::Bool(true));
        let less = changed(&|object| assert!(object.remove(key).is_some()));
        let more = changed(&|object| assert!(object.insert("other".into(), Value::Null).is_none()));
        for wrong in [other, less, more] {
            assert!(fault(&schemas, &wrong).is_some(), "{path}: {wrong}");
        }
    }
}

#[test]
fn every_form_tells_every_finding() {
    for one in bad() {
        let report = lint(&one.files, today());
        for format in [Format::Json, Format::Sarif, Format::Junit, Format::Markdown] {
            let text = report.text(format, &one.files);
            for finding in &report.findings {
                let number = finding.diagnostic.code.number();
                assert!(text.contains(number), "{}: {format:?} lacks {number}", one.name);
            }
        }
        assert!(report.has(Severity::Note), "{}", one.name);
    }
}

/// What `--fix` makes of more lines of `account.update`.
#[track_caller]
fn check_fix(more: &str, expected: &str) {
    let (files, _) = update(more);
    let mended = fix(&files, today());
    let own = |files: &SourceFiles| {
        let file = files.iter().find(|(_, file)| file.path == UPDATE).expect("the file").1;
        file.text.split_once("response: { code: 0 }\n").expect("the base in front").1.to_owned()
    };
    assert_eq!(own(&mended), expected);
    assert_eq!(fix(&mended, today()), mended, "a second time changes nothing");
}

#[test]
fn what_says_nothing_is_taken_away_and_comments_stay() {
    check_fix("request:\n  uid: { type: id, required: false }\n", "request:\n  uid: { type: id }\n");
    check_fix("request:\n  uid: { required: false, type: id }\n", "request:\n  uid: { type: id }\n");
    check_fix(
        "request:\n  uid: { required: false, nullable: false, type: id, inline: false }\n",
        "request:\n  uid: { type: id }\n",
    );
    check_fix(
        "request:\n  # The first.\n  uid:   # an id\n    # Nobody knows.\n    required: false\n    type: id\n  # The last.\n",
        "request:\n  # The first.\n  uid:   # an id\n    # Nobody knows.\n    type: id\n  # The last.\n",
    );
    check_fix("retry: never\nnotes: [A note.]\n", "notes: [A note.]\n");
}

#[test]
fn an_edit_that_would_lose_a_comment_is_left_to_a_person() {
    for kept in [
        "request:\n  uid:\n    type: id\n    required: false   # by the table\n",
        "request:\n  uid: { type: id, # by the table\n    required: false }\n",
    ] {
        check_fix(kept, kept);
    }
}

#[test]
fn an_allowance_without_use_goes_with_its_list() {
    check_fix(
        "allow: [{ rule: L0201, why: No. }]\nrequest:\n  uid:\n    type: id\n    allow:\n      - { rule: L0501, why: No. }\n",
        "request:\n  uid:\n    type: id\n",
    );
    check_fix(
        "request:\n  mm:\n    type: string\n    label: 密码\n    allow:\n      - rule: L0201\n        why: No.\n      - rule: L0501\n        why: Yes.\n",
        "request:\n  mm:\n    type: string\n    label: 密码\n    allow:\n      - rule: L0501\n        why: Yes.\n",
    );
}

#[test]
fn a_correction_goes_and_then_its_reason() {
    let page = Page::of(Code::NeedlessCorrection);
    let [wrong, right] = [page.wrong, page.right].map(changed);
    assert_eq!(fix(&wrong, today()), right);
}

#[test]
fn other_mistakes_are_left_to_a_person() {
    let other = "request:\n  uid: { type: id, requird: true }\n";
    check_fix(other, other);
}

#[test]
fn sentences_end_inside_their_quotes() {
    check_fix(
        "notes:\n  - One\n  - \"Two\"\n  - 'Three'\n  - >-\n    Four\n    lines\n  - Five (of five)\n  - 六\n",
        "notes:\n  - One.\n  - \"Two.\"\n  - 'Three.'\n  - >-\n    Four\n    lines.\n  - Five (of five).\n  - 六\n",
    );
}

#[test]
fn fixes_mend_what_they_are_for_and_break_nothing() {
    for one in bad() {
        let before = lint(&one.files, today());
        let mended = fix(&one.files, today());
        let after = lint(&mended, today());
        assert_eq!(fix(&mended, today()), mended, "{}: a second time changes nothing", one.name);
        let fixable = before.findings.iter().any(|finding| !finding.edits.is_empty());
        assert_eq!(mended != one.files, fixable, "{}", one.name);
        assert!(after.count(Severity::Error) <= before.count(Severity::Error), "{}", one.name);
        assert!(after.findings.iter().all(|finding| finding.edits.is_empty()), "{}", one.name);
    }
}
