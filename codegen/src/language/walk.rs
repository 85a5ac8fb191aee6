//! A document and the language side by side.
//!
//! In come a node and its shape, out goes each node with the one shape that it was meant to have. A node that has none
//! of the shapes that its place allows is passed over, with all inside: what is wrong there is for `resolve` to say.

use super::Kind;
use super::Shape::{self, Any, Either, Free, List, Map, Row, Several};
use crate::source::{Node, Value};

/// Shows each node of a file or another map of this kind with its shape, from the outside in. A map is shown with a
/// [`Shape::Map`], which tells the order of its keys, with a [`Shape::Free`], or with [`Shape::Any`]; never with one of
/// several shapes. The outermost map is shown too.
pub fn walk<'n>(root: &'n Node, kind: &'static Kind, see: &mut dyn FnMut(&'n Node, &Shape)) {
    if matches!(root.value, Value::Map(_)) {
        see(root, &Map(kind));
        keys(root, kind, see);
    }
}

fn keys<'n>(node: &'n Node, kind: &'static Kind, see: &mut dyn FnMut(&'n Node, &Shape)) {
    for entry in node.entries() {
        if let Some(key) = kind.key(&entry.key) {
            value(&entry.value, key.shape, see);
        }
    }
}

fn value<'n>(node: &'n Node, shape: &'static Shape, see: &mut dyn FnMut(&'n Node, &Shape)) {
    match shape {
        Either(_) => {
            if let Some(meant) = meant(node, shape) {
                value(node, meant, see);
            }
            return;
        }
        Several(_, of) if !matches!(node.value, Value::List(_)) => return value(node, of, see),
        _ if !fits(node, shape) => return,
        _ => see(node, shape),
    }
    let items = node.items();
    match shape {
        List(_, of) | Several(_, of) => items.iter().for_each(|item| value(item, of, see)),
        Row(first, rest) => {
            let shapes = std::iter::once(*first).chain(std::iter::repeat(*rest));
            items.iter().zip(shapes).for_each(|(item, shape)| value(item, shape, see));
        }
        Free(_, _, of) => node.entries().iter().for_each(|entry| value(&entry.value, of, see)),
        Map(kind) => keys(node, kind, see),
        Any => {
            items.iter().for_each(|item| value(item, &Any, see));
            node.entries().iter().for_each(|entry| value(&entry.value, &Any, see));
        }
        _ => {}
    }
}

/// Of several shapes the one that a node has; of several kinds of maps the one that knows most of its keys.
fn meant(node: &Node, shape: &'static Shape) -> Option<&'static Shape> {
    let Either(shapes) = shape else { return fits(node, shape).then_some(shape) };
    let fitting = shapes.iter().filter_map(|shape| meant(node, shape));
    let known = |shape: &Shape| match shape {
        Map(kind) => node.entries().iter().filter(|entry| kind.key(&entry.key).is_some()).count(),
        _ => 0,
    };
    // Of equal ones the first.
    fitting.rev().max_by_key(|shape| known(shape))
}

/// Whether a node is what a shape is made of: a map, a list or a plain value.
fn fits(node: &Node, shape: &Shape) -> bool {
    match shape {
        Any | Either(_) => true,
        Shape::Type | Several(..) => !matches!(node.value, Value::Map(_)),
        List(..) | Row(..) => matches!(node.value, Value::List(_)),
        Free(..) | Map(_) => matches!(node.value, Value::Map(_)),
        _ => matches!(node.value, Value::Scalar(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::language::kind_of_file;
    use crate::load::load;
    use crate::source::{SourceFile, SourceFiles};

    /// Each map of a file with the name of its kind, as seen from the outside in.
    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let files = SourceFiles::new([SourceFile { path: path.into(), text: text.into() }]);
        let source = load(&files, &mut Diagnostics::default());
        let document = &source.documents[0];
        let kind = kind_of_file(path, &document.root).expect("a place");
        let mut seen = Vec::new();
        walk(&document.root, kind, &mut |node, shape| {
            if let Value::Map(entries) = &node.value {
                let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
                let kind = match shape {
                    Map(kind) => kind.id,
                    Free(..) => "free",
                    _ => "any",
                };
                seen.push(format!("{kind}: {}", keys.join(" ")));
            }
        });
        assert_eq!(seen, expected);
    }

    #[test]
    fn every_map_has_its_kind() {
        check(
            "specs/a/b/c.yaml",
            "operation: b.c\nretry: { keyed: a, why: So. }\nanswer: download\nrequest: { a: { type: object, fields: { b: { type: id } } } }\nexamples: [{ name: x, request: { z: { y: 1 } } }]\n",
            &[
                "OPERATION: operation retry answer request examples",
                "KEYED_CALL: keyed why",
                "free: a",
                "FIELD: type fields",
                "free: b",
                "FIELD: type",
                "EXAMPLE: name request",
                "free: z",
                "any: y",
            ],
        );
    }

    #[test]
    fn of_several_kinds_the_keys_tell() {
        check(
            "specs/a/api.yaml",
            "signing: { steps: { a: [{ header: B }, { hmac_sha256: k }], b: { of: [a], join: x }, c: { lines: [] } } }\n",
            &[
                "API: signing",
                "SIGNING: steps",
                "free: a b c",
                "SOURCE: header",
                "KEYED: hmac_sha256",
                "JOIN: of join",
                "LINES: lines",
            ],
        );
        check(
            "specs/a/api.yaml",
            "servers: { a: https://a.example, b: { url: x } }\n",
            &["API: servers", "free: a b", "SERVER: url"],
        );
    }

    #[test]
    fn what_has_no_shape_is_passed_over() {
        check("specs/a/b/c.yaml", "callback: b.c\nbody: [{ a: 1 }]\n", &["CALLBACK: callback body"]);
        check("specs/a/b/group.yaml", "gruop: b\nfieldz: { a: 1 }\n", &["GROUP: gruop fieldz"]);
    }
}
