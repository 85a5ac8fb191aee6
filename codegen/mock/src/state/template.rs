//! Answers of examples with places in them for what is remembered.
//!
//! In: the answer of an example and the table of its call. Out: a template, made once; and answers, with the values of
//! records in the JSON kind of what the example has there. What is not remembered stays as the example has it.

use super::record::{Record, plain};
use crate::canonical::{Members, quoted};
use crate::story::{Effect, RecordKind, StoryCall};
use crate::table::MockApi;
use jiekou_runtime::mock::{Data, Envelope};
use serde_json::value::RawValue;

/// JSON with places for values.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// As it stands.
    Raw(String),
    /// The value of this name, in the kind of the sample.
    Value {
        /// The name in records.
        name: &'static str,
        /// What the example has there.
        sample: String,
    },
    /// Where the state is told.
    State(String),
    /// True where a record fits.
    Told,
    /// An object.
    Object(Vec<(String, Piece)>),
    /// A list.
    List(Vec<Piece>),
    /// A list with a row for each record. The rows of the example come with the ids that they have.
    Rows(Vec<(String, Piece)>),
}

/// What a template is made for.
#[derive(Clone, Copy)]
pub(super) struct About {
    /// The API.
    pub(super) table: &'static MockApi,
    /// The kind of record.
    pub(super) kind: &'static RecordKind,
    /// Wire names, and the names of what is kept there.
    pub(super) shows: &'static [(&'static str, &'static str)],
    /// Whether its lists have a row for each record.
    pub(super) effect: Effect,
}

impl About {
    pub(super) fn call(table: &'static MockApi, kind: &'static RecordKind, call: &'static StoryCall) -> Self {
        Self { table, kind, shows: call.shows, effect: call.effect }
    }

    /// The template of a whole answer: only its data has places.
    pub(super) fn answer(self, json: &str) -> Piece {
        let Ok(members) = Members::parse(json.as_bytes()) else { return Piece::Raw(json.to_owned()) };
        let envelope = &self.table.api.envelope;
        let piece = |(name, json): (&str, &str)| {
            let is_flag = self.effect == Effect::Tells && matches!(json, "true" | "false");
            let piece = match is_data(envelope, name) {
                true if is_flag => Piece::Told,
                true => self.member(name, json),
                false => Piece::Raw(json.to_owned()),
            };
            (name.to_owned(), piece)
        };
        Piece::Object(members.iter().map(piece).collect())
    }

    /// The template of any JSON.
    pub(super) fn piece(self, json: &str) -> Piece {
        if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(json) {
            let pieces: Vec<_> = items.iter().map(|item| self.piece(item.get())).collect();
            let ids: Vec<_> = pieces.iter().map(|piece| piece.id(self.kind)).collect();
            return match ids.into_iter().collect::<Option<Vec<_>>>() {
                Some(ids) if self.effect == Effect::Lists && !ids.is_empty() => {
                    Piece::Rows(ids.into_iter().zip(pieces).collect())
                }
                _ => Piece::List(pieces),
            };
        }
        match Members::parse(json.as_bytes()) {
            Ok(members) if json.starts_with('{') => {
                let piece = |(name, json): (&str, &str)| (name.to_owned(), self.member(name, json));
                Piece::Object(members.iter().map(piece).collect())
            }
            _ => Piece::Raw(json.to_owned()),
        }
    }

    fn member(self, name: &str, json: &str) -> Piece {
        if self.kind.told_by.is_some_and(|(wire, _)| wire == name) {
            return Piece::State(json.to_owned());
        }
        match self.shows.iter().find(|(wire, _)| *wire == name) {
            Some((_, name)) => Piece::Value { name, sample: json.to_owned() },
            None => self.piece(json),
        }
    }
}

/// Whether a member of an answer holds the call's own data.
fn is_data(envelope: &Envelope, name: &str) -> bool {
    let is = |names: jiekou_runtime::mock::Names| names.wire == name || names.also.contains(&name);
    match envelope.data {
        Data::Member { names, .. } => is(names),
        Data::Beside => {
            let head = [envelope.message, envelope.request_id, envelope.presentable, envelope.success.flag];
            !is(envelope.code) && !head.into_iter().flatten().any(is)
        }
    }
}

impl Piece {
    /// The id that the example has here.
    pub(super) fn id(&self, kind: &RecordKind) -> Option<String> {
        self.sample(kind.id).map(plain)
    }

    /// What the example has for this name, the first that is there.
    pub(super) fn sample(&self, wanted: &str) -> Option<&str> {
        match self {
            Self::Value { name, sample } if *name == wanted && sample != "null" => Some(sample),
            Self::Raw(_) | Self::Value { .. } | Self::State(_) | Self::Told => None,
            Self::Object(members) => members.iter().find_map(|(_, piece)| piece.sample(wanted)),
            Self::List(items) => items.iter().find_map(|piece| piece.sample(wanted)),
            Self::Rows(rows) => rows.iter().find_map(|(_, piece)| piece.sample(wanted)),
        }
    }

