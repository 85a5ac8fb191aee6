//! Shapes of answers that no page documents and that such vendors are known for.
//!
//! In: an answer as JSON. Out: the same in such a shape. Order and digits of all else stay; texts that hold documents
//! are not looked into.

use crate::canonical::{Members, elements, quoted};
use crate::table::{MockApi, MockOperation};
use jiekou_runtime::mock::{Data, Null, Slot, Target};
use std::fmt;

/// A shape that such vendors are known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Oddity {
    /// `"data": ""` in place of the data. Nothing changes where the data stands beside the code.
    EmptyData,
    /// No code.
    MissingCode,
    /// Ids of the data as texts.
    IdsAsText,
    /// All numbers as texts.
    NumbersAsText,
    /// Lists of one object as that object.
    SingleAsObject,
    /// `null` in place of each list.
    NullLists,
    /// A member that nobody knows in each object.
    UnknownMembers,
    /// The first member of each object a second time, at its end.
    DuplicateKeys,
    /// A byte order mark in front.
    Bom,
}

impl Oddity {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::EmptyData,
        Self::MissingCode,
        Self::IdsAsText,
        Self::NumbersAsText,
        Self::SingleAsObject,
        Self::NullLists,
        Self::UnknownMembers,
        Self::DuplicateKeys,
        Self::Bom,
    ];

    /// Its name in JSON: `empty_data`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmptyData => "empty_data",
            Self::MissingCode => "missing_code",
            Self::IdsAsText => "ids_as_text",
            Self::NumbersAsText => "numbers_as_text",
            Self::SingleAsObject => "single_as_object",
            Self::NullLists => "null_lists",
            Self::UnknownMembers => "unknown_members",
            Self::DuplicateKeys => "duplicate_keys",
            Self::Bom => "bom",
        }
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().replace('_', " "))
    }
}

/// An answer in such a shape; none where it is no JSON.
pub(super) fn odd(oddity: Oddity, table: &MockApi, operation: &MockOperation, body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let mut answer = Members::parse(body).ok().filter(|_| !body.is_empty())?;
    let envelope = &table.api.envelope;
    match (oddity, envelope.data) {
        (Oddity::Bom, _) => return Some(format!("\u{feff}{text}")),
        (Oddity::MissingCode, _) => answer.remove(envelope.code.wire),
        (Oddity::EmptyData, Data::Member { names, .. }) => answer.set(names.wire, quoted("")),
        (Oddity::EmptyData, Data::Beside) => {}
        (Oddity::IdsAsText, Data::Member { names, .. }) => {
            if let Some(data) = answer.get(names.wire) {
                let data = with_text_ids(data, &mut *(operation.answer)());
                answer.set(names.wire, data);
            }
        }
        (Oddity::IdsAsText, Data::Beside) => return Some(with_text_ids(text, &mut *(operation.answer)())),
        _ => return Some(walked(oddity, text)),
    }
    Some(answer.to_json())
}

/// JSON with a shape at each place where it fits.
fn walked(oddity: Oddity, json: &str) -> String {
    let json = json.trim();
    match json.as_bytes().first() {
        Some(b'{') => match Members::parse(json.as_bytes()) {
            Ok(members) => object(oddity, &members),
            Err(_) => json.to_owned(),
        },
        Some(b'[') if oddity == Oddity::NullLists => "null".to_owned(),
        Some(b'[') => {
            let items = elements(json).unwrap_or_default();
            let items: Vec<_> = items.iter().map(|item| walked(oddity, item.get())).collect();
            match &*items {
                [one] if oddity == Oddity::SingleAsObject && one.starts_with('{') => one.clone(),
                _ => format!("[{}]", items.join(",")),
            }
        }
        Some(b'-' | b'0'..=b'9') if oddity == Oddity::NumbersAsText => quoted(json),
        _ => json.to_owned(),
    }
}

