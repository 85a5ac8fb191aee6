//! Recipes: how calls are signed, how a token is had, how members are encrypted.

use super::Kind;
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Api, Encryption, HeaderTemplate, Signing, Step, Token, Vector};
use crate::wording::{expression, template};

/// The signature of calls.
pub(super) fn diff_signing(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("signing", old.keys.of("signing"), new.keys.of("signing"));
    match (&old.signing, &new.signing) {
        (None, None) => {}
        (None, Some(_)) => to.flag(Kind::SigningAdded, &spot),
        (Some(_), None) => to.flag(Kind::SigningRemoved, &spot),
        (Some(old_signing), Some(new_signing)) => {
            let turns = Turns {
                added: Kind::SignHeaderAdded,
                removed: Kind::SignHeaderRemoved,
                changed: Kind::SignHeaderChanged,
            };
            diff_steps(to, &spot, &SIGN_STEPS, &old_signing.steps, &new_signing.steps);
            let headers = (&old_signing.headers[..], &new_signing.headers[..]);
            diff_headers(
                to,
                &spot.named("headers"),
                &turns,
                headers,
                (&old_signing.steps, &new_signing.steps),
            );
            diff_vectors(to, &spot, old_signing, new_signing);
        }
    }
}

/// Kinds for the steps of a signature.
pub(super) const SIGN_STEPS: Turns =
    Turns { added: Kind::SignStepAdded, removed: Kind::SignStepRemoved, changed: Kind::SignStepChanged };

/// Named values of a recipe.
pub(super) fn diff_steps(to: &mut Diff<'_>, spot: &Spot<'_>, turns: &Turns, old: &[Step], new: &[Step]) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let spot = spot.named("steps");
    let pairs = pair(old, new, |step| step.name.as_str().into(), &[]);
    let text = |api: &Api, steps: &[Step], step: &Step| expression(api, steps, &step.value);
    for (before, after) in pairs.both {
        let [before_text, after_text] = [text(old_api, old, before), text(new_api, new, after)];
        to.value(turns.changed, &spot.named(&after.name), before_text, after_text);
    }
    for step in pairs.removed {
        to.add(turns.removed, &spot.named(&step.name), Some(text(old_api, old, step)), None);
    }
    for step in pairs.added {
        to.add(turns.added, &spot.named(&step.name), None, Some(text(new_api, new, step)));
    }
}

/// Headers and how their values are made.
pub(super) fn diff_headers(
    to: &mut Diff<'_>,
    spot: &Spot<'_>,
    turns: &Turns,
    (old, new): (&[HeaderTemplate], &[HeaderTemplate]),
    (old_steps, new_steps): (&[Step], &[Step]),
) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let pairs = pair(old, new, |header| header.name.as_str().into(), &[]);
    for (before, after) in pairs.both {
        let before = template(old_api, old_steps, &before.value);
        let name = &after.name;
        to.value(turns.changed, &spot.named(name), before, template(new_api, new_steps, &after.value));
    }
    for gone in pairs.removed {
        let value = template(old_api, old_steps, &gone.value);
        to.add(turns.removed, &spot.named(&gone.name), Some(value), None);
    }
    for come in pairs.added {
        let value = template(new_api, new_steps, &come.value);
        to.add(turns.added, &spot.named(&come.name), None, Some(value));
    }
}

/// Known answers of a recipe.
pub(super) fn diff_vectors(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Signing, new: &Signing) {
    let spot = spot.named("vectors");
    let pairs = pair(&old.vectors, &new.vectors, |vector| vector.name.0.to_string().into(), &[]);
    for (before, after) in pairs.both {
        to.value(Kind::VectorChanged, &spot.named(&after.name.0), vector(before), vector(after));
    }
    for gone in pairs.removed {
        to.add(Kind::VectorRemoved, &spot.named(&gone.name.0), Some(vector(gone)), None);
    }
    for come in pairs.added {
        to.add(Kind::VectorAdded, &spot.named(&come.name.0), None, Some(vector(come)));
    }
}

