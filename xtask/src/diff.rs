//! `cargo xtask diff`: what the specs of this folder change since a revision of git.
//!
//! It calls the generator and prints its report to stdout. It fails where nobody answers for a change that touches
//! security, and where a release asks for a higher version.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::diagnostics;
use jiekou_codegen::diff::report::{self, Emitted, End, Report};
use jiekou_codegen::load::{self, Revision};
use jiekou_codegen::model::Model;
use jiekou_codegen::source::SourceFiles;
use jiekou_codegen::{Kept, generate, read_again};
use lexopt::{Arg, Parser};

use crate::specs::{colour_of, failure};
use crate::summary;

/// Where the changes are told.
const CHANGELOG: &str = "CHANGELOG.md";

/// The forms of a report, by their words.
const FORMS: [(&str, Form); 7] = [
    ("human", report::human),
    ("markdown", report::markdown),
    ("json", report::json),
    ("html", report::html),
    ("junit", report::junit),
    ("github", report::github),
    ("changelog", report::notes),
];

type Form = fn(&Report) -> String;

/// What is compared, and how it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    base: Option<String>,
    form: String,
    write_changelog: bool,
    release: bool,
}

/// Reads the words behind `diff`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish { base: None, form: "human".to_owned(), write_changelog: false, release: false };
    while let Some(word) = words.next()? {
        match word {
            Arg::Value(base) if wish.base.is_none() => wish.base = Some(base.into_string()?),
            Arg::Long("format") => wish.form = form(words)?,
            Arg::Long("write-changelog") => wish.write_changelog = true,
            Arg::Long("release") => wish.release = true,
            word => return Err(word.unexpected()),
        }
    }
    Ok(wish)
}

fn form(words: &mut Parser) -> Result<String, lexopt::Error> {
    let form = words.value()?.into_string()?;
    if FORMS.iter().any(|(word, _)| *word == form) {
        return Ok(form);
    }
    let known = FORMS.map(|(word, _)| word).join(", ");
    Err(format!("no report is called `{}`; there are {known}", form.escape_debug()).into())
}

/// Compares the workspace at `root` with the base.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    match compare(root, wish).and_then(|report| tell(root, wish, &report)) {
        Ok(code) => code,
        Err(message) => {
            failure(&message);
            ExitCode::from(2)
        }
    }
}

fn compare(root: &Path, wish: &Wish) -> Result<Report, String> {
    let revision = match &wish.base {
        Some(name) => Revision::named(root, name),
        None => Revision::fork(root),
    };
    let revision = revision.map_err(text)?;
    let here = load::read_dir(root).map_err(text)?;
    let all = (revision.specs(&here).map_err(text)?, here);
    let (old_files, new_files) = SourceFiles::differing(&all.0, &all.1);
    // Most files are the same at both ends.
    let mut kept = Kept::default();
    let old = model(&old_files, &mut kept, &revision.name)?;
    let new = model(&new_files, &mut kept, "this folder")?;
    let manifest = fs::read_to_string(root.join("generated/Cargo.toml")).unwrap_or_default();
    let emitted = if wish.form == "html" || all.0 == all.1 {
        let tree = generate(&all.1).map_err(|_| "the specs of this folder cannot be read".to_owned())?;
        Emitted::between(revision.client().map_err(text)?, &tree)
    } else {
        Emitted::NotCompared
    };
    let old = End { model: &old, files: &old_files, manifest: &revision.manifest().map_err(text)? };
    let new = End { model: &new, files: &new_files, manifest: &manifest };
    Ok(Report::new(&revision.name, old, new, emitted))
}

/// The model of one end; what is wrong with its specs is printed.
fn model(files: &SourceFiles, kept: &mut Kept, whose: &str) -> Result<Model, String> {
    read_again(files, kept).map_err(|mistakes| {
        eprint!("{}", diagnostics::print(&mistakes, files, colour_of(&io::stderr())));
        format!("the specs of {} cannot be read by this generator", whose.escape_debug())
    })
}

fn tell(root: &Path, wish: &Wish, report: &Report) -> Result<ExitCode, String> {
    if let Some((_, form)) = FORMS.iter().find(|(word, _)| *word == wish.form) {
        print!("{}", form(report));
    }
    if wish.form == "github" {
        summary::add(|| report::markdown(report))?;
    }
    if wish.write_changelog {
        let path = root.join(CHANGELOG);
        let fail = |error: io::Error| format!("cannot change `{CHANGELOG}`: {error}");
        let before = fs::read_to_string(&path).map_err(fail)?;
        let after = report::insert_notes(&before, report);
        let after =
            after.ok_or_else(|| format!("`{CHANGELOG}` has no Client and Specs below `## Unreleased`"))?;
        fs::write(&path, after).map_err(fail)?;
    }
    let is_right = report.is_approved() && (!wish.release || report.is_bumped());
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn text(error: impl std::error::Error) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_a_wish() {
        let wish = |base: Option<&str>, form: &str| Wish {
            base: base.map(str::to_owned),
            form: form.to_owned(),
            write_changelog: false,
            release: false,
        };
        check(parse, &[], Ok(wish(None, "human")));
        check(parse, &["v1", "--format", "json"], Ok(wish(Some("v1"), "json")));
        check(parse, &["--release"], Ok(Wish { release: true, ..wish(None, "human") }));
        check(parse, &["--write-changelog"], Ok(Wish { write_changelog: true, ..wish(None, "human") }));
        check(parse, &["a", "b"], Err("unexpected argument \"b\""));
        check(parse, &["--form"], Err("invalid option '--form'"));
        let known = "human, markdown, json, html, junit, github, changelog";
        check(parse, &["--format", "xml"], Err(&format!("no report is called `xml`; there are {known}")));
    }
}
