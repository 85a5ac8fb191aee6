//! `cargo xtask coverage`: how much of each vendor's tree of titles is specified, as tables.
//!
//! It words what the generator counted; nothing is counted here.

use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::width::{padded, width};
use jiekou_codegen::{ApiCoverage, Counts, Coverage, coverage, read};

use crate::specs;

/// How the tables look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Columns that stand below each other on a terminal.
    Text,
    /// Markdown.
    Markdown,
}

/// Prints the coverage of the specs in the workspace at `root`.
pub(crate) fn run(root: &Path, look: Look) -> ExitCode {
    match specs::read(root, read) {
        Ok(model) => {
            print!("{}", tables(&coverage(&model), look));
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

const HEAD: [&str; 5] = ["folder", "titles", "specified", "partial", "title only"];

fn tables(coverage: &Coverage, look: Look) -> String {
    let table = |api: &ApiCoverage| {
        let words = format!("{}: {}", api.api, api.total());
        match look {
            Look::Text => format!("{words}\n\n{}", text(&rows(api))),
            Look::Markdown => format!("## {words}\n\n{}", markdown(&rows(api))),
        }
    };
    coverage.apis.iter().map(table).collect::<Vec<_>>().join("\n")
}

/// The folders and their sum.
fn rows(api: &ApiCoverage) -> Vec<[String; 5]> {
    let row = |folder: &str, counts: &Counts| {
        let Counts { titles, specified, partial, title_only } = *counts;
        let [titles, specified, partial, only] =
            [titles, specified, partial, title_only].map(|count| count.to_string());
        [folder.to_owned(), titles, specified, partial, only]
    };
    let folders = api.rows.iter().map(|one| row(one.folder.as_deref().unwrap_or("–"), &one.counts));
    let head = HEAD.map(str::to_owned);
    [head].into_iter().chain(folders).chain([row("total", &api.total())]).collect()
}

/// The first column to the left, the numbers to the right.
fn text(rows: &[[String; 5]]) -> String {
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEAD.len()).map(widest).collect();
    let line = |row: &[String; 5]| {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            match column {
                0 => line.push_str(&padded(cell, widths[column])),
                _ => line.push_str(&format!("  {}{cell}", " ".repeat(widths[column] - width(cell)))),
            }
        }
        line.push('\n');
        line
    };
    rows.iter().map(line).collect()
}

fn markdown(rows: &[[String; 5]]) -> String {
    let line = |row: &[String; 5]| {
        let cells: Vec<_> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, "| --- | ---: | ---: | ---: | ---: |\n".to_owned());
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiekou_codegen::FolderCoverage;

    fn pretend() -> Coverage {
        let row = |folder: Option<&str>, titles, specified, partial, title_only| FolderCoverage {
            folder: folder.map(str::to_owned),
            counts: Counts { titles, specified, partial, title_only },
        };
        let rows = vec![row(Some("登录 / 托管"), 10, 1, 2, 7), row(None, 1, 0, 0, 1)];
        Coverage { apis: vec![ApiCoverage { api: "pretend".to_owned(), rows }] }
    }

    #[track_caller]
    fn check(look: Look, expected: &str) {
        assert_eq!(tables(&pretend(), look), expected);
    }

    #[test]
    fn columns_stand_below_each_other() {
        check(
            Look::Text,
            "pretend: 1 of 11 titles, and 2 in part\n\
             \n\
             folder       titles  specified  partial  title only\n\
             登录 / 托管      10          1        2           7\n\
             –                 1          0        0           1\n\
             total            11          1        2           8\n",
        );
    }

    #[test]
    fn markdown_is_a_table_below_a_heading() {
        check(
            Look::Markdown,
            "## pretend: 1 of 11 titles, and 2 in part\n\
             \n\
             | folder | titles | specified | partial | title only |\n\
             | --- | ---: | ---: | ---: | ---: |\n\
             | 登录 / 托管 | 10 | 1 | 2 | 7 |\n\
             | – | 1 | 0 | 0 | 1 |\n\
             | total | 11 | 1 | 2 | 8 |\n",
        );
    }
}
