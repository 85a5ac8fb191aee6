//! Diagnostics as text in rustc's look: weight, title, place, source line, words under it, notes, helps.
//!
//! In come diagnostics and the files that they speak of, out goes text for a terminal or a log. The only room
//! that sees the renderer. It never fails: a place that no file has is moved to the nearest that there is.

use std::collections::BTreeSet;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, Title};

use super::control::{printable, printable_source};
use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{FileId, SourceFile, SourceFiles};

/// Whether the text holds colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// ANSI colours.
    Always,
}

/// Shows all diagnostics in their order, then how many there are. Nothing for none.
pub fn print(diagnostics: &Diagnostics, files: &SourceFiles, colour: Colour) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = renderer(colour);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&report(diagnostic, files)));
        text.push_str("\n\n");
    }
    text.push_str(&renderer.render(&[Group::with_title(sum(diagnostics))]));
    text.push('\n');
    text
}

fn renderer(colour: Colour) -> Renderer {
    match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    }
}

/// How many there are of each weight, with the heaviest one as its level. Errors alone are called mistakes.
fn sum(diagnostics: &Diagnostics) -> Title<'static> {
    let count = |severity| diagnostics.iter().filter(|one| one.code.severity() == severity).count();
    let known = Severity::ALL.map(|severity| (severity, count(severity)));
    let known = known.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = known.clone().map(|(severity, count)| plural(count, noun(severity))).collect();
    let heaviest = known.map(|(severity, _)| severity).next().unwrap_or(Severity::Note);
    let files: BTreeSet<FileId> = diagnostics.iter().map(|one| one.primary.span.file).collect();
    level(heaviest).primary_title(format!("{} in {}", counts.join(", "), plural(files.len(), "file")))
}

fn noun(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "mistake",
        Severity::Danger => "danger",
        Severity::Warn => "warning",
        Severity::Note => "note",
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Danger => Level::ERROR.with_name("danger"),
        Severity::Warn => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn report<'a>(diagnostic: &'a Diagnostic, files: &'a SourceFiles) -> [Group<'a>; 1] {
    let level = level(diagnostic.code.severity());
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.number());
    let group = Group::with_title(title)
        .elements(snippets(diagnostic, files))
        .elements(diagnostic.notes.iter().map(|note| Level::NOTE.message(printable(note))))
        .elements(diagnostic.helps.iter().map(|help| Level::HELP.message(printable(help))));
    [group]
}

/// One snippet per file, the file of the mistake first.
fn snippets<'a>(diagnostic: &'a Diagnostic, files: &'a SourceFiles) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut order = vec![diagnostic.primary.span.file];
    for label in &diagnostic.secondary {
        if !order.contains(&label.span.file) {
            order.push(label.span.file);
        }
    }
    let in_file = |id: FileId| {
        let (_, file) = files.iter().find(|(known, _)| *known == id)?;
        let primary = (id == diagnostic.primary.span.file)
            .then(|| annotation(AnnotationKind::Primary, &diagnostic.primary, file));
        let secondary = diagnostic.secondary.iter().filter(|label| label.span.file == id);
        let secondary = secondary.map(|label| annotation(AnnotationKind::Context, label, file));
        let snippet = Snippet::source(printable_source(without_mark(&file.text)));
        Some(snippet.path(printable(&file.path)).annotations(primary.into_iter().chain(secondary)))
    };
    order.into_iter().filter_map(in_file).collect()
}

fn annotation<'a>(kind: AnnotationKind, label: &Label, file: &SourceFile) -> Annotation<'a> {
    let annotation = kind.span(place(label, &file.text));
    if label.text.is_empty() { annotation } else { annotation.label(printable(&label.text)) }
}

