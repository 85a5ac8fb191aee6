//! The figures as a chart for the README: two bars a line, ours and another's.
//!
//! In come rows and the machine, out goes an SVG. The same figures give the same bytes; all text is escaped.

use super::figures::{Other, Row};
use super::machine::Machine;
use super::metric::{
    BUILD, CHECK, CHECK_GROUP, CHECK_PEAK, CODEGEN_PEAK, COLD, DECODE_LARGE_COUNT, ENCODE_LARGE_COUNT,
    FIRST_CALL, Metric, NEXT_CALL, RELEASE, RELEASE_SIZE, UNSIGNED,
};
use super::table::{name, times, value};
use std::fmt::Write as _;

const WIDTH: f64 = 760.0;
/// Where bars begin.
const LEFT: f64 = 270.0;
/// The longest bar; its value stands behind it.
const BAR: f64 = 330.0;
/// From line to line.
const STEP: f64 = 40.0;
/// Above the first line.
const TOP: f64 = 64.0;
/// Colours by what they are for, so that a dark page gets others.
const STYLE: &str = "\
<style>
.page { fill: #ffffff } .words { fill: #1f2328 } .faint { fill: #57606a } .ours { fill: #1f6feb } .others { fill: #9aa4b2 }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117 } .words { fill: #e6edf3 } .faint { fill: #9198a1 } .ours { fill: #58a6ff } .others { fill: #6e7681 }
}
</style>
";
const TITLE: &str = "What jiekou costs beside others";

/// What is shown, each once.
const SHOWN: [Metric; 13] = [
    COLD,
    CODEGEN_PEAK,
    CHECK,
    CHECK_PEAK,
    CHECK_GROUP,
    BUILD,
    RELEASE,
    RELEASE_SIZE,
    FIRST_CALL,
    NEXT_CALL,
    UNSIGNED,
    DECODE_LARGE_COUNT,
    ENCODE_LARGE_COUNT,
];

/// The chart of rows that are compared with something: measured in the same run rather than recorded, and with
/// most operations.
pub(super) fn chart(rows: &[Row], machine: &Machine) -> String {
    let lines = lines(rows);
    let height = TOP + STEP * lines.len() as f64 + 28.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"title about\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <title id=\"title\">{TITLE}</title>\n<desc id=\"about\">{}</desc>\n{STYLE}\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n",
        escape(&lines.iter().map(|row| told(row)).collect::<String>())
    );
    text(&mut svg, 16.0, 26.0, "class=\"words\" font-size=\"16\" font-weight=\"bold\"", TITLE);
    let legend = "blue: jiekou; grey: progenitor, or serde's derive for models; shorter is better";
    text(&mut svg, 16.0, 46.0, "class=\"faint\"", legend);
    for (at, row) in lines.iter().enumerate() {
        line(&mut svg, TOP + STEP * at as f64, row);
    }
    text(&mut svg, 16.0, height - 12.0, "class=\"faint\" font-size=\"10\"", &foot(&lines, machine));
    svg.push_str("</svg>\n");
    svg
}

/// Of each metric that is shown the row that says most.
fn lines(rows: &[Row]) -> Vec<&Row> {
    let weight = |row: &&Row| match row.other {
        Some((Other::Measured(_), _)) => (2, row.operations),
        Some((Other::Recorded, _)) => (1, row.operations),
        None => (0, 0),
    };
    let best = |metric: Metric| rows.iter().filter(|row| row.metric == metric).max_by_key(weight);
    SHOWN.into_iter().filter_map(best).filter(|row| row.other.is_some()).collect()
}

fn line(svg: &mut String, top: f64, row: &Row) {
    let Some((other, theirs)) = row.other else { return };
    let label = label(row);
    text(svg, LEFT - 10.0, top + 18.0, "class=\"words\" text-anchor=\"end\"", &label);
    let longest = row.ours.max(theirs).max(f64::MIN_POSITIVE);
    let unit = row.metric.unit;
    let ratio = row.ratio().map_or_else(String::new, |ratio| format!(", {}", times(ratio)));
    let (whose, mark) = match other {
        Other::Measured(subject) => (name(subject), ""),
        Other::Recorded => ("progenitor", "*"),
    };
    let bars = [
        ("ours", row.ours, value(unit, row.ours)),
        ("others", theirs, format!("{} {whose}{mark}{ratio}", value(unit, theirs))),
    ];
    for (at, (class, length, words)) in bars.into_iter().enumerate() {
        let (y, width) = (top + 4.0 + 14.0 * at as f64, (length.max(0.0) / longest * BAR).max(1.0));
        let _ = writeln!(
            svg,
            "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{width:.1}\" height=\"12\"/>"
        );
        text(svg, LEFT + width + 6.0, y + 10.0, "class=\"words\" font-size=\"11\"", &words);
    }
}

