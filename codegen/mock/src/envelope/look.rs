//! How the answers of an API look: which members stand around the data, in which order and form.
//!
//! In: the answer of an example. Out: its members, each with what it is for. What no example shows is left out.

use crate::canonical::{Members, quoted};
use jiekou_runtime::mock::{Data, Envelope, Names};

/// The members of an answer, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Look(pub(super) Vec<Member>);

/// A member of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) part: Part,
    pub(super) name: String,
    /// As the example has it.
    pub(super) json: String,
}

/// What a member is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Code,
    Message,
    RequestId,
    Flag,
    WithoutCode,
    Presentable,
    Data,
    /// Not known; where data stands beside the code, a member of it.
    Other,
}

impl Look {
    /// Of the answer of an example; none where it is no object.
    pub(crate) fn of(envelope: &Envelope, answer: &str) -> Option<Self> {
        let members = Members::parse(answer.as_bytes()).ok()?;
        let member = |(name, json): (&str, &str)| Member {
            part: part(envelope, name),
            name: name.to_owned(),
            json: json.to_owned(),
        };
        Some(Self(members.iter().map(member).collect()))
    }

    /// Of an API without any example: all members that its table names.
    pub(crate) fn of_table(envelope: &Envelope) -> Self {
        let success = envelope.success.codes.first().copied().unwrap_or_default();
        let mut members =
            vec![Member { part: Part::Code, name: envelope.code.wire.to_owned(), json: quoted(success) }];
        let mut put = |names: Option<Names>, part: Part, json: &str| {
            let name = names.map(|names| names.wire.to_owned());
            members.extend(name.map(|name| Member { part, name, json: json.to_owned() }));
        };
        put(envelope.message, Part::Message, r#""""#);
        put(envelope.request_id, Part::RequestId, r#""""#);
        put(envelope.success.flag, Part::Flag, "true");
        if let Data::Member { names, .. } = envelope.data {
            put(Some(names), Part::Data, "null");
        }
        Self(members)
    }

    /// The same around other data: what belongs to the example alone is taken out.
    pub(crate) fn of_another(mut self) -> Self {
        self.0.retain(|member| member.part != Part::Other);
        self.without_data()
    }

    /// The same failure of another operation: what stands around the data is the vendor's own, known or not. Where data
    /// stands beside the code, nobody can tell the two apart.
    pub(crate) fn of_another_failure(self, envelope: &Envelope) -> Self {
        if matches!(envelope.data, Data::Beside) { self.of_another() } else { self.without_data() }
    }

    fn without_data(mut self) -> Self {
        self.0.iter_mut().filter(|member| member.part == Part::Data).for_each(|member| {
            member.json = "null".to_owned();
        });
        self
    }

    /// The text of its code.
    pub(crate) fn code(&self) -> Option<&str> {
        self.0.iter().find(|member| member.part == Part::Code).map(|member| member.json.trim_matches('"'))
    }

    /// The JSON of its request id.
    pub(crate) fn request_id(&self) -> Option<&str> {
        self.0.iter().find(|member| member.part == Part::RequestId).map(|member| member.json.as_str())
    }

    /// Whether the answer says that the call succeeded.
    pub(crate) fn succeeds(&self, envelope: &Envelope) -> bool {
        let says_false = |part| self.0.iter().any(|member| member.part == part && member.json == "false");
        match self.code() {
            None => !says_false(Part::WithoutCode),
            Some(code) => envelope.success.codes.contains(&code) && !says_false(Part::Flag),
        }
    }
}

fn part(envelope: &Envelope, name: &str) -> Part {
    let is = |names: Names| names.wire == name || names.also.contains(&name);
    let may_be = |names: Option<Names>| names.is_some_and(is);
    match envelope.data {
        _ if is(envelope.code) => Part::Code,
        Data::Member { names, .. } if is(names) => Part::Data,
        _ if may_be(envelope.message) => Part::Message,
        _ if may_be(envelope.request_id) => Part::RequestId,
        _ if may_be(envelope.success.flag) => Part::Flag,
        _ if may_be(envelope.success.without_code) => Part::WithoutCode,
        _ if may_be(envelope.presentable) => Part::Presentable,
        _ => Part::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::API;

    #[test]
    fn an_example_tells_what_each_member_is_for() {
        let look = Look::of(&API.envelope, r#"{"ts":1,"code":"2000","reqId":"r","data":[1]}"#);
        let look = look.expect("an object");
        let parts: Vec<_> = look.0.iter().map(|member| member.part).collect();
        assert_eq!(parts, [Part::Other, Part::Code, Part::RequestId, Part::Data]);
        assert_eq!((look.code(), look.request_id()), (Some("2000"), Some("\"r\"")));
        let json = |look: Look| look.0.into_iter().map(|member| member.json).collect::<Vec<_>>();
        assert_eq!(json(look.clone().of_another_failure(&API.envelope)), ["1", "\"2000\"", "\"r\"", "null"]);
        assert_eq!(json(look.of_another()), ["\"2000\"", "\"r\"", "null"]);
    }

    #[test]
    fn code_and_flag_say_whether_a_call_succeeded() {
        let succeeds = |answer| Look::of(&API.envelope, answer).map(|look| look.succeeds(&API.envelope));
        assert_eq!(succeeds(r#"{"code":2000}"#), Some(true));
        assert_eq!(succeeds(r#"{"code":"2000","success":false}"#), Some(false));
        assert_eq!(succeeds(r#"{"code":"5006"}"#), Some(false));
        assert_eq!(succeeds("[]"), None);
    }
}
