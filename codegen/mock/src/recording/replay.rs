//! Answers from a recording.
//!
//! In: a file, then calls. Out: for the same operation with the same shown request the answers that were recorded, in
//! their order, the last one again and again; nothing for other calls.

use super::line::Line;
use crate::canonical::{Members, elements};
use crate::examples::loose;
use crate::journal::Outcome;
use crate::reply::Reply;
use crate::stub::{self, Made};
use crate::table::{MockApi, MockOperation, Request};
use crate::vendor::{Answered, Vendor};
use jiekou_runtime::mock::{Data, ShownAnswer, json_of, shown_json};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What stands where a value was not shown.
const REDACTED: &str = "\"[redacted]\"";

/// Recorded answers, by operation and request.
#[derive(Debug, Default)]
pub(crate) struct Replay(Mutex<BTreeMap<(&'static str, String), Queue>>);

#[derive(Debug, Default)]
struct Queue {
    answers: Vec<Recorded>,
    next: usize,
}

#[derive(Clone, Debug)]
struct Recorded {
    status: u16,
    answer: ShownAnswer,
}

impl Replay {
    /// Reads a file. Lines whose answer nobody could read are left out.
    pub(crate) fn read(table: &MockApi, path: &Path) -> io::Result<Self> {
        let failed = |kind, text: String| io::Error::new(kind, format!("`{}`: {text}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.kind(), error.to_string()))?;
        Self::of(table, &text).map_err(|text| failed(io::ErrorKind::InvalidData, text))
    }

    fn of(table: &MockApi, text: &str) -> Result<Self, String> {
        let mut queues: BTreeMap<_, Queue> = BTreeMap::new();
        for (index, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let in_line = |because: String| format!("line {}: {because}", index + 1);
            let Line { operation: id, request, status, answer } = Line::read(text).map_err(in_line)?;
            let operation = table.operations().find(|operation| operation.operation.id == id);
            let operation = operation.ok_or_else(|| in_line(format!("there is no operation `{id}`")))?;
            let answer = match answer {
                ShownAnswer::Success(data) => {
                    ShownAnswer::Success(filled(&data, example_data(table, operation).as_deref()))
                }
                ShownAnswer::Unknown => continue,
                failure @ ShownAnswer::Failure(_) => failure,
            };
            let key = (operation.operation.id, loose(&request).to_string());
            queues.entry(key).or_default().answers.push(Recorded { status, answer });
        }
        Ok(Self(Mutex::new(queues)))
    }

    /// The answer that was recorded for a call; none where there is none.
    pub(crate) fn answer(
        &self,
        vendor: &Vendor,
        operation: &'static MockOperation,
        request: &dyn Request,
        request_id: &str,
    ) -> Option<Answered> {
        let Recorded { status, answer } = self.next(operation.operation.id, &shown_json(request))?;
        let settings = stub::Settings { status: Some(status), ..stub::Settings::default() };
        let reply = match answer {
            ShownAnswer::Success(data) => {
                stub::reply(vendor, operation, Made::Data(data), &settings, request_id)
            }
            ShownAnswer::Failure(code) => {
                Ok(Reply::json(vendor.failure(Some(operation), &code, None, request_id)).status(status))
            }
            ShownAnswer::Unknown => unreachable!("such lines are left out"),
        };
        Some(match reply {
            Ok(reply) => Answered { reply, outcome: Outcome::Replay },
            Err(text) => Answered {
                reply: Reply::of_type("text/plain; charset=utf-8", text.clone()).status(500),
                outcome: Outcome::Failed(text),
            },
        })
    }

    fn next(&self, operation: &'static str, request: &str) -> Option<Recorded> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.get_mut(&(operation, loose(request).to_string()))?;
        let recorded = queue.answers.get(queue.next).or(queue.answers.last()).cloned();
        queue.next = (queue.next + 1).min(queue.answers.len());
        recorded
    }
}

/// The data of the operation's first example that has some, as JSON.
fn example_data(table: &MockApi, operation: &MockOperation) -> Option<String> {
    let id = operation.operation.id;
    table.examples_of(id).filter(|example| crate::examples::succeeds(table, example)).find_map(|example| {
        let Data::Member { names, .. } = table.api.envelope.data else {
            return Some(example.answer.to_owned());
        };
        let members = Members::parse(example.answer.as_bytes()).ok()?;
        let mut wires = [names.wire].into_iter().chain(names.also.iter().copied());
        let data = wires.find_map(|wire| members.get(wire))?;
        match operation.operation.text_of {
            None => Some(data.to_owned()),
            Some(text_of) => json_of(&serde_json::from_str::<String>(data).ok()?, text_of).ok(),
        }
    })
}

/// Recorded JSON with values of an example in place of what was not shown.
fn filled(recorded: &str, example: Option<&str>) -> String {
    let Some(example) = example else { return recorded.to_owned() };
    if recorded == REDACTED {
        return example.to_owned();
    }
    if let (true, Ok(members)) = (recorded.starts_with('{'), Members::parse(recorded.as_bytes())) {
        let examples = Members::parse(example.as_bytes()).unwrap_or_default();
        let mut output = Members::default();
        members.iter().for_each(|(name, json)| output.push(name, filled(json, examples.get(name))));
        return output.to_json();
    }
    match elements(recorded) {
        None => recorded.to_owned(),
        Some(items) => {
            let examples = elements(example).unwrap_or_default();
            let of = |index: usize| examples.get(index).or(examples.last()).map(|json| json.get());
            let items = items.iter().enumerate().map(|(index, item)| filled(item.get(), of(index)));
            format!("[{}]", items.collect::<Vec<_>>().join(","))
        }
    }
}

#[cfg(test)]
mod tests;
