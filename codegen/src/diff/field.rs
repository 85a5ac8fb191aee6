//! Members of requests, answers, callbacks and objects.

use super::limit::{diff_limits, diff_needs};
use super::pairing::{Pairs, pair};
use super::recipe;
use super::spot::Spot;
use super::state::{Diff, End, Turns};
use super::types::diff_type;
use super::{Area, Kind};
use crate::model::{Field, Inside, Object, Place, Type};
use crate::wording::{fixed_text, text_fact, type_name};

/// The members of one object on both sides.
pub(super) fn diff_fields(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Field], new: &[Field]) {
    let pairs = pair(
        old,
        new,
        |field| field.name.wire.as_str().into(),
        &[
            |field| field.name.rust.snake().into(),
            |field| match &field.label {
                Some(label) => format!("{label} {}", type_name(&field.ty)).into(),
                None => "".into(),
            },
        ],
    );
    for (before, after) in &pairs.both {
        let ends = [before, after].map(|field| (field.name.wire.as_str(), field.at));
        let area = area(spot.area, &[before, after]);
        diff_field(to, &spot.part(ends[0], ends[1]).within(area), before, after);
    }
    for gone in &pairs.removed {
        let spot = spot.removed(&gone.name.wire, gone.at).within(area(spot.area, &[gone]));
        let facts = facts(gone, &to.old);
        to.add(arrival(gone, spot.area).mirror(), &spot, Some(facts), None);
    }
    for come in &pairs.added {
        let spot = spot.added(&come.name.wire, come.at).within(area(spot.area, &[come]));
        let facts = facts(come, &to.new);
        to.add(arrival(come, spot.area), &spot, None, Some(facts));
    }
    diff_order(to, spot, old, &pairs);
}

/// A request's own members are parameters where they stand outside the body.
fn area(around: Area, fields: &[&Field]) -> Area {
    let is_parameter = |field: &&Field| matches!(field.place, Place::Path | Place::Query | Place::Header);
    if around == Area::Request && fields.iter().any(is_parameter) { Area::Parameter } else { around }
}

/// What it means that a member is new.
fn arrival(field: &Field, area: Area) -> Kind {
    match field.fixed {
        Some(_) => Kind::ConstantAdded,
        None if area.is_sent() && must_be_set(field) => Kind::NeedAdded,
        None => Kind::FieldAdded,
    }
}

/// Whether who makes the object must set the member, or one inside it that counts as the object's own.
fn must_be_set(field: &Field) -> bool {
    match &field.ty {
        Type::Object(object) if field.inline => object.fields.iter().any(must_be_set),
        _ => field.fixed.is_none() && field.required,
    }
}

/// Whether an object in a request needs a builder: it does as soon as one of its members must be set.
pub(super) fn diff_maker(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Field], new: &[Field]) {
    if spot.area.is_sent() {
        let needs = |fields: &[Field]| fields.iter().any(must_be_set);
        to.switch([Kind::MakerAdded, Kind::MakerRemoved], spot, needs(old), needs(new));
    }
}

/// What a reviewer must know of a member that came or went.
fn facts(field: &Field, end: &End<'_>) -> String {
    let flags = [(field.required, "required"), (field.sensitive, "sensitive"), (field.nullable, "nullable")];
    let mut facts = vec![type_name(&field.ty)];
    facts.extend(flags.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned()));
    facts.extend(field.encrypt.map(|index| format!("encrypt {}", end.api.encryptions[index].name.snake())));
    facts.extend(field.fixed.iter().map(|fixed| format!("always {}", fixed_text(fixed))));
    facts.join(", ")
}

fn diff_order(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Field], pairs: &Pairs<'_, Field>) {
    let is_gone = |field: &Field| pairs.removed.iter().any(|gone| std::ptr::eq(*gone, field));
    let before: Vec<&Field> = old.iter().filter(|field| !is_gone(field)).collect();
    if before.iter().zip(&pairs.both).all(|(before, (after, _))| std::ptr::eq(*before, *after)) {
        return;
    }
    let names = |fields: &mut dyn Iterator<Item = &Field>| -> String {
        fields.map(|field| field.name.wire.as_str()).collect::<Vec<_>>().join(", ")
    };
    let signed = to.covered && spot.area.is_sent();
    let kind = if signed { Kind::OrderSigned } else { Kind::OrderChanged };
    let mut new_order: Vec<(&Field, &Field)> = pairs.both.clone();
    let after = names(&mut new_order.iter().map(|(_, new)| *new));
    new_order.sort_by_key(|(old_field, _)| before.iter().position(|field| std::ptr::eq(*field, *old_field)));
    let old_names = names(&mut new_order.iter().map(|(old, _)| *old));
    to.add(kind, spot, Some(old_names), Some(after));
}

fn diff_field(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    diff_names(to, spot, old, new);
    diff_place(to, spot, old, new);
    match (&old.ty, &new.ty) {
        (Type::Object(before), Type::Object(after)) if old.inline && new.inline => {
            diff_inline(to, spot, before, after);
        }
        _ => diff_type(to, spot, &old.ty, &new.ty),
    }
    diff_needs(to, spot, old, new);
    diff_secrecy(to, spot, old, new);
    diff_form(to, spot, old, new);
    diff_limits(to, spot, old, new);
    if spot.area.is_sent() {
        let null = [Kind::NullAdded, Kind::NullRemoved];
        to.switch(null, spot, old.nullable, new.nullable);
    } else {
        diff_promises(to, spot, old, new);
    }
    let (before, after) = (old.deprecated.as_ref(), new.deprecated.as_ref());
    match (before, after) {
        (Some(_), Some(_)) => to.text("deprecated", spot, before, after),
        _ => to.switch([Kind::FieldDeprecated, Kind::FieldRevived], spot, before.is_some(), after.is_some()),
    }
    to.text("label", spot, old.label.as_ref(), new.label.as_ref());
    to.text("about", spot, old.about.as_ref(), new.about.as_ref());
}

