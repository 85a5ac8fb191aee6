//! Callbacks: what the vendor posts, how it is proved, and what is answered.

use std::borrow::Cow;
use std::sync::Arc;

use super::described::{Described, diff_described};
use super::field::diff_fields;
use super::operation::{Call, PairedCalls, holder};
use super::pairing::pair;
use super::recipe::{diff_headers, diff_steps, diff_vectors};
use super::spot::Spot;
use super::state::{Diff, End, Turns};
use super::{Area, Kind};
use crate::model::{Api, Callback, Group, Probe, Repeats, Reply, Signs, Verify};
use crate::wording::json;

/// A callback is the same if its name is; else if its page is.
pub(super) fn pair_callbacks<'m>(to: &Diff<'m>) -> PairedCalls<'m, Callback> {
    let [old, new] = [all(to.old.api), all(to.new.api)];
    PairedCalls::of(pair(&old, &new, |one| one.call.id.to_string().into(), &[|one| page(one.call)]))
}

fn all(api: &Api) -> Vec<Call<'_, Callback>> {
    let of_group = |group| {
        let group: &Group = group;
        group.callbacks.iter().map(move |call| Call { group, call })
    };
    api.groups.iter().map(Arc::as_ref).flat_map(of_group).collect()
}

fn page(callback: &Callback) -> Cow<'_, str> {
    callback.evidence.first().map_or("", |one| &*one.page.0).into()
}

/// All callbacks of both APIs.
pub(super) fn diff_callbacks<'m>(to: &mut Diff<'m>, calls: &PairedCalls<'m, Callback>) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    for (old, new) in &calls.both {
        to.old = End { api: old_api, group: Some(old.group), call: Some(&old.call.id) };
        to.new = End { api: new_api, group: Some(new.group), call: Some(&new.call.id) };
        diff_callback(to, old.call, new.call);
    }
    to.old = End { api: old_api, group: None, call: None };
    to.new = End { api: new_api, group: None, call: None };
    for gone in &calls.removed {
        let name = gone.call.id.to_string();
        let there = (name.as_str(), Some(holder(new_api, gone.group)));
        to.flag(Kind::CallbackRemoved, &Spot::top((&name, Some(gone.call.keys.first)), there));
    }
    for come in &calls.added {
        let name = come.call.id.to_string();
        let there = (name.as_str(), Some(holder(old_api, come.group)));
        to.flag(Kind::CallbackAdded, &Spot::top(there, (&name, Some(come.call.keys.first))));
    }
}

fn diff_callback(to: &mut Diff<'_>, old: &Callback, new: &Callback) {
    let names = [old.id.to_string(), new.id.to_string()];
    let top = Spot::top((&names[0], Some(old.keys.first)), (&names[1], Some(new.keys.first)));
    to.value(Kind::OpName, &top, names[0].clone(), names[1].clone());
    let described = [old, new].map(Described::of_callback);
    diff_described(to, &top, &described[0], &described[1]);
    let key = |name: &'static str| top.key(name, old.keys.of(name), new.keys.of(name));
    diff_fields(to, &key("body").within(Area::Callback), &old.body, &new.body);
    diff_verify(to, &key("verify"), old.verify.as_ref(), new.verify.as_ref());
    let probe = |of: &Callback| of.probe.as_ref().map_or_else(|| "never".to_owned(), |one| probe(one, of));
    to.value(Kind::ProbeChanged, &key("probe"), probe(old), probe(new));
    let repeats = |of: &Callback| of.repeats.as_ref().map_or_else(|| "not told".to_owned(), repeats);
    to.value(Kind::RepeatsChanged, &key("repeats"), repeats(old), repeats(new));
    diff_replies(to, &key("replies"), &old.replies, &new.replies);
    if old.examples != new.examples {
        to.flag(Kind::DocChanged, &key("examples"));
    }
}

fn diff_verify(to: &mut Diff<'_>, spot: &Spot<'_>, old: Option<&Verify>, new: Option<&Verify>) {
    let (old, new) = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => return to.flag(Kind::VerifyAdded, spot),
        (Some(_), None) => return to.flag(Kind::VerifyRemoved, spot),
        (Some(old), Some(new)) => (old, new),
    };
    let kind = Kind::VerifyChanged;
    let turns = Turns { added: kind, removed: kind, changed: kind };
    diff_steps(to, spot, &turns, &old.recipe.steps, &new.recipe.steps);
    let steps = (&old.recipe.steps[..], &new.recipe.steps[..]);
    let headers = (&old.recipe.headers[..], &new.recipe.headers[..]);
    diff_headers(to, &spot.named("headers"), &turns, headers, steps);
    diff_headers(to, &spot.named("members"), &turns, (&old.members, &new.members), steps);
    let signs = |verify: &Verify| match verify.signs {
        Signs::Body => "the body".to_owned(),
        Signs::Members => "members".to_owned(),
    };
    to.value(kind, &spot.named("signs"), signs(old), signs(new));
    let secrets = |verify: &Verify, end: &End<'_>| {
        let name = |index: &usize| end.api.credentials[*index].name.snake();
        verify.secrets.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (secrets(old, &to.old), secrets(new, &to.new));
    to.value(kind, &spot.named("secrets"), before, after);
    let window = |verify: &Verify| {
        verify.window_seconds.map_or_else(|| "any time".to_owned(), |seconds| format!("{seconds}s"))
    };
    diff_vectors(to, spot, &old.recipe, &new.recipe);
    to.value(Kind::VerifyWindow, &spot.named("window"), window(old), window(new));
}

fn probe(probe: &Probe, of: &Callback) -> String {
    let reply = probe.reply.map_or_else(|| "nothing".to_owned(), |index| sent(&of.replies[index]));
    format!("{}, answered with {reply}", probe.method.as_str())
}

fn repeats(repeats: &Repeats) -> String {
    let waits: Vec<String> = repeats.after_seconds.iter().map(|wait| format!("{wait}s")).collect();
    format!("after {}, {} pushes at most", waits.join(", "), repeats.pushes)
}

fn diff_replies(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Reply], new: &[Reply]) {
    let pairs = pair(old, new, |reply| reply.name.snake().into(), &[|reply| sent(reply).into()]);
    let wanted = |replies: &[Reply]| replies.first().map(|reply| reply.name.snake().to_owned());
    let is_first = |reply: &Reply, all: &[Reply]| all.first().is_some_and(|first| first.name == reply.name);
    let kept = pairs.both.iter().any(|(before, after)| is_first(before, old) && is_first(after, new));
    let some = !old.is_empty() || !new.is_empty();
    if some && !kept {
        to.add(Kind::ReplyWanted, spot, wanted(old), wanted(new));
    }
    for (before, after) in pairs.both {
        let spot = spot.renamed(before.name.snake(), after.name.snake());
        let name = |reply: &Reply| reply.name.screaming().to_owned();
        to.value(Kind::ReplyName, &spot, name(before), name(after));
        to.value(Kind::ReplyWire, &spot, sent(before), sent(after));
        to.text("about", &spot, Some(&before.about), Some(&after.about));
    }
    for gone in pairs.removed {
        to.add(Kind::ReplyRemoved, &spot.named(gone.name.snake()), Some(sent(gone)), None);
    }
    for come in pairs.added {
        to.add(Kind::ReplyAdded, &spot.named(come.name.snake()), None, Some(sent(come)));
    }
}

fn sent(reply: &Reply) -> String {
    format!("{} {} {}", reply.status, reply.content_type, json(&reply.body))
}
