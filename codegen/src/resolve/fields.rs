//! `request` and `fields`: the members of requests, answers and objects.
//!
//! In come the entries `wire name -> field`, out go [`Field`]s in their order, with the glossaries applied.
//! What fields say of each other is checked when all of one object are known.

mod form;
mod limits;
mod name;
mod relations;
mod rules;
mod xml;

pub(super) use form::{DIGITS, find_value, resolve_text_of};
pub(super) use relations::is_structured;
pub(super) use rules::check_header_name;
pub(super) use xml::check_xml;

use super::named::{Sort, Taken};
use super::objects::Objects;
use super::read::{Map, scalar, strings};
use super::types::{Files, Local, resolve_type};
use super::words::Word;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{FIELD, PLACES};
use crate::model::{Field, ObjectSide, Place, Text, Type};
use crate::names::Name;
use crate::source::{Entry, Node, Value};

/// Which way the fields travel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The request itself, with the place of fields that name none.
    Request(Place),
    /// An object of a request whose fields are set as if they were the request's own.
    Inline,
    /// Any other object inside a request.
    RequestObject,
    /// An answer, or an object inside one.
    Answer,
}

impl Side {
    /// Where objects inside travel.
    fn inside(self) -> Self {
        match self {
            Self::Answer => Self::Answer,
            Self::Request(_) | Self::Inline | Self::RequestObject => Self::RequestObject,
        }
    }

    /// Where a field stands that says so or not. What stands in the body is in the form that the body may be.
    fn place(self, said: Option<Place>) -> Place {
        match (self, said) {
            (Self::Request(default @ (Place::Form | Place::Part)), None | Some(Place::Body)) => default,
            (Self::Request(default), None) => default,
            (_, said) => said.unwrap_or(Place::Body),
        }
    }

    /// Whether a field may be a file.
    fn files(self, said: Option<Place>, known: Files) -> Files {
        match (known, self.place(said)) {
            (Files::Unknown, _) => Files::Unknown,
            (_, Place::Part) => Files::Taken,
            _ => Files::Refused,
        }
    }

    /// Whether the fields are set on the builder of the request itself.
    fn is_flat(self) -> bool {
        matches!(self, Self::Request(_) | Self::Inline)
    }

    /// Which way shared objects travel here.
    pub(super) fn of_objects(self) -> ObjectSide {
        match self {
            Self::Answer => ObjectSide::Answer,
            Self::Request(_) | Self::Inline | Self::RequestObject => ObjectSide::Request,
        }
    }
}

