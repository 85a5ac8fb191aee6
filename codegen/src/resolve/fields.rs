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
use super::types::{Local, resolve_type};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Place, Text, Type};
use crate::names::{Ident, Name};
use crate::source::{Entry, Node};

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
            None => drop(local.unread.insert(entry.key.clone())),
        }
    }
    relations::resolve_relations(&mut read, all, local, diagnostics);
    read.into_iter().map(|(_, field)| field).collect()
}

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
    let rust = resolve_field_name(entry, &map, word, side, diagnostics);
    let default_object = rust.as_ref().map(|ident| ident.pascal().to_owned());
    let ty = resolve_type(&map, default_object.as_deref(), side.inside(), local, diagnostics);
    let place = map.word("in", PLACES, diagnostics);
    let encrypt = map.get("encrypt").and_then(|node| resolve_encrypt(node, local, diagnostics));
    let from_word = |pick: fn(&Word) -> &Option<Text>| word.and_then(|word| pick(word).clone());
    let mut field = Field {
        label: map.text("label", diagnostics).or_else(|| from_word(|word| &word.label)),
        about: about_of(&map, ty.as_ref(), diagnostics).or_else(|| from_word(|word| &word.about)),
        place: place.unwrap_or(match side {
            Side::Request(default) => default,
            Side::RequestObject | Side::Answer => Place::Body,
        }),
        required: map.flag("required", diagnostics),
        nullable: map.flag("nullable", diagnostics),
        always_present: map.flag("always_present", diagnostics),
        also: map.get("also").map_or(Vec::new(), |node| {
            strings(node, "a wire name", diagnostics).into_iter().map(|(name, _)| name.to_owned()).collect()
        }),
        inside: Vec::new(),
        sensitive: map.flag("sensitive", diagnostics)
            || map.get("encrypt").is_some()
            || word.is_some_and(|word| word.sensitive),
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
    word: Option<&Word>,
    side: Side,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let own = map.get("name").and_then(|node| resolve_name(node, side.sort(), diagnostics));
    check_reason(map, own.as_ref(), word, diagnostics);
    match (map.get("name"), word) {
        (Some(_), _) => own,
        (None, Some(word)) => {
            check_reserved(&word.name, entry.key_span, side.sort(), diagnostics);
            Some(word.name.clone())
        }
        (None, None) => name_of_wire(&entry.key, entry.key_span, side.sort(), diagnostics),
    }
}

