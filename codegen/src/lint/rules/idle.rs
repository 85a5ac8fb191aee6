//! What is declared and nothing uses: enums, words, encryptions, groups.
//!
//! Sets and objects of groups that nothing uses are mistakes, since they are not even read.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::scene::Scene;
use crate::lint::subjects::{Sort, Subject};
use crate::model::{Field, Home, Type};
use crate::source::Node;

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    let used = Used::of(scene);
    for subject in &scene.subjects {
        let file = scene.path(subject.place);
        let what = match subject.sort {
            Sort::Enum if !used.enums.contains(&(file, subject.name)) => "no field has this enum",
            Sort::Word if !used.has_word(file, subject.name) => "no field has this wire name",
            Sort::Encryption if !used.encryptions.contains(subject.name) => "no field is encrypted so",
            _ => continue,
        };
        questions.ask(subject.node.span, idle(subject, what));
    }
    // The model has only groups with calls.
    let root = scene.file("api.yaml").map(|file| &file.root);
    for entry in root.and_then(|root| root.get("groups")).map_or(&[][..], Node::entries) {
        if scene.api.groups.iter().all(|group| group.name.snake() != entry.key) {
            let message = format!("nothing uses `{}`", entry.key);
            let asked = Diagnostic::new(Code::Idle, entry.key_span, message).label("the group has no call");
            questions.ask(root.map_or(entry.value.span, |root| root.span), asked);
        }
    }
}

fn idle(subject: &Subject<'_>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::Idle, subject.place, format!("nothing uses `{}`", subject.name)).label(what)
}

/// What the model uses.
#[derive(Default)]
struct Used<'a> {
    /// The file of the enum and its name.
    enums: BTreeSet<(&'a str, &'a str)>,
    /// The group and the wire name.
    of_groups: BTreeSet<(&'a str, &'a str)>,
    /// The wire name.
    of_all: BTreeSet<&'a str>,
    encryptions: BTreeSet<&'a str>,
}

impl<'a> Used<'a> {
    fn of(scene: &Scene<'a>) -> Self {
        let mut used = Self::default();
        for member in &scene.members {
            let field: &'a Field = member.field;
            used.of_groups.insert((member.group.name.snake(), &field.name.wire));
            used.of_all.insert(&field.name.wire);
            let encryption = field.encrypt.and_then(|at| scene.api.encryptions.get(at));
            used.encryptions.extend(encryption.map(|one| one.name.snake()));
            used.ty(scene, &field.ty, member.group.name.snake(), member.call);
        }
        for group in &scene.api.groups {
            for operation in &group.operations {
                if let Some(response) = &operation.response {
                    used.ty(scene, &response.ty, group.name.snake(), Some(&operation.spec));
                }
            }
        }
        used
    }

    fn ty(&mut self, scene: &Scene<'a>, ty: &'a Type, group: &str, call: Option<&'a str>) {
        match ty {
            Type::List(inner) => self.ty(scene, inner, group, call),
            Type::OneOf(one_of) => {
                for shape in &one_of.shapes {
                    self.ty(scene, &shape.ty, group, call);
                }
            }
            Type::Enum { name, home } => {
                let file = match home {
                    Home::Api => scene.file("glossary.yaml").map(|file| file.path.as_str()),
                    Home::Group => scene.file(&format!("{group}/group.yaml")).map(|file| file.path.as_str()),
                    Home::Call => call,
                };
                self.enums.extend(file.map(|file| (file, name.pascal())));
            }
            _ => {}
        }
    }

    /// Whether a field of the group of this file, or of any for the glossary, has this wire name.
    fn has_word(&self, file: &str, wire: &str) -> bool {
        match file.split('/').collect::<Vec<_>>()[..] {
            [_, _, group, _] => self.of_groups.contains(&(group, wire)),
            _ => self.of_all.contains(wire),
        }
    }
}
