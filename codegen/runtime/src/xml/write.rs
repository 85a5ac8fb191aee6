//! Writes JSON as XML.
//!
//! In: JSON that the codec wrote and the name of the outermost element. Out: that element, without a declaration. A
//! name or a character that XML cannot hold is refused, so that no value becomes markup.

use super::{DEEPEST, is_allowed};
use crate::decode::members;

type Written = Result<(), &'static str>;

/// The XML, or why there is none.
pub(crate) fn from_json(json: &str, root: &str) -> Result<String, &'static str> {
    let mut output = String::with_capacity(json.len());
    match json.as_bytes().first() {
        Some(b'[') => return Err("a list cannot be the outermost element of XML"),
        _ => element(root, json, &mut output, 0)?,
    }
    Ok(output)
}

/// Writes a value; a list as one element for each of its values.
fn element(name: &str, json: &str, output: &mut String, depth: usize) -> Written {
    if !is_name(name) {
        return Err("XML cannot hold the name of a member");
    }
    if depth == DEEPEST {
        return Err("it is nested too deeply for XML");
    }
    match json.as_bytes().first() {
        Some(b'{') => object(name, json, output, depth),
        Some(b'[') => {
            let list: Vec<&serde_json::value::RawValue> = serde_json::from_str(json).map_err(unread)?;
            list.into_iter().try_for_each(|value| match value.get() {
                value if value.starts_with('[') => Err("XML cannot hold lists of lists"),
                value => element(name, value, output, depth),
            })
        }
        _ => {
            output.extend(["<", name, ">"]);
            escape(&text(json)?, "&<>\r", output)?;
            output.extend(["</", name, ">"]);
            Ok(())
        }
    }
}

fn object(name: &str, json: &str, output: &mut String, depth: usize) -> Written {
    let members = members(json).map_err(unread)?.0;
    output.extend(["<", name]);
    for (name, value) in &members {
        let Some(name) = name.strip_prefix('@').filter(|_| *value != "null") else { continue };
        if !is_name(name) {
            return Err("XML cannot hold the name of a member");
        }
        output.extend([" ", name, "=\""]);
        escape(&text(value)?, "&<>\"\t\n\r", output)?;
        output.push('"');
    }
    output.push('>');
    for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
        element(name, value, output, depth + 1)?;
    }
    output.extend(["</", name, ">"]);
    Ok(())
}

/// A single value as text; null is empty.
fn text(json: &str) -> Result<String, &'static str> {
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).map_err(unread),
        Some(b'{' | b'[') => Err("an attribute of XML holds a single value"),
        Some(b'n') => Ok(String::new()),
        _ => Ok(json.to_owned()),
    }
}

fn unread(_: serde_json::Error) -> &'static str {
    "XML cannot hold it"
}

/// Writes a text; the characters that are special here as numbers.
fn escape(text: &str, special: &str, output: &mut String) -> Written {
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            character if special.contains(character) => {
                output.push_str(&format!("&#{};", u32::from(character)));
            }
            character if is_allowed(character) => output.push(character),
            _ => return Err("XML cannot hold one of its characters"),
        }
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    let is_first = |character: char| character.is_alphabetic() || matches!(character, '_' | ':');
    let is_more =
        |character: char| is_first(character) || character.is_numeric() || matches!(character, '-' | '.');
    name.starts_with(is_first) && name.chars().all(is_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&str, &str>) {
        assert_eq!(from_json(json, "r").as_deref(), expected.as_deref());
    }

    #[test]
    fn members_are_elements_in_their_order() {
        check(
            r#"{"b":"x","@id":"7","a":{"c":1.50,"d":true},"e":null,"f":""}"#,
            Ok(r#"<r id="7"><b>x</b><a><c>1.50</c><d>true</d></a><e></e><f></f></r>"#),
        );
        check("{}", Ok("<r></r>"));
        check("null", Ok("<r></r>"));
        check("\"x\"", Ok("<r>x</r>"));
    }

    #[test]
    fn a_list_is_an_element_for_each_value() {
        check(
            r#"{"a":[{"b":"1"},{"b":"2"}],"c":["x","y"],"d":[]}"#,
            Ok("<r><a><b>1</b></a><a><b>2</b></a><c>x</c><c>y</c></r>"),
        );
    }

    #[test]
    fn no_value_becomes_markup() {
        check(
            r#"{"a":"<b>&amp;\"'\r\n","@c":"\"<>\n"}"#,
            Ok("<r c=\"&#34;&lt;&gt;&#10;\"><a>&lt;b&gt;&amp;amp;\"'&#13;\n</a></r>"),
        );
        check(r#"{"a":"\u0000"}"#, Err("XML cannot hold one of its characters"));
        for name in ["a b", "a><b", "", "1", "-a", "@@"] {
            check(&format!(r#"{{"{name}":"x"}}"#), Err("XML cannot hold the name of a member"));
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_refused() {
        check("[1]", Err("a list cannot be the outermost element of XML"));
        check(r#"{"a":[[1]]}"#, Err("XML cannot hold lists of lists"));
        check(r#"{"@a":[1]}"#, Err("an attribute of XML holds a single value"));
        let deep = format!("{}1{}", r#"{"a":"#.repeat(64), "}".repeat(64));
        check(&deep, Err("it is nested too deeply for XML"));
    }
}
