//! Examples: statics whose functions make a request with its builder.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Example, ExampleLists, Examples, Made, NotificationExample, Start, Value};

use super::constant::text_literal;
use super::paths::{Uses, ident};

/// `EXAMPLES` and `NOTIFICATIONS` of one group, as far as it has some.
pub(super) fn render_examples(from: &Examples, uses: &Uses) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if !from.calls.is_empty() {
        let example = uses.name("Example");
        let rows = from.calls.iter().map(|row| render_example(row, uses));
        items.push(quote! {
            /// Requests and their answers.
            pub static EXAMPLES: &[#example] = &[#(#rows),*];
        });
    }
    if !from.notifications.is_empty() {
        let example = uses.name("NotificationExample");
        let rows = from.notifications.iter().map(|row| render_notification(row, uses));
        items.push(quote! {
            /// What the vendor posts.
            pub static NOTIFICATIONS: &[#example] = &[#(#rows),*];
        });
    }
    items
}

/// `EXAMPLES` and `NOTIFICATIONS` of an API: one list for each group that is switched on.
pub(super) fn render_example_lists(from: &ExampleLists, uses: &Uses) -> Vec<TokenStream> {
    let mut items = Vec::new();
    let rows = |groups: &[(String, String)], name: &str| -> Vec<TokenStream> {
        let name = ident(name);
        let row = |(module, feature): &(String, String)| {
            let module = ident(module);
            quote!(#[cfg(feature = #feature)] super::#module::examples::#name)
        };
        groups.iter().map(row).collect()
    };
    if !from.calls.is_empty() {
        let (example, rows) = (uses.name("Example"), rows(&from.calls, "EXAMPLES"));
        items.push(quote! {
            /// Requests and their answers.
            pub static EXAMPLES: &[&[#example]] = &[#(#rows),*];
        });
    }
    if !from.notifications.is_empty() {
        let (example, rows) = (uses.name("NotificationExample"), rows(&from.notifications, "NOTIFICATIONS"));
        items.push(quote! {
            /// What the vendor posts.
            pub static NOTIFICATIONS: &[&[#example]] = &[#(#rows),*];
        });
    }
    items
}

fn render_example(from: &Example, uses: &Uses) -> TokenStream {
    let (example, run) = (uses.name("Example"), uses.name("Run"));
    let [operation, name, request, answer] =
        [&from.operation, &from.name, &from.request, &from.answer].map(|text| text_literal(text));
    let made = render_made(&from.run, uses);
    let of = ident(if from.run.by == Start::Download { "of_file" } else { "of" });
    quote! {
        #example {
            operation: #operation,
            name: #name,
            request: #request,
            answer: #answer,
            run: |client| #run::#of(#made)
        }
    }
}

fn render_notification(from: &NotificationExample, uses: &Uses) -> TokenStream {
    let (example, write, module) =
        (uses.name("NotificationExample"), uses.name("write_json"), ident(&from.module));
    let table = ident(&from.table);
    let [callback, name, body] = [&from.callback, &from.name, &from.body].map(|text| text_literal(text));
    quote! {
        #example {
            callback: #callback,
            name: #name,
            posted: &super::callbacks::#table,
            body: #body,
            read: |bytes| {
                super::#module::Notification::from_json(bytes).and_then(|value| #write(#callback, &value))
            }
        }
    }
}

/// `super::update::Builder::new(client).id(1).send_full()`
fn render_made(from: &Made, uses: &Uses) -> TokenStream {
    let (of, setters) = (path(&from.of), from.with.iter());
    let setters = setters.map(|(setter, value)| {
        let (setter, value) = (ident(setter), value.as_ref().map(|value| render_value(value, uses)));
        quote!(.#setter(#value))
    });
    match from.by {
        Start::Call => quote!(#of::new(client) #(#setters)* .send_full()),
        Start::Download => quote!(#of::new(client) #(#setters)* .send()),
        Start::Builder => quote!(#of::builder() #(#setters)* .build()),
        Start::New => quote!(#of::new() #(#setters)*),
    }
}

fn render_value(value: &Value, uses: &Uses) -> TokenStream {
    match value {
        Value::Text(text) => text_literal(text),
        Value::Owned(text) => {
            let text = text_literal(text);
            quote!(#text.into())
        }
        Value::Number(digits) => number(digits),
        Value::Flag(true) => quote!(true),
        Value::Flag(false) => quote!(false),
        Value::Id(digits) => {
            let (id, number) = (uses.name("Id"), number(digits));
            quote!(#id::from(#number))
        }
        Value::Static(of, text) => {
            let (of, text) = (uses.name(of), text_literal(text));
            quote!(#of::from_static(#text))
        }
        Value::Variant(of) => path(of),
        Value::Made(made) => render_made(made, uses),
        Value::List(items) if items.is_empty() => quote!(Vec::new()),
        Value::List(items) => {
            // The formatter does not look inside `vec![]`.
            let items = items.iter().map(|item| render_value(item, uses));
            quote!(Vec::from([#(#items),*]))
        }
    }
}

fn path(parts: &[String]) -> TokenStream {
    let parts = parts.iter().map(|part| ident(part));
    quote!(#(#parts)::*)
}

fn number(digits: &str) -> TokenStream {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => (quote!(-), digits),
        None => (TokenStream::new(), digits),
    };
    let number: u64 = digits
        .parse()
        .unwrap_or_else(|_| unreachable!("resolve guarantees examples that fit: a whole number"));
    let literal = Literal::u64_unsuffixed(number);
    quote!(#sign #literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[track_caller]
    fn check(value: Value, expected: &str) {
        let text = render_value(&value, &Uses::default()).to_string();
        assert_eq!(text.replace(' ', ""), expected.replace(' ', ""));
    }

    #[test]
    fn values_are_expressions() {
        check(Value::Text("a\"b".into()), "\"a\\\"b\"");
        check(Value::Owned("a".into()), "\"a\".into()");
        check(Value::Number("-5".into()), "-5");
        check(Value::Id("18446744073709551615".into()), "Id::from(18446744073709551615)");
        check(Value::Static("Decimal", "1.50".into()), "Decimal::from_static(\"1.50\")");
        check(Value::Variant(of(&["super", "enums", "Mode", "Low"])), "super::enums::Mode::Low");
        check(Value::List(vec![Value::Flag(true), Value::Flag(false)]), "Vec::from([true, false])");
        check(Value::List(vec![]), "Vec::new()");
    }

    #[test]
    fn what_is_made_begins_and_ends_in_three_ways() {
        let made = |by, end: &str| {
            let with = vec![("a".to_owned(), Some(Value::Number("1".into()))), ("b_null".to_owned(), None)];
            check(
                Value::Made(Made { of: of(&["super", "x", "Row"]), by, with }),
                &format!("super::x::Row::{end}"),
            );
        };
        made(Start::Call, "new(client).a(1).b_null().send_full()");
        made(Start::Builder, "builder().a(1).b_null().build()");
        made(Start::New, "new().a(1).b_null()");
    }

    #[test]
    fn lists_of_groups_stand_behind_their_features() {
        let lists = ExampleLists {
            calls: vec![("account".to_owned(), "pretend-account".to_owned())],
            notifications: Vec::new(),
        };
        let items = render_example_lists(&lists, &Uses::default());
        assert_eq!(items.len(), 1);
        let file = syn::parse2(items[0].clone()).expect("the item parses");
        assert!(
            prettyplease::unparse(&file).ends_with(
                "= &[\n    #[cfg(feature = \"pretend-account\")]\n    super::account::examples::EXAMPLES,\n];\n"
            ),
            "{}",
            prettyplease::unparse(&file)
        );
    }
}
