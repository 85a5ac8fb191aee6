//! What mock servers know of the vendor's side: refusals, the clock, records.

use super::Kind;
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Mock, RecordKind, Refusal};

const TURNS: Turns = Turns { added: Kind::MockAdded, removed: Kind::MockRemoved, changed: Kind::MockChanged };

/// What is known of both sides.
pub(super) fn diff_mock(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api.mock.as_ref(), to.new.api.mock.as_ref());
    let window = |mock: Option<&Mock>| mock?.window_seconds.map(|seconds| format!("{seconds}s"));
    to.option(&TURNS, &spot.named("clock"), window(old), window(new));
    diff_refusals(to, &spot.named("refusals"), refusals(old), refusals(new));
    diff_records(to, &spot.named("records"), records(old), records(new));
    // A file that says nothing of these is there all the same.
    let says =
        |mock: &Mock| mock.window_seconds.is_some() || !mock.refusals.is_empty() || !mock.records.is_empty();
    if !old.or(new).is_some_and(says) {
        to.switch([Kind::MockAdded, Kind::MockRemoved], spot, old.is_some(), new.is_some());
    }
}

fn refusals(mock: Option<&Mock>) -> &[Refusal] {
    mock.map_or(&[], |mock| &mock.refusals)
}

fn records(mock: Option<&Mock>) -> &[RecordKind] {
    mock.map_or(&[], |mock| &mock.records)
}

fn diff_refusals(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Refusal], new: &[Refusal]) {
    let facts = |refusal: &Refusal| {
        let message = refusal.message.as_ref().map_or("that of the code", |message| &message.0);
        format!("{} with status {}, message {message}", refusal.code, refusal.status)
    };
    let pairs = pair(old, new, |refusal| refusal.reason.word.into(), &[]);
    for (before, after) in pairs.both {
        to.value(TURNS.changed, &spot.named(after.reason.word), facts(before), facts(after));
    }
    for gone in pairs.removed {
        to.add(TURNS.removed, &spot.named(gone.reason.word), Some(facts(gone)), None);
    }
    for come in pairs.added {
        to.add(TURNS.added, &spot.named(come.reason.word), None, Some(facts(come)));
    }
}

/// That a record is another is told; what of it, its sheet and the diff of its file tell.
fn diff_records(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[RecordKind], new: &[RecordKind]) {
    let pairs = pair(old, new, |record| record.name.snake().into(), &[]);
    for (before, after) in pairs.both {
        if format!("{before:?}") != format!("{after:?}") {
            to.flag(TURNS.changed, &spot.named(after.name.snake()));
        }
    }
    for gone in pairs.removed {
        to.flag(TURNS.removed, &spot.named(gone.name.snake()));
    }
    for come in pairs.added {
        to.flag(TURNS.added, &spot.named(come.name.snake()));
    }
}
