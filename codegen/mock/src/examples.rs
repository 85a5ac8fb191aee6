//! Answers from the examples of the specs, and how answers of an operation look.
//!
//! In: an operation and a request as JSON. Out: the example that fits best: one with the same request, else the first that
//! succeeds. The examples of an operation are read once, when it is first called.

use crate::canonical::quoted;
use crate::envelope::Look;
use crate::table::{MockApi, MockOperation};
use jiekou_runtime::example::Example;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// All examples of an API, by operation.
#[derive(Debug)]
pub(crate) struct Examples {
    table: &'static MockApi,
    of: BTreeMap<&'static str, Listed>,
    any: OnceLock<Looks>,
    /// How failures look, by code.
    failures: OnceLock<BTreeMap<String, Look>>,
}

#[derive(Debug, Default)]
struct Listed {
    examples: Vec<&'static Example>,
    read: OnceLock<Guide>,
}

/// What the examples of an operation say.
#[derive(Debug)]
pub(crate) struct Guide {
    examples: Vec<Ready>,
    looks: Looks,
}

/// How answers look.
#[derive(Clone, Debug)]
struct Looks {
    success: Look,
    failure: Look,
}

/// An example that was read.
#[derive(Debug)]
pub(crate) struct Ready {
    pub(crate) example: &'static Example,
    request: Value,
    look: Option<Look>,
    succeeds: bool,
    /// The answer before and after the text of its request id, where it has one.
    around_id: Option<(&'static str, &'static str)>,
}

impl Examples {
    /// Of an API. Nothing is read yet.
    pub(crate) fn new(table: &'static MockApi) -> Self {
        let mut of: BTreeMap<_, Listed> = BTreeMap::new();
        for operation in table.operations() {
            of.entry(operation.operation.id).or_default();
        }
        for example in table.examples.iter().copied().flatten() {
            of.entry(example.operation).or_default().examples.push(example);
        }
        Self { table, of, any: OnceLock::new(), failures: OnceLock::new() }
    }

    /// What the examples of an operation say.
    pub(crate) fn of(&self, operation: &MockOperation) -> &Guide {
        let Some(listed) = self.of.get(operation.operation.id) else {
            unreachable!("a server is asked for operations of its own API")
        };
        listed.read.get_or_init(|| {
            let ready = |example: &&'static Example| Ready::new(self.table, example);
            let examples: Vec<_> = listed.examples.iter().map(ready).collect();
            let looks = looks(&examples, || self.any().clone());
            Guide { examples, looks }
        })
    }

    /// How a failure with this code looks: as the operation's own example of it, else as one of another operation, else
    /// as its other failures.
    pub(crate) fn failure(&self, operation: Option<&MockOperation>, code: &str) -> &Look {
        let known = operation.map(|operation| self.of(operation));
        let own = known.and_then(|known| known.with_code(code)).or_else(|| self.failures().get(code));
        own.unwrap_or_else(|| known.map_or(&self.any().failure, |known| &known.looks.failure))
    }

    /// The first failure of each code, around other data.
    fn failures(&self) -> &BTreeMap<String, Look> {
        self.failures.get_or_init(|| {
            let mut failures = BTreeMap::new();
            let all = self.table.examples.iter().copied().flatten();
            let all = all.map(|example| Ready::new(self.table, example));
            for look in all.filter(|ready| !ready.succeeds).filter_map(|ready| ready.look) {
                if let Some(code) = look.code().map(str::to_owned) {
                    failures.entry(code).or_insert_with(|| look.of_another_failure(&self.table.api.envelope));
                }
            }
            failures
        })
    }

    /// How answers of an operation without examples look: as those of the first that has some.
    fn any(&self) -> &Looks {
        self.any.get_or_init(|| {
            let table = || {
                let look = Look::of_table(&self.table.api.envelope);
                Looks { success: look.clone(), failure: look }
            };
            let all = self.table.examples.iter().copied().flatten();
            let (mut success, mut failure) = (None, None);
            for ready in all.map(|example| Ready::new(self.table, example)) {
                let found = if ready.succeeds { &mut success } else { &mut failure };
                if found.is_none() {
                    *found = ready.look.map(Look::of_another);
                }
                if success.is_some() && failure.is_some() {
                    break;
                }
            }
            let success = success.unwrap_or_else(|| table().success);
            Looks { failure: failure.unwrap_or_else(|| success.clone()), success }
        })
    }
}

/// How answers of an operation look: success and failure as in its own examples, where there are such.
fn looks(examples: &[Ready], any: impl Fn() -> Looks) -> Looks {
    let first = |succeeds: bool| {
        let mut fitting = examples.iter().filter(|ready| ready.succeeds == succeeds);
        fitting.find_map(|ready| ready.look.clone())
    };
    Looks {
        success: first(true).unwrap_or_else(|| any().success),
        failure: first(false).unwrap_or_else(|| any().failure),
    }
}

