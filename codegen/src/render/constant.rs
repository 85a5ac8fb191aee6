//! Constant expressions and the statics that hold them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Constant, Sharing, Static, StaticType};

use super::file::Printed;
use super::paths::{Uses, tokens};

/// `static NAME: Type = value;`, with what is set on a value each on a line.
pub(super) fn render_static(from: &Static, uses: &Uses) -> Printed {
    let (name, visible) = (&from.name, if from.sharing == Sharing::Above { "pub(super) " } else { "" });
    let ty = match from.ty {
        StaticType::One(ty) => uses.word(ty).to_owned(),
        StaticType::List(ty) => format!("&[{}]", uses.word(ty)),
    };
    let start = format!("{visible}static {name}: {ty} = ");
    match &from.value {
        Constant::Made { by, from, with } => {
            Printed::Text(format!("{start}{};\n", made(by, from, with, uses).join("\n    ")))
        }
        value => Printed::Tokens(tokens(&format!("{start}{};", constant_text(value, uses)))),
    }
}

/// A constant expression.
pub(super) fn render_constant(constant: &Constant, uses: &Uses) -> TokenStream {
    tokens(&constant_text(constant, uses))
}

/// A constant expression on one line.
pub(super) fn constant_text(constant: &Constant, uses: &Uses) -> String {
    let word = |name: &&'static str| uses.word(name);
    match constant {
        Constant::Text(text) => quoted(text),
        Constant::Number(number) => number.to_string(),
        Constant::Flag(flag) => flag.to_string(),
        Constant::None => "None".to_owned(),
        Constant::Some(value) => format!("Some({})", constant_text(value, uses)),
        Constant::List(values) => format!("&[{}]", all(values, uses)),
        Constant::Tuple(values) => format!("({})", all(values, uses)),
        Constant::Item(path) => path.join("::"),
        Constant::Ref(path) => format!("&{}", path.join("::")),
        Constant::Function(name, ty) => format!("{}::<{ty}>", word(name)),
        Constant::Variant(of, name) => format!("{}::{name}", word(of)),
        Constant::VariantOf(of, name, values) => format!("{}::{name}({})", word(of), all(values, uses)),
        Constant::VariantWith(of, name, fields) => {
            format!("{}::{name} {{ {} }}", word(of), named(fields, uses))
        }
        Constant::Struct(name, fields) => format!("{} {{ {} }}", word(name), named(fields, uses)),
        Constant::Made { by, from, with } => made(by, from, with, uses).concat(),
    }
}

/// A function and what is set on its result, in pieces.
fn made(
    by: &'static str,
    from: &[Constant],
    with: &[(&'static str, Vec<Constant>)],
    uses: &Uses,
) -> Vec<String> {
    let start = format!("{}({})", uses.word(by), all(from, uses));
    let set = with.iter().map(|(method, values)| format!(".{method}({})", all(values, uses)));
    std::iter::once(start).chain(set).collect()
}

/// A text between quotes.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        return format!("\"{text}\"");
    }
    Literal::string(text).to_string()
}

/// A text as a literal.
pub(super) fn text_literal(text: &str) -> TokenStream {
    let literal = Literal::string(text);
    quote!(#literal)
}

fn all(values: &[Constant], uses: &Uses) -> String {
    values.iter().map(|value| constant_text(value, uses)).collect::<Vec<_>>().join(", ")
}

fn named(fields: &[(&'static str, Constant)], uses: &Uses) -> String {
    let field = |(name, value): &(&'static str, Constant)| format!("{name}: {}", constant_text(value, uses));
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(constant: &Constant, expected: &str) {
        assert_eq!(constant_text(constant, &Uses::default()), expected);
    }

    #[test]
    fn rows_are_chains() {
        let row = Constant::Made {
            by: "field",
            from: vec![Constant::text("aggOrgId"), Constant::text("enterprise_id")],
            with: vec![("required", vec![]), ("encrypted", vec![Constant::Number(0)])],
        };
        check(&row, "field(\"aggOrgId\", \"enterprise_id\").required().encrypted(0)");
    }

    #[test]
    fn texts_are_escaped() {
        check(&Constant::text("a\"b\\c"), "\"a\\\"b\\\\c\"");
    }

    #[test]
    fn numbers_keep_their_sign() {
        check(&Constant::Number(-7), "-7");
        check(&Constant::Number(i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn variants_have_their_content() {
        let step = Constant::VariantOf("Source", "Step", vec![Constant::Number(0)]);
        check(&step, "Source::Step(0)");
        let data =
            Constant::VariantWith("Data", "Member", vec![("names", Constant::Variant("Data", "Beside"))]);
        check(&data, "Data::Member { names: Data::Beside }");
    }

    #[test]
    fn items_are_named_by_their_paths() {
        let path = ["super", "get_state", "PROGRESS"].map(str::to_owned).to_vec();
        check(&Constant::Ref(path), "&super::get_state::PROGRESS");
        check(&Constant::Function("blank_request", "Request"), "blank_request::<Request>");
    }

    #[test]
    fn a_list_has_items_of_one_type() {
        let value = Constant::Item(vec!["super", "codes", "CODES"]);
        let ty = StaticType::List("KnownCode");
        let item = Static { name: "ALL".into(), ty, sharing: Sharing::Above, value };
        let Printed::Tokens(tokens) = render_static(&item, &Uses::default()) else { panic!("no tokens") };
        assert_eq!(tokens.to_string(), "pub (super) static ALL : & [KnownCode] = super :: codes :: CODES ;");
    }

    #[test]
    fn what_is_set_on_a_static_stands_below_it() {
        let value = Constant::Made {
            by: "operation",
            from: vec![Constant::text("a.b")],
            with: vec![
                ("signed", vec![]),
                ("codes", vec![Constant::List(vec![Constant::Item(vec!["CODES"])])]),
            ],
        };
        let (name, ty) = ("OPERATION".to_owned(), StaticType::One("Operation"));
        let item = Static { name, ty, sharing: Sharing::File, value };
        let Printed::Text(text) = render_static(&item, &Uses::default()) else { panic!("no text") };
        assert_eq!(
            text,
            "static OPERATION: Operation = operation(\"a.b\")\n    .signed()\n    .codes(&[CODES]);\n"
        );
    }
}
