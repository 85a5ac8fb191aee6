//! `cargo xtask lint`: what is wrong with the specs, and what a careful reader would ask about them.
//!
//! It asks the clock what day it is, calls the generator and puts the report where it is wanted.

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use jiekou_codegen::date::Date;
use jiekou_codegen::diagnostics::Severity;
use jiekou_codegen::load;
use jiekou_codegen::report::{Format, JSON_SCHEMA, Report};
use jiekou_codegen::source::SourceFiles;
use jiekou_codegen::{fix, lint};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::colour_of;
use crate::summary;

/// What the words ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    form: Form,
    /// The lightest finding that makes the command fail.
    fail_on: Severity,
    task: Task,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Human,
    Json,
    Sarif,
    Github,
    Junit,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// Tell what there is.
    Tell,
    /// Mend first what can be mended without asking.
    Fix,
    /// Print the schema of the JSON form.
    Schema,
}

const FORMS: &[(&str, Form)] = &[
    ("human", Form::Human),
    ("json", Form::Json),
    ("sarif", Form::Sarif),
    ("github", Form::Github),
    ("junit", Form::Junit),
    ("markdown", Form::Markdown),
];

/// Reads the words behind `lint`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish { form: Form::Human, fail_on: Severity::Danger, task: Task::Tell };
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("format") => wish.form = one_of(&words.value()?.string()?, FORMS)?,
            Arg::Long("fail-on") => {
                let severities = Severity::ALL.map(|severity| (severity.as_str(), severity));
                wish.fail_on = one_of(&words.value()?.string()?, &severities)?;
            }
            Arg::Long("fix") => wish.task = Task::Fix,
            Arg::Long("schema") => wish.task = Task::Schema,
            word => return Err(word.unexpected()),
        }
    }
    Ok(wish)
}

fn one_of<T: Copy>(word: &str, known: &[(&str, T)]) -> Result<T, lexopt::Error> {
    let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    let names = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| format!("`{word}` is none of {}", names()).into())
}

/// Does it in the workspace at `root`: 0 nothing to say, 1 findings, 2 the specs cannot be read or written.
pub(crate) fn run(root: &Path, wish: Wish) -> ExitCode {
    if wish.task == Task::Schema {
        print!("{JSON_SCHEMA}");
        return ExitCode::SUCCESS;
    }
    let outcome = (|| {
        let today = today();
        let mut files = load::read_dir(root).map_err(|error| error.to_string())?;
        if wish.task == Task::Fix {
            files = mend(root, &files, today)?;
        }
        let report = lint(&files, today);
        tell(&report, &files, wish.form)?;
        Ok::<_, String>(report.has(wish.fail_on))
    })();
    match outcome {
        Ok(true) => ExitCode::FAILURE,
        Ok(false) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Date::of_unix_seconds(since)
}

fn mend(root: &Path, files: &SourceFiles, today: Date) -> Result<SourceFiles, String> {
    let mended = fix(files, today);
    for ((_, before), (_, after)) in files.iter().zip(mended.iter()) {
        if before.text != after.text {
            std::fs::write(root.join(&after.path), &after.text)
                .map_err(|error| format!("cannot write `{}`: {error}", after.path))?;
            eprintln!("mended: {}", after.path);
        }
    }
    Ok(mended)
}

fn tell(report: &Report, files: &SourceFiles, form: Form) -> Result<(), String> {
    let format = match form {
        Form::Human => Format::Human(colour_of(&io::stdout())),
        Form::Json => Format::Json,
        Form::Sarif => Format::Sarif,
        Form::Github => Format::Github,
        Form::Junit => Format::Junit,
        Form::Markdown => Format::Markdown,
    };
    print!("{}", report.text(format, files));
    if form == Form::Github { summary::add(|| report.text(Format::Markdown, files)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_wishes() {
        let plain = Wish { form: Form::Human, fail_on: Severity::Danger, task: Task::Tell };
        check(parse, &[], Ok(plain));
        check(parse, &["--format", "sarif"], Ok(Wish { form: Form::Sarif, ..plain }));
        check(
            parse,
            &["--format=junit", "--fail-on", "warn"],
            Ok(Wish { form: Form::Junit, fail_on: Severity::Warn, ..plain }),
        );
        check(parse, &["--fix"], Ok(Wish { task: Task::Fix, ..plain }));
        check(parse, &["--schema"], Ok(Wish { task: Task::Schema, ..plain }));
        check(
            parse,
            &["--format", "xml"],
            Err("`xml` is none of human, json, sarif, github, junit, markdown"),
        );
        check(parse, &["--fail-on", "all"], Err("`all` is none of error, danger, warn, note"));
        check(parse, &["--fxi"], Err("invalid option '--fxi'"));
    }
}
