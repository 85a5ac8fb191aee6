//! Calls: which one is which, and what changed in each.

use std::borrow::Cow;
use std::sync::Arc;

use super::code::diff_codes;
use super::described::{Described, diff_described};
use super::field::diff_fields;
use super::pairing::{Pairs, pair};
use super::spot::Spot;
use super::state::{Diff, End};
use super::types::diff_type;
use super::work::diff_work;
use super::{Area, Kind};
use crate::model::{
    Api, Expression, Group, Operation, PathPart, Place, Response, Retry, Rule, RuleKind, Source, Text,
};
use crate::wording::{path, text_fact, type_name, wire};

/// A call with its group.
pub(super) struct Call<'m, T> {
    /// The group.
    pub(super) group: &'m Group,
    /// The call.
    pub(super) call: &'m T,
}

/// Calls of both APIs, paired.
pub(super) struct PairedCalls<'m, T> {
    /// What is in both.
    pub(super) both: Vec<(Call<'m, T>, Call<'m, T>)>,
    /// What is only in the old one.
    pub(super) removed: Vec<Call<'m, T>>,
    /// What is only in the new one.
    pub(super) added: Vec<Call<'m, T>>,
}

impl<T> Clone for Call<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Call<'_, T> {}

impl<'m, T> PairedCalls<'m, T> {
    /// Leaves the lists that were paired.
    pub(super) fn of(pairs: Pairs<'_, Call<'m, T>>) -> Self {
        PairedCalls {
            both: pairs.both.iter().map(|(old, new)| (**old, **new)).collect(),
            removed: pairs.removed.iter().map(|call| **call).collect(),
            added: pairs.added.iter().map(|call| **call).collect(),
        }
    }
}

/// A call is the same if its name is; else if page, method and path are; else if two of them are; else if the page is.
pub(super) fn pair_operations<'m>(to: &Diff<'m>) -> PairedCalls<'m, Operation> {
    let [old, new] = [all(to.old.api), all(to.new.api)];
    PairedCalls::of(pair(
        &old,
        &new,
        |one| one.call.id.to_string().into(),
        &[
            |one| format!("{} {}", page(one.call), http(one.call)).into(),
            |one| http(one.call).into(),
            |one| page(one.call),
        ],
    ))
}

fn all(api: &Api) -> Vec<Call<'_, Operation>> {
    let of_group = |group| {
        let group: &Group = group;
        group.operations.iter().map(move |call| Call { group, call: call.as_ref() })
    };
    api.groups.iter().map(Arc::as_ref).flat_map(of_group).collect()
}

fn page(operation: &Operation) -> Cow<'_, str> {
    operation.evidence.first().map_or("", |one| &*one.page.0).into()
}

fn http(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), template(operation))
}

/// The path with its parameters as blanks, since their names are ours.
fn template(operation: &Operation) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    operation.path.iter().map(part).collect()
}

/// All calls of both APIs.
pub(super) fn diff_operations<'m>(to: &mut Diff<'m>, calls: &PairedCalls<'m, Operation>) {
    let (old_api, new_api) = (to.old.api, to.new.api);
    for (old, new) in &calls.both {
        to.old = End { api: old_api, group: Some(old.group), call: Some(&old.call.id) };
        to.new = End { api: new_api, group: Some(new.group), call: Some(&new.call.id) };
        diff_operation(to, old.call, new.call);
    }
    to.old = End { api: old_api, group: None, call: None };
    to.new = End { api: new_api, group: None, call: None };
    for gone in &calls.removed {
        let name = gone.call.id.to_string();
        let holder = holder(new_api, gone.group);
        let spot = Spot::top((&name, Some(gone.call.keys.first)), (&name, Some(holder)));
        let out_of_use = gone.call.deprecated.is_some();
        let kind = if out_of_use { Kind::OpRemovedDeprecated } else { Kind::OpRemoved };
        to.add(kind, &spot, Some(facts(gone.call)), None);
    }
    for come in &calls.added {
        let name = come.call.id.to_string();
        let holder = holder(old_api, come.group);
        let spot = Spot::top((&name, Some(holder)), (&name, Some(come.call.keys.first)));
        let out_of_use = come.call.deprecated.is_some();
        let kind = if out_of_use { Kind::OpAddedDeprecated } else { Kind::OpAdded };
        to.add(kind, &spot, None, Some(facts(come.call)));
    }
}

/// The place of a group in an API.
pub(super) fn holder(api: &Api, group: &Group) -> crate::source::Span {
    api.group_keys.of(group.name.snake())
}

fn facts(operation: &Operation) -> String {
    let auth = if operation.signed { "" } else { ", neither signed nor with a token" };
    format!("{} {}{auth}", operation.method.as_str(), path(&operation.path))
}

fn diff_operation(to: &mut Diff<'_>, old: &Operation, new: &Operation) {
    let names = [old.id.to_string(), new.id.to_string()];
    let top = Spot::top((&names[0], Some(old.keys.first)), (&names[1], Some(new.keys.first)));
    diff_name(to, &top, old, new);
    diff_http(to, &top, old, new);
    let key = |name: &'static str| top.key(name, old.keys.of(name), new.keys.of(name));
    let auth = [Kind::OpAuthAdded, Kind::OpAuthRemoved];
    to.switch(auth, &key("auth"), old.signed, new.signed);
    diff_retry(to, &key("retry"), &old.retry, &new.retry);
    diff_described(to, &top, &Described::of(old), &Described::of(new));
    to.covered =
        [(old, to.old.api), (new, to.new.api)].into_iter().any(|(op, api)| op.signed && signs_body(api));
    diff_body(to, &key("body"), old, new);
    let request = key("request").within(Area::Request);
    diff_fields(to, &request, &old.request, &new.request);
    diff_rules(to, &key("rules"), &old.rules, &new.rules);
    to.covered = false;
    diff_answer(to, &key("response").within(Area::Response), old, new);
    diff_codes(to, &key("codes"), &old.codes, &new.codes);
    diff_work(to, &top, old, new);
    if old.examples != new.examples {
        to.flag(Kind::DocChanged, &key("examples"));
    }
}

