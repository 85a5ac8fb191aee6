//! Figures as they are measured, and the rows that they become.
//!
//! In come single figures in any order, out go rows: ours beside another's, their ratio, the budget. Nothing is
//! measured here, and what could not be is kept as a note.

use super::failure::Result;
use super::metric::{Metric, Part};
use super::recorded::{self, Budget};

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// This project's.
    Jiekou,
    /// The peer's, on the same API in the same run.
    Progenitor,
    /// This project's, with all APIs in one crate.
    OneCrate,
    /// serde's derive on the same models in the same run.
    Derive,
}

/// One measured value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    /// What was measured.
    pub(super) metric: Metric,
    /// For how many operations; 0 where their number says nothing.
    pub(super) operations: usize,
    /// Whose it is.
    pub(super) subject: Subject,
    /// In the metric's unit.
    pub(super) value: f64,
}

/// The figures of one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Figures {
    all: Vec<Figure>,
    notes: Vec<String>,
    failed: bool,
}

/// Whom a row compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// Measured in the same run.
    Measured(Subject),
    /// The peer, measured once on another machine.
    Recorded,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    /// What was measured.
    pub(super) metric: Metric,
    /// For how many operations; 0 where their number says nothing.
    pub(super) operations: usize,
    /// Our value.
    pub(super) ours: f64,
    /// Whom it is compared with, and that one's value.
    pub(super) other: Option<(Other, f64)>,
    /// What we want to reach.
    pub(super) budget: Option<Budget>,
}

impl Figures {
    /// Adds a figure of ours.
    pub(super) fn ours(&mut self, metric: Metric, operations: usize, value: f64) {
        self.add(metric, operations, Subject::Jiekou, value);
    }

    /// Adds a figure of anyone.
    pub(super) fn add(&mut self, metric: Metric, operations: usize, subject: Subject, value: f64) {
        self.all.push(Figure { metric, operations, subject, value });
    }

    /// Says below the table what is not measured, and why.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        eprintln!("{note}");
        self.notes.push(note);
    }

    /// Goes on without what could not be measured.
    pub(super) fn survive(&mut self, what: &str, measured: Result<()>) {
        if let Err(failure) = measured {
            self.failed = true;
            self.note(format!("{what} failed: {failure}"));
        }
    }

    /// What is said below the table.
    pub(super) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Whether something could not be measured.
    pub(super) fn is_partial(&self) -> bool {
        self.failed
    }

    /// Our figures in the order of parts and of measuring, each with what it is compared with.
    pub(super) fn rows(&self) -> Vec<Row> {
        let of_part = |part: Part| {
            let ours = self.all.iter().filter(move |one| one.subject == Subject::Jiekou);
            ours.filter(move |one| one.metric.part == part).map(|one| self.row(one))
        };
        Part::ALL.into_iter().flat_map(of_part).collect()
    }

    fn row(&self, ours: &Figure) -> Row {
        let same = |one: &&Figure| one.metric == ours.metric && one.operations == ours.operations;
        let other = self.all.iter().filter(same).find(|one| one.subject != Subject::Jiekou);
        let other = other.map(|one| (Other::Measured(one.subject), one.value));
        let recorded = || recorded::peer(ours.metric, ours.operations).map(|value| (Other::Recorded, value));
        Row {
            metric: ours.metric,
            operations: ours.operations,
            ours: ours.value,
            other: other.or_else(recorded),
            budget: recorded::budget(ours.metric, ours.operations),
        }
    }
}

impl Row {
    /// How many times the other's value is ours.
    pub(super) fn ratio(&self) -> Option<f64> {
        self.other.map(|(_, other)| other / self.ours).filter(|ratio| ratio.is_finite())
    }

    /// Whether the budget is kept, where there is one and what it speaks of was measured.
    pub(super) fn keeps_budget(&self) -> Option<bool> {
        match self.budget? {
            Budget::AtMost(most) => Some(self.ours <= most),
            Budget::Times(times) => self.ratio().map(|ratio| ratio >= times),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::failure::Failure;
    use super::super::metric::{CHECK, COLD, DECODE_SMALL};
    use super::*;

    #[test]
    fn rows_stand_in_order_with_the_best_comparison() {
        let mut figures = Figures::default();
        figures.ours(DECODE_SMALL, 0, 2e-6);
        figures.add(DECODE_SMALL, 0, Subject::Derive, 1e-6);
        figures.ours(CHECK, 300, 4.0);
        figures.ours(COLD, 7, 0.001);
        let rows = figures.rows();
        let names: Vec<_> = rows.iter().map(|row| row.metric.name).collect();
        assert_eq!(names, [COLD.name, CHECK.name, DECODE_SMALL.name]);
        assert_eq!((rows[0].other, rows[0].keeps_budget()), (None, Some(false)));
        assert_eq!(rows[1].other.map(|(other, _)| other), Some(Other::Recorded));
        assert_eq!(rows[1].keeps_budget(), Some(false));
        assert_eq!(rows[2].ratio(), Some(0.5));
        figures.add(CHECK, 300, Subject::Progenitor, 80.0);
        let check = figures.rows()[1];
        assert_eq!(check.other, Some((Other::Measured(Subject::Progenitor), 80.0)));
        assert_eq!((check.ratio(), check.keeps_budget()), (Some(20.0), Some(true)));
    }

    #[test]
    fn what_fails_is_told_and_the_rest_stays() {
        let mut figures = Figures::default();
        figures.ours(CHECK, 300, 4.0);
        figures.survive("codegen", Ok(()));
        assert!(!figures.is_partial() && figures.notes().is_empty());
        figures.survive("progenitor, 1000 operations", Err(Failure::new("no memory")));
        assert!(figures.is_partial() && figures.rows().len() == 1);
        assert_eq!(figures.notes(), ["progenitor, 1000 operations failed: no memory"]);
    }
}
