//! What holds between the keys of one map, as members of its schema.

use super::json::{Value, object, texts};
use crate::language::Law;

/// The members that say it.
pub(super) fn members(laws: &[Law]) -> Vec<(String, Value)> {
    let needs = |key: &&str| Value::from([("required", texts([*key]))]);
    let any = |keys: &[&str]| Value::List(keys.iter().map(needs).collect());
    let all = laws.iter().filter_map(|law| match law {
        Law::One(keys) => Some(Value::from([("oneOf", any(keys))])),
        Law::Any(keys) => Some(Value::from([("anyOf", any(keys))])),
        Law::Where(key, words, keys) => {
            let is = Value::from([("enum", texts(words.iter().copied()))]);
            let list = Value::from([("type", "array".into()), ("items", is.clone())]);
            let either = Value::from([("anyOf", Value::List(vec![is, list]))]);
            let holds = object([("properties", [(*key, either)].into()), ("required", texts([*key]))]);
            Some(Value::from([("if", Value::Object(holds)), ("then", [("anyOf", any(keys))].into())]))
        }
        Law::With(..) | Law::Outside(_) => None,
    });
    let all: Vec<Value> = all.collect();
    let with = laws.iter().filter_map(|law| match law {
        Law::With(one, other) => Some(((*one).to_owned(), texts([*other]))),
        _ => None,
    });
    let with: Vec<_> = with.collect();
    let mut members = Vec::new();
    if !with.is_empty() {
        members.extend(object([("dependencies", Value::Object(with))]));
    }
    if !all.is_empty() {
        members.extend(object([("allOf", Value::List(all))]));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(law: Law, expected: &str) {
        let compact = serde_json::to_string(&Value::Object(members(&[law]))).expect("JSON");
        assert_eq!(compact, expected);
    }

    #[test]
    fn each_law_has_its_words() {
        check(Law::One(&["a", "b"]), r#"{"allOf":[{"oneOf":[{"required":["a"]},{"required":["b"]}]}]}"#);
        check(Law::Any(&["a"]), r#"{"allOf":[{"anyOf":[{"required":["a"]}]}]}"#);
        check(Law::With("a", "b"), r#"{"dependencies":{"a":["b"]}}"#);
        check(Law::Outside("a"), "{}");
        check(
            Law::Where("a", &["w"], &["b"]),
            r#"{"allOf":[{"if":{"properties":{"a":{"anyOf":[{"enum":["w"]},{"type":"array","items":{"enum":["w"]}}]}},"required":["a"]},"then":{"anyOf":[{"required":["b"]}]}}]}"#,
        );
    }
}
