//! `type: one_of` with `shapes`: a value that comes in one of several shapes.
//!
//! In comes the map, out goes a [`OneOf`] each of whose shapes can be chosen. The kind of the value decides
//! first, then what an object has.

use super::fields::Side;
use super::named::{Sort, Taken, type_name_of};
use super::read::{Map, entries, scalar, strings};
use super::types::{Local, resolve_name, resolve_type};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::SHAPE;
use crate::model::{Object, OneOf, OneOfShape, Type};
use crate::source::{Entry, Span};

/// What a JSON value is, as far as it tells shapes apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorted {
    /// A text or a number.
    Single,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    List,
}

/// Which values a type can hold.
pub(super) fn sort_of(ty: &Type) -> Sorted {
    match ty {
        Type::Boolean => Sorted::Boolean,
        Type::Object(_) | Type::Shared(_) => Sorted::Object,
        Type::List(_) => Sorted::List,
        _ => Sorted::Single,
    }
}

/// Reads the shapes of a value in an answer.
pub(super) fn resolve_one_of(
    map: &Map<'_>,
    entry: &Entry,
    default: Option<&str>,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<OneOf> {
    if side != Side::Answer {
        diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                entry.value.span,
                "only an answer has one of several shapes",
            )
            .label("not in a request")
            .help("describe each shape as a field of its own, or use `any`"),
        );
        return None;
    }
    let name = resolve_name(map, entry, default, local, diagnostics);
    let about = map.text("about", diagnostics);
    let shapes = map.need("shapes", diagnostics)?;
    let all = entries(&shapes.value, "shapes by name", diagnostics)?;
    if all.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, shapes.key_span, "there must be at least one shape")
                .label("no shapes"),
        );
    }
    let mut taken = Taken::default();
    let mut read: Vec<(Span, OneOfShape)> = Vec::new();
    for entry in all {
        let before = diagnostics.len();
        let Some(shape) = resolve_shape(entry, &mut taken, local, diagnostics) else { continue };
        if diagnostics.len() == before {
            check_chosen(entry, &shape, &read, diagnostics);
        }
        read.push((entry.key_span, shape));
    }
    if read.len() < all.len() {
        return None;
    }
    Some(OneOf { name: name?, about, shapes: read.into_iter().map(|(_, shape)| shape).collect() })
}

fn resolve_shape(
    entry: &Entry,
    taken: &mut Taken,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<OneOfShape> {
    let name = type_name_of(&entry.key, entry.key_span, Sort::Shape, diagnostics);
    if let Some(name) = &name {
        taken.claim(name.pascal(), &entry.key, entry.key_span, diagnostics);
    }
    let map = Map::read(&entry.value, entry.key_span, &SHAPE, diagnostics)?;
    let ty = resolve_type(&map, Some(&entry.key), Side::Answer, local, diagnostics)?;
    if !map.is_whole() {
        return None;
    }
    let about = match &ty {
        Type::Object(object) => object.about.clone(),
        _ => map.text("about", diagnostics),
    };
    check_type(&map, &ty, diagnostics);
    let has = map.get("has").map_or(Vec::new(), |node| strings(node, "a wire name", diagnostics));
    for (wire, span) in &has {
        find_member(wire, *span, &ty, local, diagnostics);
    }
    let when = resolve_when(&map, &ty, local, diagnostics);
    if sort_of(&ty) != Sorted::Object {
        for key in ["has", "when"] {
            if let Some(entry) = map.entry(key) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::Contradiction,
                        entry.key_span,
                        format!("`{key}` tells objects apart"),
                    )
                    .label("this shape is no object"),
                );
            }
        }
    }
    let has = has.into_iter().map(|(wire, _)| wire.to_owned()).collect();
    Some(OneOfShape { name: name?, about, ty, has, when, at: entry.key_span })
}

fn check_type(map: &Map<'_>, ty: &Type, diagnostics: &mut Diagnostics) {
    let item = match ty {
        Type::List(item) => item,
        other => other,
    };
    let fault = match (ty, item) {
        (_, Type::OneOf(_)) => "shapes do not nest",
        (Type::Any, _) => "anything is of this shape",
        (Type::DecimalText, _) => "in answers it is the same as `decimal`",
        _ => return,
    };
    let span = map.get("type").map_or(map.anchor, |node| node.span);
    diagnostics.push(Diagnostic::new(Code::Contradiction, span, "this type is no shape").label(fault));
}

/// The members by which objects are told apart, each with the values that it may have.
fn resolve_when(
    map: &Map<'_>,
    ty: &Type,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Vec<String>)> {
    let Some(node) = map.get("when") else { return Vec::new() };
    let mut when = Vec::new();
    for entry in entries(node, "values by member", diagnostics).unwrap_or(&[]) {
        find_member(&entry.key, entry.key_span, ty, local, diagnostics);
        let values = strings(&entry.value, "a value", diagnostics);
        if let Some(known) = member_of(ty, &entry.key).and_then(|ty| local.enum_of(ty)) {
            for (value, span) in &values {
                super::fields::find_value(known, value, *span, &entry.key, diagnostics);
            }
        }
        when.push((entry.key.clone(), values.into_iter().map(|(value, _)| value.to_owned()).collect()));
    }
    when
}

