//! The figures as JSON, for those who compare runs.
//!
//! In come rows and the machine, out goes one document in which everything has a name and a unit.

use super::figures::{Other, Row};
use super::machine::Machine;
use super::metric::Unit;
use super::recorded::{Budget, RECORDED};
use super::table;
use serde_json::{Value, json};

/// The document, with a line feed at its end.
pub(super) fn record(rows: &[Row], notes: &[String], machine: &Machine) -> String {
    let document = json!({
        "machine": {
            "processor": machine.processor,
            "cores": machine.cores,
            "memory_mib": machine.memory,
            "system": machine.system,
        },
        "versions": { "rustc": machine.compiler, "peer": machine.peer },
        "notes": notes,
        "figures": rows.iter().map(figure).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn figure(row: &Row) -> Value {
    let other = row.other.map(|(other, value)| {
        let (whose, measured) = match other {
            Other::Measured(subject) => (table::name(subject), "in this run"),
            Other::Recorded => ("progenitor", RECORDED),
        };
        json!({ "whose": whose, "measured": measured, "value": rounded(value) })
    });
    let budget = row.budget.map(|budget| match budget {
        Budget::AtMost(most) => json!({ "at_most": rounded(most), "kept": row.keeps_budget() }),
        Budget::Times(times) => json!({ "times": times, "kept": row.keeps_budget() }),
    });
    json!({
        "part": row.metric.part.word(),
        "name": row.metric.name,
        "operations": (row.operations > 0).then_some(row.operations),
        "unit": unit(row.metric.unit),
        "jiekou": rounded(row.ours),
        "other": other,
        "ratio": row.ratio().map(rounded),
        "budget": budget,
    })
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "count",
        Unit::PerSecond => "per second",
        Unit::Bytes | Unit::Memory => "bytes",
        Unit::Seconds => "seconds",
    }
}

/// Four digits that count.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::super::figures::{Figures, Subject};
    use super::super::machine;
    use super::super::metric::{CHECK, DECODE_SMALL};
    use super::*;

    #[test]
    fn figures_have_names_units_and_comparisons() {
        let mut figures = Figures::default();
        figures.ours(CHECK, 300, 2.500_04);
        figures.ours(DECODE_SMALL, 0, 2e-6);
        figures.add(DECODE_SMALL, 0, Subject::Derive, 1e-6);
        let machine = machine::tests::pretend();
        let notes = ["a peer is left out".to_owned()];
        let text = record(&figures.rows(), &notes, &machine);
        assert_eq!(text, record(&figures.rows(), &notes, &machine));
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let [check, decode] = &document["figures"].as_array().expect("a list")[..] else { panic!("{text}") };
        assert_eq!(check["jiekou"], 2.5);
        assert_eq!(check["other"]["measured"], RECORDED);
        assert_eq!(check["budget"], json!({ "times": 10.0, "kept": true }));
        assert_eq!((&decode["operations"], &decode["other"]["whose"]), (&Value::Null, &json!("derive")));
        assert_eq!(document["notes"], json!(notes));
        assert_eq!(document["versions"]["rustc"], "rustc 1.95.0");
    }

    #[test]
    fn digits_that_say_nothing_are_cut() {
        assert_eq!(rounded(1234.567), 1235.0);
        assert_eq!(rounded(0.000_123_456), 0.000_123_5);
        assert_eq!(rounded(0.0), 0.0);
    }
}