/// The text as it is shown: a byte order mark is no part of the first line.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// The label's bytes in the text as it is shown: within it, and on whole characters.
fn place(label: &Label, text: &str) -> Range<usize> {
    let shown = without_mark(text);
    let cut = text.len() - shown.len();
    let within = |at: u32| (at as usize).saturating_sub(cut).min(shown.len());
    let start = shown.floor_char_boundary(within(label.span.start));
    let end = shown.ceil_char_boundary(within(label.span.end)).max(start);
    // A line end at the end of a place would draw the mark on the next line.
    let end = start + shown[start..end].trim_end_matches(['\n', '\r']).len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::source::Span;

    fn files(texts: &[&str]) -> SourceFiles {
        SourceFiles::new(
            texts
                .iter()
                .enumerate()
                .map(|(at, text)| SourceFile { path: format!("specs/{at}.yaml"), text: (*text).to_owned() }),
        )
    }

    /// The place of `needle` in the text of file 0.
    fn find(text: &str, needle: &str) -> Span {
        let start = text.find(needle).expect("the needle is there") as u32;
        Span { file: FileId(0), start, end: start + needle.len() as u32 }
    }

    fn show(diagnostic: Diagnostic, texts: &[&str]) -> String {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        print(&diagnostics, &files(texts), Colour::Never)
    }

    #[test]
    fn the_mark_stands_under_the_token_after_chinese_text() {
        let text = "fields:\n  企业名称: { label: 企业🧾名称, tpye: string }\n";
        let diagnostic = Diagnostic::new(Code::UnknownKey, find(text, "tpye"), "a field has no key `tpye`")
            .label("not known here")
            .nearest("tpye", ["type", "label"]);
        insta::assert_snapshot!(show(diagnostic, &[text]), @r"
        error[S0107]: a field has no key `tpye`
         --> specs/0.yaml:2:25
          |
        2 |   企业名称: { label: 企业🧾名称, tpye: string }
          |                                  ^^^^ not known here
          |
          = help: did you mean `type`?

        error: 1 mistake in 1 file
        ");
    }

    #[test]
    fn other_places_notes_and_files_are_shown() {
        let (text, other) = ("a: 1\nb: 2\n\n\n\n\n\na: 3\n", "c: 4\n");
        let second = Span { file: FileId(0), start: 15, end: 16 };
        let diagnostic = Diagnostic::new(Code::DuplicateKey, second, "`a` stands here twice")
            .also(find(text, "a"), "first defined here")
            .also(Span { file: FileId(1), start: 3, end: 4 }, "and here")
            .note("the first one holds");
        insta::assert_snapshot!(show(diagnostic, &[text, other]), @r"
        error[S0105]: `a` stands here twice
         --> specs/0.yaml:8:1
          |
        1 | a: 1
          | - first defined here
        ...
        8 | a: 3
          | ^
          |
         ::: specs/1.yaml:1:4
          |
        1 | c: 4
          |    - and here
          |
          = note: the first one holds

        error: 1 mistake in 1 file
        ");
    }

    #[test]
    fn a_byte_order_mark_and_line_ends_move_nothing() {
        let text = "\u{FEFF}a: 1\r\nb: 值\r\n";
        let diagnostic = Diagnostic::new(Code::WrongType, find(text, "值\r\n"), "expected a number");
        insta::assert_snapshot!(show(diagnostic, &[text]), @r"
        error[S0109]: expected a number
         --> specs/0.yaml:2:4
          |
        2 | b: 值
          |    ^^

        error: 1 mistake in 1 file
        ");
    }

    #[test]
    fn nothing_in_a_spec_steers_the_terminal() {
        let text = "a: \u{1b}[31m\u{9b}1m\u{202e}x\u{200e}\n";
        let diagnostic = Diagnostic::new(Code::ForbiddenText, find(text, "x"), "\u{1b}[2J\u{202e}")
            .label("\u{1b}]0;x\u{7}")
            .note("\u{1b}[1m")
            .help("\u{9b}1m");
        let shown = show(diagnostic, &[text]);
        assert!(shown.chars().all(|one| one == '\n' || !super::super::is_control(one)), "{shown:?}");
    }

    #[test]
    fn no_place_is_wrong_enough_to_fail() {
        let text = "\u{FEFF}键: 🧾\r\n\tx\n\n";
        let long = text.len() as u32 + 3;
        for (start, end) in (0..long).flat_map(|start| (0..long).map(move |end| (start, end))) {
            for file in [0, 1, 7] {
                let span = Span { file: FileId(file), start, end };
                let diagnostic = Diagnostic::new(Code::NotYaml, span, "x").label("y").also(span, "z");
                show(diagnostic, &[text, ""]);
            }
        }
    }

    #[test]
    fn the_count_ends_the_text() {
        let mut diagnostics = Diagnostics::default();
        let one = |file| Diagnostic::new(Code::NotYaml, Span { file: FileId(file), start: 0, end: 1 }, "x");
        diagnostics.push(one(0));
        let texts = files(&["a\n", "b\n"]);
        assert!(print(&diagnostics, &texts, Colour::Never).ends_with("\n\nerror: 1 mistake in 1 file\n"));
        diagnostics.push(one(1));
        diagnostics.push(one(1));
        assert!(print(&diagnostics, &texts, Colour::Never).ends_with("\n\nerror: 3 mistakes in 2 files\n"));
        assert!(print(&diagnostics, &texts, Colour::Always).contains("\u{1b}["));
        assert_eq!(print(&Diagnostics::default(), &texts, Colour::Always), "");
    }
}