fn object(oddity: Oddity, members: &Members) -> String {
    let mut made = Members::default();
    for (name, json) in members.iter() {
        made.push(name, walked(oddity, json));
    }
    match oddity {
        Oddity::UnknownMembers => made.push("nobodyKnowsThis", r#"{"at":["all",null,1]}"#.to_owned()),
        Oddity::DuplicateKeys => {
            let first = made.iter().next().map(|(name, json)| (name.to_owned(), json.to_owned()));
            if let Some((name, json)) = first {
                made.push(&name, json);
            }
        }
        _ => {}
    }
    made.to_json()
}

/// JSON with all ids as texts. The slot tells which these are.
fn with_text_ids(json: &str, slot: &mut dyn Slot) -> String {
    let is_number = json.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    match slot.target(Null::No) {
        Target::Id(_) if is_number => quoted(json),
        Target::Model(model) => match Members::parse(json.as_bytes()) {
            Ok(members) if !json.is_empty() => {
                let mut made = Members::default();
                for (name, json) in members.iter() {
                    let index = model.shape().fields.iter().position(|field| field.wire() == name);
                    let json =
                        index.map_or_else(|| json.to_owned(), |at| with_text_ids(json, model.slot(at)));
                    made.push(name, json);
                }
                made.to_json()
            }
            _ => json.to_owned(),
        },
        Target::List(list) => match elements(json) {
            Some(items) => {
                let items: Vec<_> = items.iter().map(|item| with_text_ids(item.get(), list.add())).collect();
                format!("[{}]", items.join(","))
            }
            None => json.to_owned(),
        },
        _ => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{MOCK, account};

    const ANSWER: &str =
        r#"{"code":2000,"data":{"accountId":7,"n":1.50,"list":[{"accountId":8}],"more":[1,2]},"m":"5"}"#;

    #[track_caller]
    fn check(oddity: Oddity, expected: &str) {
        let operation = account::get().operation;
        assert_eq!(odd(oddity, &MOCK, operation, ANSWER.as_bytes()).as_deref(), Some(expected));
    }

    #[test]
    fn members_of_the_envelope_go() {
        check(Oddity::EmptyData, r#"{"code":2000,"data":"","m":"5"}"#);
        let rest = ANSWER.replace(r#""code":2000,"#, "");
        check(Oddity::MissingCode, &rest);
    }

    #[test]
    fn numbers_become_texts() {
        check(Oddity::IdsAsText, &ANSWER.replacen(r#""accountId":7"#, r#""accountId":"7""#, 1));
        check(
            Oddity::NumbersAsText,
            r#"{"code":"2000","data":{"accountId":"7","n":"1.50","list":[{"accountId":"8"}],"more":["1","2"]},"m":"5"}"#,
        );
    }

    #[test]
    fn lists_change() {
        check(Oddity::SingleAsObject, &ANSWER.replace(r#"[{"accountId":8}]"#, r#"{"accountId":8}"#));
        check(Oddity::NullLists, &ANSWER.replace(r#"[{"accountId":8}]"#, "null").replace("[1,2]", "null"));
    }

    #[test]
    fn members_are_added() {
        let unknown = r#","nobodyKnowsThis":{"at":["all",null,1]}}"#;
        check(Oddity::UnknownMembers, &ANSWER.replace('}', unknown));
        check(
            Oddity::DuplicateKeys,
            r#"{"code":2000,"data":{"accountId":7,"n":1.50,"list":[{"accountId":8,"accountId":8}],"more":[1,2],"accountId":7},"m":"5","code":2000}"#,
        );
        check(Oddity::Bom, &format!("\u{feff}{ANSWER}"));
    }

    #[test]
    fn what_is_no_json_object_stays() {
        for body in [&b"%PDF"[..], b"", b"\xff"] {
            assert_eq!(odd(Oddity::Bom, &MOCK, account::get().operation, body), None);
        }
    }
}