/// What goes in and what comes out. Its secrets are made up: specs hold no others.
fn vector(vector: &Vector) -> String {
    let given = &vector.given;
    let pairs = |all: &[(String, String)]| {
        all.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    format!(
        "{} {}?{} body {:?} at {} nonce {} token {} of {} with {} gives {}",
        given.method.as_str(),
        given.path,
        pairs(&given.query),
        given.body,
        given.now_ms,
        given.nonce,
        given.token,
        given.credentials.join(","),
        pairs(&given.headers),
        pairs(&vector.expect),
    )
}

/// How a token is had and kept.
pub(super) fn diff_token(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("token", old.keys.of("token"), new.keys.of("token"));
    let (old, new) = match (&old.token, &new.token) {
        (None, None) => return,
        (None, Some(_)) => return to.flag(Kind::TokenAdded, &spot),
        (Some(_), None) => return to.flag(Kind::TokenRemoved, &spot),
        (Some(old), Some(new)) => (old, new),
    };
    let from = |token: &Token| format!("{} {} {}", token.operation, token.method.as_str(), token.path);
    to.value(Kind::TokenFetch, &spot.named("from"), from(old), from(new));
    let steps = Turns { added: Kind::TokenRequest, removed: Kind::TokenRequest, changed: Kind::TokenRequest };
    diff_steps(to, &spot, &steps, &old.steps, &new.steps);
    diff_token_request(to, &spot.named("request"), old, new);
    let [before, after] = [old, new].map(|token| token.value.join("."));
    to.value(Kind::TokenValue, &spot.named("value"), before, after);
    let problem = |token: &Token| token.problem.as_ref().map(|path| path.join(".")).unwrap_or_default();
    to.value(Kind::TokenValue, &spot.named("problem"), problem(old), problem(new));
    let keep = |token: &Token| format!("{}s", token.keep_seconds);
    to.value(Kind::TokenLife, &spot.named("keep"), keep(old), keep(new));
    let stale = [Kind::TokenStaleAdded, Kind::TokenStaleRemoved];
    to.set(stale, &spot.named("stale"), &old.stale, &new.stale);
}

fn diff_token_request(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Token, new: &Token) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let pairs = pair(&old.request, &new.request, |(wire, _)| wire.as_str().into(), &[]);
    let kind = Kind::TokenRequest;
    for ((_, before), (wire, after)) in pairs.both {
        let before = template(old_api, &old.steps, before);
        to.value(kind, &spot.named(wire), before, template(new_api, &new.steps, after));
    }
    for (wire, gone) in pairs.removed {
        to.add(kind, &spot.named(wire), Some(template(old_api, &old.steps, gone)), None);
    }
    for (wire, come) in pairs.added {
        to.add(kind, &spot.named(wire), None, Some(template(new_api, &new.steps, come)));
    }
}

/// Ways to encrypt members. Their names are looked at here; which members they are for, beside the members.
pub(super) fn diff_encryptions(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (to.old.api, to.new.api);
    let spot = spot.key("encryption", old.keys.of("encryption"), new.keys.of("encryption"));
    let recipe = |of: &Encryption| {
        format!("rsa pkcs1v15, chunk {}, key {}", of.chunk, of.key.as_deref().unwrap_or("of the caller"))
    };
    let pairs = pair(
        &old.encryptions,
        &new.encryptions,
        |of| of.name.snake().into(),
        &[|of| of.key.as_deref().unwrap_or_default().into()],
    );
    for (before, after) in pairs.both {
        let spot = spot.renamed(before.name.snake(), after.name.snake());
        to.value(Kind::EncryptionRecipe, &spot, recipe(before), recipe(after));
        if before.name != after.name {
            to.same.insert((key(before), key(after)));
            let [before, after] = [before, after].map(|of| of.name.snake().to_owned());
            to.value(Kind::EncryptionName, &spot.named("name"), before, after);
        }
    }
    for gone in pairs.removed {
        to.add(Kind::EncryptionRemoved, &spot.named(gone.name.snake()), Some(recipe(gone)), None);
    }
    for come in pairs.added {
        to.add(Kind::EncryptionAdded, &spot.named(come.name.snake()), None, Some(recipe(come)));
    }
}

/// The key of an encryption among what is the same under two names.
pub(super) fn key(encryption: &Encryption) -> String {
    format!("encryption {}", encryption.name.snake())
}
