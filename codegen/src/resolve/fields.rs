//! `request` and `fields`: the members of requests, answers and objects.
//!
//! In comes the map `wire name -> field`, out go [`Field`]s in its order, with the glossary applied.
//! What fields say of each other is checked when all of one object are known.

mod relations;
mod rules;

pub(super) use rules::check_header_name;

use super::glossary::Word;
use super::named::{Sort, Taken, check_reserved, name_of_wire, resolve_name};
use super::read::{Kind, Map, entries, integer, scalar, strings};
use super::scope::Scope;
use super::types::{Local, resolve_type};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Place, Text, Type};
use crate::names::{Ident, Name};
use crate::source::{Entry, Node, Span, Value};

static FIELD: Kind = Kind {
    name: "a field",
    keys: &[
        "type",
        "required",
        "nullable",
        "always_present",
        "name",
        "why",
        "label",
        "about",
        "sensitive",
        "encrypt",
        "in",
        "also",
        "also_inside",
        "deprecated",
        "max_chars",
        "default",
        "required_when",
        "object",
        "fields",
    ],
};
const PLACES: &[(&str, Place)] =
    &[("body", Place::Body), ("query", Place::Query), ("path", Place::Path), ("header", Place::Header)];

/// Which way the fields travel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The request itself, with the place of fields that name none.
    Request(Place),
    /// An object inside a request.
    RequestObject,
    /// An answer, or an object inside one.
    Answer,
}

impl Side {
    /// Where objects inside travel.
    fn inside(self) -> Self {
        match self {
            Self::Answer => Self::Answer,
            Self::Request(_) | Self::RequestObject => Self::RequestObject,
        }
    }

    fn sort(self) -> Sort {
        match self {
            Self::Answer => Sort::AnswerField,
            Self::Request(_) | Self::RequestObject => Sort::RequestField,
        }
    }
}

