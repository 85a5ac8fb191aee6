//! The table of what was said: written for reviewers, and read for what the tool said where it is missing.
//!
//! In: rows. Out: Markdown, and back from it one column.

use super::judge::Row;
use super::ruling::Ruling;
use super::semver::VERSION;
use std::collections::{BTreeMap, BTreeSet};

/// What cargo-semver-checks said of each change, by the committed table. Of what does not stand there it said `-`.
pub(crate) fn read(table: &str) -> BTreeMap<String, String> {
    table
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
            let [change, _, _, semver, _] = cells[..] else { return None };
            let change = change.strip_prefix('`')?.strip_suffix('`')?;
            Some((change.to_owned(), semver.to_owned()))
        })
        .collect()
}

/// The whole table, with numbers above it.
pub(crate) fn write(rows: &[(Row, Ruling)], programs: usize) -> String {
    let count = |is: fn(&Ruling) -> bool| rows.iter().filter(|(_, ruling)| is(ruling)).count();
    let kinds: BTreeSet<_> =
        rows.iter().flat_map(|(row, _)| row.kinds.iter().map(|(kind, _)| *kind)).collect();
    let mut text = format!(
        "# What others say of our verdicts on Rust source\n\n\
         Made by `cargo test -p verdicts-tests`; see [tests](../README.md) for how to accept it. \
         Each change of the catalogue is judged both ways: `>` is the change, `<` takes it back.\n\n\
         - *We* are `cargo xtask diff`: the worst verdict on Rust source, and the kinds that it comes from.\n\
         - *The compiler* says which programs compile before and not after, and why. \
         There are {programs} over the client before the changes, and one or more over each client that a change \
         cannot leave without breaking somebody.\n\
         - *The tool* is cargo-semver-checks {VERSION}, and says which step of the version it asks for, and for which \
         lints.\n\n\
         Of {all} steps {neutral} are neutral for all three, and do not stand below: \
         no program stops compiling, and the tool asks for nothing. \
         The others have {kinds} kinds: \
         {agreed} times all three say that they break, {blind} times the tool is blind to what a program notices, \
         and {risk} times we say that it depends on the program.\n\n\
         | change | we | the compiler | the tool | ruling |\n|---|---|---|---|---|\n",
        all = rows.len(),
        neutral = count(|ruling| matches!(ruling, Ruling::Neutral)),
        kinds = kinds.len(),
        agreed = count(|ruling| matches!(ruling, Ruling::Agreed)),
        blind = count(|ruling| matches!(ruling, Ruling::Blind(_))),
        risk = count(|ruling| matches!(ruling, Ruling::Risk(_))),
    );
    for (row, ruling) in rows.iter().filter(|(_, ruling)| *ruling != Ruling::Neutral) {
        text.push_str(&line(row, ruling));
    }
    text
}

fn line(row: &Row, ruling: &Ruling) -> String {
    let kinds: Vec<String> = row.kinds.iter().map(|(kind, area)| format!("`{}`", kind.id(*area))).collect();
    let broken: Vec<String> = row.broken.iter().map(ToString::to_string).collect();
    let broken = if broken.is_empty() { "-".to_owned() } else { broken.join(", ") };
    let (change, verdict) = (&row.change, row.verdict.word());
    format!(
        "| `{change}` | {verdict}: {} | {broken} | {} | {} |\n",
        kinds.join(", "),
        row.semver,
        ruling.words()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiekou_codegen::diff::{Area, Kind, Verdict};

    #[test]
    fn what_the_tool_said_is_read_back() {
        let row = Row {
            change: "> a call is gone".to_owned(),
            verdict: Verdict::Break,
            kinds: vec![(Kind::OpRemoved, Area::General)],
            broken: Vec::new(),
            semver: "major: `a`, `b`".to_owned(),
        };
        let text = write(&[(row, Ruling::Agreed)], 1);
        let line = "| `> a call is gone` | break: `op-removed` | - | major: `a`, `b` | agreed |\n";
        assert!(text.ends_with(line), "{text}");
        let expected = [("> a call is gone".to_owned(), "major: `a`, `b`".to_owned())];
        assert_eq!(read(&text), BTreeMap::from(expected));
    }
}
