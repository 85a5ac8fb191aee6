//! `type` with `object`, `fields`, `with` and `shapes`: what a field or an answer holds.
//!
//! In comes a map that has these keys, out goes a [`Type`], with the objects inside it resolved too.

use super::fields::{Side, resolve_fields};
use super::named::{Sort, Taken, type_name_of};
use super::one_of::resolve_one_of;
use super::read::{Map, scalar};
use super::scope::{Ground, Scope};
use super::sets::members_of;
use super::words::Word;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::PLAIN;
use crate::model::{Enum, Home, Object, Type};
use crate::names::Ident;
use crate::source::{Entry, Span, Value};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Keys that say more of one sort of type.
const KEYS_OF_SORTS: [&str; 4] = ["object", "fields", "with", "shapes"];

/// What the fields of one call, or of the objects of a group, may refer to, and the names they have used up.
pub(super) struct Local<'s> {
    /// The API's common ground.
    pub(super) scope: &'s Scope<'s>,
    /// The group's common ground.
    pub(super) ground: &'s Ground<'s>,
    /// The call's own enums.
    pub(super) enums: Vec<Enum>,
    /// Names of types in the call's module, or in that of the group's objects.
    pub(super) types: Taken,
    /// Names of the setters of the request, those of inline objects among them.
    pub(super) setters: Taken,
    /// Where the fields of the request itself stand.
    pub(super) places: BTreeMap<String, Span>,
    /// Wire names of fields that could not be read, so that nobody is told that they do not exist.
    pub(super) unread: BTreeSet<String>,
    /// Whether a set of fields was not found, so that any field may exist.
    pub(super) lost: Cell<bool>,
    /// Types of documents of XML, with the place where they are said to be some.
    pub(super) xml: Vec<(Span, Type)>,
    /// Whether the field whose type is read may be a file.
    pub(super) files: Files,
    /// Whether all types that fields may name could be read.
    pub(super) complete: bool,
    /// Whether these are the objects of the group.
    is_group: bool,
}

/// Whether a field may be a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Files {
    /// It is a part of a multipart form.
    Taken,
    /// It is anything else.
    Refused,
    /// What the body is could not be read.
    Unknown,
}

impl<'s> Local<'s> {
    /// Nothing of the call is known yet.
    pub(super) fn new(scope: &'s Scope<'s>, ground: &'s Ground<'s>) -> Self {
        Self {
            scope,
            ground,
            enums: Vec::new(),
            types: Taken::default(),
            setters: Taken::default(),
            places: BTreeMap::new(),
            unread: BTreeSet::new(),
            lost: Cell::new(false),
            xml: Vec::new(),
            files: Files::Refused,
            complete: scope.complete && ground.complete,
            is_group: false,
        }
    }

    /// For the objects of the group, whose names of types are `types`.
    pub(super) fn of_group(scope: &'s Scope<'s>, ground: &'s Ground<'s>, types: Taken) -> Self {
        Self { types, is_group: true, ..Self::new(scope, ground) }
    }

    /// The enum behind a type.
    pub(super) fn enum_of(&self, ty: &Type) -> Option<&Enum> {
        match ty {
            Type::Enum { name, home: Home::Api } => self.scope.shared_enum(name.pascal()),
            Type::Enum { name, home: Home::Group } => self.ground.shared_enum(name.pascal()),
            Type::Enum { name, home: Home::Call } => self.enums.iter().find(|own| own.name == *name),
            _ => None,
        }
    }

    /// What the group, else the API, says of a wire name. What is sensitive in the API is so in the group.
    pub(super) fn word(&self, wire: &str) -> Option<Cow<'s, Word>> {
        let (near, far) = (self.ground.words.get(wire), self.scope.words.get(wire));
        let mut word = Cow::Borrowed(near.or(far)?);
        if !word.sensitive && far.is_some_and(|far| far.sensitive) {
            word.to_mut().sensitive = true;
        }
        Some(word)
    }

    /// What else has the name of a type, outside the call.
    pub(super) fn shadowed(&self, pascal: &str) -> Option<&'static str> {
        if self.scope.shared_enum(pascal).is_some() {
            Some("an enum of the glossary")
        } else if self.is_group {
            None
        } else if self.ground.shared_enum(pascal).is_some() {
            Some("an enum of the group")
        } else {
            self.ground.objects.place_of(pascal).map(|_| "an object of the group")
        }
    }
}