/// Reads the fields of one object.
pub(super) fn resolve_fields(
    all: &[&Entry],
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Field> {
    let mut taken = Taken::default();
    let mut read: Vec<(&Entry, Field)> = Vec::new();
    for entry in all {
        if let Side::Request(_) = side {
            local.places.insert(entry.key.clone(), entry.key_span);
        }
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
    let others = keys.iter().filter(|key| FIELD.key(&key.key).is_none() || key.key.starts_with("also"));
    let others = others.flat_map(|key| strings(&key.value, "a wire name", &mut Diagnostics::default()));
    let member = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let others = others.flat_map(|(name, _)| [name.to_owned(), member(name)]);
    std::iter::once(entry.key.clone()).chain(others).collect()
}

/// The flags and the place of a field.
struct Flags {
    place: Option<Place>,
    required: bool,
    nullable: bool,
    always_present: bool,
    sensitive: bool,
    inline: bool,
    /// Whether the map has no unknown key, and flags and place say something.
    are_read: bool,
}

impl Flags {
    fn read(map: &Map<'_>, diagnostics: &mut Diagnostics) -> Self {
        let before = diagnostics.len();
        let place = map.word("in", &PLACES, diagnostics);
        let [required, nullable, always_present, sensitive, inline] =
            ["required", "nullable", "always_present", "sensitive", "inline"]
                .map(|key| map.flag(key, diagnostics));
        let inline = inline || map.is_misspelt("inline");
        let are_read = map.is_whole() && diagnostics.len() == before;
        Self { place, required, nullable, always_present, sensitive, inline, are_read }
    }
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
    let word = local.word(&entry.key);
    let flags = Flags::read(&map, diagnostics);
    let sort = match side {
        // Nobody sets them, so that they get no method.
        _ if flags.inline || map.entry("fixed").is_some() => Sort::AnswerField,
        Side::Answer => Sort::AnswerField,
        _ => Sort::RequestField,
    };
    let rust = name::resolve_field_name(entry, &map, sort, local, diagnostics);
    let default_object = rust.as_ref().map(|ident| ident.pascal().to_owned());
    let inner = if flags.inline && side.is_flat() { Side::Inline } else { side.inside() };
    let files = local.files;
    local.files = side.files(flags.place, files);
    let ty = resolve_type(&map, default_object.as_deref(), inner, local, diagnostics);
    local.files = files;
    let mut field = describe(&map, side, &flags, word.as_deref(), local, diagnostics);
    limits::resolve_limits(&map, &mut field, diagnostics);
    let known = rust.zip(ty);
    let Some((rust, ty)) = known else {
        form::resolve_form(&map, None, &mut field, local, diagnostics);
        return None;
    };
    field.name = Name { wire: entry.key.clone(), rust };
    field.about = about_of(&map, &ty, diagnostics).or(field.about);
    form::resolve_form(&map, Some(&ty), &mut field, local, diagnostics);
    limits::check_limits(&map, &ty, diagnostics);
    field.ty = ty;
    // Both at once is reported; that it is missing in an example is no news then.
    field.required &= field.fixed.is_none();
    if field.sensitive {
        hide(&mut field.ty, &local.ground.objects);
    }
    name::claim_names(entry, &map, &field, side, taken, local, diagnostics);
    if !flags.are_read {
        return None;
    }
    rules::check_field(entry, &map, &field, side, diagnostics);
    Some(field)
}

/// Everything about a field but its name, its type and its form, which have stand-ins.
fn describe(
    map: &Map<'_>,
    side: Side,
    flags: &Flags,
    word: Option<&Word>,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Field {
    let from_word = |pick: fn(&Word) -> &Option<Text>| word.and_then(|word| pick(word).clone());
    let also = map.get("also").map_or(Vec::new(), |node| strings(node, "a wire name", diagnostics));
    Field {
        name: name::stand_in(),
        label: map.text("label", diagnostics).or_else(|| from_word(|word| &word.label)),
        about: from_word(|word| &word.about),
        ty: Type::Any,
        place: side.place(flags.place),
        required: flags.required,
        nullable: flags.nullable,
        always_present: flags.always_present,
        also: also.into_iter().map(|(name, _)| name.to_owned()).collect(),
        inside: Vec::new(),
        sensitive: flags.sensitive || map.get("encrypt").is_some() || word.is_some_and(|word| word.sensitive),
        encrypt: map.get("encrypt").and_then(|node| resolve_encrypt(node, local, diagnostics)),
        deprecated: map.text("deprecated", diagnostics),
        max_chars: None,
        digits: Vec::new(),
        max_items: None,
        max: None,
        default: map.text("default", diagnostics),
        required_when: Vec::new(),
        fixed: None,
        inline: flags.inline,
        joined: None,
        text_of: None,
        format: None,
        at: map.anchor,
    }
}

/// What stands in a sensitive object is sensitive too: its type is printed outside the object as well.
pub(super) fn hide(ty: &mut Type, shared: &Objects<'_>) {
    let hide_fields = |fields: &mut [Field]| {
        for field in fields {
            field.sensitive = true;
            hide(&mut field.ty, shared);
        }
    };
    match ty {
        Type::List(of) => hide(of, shared),
        Type::Object(object) => hide_fields(&mut object.fields),
        Type::Shared(name) => shared.hide(name.pascal()),
        Type::OneOf(of) => of.shapes.iter_mut().for_each(|shape| hide(&mut shape.ty, shared)),
        _ => {}
    }
}

/// The text about a field; that of an object belongs to the object's type as well.
fn about_of(map: &Map<'_>, ty: &Type, diagnostics: &mut Diagnostics) -> Option<Text> {
    match ty {
        Type::Object(object) => object.about.clone(),
        Type::OneOf(of) => of.about.clone(),
        _ => map.text("about", diagnostics),
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
