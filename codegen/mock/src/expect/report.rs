//! Compares the calls with what a test expects, and says in prose what is not so.
//!
//! In: expectations and calls. Out: nothing, or the text of a failed test: what was expected, what came, which call is
//! nearest and in which fields it differs.

use super::field::capped;
use super::{Condition, Expectation, Verdict};
use crate::journal::{Outcome, Seen};
use crate::rules::Reason;
use crate::vendor::Vendor;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many calls a list shows.
const MOST_LISTED: usize = 20;

/// What is not as the test expects.
pub(crate) fn verify(vendor: &Vendor) -> Result<(), String> {
    // Conditions of a test run without locks.
    let expectations = vendor.expectations().list.clone();
    let (calls, dropped) = {
        let journal = vendor.journal();
        (journal.calls().cloned().collect::<Vec<_>>(), journal.dropped())
    };
    let mut report =
        Report { vendor, expectations: &expectations, told: BTreeSet::new(), text: String::new() };
    expectations.iter().for_each(|expectation| report.unmet(expectation, &calls));
    report.unanswered(&calls);
    if !expectations.is_empty() {
        report.unexpected(&calls);
    }
    if report.text.is_empty() {
        return Ok(());
    }
    let api = vendor.table.api.id;
    let mut text =
        format!("the calls to the mock server of `{api}` are not what the test expects\n{}", report.text);
    list(&mut text, "\nall calls", &calls);
    if dropped > 0 {
        let _ = writeln!(text, "  {dropped} older calls are not kept, and nobody looked at them");
    }
    Err(text.trim_end().to_owned())
}

struct Report<'r> {
    vendor: &'r Vendor,
    expectations: &'r [Expectation],
    /// Numbers of calls of which something was told.
    told: BTreeSet<usize>,
    text: String,
}

impl Report<'_> {
    /// An expectation that is not met.
    fn unmet(&mut self, expectation: &Expectation, calls: &[Seen]) {
        let id = expectation.operation.operation.id;
        let of: Vec<_> = calls.iter().filter(|seen| seen.record.operation == Some(id)).collect();
        let verdicts: Vec<_> = of.iter().map(|seen| (*seen, expectation.verdict(seen))).collect();
        let fits = |verdict: &Verdict| *verdict == Verdict::Fits;
        let count = verdicts.iter().filter(|(_, verdict)| fits(verdict)).count();
        if expectation.count.allows(count) {
            return;
        }
        let came = match (of.len(), count) {
            (0, _) => "it was not called".to_owned(),
            (all, fit) if all == fit => format!("it was called {}", times(fit)),
            (all, fit) => format!("it was called {}, of which {fit} fit", times(all)),
        };
        self.line(&format!("\nexpected: `{id}` {}{}", expectation.count, conditions(expectation)));
        self.line(&format!("  at {}", expectation.place));
        self.line(&format!("received: {came}"));
        self.compared(verdicts);
        self.told.extend(of.iter().map(|seen| seen.record.number));
    }

    /// Calls of one operation, with the ways in which they differ from what is expected.
    fn compared(&mut self, mut verdicts: Vec<(&Seen, Verdict)>) {
        let differences = verdicts.iter().filter_map(|(seen, verdict)| match verdict {
            Verdict::Differs(differences) => Some((differences.len(), seen.record.number)),
            Verdict::Fits | Verdict::Refused => None,
        });
        let nearest = differences.min().map(|(_, number)| number);
        let hidden = verdicts.len().saturating_sub(MOST_LISTED);
        if hidden > 0 {
            // It must not be among those that are left out.
            verdicts.sort_by_key(|(seen, _)| nearest != Some(seen.record.number));
        }
        let is_one = verdicts.len() == 1;
        for (seen, verdict) in verdicts.iter().take(MOST_LISTED) {
            let is_nearest = nearest == Some(seen.record.number);
            let mark = if is_nearest && !is_one { " (the nearest)" } else { "" };
            self.line(&format!("  {}{mark}", seen.record));
            if let Verdict::Differs(differences) = verdict {
                differences.iter().for_each(|difference| self.line(&format!("    {difference}")));
            }
            if is_nearest {
                self.line(&format!("    in {}", capped(seen.record.request.clone())));
            }
        }
        if hidden > 0 {
            self.line(&format!("  and {hidden} more"));
        }
    }

    /// Calls that nothing could answer, and calls to nowhere.
    fn unanswered(&mut self, calls: &[Seen]) {
        for seen in calls {
            let heading = match &seen.record.outcome {
                Outcome::Failed(_) => "a call was not answered",
                Outcome::Refused { reason: Reason::UnknownPath, .. } => "a call to nowhere",
                _ => continue,
            };
            self.line(&format!("\n{heading}:\n  {}", seen.record));
            self.told.insert(seen.record.number);
        }
    }

    /// Calls that nobody expected.
    fn unexpected(&mut self, calls: &[Seen]) {
        for seen in calls {
            if self.told.contains(&seen.record.number) || self.is_covered(seen) {
                continue;
            }
            let why = match seen.record.operation {
                None => "no operation was found".to_owned(),
                Some(id) if self.of(id).next().is_some() => format!("`{id}` is expected, but not so"),
                Some(id) => format!("`{id}` is neither expected nor stubbed"),
            };
            let differences = self.nearest_differences(seen);
            self.line(&format!("\nunexpected call:\n  {}\n  {why}{differences}", seen.record));
        }
    }

    /// How a call differs from the expectation that is nearest to it.
    fn nearest_differences(&self, seen: &Seen) -> String {
        let expectations = seen.record.operation.into_iter().flat_map(|id| self.of(id));
        let differences = expectations.filter_map(|expectation| match expectation.verdict(seen) {
            Verdict::Differs(differences) => Some(differences),
            Verdict::Fits | Verdict::Refused => None,
        });
        let nearest = differences.min_by_key(Vec::len).unwrap_or_default();
        nearest.iter().map(|difference| format!("\n    {difference}")).collect()
    }

    fn is_covered(&self, seen: &Seen) -> bool {
        let Some(id) = seen.record.operation else { return false };
        // Clients get their tokens by themselves.
        let is_token = self.vendor.table.api.token.as_ref().is_some_and(|token| token.operation == id);
        match &seen.record.outcome {
            Outcome::Stub | Outcome::Token | Outcome::Failed(_) => true,
            _ if is_token => true,
            // What it would have been answered with is not known.
            Outcome::Fault(_) | Outcome::Refused { .. } if self.vendor.stubs().has(id) => true,
            outcome => self
                .of(id)
                .any(|expectation| !super::counts(outcome) || expectation.verdict(seen) == Verdict::Fits),
        }
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &Expectation> {
        self.expectations.iter().filter(move |expectation| expectation.operation.operation.id == id)
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// What requests must be like: `, where …`.
fn conditions(expectation: &Expectation) -> String {
    let texts: Vec<_> = expectation.conditions.iter().map(Condition::expected).collect();
    if texts.is_empty() { String::new() } else { format!(", where {}", texts.join(" and ")) }
}

/// A list of calls, the last ones where there are many.
pub(crate) fn list(text: &mut String, heading: &str, calls: &[Seen]) {
    let hidden = calls.len().saturating_sub(MOST_LISTED);
    let _ = match hidden {
        0 => writeln!(text, "{heading}:"),
        hidden => writeln!(text, "{heading}, without the first {hidden}:"),
    };
    if calls.is_empty() {
        text.push_str("  none\n");
    }
    for seen in &calls[hidden..] {
        let _ = writeln!(text, "  {}", seen.record);
    }
}

/// How often.
pub(crate) fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
