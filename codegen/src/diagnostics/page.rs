//! The page of each code: what it is, why it is one, a wrong example and a right one.
//!
//! In come the texts in `pages/`, out go pages for a terminal and the lists in the guide of the spec language. The
//! same texts are tested: the wrong example gives the code, the right one gives nothing.

use super::{Code, Severity};

const WRONG: &str = "\n## Wrong\n\n```yaml\n";
const RIGHT: &str = "```\n\n## Right\n\n```yaml\n";
const END: &str = "```\n";
/// What stands around the lists in the guide.
const MARKS: [(&str, &str); 2] = [
    ("<!-- mistakes: written by `cargo xtask explain --write` -->\n", "<!-- end of mistakes -->"),
    ("<!-- rules: written by `cargo xtask explain --write` -->\n", "<!-- end of rules -->"),
];

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code.
    pub code: Code,
    /// What it means, in one paragraph.
    pub what: &'static str,
    /// Why it is reported, and what to do.
    pub why: &'static str,
    /// Files that give the code: each below a heading `# --- path`, which replaces the file of a tiny API, or
    /// lengthens it where `(more)` stands behind it.
    pub wrong: &'static str,
    /// The same without the mistake.
    pub right: &'static str,
}

impl Page {
    /// The page of this code.
    pub fn of(code: Code) -> Self {
        let whole = code.page();
        let (text, examples) = whole.split_once(WRONG).unwrap_or((whole, ""));
        let (wrong, right) = examples.split_once(RIGHT).unwrap_or((examples, ""));
        let (what, why) = text.split_once("\n\n").unwrap_or((text, ""));
        Self {
            code,
            what: what.trim(),
            why: why.trim(),
            wrong,
            right: right.strip_suffix(END).unwrap_or(right),
        }
    }

    /// The whole page, as Markdown.
    pub fn text(&self) -> String {
        let Self { code, what, why, wrong, right } = self;
        let weight = match code.severity() {
            Severity::Error => "error: it cannot be allowed".to_owned(),
            severity if code.may_be_allowed() => {
                format!(
                    "{severity}: `allow: [{{ rule: {}, why: … }}]` beside it lets it stand",
                    code.number()
                )
            }
            severity => format!("{severity}: it cannot be allowed"),
        };
        format!(
            "# {}: {}\n\n{weight}\n\n{what}\n\n{why}\n{WRONG}{wrong}{RIGHT}{right}{END}",
            code.number(),
            code.title()
        )
    }
}

/// Every mistake that stops the generator with its first paragraph, as a table.
pub fn mistakes() -> String {
    let rows = of_severity(|severity| severity == Severity::Error)
        .map(|page| format!("| {} | {} |\n", page.code.number(), cell(page.what)));
    std::iter::once("| code | means |\n|---|---|\n".to_owned()).chain(rows).collect()
}

/// Every rule of `lint` with its weight and its first paragraph, as a table.
pub fn rules() -> String {
    let row =
        |page: Page| format!("| {} | {} | {} |\n", page.code.number(), page.code.severity(), cell(page.what));
    let rows = of_severity(|severity| severity != Severity::Error).map(row);
    std::iter::once("| rule | weight | means |\n|---|---|---|\n".to_owned()).chain(rows).collect()
}

/// The guide with both lists as they are now; nothing where it has no place for one.
pub fn guide(text: &str) -> Option<String> {
    let lists = [mistakes(), rules()];
    MARKS.iter().zip(lists).try_fold(text.to_owned(), |text, ((start, end), list)| {
        let (before, rest) = text.split_once(start)?;
        let (_, after) = rest.split_once(end)?;
        Some(format!("{before}{start}\n{list}\n{end}{after}"))
    })
}

fn of_severity(wanted: impl Fn(Severity) -> bool) -> impl Iterator<Item = Page> {
    Code::ALL.iter().filter(move |code| wanted(code.severity())).map(|code| Page::of(*code))
}

fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole() {
        for code in Code::ALL {
            let Page { what, why, wrong, right, .. } = Page::of(*code);
            let number = code.number();
            assert!(what.ends_with('.') && !what.contains("\n\n"), "{number} says what it is: {what:?}");
            assert!(why.ends_with('.'), "{number} says why: {why:?}");
            for example in [wrong, right] {
                let is_files = example.starts_with("# --- specs/") && example.ends_with('\n');
                assert!(is_files && !example.contains("```"), "{number} has two examples: {example:?}");
            }
            assert_ne!(wrong, right, "{number}");
            assert!(code.page().ends_with("\n```\n"), "{number} ends with its right example");
        }
    }

    #[test]
    fn a_page_says_who_may_let_it_stand() {
        assert!(Page::of(Code::UnknownKey).text().contains("\n\nerror: it cannot be allowed\n\n"));
        assert!(Page::of(Code::NeedlessAllow).text().contains("\n\nwarn: it cannot be allowed\n\n"));
        let secret = Page::of(Code::PlainSecret).text();
        assert!(
            secret.contains("\n\ndanger: `allow: [{ rule: L0501, why: … }]` beside it lets it stand\n\n")
        );
    }

    #[test]
    fn lists_are_written_between_their_marks_and_nowhere_else() {
        let [(mistakes, end_of_mistakes), (rules, end_of_rules)] = MARKS;
        let text =
            format!("a\n{mistakes}what was there before\n{end_of_mistakes}\nb\n{rules}{end_of_rules}\nc\n");
        let written = guide(&text).expect("it has both places");
        assert!(written.starts_with("a\n") && written.contains("\nb\n") && written.ends_with("\nc\n"));
        assert!(
            !written.contains("there before")
                && written.contains("| S0107 |")
                && written.contains("| L0101 | warn |")
        );
        assert_eq!(guide(&written).as_ref(), Some(&written), "a second time changes nothing");
        assert_eq!(guide("a\n"), None);
    }
}
