//! XML as text, as the client writes it: what an example's member looks like on the wire.
//!
//! In comes the value of a member that travels as XML, out goes the document without a declaration.

use crate::model::Json;

/// The document.
pub(super) fn xml_text(json: &Json, root: &str) -> String {
    let mut text = String::new();
    element(root, json, &mut text);
    text
}

/// Writes a value; a list as one element for each of its values.
fn element(name: &str, json: &Json, text: &mut String) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| element(name, item, text)),
        Json::Object(members) => {
            text.extend(["<", name]);
            for (attribute, value) in members {
                let Some(attribute) = attribute.strip_prefix('@').filter(|_| *value != Json::Null) else {
                    continue;
                };
                text.extend([" ", attribute, "=\""]);
                escape(&single(value), "&<>\"\t\n\r", text);
                text.push('"');
            }
            text.push('>');
            let inner = members.iter().filter(|(name, _)| !name.starts_with('@'));
            inner.for_each(|(name, value)| element(name, value, text));
            text.extend(["</", name, ">"]);
        }
        json => {
            text.extend(["<", name, ">"]);
            escape(&single(json), "&<>\r", text);
            text.extend(["</", name, ">"]);
        }
    }
}

/// A single value as text; null is empty.
fn single(json: &Json) -> String {
    match json {
        Json::String(text) | Json::Number(text) => text.clone(),
        Json::Bool(value) => value.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

fn escape(value: &str, special: &str, text: &mut String) {
    for c in value.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            c if special.contains(c) => text.push_str(&format!("&#{};", u32::from(c))),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str) -> Json {
        Json::String(text.to_owned())
    }

    fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    #[track_caller]
    fn check(json: Json, expected: &str) {
        assert_eq!(xml_text(&json, "r"), expected);
    }

    #[test]
    fn members_are_elements_and_attributes() {
        let inner = object([("c", Json::Number("1.50".into())), ("d", Json::Bool(true))]);
        check(
            object([("b", string("x")), ("@id", string("7")), ("a", inner), ("e", Json::Null)]),
            r#"<r id="7"><b>x</b><a><c>1.50</c><d>true</d></a><e></e></r>"#,
        );
    }

    #[test]
    fn a_list_is_an_element_for_each_value() {
        check(object([("a", Json::Array(vec![string("x"), string("y")]))]), "<r><a>x</a><a>y</a></r>");
    }

    #[test]
    fn no_value_becomes_markup() {
        check(
            object([("a", string("<&\r")), ("@b", string("\"\n"))]),
            "<r b=\"&#34;&#10;\"><a>&lt;&amp;&#13;</a></r>",
        );
    }
}
