//! What a vendor's side does beside answering: how it refuses calls, and what it remembers.
//!
//! In comes what `mock.yaml` says, out goes one constant for the mock server. Names are those of its crate.

use crate::ir::Constant;
use crate::model::{Act, Effect, Kept, Mock, RecordKind, Refusal, StoryCall};
use crate::names::Ident;

use super::json::json_text;

/// `Rules { … }`
pub(super) fn lower_rules(mock: &Mock) -> Constant {
    let refusals = mock.refusals.iter().map(lower_refusal).collect();
    let records = mock.records.iter().map(lower_record).collect();
    let window = mock.window_seconds.map(|seconds| Constant::Number(seconds.into()));
    Constant::Struct(
        "Rules",
        vec![
            ("refusals", Constant::List(refusals)),
            ("window_seconds", option(window)),
            ("records", Constant::List(records)),
        ],
    )
}

/// `refusal(Reason::ClockOff, "505018")`
fn lower_refusal(refusal: &Refusal) -> Constant {
    let reason = Constant::Variant("Reason", refusal.reason.name);
    let message = refusal.message.as_ref().map(|message| ("message", vec![text(&message.0)]));
    let status = (refusal.status != 200).then(|| ("status", vec![Constant::Number(refusal.status.into())]));
    Constant::Made {
        by: "refusal",
        from: vec![reason, text(&refusal.code)],
        with: message.into_iter().chain(status).collect(),
    }
}

/// `RecordKind { … }`
fn lower_record(record: &RecordKind) -> Constant {
    let told_by = record.told_by.as_ref().map(|(wire, values)| {
        let value =
            |(state, value): &(Ident, String)| Constant::Tuple(vec![text(state.snake()), text(value)]);
        Constant::Tuple(vec![text(wire), Constant::List(values.iter().map(value).collect())])
    });
    Constant::Struct(
        "RecordKind",
        vec![
            ("name", text(record.name.snake())),
            ("id", text(&record.id)),
            ("ids", text(record.ids.as_deref().unwrap_or_default())),
            ("keys", texts(&record.keys)),
            ("hidden", texts(&record.hidden)),
            ("states", states(&record.states)),
            ("told_by", option(told_by)),
            ("calls", Constant::List(record.calls.iter().map(lower_call).collect())),
            ("acts", Constant::List(record.acts.iter().map(lower_act).collect())),
        ],
    )
}

/// `story("account.update", Effect::Changes).by(&[kept(&["accountId"], "accountId")])`
fn lower_call(call: &StoryCall) -> Constant {
    let all = call.all.as_ref().map(|value| ("all", vec![text(value)]));
    let lists = [("by", kept(&call.by)), ("keeps", kept(&call.keeps)), ("shows", pairs(&call.shows))];
    let from = (!call.from.is_empty()).then(|| ("from", vec![states(&call.from)]));
    let to = call.to.as_ref().map(|state| ("to", vec![text(state.snake())]));
    let codes = [("missing", &call.missing), ("taken", &call.taken), ("wrong_state", &call.wrong_state)];
    let codes = codes.into_iter().filter_map(|(method, code)| Some((method, vec![text(code.as_ref()?)])));
    let lists = lists.into_iter().filter(|(_, list)| *list != Constant::List(Vec::new()));
    let with = lists.map(|(method, list)| (method, vec![list])).chain(all).chain(from).chain(to).chain(codes);
    let effect = match call.effect {
        Effect::Creates => "Creates",
        Effect::Gets => "Gets",
        Effect::Lists => "Lists",
        Effect::Tells => "Tells",
        Effect::Changes => "Changes",
        Effect::Removes => "Removes",
    };
    Constant::Made {
        by: "story",
        from: vec![text(&call.operation.to_string()), Constant::Variant("Effect", effect)],
        with: with.collect(),
    }
}

/// `act("signed", "signed").posts("contract.notice", &[], &[])`
fn lower_act(act: &Act) -> Constant {
    let begins = act.begins.then(|| ("begins", Vec::new()));
    let from = (!act.from.is_empty()).then(|| ("from", vec![states(&act.from)]));
    let posts = act.posts.as_ref().map(|posts| {
        let body = posts.body.iter().map(|(wire, json)| (wire.clone(), json_text(json))).collect::<Vec<_>>();
        ("posts", vec![text(&posts.callback.to_string()), pairs(&posts.shows), pairs(&body)])
    });
    Constant::Made {
        by: "act",
        from: vec![text(act.name.snake()), text(act.to.snake())],
        with: begins.into_iter().chain(from).chain(posts).collect(),
    }
}

fn kept(all: &[Kept]) -> Constant {
    let one = |kept: &Kept| Constant::Made {
        by: "kept",
        from: vec![texts(&kept.path), text(&kept.name)],
        with: Vec::new(),
    };
    Constant::List(all.iter().map(one).collect())
}

fn pairs(all: &[(String, String)]) -> Constant {
    Constant::List(all.iter().map(|(a, b)| Constant::Tuple(vec![text(a), text(b)])).collect())
}

fn states(all: &[Ident]) -> Constant {
    Constant::List(all.iter().map(|state| text(state.snake())).collect())
}

fn texts(all: &[String]) -> Constant {
    Constant::List(all.iter().map(|one| text(one)).collect())
}

fn text(text: &str) -> Constant {
    Constant::Text(text.to_owned())
}

fn option(value: Option<Constant>) -> Constant {
    value.map_or(Constant::None, |value| Constant::Some(Box::new(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, text as prose};
    use crate::model::{OperationId, Reason};

    #[test]
    fn a_refusal_says_no_more_than_is_known() {
        let reason = Reason { word: "clock_off", name: "ClockOff" };
        let refusal = |message, status| Refusal { reason, code: "1".into(), message, status };
        let Constant::Made { with, .. } = lower_refusal(&refusal(None, 200)) else { panic!("no call") };
        assert_eq!(with, []);
        let Constant::Made { from, with, .. } = lower_refusal(&refusal(Some(prose("late")), 401)) else {
            panic!("no call")
        };
        assert_eq!(from, [Constant::Variant("Reason", "ClockOff"), text("1")]);
        assert_eq!(with, [("message", vec![text("late")]), ("status", vec![Constant::Number(401)])]);
    }

    #[test]
    fn a_call_says_what_it_does() {
        let call = StoryCall {
            operation: OperationId { group: ident("account"), name: ident("update") },
            effect: Effect::Changes,
            by: vec![Kept { path: vec!["a".into(), "id".into()], name: "id".into() }],
            all: None,
            keeps: Vec::new(),
            shows: Vec::new(),
            from: vec![ident("open")],
            to: None,
            missing: Some("7".into()),
            taken: None,
            wrong_state: None,
        };
        let Constant::Made { from, with, .. } = lower_call(&call) else { panic!("no call") };
        assert_eq!(from, [text("account.update"), Constant::Variant("Effect", "Changes")]);
        let methods: Vec<_> = with.iter().map(|(method, _)| *method).collect();
        assert_eq!(methods, ["by", "from", "missing"]);
    }
}
