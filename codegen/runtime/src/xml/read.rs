//! Reads XML into JSON.
//!
//! In: an XML document and the name of its outermost element. Out: what is in that element, as JSON. What an XML
//! declaration says of an encoding means nothing, since the text is Unicode already.

use super::{DEEPEST, is_allowed};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use serde_core::ser::{Serialize, SerializeMap, Serializer};

const NOT_XML: &str = "is not XML";

/// The JSON, or what the text is instead.
pub(crate) fn to_json(text: &str, root: &str) -> Result<String, &'static str> {
    let node = parse(text.trim_start_matches('\u{feff}').trim_start(), root)?;
    serde_json::to_string(&node).map_err(|_| NOT_XML)
}

/// The content of an element.
enum Node {
    Text(String),
    /// Attributes and elements; sorted by name, those of one name in their order.
    Object(Vec<(String, Node)>),
}

/// An element that is not closed yet.
struct Element {
    name: String,
    attributes: Vec<(String, Node)>,
    elements: Vec<(String, Node)>,
    text: String,
}

/// What has been read of the document.
#[derive(Default)]
struct Document {
    open: Vec<Element>,
    /// The outermost element.
    root: Option<(String, Node)>,
}

fn parse(text: &str, root: &str) -> Result<Node, &'static str> {
    let mut reader = Reader::from_str(text);
    let mut document = Document::default();
    loop {
        match reader.read_event().map_err(|_| NOT_XML)? {
            Event::Start(start) => document.start(&start)?,
            Event::Empty(start) => {
                document.start(&start)?;
                document.end()?;
            }
            Event::End(_) => document.end()?,
            Event::Text(text) => document.text(&text.xml10_content())?,
            Event::CData(text) => document.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => document.text(resolve(&reference)?.encode_utf8(&mut [0; 4]))?,
            Event::DocType(_) => return Err("is XML with a document type"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match document.root {
        Some((name, node)) if document.open.is_empty() => {
            if name == root {
                Ok(node)
            } else {
                Err("is XML with another outermost element")
            }
        }
        _ if text.is_empty() => Err("is empty"),
        _ => Err(NOT_XML),
    }
}

impl Document {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), &'static str> {
        if self.root.is_some() {
            return Err(NOT_XML);
        }
        if self.open.len() == DEEPEST {
            return Err("is XML that is nested too deeply");
        }
        self.open.push(Element {
            name: start.name().0.to_owned(),
            attributes: attributes(start)?,
            elements: Vec::new(),
            text: String::new(),
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), &'static str> {
        let mut element = self.open.pop().ok_or(NOT_XML)?;
        let name = std::mem::take(&mut element.name);
        match self.open.last_mut() {
            Some(around) => around.elements.push((name, element.close()?)),
            None => self.root = Some((name, element.close()?)),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), &'static str> {
        match self.open.last_mut() {
            _ if !text.chars().all(is_allowed) => Err(NOT_XML),
            Some(element) => {
                element.text.push_str(text);
                Ok(())
            }
            None if text.trim_ascii().is_empty() => Ok(()),
            None => Err(NOT_XML),
        }
    }
}

impl Element {
    fn close(self) -> Result<Node, &'static str> {
        let Self { mut attributes, elements, text, .. } = self;
        attributes.sort_by(|(left, _), (right, _)| left.cmp(right));
        if attributes.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(NOT_XML);
        }
        // A name of a namespace is no member that anybody documents.
        let is_plain = |(name, _): &(String, Node)| name != "@xmlns" && !name.starts_with("@xmlns:");
        if elements.is_empty() && !text.trim_ascii().is_empty() {
            return Ok(Node::Text(text));
        }
        if elements.is_empty() && !attributes.iter().any(is_plain) {
            return Ok(Node::Text(String::new()));
        }
        let mut members = attributes;
        members.extend(elements);
        members.sort_by(|(left, _), (right, _)| left.cmp(right));
        Ok(Node::Object(members))
    }
}

/// As `@name`. That none comes twice is seen when the element is closed: here it would take time without bounds.
fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, Node)>, &'static str> {
    let mut attributes = start.attributes();
    let read = attributes.with_checks(false).map(|attribute| {
        let attribute = attribute.map_err(|_| NOT_XML)?;
        let value = attribute.normalized_value_with(XmlVersion::Implicit1_0, 1, resolve_xml_entity);
        let value = value.map_err(|_| NOT_XML)?.into_owned();
        if !value.chars().all(is_allowed) {
            return Err(NOT_XML);
        }
        Ok((format!("@{}", attribute.key.0), Node::Text(value)))
    });
    read.collect()
}

/// The character that a reference stands for.
fn resolve(reference: &BytesRef<'_>) -> Result<char, &'static str> {
    match reference.resolve_char_ref().map_err(|_| NOT_XML)? {
        Some(character) => Ok(character),
        None => match &**reference {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "apos" => Ok('\''),
            "quot" => Ok('"'),
            _ => Err("is XML with an unknown entity"),
        },
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = match self {
            Self::Text(text) => return serializer.serialize_str(text),
            Self::Object(members) => members,
        };
        let mut object = serializer.serialize_map(None)?;
        for group in members.chunk_by(|(left, _), (right, _)| left == right) {
            match group {
                [(name, node)] => object.serialize_entry(name, node)?,
                group => {
                    let list: Vec<_> = group.iter().map(|(_, node)| node).collect();
                    object.serialize_entry(&group[0].0, &list)?;
                }
            }
        }
        object.end()
    }
}

#[cfg(test)]
mod tests;
