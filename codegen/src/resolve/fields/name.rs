//! What Rust calls a field, and whether that name is free.

use std::sync::LazyLock;

use super::Side;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix};
use crate::model::Field;
use crate::names::{Ident, Name};
use crate::resolve::named::{Sort, Taken, check_reserved, name_of_wire, resolve_name};
use crate::resolve::read::{Map, text};
use crate::resolve::types::Local;
use crate::source::{Entry, Span};

/// Stands for a name until it is known; never in a model.
pub(super) fn stand_in() -> Name {
    static FIELD: LazyLock<Ident> =
        LazyLock::new(|| Ident::from_snake("field").unwrap_or_else(|_| unreachable!("`field` is a name")));
    Name { wire: String::new(), rust: FIELD.clone() }
}

/// The Rust name: the field's own where it overrules a word, else the word's, else what comes of the wire
/// name.
pub(super) fn resolve_field_name(
    entry: &Entry,
    map: &Map<'_>,
    sort: Sort,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let own = map.get("name").and_then(|node| resolve_name(node, sort, diagnostics));
    let word = local.word(&entry.key);
    let given = word.as_ref().and_then(|word| Some((word.name.as_ref()?, word.span)));
    // A name may stand under a misspelt key, here or in a glossary.
    let complete = local.scope.complete && local.ground.complete;
    let is_known = complete && map.is_whole() && word.as_ref().is_none_or(|word| word.name.is_some());
    if is_known || (given.is_some() && map.is_whole()) {
        check_reason(entry, map, own.as_ref(), given, diagnostics);
    }
    match (map.get("name"), given) {
        (Some(_), _) => own,
        (None, Some((name, _))) => {
            check_reserved(name, entry.key_span, sort, diagnostics);
            Some(name.clone())
        }
        (None, None) if is_known => name_of_wire(&entry.key, entry.key_span, sort, diagnostics),
        (None, None) => Ident::from_wire(&entry.key).ok(),
    }
}

/// A name overrules a word and has a reason, and only such a name has one.
fn check_reason(
    entry: &Entry,
    map: &Map<'_>,
    own: Option<&Ident>,
    given: Option<(&Ident, Span)>,
    diagnostics: &mut Diagnostics,
) {
    let why = map.entry("why");
    match (map.entry("name"), own, given) {
        (Some(name), Some(own), Some((given, place))) if own == given => diagnostics.push(
            Diagnostic::new(
                Code::NeedlessCorrection,
                name.key_span,
                format!("the name is `{}` anyway", own.snake()),
            )
            .label("changes nothing")
            .also(place, "given here")
            .help("leave `name` out")
            .fix(Fix::Remove(name.key_span)),
        ),
        (Some(name), Some(own), Some((given, place))) if why.is_none() => diagnostics.push(
            Diagnostic::new(
                Code::MissingReason,
                name.value.span,
                format!("`{}` overrules the glossary without a reason", own.snake()),
            )
            .label("another name than everywhere else")
            .also(place, format!("here it is `{}`", given.snake()))
            .help("say `why`, or leave `name` out"),
        ),
        (Some(name), Some(own), None) => report_without_word(entry, name.key_span, own, diagnostics),
        (None, _, _) => {
            if let Some(why) = why {
                diagnostics.push(
                    Diagnostic::new(
                        Code::NeedlessCorrection,
                        why.key_span,
                        "there is nothing to give a reason for",
                    )
                    .label("no `name` overrules the glossary here")
                    .fix(Fix::Remove(why.key_span)),
                );
            }
        }
        _ => {}
    }
    if let Some(why) = why {
        text(&why.value, diagnostics);
    }
}

/// One wire name has one name in Rust: it is given in a glossary, not in a field.
fn report_without_word(entry: &Entry, place: Span, own: &Ident, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(
            Code::NameWithoutWord,
            place,
            format!("no glossary has a word `{}` that `name` could overrule", entry.key),
        )
        .label("a field gives no name by itself")
        .help(format!(
            "leave `name` out, and write `{:?}: {{ name: {} }}` under `fields` of `group.yaml` or `glossary.yaml`",
            entry.key,
            own.snake()
        )),
    );
}

/// Claims the names of all setters or of the field.
pub(super) fn claim_names(
    entry: &Entry,
    map: &Map<'_>,
    field: &Field,
    side: Side,
    taken: &mut Taken,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    if field.fixed.is_some() {
        // Nobody sees it.
        return;
    }
    let span = map.get("name").map_or(entry.key_span, |node| node.span);
    let rust = field.name.rust.snake();
    if !taken.claim(rust, &entry.key, span, diagnostics) || side == Side::Answer {
        return;
    }
    // Requests keep track of required fields by the second spelling.
    let mut names = vec![field.name.rust.pascal().to_owned()];
    names.extend(field.encrypt.map(|_| format!("{rust}_encrypted")));
    names.extend(field.nullable.then(|| format!("{rust}_null")));
    if !side.is_flat() {
        names.iter().for_each(|name| _ = taken.claim(name, &entry.key, span, diagnostics));
    } else if !field.inline && local.setters.claim(rust, &entry.key, span, diagnostics) {
        names.iter().for_each(|name| _ = local.setters.claim(name, &entry.key, span, diagnostics));
    }
}