impl Guide {
    /// The example that answers a request.
    pub(crate) fn for_request(&self, json: &str) -> Option<&Ready> {
        let wanted = loose(json);
        let same = self.examples.iter().find(|ready| ready.request == wanted);
        same.or_else(|| self.examples.iter().find(|ready| ready.succeeds)).or_else(|| self.examples.first())
    }

    /// All examples, in their order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Ready> {
        self.examples.iter()
    }

    /// The example of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Ready> {
        self.examples.iter().find(|ready| ready.example.name == name)
    }

    /// All names.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.examples.iter().map(|ready| ready.example.name).collect()
    }

    /// How a success looks.
    pub(crate) fn success(&self) -> &Look {
        &self.looks.success
    }

    /// How the example with this code looks.
    fn with_code(&self, code: &str) -> Option<&Look> {
        let mut looks = self.examples.iter().filter_map(|ready| ready.look.as_ref());
        looks.find(|look| look.code() == Some(code))
    }
}

impl Ready {
    fn new(table: &MockApi, example: &'static Example) -> Self {
        let look = Look::of(&table.api.envelope, example.answer);
        let id = look.as_ref().and_then(Look::request_id).filter(|json| json.len() > 2);
        Self {
            example,
            request: loose(example.request),
            succeeds: succeeds(table, example),
            around_id: id.and_then(|id| once(example.answer, id)),
            look,
        }
    }

    /// Whether its answer is the text of a file.
    pub(crate) fn is_file(&self) -> bool {
        self.look.is_none()
    }

    /// Its answer, with a request id of its own where it shows one.
    pub(crate) fn answer(&self, request_id: &str) -> String {
        match self.around_id {
            Some((before, after)) => format!("{before}{}{after}", quoted(request_id)),
            None => self.example.answer.to_owned(),
        }
    }
}

/// What stands before and after a text that stands in another once.
fn once<'t>(text: &'t str, part: &str) -> Option<(&'t str, &'t str)> {
    text.split_once(part).filter(|(_, after)| !after.contains(part))
}

/// Whether an example shows a success.
pub(crate) fn succeeds(table: &MockApi, example: &Example) -> bool {
    let envelope = &table.api.envelope;
    Look::of(envelope, example.answer).is_none_or(|look| look.succeeds(envelope))
}

/// JSON to compare by: requests are the same if they differ in no more than order and in whether plain values are quoted.
pub(crate) fn loose(json: &str) -> Value {
    serde_json::from_str(json).map(loosened).unwrap_or_default()
}

/// The same of JSON that was read.
pub(crate) fn loosened(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(number.to_string()),
        Value::Bool(flag) => Value::String(flag.to_string()),
        Value::Array(items) => Value::Array(items.into_iter().map(loosened).collect()),
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, loosened(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{MOCK, account};

    #[test]
    fn requests_are_compared_by_what_they_mean() {
        assert_eq!(loose(r#"{"a":1,"b":[true],"c":null}"#), loose(r#"{"b":["true"],"a":"1"}"#));
        assert_ne!(loose(r#"{"a":1}"#), loose(r#"{"a":2}"#));
    }

    #[track_caller]
    fn check(request: &str, expected: &str) {
        let examples = Examples::new(&MOCK);
        let known = examples.of(account::update().operation);
        assert_eq!(known.for_request(request).map(|ready| ready.example.name), Some(expected));
    }

    #[test]
    fn the_example_with_the_same_request_comes_first_and_then_one_that_succeeds() {
        check(r#"{"password":"test-password-0001","accountId":"8"}"#, "no such account");
        check(r#"{"accountId":9}"#, "a new password");
    }

    #[test]
    fn an_answer_has_its_own_request_id() {
        let examples = Examples::new(&MOCK);
        let known = examples.of(account::update().operation);
        let answer = known.named("a new password").map(|ready| ready.answer("r99"));
        assert_eq!(
            answer.as_deref(),
            Some(r#"{"code":"2000","success":true,"message":"","reqId":"r99","data":true}"#)
        );
        assert_eq!(once(r#"{"reqId":"r","a":"r"}"#, "\"r\""), None);
    }

    #[test]
    fn an_operation_without_examples_of_failures_fails_as_others_do() {
        let examples = Examples::new(&MOCK);
        let get = account::get().operation;
        assert_eq!(examples.of(get).success().code(), Some("2000"));
        for code in ["1", "5006"] {
            assert_eq!(examples.failure(Some(get), code).code(), Some("5006"));
            assert_eq!(examples.failure(None, code).code(), Some("5006"));
        }
    }
}
