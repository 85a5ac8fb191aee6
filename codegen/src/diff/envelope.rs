//! The members around answers, and what means success.

use super::Kind;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Envelope, EnvelopeData, Member};

/// The envelopes of both APIs.
pub(super) fn diff_envelope(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    let spot = spot.key("envelope", old_api.keys.of("envelope"), new_api.keys.of("envelope"));
    let (old, new) = (&old_api.envelope, &new_api.envelope);
    to.value(Kind::EnvelopeChanged, &spot.named("code"), member(&old.code), member(&new.code));
    let changed = Turns {
        added: Kind::EnvelopeChanged,
        removed: Kind::EnvelopeChanged,
        changed: Kind::EnvelopeChanged,
    };
    let members = |of: &Envelope| {
        [&of.message, &of.request_id, &of.presentable].map(|member_of| member_of.as_ref().map(member))
    };
    let names = ["message", "request_id", "presentable"];
    for (name, (before, after)) in names.into_iter().zip(members(old).into_iter().zip(members(new))) {
        to.option(&changed, &spot.named(name), before, after);
    }
    to.value(Kind::EnvelopeChanged, &spot.named("data"), data(&old.data), data(&new.data));
    diff_success(to, &spot.named("success"), old, new);
}

fn diff_success(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Envelope, new: &Envelope) {
    let codes = [Kind::SuccessAdded, Kind::SuccessRemoved];
    to.set(codes, &spot.named("code"), &old.success.codes, &new.success.codes);
    let turns =
        Turns { added: Kind::SuccessAdded, removed: Kind::SuccessRemoved, changed: Kind::SuccessChanged };
    let flag = |of: &Envelope| of.success.flag.as_ref().map(member);
    to.option(&turns, &spot.named("flag"), flag(old), flag(new));
    let without = |of: &Envelope| of.success.without_code.as_ref().map(member);
    to.option(&turns, &spot.named("without_code"), without(old), without(new));
}

fn member(member: &Member) -> String {
    [&member.wire].into_iter().chain(&member.also).map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn data(data: &EnvelopeData) -> String {
    match data {
        EnvelopeData::Beside => "beside the code".to_owned(),
        EnvelopeData::Member { member: of, empty_text_is_nothing: true } => {
            format!("{}, where an empty text is nothing", member(of))
        }
        EnvelopeData::Member { member: of, .. } => member(of),
    }
}
