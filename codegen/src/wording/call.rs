//! Facts about calls and callbacks.

use crate::model::{
    Api, Code, CodeData, Evidence, Probe, Repeats, Reply, Retry, Rule, RuleKind, Signs, Verify,
};

use super::wire;

/// Whether a call may be sent twice.
pub(crate) fn retry(retry: &Retry) -> String {
    match retry {
        Retry::Never => "never".to_owned(),
        Retry::Safe => "safe".to_owned(),
        Retry::Keyed { member, why } => format!("keyed by {} ({why})", wire(member)),
    }
}

/// What holds between members.
pub(crate) fn rule(rule: &Rule) -> String {
    let kind = match rule.kind {
        RuleKind::ExactlyOneOf => "exactly one of",
        RuleKind::AtLeastOneOf => "at least one of",
        RuleKind::Together => "all or none of",
    };
    let members: Vec<String> = rule.members.iter().map(|path| wire(path)).collect();
    let why = rule.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{kind} {}{why}", members.join(", "))
}

/// What a code means, the vendor's words for it, what helps, and what the answer holds.
pub(crate) fn meaning(code: &Code) -> String {
    let label = code.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let remedy = code.remedy.as_ref().map(|remedy| format!(" Remedy: {remedy}")).unwrap_or_default();
    let data = match &code.data {
        None => String::new(),
        Some(CodeData::Response) => " Data: as of success".to_owned(),
        Some(CodeData::Shared(name)) => format!(" Data: {}", name.pascal()),
    };
    format!("{}{label}{remedy}{data}", code.means)
}

/// Where a fact comes from.
pub(crate) fn source(evidence: &Evidence) -> String {
    let section = evidence.section.as_ref().map(|section| format!(" ({section})")).unwrap_or_default();
    format!("{}{section}", evidence.page)
}

/// The file that is the answer of a call, by its content types.
pub(crate) fn download(types: &[String]) -> String {
    match types {
        [] => "a file: whatever is neither JSON nor HTML".to_owned(),
        types => format!("a file of {}", types.join(" or ")),
    }
}

/// Whether anything proves who posts.
pub(crate) fn verified(api: &Api, verify: Option<&Verify>) -> String {
    let Some(verify) = verify else { return "none: anybody can post this".to_owned() };
    let what = match verify.signs {
        Signs::Body => "the body",
        Signs::Members => "members",
    };
    let secrets: Vec<_> = verify.secrets.iter().map(|index| api.credentials[*index].name.snake()).collect();
    let window = verify.window_seconds.map_or("no window".to_owned(), |window| format!("window {window}s"));
    format!("{what} with {}, {window}", secrets.join(", "))
}

/// How a vendor tries whether it is heard.
pub(crate) fn probed(probe: &Probe, replies: &[Reply]) -> String {
    let reply = probe.reply.map_or("HTTP 200 without a body", |index| replies[index].name.screaming());
    format!("{}, answered with {reply}", probe.method.as_str())
}

/// When a vendor posts the same again.
pub(crate) fn repeated(repeats: &Repeats) -> String {
    let waits: Vec<_> = repeats.after_seconds.iter().map(|wait| format!("{wait}s")).collect();
    let after =
        if waits.is_empty() { "waits not known".to_owned() } else { format!("after {}", waits.join(", ")) };
    format!("{after}, {} pushes at most", repeats.pushes)
}

/// Status and type of a reply, where they are not the usual ones.
pub(crate) fn sent_as(reply: &Reply) -> String {
    let status = (reply.status != 200).then(|| reply.status.to_string());
    let kind = (!reply.is_json()).then(|| reply.content_type.clone());
    status.into_iter().chain(kind).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, text};
    use crate::names::{Ident, Name};

    #[test]
    fn a_fact_stands_on_one_line() {
        let name = |wire: &str| Name { wire: wire.to_owned(), rust: Ident::from_wire(wire).expect("a name") };
        let keyed = Retry::Keyed { member: vec![name("a"), name("b")], why: text("It says so.") };
        assert_eq!(retry(&keyed), "keyed by a.b (It says so.)");
        let either = Rule {
            kind: RuleKind::ExactlyOneOf,
            members: vec![vec![name("a")], vec![name("b"), name("c")]],
            why: None,
        };
        assert_eq!(rule(&either), "exactly one of a, b.c");
        let mut partly = code("1", "partly");
        partly.data = Some(CodeData::Response);
        assert_eq!(meaning(&partly), "Something is wrong. Data: as of success");
        assert_eq!(download(&[]), "a file: whatever is neither JSON nor HTML");
        assert_eq!(download(&["a/b".to_owned(), "c/d".to_owned()]), "a file of a/b or c/d");
        assert_eq!(source(&Evidence { page: text("p"), section: Some(text("s")) }), "p (s)");
        assert_eq!(verified(&api().done(), None), "none: anybody can post this");
        assert_eq!(
            repeated(&Repeats { after_seconds: Vec::new(), pushes: 3 }),
            "waits not known, 3 pushes at most"
        );
    }
}
