//! Rules between members of a request, and where its members are.
//!
//! In: paths of wire names, such as `data.taskId`, and a request. Out: which members are set. Null and nothing are not
//! set; an empty text or list is.

use super::violation::{FieldPath, Violation, ViolationKind};
use crate::shape::Field;
use crate::value::{Model, View};

/// What holds between members of a request, by their wire names.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    kind: ViolationKind,
    members: &'static [&'static str],
}

impl Rule {
    /// One is set and the others are not.
    #[must_use]
    pub const fn exactly_one_of(members: &'static [&'static str]) -> Self {
        Self { kind: ViolationKind::ExactlyOneOf, members }
    }

    /// One is set, or several.
    #[must_use]
    pub const fn at_least_one_of(members: &'static [&'static str]) -> Self {
        Self { kind: ViolationKind::AtLeastOneOf, members }
    }

    /// All are set or none.
    #[must_use]
    pub const fn together(members: &'static [&'static str]) -> Self {
        Self { kind: ViolationKind::Together, members }
    }

    pub(super) fn broken_by(&self, request: &dyn Model) -> Option<Violation> {
        let set = self.members.iter().filter(|path| is_set(request, path)).count();
        let (holds, expected) = match self.kind {
            ViolationKind::ExactlyOneOf => (set == 1, "exactly one of them must be set"),
            ViolationKind::AtLeastOneOf => (set > 0, "at least one of them must be set"),
            _ => (set == 0 || set == self.members.len(), "all of them must be set or none"),
        };
        let field = |path: &&'static str| FieldPath {
            // Rules go through objects that are filled like the request itself.
            rust: find(request, path).map_or(*path, |(field, _)| field.rust).to_owned(),
            wire: (*path).to_owned(),
        };
        (!holds).then(|| Violation {
            kind: self.kind,
            fields: self.members.iter().map(field).collect(),
            expected: expected.to_owned(),
        })
    }
}

/// Whether a request has a value there.
pub(crate) fn is_set(request: &dyn Model, path: &str) -> bool {
    match find(request, path) {
        None | Some((_, View::Absent | View::Null)) => false,
        Some(_) => true,
    }
}

/// The field at a path, and its value. A name with a dot in it comes before a way inwards.
fn find<'m>(model: &'m dyn Model, path: &str) -> Option<(&'static Field, View<'m>)> {
    let fields = || model.shape().fields.iter().enumerate();
    if let Some((index, field)) = fields().find(|(_, field)| field.wire == path) {
        return Some((field, model.get(index).view()));
    }
    fields().find_map(|(index, field)| {
        let rest = path.strip_prefix(field.wire)?.strip_prefix('.')?;
        match model.get(index).view() {
            View::Model(inner) => find(inner, rest),
            _ => None,
        }
    })
}