/// Reads the type of a field or an answer. `default` names an object that gives itself no name.
pub(super) fn resolve_type(
    map: &Map<'_>,
    default: Option<&str>,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Type> {
    let entry = map.need("type", diagnostics)?;
    let (word, list) = match &entry.value.value {
        Value::List(items) if items.len() == 1 => (&items[0], true),
        Value::List(_) => {
            diagnostics.push(
                Diagnostic::new(Code::WrongType, entry.value.span, "a list has exactly one type")
                    .label("write `[string]`"),
            );
            return None;
        }
        _ => (&entry.value, false),
    };
    let name = scalar(word, "a type", diagnostics)?.text.as_str();
    let one = match name {
        "object" => {
            refuse_keys(map, &["shapes"], name, diagnostics);
            Type::Object(Box::new(resolve_object(map, entry, default, side, local, diagnostics)?))
        }
        "one_of" => {
            refuse_keys(map, &["fields", "with"], name, diagnostics);
            Type::OneOf(Box::new(resolve_one_of(map, entry, default, side, local, diagnostics)?))
        }
        _ => {
            let found = resolve_type_name(name, word.span, side, local, diagnostics)?;
            refuse_keys(map, &KEYS_OF_SORTS, name, diagnostics);
            found
        }
    };
    Some(if list { Type::List(Box::new(one)) } else { one })
}

fn resolve_type_name(
    name: &str,
    span: Span,
    side: Side,
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Type> {
    if let Some((.., plain)) = PLAIN.iter().find(|(known, ..)| *known == name) {
        return Some(plain.clone());
    }
    if name == "file" {
        return resolve_file(span, local, diagnostics);
    }
    if let Some(own) = local.enums.iter().find(|own| own.name.pascal() == name) {
        return Some(Type::Enum { name: own.name.clone(), home: Home::Call });
    }
    if let Some(shared) = local.ground.shared_enum(name) {
        return Some(Type::Enum { name: shared.name.clone(), home: Home::Group });
    }
    if let Some(object) = local.ground.objects.claim(name, side.of_objects(), span, diagnostics) {
        return Some(Type::Shared(object));
    }
    if let Some(shared) = local.scope.shared_enum(name) {
        return Some(Type::Enum { name: shared.name.clone(), home: Home::Api });
    }
    if local.complete {
        report_unknown(name, span, local, diagnostics);
    }
    None
}

/// A file is a type of parts alone.
fn resolve_file(span: Span, local: &Local<'_>, diagnostics: &mut Diagnostics) -> Option<Type> {
    match local.files {
        Files::Taken => return Some(Type::File),
        Files::Unknown => {}
        Files::Refused => diagnostics.push(
            Diagnostic::new(Code::Contradiction, span, "only a part of a multipart form is a file")
                .label("not here")
                .help("a request with files has `body: multipart`, a call that answers with one `answer: download`"),
        ),
    }
    None
}

fn report_unknown(name: &str, span: Span, local: &Local<'_>, diagnostics: &mut Diagnostics) {
    let plain = PLAIN.iter().map(|(known, ..)| *known).chain(["object", "one_of", "file"]);
    let enums = local.enums.iter().chain(&local.ground.enums).chain(&local.scope.enums);
    let shared = enums.map(|known| known.name.pascal()).chain(local.ground.objects.names());
    let known: Vec<&str> = plain.chain(shared).collect();
    diagnostics.push(
        Diagnostic::new(Code::UnresolvedName, span, format!("unknown type `{name}`"))
            .label("neither a type of the language nor one of the call, the group or the API")
            .nearest(name, known),
    );
}

/// Reads an object with fields of its own.
pub(super) fn resolve_object(
    map: &Map<'_>,
    entry: &Entry,
    default: Option<&str>,
    side: Side,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Object> {
    let name = resolve_name(map, entry, default, local, diagnostics);
    let about = map.text("about", diagnostics);
    let members = members_of(map, "fields", local, diagnostics);
    if side == Side::Inline {
        // It is sent all the same: some calls want `data: {}`.
        if map.entry("with").is_none() {
            map.need("fields", diagnostics);
        }
    } else {
        refuse_empty(map, &members, local, diagnostics);
        if members.is_empty() && !local.lost.get() {
            return None;
        }
    }
    let span = map.get("object").map_or(entry.key_span, |node| node.span);
    let fields = resolve_fields(&members, side, local, diagnostics);
    if let Some(name) =
        name.as_ref().filter(|_| side == Side::RequestObject && fields.iter().any(|field| field.required))
    {
        claim(&format!("{}Builder", name.pascal()), name.pascal(), span, local, diagnostics);
    }
    Some(Object { name: name?, about, fields })
}

/// The name of the type that an object or an enum of shapes gets, and claims.
pub(super) fn resolve_name(
    map: &Map<'_>,
    entry: &Entry,
    default: Option<&str>,
    local: &mut Local<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let (pascal, span) = match map.get("object") {
        Some(node) => (scalar(node, "a type name", diagnostics)?.text.as_str(), node.span),
        None if map.is_misspelt("object") => return None,
        None => (default?, entry.key_span),
    };
    let ident = type_name_of(pascal, span, Sort::Object, diagnostics)?;
    claim(pascal, pascal, span, local, diagnostics);
    Some(ident)
}

/// Claims the name of a type that is emitted for the object `written`.
fn claim(pascal: &str, written: &str, span: Span, local: &mut Local<'_>, diagnostics: &mut Diagnostics) {
    local.types.claim(pascal, written, span, diagnostics);
    if let Some(other) = local.shadowed(pascal) {
        diagnostics.push(
            Diagnostic::new(Code::NameClash, span, format!("`{pascal}` is {other} too"))
                .label("the same name again")
                .help("give the object another name with `object`"),
        );
    }
}

/// An object has fields, its own or those of sets.
pub(super) fn refuse_empty(
    map: &Map<'_>,
    members: &[&Entry],
    local: &Local<'_>,
    diagnostics: &mut Diagnostics,
) {
    if !members.is_empty() || local.lost.get() || map.entry("with").is_some() {
        return;
    }
    let Some(fields) = map.need("fields", diagnostics) else { return };
    if matches!(&fields.value.value, Value::Map(entries) if entries.is_empty()) {
        diagnostics.push(
            Diagnostic::new(Code::EmptyValue, fields.key_span, "an object needs at least one field")
                .label("no fields"),
        );
    }
}

fn refuse_keys(map: &Map<'_>, keys: &[&'static str], name: &str, diagnostics: &mut Diagnostics) {
    for key in keys {
        let Some(entry) = map.entry(key) else { continue };
        let wanted = match *key {
            "shapes" => "`type: one_of`",
            "object" => "`type: object` or `type: one_of`",
            _ => "`type: object`",
        };
        diagnostics.push(
            Diagnostic::new(Code::Contradiction, entry.key_span, format!("`{key}` goes with {wanted} only"))
                .label(format!("the type is `{name}`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::FIELD;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) -> Option<Type> {
        let (scope, ground) =
            (Scope { complete: true, ..Scope::default() }, Ground { complete: true, ..Ground::default() });
        let root = node(yaml);
        let mut diagnostics = Diagnostics::default();
        let map = Map::of_file(&root, &FIELD, &mut diagnostics).expect("a map");
        let mut local = Local::new(&scope, &ground);
        let ty = resolve_type(&map, Some("Default"), Side::Answer, &mut local, &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        ty
    }

    #[test]
    fn types_have_names() {
        assert!(matches!(check("type: decimal\n", &[]), Some(Type::Decimal)));
        assert!(matches!(check("type: [any]\n", &[]), Some(Type::List(of)) if matches!(*of, Type::Any)));
        assert!(check("type: strng\n", &["unknown type `strng`"]).is_none());
        check("type: id\nshapes: {}\n", &["`shapes` goes with `type: one_of` only"]);
        check(
            "type: one_of\nfields: {}\nshapes: { A1: { type: id } }\nobject: Some1\n",
            &["`fields` goes with `type: object` only"],
        );
    }

    #[test]
    fn what_is_sensitive_in_the_api_is_so_in_a_group() {
        let word = |sensitive| Word {
            sensitive,
            ..Word::at(Span { file: crate::source::FileId(0), start: 0, end: 1 })
        };
        let scope = Scope { words: [("mm".to_owned(), word(true))].into(), ..Scope::default() };
        let ground = Ground { words: [("mm".to_owned(), word(false))].into(), ..Ground::default() };
        assert!(Local::new(&scope, &ground).word("mm").is_some_and(|word| word.sensitive));
    }
}
