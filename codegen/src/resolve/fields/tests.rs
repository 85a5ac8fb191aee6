//! Fields, one rule at a time.

use super::*;
use crate::model::{Encryption, Enum, EnumValue, Fixed, Repr, TextOf, WireValue};
use crate::names::Ident;
use crate::resolve::samples::{messages, node};
use crate::resolve::scope::{Ground, Scope};
use crate::source::{FileId, Span};

fn scope() -> Scope<'static> {
    let ident = |text| Ident::from_snake(text).expect("a name");
    let word = Word {
        name: Some(ident("taxpayer_id")),
        label: Some(Text("纳税人识别号".into())),
        about: None,
        sensitive: true,
        span: Span { file: FileId(0), start: 0, end: 1 },
        whole: true,
        why: None,
    };
    let agent = EnumValue {
        wire: WireValue::Text("AGENT".into()),
        name: ident("agent"),
        label: None,
        about: None,
        at: Default::default(),
    };
    let kinds = Enum {
        name: Ident::from_pascal("UserKind").expect("a name"),
        label: None,
        about: Text("A kind.".into()),
        repr: Repr::String,
        values: vec![agent],
        at: Default::default(),
    };
    Scope {
        words: [("nsrsbh".to_owned(), word)].into(),
        enums: vec![kinds],
        encryptions: vec![Encryption { name: ident("rsa"), chunk: 117, key: None }],
        complete: true,
        ..Scope::default()
    }
}

#[track_caller]
fn check(side: Side, yaml: &str, expected: &[&str]) -> Vec<Field> {
    let scope = scope();
    let ground = Ground { complete: true, ..Ground::default() };
    let mut diagnostics = Diagnostics::default();
    let root = node(yaml);
    let Value::Map(all) = &root.value else { panic!("a map") };
    let all: Vec<&Entry> = all.iter().collect();
    let mut local = Local::new(&scope, &ground);
    let fields = resolve_fields(&all, side, &mut local, &mut diagnostics);
    check_xml(&local, &mut diagnostics);
    assert_eq!(messages(&diagnostics), expected);
    fields
}

const REQUEST: Side = Side::Request(Place::Body);