fn member_of<'t>(ty: &'t Type, wire: &str) -> Option<&'t Type> {
    let Type::Object(object) = ty else { return None };
    object.fields.iter().find(|field| field.name.wire == wire).map(|field| &field.ty)
}

/// Reports a member that the object does not have.
fn find_member(wire: &str, span: Span, ty: &Type, local: &Local<'_>, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = match ty {
        Type::Object(object) => {
            let Object { fields, .. } = object.as_ref();
            fields.iter().map(|field| field.name.wire.as_str()).collect()
        }
        Type::Shared(name) => {
            let Some(members) = local.ground.objects.members(name.pascal(), local) else { return };
            members.into_iter().map(|entry| entry.key.as_str()).collect()
        }
        _ => return,
    };
    if !known.contains(&wire) && !local.unread.contains(wire) && !local.lost.get() {
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedName, span, format!("this shape has no member `{wire}`"))
                .label("not a field of the object")
                .nearest(wire, known),
        );
    }
}

/// Reports a shape that one before it leaves nothing for.
fn check_chosen(
    entry: &Entry,
    shape: &OneOfShape,
    before: &[(Span, OneOfShape)],
    diagnostics: &mut Diagnostics,
) {
    let sort = sort_of(&shape.ty);
    let takes_all = |other: &OneOfShape| {
        sort_of(&other.ty) == sort
            && (sort != Sorted::Object || (other.has.is_empty() && other.when.is_empty()))
    };
    let Some((first, other)) = before.iter().find(|(_, other)| takes_all(other)) else { return };
    let (what, help) = match sort {
        Sorted::Single => ("any text or number", "texts and numbers are one shape: `string` takes both"),
        Sorted::Boolean => ("any boolean", "leave one of the two out"),
        Sorted::List => ("any list", "leave one of the two out"),
        Sorted::Object => ("any object", "say `has` or `when` there, or put it last"),
    };
    diagnostics.push(
        Diagnostic::new(Code::NeverChosen, entry.key_span, format!("`{}` is never chosen", entry.key))
            .label("too late")
            .also(*first, format!("`{}` takes {what}", other.name.pascal()))
            .help(help),
    );
}

/// The shape that a value of an example takes: by its kind, then by the members of an object.
pub(super) fn choose<'o>(of: &'o OneOf, sort: Sorted, members: &[Entry]) -> Option<&'o OneOfShape> {
    of.shapes.iter().filter(|shape| sort_of(&shape.ty) == sort).find(|shape| {
        let text = |wire: &str| {
            let member = members.iter().find(|member| member.key == wire)?;
            Some(scalar(&member.value, "a value", &mut Diagnostics::default()).map(|value| value.text.as_str()))
        };
        let has = |wire: &String| members.iter().any(|member| member.key == *wire && !is_null(member));
        let is = |(wire, values): &(String, Vec<String>)| {
            matches!(text(wire), Some(Some(found)) if values.iter().any(|value| value == found))
        };
        shape.has.iter().all(has) && shape.when.iter().all(is)
    })
}

fn is_null(member: &Entry) -> bool {
    matches!(&member.value.value, crate::source::Value::Scalar(value) if value.plain && ["null", ""].contains(&value.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::fields::resolve_fields;
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::{Ground, Scope};
    use crate::source::Value;

    #[track_caller]
    fn check(shapes: &str, expected: &[&str]) {
        let root = node(&format!("started: {{ type: one_of, shapes: {shapes} }}\n"));
        let Value::Map(all) = &root.value else { panic!("a map") };
        let (scope, ground) =
            (Scope { complete: true, ..Scope::default() }, Ground { complete: true, ..Ground::default() });
        let mut local = Local::new(&scope, &ground);
        let mut diagnostics = Diagnostics::default();
        let all: Vec<&Entry> = all.iter().collect();
        resolve_fields(&all, Side::Answer, &mut local, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn kinds_and_members_tell_shapes_apart() {
        check(
            "{ Row: { type: object, has: [b], fields: { b: { type: id } } }, Other: { type: object, fields: { c: { type: id } } }, Id: { type: id }, Done: { type: boolean }, All: { type: [string] } }",
            &[],
        );
        check(
            "{ Row: { type: object, has: [c], fields: { b: { type: id } } } }",
            &["this shape has no member `c`"],
        );
        check("{ Text: { type: string, has: [c] } }", &["`has` tells objects apart"]);
        check("{}", &["there must be at least one shape"]);
        check("{ text: { type: string } }", &["`text` cannot be a name in Rust"]);
        check("{ Text: { type: any } }", &["this type is no shape"]);
    }

    #[test]
    fn every_shape_can_be_chosen() {
        check("{ Text: { type: string }, Number: { type: i64 } }", &["`Number` is never chosen"]);
        check(
            "{ All: { type: object, fields: { b: { type: id } } }, Row: { type: object, has: [b], fields: { b: { type: id } } } }",
            &["`Row` is never chosen"],
        );
    }
}
