//! What is asked of an endpoint, read with care.
//!
//! In: a request, and the names of what may be said. Out: values by name, or a line that says what is wrong. Numbers of
//! data keep their digits.

use super::Wrong;
use crate::canonical::Members;
use crate::received::Received;

/// The members of a body.
#[derive(Debug)]
pub(super) struct Input(Members);

impl Input {
    /// Of a body that is one JSON object with no other members than these.
    pub(super) fn read(received: &Received, known: &[&str]) -> Result<Self, Wrong> {
        let members = Members::parse(&received.body).map_err(Wrong::request)?;
        let unknown = members.iter().map(|(name, _)| name).find(|name| !known.contains(name));
        match unknown {
            Some(name) => {
                Err(Wrong::request(format!("`{name}` is not known; there are {}", known.join(", "))))
            }
            None => Ok(Self(members)),
        }
    }

    /// The JSON of a member as it was written.
    pub(super) fn json(&self, name: &str) -> Option<&str> {
        self.0.get(name).filter(|json| *json != "null")
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Wrong> {
        self.value(name, "a text")
    }

    /// A text that must be there.
    pub(super) fn needed(&self, name: &str) -> Result<String, Wrong> {
        self.text(name)?.ok_or_else(|| Wrong::request(format!("`{name}` is missing")))
    }

    /// A whole number.
    pub(super) fn number<N: serde_core::de::DeserializeOwned>(&self, name: &str) -> Result<Option<N>, Wrong> {
        self.value(name, "a whole number that is not too large")
    }

    /// True or false; false where it is not there.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Wrong> {
        Ok(self.value(name, "true or false")?.unwrap_or_default())
    }

    fn value<T: serde_core::de::DeserializeOwned>(&self, name: &str, kind: &str) -> Result<Option<T>, Wrong> {
        let wrong = |_| Wrong::request(format!("`{name}` is {kind}"));
        self.json(name).map(|json| serde_json::from_str(json).map_err(wrong)).transpose()
    }
}

/// The whole number of the query's one parameter, if it is there.
pub(super) fn parameter(received: &Received, name: &str) -> Result<Option<usize>, Wrong> {
    let mut found = None;
    for (known, value) in &received.query {
        if known != name {
            return Err(Wrong::request(format!("`{known}` is not known; `{name}` is")));
        }
        found = Some(value.parse().map_err(|_| Wrong::request(format!("`{name}` is a whole number")))?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn received(query: &str, body: &'static str) -> Received {
        let request = http::Request::post(format!("/__mock/x?{query}")).body(()).expect("a request");
        Received::new(&request.into_parts().0, Bytes::from_static(body.as_bytes()))
    }

    #[track_caller]
    fn check<T: std::fmt::Debug + PartialEq>(given: Result<T, Wrong>, expected: Result<T, &str>) {
        assert_eq!(given.map_err(|wrong| wrong.text), expected.map_err(str::to_owned));
    }

    #[test]
    fn values_are_found_by_name() {
        let input = Input::read(
            &received("", r#"{"a":"x","n":7,"f":true,"j":{"d":1.50},"z":null}"#),
            &["a", "n", "f", "j", "z"],
        );
        let input = input.expect("an object");
        check(input.text("a"), Ok(Some("x".to_owned())));
        check(input.number("n"), Ok(Some(7_u32)));
        check(input.flag("f"), Ok(true));
        check(input.flag("g"), Ok(false));
        check(input.text("z"), Ok(None));
        assert_eq!(input.json("j"), Some(r#"{"d":1.50}"#));
        check(input.text("n"), Err("`n` is a text"));
        check(input.number::<u32>("a"), Err("`a` is a whole number that is not too large"));
        check(input.needed("z"), Err("`z` is missing"));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let refused = |body| Input::read(&received("", body), &["a", "b"]).map(|_| ());
        check(refused(r#"{"c":1}"#), Err("`c` is not known; there are a, b"));
        check(refused("[]"), Err("the body is no JSON object"));
        check(refused(""), Ok(()));
        check(parameter(&received("n=3", ""), "n"), Ok(Some(3)));
        check(parameter(&received("", ""), "n"), Ok(None));
        check(parameter(&received("n=x", ""), "n"), Err("`n` is a whole number"));
        check(parameter(&received("m=3", ""), "n"), Err("`m` is not known; `n` is"));
    }
}