fn diff_name(to: &mut Diff<'_>, top: &Spot<'_>, old: &Operation, new: &Operation) {
    let name = |operation: &Operation| operation.id.name.snake().to_owned();
    to.value(Kind::OpName, top, name(old), name(new));
    let group = |operation: &Operation| operation.id.group.snake().to_owned();
    to.value(Kind::OpModule, top, group(old), group(new));
}

fn diff_http(to: &mut Diff<'_>, top: &Spot<'_>, old: &Operation, new: &Operation) {
    let spot = top.key("http", old.keys.of("http"), new.keys.of("http"));
    to.value(Kind::OpMethod, &spot, old.method.as_str().to_owned(), new.method.as_str().to_owned());
    let parameters = |operation: &Operation| {
        operation.path.iter().filter(|part| matches!(part, PathPart::Parameter(_))).count()
    };
    if template(old) != template(new) {
        let other = parameters(old) != parameters(new);
        let kind = if other { Kind::OpPathParameters } else { Kind::OpPath };
        to.value(kind, &spot, path(&old.path), path(&new.path));
    }
}

fn retry(retry: &Retry) -> String {
    match retry {
        Retry::Never => "never".to_owned(),
        Retry::Safe => "safe".to_owned(),
        Retry::Keyed { member, .. } => format!("keyed by {}", wire(member)),
    }
}

fn diff_retry(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Retry, new: &Retry) {
    to.value(Kind::OpRetry, spot, retry(old), retry(new));
    fn why(retry: &Retry) -> Option<&Text> {
        match retry {
            Retry::Keyed { why, .. } => Some(why),
            Retry::Never | Retry::Safe => None,
        }
    }
    to.text("why", spot, why(old), why(new));
}

fn diff_body(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Operation, new: &Operation) {
    if let (Some(before), Some(after)) = (body(old), body(new)) {
        to.value(Kind::OpBody, spot, before.to_owned(), after.to_owned());
    }
}

/// How the body travels, if there is one.
fn body(operation: &Operation) -> Option<&'static str> {
    operation.request.iter().find_map(|field| match field.place {
        Place::Body => Some("json"),
        Place::Form => Some("form"),
        Place::Part => Some("multipart"),
        Place::Query | Place::Path | Place::Header => None,
    })
}

fn diff_rules(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Rule], new: &[Rule]) {
    let texts = |rules: &[Rule]| rules.iter().map(rule).collect::<Vec<String>>();
    to.set([Kind::OpRuleAdded, Kind::OpRuleRemoved], spot, &texts(old), &texts(new));
    for after in new {
        if let Some(before) = old.iter().find(|before| rule(before) == rule(after)) {
            let name = rule(after);
            to.text("why", &spot.named(&name), before.why.as_ref(), after.why.as_ref());
        }
    }
}

fn rule(rule: &Rule) -> String {
    let kind = match rule.kind {
        RuleKind::ExactlyOneOf => "exactly one of",
        RuleKind::AtLeastOneOf => "at least one of",
        RuleKind::Together => "all or none of",
    };
    let mut members: Vec<String> = rule.members.iter().map(|path| wire(path)).collect();
    members.sort_unstable();
    format!("{kind} {}", members.join(", "))
}

fn diff_answer(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Operation, new: &Operation) {
    match ((&old.response, &old.download), (&new.response, &new.download)) {
        ((_, Some(before)), (_, Some(after))) => {
            to.value(Kind::OpFileTypes, spot, types(before), types(after));
        }
        ((Some(before), None), (Some(after), None)) => diff_response(to, spot, before, after),
        ((None, None), (None, None)) => {}
        ((None, None), (Some(_), None)) => to.add(Kind::OpAnswerAdded, spot, None, Some(answer(new))),
        ((Some(_), None), (None, None)) => to.add(Kind::OpAnswerRemoved, spot, Some(answer(old)), None),
        _ => to.value(Kind::OpAnswerShape, spot, answer(old), answer(new)),
    }
}

fn types(types: &[String]) -> String {
    if types.is_empty() { "any but JSON and HTML".to_owned() } else { types.join(", ") }
}

fn answer(operation: &Operation) -> String {
    match (&operation.response, &operation.download) {
        (_, Some(of)) => format!("a file of {}", types(of)),
        (Some(response), None) => type_name(&response.ty),
        (None, None) => "nothing".to_owned(),
    }
}

fn diff_response(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Response, new: &Response) {
    let promise = [Kind::PromiseMade, Kind::PromiseLost];
    to.switch(promise, spot, old.always_present, new.always_present);
    let form =
        |response: &Response| response.text_of.as_ref().map_or_else(|| "as it is".to_owned(), text_fact);
    to.value(Kind::FormChanged, spot, form(old), form(new));
    to.text("about", spot, old.about.as_ref(), new.about.as_ref());
    diff_type(to, spot, &old.ty, &new.ty);
}

/// Whether a signature of the API covers the bytes of a body.
pub(super) fn signs_body(api: &Api) -> bool {
    let is_body = |source: &Source| matches!(source, Source::Body | Source::BodyUnlessForm);
    api.signing.iter().flat_map(|signing| &signing.steps).any(|step| match &step.value {
        Expression::Pipeline { from, .. } => is_body(from),
        Expression::Join { of, .. } | Expression::Lines(of) => of.iter().any(is_body),
        Expression::HeaderLines { .. } => false,
    })
}
