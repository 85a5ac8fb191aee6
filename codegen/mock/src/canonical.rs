//! Reads a call: one JSON object with all its fields by wire names, decrypted, and the model of it.
//!
//! In: a call as it came and the tables of its operation. Out: JSON in the form of the specs' examples, and a typed
//! request; or what does not fit. Digits stay as they were written; what was encrypted never stands in a message.

mod multipart;
mod object;

use crate::check::{Refused, problems};
use crate::received::{Plus, Received, pairs};
use crate::route::Candidate;
use crate::rules::Reason;
use crate::table::Request;
use jiekou_runtime::mock::{Form, Place, read_request};
use multipart::Part;
use object::decrypted;
pub(crate) use object::{Members, elements, quoted};

/// Opens what was encrypted by the API's encryption with this index.
pub(crate) type Open<'o> = &'o dyn Fn(usize, &str) -> Result<String, String>;

/// A request that was read.
#[derive(Debug)]
pub(crate) struct Canonical {
    /// All its members by wire names, decrypted.
    pub(crate) json: String,
    /// The same with its types.
    pub(crate) model: Box<dyn Request>,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) reason: Reason,
    /// One line for people, without secrets.
    pub(crate) text: String,
}

impl Misfit {
    pub(crate) fn new(reason: Reason, text: impl Into<String>) -> Self {
        Self { reason, text: text.into() }
    }
}

/// Reads a call of a candidate.
pub(crate) fn canonical(
    candidate: &Candidate,
    received: &Received,
    open: Open<'_>,
) -> Result<Canonical, Misfit> {
    let mut model = (candidate.operation.request)();
    let fields = model.shape().fields;
    let places = || fields.iter().map(|field| field.place());
    let mut members = if places().any(|place| place == Place::Form) {
        let text = String::from_utf8_lossy(&received.body);
        Members::of_texts(pairs(&text, Plus::IsBlank))
    } else if places().any(|place| place == Place::Part) {
        Members::default()
    } else if received.method.is_some_and(|method| matches!(method.as_str(), "POST" | "PUT")) {
        Members::parse(&received.body).map_err(|text| Misfit::new(Reason::Unreadable, text))?
    } else {
        Members::default()
    };
    let mut files = Vec::new();
    if places().any(|place| place == Place::Part) {
        for part in multipart::parts(received).map_err(|text| Misfit::new(Reason::Unreadable, text))? {
            let Part { name, file_name, content_type, content } = part;
            members.push(&name, quoted(&String::from_utf8_lossy(&content)));
            files.push((name, file_name, content_type, content));
        }
    }
    for field in fields {
        let wire = field.wire();
        match field.place() {
            Place::Path => {
                let value = candidate.path.iter().find(|(name, _)| *name == wire);
                value.into_iter().for_each(|(_, value)| members.push(wire, quoted(value)));
            }
            Place::Query => {
                let mut values: Vec<_> = received
                    .query
                    .iter()
                    .filter(|(name, _)| name == wire)
                    .map(|(_, value)| quoted(value))
                    .collect();
                match (values.len(), field.travels()) {
                    (0, _) => {}
                    (1, _) | (_, Form::Joined(_) | Form::TextOf(_)) => members.push(wire, values.remove(0)),
                    _ => members.push(wire, format!("[{}]", values.join(","))),
                }
            }
            Place::Header => {
                received.header(wire).into_iter().for_each(|value| members.push(wire, quoted(value)));
            }
            Place::Body | Place::Form | Place::Part => {}
        }
    }
    let json = decrypted(&mut *(candidate.operation.request)(), members, open)
        .map_err(|text| Misfit::new(Reason::Undecryptable, text))?
        .to_json();
    read_request(json.as_bytes(), &mut *model).map_err(|said| {
        let Refused { reason, text } = problems(candidate.operation, &json, said);
        Misfit::new(reason, text)
    })?;
    multipart::put_files(&mut *model, files);
    Ok(Canonical { json, model })
}
