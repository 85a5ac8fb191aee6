//! Groups, and the objects that their calls share.

use std::sync::Arc;

use super::code::diff_codes;
use super::field::{diff_fields, diff_maker};
use super::operation::{holder, signs_body};
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, End};
use super::{Area, Kind};
use crate::model::{Api, Group, ObjectSide, SharedObject};

/// The groups of both APIs, without what calls say of themselves.
pub(super) fn diff_groups(to: &mut Diff<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let pairs = pair(&old.groups, &new.groups, |group| group.name.snake().into(), &[]);
    let top = |api: &Api| Some(api.keys.of("groups"));
    let place = |api: &Api, name: &str| Some(api.group_keys.of(name));
    for (before, after) in pairs.both {
        let name = after.name.snake();
        let spot = Spot::top((name, place(old, name)), (name, place(new, name)));
        to.text("label", &spot, Some(&before.label), Some(&after.label));
        to.text("about", &spot, Some(&before.about), Some(&after.about));
        diff_codes(to, &spot.named("codes"), &before.codes, &after.codes);
    }
    for gone in pairs.removed {
        let name = gone.name.snake();
        to.flag(Kind::GroupRemoved, &Spot::top((name, place(old, name)), (name, top(new))));
    }
    for come in pairs.added {
        let name = come.name.snake();
        to.flag(Kind::GroupAdded, &Spot::top((name, top(old)), (name, place(new, name))));
    }
}

/// A shared object and the group that has it.
struct Shared<'m> {
    group: &'m Group,
    of: &'m SharedObject,
}

impl Shared<'_> {
    fn key(&self) -> String {
        format!("{}::{}", self.group.name.snake(), self.of.object.name.pascal())
    }

    fn wires(&self) -> String {
        let mut wires: Vec<&str> =
            self.of.object.fields.iter().map(|field| field.name.wire.as_str()).collect();
        wires.sort_unstable();
        wires.join(", ")
    }
}

/// The shared objects of all groups. Those that have another name now are remembered as the same.
pub(super) fn diff_shared_objects(to: &mut Diff<'_>) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let [old, new] = [shared(old_api), shared(new_api)];
    let pairs = pair(
        &old,
        &new,
        |one| one.key().into(),
        &[
            |one| format!("{} {}", one.of.object.name.pascal(), one.wires()).into(),
            |one| format!("{} {}", one.group.name.snake(), one.wires()).into(),
        ],
    );
    for (before, after) in &pairs.both {
        to.same.insert((before.key(), after.key()));
    }
    for (before, after) in &pairs.both {
        diff_shared(to, before, after);
    }
    for gone in &pairs.removed {
        let (key, holder) = (gone.key(), holder(new_api, gone.group));
        let spot = Spot::top((&key, Some(gone.of.at)), (&key, Some(holder)));
        to.add(Kind::ObjectRemoved, &spot, Some(gone.wires()), None);
    }
    for come in &pairs.added {
        let (key, holder) = (come.key(), holder(old_api, come.group));
        let spot = Spot::top((&key, Some(holder)), (&key, Some(come.of.at)));
        to.add(Kind::ObjectAdded, &spot, None, Some(come.wires()));
    }
}

fn shared(api: &Api) -> Vec<Shared<'_>> {
    let of_group = |group| {
        let group: &Group = group;
        group.objects.iter().map(move |of| Shared { group, of })
    };
    api.groups.iter().map(Arc::as_ref).flat_map(of_group).collect()
}

fn diff_shared<'m>(to: &mut Diff<'m>, old: &Shared<'m>, new: &Shared<'m>) {
    let [old_key, new_key] = [old.key(), new.key()];
    let spot = Spot::top((&old_key, Some(old.of.at)), (&new_key, Some(new.of.at)));
    to.value(Kind::ObjectName, &spot, old_key.clone(), new_key.clone());
    let side = |shared: &Shared<'_>| match shared.of.side {
        ObjectSide::Request => "sent".to_owned(),
        ObjectSide::Answer => "received".to_owned(),
    };
    to.value(Kind::ObjectSide, &spot, side(old), side(new));
    let is_sent = [old, new].iter().any(|shared| shared.of.side == ObjectSide::Request);
    let spot = spot.within(if is_sent { Area::Request } else { Area::Response });
    to.text("about", &spot, old.of.object.about.as_ref(), new.of.object.about.as_ref());
    let (old_api, new_api) = (to.old.api, to.new.api);
    to.old = End { api: old_api, group: Some(old.group), call: None };
    to.new = End { api: new_api, group: Some(new.group), call: None };
    to.covered = is_sent && [old_api, new_api].into_iter().any(signs_body);
    let (old_fields, new_fields) = (&old.of.object.fields, &new.of.object.fields);
    diff_maker(to, &spot, old_fields, new_fields);
    diff_fields(to, &spot, old_fields, new_fields);
    to.old = End { api: old_api, group: None, call: None };
    to.new = End { api: new_api, group: None, call: None };
}
