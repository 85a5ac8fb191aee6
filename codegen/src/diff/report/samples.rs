//! A small report for tests of its forms.
//!
//! Compiled for tests only.

use super::{ChangedFile, Emitted, End, Report};
use crate::read;
use crate::source::{SourceFile, SourceFiles};

/// The report with nobody answering for anything.
pub(super) fn report() -> Report {
    report_of("approvals: []\n")
}

/// A text gains markup and a word about a rule, and a member loses its encryption.
pub(super) fn report_of(approvals: &str) -> Report {
    let old = files("A <pretend> platform.", "encrypt: rsa", approvals);
    let new = files("A <b>|`pretend`\\n platform. There is only one.", "sensitive: true", approvals);
    let models = [&old, &new].map(|files| read(files).expect("the samples are right"));
    let manifest = "[package]\nversion = \"0.1.0\"\n";
    let end = |model, files| End { model, files, manifest };
    let file = ChangedFile {
        path: "src/pretend/account/update.rs".to_owned(),
        old: Some("struct Old<'a>;\n".to_owned()),
        new: Some("struct New<'a>;\n".to_owned()),
    };
    Report::new("main", end(&models[0], &old), end(&models[1], &new), Emitted::Compared(vec![file]))
}

fn files(about: &str, flag: &str, approvals: &str) -> SourceFiles {
    let file = |path: &str, text: String| SourceFile { path: format!("specs/{path}"), text };
    let api = format!(
        "api: pretend\nlabel: 假装平台\nabout: \"{about}\"\nevidence: [{{ page: doc-1 }}]\n\
         groups: {{ account: {{ label: 账号, about: Accounts. }} }}\nencryption:\n  \
         rsa: {{ padding: pkcs1v15, chunk: 117, text: base64 }}\n\
         envelope: {{ code: {{ wire: code }}, data: {{ wire: data }}, success: {{ code: [\"0\"] }} }}\n"
    );
    let note = if flag.starts_with('s') { "# A line more.\n" } else { "" };
    let update = format!(
        "operation: account.update\nlabel: 账号修改\nabout: Changes an account.\n{note}http: POST /account/update\n\
         evidence: [{{ page: doc-2 }}]\nrequest:\n  mm: {{ type: string, {flag} }}\n\
         examples: [{{ name: one, request: {{}}, response: {{ code: 0 }} }}]\n"
    );
    let glossary = "glossary: pretend\nfields: { mm: { name: password } }\n".to_owned();
    let titles = "[{ title: 账号修改, spec: account.update }]";
    SourceFiles::new([
        file("approvals.yaml", approvals.to_owned()),
        file("pretend/api.yaml", api),
        file("pretend/glossary.yaml", glossary),
        file(
            "pretend/inventory.yaml",
            format!("inventory: pretend\nevidence: [{{ page: doc-1 }}]\ntitles: {titles}\n"),
        ),
        file("pretend/account/update.yaml", update),
    ])
}
