//! What calls and acts do to a record of a mock server, each as one line.
//!
//! In come the facts of the model, out go texts for reviewers. `sheet` has the tests of all of them.

use super::json;
use crate::model::{Act, Kept, Posts, StoryCall};
use crate::names::Ident;

/// What a call does beside its effect.
pub(crate) fn call_facts(call: &StoryCall) -> String {
    let kept = |kept: &Kept| match kept.path.join(".") {
        path if path == kept.name => path,
        path => format!("{path} as {}", kept.name),
    };
    let all = |all: &[Kept]| all.iter().map(kept).collect::<Vec<_>>().join(", ");
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    joined(&[
        ("by", all(&call.by)),
        ("all", of(&call.all)),
        ("keeps", all(&call.keeps)),
        ("shows", shown(&call.shows)),
        ("from", states_fact(&call.from)),
        ("to", call.to.as_ref().map(|state| state.snake().to_owned()).unwrap_or_default()),
        ("missing", of(&call.missing)),
        ("taken", of(&call.taken)),
        ("wrong state", of(&call.wrong_state)),
    ])
}

/// When an act happens and what is posted of it.
pub(crate) fn act_facts(act: &Act) -> String {
    let facts = [
        ("from", states_fact(&act.from)),
        ("to", act.to.snake().to_owned()),
        ("posts", act.posts.as_ref().map(posted).unwrap_or_default()),
    ];
    let begins = if act.begins { "begins; " } else { "" };
    format!("{begins}{}", joined(&facts))
}

/// The names of states.
pub(crate) fn states_fact(all: &[Ident]) -> String {
    all.iter().map(Ident::snake).collect::<Vec<_>>().join(", ")
}

/// By which values a member tells the state.
pub(crate) fn told_fact(values: &[(Ident, String)]) -> String {
    let values: Vec<_> = values.iter().map(|(state, value)| format!("{} {value:?}", state.snake())).collect();
    values.join(", ")
}

fn posted(posts: &Posts) -> String {
    let body = posts.body.iter().map(|(wire, value)| format!("{wire} {}", json(value)));
    let facts = [("with", body.collect::<Vec<_>>().join(", ")), ("showing", shown(&posts.shows))];
    let said = facts.iter().filter(|(_, fact)| !fact.is_empty());
    said.fold(posts.callback.to_string(), |text, (word, fact)| format!("{text} {word} {fact}"))
}

fn shown(shows: &[(String, String)]) -> String {
    let one = |(wire, name): &(String, String)| match wire == name {
        true => wire.clone(),
        false => format!("{name} as {wire}"),
    };
    shows.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The facts that say something.
fn joined(facts: &[(&str, String)]) -> String {
    let said = facts.iter().filter(|(_, fact)| !fact.is_empty());
    said.map(|(word, fact)| format!("{word} {fact}")).collect::<Vec<_>>().join("; ")
}
