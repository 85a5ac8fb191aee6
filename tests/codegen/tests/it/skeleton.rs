//! Drafts of every real API: `lint` lists their open points and nothing else, and finishing them makes them calls.

use crate::bad::today;
use crate::snapshots::assert_snapshot;
use codegen_tests::workspace;
use jiekou_codegen::diagnostics::{Code, Colour};
use jiekou_codegen::load::read_dir;
use jiekou_codegen::model::Api;
use jiekou_codegen::report::{Format, Report};
use jiekou_codegen::skeleton::{Draft, Wish};
use jiekou_codegen::source::{SourceFile, SourceFiles};
use jiekou_codegen::{Call, canonical, generate, lint, read, skeleton};

const CALLS: [Call; 2] = [Call::Operation, Call::Callback];
/// What an open point begins with. In halves, since this file is read for the word.
const MARK: &str = concat!("\"TO", "DO: ");
/// The name of the drafts.
const NAME: &str = "pretend_draft";

fn specs() -> SourceFiles {
    read_dir(&workspace()).expect("the specs can be read")
}

fn draft(files: &SourceFiles, api: &Api, call: Call) -> Draft {
    let (api, group) = (api.id.snake().to_owned(), api.groups[0].name.snake().to_owned());
    skeleton(files, &Wish { api, group, name: NAME.to_owned(), call, title: None }).expect("a draft")
}

fn with(files: &SourceFiles, more: impl IntoIterator<Item = SourceFile>) -> SourceFiles {
    SourceFiles::new(files.iter().map(|(_, file)| file.clone()).chain(more))
}

fn human(report: &Report, files: &SourceFiles) -> String {
    report.text(Format::Human(Colour::Never), files)
}

#[test]
fn a_draft_is_a_list_of_its_open_points() {
    let specs = specs();
    let model = read(&specs).expect("the specs are right");
    let mut shown = String::new();
    for (api, call) in model.apis.iter().flat_map(|api| CALLS.map(|call| (api, call))) {
        let Draft { file, .. } = draft(&specs, api, call);
        let files = with(&specs, [file.clone()]);
        let report = lint(&files, today());
        let marks: Vec<usize> = file.text.match_indices(MARK).map(|(at, _)| at).collect();
        let places: Vec<usize> =
            report.findings.iter().map(|one| one.diagnostic.primary.span.start as usize).collect();
        assert_eq!(places, marks, "{}", human(&report, &files));
        assert!(report.findings.iter().all(|one| one.diagnostic.code == Code::OpenPoint));
        assert!(generate(&files).is_err(), "no client is made of a draft");
        assert_eq!(canonical(&files).files, files, "a draft is laid out");
        if api.id == model.apis[0].id {
            shown.push_str(&format!("{}\n{}\n", file.text, human(&report, &files)));
        }
    }
    assert_snapshot("skeleton", "drafts", &shown);
}

/// What an answer of success looks like beside its data.
fn success(api: &Api) -> String {
    let flag = api.envelope.success.flag.as_ref().map(|_| ", success: true").unwrap_or_default();
    format!("{{ {}: \"{}\"{flag} }}", api.envelope.code.wire, api.envelope.success.codes[0])
}

#[test]
fn a_finished_draft_is_a_call() {
    let specs = specs();
    let model = read(&specs).expect("the specs are right");
    for (api, call) in model.apis.iter().flat_map(|api| CALLS.map(|call| (api, call))) {
        let Draft { file, .. } = draft(&specs, api, call);
        let example = format!("[{{ name: nothing, request: {{}}, response: {} }}]", success(api));
        let written = [
            ("label", "草稿"),
            ("about", "Does something that nobody needs."),
            ("http", "POST /pretend/draft"),
            ("body", "{ draftKind: { type: string } }"),
            ("replies", "{ accepted: { about: It was taken., body: {} } }"),
            (
                "examples",
                if call == Call::Operation { &example } else { "[{ name: one, body: { draftKind: a } }]" },
            ),
        ];
        let line = |line: &str| {
            let Some((key, value)) = line.split_once(": ").filter(|(_, value)| value.contains(MARK)) else {
                return Some(line.to_owned());
            };
            match written.iter().find(|(known, _)| *known == key) {
                Some((_, text)) => Some(format!("{key}: {text}")),
                None if key == "evidence" => Some("evidence: [{ page: doc-1 }]".to_owned()),
                None => {
                    assert!(value.contains("leave it out") || key == "request", "{line}");
                    None
                }
            }
        };
        let text: Vec<String> = file.text.lines().filter_map(line).collect();
        let finished = SourceFile { path: file.path.clone(), text: text.join("\n") + "\n" };
        let path = format!("specs/{}/inventory.yaml", api.id.snake());
        let inventory = specs.iter().find(|(_, file)| file.path == path).expect("each API has one").1;
        let group = api.groups[0].name.snake();
        let titled = format!("{}  - {{ title: 草稿, spec: {group}.{NAME} }}\n", inventory.text);
        let files = with(&specs, [finished, SourceFile { path, text: titled }]);
        let report = lint(&files, today());
        assert!(report.findings.is_empty(), "{}", human(&report, &files));
    }
}
