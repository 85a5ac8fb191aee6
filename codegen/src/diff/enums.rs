//! Enums of an API, its groups and its calls, wherever they stand now.

use std::collections::{BTreeMap, BTreeSet};

use super::api::Renamed;
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, End};
use super::{Area, Kind};
use crate::model::{Api, Enum, EnumValue, Field, ObjectSide, Repr, Type, WireValue};
use crate::source::Span;

/// An enum with the place where it is declared.
struct Declared<'m> {
    /// What something that uses it calls it: `account.update::Mode`.
    key: String,
    /// The same with the new names of calls.
    lasting: String,
    /// Group or call with its new name; nothing for those of the API.
    scope: String,
    of: &'m Enum,
}

/// All enums of both APIs.
pub(super) fn diff_enums(to: &mut Diff<'_>, renamed: &Renamed) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let [old, new] = [declared(old_api, renamed), declared(new_api, &Renamed::new())];
    let [old_sent, new_sent] = [sent(old_api), sent(new_api)];
    let pairs = pair(
        &old,
        &new,
        |one| one.lasting.as_str().into(),
        &[
            |one| format!("{} {}", one.of.name.pascal(), wires(one.of)).into(),
            |one| format!("{} {}", one.scope, wires(one.of)).into(),
        ],
    );
    for (before, after) in &pairs.both {
        to.same.insert((before.key.clone(), after.key.clone()));
        let is_sent = old_sent.contains(&before.key) || new_sent.contains(&after.key);
        let area = if is_sent { Area::Request } else { Area::Response };
        let top = Spot::top((&before.key, Some(before.of.at)), (&after.key, Some(after.of.at)));
        diff_enum(to, &top.within(area), before, after);
    }
    for gone in &pairs.removed {
        let holder = (gone.key.as_str(), Some(holder(new_api, &gone.scope)));
        let spot = Spot::top((&gone.key, Some(gone.of.at)), holder);
        to.add(Kind::EnumRemoved, &spot, Some(wires(gone.of)), None);
    }
    let before: BTreeMap<String, String> =
        renamed.iter().map(|(old, new)| (new.to_string(), old.to_string())).collect();
    for come in &pairs.added {
        let scope = before.get(&come.scope).unwrap_or(&come.scope);
        let spot = Spot::top((&come.key, Some(holder(old_api, scope))), (&come.key, Some(come.of.at)));
        to.add(Kind::EnumAdded, &spot, None, Some(wires(come.of)));
    }
}

fn diff_enum(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Declared<'_>, new: &Declared<'_>) {
    if old.lasting != new.lasting {
        to.add(Kind::EnumName, spot, Some(old.key.clone()), Some(new.key.clone()));
    }
    let (old, new) = (old.of, new.of);
    let form = |of: &Enum| match of.repr {
        Repr::String => "string".to_owned(),
        Repr::Integer => "integer".to_owned(),
    };
    to.value(Kind::EnumForm, spot, form(old), form(new));
    to.text("label", spot, old.label.as_ref(), new.label.as_ref());
    to.text("about", spot, Some(&old.about), Some(&new.about));
    let pairs = pair(&old.values, &new.values, |one| wire(one).into(), &[|one| one.name.snake().into()]);
    for (before, after) in pairs.both {
        let [old_wire, new_wire] = [wire(before), wire(after)];
        let spot = spot.part((old_wire.as_str(), before.at), (new_wire.as_str(), after.at));
        to.value(Kind::ValueWire, &spot, old_wire.clone(), new_wire.clone());
        let name = |value: &EnumValue| value.name.pascal().to_owned();
        to.value(Kind::ValueName, &spot, name(before), name(after));
        to.text("label", &spot, before.label.as_ref(), after.label.as_ref());
        to.text("about", &spot, before.about.as_ref(), after.about.as_ref());
    }
    let name = |value: &EnumValue| Some(value.name.pascal().to_owned());
    for gone in pairs.removed {
        to.add(Kind::ValueRemoved, &spot.removed(&wire(gone), gone.at), name(gone), None);
    }
    for come in pairs.added {
        to.add(Kind::ValueAdded, &spot.added(&wire(come), come.at), None, name(come));
    }
}

fn wire(value: &EnumValue) -> String {
    match &value.wire {
        WireValue::Text(text) => text.clone(),
        WireValue::Integer(number) => number.to_string(),
    }
}

fn wires(of: &Enum) -> String {
    let mut wires: Vec<String> = of.values.iter().map(wire).collect();
    wires.sort_unstable();
    wires.join(", ")
}

fn declared<'m>(api: &'m Api, renamed: &Renamed) -> Vec<Declared<'m>> {
    let mut all = Vec::new();
    let mut push = |scope: String, lasting: String, enums: &'m [Enum]| {
        all.extend(enums.iter().map(|of| {
            let key = |scope: &str| match scope {
                "" => of.name.pascal().to_owned(),
                scope => format!("{scope}::{}", of.name.pascal()),
            };
            Declared { key: key(&scope), lasting: key(&lasting), scope: lasting.clone(), of }
        }));
    };
    push(String::new(), String::new(), &api.enums);
    for group in &api.groups {
        push(group.name.snake().to_owned(), group.name.snake().to_owned(), &group.enums);
        let calls = group.operations.iter().map(|one| (&one.id, &one.enums));
        for (id, enums) in calls.chain(group.callbacks.iter().map(|one| (&one.id, &one.enums))) {
            push(id.to_string(), renamed.get(id).unwrap_or(id).to_string(), enums);
        }
    }
    all
}

/// The place of a scope, or of what holds it.
fn holder(api: &Api, scope: &str) -> Span {
    for group in &api.groups {
        let operation = group.operations.iter().find(|one| one.id.is(scope));
        let callback = || group.callbacks.iter().find(|one| one.id.is(scope));
        let keys = operation.map(|one| &one.keys).or_else(|| callback().map(|one| &one.keys));
        if let Some(keys) = keys {
            return keys.of("enums");
        }
        if group.name.snake() == scope {
            return api.group_keys.of(scope);
        }
    }
    api.keys.first
}

/// The keys of the enums that requests hold.
fn sent(api: &Api) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for group in &api.groups {
        let end = |call| End { api, group: Some(group), call };
        for operation in &group.operations {
            enums_of(&operation.request, &end(Some(&operation.id)), &mut keys);
        }
        for shared in group.objects.iter().filter(|shared| shared.side == ObjectSide::Request) {
            enums_of(&shared.object.fields, &end(None), &mut keys);
        }
    }
    keys
}

fn enums_of(fields: &[Field], end: &End<'_>, keys: &mut BTreeSet<String>) {
    for field in fields {
        let mut ty = &field.ty;
        while let Type::List(item) = ty {
            ty = item;
        }
        match ty {
            Type::Enum { name, home } => drop(keys.insert(end.enum_key(name, *home))),
            Type::Object(object) => enums_of(&object.fields, end, keys),
            _ => {}
        }
    }
}
