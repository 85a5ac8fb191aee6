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
use jiekou_runtime::mock::{Field, Form, Method, Place, read_request};
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

/// Reads a call of a candidate.
pub(crate) fn canonical(
    candidate: &Candidate,
    received: &Received,
    open: Open<'_>,
) -> Result<Canonical, Refused> {
    let mut model = (candidate.operation.request)();
    let fields = model.shape().fields;
    let (mut members, parts) =
        body(fields, received).map_err(|text| Refused::new(Reason::Unreadable, text))?;
    for field in fields {
        if let Some(json) = outside_the_body(field, candidate, received) {
            members.push(field.wire(), json);
        }
    }
    let json = decrypted(&mut *(candidate.operation.request)(), members, open)
        .map_err(|text| Refused::new(Reason::Undecryptable, text))?
        .to_json();
    read_request(json.as_bytes(), &mut *model).map_err(|said| problems(candidate.operation, &json, said))?;
    multipart::put_files(&mut *model, parts);
    Ok(Canonical { json, model })
}

/// The members of the body, and its parts where it has some.
fn body(fields: &[Field], received: &Received) -> Result<(Members, Vec<Part>), String> {
    let stands_in = |place: Place| fields.iter().any(|field| field.place() == place);
    if stands_in(Place::Form) {
        let text = String::from_utf8_lossy(&received.body);
        return Ok((Members::of_texts(pairs(&text, Plus::IsBlank)), Vec::new()));
    }
    if stands_in(Place::Part) {
        let parts = multipart::parts(received)?;
        let mut members = Members::default();
        for part in &parts {
            members.push(&part.name, quoted(&String::from_utf8_lossy(&part.content)));
        }
        return Ok((members, parts));
    }
    let has_body = received.method.is_some_and(|method| matches!(method, Method::Post | Method::Put));
    let members = if has_body { Members::parse(&received.body)? } else { Members::default() };
    Ok((members, Vec::new()))
}

/// The JSON of a field that stands outside the body, where it came.
fn outside_the_body(field: &Field, candidate: &Candidate, received: &Received) -> Option<String> {
    let wire = field.wire();
    match field.place() {
        Place::Path => {
            let found = candidate.path.iter().find(|(name, _)| *name == wire);
            found.map(|(_, value)| quoted(value))
        }
        Place::Query => {
            let came = received.query.iter().filter(|(name, _)| name == wire);
            let mut values: Vec<_> = came.map(|(_, value)| quoted(value)).collect();
            match (values.len(), field.travels()) {
                (0, _) => None,
                (1, _) | (_, Form::Joined(_) | Form::TextOf(_)) => Some(values.remove(0)),
                _ => Some(format!("[{}]", values.join(","))),
            }
        }
        Place::Header => received.header(wire).map(quoted),
        Place::Body | Place::Form | Place::Part => None,
    }
}
