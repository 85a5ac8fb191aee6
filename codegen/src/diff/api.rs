//! One API: what its calls share, then its groups and calls.

use std::collections::{BTreeMap, BTreeSet};

use super::callback::diff_callbacks;
use super::code::diff_codes;
use super::described::diff_evidence;
use super::enums::diff_enums;
use super::envelope::diff_envelope;
use super::group::{diff_groups, diff_shared_objects};
use super::mock::diff_mock;
use super::operation::diff_operations;
use super::pairing::pair;
use super::recipe::{diff_encryptions, diff_headers, diff_signing, diff_token};
use super::spot::Spot;
use super::state::{Diff, Turns};
use super::title::diff_titles;
use super::{Finding, Kind};
use crate::model::{Api, Credential, HeaderTemplate, OperationId, Server, Source, TemplatePart};

/// Calls that have another name now: the old one and the new one.
pub(super) type Renamed = BTreeMap<OperationId, OperationId>;

/// Everything that changed in an API.
pub(super) fn diff_api(old: &Api, new: &Api) -> Vec<Finding> {
    let mut to = Diff::new(old, new);
    let spot = Spot::top(("api", Some(old.keys.first)), ("api", Some(new.keys.first)));
    let key = |name: &'static str| spot.key(name, old.keys.of(name), new.keys.of(name));
    to.words(&key("label"), Some(&old.label), Some(&new.label));
    to.words(&key("about"), Some(&old.about), Some(&new.about));
    diff_evidence(&mut to, &key("evidence"), &old.evidence, &new.evidence);
    diff_servers(&mut to, &spot);
    diff_credentials(&mut to, &spot);
    diff_common_headers(&mut to, &spot);
    diff_token(&mut to, &spot);
    diff_signing(&mut to, &spot);
    diff_encryptions(&mut to, &spot);
    diff_envelope(&mut to, &spot);
    let codes = spot.key("codes", old.keys.of("codes"), new.keys.of("codes"));
    diff_codes(&mut to, &codes, &old.codes, &new.codes);
    diff_calls(&mut to);
    diff_mock(&mut to, &spot.named("mock"));
    diff_titles(&mut to, &spot.named("inventory"));
    to.done()
}

/// Groups, what they share, and their calls. Names come first: what is one thing under two names is known then.
fn diff_calls(to: &mut Diff<'_>) {
    let operations = super::operation::pair_operations(to);
    let callbacks = super::callback::pair_callbacks(to);
    let mut renamed = Renamed::new();
    renamed.extend(operations.both.iter().map(|(old, new)| (old.call.id.clone(), new.call.id.clone())));
    renamed.extend(callbacks.both.iter().map(|(old, new)| (old.call.id.clone(), new.call.id.clone())));
    diff_enums(to, &renamed);
    diff_shared_objects(to);
    diff_groups(to);
    diff_operations(to, &operations);
    diff_callbacks(to, &callbacks);
}

/// Headers of every call. Those that hold a credential, before or after, tell who calls.
fn diff_common_headers(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("headers", old.keys.of("headers"), new.keys.of("headers"));
    let credential = |part: &TemplatePart| matches!(part, TemplatePart::Value(Source::Credential(_)));
    let both = old.headers.iter().chain(&new.headers);
    let telling = both.filter(|header| header.value.parts.iter().any(credential));
    let telling: BTreeSet<&str> = telling.map(|header| header.name.as_str()).collect();
    let split = |headers: &[HeaderTemplate]| -> (Vec<HeaderTemplate>, Vec<HeaderTemplate>) {
        headers.iter().cloned().partition(|header| telling.contains(header.name.as_str()))
    };
    let ((old_telling, old_others), (new_telling, new_others)) = (split(&old.headers), split(&new.headers));
    let turns = Turns {
        added: Kind::AuthHeaderAdded,
        removed: Kind::AuthHeaderRemoved,
        changed: Kind::AuthHeaderChanged,
    };
    diff_headers(to, &spot, &turns, (&old_telling, &new_telling), (&[], &[]));
    let turns =
        Turns { added: Kind::HeaderAdded, removed: Kind::HeaderRemoved, changed: Kind::HeaderChanged };
    diff_headers(to, &spot, &turns, (&old_others, &new_others), (&[], &[]));
}

fn diff_servers(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("servers", old.keys.of("servers"), new.keys.of("servers"));
    let pairs =
        pair(&old.servers, &new.servers, |one| one.name.snake().into(), &[|one| one.url.as_str().into()]);
    for (before, after) in &pairs.both {
        let spot = spot.part((before.name.snake(), before.at), (after.name.snake(), after.at));
        to.value(Kind::ServerHost, &spot, before.url.clone(), after.url.clone());
        let name = |server: &Server| server.name.screaming().to_owned();
        to.value(Kind::ServerName, &spot.named("name"), name(before), name(after));
        to.text("about", &spot, before.about.as_ref(), after.about.as_ref());
    }
    for gone in &pairs.removed {
        to.add(Kind::ServerRemoved, &spot.removed(gone.name.snake(), gone.at), Some(gone.url.clone()), None);
    }
    for come in &pairs.added {
        to.add(Kind::ServerAdded, &spot.added(come.name.snake(), come.at), None, Some(come.url.clone()));
    }
    let (before, after) = (old.servers.first(), new.servers.first());
    let name_of = |server: Option<&Server>| server.map(|server| server.name.snake().to_owned());
    let is_first = |one: &Server, first: Option<&Server>| Some(&one.name) == first.map(|first| &first.name);
    let same = pairs.both.iter().any(|(old, new)| is_first(old, before) && is_first(new, after));
    if !same && (before.is_some() || after.is_some()) {
        to.add(Kind::ServerDefault, &spot.named("default"), name_of(before), name_of(after));
    }
}

fn diff_credentials(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("credentials", old.keys.of("credentials"), new.keys.of("credentials"));
    let pairs = pair(&old.credentials, &new.credentials, |one| one.name.snake().into(), &[]);
    for (before, after) in &pairs.both {
        let spot = spot.key(after.name.snake(), before.at, after.at);
        let hidden = [Kind::CredentialHidden, Kind::CredentialShown];
        to.switch(hidden, &spot, before.sensitive, after.sensitive);
        to.text("about", &spot, Some(&before.about), Some(&after.about));
    }
    let value = |one: &Credential| Some(if one.sensitive { "sensitive" } else { "not sensitive" }.to_owned());
    for gone in &pairs.removed {
        to.add(Kind::CredentialRemoved, &spot.removed(gone.name.snake(), gone.at), value(gone), None);
    }
    for come in &pairs.added {
        to.add(Kind::CredentialAdded, &spot.added(come.name.snake(), come.at), None, value(come));
    }
    let kept = |all: &[Credential], left: &[&Credential]| -> String {
        let kept = all.iter().filter(|one| !left.iter().any(|other| other.name == one.name));
        kept.map(|one| one.name.snake()).collect::<Vec<_>>().join(", ")
    };
    let before = kept(&old.credentials, &pairs.removed);
    to.value(Kind::CredentialOrder, &spot, before, kept(&new.credentials, &pairs.added));
}
