//! Types: whether a member holds the same, more, less or something else.

use super::Kind;
use super::field::{diff_fields, diff_maker};
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, End};
use crate::model::{Field, Object, OneOf, OneOfShape, Repr, Type};
use crate::names::Ident;
use crate::wording::type_name;

/// What one member holds before and after.
pub(super) fn diff_type(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Type, new: &Type) {
    match (old, new) {
        (Type::List(before), Type::List(after)) => diff_type(to, spot, before, after),
        (Type::Object(before), Type::Object(after)) => diff_objects(to, spot, before, after),
        (Type::Shared(before), Type::Shared(after)) => diff_shared(to, spot, before, after),
        (Type::Object(before), Type::Shared(after)) => {
            to.add(Kind::ObjectMerged, spot, Some(type_name(old)), Some(type_name(new)));
            let after = to.new.shared(after);
            diff_unlike(to, spot, Some(before), after);
        }
        (Type::Shared(before), Type::Object(after)) => {
            to.add(Kind::ObjectSplit, spot, Some(type_name(old)), Some(type_name(new)));
            let before = to.old.shared(before);
            diff_unlike(to, spot, before, Some(after));
        }
        (Type::OneOf(before), Type::OneOf(after)) => diff_shapes(to, spot, before, after),
        _ => {
            if let Some(kind) = relation(to, old, new) {
                to.add(kind, spot, Some(type_name(old)), Some(type_name(new)));
            }
        }
    }
}

fn diff_objects(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Object, new: &Object) {
    let name = |object: &Object| object.name.pascal().to_owned();
    to.value(Kind::ObjectName, spot, name(old), name(new));
    diff_maker(to, spot, &old.fields, &new.fields);
    diff_fields(to, spot, &old.fields, &new.fields);
}

/// Shared objects that are the same are compared where they stand. Others are compared member by member, once.
fn diff_shared(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Ident, new: &Ident) {
    let keys = (to.old.object_key(old), to.new.object_key(new));
    if to.same.contains(&keys) {
        return;
    }
    to.add(Kind::ObjectName, spot, Some(keys.0.clone()), Some(keys.1.clone()));
    if to.open.contains(&keys) {
        return;
    }
    to.open.push(keys);
    let (before, after) = (to.old.shared(old), to.new.shared(new));
    diff_unlike(to, spot, before, after);
    to.open.pop();
}

fn diff_unlike(to: &mut Diff<'_>, spot: &Spot<'_>, old: Option<&Object>, new: Option<&Object>) {
    let fields = |object: Option<&Object>| object.map_or(Vec::new(), |object| object.fields.clone());
    let (old, new): (Vec<Field>, Vec<Field>) = (fields(old), fields(new));
    diff_maker(to, spot, &old, &new);
    diff_fields(to, spot, &old, &new);
}

/// What a plain value became; nothing where it is the same.
fn relation(to: &Diff<'_>, old: &Type, new: &Type) -> Option<Kind> {
    if let (Type::Enum { name: before, home: from }, Type::Enum { name: after, home: now }) = (old, new) {
        let keys = (to.old.enum_key(before, *from), to.new.enum_key(after, *now));
        let alike = to.old.repr(before, *from) == to.new.repr(after, *now);
        return match (to.same.contains(&keys), alike) {
            (true, _) => None,
            (false, true) => Some(Kind::TypeMapping),
            (false, false) => Some(Kind::TypeOther),
        };
    }
    let [before, after] = [plain(&to.old, old), plain(&to.new, new)];
    match (before, after) {
        (Some(before), Some(after)) if before == after && spelt(old) == spelt(new) => None,
        (Some(before), Some(after)) => Some(before.to(after)),
        _ => Some(Kind::TypeOther),
    }
}

/// A plain type but for enums.
fn spelt(ty: &Type) -> Option<String> {
    (!matches!(ty, Type::Enum { .. })).then(|| type_name(ty))
}

/// What a plain type holds on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Text,
    Flag,
    I32,
    I64,
    Id,
    Decimal,
    DecimalText,
    Any,
    File,
    TextEnum,
    NumberEnum,
}

impl Plain {
    /// What it means that one became the other. They differ, if only in the name of an enum.
    fn to(self, new: Self) -> Kind {
        match (self, new) {
            (before, after) if before == after || before.is_like(after) || after.is_like(before) => {
                Kind::TypeMapping
            }
            (Self::Decimal, Self::DecimalText) | (Self::DecimalText, Self::Decimal) => Kind::FormChanged,
            (before, after) if before.fits(after) => Kind::TypeWidened,
            (before, after) if after.fits(before) => Kind::TypeNarrowed,
            _ => Kind::TypeOther,
        }
    }

