//! What a test asks of the vendor's memory, and what happens outside all calls: `server.record(..)`,
//! `server.advance(..)`.
//!
//! In: the name of a kind of record, an id, an act. Out: the record as it may be shown, or what the vendor posts of the
//! act. A name that does not exist is the test's mistake, and fails it.

use super::book::id_json;
use super::record::{Record, Shelf};
use super::template::About;
use crate::canonical::Members;
use crate::post::Poster;
use crate::server::MockServer;
use crate::story::{Act, Effect, Posts, RecordKind};
use crate::table::MockApi;
use crate::vendor::Vendor;

/// What happened, and what the vendor posts of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advanced {
    /// The state now.
    pub state: &'static str,
    /// `group.name` of the callback that the vendor posts; none where it posts nothing.
    pub callback: Option<&'static str>,
    /// Its body as JSON; empty where nothing is posted.
    pub body: String,
}

impl<C> MockServer<C> {
    /// What the vendor remembers under an id, as it may be shown: one JSON object by wire names, and its `state`. None
    /// where there is no such record.
    ///
    /// ```ignore
    /// assert!(server.record("account", "234567890123456").is_none(), "it was deleted");
    /// ```
    ///
    /// # Panics
    ///
    /// Where the vendor remembers nothing of this kind; the message names the kinds that there are.
    #[must_use]
    #[track_caller]
    pub fn record(&self, kind: &str, id: &str) -> Option<String> {
        let (at, kind) = found(self.vendor.table, kind);
        self.vendor.records().open(self.vendor.table).1[at].records.get(id).map(|record| record.shown(kind))
    }

    /// Lets something happen outside all calls, as when somebody signs a contract. Gives what the vendor posts of it.
    ///
    /// ```ignore
    /// let signed = server.advance("contract", "1234567890123456789", "signed");
    /// server.post_to("http://127.0.0.1:8080/notices").advanced(&signed).send();
    /// ```
    ///
    /// # Panics
    ///
    /// Where there is no such kind, act or record, or the record is in a state in which it cannot happen.
    #[track_caller]
    pub fn advance(&self, kind: &str, id: &str, act: &str) -> Advanced {
        match advance(&self.vendor, kind, id, act) {
            Ok(advanced) => advanced,
            Err(text) => panic!("{text}"),
        }
    }
}

impl Poster {
    /// What the vendor posts of something that happened.
    ///
    /// # Panics
    ///
    /// Where it posts nothing of it.
    #[track_caller]
    pub fn advanced(self, happened: &Advanced) -> Self {
        match happened.callback {
            Some(callback) => self.callback(callback).body(happened.body.as_str()),
            None => panic!("the vendor posts nothing when the state becomes `{}`", happened.state),
        }
    }
}

#[track_caller]
fn found(table: &'static MockApi, name: &str) -> (usize, &'static RecordKind) {
    match find(table, name) {
        Ok(found) => found,
        Err(text) => panic!("{text}"),
    }
}

fn find(table: &'static MockApi, name: &str) -> Result<(usize, &'static RecordKind), String> {
    let mut kinds = table.rules.records.iter().enumerate();
    kinds.find(|(_, kind)| kind.name == name).ok_or_else(|| {
        let known = listed(table.rules.records.iter().map(|kind| kind.name));
        format!("`{}` remembers no `{name}`; it remembers {known}", table.api.id)
    })
}

/// Lets something happen, or says why it cannot.
pub(crate) fn advance(vendor: &Vendor, kind: &str, id: &str, act: &str) -> Result<Advanced, String> {
    let table = vendor.table;
    let (at, kind) = find(table, kind)?;
    let act = kind.acts.iter().find(|known| known.name == act).ok_or_else(|| {
        let known = listed(kind.acts.iter().map(|act| act.name));
        format!("nothing called `{act}` happens to a `{}`; what happens is {known}", kind.name)
    })?;
    let mut records = vendor.records();
    let shelf = &mut records.open(table).1[at];
    let record = happened(shelf, kind, act, id)?;
    let (callback, body) = match &act.posts {
        None => (None, String::new()),
        Some(posts) => (Some(posts.callback), body(table, kind, posts, &record)),
    };
    shelf.records.insert(id.to_owned(), record);
    shelf.touched = true;
    Ok(Advanced { state: act.to, callback, body })
}

/// The record after an act.
fn happened(shelf: &Shelf, kind: &RecordKind, act: &Act, id: &str) -> Result<Record, String> {
    let mut record = match shelf.records.get(id) {
        Some(record) => record.clone(),
        None if act.begins => Record { values: [(kind.id, id_json(id))].into(), ..Record::default() },
        None => {
            let known = listed(shelf.records.keys().map(String::as_str));
            return Err(format!("there is no `{}` with the id `{id}`; known are {known}", kind.name));
        }
    };
    if let Some(state) = record.state.filter(|state| !act.from.is_empty() && !act.from.contains(state)) {
        let from = listed(act.from.iter().copied());
        return Err(format!(
            "the `{}` `{id}` is in the state `{state}`, and `{}` happens in {from} only",
            kind.name, act.name
        ));
    }
    record.state = Some(act.to);
    Ok(record)
}

/// What is posted: the callback's first example with the values of the record and of the act.
fn body(table: &'static MockApi, kind: &'static RecordKind, posts: &Posts, record: &Record) -> String {
    let mut all = table.notifications.iter().copied().flatten();
    let example = all.find(|example| example.callback == posts.callback).map_or("{}", |example| example.body);
    let template = About { table, kind, shows: posts.shows, effect: Effect::Gets }.piece(example);
    let mut json = String::new();
    template.write(kind, &[record], &mut json);
    let mut members = Members::parse(json.as_bytes()).unwrap_or_default();
    for (wire, value) in posts.body {
        members.set(wire, (*value).to_owned());
    }
    members.to_json()
}

/// Names for people: `` `a`, `b` ``.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
