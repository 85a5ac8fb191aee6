//! `poll`: which call asks for the work that a call starts, and what its request is filled with.
//!
//! In comes the map, out goes a [`Poll`] whose call, members and shape were found.

use super::{CallFile, Calls, entry_of};
use crate::diagnostics::{Code as Mistake, Diagnostic, Diagnostics};
use crate::language::{POLL, TEXT};
use crate::model::{Fill, FillFrom, Plain, Poll, Type, WirePath};
use crate::names::Ident;
use crate::resolve::members::{Found, Members, Of};
use crate::resolve::read::{Map, entries, scalar, strings, wrong_type};
use crate::source::{Entry, Node, Scalar, Span, Value};

/// Reads how the work is asked for that a call starts.
pub(super) fn resolve_poll(
    entry: &Entry,
    start: &Members<'_>,
    calls: Calls<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Poll> {
    let map = Map::read(&entry.value, entry.key_span, &POLL, diagnostics).filter(Map::is_whole)?;
    let asked =
        map.need("ask", diagnostics).and_then(|entry| find_call(&entry.value, start, calls, diagnostics));
    let fill = map.need("fill", diagnostics);
    let asked = asked?;
    let fill = fill.map_or(Vec::new(), |entry| resolve_fill(entry, start, &asked, diagnostics));
    let at_once = map.get("at_once").and_then(|node| find_shape(node, start, &asked, diagnostics));
    Some(Poll { operation: asked.operation.id.clone(), fill, at_once })
}

/// The call that is asked: one of the group, which says how far the work is.
fn find_call<'a>(
    node: &Node,
    start: &Members<'_>,
    calls: Calls<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Members<'a>> {
    let wanted = scalar(node, "an operation", diagnostics)?.text.as_str();
    let Some(file) = calls.files().find(|file| file.id() == wanted) else {
        if calls.common.scope.complete {
            let known: Vec<String> = calls.files().map(CallFile::id).collect();
            let message = format!("there is no operation `{wanted}`");
            diagnostics.push(
                Diagnostic::new(Mistake::UnresolvedOperation, node.span, message)
                    .label("not an operation of this API")
                    .nearest(wanted, known.iter().map(String::as_str)),
            );
        }
        return None;
    };
    if file.group != start.group.name.snake() {
        diagnostics.push(
            Diagnostic::new(
                Mistake::Contradiction,
                node.span,
                format!("`{wanted}` belongs to another group"),
            )
            .label("each group of the client stands alone")
            .help("move one of the two calls, or leave `poll` out: `progress` of that call serves by itself"),
        );
        return None;
    }
    let found = calls.members(wanted)?;
    if entry_of(file.document, "progress").is_none() {
        let message = format!("`{wanted}` does not tell how far some work is");
        diagnostics.push(
            Diagnostic::new(Mistake::Contradiction, node.span, message)
                .label("it has no `progress`")
                .help("add `progress` to its file: where the state stands, what is done, how often to ask"),
        );
    }
    Some(found)
}

