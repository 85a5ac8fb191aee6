//! One record, and all of one kind.
//!
//! In: values as JSON, each as it was written. Out: the same, looked up. How answers look is not known here.

use crate::canonical::quoted;
use crate::story::RecordKind;
use std::collections::BTreeMap;

/// One thing that is remembered.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Names, and values as JSON.
    pub(super) values: BTreeMap<&'static str, String>,
    /// The state, where the kind has some.
    pub(super) state: Option<&'static str>,
    /// It is known from an example, and no call has touched it.
    pub(super) is_example: bool,
}

impl Record {
    /// Its id as text.
    pub(super) fn id(&self, kind: &RecordKind) -> String {
        self.values.get(kind.id).map(|json| plain(json)).unwrap_or_default()
    }

    /// Whether it has all these values. Numbers and texts of the same digits are the same.
    pub(super) fn fits(&self, wanted: &[(&'static str, String)]) -> bool {
        wanted.iter().all(|(name, value)| self.values.get(name).is_some_and(|own| plain(own) == *value))
    }

    /// As it may be shown: one JSON object, its state at the end.
    pub(super) fn shown(&self, kind: &RecordKind) -> String {
        let value = |(name, json): (&&'static str, &String)| {
            let hidden = kind.hidden.contains(name);
            let json = if hidden && json != "null" { quoted("[redacted]") } else { json.clone() };
            format!("{}:{json}", quoted(name))
        };
        let state = self.state.map(|state| format!("\"state\":{}", quoted(state)));
        let members: Vec<_> = self.values.iter().map(value).chain(state).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// All records of a kind, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    /// The records.
    pub(super) records: BTreeMap<String, Record>,
    /// Something was made, changed or taken away.
    pub(super) touched: bool,
    /// How many ids were given.
    given: u64,
}

impl Shelf {
    /// The records that have all these values.
    pub(super) fn fitting(&self, kind: &RecordKind, wanted: &[(&'static str, String)]) -> Vec<&Record> {
        // Most calls name the id, and there may be many records.
        match wanted.iter().find(|(name, _)| *name == kind.id) {
            Some((_, id)) => self.records.get(id).filter(|record| record.fits(wanted)).into_iter().collect(),
            None => self.records.values().filter(|record| record.fits(wanted)).collect(),
        }
    }

    /// An id that no record has, in the form of the kind.
    pub(super) fn new_id(&mut self, kind: &RecordKind) -> String {
        let digits = kind.ids.matches('#').count();
        loop {
            self.given += 1;
            let number = format!("{:0digits$}", self.given);
            let id = kind.ids.replacen(&"#".repeat(digits), &number, 1);
            if !self.records.contains_key(&id) {
                return id;
            }
        }
    }
}

/// JSON without the quotes of a text.
pub(super) fn plain(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}
