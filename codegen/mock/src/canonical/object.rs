//! Members of a request as JSON, each as it was written.
//!
//! In: a JSON object, or texts. Out: the same with all that was encrypted in clear. Values are not read: digits and
//! order stay.

use super::Open;
use jiekou_runtime::mock::{DecodeModel, Null, Slot, Target};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Names and values of an object, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Members(Vec<(String, String)>);

impl Members {
    /// Of a JSON object. An empty body has none.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| "the body is no UTF-8")?;
        let members: RawMembers<'_> = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            match error.classify() {
                serde_json::error::Category::Data => "the body is no JSON object".to_owned(),
                _ => format!("the body is no JSON (line {line}, column {column})"),
            }
        })?;
        Ok(Self(members.0.into_iter().map(|(name, value)| (name, value.get().to_owned())).collect()))
    }

    /// Of texts; a name that stands twice has a list.
    pub(crate) fn of_texts(pairs: Vec<(String, String)>) -> Self {
        let (mut places, mut named) = (BTreeMap::new(), Vec::<(String, Vec<String>)>::new());
        for (name, value) in pairs {
            let place = *places.entry(name.clone()).or_insert(named.len());
            if place == named.len() {
                named.push((name, Vec::new()));
            }
            named[place].1.push(quoted(&value));
        }
        let json = |mut values: Vec<String>| match values.len() {
            1 => values.remove(0),
            _ => format!("[{}]", values.join(",")),
        };
        Self(named.into_iter().map(|(name, values)| (name, json(values))).collect())
    }

    /// Adds a member with this JSON.
    pub(crate) fn push(&mut self, name: &str, json: String) {
        self.0.push((name.to_owned(), json));
    }

    /// The JSON of a member; of one that stands twice the last, as parsers have it.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, json)| json.as_str())
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, json)| (name.as_str(), json.as_str()))
    }

    /// Puts JSON in place of a member's, or adds it.
    pub(crate) fn set(&mut self, name: &str, json: String) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = json,
            None => self.push(name, json),
        }
    }

    /// Takes a member out.
    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    /// The object.
    pub(crate) fn to_json(&self) -> String {
        let members: Vec<_> = self.iter().map(|(name, json)| format!("{}:{json}", quoted(name))).collect();
        format!("{{{}}}", members.join(","))
    }
}

struct RawMembers<'de>(Vec<(String, &'de RawValue)>);

impl<'de> serde_core::Deserialize<'de> for RawMembers<'de> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> serde_core::de::Visitor<'de> for RawVisitor {
    type Value = RawMembers<'de>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde_core::de::MapAccess<'de>>(self, mut map: A) -> Result<RawMembers<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = map.next_entry()? {
            members.push(entry);
        }
        Ok(RawMembers(members))
    }
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list's elements as JSON.
pub(crate) fn elements(json: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json).ok()
}

/// Members with all that was encrypted in clear, in objects and lists inside too. The model tells where that is.
pub(super) fn decrypted(
    model: &mut dyn DecodeModel,
    members: Members,
    open: Open<'_>,
) -> Result<Members, String> {
    let hidden = encrypted_below(model);
    if hidden.is_empty() {
        return Ok(members);
    }
    let mut clear = Members::default();
    for (name, json) in members.0 {
        let index = model.shape().fields.iter().position(|field| field.wire() == name);
        let json = match index.filter(|index| hidden.contains(index)) {
            None => json,
            Some(index) => match model.shape().fields[index].encryption() {
                Some(encryption) => {
                    opened(&json, encryption, open).map_err(|reason| format!("`{name}`: {reason}"))?
                }
                None => {
                    inside(model.slot(index), json, open).map_err(|reason| format!("`{name}`: {reason}"))?
                }
            },
        };
        clear.push(&name, json);
    }
    Ok(clear)
}

/// One ciphertext, or a list of them.
fn opened(json: &str, encryption: usize, open: Open<'_>) -> Result<String, String> {
    if let Ok(text) = serde_json::from_str::<String>(json) {
        return open(encryption, &text).map(|text| quoted(&text));
    }
    match elements(json) {
        None => Ok(json.to_owned()),
        Some(list) => {
            let list: Result<Vec<_>, _> =
                list.iter().map(|item| opened(item.get(), encryption, open)).collect();
            Ok(format!("[{}]", list?.join(",")))
        }
    }
}

/// An object or a list of objects.
fn inside(slot: &mut dyn Slot, json: String, open: Open<'_>) -> Result<String, String> {
    match slot.target(Null::No) {
        Target::Model(model) => match Members::parse(json.as_bytes()) {
            Ok(members) => Ok(decrypted(model, members, open)?.to_json()),
            Err(_) => Ok(json),
        },
        Target::List(list) => match elements(&json) {
            None => Ok(json),
            Some(items) => {
                let items: Result<Vec<_>, _> =
                    items.iter().map(|item| inside(list.add(), item.get().to_owned(), open)).collect();
                Ok(format!("[{}]", items?.join(",")))
            }
        },
        _ => Ok(json),
    }
}

/// The fields of a model that are encrypted, or in which something is.
fn encrypted_below(model: &mut dyn DecodeModel) -> BTreeSet<usize> {
    let count = model.shape().fields.len();
    (0..count).filter(|index| holds_ciphertext(model, *index)).collect()
}

fn holds_ciphertext(model: &mut dyn DecodeModel, index: usize) -> bool {
    let field = &model.shape().fields[index];
    field.encryption().is_some() || field.always().is_none() && slot_holds(model.slot(index))
}

fn slot_holds(slot: &mut dyn Slot) -> bool {
    match slot.target(Null::No) {
        Target::Model(model) => (0..model.shape().fields.len()).any(|index| holds_ciphertext(model, index)),
        Target::List(list) => slot_holds(list.add()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stay_as_they_were_written() {
        let members = Members::parse(br#"{ "b": 1.50, "a": [1, 2] , "b": "x"}"#).expect("an object");
        assert_eq!(members.get("b"), Some("\"x\""));
        assert_eq!(members.to_json(), r#"{"b":1.50,"a":[1, 2],"b":"x"}"#);
        assert_eq!(Members::parse(b""), Ok(Members::default()));
    }

    #[test]
    fn what_is_no_object_is_told_by_its_place() {
        assert_eq!(Members::parse(b"[]").unwrap_err(), "the body is no JSON object");
        assert_eq!(Members::parse(b"{\"a\":").unwrap_err(), "the body is no JSON (line 1, column 5)");
        assert_eq!(Members::parse(b"\xff").unwrap_err(), "the body is no UTF-8");
    }

    #[test]
    fn a_text_that_stands_twice_is_a_list() {
        let pairs = [("a", "1"), ("b", "2"), ("a", "3")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(Members::of_texts(pairs).to_json(), r#"{"a":["1","3"],"b":"2"}"#);
    }
}