    /// What the example has for the state.
    pub(super) fn state(&self) -> Option<&str> {
        match self {
            Self::State(json) => Some(json),
            Self::Raw(_) | Self::Value { .. } | Self::Told => None,
            Self::Object(members) => members.iter().find_map(|(_, piece)| piece.state()),
            Self::List(items) => items.iter().find_map(Self::state),
            Self::Rows(rows) => rows.iter().find_map(|(_, piece)| piece.state()),
        }
    }

    /// Its parts that show one record each: the rows, or all of it.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Rows(rows) => rows.iter().map(|(_, piece)| piece).collect(),
            Self::Object(members) => match members.iter().find_map(|(_, piece)| piece.rows()) {
                Some(rows) => rows.parts(),
                None => vec![self],
            },
            _ => vec![self],
        }
    }

    /// Whether it tells if a record fits.
    pub(super) fn is_told(&self) -> bool {
        match self {
            Self::Told => true,
            Self::Object(members) => members.iter().any(|(_, piece)| piece.is_told()),
            _ => false,
        }
    }

    /// The first list with a row for each record.
    pub(super) fn rows(&self) -> Option<&Self> {
        match self {
            Self::Rows(_) => Some(self),
            Self::Object(members) => members.iter().find_map(|(_, piece)| piece.rows()),
            _ => None,
        }
    }

    /// JSON with the values of records: of the first one, and in lists of all of them.
    pub(super) fn write(&self, kind: &RecordKind, records: &[&Record], json: &mut String) {
        match self {
            Self::Raw(raw) => json.push_str(raw),
            Self::Told => json.push_str(if records.is_empty() { "false" } else { "true" }),
            Self::Value { name, sample } => json.push_str(&value(records.first(), name, sample)),
            Self::State(sample) => json.push_str(&told(kind, records.first(), sample).unwrap_or_default()),
            Self::Object(members) => {
                let told = |piece: &Self| match piece {
                    Self::State(sample) => told(kind, records.first(), sample).is_some(),
                    _ => true,
                };
                let members = members.iter().filter(|(_, piece)| told(piece));
                list(json, ['{', '}'], members, |(name, piece), json| {
                    json.push_str(&quoted(name));
                    json.push(':');
                    piece.write(kind, records, json);
                });
            }
            Self::List(items) => {
                list(json, ['[', ']'], items.iter(), |item, json| item.write(kind, records, json));
            }
            Self::Rows(rows) => list(json, ['[', ']'], records.iter(), |record, json| {
                let row = rows.iter().find(|(id, _)| *id == record.id(kind)).or(rows.first());
                if let Some((_, row)) = row {
                    row.write(kind, &[record], json);
                }
            }),
        }
    }
}

/// Items with commas between, in brackets.
fn list<T>(
    json: &mut String,
    around: [char; 2],
    all: impl Iterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    json.push(around[0]);
    for (at, item) in all.enumerate() {
        if at > 0 {
            json.push(',');
        }
        write(item, json);
    }
    json.push(around[1]);
}

/// The value of a record; what a call did not say is null, what is not known of an example's record is the example's.
fn value(record: Option<&&Record>, name: &str, sample: &str) -> String {
    match record.map(|record| (record.values.get(name), record.is_example)) {
        Some((Some(value), _)) => in_kind(sample, value),
        Some((None, false)) => "null".to_owned(),
        Some((None, true)) | None => sample.to_owned(),
    }
}

/// The state of a record as answers tell it; nothing where its value is not known.
fn told(kind: &RecordKind, record: Option<&&Record>, sample: &str) -> Option<String> {
    let Some(state) = record.and_then(|record| record.state) else { return Some(sample.to_owned()) };
    let (_, values) = kind.told_by?;
    let (_, value) = values.iter().find(|(known, _)| *known == state)?;
    Some(in_kind(sample, &quoted(value)))
}

/// A value in the JSON kind of a sample: a number where that is one, a text where that is one.
pub(super) fn in_kind(sample: &str, value: &str) -> String {
    let first = |json: &str| json.chars().next().unwrap_or('n');
    match (first(sample), first(value)) {
        ('{' | '[', kind) if kind != first(sample) => sample.to_owned(),
        (_, '{' | '[' | 'n') | ('n', _) => value.to_owned(),
        ('"', _) => quoted(&plain(value)),
        _ => {
            let text = plain(value);
            let is_literal = serde_json::from_str::<serde_json::Number>(&text).is_ok();
            if is_literal || matches!(text.as_str(), "true" | "false") { text } else { quoted(&text) }
        }
    }
}
