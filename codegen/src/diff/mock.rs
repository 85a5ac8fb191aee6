//! What mock servers know of the vendor's side: refusals, the clock, records.

use super::Kind;
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Act, Mock, RecordKind, Refusal, StoryCall};
use crate::names::Ident;
use crate::wording::{act_facts, call_facts, states_fact, told_fact};

/// One fact of a record as a text; empty where there is none.
type Fact = fn(&RecordKind) -> String;

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

fn diff_records(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[RecordKind], new: &[RecordKind]) {
    let pairs = pair(old, new, |record| record.name.snake().into(), &[]);
    for (before, after) in pairs.both {
        diff_record(to, &spot.named(after.name.snake()), before, after);
    }
    for gone in pairs.removed {
        to.flag(TURNS.removed, &spot.named(gone.name.snake()));
    }
    for come in pairs.added {
        to.flag(TURNS.added, &spot.named(come.name.snake()));
    }
}

/// What is known of one record, each fact by itself.
fn diff_record(to: &mut Diff<'_>, spot: &Spot<'_>, old: &RecordKind, new: &RecordKind) {
    to.text("about", spot, Some(&old.about), Some(&new.about));
    to.value(TURNS.changed, &spot.named("id"), old.id.clone(), new.id.clone());
    to.option(&TURNS, &spot.named("ids"), old.ids.clone(), new.ids.clone());
    let facts: [(&str, Fact); 5] = [
        ("keys", |record| record.keys.join(", ")),
        ("keep", |record| record.keep.join(", ")),
        ("hidden", |record| record.hidden.join(", ")),
        ("states", |record| states_fact(&record.states)),
        ("told_by", |record| record.told_by.as_ref().map(told).unwrap_or_default()),
    ];
    let said = |fact: String| Some(fact).filter(|fact| !fact.is_empty());
    for (name, fact) in facts {
        to.option(&TURNS, &spot.named(name), said(fact(old)), said(fact(new)));
    }
    diff_calls(to, &spot.named("operations"), &old.calls, &new.calls);
    diff_acts(to, &spot.named("acts"), &old.acts, &new.acts);
}

fn told((wire, values): &(String, Vec<(Ident, String)>)) -> String {
    format!("{wire}: {}", told_fact(values))
}

/// What calls do to a record.
fn diff_calls(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[StoryCall], new: &[StoryCall]) {
    let facts = |call: &StoryCall| match call_facts(call) {
        none if none.is_empty() => call.effect.word().to_owned(),
        facts => format!("{}; {facts}", call.effect.word()),
    };
    let pairs = pair(old, new, |call| call.operation.to_string().into(), &[]);
    for (before, after) in pairs.both {
        to.value(TURNS.changed, &spot.named(&after.operation.to_string()), facts(before), facts(after));
    }
    for gone in pairs.removed {
        to.add(TURNS.removed, &spot.named(&gone.operation.to_string()), Some(facts(gone)), None);
    }
    for come in pairs.added {
        to.add(TURNS.added, &spot.named(&come.operation.to_string()), None, Some(facts(come)));
    }
}

/// What happens to a record outside all calls.
fn diff_acts(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Act], new: &[Act]) {
    let pairs = pair(old, new, |act| act.name.snake().into(), &[]);
    for (before, after) in pairs.both {
        to.value(TURNS.changed, &spot.named(after.name.snake()), act_facts(before), act_facts(after));
    }
    for gone in pairs.removed {
        to.add(TURNS.removed, &spot.named(gone.name.snake()), Some(act_facts(gone)), None);
    }
    for come in pairs.added {
        to.add(TURNS.added, &spot.named(come.name.snake()), None, Some(act_facts(come)));
    }
}
