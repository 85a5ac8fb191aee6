//! What the comparison knows while it goes: both APIs, what was paired, what was found.
//!
//! The rooms beside this one compare one sort of thing each, and say here what they found.

use std::collections::BTreeSet;

use super::spot::Spot;
use super::text::kind_of_texts;
use super::{Finding, Kind};
use crate::model::{Api, Group, Home, Object, OperationId, Repr, SharedObject, Text};
use crate::names::Ident;

/// Kinds for what came, what went and what became something else.
pub(super) struct Turns {
    /// It was not there.
    pub(super) added: Kind,
    /// It is no longer there.
    pub(super) removed: Kind,
    /// It is another.
    pub(super) changed: Kind,
}

/// The comparison of one API.
pub(super) struct Diff<'m> {
    /// The API before, and where in it the comparison stands.
    pub(super) old: End<'m>,
    /// The API after.
    pub(super) new: End<'m>,
    /// Whether a signature covers the bytes of the body that is compared.
    pub(super) covered: bool,
    /// Enums and shared objects that are the same under two names.
    pub(super) same: BTreeSet<(String, String)>,
    /// Pairs of shared objects that are being compared, since an object may hold itself.
    pub(super) open: Vec<(String, String)>,
    found: Vec<Finding>,
}

/// One of the two models.
pub(super) struct End<'m> {
    /// The API.
    pub(super) api: &'m Api,
    /// The group that is compared.
    pub(super) group: Option<&'m Group>,
    /// The call that is compared.
    pub(super) call: Option<&'m OperationId>,
}

impl<'m> End<'m> {
    /// The key of an enum that something at this place names.
    pub(super) fn enum_key(&self, name: &Ident, home: Home) -> String {
        let name = name.pascal();
        match (home, self.group, self.call) {
            (Home::Call, _, Some(call)) => format!("{call}::{name}"),
            (Home::Group, Some(group), _) => format!("{}::{name}", group.name.snake()),
            _ => name.to_owned(),
        }
    }

    /// How values of an enum travel that something at this place names.
    pub(super) fn repr(&self, name: &Ident, home: Home) -> Option<Repr> {
        let of_call = || {
            let (group, call) = (self.group?, self.call?);
            let operation = group.operations.iter().find(|one| one.id == *call).map(|one| &one.enums);
            operation.or_else(|| group.callbacks.iter().find(|one| one.id == *call).map(|one| &one.enums))
        };
        let enums = match home {
            Home::Api => Some(&self.api.enums),
            Home::Group => self.group.map(|group| &group.enums),
            Home::Call => of_call(),
        };
        enums?.iter().find(|one| one.name == *name).map(|one| one.repr)
    }

    /// The key of a shared object of the group.
    pub(super) fn object_key(&self, name: &Ident) -> String {
        let group = self.group.map(|group| group.name.snake()).unwrap_or_default();
        format!("{group}::{}", name.pascal())
    }

    /// A shared object of the group.
    pub(super) fn shared(&self, name: &Ident) -> Option<&'m Object> {
        let found = self.group?.objects.iter().find(|shared| shared.object.name == *name);
        found.map(|SharedObject { object, .. }| object)
    }
}

impl<'m> Diff<'m> {
    /// Nothing found yet.
    pub(super) fn new(old: &'m Api, new: &'m Api) -> Self {
        let end = |api| End { api, group: None, call: None };
        Self {
            old: end(old),
            new: end(new),
            covered: false,
            same: BTreeSet::new(),
            open: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Everything that was found.
    pub(super) fn done(self) -> Vec<Finding> {
        self.found
    }

    /// Something changed.
    pub(super) fn add(&mut self, kind: Kind, spot: &Spot<'_>, old: Option<String>, new: Option<String>) {
        let (old, new) = spot.sides(old, new);
        let api = self.new.api.id.snake().to_owned();
        self.found.push(Finding { api, old, new, kind, area: spot.area });
    }

    /// Something changed, and its kind says all of it.
    pub(super) fn flag(&mut self, kind: Kind, spot: &Spot<'_>) {
        self.add(kind, spot, None, None);
    }

    /// Something that is on or off.
    pub(super) fn switch(&mut self, [on, off]: [Kind; 2], spot: &Spot<'_>, old: bool, new: bool) {
        if old != new {
            self.flag(if new { on } else { off }, spot);
        }
    }

    /// Something that both have, and that may be another.
    pub(super) fn value(&mut self, kind: Kind, spot: &Spot<'_>, old: String, new: String) {
        if old != new {
            self.add(kind, spot, Some(old), Some(new));
        }
    }

    /// Something that may be there.
    pub(super) fn option(
        &mut self,
        turns: &Turns,
        spot: &Spot<'_>,
        old: Option<String>,
        new: Option<String>,
    ) {
        let kind = match (&old, &new) {
            (old, new) if old == new => return,
            (None, _) => turns.added,
            (_, None) => turns.removed,
            _ => turns.changed,
        };
        self.add(kind, spot, old, new);
    }

    /// Things without an order.
    pub(super) fn set(
        &mut self,
        [added, removed]: [Kind; 2],
        spot: &Spot<'_>,
        old: &[String],
        new: &[String],
    ) {
        for gone in old.iter().filter(|one| !new.contains(one)) {
            self.add(removed, spot, Some(gone.clone()), None);
        }
        for come in new.iter().filter(|one| !old.contains(one)) {
            self.add(added, spot, None, Some(come.clone()));
        }
    }

    /// A text for people, below what has it.
    pub(super) fn text(&mut self, key: &str, spot: &Spot<'_>, old: Option<&Text>, new: Option<&Text>) {
        self.words(&spot.named(key), old, new);
    }

    /// A text for people, at its own place.
    pub(super) fn words(&mut self, spot: &Spot<'_>, old: Option<&Text>, new: Option<&Text>) {
        if old != new {
            let words = |text: Option<&Text>| text.map(Text::to_string);
            self.add(kind_of_texts(old, new), spot, words(old), words(new));
        }
    }

    /// Several texts for people.
    pub(super) fn texts(&mut self, spot: &Spot<'_>, old: &[String], new: &[String]) {
        let text = |all: &[String]| (!all.is_empty()).then(|| Text(all.join(" / ").into()));
        self.words(spot, text(old).as_ref(), text(new).as_ref());
    }
}
