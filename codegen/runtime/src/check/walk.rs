//! The way through a request: its fields, the objects inside it and those in lists.
//!
//! In: a request. Out: the limits of single fields that it breaks, in the order of its tables. Rules between fields are
//! the request's own and not met here.

use super::limit::breaks;
use super::violation::{FieldPath, Violation, ViolationKind, any_of};
use crate::encode::{fixed_text, text};
use crate::shape::{Condition, Field, Filled};
use crate::value::{Model, View};

/// The limits that a request breaks.
pub(super) fn walk(request: &dyn Model) -> Vec<Violation> {
    let mut walk = Walk { path: Vec::new(), found: Vec::new() };
    walk.object(request);
    walk.found
}

#[derive(Clone, Copy)]
enum Step {
    /// A field.
    Field(&'static Field),
    /// A field whose members have setters beside those of the request.
    Inline(&'static Field),
    /// An element of a list.
    Element(usize),
}

struct Walk {
    path: Vec<Step>,
    found: Vec<Violation>,
}

impl Walk {
    fn object(&mut self, model: &dyn Model) {
        // What is always sent with the same value holds nothing.
        let fields = model.shape().fields.iter().enumerate().filter(|(_, field)| field.fixed.is_none());
        for (index, field) in fields {
            match model.get(index).view() {
                View::Absent => self.needed(field, model),
                View::Null => {}
                View::Model(inner) if matches!(inner.shape().filled, Filled::ByCall(_)) => {
                    self.inside(Step::Inline(field), inner);
                }
                view => self.value(field, view),
            }
        }
    }

    fn value(&mut self, field: &'static Field, view: View<'_>) {
        if let Some(limit) = field.limit.filter(|limit| breaks(*limit, view)) {
            let field = self.at(field);
            self.found.push(Violation::of_limit(limit, field));
        }
        match view {
            View::Model(inner) => self.inside(Step::Field(field), inner),
            View::List(list) => {
                self.path.push(Step::Field(field));
                for (index, element) in (0..).map_while(|index| Some((index, list.at(index)?))) {
                    // All elements are of one type.
                    let View::Model(inner) = element.view() else { break };
                    self.inside(Step::Element(index), inner);
                }
                self.path.pop();
            }
            _ => {}
        }
    }

    fn inside(&mut self, step: Step, inner: &dyn Model) {
        self.path.push(step);
        self.object(inner);
        self.path.pop();
    }

    /// A field that is not there.
    fn needed(&mut self, field: &'static Field, model: &dyn Model) {
        let reason =
            field.required_when.into_iter().flatten().find_map(|condition| self.reason(condition, model));
        if let Some(expected) = reason {
            let fields = vec![self.at(field)];
            self.found.push(Violation { kind: ViolationKind::RequiredWhen, fields, expected });
        }
    }

    /// Why a condition needs a field, if it does.
    fn reason(&self, (wire, values): &Condition, model: &dyn Model) -> Option<String> {
        let (index, sibling) =
            model.shape().fields.iter().enumerate().find(|(_, sibling)| sibling.wire == *wire)?;
        let holds = match (sibling.fixed, model.get(index).view()) {
            (Some(fixed), _) => values.contains(&&*fixed_text(fixed)),
            (None, View::Sealed(sealed)) => sealed.is_plain_and(|text| values.contains(&text)),
            (None, View::Model(_) | View::List(_)) => false,
            (None, view) => {
                text(view, sibling, &[]).is_ok_and(|text| text.is_some_and(|text| values.contains(&&*text)))
            }
        };
        let of = self.at(sibling);
        holds.then(|| {
            if sibling.sensitive {
                format!("required by what {of} holds")
            } else {
                format!("required when {of} is {}", any_of(values, |value| format!("`{value}`")))
            }
        })
    }

    /// The path of a field of the object that is looked at.
    fn at(&self, field: &'static Field) -> FieldPath {
        let (mut rust, mut wire) = (String::new(), String::new());
        for step in self.path.iter().copied().chain([Step::Field(field)]) {
            match step {
                Step::Field(field) => {
                    push(&mut rust, field.rust);
                    push(&mut wire, field.wire);
                }
                Step::Inline(field) => push(&mut wire, field.wire),
                Step::Element(index) => {
                    let index = format!("[{index}]");
                    rust.push_str(&index);
                    wire.push_str(&index);
                }
            }
        }
        FieldPath { rust, wire }
    }
}

fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
