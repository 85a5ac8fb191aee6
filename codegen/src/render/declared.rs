//! Items that a macro of the runtime declares.
//!
//! In comes the macro and the struct or enum as Rust has it, out goes the invocation; what stands in its braces
//! is formatted like any other item. Nothing here knows what the macros do.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, Item, MacroDelimiter};

use super::paths::Uses;

/// `answer! { pub struct … }`
pub(super) fn declare(by: &'static str, item: &TokenStream, uses: &Uses) -> TokenStream {
    let by = uses.name(by);
    quote!(#by! { #item })
}

/// The text of items, those inside a declaring macro too.
pub(super) fn unparse(file: &File) -> String {
    inside(file).unwrap_or_else(|| prettyplease::unparse(file))
}

fn inside(file: &File) -> Option<String> {
    let [Item::Macro(item)] = file.items.as_slice() else { return None };
    let (MacroDelimiter::Brace(_), Some(name)) = (&item.mac.delimiter, item.mac.path.get_ident()) else {
        return None;
    };
    let body = prettyplease::unparse(&syn::parse2(item.mac.tokens.clone()).ok()?);
    let lines =
        body.lines().map(|line| if line.is_empty() { String::new() } else { format!("    {line}\n") });
    Some(format!("{name}! {{\n{}}}\n", lines.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_item_is_formatted_inside_the_braces() {
        let item = quote!(
            /// A thing.
            pub struct Thing {
                /// A member.
                #[field(0, "aB", required, also(&["AB", "ab"]), fixed("\"1\""))]
                pub a_b: Option<String>,
            }
        );
        let file = syn::parse2(declare("answer", &item, &Uses::default())).expect("the item parses");
        assert_eq!(
            unparse(&file),
            "answer! {\n    /// A thing.\n    pub struct Thing {\n        /// A member.\n        \
             #[field(0, \"aB\", required, also(&[\"AB\", \"ab\"]), fixed(\"\\\"1\\\"\"))]\n        \
             pub a_b: Option<String>,\n    }\n}\n"
        );
    }

    #[test]
    fn what_no_macro_declares_is_formatted_as_ever() {
        let file = syn::parse2(quote!(
            struct A;
        ))
        .expect("the item parses");
        assert_eq!(unparse(&file), "struct A;\n");
    }
}
