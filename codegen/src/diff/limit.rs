//! What requests must keep: what must be set, and what a member takes.

use std::cmp::Ordering;

use super::Kind;
use super::spot::Spot;
use super::state::Diff;
use crate::model::Field;
use crate::wording::condition;

/// Whether a member must be set, always or in some cases.
pub(super) fn diff_needs(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    if !spot.area.is_sent() {
        return;
    }
    // What is always sent is set by nobody; that it was or will be set by somebody is told as that.
    let fixed = old.fixed.is_some() != new.fixed.is_some();
    if old.required != new.required && !fixed {
        let conditions = |field: &Field| match (field.required, cases(field)) {
            (true, _) => "required".to_owned(),
            (false, cases) if cases.is_empty() => "optional".to_owned(),
            (false, cases) => format!("required when {}", cases.join(" or ")),
        };
        let kind = if new.required { Kind::NeedSet } else { Kind::NeedDropped };
        to.add(kind, spot, Some(conditions(old)), Some(conditions(new)));
    } else if fixed && new.required {
        to.flag(Kind::NeedSet, spot);
    } else if fixed && old.required {
        to.flag(Kind::NeedDropped, spot);
    } else {
        to.set([Kind::WhenAdded, Kind::WhenRemoved], &spot.named("required_when"), &cases(old), &cases(new));
    }
}

fn cases(field: &Field) -> Vec<String> {
    field.required_when.iter().map(condition).collect()
}

/// What a member takes.
pub(super) fn diff_limits(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let most = |field: &Field| [field.max_chars.map(i64::from), field.max_items.map(i64::from), field.max];
    let keys = ["max_chars", "max_items", "max"];
    for (key, (before, after)) in keys.into_iter().zip(most(old).into_iter().zip(most(new))) {
        let text = |limit: Option<i64>| limit.map(|limit| limit.to_string());
        limit(to, &spot.named(key), order(before, after), text(before), text(after));
    }
    let text = |field: &Field| {
        let counts: Vec<String> = field.digits.iter().map(ToString::to_string).collect();
        (!counts.is_empty()).then(|| counts.join(" or "))
    };
    let digits = &spot.named("digits");
    limit(to, digits, subset(&old.digits, &new.digits), text(old), text(new));
    if spot.area.is_sent() {
        let text = |field: &Field| field.format.as_ref().map(ToString::to_string);
        let order = match (&old.format, &new.format) {
            (Some(before), Some(after)) => (before == after).then_some(Ordering::Equal),
            (before, after) => Some(after.is_none().cmp(&before.is_none())),
        };
        limit(to, &spot.named("format"), order, text(old), text(new));
    } else {
        to.text("format", spot, old.format.as_ref(), new.format.as_ref());
    }
}

/// Whether more is taken than before; nothing where neither takes all that the other does.
fn limit(
    to: &mut Diff<'_>,
    spot: &Spot<'_>,
    order: Option<Ordering>,
    old: Option<String>,
    new: Option<String>,
) {
    let kind = match order {
        Some(Ordering::Equal) => return,
        Some(Ordering::Less) => Kind::LimitTightened,
        Some(Ordering::Greater) => Kind::LimitLoosened,
        None => Kind::LimitChanged,
    };
    to.add(kind, spot, old, new);
}

fn order(old: Option<i64>, new: Option<i64>) -> Option<Ordering> {
    let most = |limit: Option<i64>| limit.map_or((1, 0), |limit| (0, limit));
    Some(most(new).cmp(&most(old)))
}

/// No counts at all mean any.
fn subset(old: &[u8], new: &[u8]) -> Option<Ordering> {
    let within = |inner: &[u8], outer: &[u8]| {
        outer.is_empty() || (!inner.is_empty() && inner.iter().all(|count| outer.contains(count)))
    };
    match (within(new, old), within(old, new)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_values_are_less() {
        assert_eq!(order(None, Some(5)), Some(Ordering::Less));
        assert_eq!(order(Some(5), Some(6)), Some(Ordering::Greater));
        assert_eq!(order(Some(5), Some(5)), Some(Ordering::Equal));
        assert_eq!(subset(&[], &[8]), Some(Ordering::Less));
        assert_eq!(subset(&[8], &[8, 20]), Some(Ordering::Greater));
        assert_eq!(subset(&[8, 20], &[20, 8]), Some(Ordering::Equal));
        assert_eq!(subset(&[8], &[20]), None);
        assert_eq!(subset(&[8], &[]), Some(Ordering::Greater));
    }
}
