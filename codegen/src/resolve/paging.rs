//! `pages`: how a call gives a list in pages.
//!
//! In comes the map, out goes a [`Paging`] whose members were found and have types that can say what they are for.

use super::members::{Found, Members, Of};
use super::read::{Map, integer};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::PAGES;
use crate::model::{PageBy, Paging, Plain, Type, WirePath};
use crate::source::{Entry, Span};

/// Reads how a call gives pages.
pub(super) fn resolve_paging(
    entry: &Entry,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Paging> {
    let map = Map::read(&entry.value, entry.key_span, &PAGES, diagnostics).filter(Map::is_whole)?;
    let by = resolve_by(&map, members, diagnostics);
    let size = resolve_sent(&map, "size", members, diagnostics);
    let largest = map.get("largest").and_then(|node| integer::<i64>(node, "a whole number", diagnostics));
    if let (Some(largest), Some(entry)) = (largest, map.entry("largest")) {
        let size_is_known = map.get("size").is_some();
        if !size_is_known {
            contradiction(entry.key_span, "the largest page needs `size`", "there is no size", diagnostics);
        } else if largest < 1 {
            contradiction(entry.value.span, "a page has at least one row", "too small", diagnostics);
        }
    }
    let items = resolve_items(&map, members, diagnostics);
    let told =
        |key, plain, diagnostics: &mut Diagnostics| resolve_told(&map, key, plain, members, diagnostics);
    let total = told("total", Plain::Number, diagnostics);
    let pages = told("pages", Plain::Number, diagnostics);
    let more = told("more", Plain::Flag, diagnostics);
    let (by, plain) = by?;
    Some(Paging {
        by,
        as_text: plain == Plain::Text,
        size: size.map(|(path, _)| path).unwrap_or_default(),
        largest,
        items: items?,
        total,
        pages,
        more,
    })
}

fn resolve_by(
    map: &Map<'_>,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(PageBy, Plain)> {
    let (page, cursor) = (map.entry("page"), map.entry("cursor"));
    if page.is_some() == cursor.is_some() {
        contradiction(
            map.anchor,
            "pages are asked for by `page` or by `cursor`",
            if page.is_some() { "both are there" } else { "neither is there" },
            diagnostics,
        );
        return None;
    }
    let (wrong, belongs) = if page.is_some() { ("next", "cursor") } else { ("first", "page") };
    if let Some(entry) = map.entry(wrong) {
        let message = format!("`{wrong}` goes with `{belongs}`");
        contradiction(entry.key_span, &message, "says nothing here", diagnostics);
    }
    if page.is_some() {
        let first = map.get("first").map_or(Some(1), |node| integer(node, "a whole number", diagnostics));
        let (member, plain) = resolve_sent(map, "page", members, diagnostics)?;
        return Some((PageBy::Number { member, first: first? }, plain));
    }
    let next = map.need("next", diagnostics);
    let next = next.and_then(|entry| members.named(&entry.value, Of::Answer, diagnostics));
    let (member, plain) = resolve_sent(map, "cursor", members, diagnostics)?;
    let (next, span) = (next?, map.get("next").map_or(map.anchor, |node| node.span));
    check_plain(&next, &[Plain::Text, Plain::Number], span, members, diagnostics);
    Some((PageBy::Cursor { member, next: next.path }, plain))
}

/// A member of the request that the client changes from page to page, or reads.
fn resolve_sent(
    map: &Map<'_>,
    key: &str,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(WirePath, Plain)> {
    let node = map.get(key)?;
    let found = members.named(node, Of::Request, diagnostics)?;
    if let Some(fault) = found.fault_to_fill() {
        let message = format!("`{}` cannot say which page is wanted", found.path.join("."));
        contradiction(node.span, &message, fault, diagnostics);
        return None;
    }
    let plain = check_plain(&found, &[Plain::Text, Plain::Number], node.span, members, diagnostics)?;
    Some((found.path, plain))
}

/// A member of the answer; texts stand for numbers.
fn resolve_told(
    map: &Map<'_>,
    key: &str,
    plain: Plain,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> WirePath {
    let Some(node) = map.get(key) else { return WirePath::new() };
    let Some(found) = members.named(node, Of::Answer, diagnostics) else { return WirePath::new() };
    let allowed: &[Plain] = if plain == Plain::Flag { &[Plain::Flag] } else { &[Plain::Number, Plain::Text] };
    check_plain(&found, allowed, node.span, members, diagnostics);
    found.path
}

/// The list of rows; the whole answer where it is one.
fn resolve_items(map: &Map<'_>, members: &Members<'_>, diagnostics: &mut Diagnostics) -> Option<WirePath> {
    let (found, span) = match map.get("items") {
        Some(node) => (members.named(node, Of::Answer, diagnostics)?, node.span),
        None => match members.whole() {
            Some(found) if matches!(found.ty, Type::List(_)) => (found, map.anchor),
            _ => {
                map.need("items", diagnostics);
                return None;
            }
        },
    };
    let goes_through_objects =
        found.way.iter().rev().skip(1).all(|field| members.fields_of(&field.ty).is_some());
    let from_an_object =
        found.way.is_empty() || members.whole().is_some_and(|whole| members.fields_of(whole.ty).is_some());
    let is_list =
        matches!(found.ty, Type::List(_)) && found.way.last().is_none_or(|field| field.joined.is_none());
    if !is_list {
        wrong(span, &found, "no list of rows", diagnostics);
        return None;
    }
    if !goes_through_objects || !from_an_object {
        wrong(span, &found, "not in objects alone: a list or a shape is on the way", diagnostics);
        return None;
    }
    Some(found.path)
}

fn check_plain(
    found: &Found<'_>,
    allowed: &[Plain],
    span: Span,
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Plain> {
    let plain = members.plain(found.ty).filter(|plain| allowed.contains(plain));
    if plain.is_none() {
        let wanted = if allowed == [Plain::Flag] { "no boolean" } else { "neither number nor text" };
        wrong(span, found, wanted, diagnostics);
    }
    plain
}

fn wrong(span: Span, found: &Found<'_>, label: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` has the wrong type here", found.path.join("."));
    diagnostics.push(Diagnostic::new(Code::WrongType, span, message).label(label));
}

fn contradiction(span: Span, message: &str, label: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Code::Contradiction, span, message).label(label));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, list_of, object, operation};
    use crate::resolve::samples::{messages, node};
    use crate::source::Value;

    #[track_caller]
    fn check(pages: &str, expected: &[&str]) {
        let page = object("Page", [field("no", Type::I32), field("size", Type::String)]);
        let answer = object(
            "List",
            [
                field("rows", list_of(Type::Id)),
                field("total", Type::String),
                field("more", Type::Boolean),
                field("next", Type::String),
                field("pages", list_of(object("P", [field("rows", list_of(Type::Id))]))),
            ],
        );
        let call = operation("list").request([field("page", page), field("pin", Type::String).encrypted()]);
        let api = api().operation("account", call.gives(answer)).done();
        let members = Members { operation: &api.groups[0].operations[0], group: &api.groups[0], enums: &[] };
        let root = node(&format!("pages: {pages}\n"));
        let Value::Map(entries) = &root.value else { panic!("a map") };
        let mut diagnostics = Diagnostics::default();
        let read = resolve_paging(&entries[0], &members, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        assert!(!expected.is_empty() || read.is_some());
    }

    #[test]
    fn pages_have_numbers_or_cursors() {
        check("{ page: page.no, size: page.size, largest: 50, items: rows, total: total }", &[]);
        check("{ cursor: page.no, next: next, items: rows, more: more }", &[]);
        check("{ items: rows }", &["pages are asked for by `page` or by `cursor`"]);
        check(
            "{ page: page.no, cursor: page.no, items: rows }",
            &["pages are asked for by `page` or by `cursor`"],
        );
        check("{ page: page.no, next: next, items: rows }", &["`next` goes with `cursor`"]);
        check("{ cursor: page.no, items: rows }", &["the key `next` is missing"]);
    }

    #[test]
    fn members_are_what_they_are_for() {
        check("{ page: page, items: rows }", &["`page` has the wrong type here"]);
        check("{ page: pin, items: rows }", &["`pin` cannot say which page is wanted"]);
        check("{ page: page.no, items: total }", &["`total` has the wrong type here"]);
        check("{ page: page.no, items: pages.rows }", &["`pages.rows` has the wrong type here"]);
        check("{ page: page.no, items: rows, total: more }", &["`more` has the wrong type here"]);
        check("{ page: page.no, items: rows, more: total }", &["`total` has the wrong type here"]);
        check("{ page: page.no }", &["the key `items` is missing"]);
        check("{ page: page.no, items: rows, largest: 5 }", &["the largest page needs `size`"]);
        check(
            "{ page: page.no, size: page.size, items: rows, largest: 0 }",
            &["a page has at least one row"],
        );
    }
}
