//! The fields of the model with the places where the specs say them.
//!
//! In come the model of an API and its documents, out go [`Member`]s, each place once: a field of a set belongs to
//! all calls that have the set, and stands in one place. Both are walked side by side.

use std::collections::BTreeMap;

use crate::model::{Api, Field, Group, Object, ObjectSide, Type};
use crate::source::{Document, Entry, Node, Span};

/// Which way a field travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is sent.
    Out,
    /// It is received.
    In,
}

/// A field and its place.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    /// The field, complete.
    pub(super) field: &'a Field,
    /// Its entry: the wire name and what the spec says of it.
    pub(super) entry: &'a Entry,
    /// Which way it travels.
    pub(super) way: Way,
    /// The group whose enums it may have.
    pub(super) group: &'a Group,
    /// The file of its call; none where calls share it.
    pub(super) call: Option<&'a str>,
}

/// All of them in order of their places.
pub(super) fn members<'a>(api: &'a Api, documents: &[&'a Document]) -> Vec<Member<'a>> {
    let by_path: BTreeMap<&str, &'a Node> =
        documents.iter().map(|document| (document.path.as_str(), &*document.root)).collect();
    let root = |path: &str| by_path.get(path).copied();
    let glossary = root(&format!("specs/{}/glossary.yaml", api.id.snake()));
    let mut found = BTreeMap::new();
    for group in &api.groups {
        let ground = root(&format!("specs/{}/{}/group.yaml", api.id.snake(), group.name.snake()));
        let sets = [ground, glossary].map(|node| node.and_then(|node| node.get("sets")));
        let mut walk = Walk { group, sets, call: None, found: &mut found };
        for shared in &group.objects {
            let way = match shared.side {
                ObjectSide::Request => Way::Out,
                ObjectSide::Answer => Way::In,
            };
            let node = ground
                .and_then(|node| node.get("objects"))
                .and_then(|all| all.get(shared.object.name.pascal()));
            walk.object(&shared.object, node, way);
        }
        for operation in &group.operations {
            let node = root(&operation.spec);
            walk.call = Some(&operation.spec);
            walk.fields(&operation.request, node, "request", Way::Out);
            if let Some(response) = &operation.response {
                walk.ty(&response.ty, node.and_then(|node| node.get("response")), Way::In);
            }
        }
        for callback in &group.callbacks {
            walk.call = Some(&callback.spec);
            walk.fields(&callback.body, root(&callback.spec), "body", Way::In);
        }
    }
    found.into_values().collect()
}

struct Walk<'a, 'f> {
    group: &'a Group,
    /// Those of the group, then those of the API.
    sets: [Option<&'a Node>; 2],
    call: Option<&'a str>,
    found: &'f mut BTreeMap<Span, Member<'a>>,
}

impl<'a> Walk<'a, '_> {
    /// The fields that stand under `key` of `holder` and in the sets beside it.
    fn fields(&mut self, fields: &'a [Field], holder: Option<&'a Node>, key: &str, way: Way) {
        let Some(holder) = holder else { return };
        for field in fields {
            let own = holder.get(key).and_then(|node| node.entry(&field.name.wire));
            let from_set = || self.in_sets(holder, &field.name.wire);
            let Some((entry, call)) =
                own.map(|entry| (entry, self.call)).or_else(|| Some((from_set()?, None)))
            else {
                continue;
            };
            let member = Member { field, entry, way, group: self.group, call };
            self.found.entry(entry.key_span).or_insert(member);
            self.ty(&field.ty, Some(&entry.value), way);
        }
    }

    fn in_sets(&self, holder: &Node, wire: &str) -> Option<&'a Entry> {
        let with = holder.get("with")?;
        let names = with.items().iter().chain(with.text().map(|_| with)).filter_map(Node::text);
        let sets = names.flat_map(|name| self.sets.iter().flatten().filter_map(move |sets| sets.get(name)));
        sets.into_iter().find_map(|set| set.entry(wire))
    }

    fn ty(&mut self, ty: &'a Type, holder: Option<&'a Node>, way: Way) {
        match ty {
            Type::List(inner) => self.ty(inner, holder, way),
            Type::Object(object) => self.object(object, holder, way),
            Type::OneOf(one_of) => {
                let shapes = holder.and_then(|node| node.get("shapes"));
                for shape in &one_of.shapes {
                    self.ty(&shape.ty, shapes.and_then(|node| node.get(shape.name.pascal())), way);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, object: &'a Object, holder: Option<&'a Node>, way: Way) {
        self.fields(&object.fields, holder, "fields", way);
    }
}