/// Reads the fields of one object.
pub(super) fn resolve_fields(
    node: &Node,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Field> {
    let all = entries(node, "fields by wire name", diagnostics).unwrap_or(&[]);
    let mut taken = Taken::default();
    let mut read: Vec<(&Entry, Field)> = Vec::new();
    for entry in all {
        match resolve_field(entry, side, local, &mut taken, diagnostics) {
            Some(field) => read.push((entry, field)),
            None => local.unread.extend(names_of_unread(entry)),
        }
    }
    relations::resolve_relations(&mut read, all, local, diagnostics);
    read.into_iter().map(|(_, field)| field).collect()
}

/// The wire name of a field that could not be read, and those that it may know as other names or places.
fn names_of_unread(entry: &Entry) -> Vec<String> {
    let keys = match &entry.value.value {
        Value::Map(keys) => &keys[..],
        _ => &[],
    };
    let others =
        keys.iter().filter(|key| !FIELD.keys.contains(&key.key.as_str()) || key.key.starts_with("also"));
    let others = others.flat_map(|key| strings(&key.value, "a wire name", &mut Diagnostics::default()));
    let member = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let others = others.flat_map(|(name, _)| [name.to_owned(), member(name)]);
    std::iter::once(entry.key.clone()).chain(others).collect()
}

/// Reads one field. One with a misspelt key, or a flag or a place that says nothing, counts as not read.
fn resolve_field(
    entry: &Entry,
    side: Side,
    local: &mut Local<'_>,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) -> Option<Field> {
    let map = Map::read(&entry.value, entry.key_span, &FIELD, diagnostics)?;
    let scope = local.scope;
    let word = scope.words.get(&entry.key);
    let rust = resolve_field_name(entry, &map, side, scope, diagnostics);
    let default_object = rust.as_ref().map(|ident| ident.pascal().to_owned());
    let ty = resolve_type(&map, default_object.as_deref(), side.inside(), local, diagnostics);
    let before = diagnostics.len();
    let place = map.word("in", PLACES, diagnostics);
    let [required, nullable, always_present, sensitive] =
        ["required", "nullable", "always_present", "sensitive"].map(|key| map.flag(key, diagnostics));
    let is_read = map.is_whole() && diagnostics.len() == before;
    let encrypt = map.get("encrypt").and_then(|node| resolve_encrypt(node, local, diagnostics));
    let from_word = |pick: fn(&Word) -> &Option<Text>| word.and_then(|word| pick(word).clone());
    let mut field = Field {
        label: map.text("label", diagnostics).or_else(|| from_word(|word| &word.label)),
        about: about_of(&map, ty.as_ref(), diagnostics).or_else(|| from_word(|word| &word.about)),
        place: place.unwrap_or(match side {
            Side::Request(default) => default,
            Side::RequestObject | Side::Answer => Place::Body,
        }),
        required,
        nullable,
        always_present,
        also: map.get("also").map_or(Vec::new(), |node| {
            strings(node, "a wire name", diagnostics).into_iter().map(|(name, _)| name.to_owned()).collect()
        }),
        inside: Vec::new(),
        sensitive: sensitive || map.get("encrypt").is_some() || word.is_some_and(|word| word.sensitive),
        encrypt,
        deprecated: map.text("deprecated", diagnostics),
        max_chars: map.get("max_chars").and_then(|node| integer(node, "a number of characters", diagnostics)),
        default: map.text("default", diagnostics),
        required_when: Vec::new(),
        name: Name { wire: entry.key.clone(), rust: rust? },
        ty: ty?,
    };
    if field.sensitive {
        hide(&mut field.ty);
    }
    claim_names(entry, &map, &field, side, taken, diagnostics);
    if !is_read {
        return None;
    }
    rules::check_field(entry, &map, &field, side, diagnostics);
    Some(field)
}

/// What stands in a sensitive object is sensitive too: its type is printed outside the object as well.
fn hide(ty: &mut Type) {
    match ty {
        Type::List(of) => hide(of),
        Type::Object(object) => object.fields.iter_mut().for_each(|field| {
            field.sensitive = true;
            hide(&mut field.ty);
        }),
        _ => {}
    }
}

/// The text about a field; that of an object belongs to the object's type as well.
fn about_of(map: &Map<'_>, ty: Option<&Type>, diagnostics: &mut Diagnostics) -> Option<Text> {
    match ty {
        Some(Type::Object(object)) => object.about.clone(),
        _ => map.text("about", diagnostics),
    }
}

/// The Rust name: the field's own, else the glossary's, else what comes of the wire name.
fn resolve_field_name(
    entry: &Entry,
    map: &Map<'_>,
    side: Side,
    scope: &Scope,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let own = map.get("name").and_then(|node| resolve_name(node, side.sort(), diagnostics));
    let word = scope.words.get(&entry.key);
    let given = word.and_then(|word| Some((word.name.as_ref()?, word.span)));
    // A name may stand under a misspelt key, here or in the glossary.
    let is_known = scope.complete && map.is_whole() && word.is_none_or(|word| word.name.is_some());
    if is_known || (given.is_some() && map.is_whole()) {
        check_reason(map, own.as_ref(), given, diagnostics);
    }
    match (map.get("name"), given) {
        (Some(_), _) => own,
        (None, Some((name, _))) => {
            check_reserved(name, entry.key_span, side.sort(), diagnostics);
            Some(name.clone())
        }
        (None, None) if is_known => name_of_wire(&entry.key, entry.key_span, side.sort(), diagnostics),
        (None, None) => Ident::from_wire(&entry.key).ok(),
    }
}

/// A name that overrules the glossary has a reason, and only such a name has one.
fn check_reason(
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
            .help("leave `name` out"),
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
        (None, _, _) | (Some(_), _, None) => {
            if let Some(why) = why {
                diagnostics.push(
                    Diagnostic::new(
                        Code::NeedlessCorrection,
                        why.key_span,
                        "there is nothing to give a reason for",
                    )
                    .label("no `name` overrules the glossary here"),
                );
            }
        }
        _ => {}
    }
    if let Some(why) = why {
        super::read::text(&why.value, diagnostics);
    }
}

/// Claims the names of all setters or of the field.
fn claim_names(
    entry: &Entry,
    map: &Map<'_>,
    field: &Field,
    side: Side,
    taken: &mut Taken,
    diagnostics: &mut Diagnostics,
) {
    let span = map.get("name").map_or(entry.key_span, |node| node.span);
    let rust = field.name.rust.snake();
    let free = taken.claim(rust, &entry.key, span, diagnostics);
    if side != Side::Answer && free {
        // Requests keep track of required fields by this spelling.
        taken.claim(field.name.rust.pascal(), &entry.key, span, diagnostics);
        if field.encrypt.is_some() {
            taken.claim(&format!("{rust}_encrypted"), &entry.key, span, diagnostics);
        }
        if field.nullable {
            taken.claim(&format!("{rust}_null"), &entry.key, span, diagnostics);
        }
    }
}

fn resolve_encrypt(node: &Node, local: &Local<'_>, diagnostics: &mut Diagnostics) -> Option<usize> {
    let wanted = scalar(node, "the name of an encryption", diagnostics)?;
    let known = &local.scope.encryptions;
    let found = known.iter().position(|encryption| encryption.name.snake() == wanted.text);
    if found.is_none() && local.scope.complete {
        diagnostics.push(
            Diagnostic::new(
                Code::UnresolvedEncryption,
                node.span,
                format!("unknown encryption `{}`", wanted.text),
            )
            .label("not one of `encryption` in `api.yaml`")
            .nearest(&wanted.text, known.iter().map(|encryption| encryption.name.snake())),
        );
    }
    found
}

#[cfg(test)]
mod tests;