/// Objects that are filled through the call: nobody outside the emitted file sees their types.
fn diff_inline(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Object, new: &Object) {
    let name = |object: &Object| object.name.pascal().to_owned();
    to.value(Kind::DocChanged, &spot.named("object"), name(old), name(new));
    diff_fields(to, spot, &old.fields, &new.fields);
}

fn diff_names(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let wire = |field: &Field| field.name.wire.clone();
    let in_path = old.place == Place::Path && new.place == Place::Path;
    let kind = if in_path { Kind::FieldPlaceholder } else { Kind::FieldWire };
    to.value(kind, spot, wire(old), wire(new));
    let rust = |field: &Field| field.name.rust.snake().to_owned();
    let is_seen = |field: &Field| field.fixed.is_none() && !field.inline;
    if is_seen(old) || is_seen(new) {
        to.value(Kind::FieldName, spot, rust(old), rust(new));
    } else {
        // Nobody outside the emitted file sees it.
        to.value(Kind::DocChanged, &spot.named("name"), rust(old), rust(new));
    }
}

fn diff_place(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let place = |field: &Field| match field.place {
        // The form of the whole body is compared once, with the call.
        Place::Body | Place::Form | Place::Part => "in the body".to_owned(),
        Place::Query => "in the query".to_owned(),
        Place::Path => "in the path".to_owned(),
        Place::Header => "in a header".to_owned(),
    };
    to.value(Kind::FieldPlace, spot, place(old), place(new));
}

/// Encryption and secrecy. What is encrypted is secret too, and that is told once.
fn diff_secrecy(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let name = |field: &Field, end: &End<'_>| {
        field.encrypt.map(|index| end.api.encryptions[index].name.snake().to_owned())
    };
    let keys =
        |field: &Field, end: &End<'_>| field.encrypt.map(|index| recipe::key(&end.api.encryptions[index]));
    let same = match (keys(old, &to.old), keys(new, &to.new)) {
        (Some(before), Some(after)) => to.same.contains(&(before, after)),
        _ => false,
    };
    let turns =
        Turns { added: Kind::EncryptAdded, removed: Kind::EncryptRemoved, changed: Kind::EncryptChanged };
    if !same {
        let (before, after) = (name(old, &to.old), name(new, &to.new));
        to.option(&turns, spot, before, after);
    }
    let told = old.encrypt.is_some() != new.encrypt.is_some()
        && old.sensitive == old.encrypt.is_some()
        && new.sensitive == new.encrypt.is_some();
    if !told {
        let is_text = |field: &Field| matches!(field.ty, Type::String) && field.encrypt.is_none();
        let texts = is_text(old) && is_text(new);
        let switch = if texts { [Kind::SecretMade, Kind::SecretOpened] } else { [Kind::Hidden, Kind::Shown] };
        to.switch(switch, spot, old.sensitive, new.sensitive);
    }
}

/// How a value is written, and whether anybody sets it.
fn diff_form(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let form = |field: &Field| match (&field.joined, &field.text_of) {
        (Some(separator), _) => format!("joined by {separator:?}"),
        (None, Some(text)) => text_fact(text),
        (None, None) => "as it is".to_owned(),
    };
    to.value(Kind::FormChanged, spot, form(old), form(new));
    let inline = |field: &Field| if field.inline { "inline" } else { "an object of its own" }.to_owned();
    to.value(Kind::InlineChanged, spot, inline(old), inline(new));
    let fixed = Turns { added: Kind::FixedAdded, removed: Kind::FixedRemoved, changed: Kind::FixedChanged };
    let value = |field: &Field| field.fixed.as_ref().map(fixed_text);
    to.option(&fixed, spot, value(old), value(new));
    let default =
        Turns { added: Kind::DefaultAdded, removed: Kind::DefaultRemoved, changed: Kind::DefaultChanged };
    let value = |field: &Field| field.default.as_ref().map(ToString::to_string);
    to.option(&default, spot, value(old), value(new));
}

/// What an answer promises of a member.
fn diff_promises(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Field, new: &Field) {
    let promise = [Kind::PromiseMade, Kind::PromiseLost];
    to.switch(promise, spot, old.always_present, new.always_present);
    if !old.always_present && !new.always_present {
        to.switch([Kind::NullAdded, Kind::NullRemoved], spot, old.nullable, new.nullable);
    }
    let table = |field: &Field| if field.required { "in the table" } else { "not in the table" }.to_owned();
    to.value(Kind::DocChanged, &spot.named("required"), table(old), table(new));
    let others = [Kind::OtherNameAdded, Kind::OtherNameRemoved];
    to.set(others, &spot.named("also"), &old.also, &new.also);
    let inside = |field: &Field| {
        let place = |inside: &Inside| format!("{}.{}", inside.within, inside.wire);
        field.inside.iter().map(place).collect::<Vec<_>>()
    };
    to.set(others, &spot.named("also_inside"), &inside(old), &inside(new));
}
