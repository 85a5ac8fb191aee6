//! Where in both models the comparison stands: the names that lead there, and the places in the specs.
//!
//! A spot is a link to the one above it, so that names become text only where something changed.

use super::{Area, Side};
use crate::source::Span;

/// One thing in both models, or the place where it would be.
pub(super) struct Spot<'p> {
    above: Option<&'p Spot<'p>>,
    /// What the change of a kind means depends on it.
    pub(super) area: Area,
    old: End<'p>,
    new: End<'p>,
}

/// A name and its place.
#[derive(Clone, Copy)]
pub(super) struct End<'p> {
    name: &'p str,
    at: Option<Span>,
}

impl<'p> From<(&'p str, Span)> for End<'p> {
    fn from((name, at): (&'p str, Span)) -> Self {
        End { name, at: Some(at) }
    }
}

impl<'p> Spot<'p> {
    /// What stands at the top: an API, a group, a call.
    pub(super) fn top(old: (&'p str, Option<Span>), new: (&'p str, Option<Span>)) -> Self {
        let end = |(name, at)| End { name, at };
        Spot { above: None, area: Area::General, old: end(old), new: end(new) }
    }

    /// A part that is in both.
    pub(super) fn part(&'p self, old: impl Into<End<'p>>, new: impl Into<End<'p>>) -> Self {
        Spot { above: Some(self), area: self.area, old: old.into(), new: new.into() }
    }

    /// A part under one name, with its place in both.
    pub(super) fn key(&'p self, name: &'p str, old: Span, new: Span) -> Self {
        self.part((name, old), (name, new))
    }

    /// A part that has no place of its own.
    pub(super) fn named(&'p self, name: &'p str) -> Self {
        self.renamed(name, name)
    }

    /// A part that has no place of its own, and perhaps two names.
    pub(super) fn renamed(&'p self, old: &'p str, new: &'p str) -> Self {
        let [old, new] = [End { name: old, at: self.old.at }, End { name: new, at: self.new.at }];
        Spot { above: Some(self), area: self.area, old, new }
    }

    /// A part that only the new model has.
    pub(super) fn added(&'p self, name: &'p str, at: Span) -> Self {
        Spot { new: (name, at).into(), ..self.named(name) }
    }

    /// A part that only the old model has.
    pub(super) fn removed(&'p self, name: &'p str, at: Span) -> Self {
        Spot { old: (name, at).into(), ..self.named(name) }
    }

    /// The same in another area.
    pub(super) fn within(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    /// Both ends with what they hold.
    pub(super) fn sides(&self, old: Option<String>, new: Option<String>) -> (Side, Side) {
        (side(self, |spot| spot.old, old), side(self, |spot| spot.new, new))
    }
}

fn side<'p>(spot: &Spot<'p>, pick: fn(&Spot<'p>) -> End<'p>, value: Option<String>) -> Side {
    let above = std::iter::successors(Some(spot), |spot| spot.above);
    let mut names: Vec<&str> = above.map(|spot| pick(spot).name).collect();
    names.reverse();
    Side { subject: subject(&names), value, at: pick(spot).at }
}

/// `account.update request.orgId`: the top, a blank, and the rest with dots.
fn subject(names: &[&str]) -> String {
    match names {
        [top] => (*top).to_owned(),
        [top, rest @ ..] => format!("{top} {}", rest.join(".")),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn at(start: u32) -> Span {
        Span { file: FileId(0), start, end: start + 1 }
    }

    #[test]
    fn names_lead_to_the_thing_on_either_side() {
        let top = Spot::top(("account.get", Some(at(1))), ("account.find", Some(at(2))));
        let request = top.named("request");
        let field = request.part(("orgId", at(3)), ("org", at(4))).within(Area::Request);
        let (old, new) = field.sides(None, Some("id".to_owned()));
        assert_eq!(old, Side { subject: "account.get request.orgId".into(), value: None, at: Some(at(3)) });
        assert_eq!(
            new,
            Side { subject: "account.find request.org".into(), value: Some("id".into()), at: Some(at(4)) }
        );
    }

    #[test]
    fn what_is_not_there_stands_where_its_holder_does() {
        let top = Spot::top(("account.get", Some(at(1))), ("account.get", Some(at(2))));
        let added = top.added("codes.1", at(5));
        let (old, new) = added.sides(None, None);
        assert_eq!((old.at, new.at), (Some(at(1)), Some(at(5))));
        assert_eq!(old.subject, new.subject);
        let removed = top.removed("codes.1", at(5));
        assert_eq!(removed.sides(None, None).1.at, Some(at(2)));
    }
}