    /// The same values on the wire under another type of Rust.
    fn is_like(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Text, Self::TextEnum) | (Self::I32 | Self::I64, Self::NumberEnum) | (Self::I64, Self::Id)
        )
    }

    /// Every value of the one is a value of the other.
    fn fits(self, other: Self) -> bool {
        match other {
            Self::Any => self != Self::File,
            Self::I64 | Self::Id => self == Self::I32,
            Self::Decimal => matches!(self, Self::I32 | Self::I64 | Self::Id | Self::NumberEnum),
            Self::Text => self == Self::DecimalText,
            _ => false,
        }
    }
}

fn plain(end: &End<'_>, ty: &Type) -> Option<Plain> {
    Some(match ty {
        Type::String => Plain::Text,
        Type::Boolean => Plain::Flag,
        Type::I32 => Plain::I32,
        Type::I64 => Plain::I64,
        Type::Id => Plain::Id,
        Type::Decimal => Plain::Decimal,
        Type::DecimalText => Plain::DecimalText,
        Type::Any => Plain::Any,
        Type::File => Plain::File,
        Type::Enum { name, home } => match end.repr(name, *home)? {
            Repr::String => Plain::TextEnum,
            Repr::Integer => Plain::NumberEnum,
        },
        Type::Object(_) | Type::Shared(_) | Type::OneOf(_) | Type::List(_) => return None,
    })
}

fn diff_shapes(to: &mut Diff<'_>, spot: &Spot<'_>, old: &OneOf, new: &OneOf) {
    let name = |of: &OneOf| of.name.pascal().to_owned();
    to.value(Kind::ObjectName, spot, name(old), name(new));
    let pairs = pair(
        &old.shapes,
        &new.shapes,
        |shape| shape.name.pascal().into(),
        &[|shape| format!("{} {}", type_name(&shape.ty), told_by(shape)).into()],
    );
    for (before, after) in &pairs.both {
        let ends = [before, after].map(|shape| (shape.name.pascal(), shape.at));
        let spot = spot.part(ends[0], ends[1]);
        let name = |shape: &OneOfShape| shape.name.pascal().to_owned();
        to.value(Kind::ShapeName, &spot, name(before), name(after));
        to.value(Kind::ShapeRule, &spot, told_by(before), told_by(after));
        to.text("about", &spot, before.about.as_ref(), after.about.as_ref());
        diff_type(to, &spot, &before.ty, &after.ty);
    }
    for gone in &pairs.removed {
        let spot = spot.removed(gone.name.pascal(), gone.at);
        to.add(Kind::ShapeRemoved, &spot, Some(type_name(&gone.ty)), None);
    }
    for come in &pairs.added {
        let spot = spot.added(come.name.pascal(), come.at);
        to.add(Kind::ShapeAdded, &spot, None, Some(type_name(&come.ty)));
    }
    let order = |shapes: &mut dyn Iterator<Item = &OneOfShape>| -> String {
        shapes.map(|shape| shape.name.pascal()).collect::<Vec<_>>().join(", ")
    };
    let kept = |shape: &&OneOfShape| !pairs.removed.iter().any(|gone| gone.name == shape.name);
    let before: Vec<&OneOfShape> = old.shapes.iter().filter(kept).collect();
    if !before.iter().zip(&pairs.both).all(|(before, (after, _))| std::ptr::eq(*before, *after)) {
        let after = order(&mut pairs.both.iter().map(|(_, new)| *new));
        to.add(Kind::ShapeOrder, spot, Some(order(&mut before.into_iter())), Some(after));
    }
}

fn told_by(shape: &OneOfShape) -> String {
    let has = shape.has.iter().map(|wire| format!("has {wire}"));
    let when = shape.when.iter().map(|(wire, values)| format!("when {wire} = {}", values.join(" or ")));
    has.chain(when).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: Plain, new: Plain, expected: Kind) {
        assert_eq!(old.to(new), expected);
        assert_eq!(new.to(old), expected.mirror());
    }

    #[test]
    fn plain_types_are_wider_narrower_or_other() {
        check(Plain::I32, Plain::I64, Kind::TypeWidened);
        check(Plain::Id, Plain::Decimal, Kind::TypeWidened);
        check(Plain::DecimalText, Plain::Text, Kind::TypeWidened);
        check(Plain::Flag, Plain::Any, Kind::TypeWidened);
        check(Plain::I64, Plain::Id, Kind::TypeMapping);
        check(Plain::Text, Plain::TextEnum, Kind::TypeMapping);
        check(Plain::Decimal, Plain::DecimalText, Kind::FormChanged);
        check(Plain::Text, Plain::I64, Kind::TypeOther);
        check(Plain::File, Plain::Any, Kind::TypeOther);
    }
}
