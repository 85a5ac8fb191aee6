//! The figures as a table for a terminal.
//!
//! In come rows, out goes text. Values get a unit that fits their size.

use super::figures::{Other, Row, Subject};
use super::metric::Unit;
use super::recorded::{Budget, MIB};

const HEAD: [&str; 6] = ["", "operations", "jiekou", "compared with", "ratio", "budget"];

/// The whole table, with a line on what stands in parentheses.
pub(super) fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 6]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(cells)).collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text: String = cells.iter().map(|row| line(row, &widths)).collect();
    if rows.iter().any(|row| matches!(row.other, Some((Other::Recorded, _)))) {
        text.push_str("(in parentheses: progenitor 0.15 as recorded once on another machine of two cores)\n");
    }
    text
}

fn cells(row: &Row) -> [String; 6] {
    let unit = row.metric.unit;
    let (recorded, other) = match row.other {
        None => (None, String::new()),
        Some((Other::Recorded, other)) => (Some(()), format!("({})", value(unit, other))),
        Some((Other::Measured(subject), other)) => {
            (None, format!("{} {}", value(unit, other), name(subject)))
        }
    };
    let ratio = row.ratio().map_or_else(String::new, times);
    [
        row.metric.name.to_owned(),
        if row.operations == 0 { String::new() } else { row.operations.to_string() },
        value(unit, row.ours),
        other,
        if recorded.is_some() && !ratio.is_empty() { format!("({ratio})") } else { ratio },
        budget(row),
    ]
}

fn budget(row: &Row) -> String {
    let wanted = match row.budget {
        None => return String::new(),
        Some(Budget::AtMost(most)) => value(row.metric.unit, most),
        Some(Budget::Times(ratio)) => times(ratio),
    };
    match row.keeps_budget() {
        Some(true) => format!("{wanted}, kept"),
        Some(false) => format!("{wanted}, missed"),
        None => wanted,
    }
}

/// Whose figure it is, in one word.
pub(super) fn name(subject: Subject) -> &'static str {
    match subject {
        Subject::Jiekou => "jiekou",
        Subject::Progenitor => "progenitor",
        Subject::Derive => "derive",
        Subject::OneCrate => "one crate",
    }
}

/// A ratio: `9.6×`.
pub(super) fn times(ratio: f64) -> String {
    format!("{}×", digits(ratio))
}

/// A value with a unit that fits it.
pub(super) fn value(unit: Unit, value: f64) -> String {
    if unit == Unit::Count && value.fract() == 0.0 {
        return format!("{value:.0}");
    }
    let scales: &[(f64, &str)] = match unit {
        Unit::Count => &[(1.0, "")],
        Unit::PerSecond => &[(1.0, " /s")],
        Unit::Bytes => &[(1e6, " MB"), (1e3, " kB"), (1.0, " B")],
        Unit::Memory => &[(MIB, " MiB")],
        Unit::Seconds => &[(1.0, " s"), (1e-3, " ms"), (1e-6, " µs"), (1e-9, " ns")],
    };
    let fits = scales.iter().find(|(scale, _)| value.abs() >= *scale).or(scales.last());
    fits.map_or_else(String::new, |(scale, name)| format!("{}{name}", digits(value / scale)))
}

/// Three digits that count, and none behind the point from a hundred on.
fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// The first column to the left, the others to the right.
fn line(row: &[String; 6], widths: &[usize; 6]) -> String {
    let mut line = String::new();
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        let blanks = " ".repeat(width - cell.chars().count());
        match column {
            0 => line.push_str(&format!("{cell}{blanks}")),
            _ => line.push_str(&format!("  {blanks}{cell}")),
        }
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::super::figures::Figures;
    use super::super::metric::{CHECK, CRATES, DECODE_SMALL};
    use super::*;

    #[track_caller]
    fn check(unit: Unit, number: f64, expected: &str) {
        assert_eq!(value(unit, number), expected);
    }

    #[test]
    fn values_get_a_unit_that_fits() {
        check(Unit::Seconds, 37.7, "37.7 s");
        check(Unit::Seconds, 0.0052, "5.20 ms");
        check(Unit::Seconds, 0.000_000_25, "250 ns");
        check(Unit::Seconds, 0.0, "0.00 ns");
        check(Unit::Bytes, 33_700.0, "33.7 kB");
        check(Unit::Memory, 1_572_864.0, "1.50 MiB");
        check(Unit::Count, 77.0, "77");
        check(Unit::Count, 77.25, "77.2");
        check(Unit::PerSecond, 4200.0, "4200 /s");
    }

    #[test]
    fn columns_stand_below_each_other() {
        let mut figures = Figures::default();
        figures.ours(CHECK, 300, 4.0);
        figures.ours(CRATES, 60, 77.0);
        figures.ours(DECODE_SMALL, 0, 2e-6);
        figures.add(DECODE_SMALL, 0, Subject::Derive, 1.5e-6);
        let expected = "                 operations   jiekou   compared with    ratio         budget\n\
                        cargo check             300   4.00 s        (37.7 s)  (9.43×)  10.0×, missed\n\
                        crates to build          60       77\n\
                        decode, small                2.00 µs  1.50 µs derive    0.75×\n\
                        (in parentheses: progenitor 0.15 as recorded once on another machine of two cores)\n";
        assert_eq!(table(&figures.rows()), expected);
    }
}
