//! Fields: which are missing, of another type, beyond a limit, or other than they always are.
//!
//! In: a request as JSON, and the tables of its operation. Out: all that is wrong, each with its path in Rust and on the
//! wire. The first reason decides how the call is refused. No value is told but those that the tables fix.

mod walk;

use super::Refused;
use crate::canonical::{Canonical, Members};
use crate::received::{Plus, Received, pairs};
use crate::route::Candidate;
use crate::rules::Reason;
use crate::table::MockOperation;
use jiekou_runtime::mock::{Place, Violation, ViolationKind, violations};
use std::cmp::Reverse;
use walk::{Look, Walked, walk};

/// Of operations that share a path so many problems are told.
const MOST_TOLD: usize = 4;

/// All problems in one refusal, by the order of reasons; none without problems.
fn refusal(mut problems: Vec<Refused>) -> Option<Refused> {
    let place = |reason| Reason::ALL.iter().position(|other| *other == reason);
    problems.sort_by_key(|problem| place(problem.reason));
    let reason = problems.first()?.reason;
    let texts: Vec<_> = problems.into_iter().map(|problem| problem.text).collect();
    Some(Refused::new(reason, texts.join("; ")))
}

/// Looks at the fields of a call that was read: limits and rules.
pub(crate) fn fields(canonical: &Canonical) -> Result<(), Refused> {
    let problem = |violation: &Violation| {
        let reason = match violation.kind() {
            ViolationKind::RequiredWhen => Reason::FieldMissing,
            _ => Reason::RuleBroken,
        };
        Refused::new(reason, violation.to_string())
    };
    refusal(violations(&*canonical.model).iter().map(problem).collect()).map_or(Ok(()), Err)
}

/// What is wrong with a request that could not be read; the decoder's own words where the walk finds nothing.
pub(crate) fn problems(operation: &MockOperation, json: &str, said: String) -> Refused {
    let mut model = (operation.request)();
    let found =
        Members::parse(json.as_bytes()).map(|members| walk(&mut *model, &members, Look::All).problems);
    refusal(found.unwrap_or_default()).unwrap_or_else(|| Refused::new(Reason::FieldWrong, said))
}

/// Whether the fields that always have one value have it. One that is left out counts where it tells operations apart,
/// which [`meant`] sees to.
pub(crate) fn fits_fixed(operation: &MockOperation, canonical: &Canonical) -> Result<(), Refused> {
    let mut model = (operation.request)();
    let Ok(members) = Members::parse(canonical.json.as_bytes()) else { return Ok(()) };
    let wrong = walk(&mut *model, &members, Look::Fixed).problems;
    let wrong = wrong.into_iter().filter(|problem| problem.reason == Reason::FieldWrong).collect();
    refusal(wrong).map_or(Ok(()), Err)
}

/// Of operations that share a path those that a call may mean, by the members that always have one value; the one with
/// most of them first, then the one that knows the most members of the call.
pub(crate) fn meant<'c>(
    candidates: &'c [Candidate],
    received: &Received,
) -> Result<Vec<&'c Candidate>, Refused> {
    if let [only] = candidates {
        return Ok(vec![only]);
    }
    let Some(members) = readable(candidates, received) else { return Ok(candidates.iter().collect()) };
    let (mut fitting, mut wrong) = (Vec::new(), Vec::new());
    for candidate in candidates {
        let walked = walk(&mut *(candidate.operation.request)(), &members, Look::Fixed);
        if walked.problems.is_empty() {
            fitting.push((Reverse(walked.fitting), walked.unknown, candidate));
        } else {
            wrong.push(walked);
        }
    }
    if fitting.is_empty() {
        return refusal(nearest(wrong)).map_or(Ok(Vec::new()), Err);
    }
    // Stable: where nothing tells them apart, the order of the tables does.
    fitting.sort_by_key(|(count, unknown, _)| (*count, *unknown));
    Ok(fitting.into_iter().map(|(_, _, candidate)| candidate).collect())
}

/// What is wrong with the operations that come nearest to a call, of which each is wrong somewhere: a few of them.
fn nearest(wrong: Vec<Walked>) -> Vec<Refused> {
    let most = wrong.iter().map(|walked| walked.fitting).max().unwrap_or_default();
    let near = wrong.into_iter().filter(|walked| walked.fitting == most);
    let mut told: Vec<Refused> = Vec::new();
    for problem in near.flat_map(|walked| walked.problems) {
        if told.len() < MOST_TOLD && !told.contains(&problem) {
            told.push(problem);
        }
    }
    told
}

/// The members of a call before it is known what they mean; none where that cannot be said without reading it whole.
fn readable(candidates: &[Candidate], received: &Received) -> Option<Members> {
    let place_of_any = |place: Place| {
        let has = |candidate: &Candidate| {
            (candidate.operation.request)().shape().fields.iter().any(|field| field.place() == place)
        };
        candidates.iter().any(has)
    };
    if place_of_any(Place::Part) || place_of_any(Place::Path) || place_of_any(Place::Header) {
        return None;
    }
    let mut members = if place_of_any(Place::Form) {
        Members::of_texts(pairs(&String::from_utf8_lossy(&received.body), Plus::IsBlank))
    } else {
        Members::parse(&received.body).ok()?
    };
    for (name, value) in &received.query {
        members.push(name, crate::canonical::quoted(value));
    }
    Some(members)
}