/// What is measured, with the number of operations where that says something.
fn label(row: &Row) -> String {
    match row.operations {
        0 => row.metric.name.to_owned(),
        operations => format!("{} ({operations})", row.metric.name),
    }
}

/// A line in words, for those who do not see bars.
fn told(row: &Row) -> String {
    let theirs = row.other.map_or_else(String::new, |(_, theirs)| value(row.metric.unit, theirs));
    format!("{}: {} beside {theirs}. ", label(row), value(row.metric.unit, row.ours))
}

fn foot(lines: &[&Row], machine: &Machine) -> String {
    let recorded = lines.iter().any(|row| matches!(row.other, Some((Other::Recorded, _))));
    let mark = if recorded { "; * progenitor 0.15 on another machine" } else { "" };
    format!("{}{mark}", machine.line())
}

fn text(svg: &mut String, x: f64, y: f64, style: &str, words: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>", escape(words));
}

fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML has no place for these.
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::figures::{Figures, Subject};
    use super::super::machine;
    use super::super::metric::{CRATES, DECODE_LARGE};
    use super::*;

    fn figures() -> Figures {
        let mut figures = Figures::default();
        figures.ours(CHECK, 60, 1.0);
        figures.ours(CHECK, 300, 3.77);
        figures.ours(CHECK, 1000, 14.0);
        figures.ours(CRATES, 60, 58.0);
        figures.ours(DECODE_LARGE_COUNT, 0, 2000.0);
        figures.add(DECODE_LARGE_COUNT, 0, Subject::Derive, 1000.0);
        figures.ours(DECODE_LARGE, 0, 2e-6);
        figures
    }

    #[test]
    fn what_was_measured_goes_before_what_was_recorded() {
        let mut figures = figures();
        figures.add(CHECK, 60, Subject::Progenitor, 9.0);
        let svg = chart(&figures.rows(), &machine::tests::pretend());
        assert!(svg.contains(">cargo check (60)<") && !svg.contains("(1000)") && !svg.contains('*'), "{svg}");
    }

    #[test]
    fn compared_rows_stand_once_with_most_operations() {
        let svg = chart(&figures().rows(), &machine::tests::pretend());
        assert!(
            svg.contains(">cargo check (1000)<") && !svg.contains("(300)") && !svg.contains("crates"),
            "{svg}"
        );
        assert!(svg.contains("width=\"33.0\"") && svg.contains(">140 s progenitor*, 10.0×<"), "{svg}");
        assert!(svg.contains(">1000 derive, 0.50×<"), "{svg}");
        assert_eq!(svg, chart(&figures().rows(), &machine::tests::pretend()));
    }

    #[test]
    fn it_is_told_in_words_and_reads_on_dark_pages() {
        let svg = chart(&figures().rows(), &machine::tests::pretend());
        assert!(
            svg.contains("<desc id=\"about\">cargo check (1000): 14.0 s beside 140 s. decode, large"),
            "{svg}"
        );
        assert!(svg.contains("prefers-color-scheme: dark") && !svg.contains(" fill=\"#"), "{svg}");
    }

    #[test]
    fn all_text_is_escaped() {
        let mut machine = machine::tests::pretend();
        machine.processor = "A <b> & \"c\"\u{7}".to_owned();
        let svg = chart(&figures().rows(), &machine);
        assert!(svg.contains(">A &lt;b&gt; &amp; &quot;c&quot; , 2 cores"), "{svg}");
    }

    #[test]
    fn no_figures_give_an_empty_chart() {
        let svg = chart(&[], &machine::tests::pretend());
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && !svg.contains("class=\"ours\""));
    }
}
