//! What the peer was measured to take once, and what we want to reach.
//!
//! The recorded figures are of progenitor 0.15 with positional parameters, on the API that `openapi` writes, on a
//! machine of two cores with rustc 1.95. They stand in where a run has no peer of its own: seconds drift from
//! machine to machine, so their ratios are rough.

use super::metric::{
    BUILD, CHECK, CHECK_GROUP, CHECK_PEAK, CODEGEN_PEAK, COLD, DECODE_DEEP_COUNT, DECODE_LARGE_COUNT,
    DECODE_SMALL_COUNT, ENCODE_DEEP_COUNT, ENCODE_LARGE_COUNT, ENCODE_SMALL_COUNT, FIRST_CALL, LAST_CALL,
    LINES, Metric, NEXT_CALL, RELEASE, SAME, UNSIGNED,
};

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Budget {
    /// In the metric's unit.
    AtMost(f64),
    /// The other takes at least so many times ours.
    Times(f64),
}

/// Of the recorded figures, in one line.
pub(super) const RECORDED: &str = "once, of version 0.15, on another machine of two cores";

/// Bytes of a MiB.
pub(super) const MIB: f64 = 1_048_576.0;
const KB: f64 = 1_000.0;

/// Figures of the peer for some number of operations; 0: whatever their number.
const PEER: &[(Metric, usize, f64)] = &[
    (COLD, 1000, 0.0052),
    (CODEGEN_PEAK, 1000, 236.0 * MIB),
    (CODEGEN_PEAK, 5000, 1143.0 * MIB),
    (LINES, 0, 235.0),
    (CHECK, 300, 37.7),
    (CHECK, 1000, 140.0),
    // Its groups are no features: who wants one compiles all.
    (CHECK_GROUP, 300, 37.7),
    (CHECK_PEAK, 1000, 7500.0 * MIB),
    (BUILD, 300, 45.1),
    (RELEASE, 300, 55.3),
    (FIRST_CALL, 0, 166.0 * KB),
    (NEXT_CALL, 0, 33.7 * KB),
    (LAST_CALL, 0, 33.7 * KB),
    (UNSIGNED, 0, 1e-6),
];

/// We take at most 1.3 times as much as the other.
const CODEC: Budget = Budget::Times(1.0 / 1.3);

/// Budgets for some number of operations; 0: whatever their number.
const BUDGETS: &[(Metric, usize, Budget)] = &[
    (COLD, 0, Budget::AtMost(0.0005)),
    (SAME, 0, Budget::AtMost(0.0001)),
    (CODEGEN_PEAK, 1000, Budget::AtMost(100.0 * MIB)),
    (CODEGEN_PEAK, 5000, Budget::AtMost(400.0 * MIB)),
    (LINES, 0, Budget::AtMost(180.0)),
    (CHECK, 300, Budget::Times(10.0)),
    (CHECK, 1000, Budget::Times(10.0)),
    (CHECK_GROUP, 300, Budget::Times(60.0)),
    (CHECK_PEAK, 1000, Budget::AtMost(1300.0 * MIB)),
    (BUILD, 300, Budget::Times(10.0)),
    (BUILD, 1000, Budget::Times(10.0)),
    (RELEASE, 300, Budget::Times(9.0)),
    (RELEASE, 1000, Budget::Times(9.0)),
    (FIRST_CALL, 0, Budget::AtMost(70.0 * KB)),
    (NEXT_CALL, 0, Budget::AtMost(8.0 * KB)),
    (LAST_CALL, 0, Budget::AtMost(8.0 * KB)),
    (UNSIGNED, 0, Budget::AtMost(2e-6)),
    (DECODE_SMALL_COUNT, 0, CODEC),
    (ENCODE_SMALL_COUNT, 0, CODEC),
    (DECODE_LARGE_COUNT, 0, CODEC),
    (ENCODE_LARGE_COUNT, 0, CODEC),
    (DECODE_DEEP_COUNT, 0, CODEC),
    (ENCODE_DEEP_COUNT, 0, CODEC),
];

/// The peer's recorded value.
pub(super) fn peer(metric: Metric, operations: usize) -> Option<f64> {
    find(PEER, metric, operations)
}

/// What we want to reach.
pub(super) fn budget(metric: Metric, operations: usize) -> Option<Budget> {
    find(BUDGETS, metric, operations)
}

fn find<T: Copy>(table: &[(Metric, usize, T)], metric: Metric, operations: usize) -> Option<T> {
    let fits = |at: usize| at == 0 || at == operations;
    table.iter().find(|(of, at, _)| *of == metric && fits(*at)).map(|(_, _, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_operations_counts_where_it_is_said() {
        assert_eq!(peer(CHECK, 300), Some(37.7));
        assert_eq!(peer(CHECK, 60), None);
        assert_eq!(peer(LINES, 60), Some(235.0));
        assert_eq!(budget(COLD, 60), Some(Budget::AtMost(0.0005)));
        assert_eq!(budget(CODEGEN_PEAK, 60), None);
    }
}