/// A name that overrules the glossary has a reason, and only such a name has one.
fn check_reason(map: &Map<'_>, own: Option<&Ident>, word: Option<&Word>, diagnostics: &mut Diagnostics) {
    let why = map.entry("why");
    match (map.entry("name"), own, word) {
        (Some(name), Some(own), Some(word)) if *own == word.name => diagnostics.push(
            Diagnostic::new(
                Code::NeedlessCorrection,
                name.key_span,
                format!("the name is `{}` anyway", own.snake()),
            )
            .label("changes nothing")
            .also(word.span, "given here")
            .help("leave `name` out"),
        ),
        (Some(name), Some(own), Some(word)) if why.is_none() => diagnostics.push(
            Diagnostic::new(
                Code::MissingReason,
                name.value.span,
                format!("`{}` overrules the glossary without a reason", own.snake()),
            )
            .label("another name than everywhere else")
            .also(word.span, format!("here it is `{}`", word.name.snake()))
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
mod tests {
    use super::*;
    use crate::model::{Encryption, Enum, EnumValue, Repr, WireValue};
    use crate::resolve::samples::{messages, node};
    use crate::resolve::scope::Scope;
    use crate::source::{FileId, Span};

    fn scope() -> Scope {
        let ident = |text| Ident::from_snake(text).expect("a name");
        let word = Word {
            name: ident("taxpayer_id"),
            label: Some(Text("纳税人识别号".into())),
            about: None,
            sensitive: true,
            span: Span { file: FileId(0), start: 0, end: 1 },
        };
        let agent = EnumValue {
            wire: WireValue::Text("AGENT".into()),
            name: ident("agent"),
            label: None,
            about: None,
        };
        let kinds = Enum {
            name: Ident::from_pascal("UserKind").expect("a name"),
            label: None,
            about: Text("A kind.".into()),
            repr: Repr::String,
            values: vec![agent],
        };
        Scope {
            words: [("nsrsbh".to_owned(), word)].into(),
            enums: vec![kinds],
            encryptions: vec![Encryption { name: ident("rsa"), chunk: 117, key: None }],
            headers: Vec::new(),
            groups: Vec::new(),
            complete: true,
        }
    }

    #[track_caller]
    fn check(side: Side, yaml: &str, expected: &[&str]) -> Vec<Field> {
        let scope = scope();
        let mut diagnostics = Diagnostics::default();
        let fields = resolve_fields(&node(yaml), side, &mut Local::new(&scope), &mut diagnostics);
        assert_eq!(messages(&diagnostics), expected);
        fields
    }

    const REQUEST: Side = Side::Request(Place::Body);

    #[test]
    fn the_glossary_is_applied() {
        let fields = check(REQUEST, "nsrsbh: { type: string }\n", &[]);
        assert_eq!(fields[0].name.rust.snake(), "taxpayer_id");
        assert_eq!(fields[0].label.as_ref().map(|label| label.0.as_str()), Some("纳税人识别号"));
        assert!(fields[0].sensitive);
    }

    #[test]
    fn overruling_the_glossary_needs_a_reason_and_an_effect() {
        check(REQUEST, "nsrsbh: { type: string, name: tax_id, why: Another number here. }\n", &[]);
        check(
            REQUEST,
            "nsrsbh: { type: string, name: tax_id }\n",
            &["`tax_id` overrules the glossary without a reason"],
        );
        check(
            REQUEST,
            "nsrsbh: { type: string, name: taxpayer_id, why: Because. }\n",
            &["the name is `taxpayer_id` anyway"],
        );
        check(
            REQUEST,
            "other: { type: string, why: Because. }\n",
            &["there is nothing to give a reason for"],
        );
    }

    #[test]
    fn names_clash_after_casing() {
        check(
            REQUEST,
            "accountId: { type: id }\naccount_id: { type: id }\n",
            &["`accountId` and `account_id` are both `account_id` in Rust"],
        );
        check(REQUEST, "a_1: { type: id }\na1: { type: id }\n", &["`a_1` and `a1` are both `A1` in Rust"]);
        check(
            REQUEST,
            "a: { type: string, nullable: true }\na_null: { type: string }\n",
            &["`a` and `a_null` are both `a_null` in Rust"],
        );
    }

    #[test]
    fn a_sensitive_object_hides_its_fields() {
        let fields = check(
            REQUEST,
            "a: { type: [object], object: Inner, sensitive: true, fields: { b: { type: id } } }\n",
            &[],
        );
        let Type::List(of) = &fields[0].ty else { panic!("a list") };
        let Type::Object(object) = of.as_ref() else { panic!("of objects") };
        assert!(object.fields[0].sensitive);
    }

    #[test]
    fn types_are_known() {
        check(REQUEST, "a: { type: strin }\n", &["unknown type `strin`"]);
        check(REQUEST, "a: { type: [string, id] }\n", &["a list has exactly one type"]);
        check(REQUEST, "car: { type: object, fields: {} }\n", &["an object needs at least one field"]);
        check(
            REQUEST,
            "a: { type: string, fields: { b: { type: id } } }\n",
            &["`fields` goes with `type: object` only"],
        );
        check(REQUEST, "a: { type: string, encrypt: aes }\n", &["unknown encryption `aes`"]);
    }

    #[test]
    fn sides_have_keys_of_their_own() {
        check(
            REQUEST,
            "a: { type: string, always_present: true }\n",
            &["`always_present` says nothing in a request"],
        );
        check(
            Side::Answer,
            "a: { type: string, max_chars: 3, in: query }\n",
            &["`max_chars` says nothing in an answer", "only the fields of a request itself have a place"],
        );
        check(REQUEST, "a: { type: string, in: path }\n", &["the path parameter `a` must be `required`"]);
        check(REQUEST, "a: { type: id, max_chars: 3 }\n", &["`max_chars` needs `type: string`"]);
    }

    #[test]
    fn conditions_can_hold() {
        let fields =
            check(REQUEST, "k: { type: UserKind }\na: { type: string, required_when: { k: AGENT } }\n", &[]);
        assert_eq!(fields[1].required_when[0].variant.as_ref().map(Ident::snake), Some("agent"));
        check(
            REQUEST,
            "k: { type: UserKind }\na: { type: string, required_when: { k: AGENTS } }\n",
            &["`AGENTS` is no value of `k`"],
        );
        check(
            REQUEST,
            "a: { type: string, required_when: { k: AGENT } }\n",
            &["there is no field `k` beside this one"],
        );
    }

    #[test]
    fn other_places_exist() {
        let inner = "dd: { type: object, fields: { c: { type: string } } }\n";
        let fields = check(
            Side::Answer,
            &format!("{inner}a: {{ type: string, also_inside: [dd.a], also: [b] }}\n"),
            &[],
        );
        assert_eq!(fields[1].inside.len(), 1);
        check(
            Side::Answer,
            &format!("{inner}a: {{ type: string, also_inside: [dd.c, e.a] }}\n"),
            &["`dd` has a field `c` of its own", "there is no field `e` beside this one"],
        );
        check(
            Side::Answer,
            "a: { type: string, also: [a, b] }\nb: { type: id }\n",
            &["`a` is its name anyway", "`b` is a field of its own"],
        );
    }
}