/// What the request of the asked call is filled with: all that it requires, and nothing twice.
fn resolve_fill(
    entry: &Entry,
    start: &Members<'_>,
    asked: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Fill> {
    let all = entries(&entry.value, "values by member", diagnostics).unwrap_or(&[]);
    let mut fills = Vec::new();
    for one in all {
        let Some(found) = asked.find(&one.key, one.key_span, Of::Request, diagnostics) else { continue };
        fills.extend(resolve_one(one, &found, start, asked, diagnostics));
    }
    let is_filled = |path: &WirePath| {
        all.iter()
            .any(|one| one.key == path.join(".") || one.key.starts_with(&format!("{}.", path.join("."))))
    };
    let missing: Vec<WirePath> = required(asked).into_iter().filter(|path| !is_filled(path)).collect();
    for path in &missing {
        let path = path.join(".");
        diagnostics.push(
            Diagnostic::new(Mistake::MissingKey, entry.key_span, format!("the key `{path}` is missing"))
                .label(format!("`{}` requires it", asked.operation.id))
                .help(format!(
                    "say where it comes from, as `{path}: answer.{path}` or `{path}: request.{path}`"
                )),
        );
    }
    let is_whole =
        fills.len() == all.len() && missing.is_empty() && matches!(entry.value.value, Value::Map(_));
    if is_whole && !fills.iter().any(|fill: &Fill| matches!(fill.from, FillFrom::Answer(_))) {
        let label = "by what is the work known?";
        contradiction(entry.key_span, "nothing comes from the answer", label, diagnostics);
    }
    fills
}

/// The members that a request cannot be sent without, through objects that are always there.
fn required(asked: &Members<'_>) -> Vec<WirePath> {
    fn push(asked: &Members<'_>, fields: &[crate::model::Field], path: &WirePath, all: &mut Vec<WirePath>) {
        for field in fields {
            let path: WirePath = path.iter().chain([&field.name.wire]).cloned().collect();
            match asked.fields_of(&field.ty) {
                Some(inner) if field.inline || field.required => push(asked, inner, &path, all),
                _ if field.required => all.push(path),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    push(asked, &asked.operation.request, &WirePath::new(), &mut all);
    all
}

fn resolve_one(
    entry: &Entry,
    target: &Found<'_>,
    start: &Members<'_>,
    asked: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Fill> {
    let (item, in_list) = match target.ty {
        Type::List(item) => (&**item, true),
        ty => (ty, false),
    };
    let outer = target.way.split_last().map_or(&[][..], |(_, outer)| outer);
    let plain = asked.plain(item).filter(|plain| !in_list || *plain != Plain::Flag);
    let fault = match target.fault_to_fill() {
        Some(fault) => Some(fault),
        None if !outer.iter().all(|field| field.inline || field.required) => {
            Some("the object that holds it may be missing")
        }
        None if plain.is_none() => Some("it is no plain value and no list of plain values"),
        None => None,
    };
    if let Some(fault) = fault {
        let message = format!("`{}` cannot be filled", entry.key);
        contradiction(entry.key_span, &message, fault, diagnostics);
        return None;
    }
    let plain = plain?;
    let from = resolve_from(&entry.value, plain, start, diagnostics)?;
    let required = target.way.last().is_some_and(|field| field.required);
    Some(Fill { to: target.path.clone(), plain, in_list, required, from })
}

/// Where a value comes from.
fn resolve_from(
    node: &Node,
    plain: Plain,
    start: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<FillFrom> {
    match &node.value {
        Value::Map(_) => {
            let map = Map::read(node, node.span, &TEXT, diagnostics)?;
            let text =
                map.need("text", diagnostics).and_then(|entry| scalar(&entry.value, "a text", diagnostics));
            fits(Plain::Text, plain, node.span, diagnostics).then_some(FillFrom::Text(text?.text.clone()))
        }
        Value::Scalar(said) if said.plain && said.text.parse::<i64>().is_ok() => {
            let number = said.text.parse().ok()?;
            fits(Plain::Number, plain, node.span, diagnostics).then_some(FillFrom::Number(number))
        }
        Value::Scalar(Scalar { plain: true, text }) if text == "true" || text == "false" => {
            fits(Plain::Flag, plain, node.span, diagnostics).then_some(FillFrom::Flag(text == "true"))
        }
        _ => resolve_paths(node, plain, start, diagnostics),
    }
}

/// `answer.taskId`, `request.id`, or several of the answer.
fn resolve_paths(
    node: &Node,
    plain: Plain,
    start: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<FillFrom> {
    let named = strings(node, "`answer.` or `request.` and a path", diagnostics);
    let mut paths = Vec::new();
    for (said, span) in &named {
        paths.push(resolve_source(said, *span, node, plain, start, diagnostics)?);
    }
    match paths.as_slice() {
        [(path, Of::Request)] => Some(FillFrom::Request(path.clone())),
        [_, ..] if paths.iter().all(|(_, of)| *of == Of::Answer) => {
            Some(FillFrom::Answer(paths.into_iter().map(|(path, _)| path).collect()))
        }
        [_, ..] => {
            let label = "one is in the request";
            contradiction(node.span, "several places are all in the answer", label, diagnostics);
            None
        }
        [] => {
            if named.is_empty() && matches!(&node.value, Value::List(items) if items.is_empty()) {
                diagnostics.push(
                    Diagnostic::new(
                        Mistake::EmptyValue,
                        node.span,
                        "there is no place to take the value from",
                    )
                    .label("an empty list"),
                );
            }
            None
        }
    }
}

/// One place in the answer or the request of the starting call, which has a plain value.
fn resolve_source(
    said: &str,
    span: Span,
    node: &Node,
    plain: Plain,
    start: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(WirePath, Of)> {
    let (found, of) = match said.split_once('.').unwrap_or((said, "")) {
        ("answer", "") => (whole(span, start, diagnostics)?, Of::Answer),
        ("answer", path) => (start.find(path, span, Of::Answer, diagnostics)?, Of::Answer),
        ("request", path) if !path.is_empty() => {
            (start.find(path, span, Of::Request, diagnostics)?, Of::Request)
        }
        _ => {
            wrong_type(node, "`answer`, `answer.` or `request.` and a path, or a number", diagnostics);
            return None;
        }
    };
    let hidden = found.way.last().is_some_and(|field| field.encrypt.is_some() || field.fixed.is_some());
    let Some(from) = start.plain(found.ty).filter(|_| !hidden) else {
        let message = format!("`{said}` has the wrong type here");
        let label = if hidden { "it is encrypted or fixed" } else { "no plain value" };
        diagnostics.push(Diagnostic::new(Mistake::WrongType, span, message).label(label));
        return None;
    };
    fits(from, plain, span, diagnostics).then_some((found.path, of))
}

fn whole<'a>(span: Span, start: &Members<'a>, diagnostics: &mut Diagnostics) -> Option<Found<'a>> {
    let whole = start.whole();
    if whole.is_none() {
        let message = format!("`{}` answers with nothing", start.operation.id);
        diagnostics
            .push(Diagnostic::new(Mistake::UnresolvedPath, span, message).label("it has no `response`"));
    }
    whole
}

/// A text of digits and a number stand for each other.
fn fits(from: Plain, to: Plain, span: Span, diagnostics: &mut Diagnostics) -> bool {
    let fits = (from == Plain::Flag) == (to == Plain::Flag);
    if !fits {
        diagnostics.push(
            Diagnostic::new(Mistake::WrongType, span, "the value does not fit the member that it fills")
                .label("one of the two is a boolean, the other is not"),
        );
    }
    fits
}

/// The shape of the answer that is the result already.
fn find_shape(
    node: &Node,
    start: &Members<'_>,
    asked: &Members<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let wanted = scalar(node, "a shape", diagnostics)?.text.as_str();
    let shapes = match start.whole().map(|whole| whole.ty) {
        Some(Type::OneOf(one)) => &one.shapes[..],
        _ => &[],
    };
    let Some(shape) = shapes.iter().find(|shape| shape.name.pascal() == wanted) else {
        diagnostics.push(
            Diagnostic::new(
                Mistake::UnresolvedName,
                node.span,
                format!("the answer of `{}` has no shape `{wanted}`", start.operation.id),
            )
            .label("not one of its `shapes`")
            .nearest(wanted, shapes.iter().map(|shape| shape.name.pascal())),
        );
        return None;
    };
    let result = asked.whole().map(|whole| whole.ty);
    if !matches!((&shape.ty, result), (Type::Shared(one), Some(Type::Shared(other))) if one == other) {
        let message = format!("`{wanted}` is not what `{}` answers", asked.operation.id);
        diagnostics.push(
            Diagnostic::new(Mistake::WrongType, node.span, message)
                .label("another type than the result of the wait")
                .help("let both be one object of `group.yaml`"),
        );
        return None;
    }
    Some(shape.name.clone())
}

fn contradiction(span: Span, message: &str, label: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Mistake::Contradiction, span, message).label(label));
}