#[test]
fn the_glossary_is_applied() {
    let fields = check(REQUEST, "nsrsbh: { type: string }\n", &[]);
    assert_eq!(fields[0].name.rust.snake(), "taxpayer_id");
    assert_eq!(fields[0].label.as_ref().map(|label| &*label.0), Some("纳税人识别号"));
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
    check(REQUEST, "other: { type: string, why: Because. }\n", &["there is nothing to give a reason for"]);
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
    let fields =
        check(Side::Answer, &format!("{inner}a: {{ type: string, also_inside: [dd.a], also: [b] }}\n"), &[]);
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

#[test]
fn a_misspelt_key_of_a_field_is_the_only_mistake() {
    check(REQUEST, "企业: { type: string, nme: firm }\n", &["unknown key `nme`"]);
    check(REQUEST, "nsrsbh: { type: string, name: tax_id, wy: Another. }\n", &["unknown key `wy`"]);
    check(
        REQUEST,
        "k: { tipe: UserKind }\na: { type: string, required_when: { k: AGENT } }\n",
        &["unknown key `tipe`"],
    );
}

#[test]
fn a_field_with_a_wrong_flag_or_place_is_not_read() {
    let wrong = "expected `true` or `false`, found a quoted text";
    assert!(check(REQUEST, "a: { type: string, required: \"true\", in: path }\n", &[wrong]).is_empty());
    let wrong = "`pth` is not a value of `in`";
    assert!(check(REQUEST, "a: { type: string, in: pth }\n", &[wrong]).is_empty());
}

#[test]
fn a_field_that_was_not_read_keeps_its_names() {
    let yaml = "id: { type: strng, also: [uid], also_inside: [dd.no] }\n";
    let Value::Map(entries) = node(yaml).value else { panic!("a map") };
    assert_eq!(names_of_unread(&entries[0]), ["id", "uid", "uid", "dd.no", "no"]);
}

#[test]
fn an_object_needs_no_other_report_where_its_type_is_unknown() {
    check(
        REQUEST,
        "a: { type: objct, object: Inner, fields: { b: { type: id } } }\n",
        &["unknown type `objct`"],
    );
}

#[test]
fn a_name_needs_a_word_to_overrule() {
    check(
        REQUEST,
        "qy: { type: string, name: enterprise }\n",
        &["no glossary has a word `qy` that `name` could overrule"],
    );
}

#[test]
fn a_fixed_value_fits_its_type_and_stands_alone() {
    let fields = check(
        REQUEST,
        "a: { type: string, fixed: fpkj }\nb: { type: i32, fixed: 2 }\nc: { type: boolean, fixed: true }\nd: { type: UserKind, fixed: AGENT }\n",
        &[],
    );
    let fixed: Vec<_> = fields.into_iter().filter_map(|field| field.fixed).collect();
    let text = |text: &str| Fixed::Text(text.to_owned());
    assert_eq!(fixed, [text("fpkj"), Fixed::Integer(2), Fixed::Boolean(true), text("AGENT")]);
    check(REQUEST, "a: { type: string, fixed: 01 }\n", &["expected a text in quotes, found `01`"]);
    check(
        REQUEST,
        "a: { type: i32, fixed: 3000000000 }\n",
        &["expected a whole number of 32 bits, found `3000000000`"],
    );
    check(REQUEST, "a: { type: UserKind, fixed: AGNT }\n", &["`AGNT` is no value of `UserKind`"]);
    check(REQUEST, "a: { type: id, fixed: 1 }\n", &["a value of this type cannot be fixed"]);
    check(
        REQUEST,
        "a: { type: string, fixed: x, required: true, default: y }\n",
        &["`required` says nothing beside `fixed`", "`default` says nothing beside `fixed`"],
    );
    check(Side::Answer, "a: { type: string, fixed: x }\n", &["`fixed` says nothing in an answer"]);
    check(REQUEST, "send: { type: string, fixed: x }\n", &[]);
}

#[test]
fn inline_objects_share_the_setters_of_the_request() {
    let inline = |fields: &str| format!("data: {{ type: object, inline: true, fields: {fields} }}\n");
    let fields = check(REQUEST, &inline("{ a: { type: id }, data: { type: id } }"), &[]);
    assert!(fields[0].inline);
    check(REQUEST, &inline("{}"), &[]);
    check(
        REQUEST,
        &format!("a: {{ type: id }}\n{}", inline("{ A: { type: id } }")),
        &["`a` and `A` are both `a` in Rust"],
    );
    check(
        REQUEST,
        "data: { type: object, required: true, inline: true, fields: { a: { type: id } } }\n",
        &["`required` says nothing beside `inline`"],
    );
    check(
        REQUEST,
        "all: { type: [object], inline: true, fields: { a: { type: id } } }\n",
        &["`inline` needs `type: object` with fields of its own"],
    );
    check(
        REQUEST,
        "outer: { type: object, fields: { inner: { type: object, inline: true, fields: { a: { type: id } } } } }\n",
        &["only the request itself and an inline object of it have inline objects"],
    );
}

#[test]
fn lists_and_documents_travel_as_texts() {
    let fields = check(
        Side::Answer,
        "a: { type: [UserKind], joined: \",\" }\nrow: { type: object, text_of: json, fields: { b: { type: id } } }\n",
        &[],
    );
    assert_eq!(fields[0].joined.as_deref(), Some(","));
    assert_eq!(fields[1].text_of, Some(TextOf::Json));
    check(
        Side::Answer,
        "a: { type: [boolean], joined: \",\" }\n",
        &["`joined` needs a list of texts, whole numbers, ids or values"],
    );
    check(Side::Answer, "a: { type: string, text_of: json }\n", &["the text holds an object or a list"]);
    check(
        Side::Answer,
        "row: { type: object, text_of: json, root: a, fields: { b: { type: id } } }\n",
        &["`root` goes with `text_of: xml` only"],
    );
    check(
        Side::Answer,
        "row: { type: object, text_of: xml, fields: { b: { type: string } } }\n",
        &["the key `root` is missing"],
    );
}

#[test]
fn xml_holds_texts_under_names() {
    let xml =
        |fields: &str| format!("row: {{ type: object, text_of: xml, root: business, fields: {fields} }}\n");
    check(REQUEST, &xml("{ \"@id\": { type: string }, all: { type: [string] } }"), &[]);
    check(
        REQUEST,
        &xml("{ n: { type: i32 } }"),
        &["`n` is no text: use `string`, an enum of texts or `decimal_text`"],
    );
    check(
        REQUEST,
        &xml("{ \"@inner\": { type: object, fields: { a: { type: string } } } }"),
        &["`@inner` is no name of an element or an attribute"],
    );
}

#[test]
fn a_form_has_letters_for_digits() {
    let fields = check(Side::Answer, "day: { type: string, format: yyyy-MM-dd }\n", &[]);
    assert_eq!(fields[0].format, Some(Text("yyyy-MM-dd".into())));
    check(Side::Answer, "day: { type: string, format: text }\n", &["`text` is no form of a time"]);
    check(Side::Answer, "day: { type: id, format: yyyy }\n", &["`format` needs `type: string`"]);
}

#[test]
fn shapes_are_of_answers() {
    check(
        REQUEST,
        "a: { type: one_of, shapes: { Text: { type: string } } }\n",
        &["only an answer has one of several shapes"],
    );
    check(
        Side::Answer,
        "a: { type: string, shapes: { Text: { type: string } } }\n",
        &["`shapes` goes with `type: one_of` only"],
    );
}
