//! Traits that say in the compiler's words which required member was not set.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Needs, State};

use super::constant::text_literal;
use super::paths::ident;

/// `pub mod needs { … }`, one trait for each state.
pub(super) fn render_needs(needs: &Needs) -> TokenStream {
    let module = ident(&needs.module);
    let traits = needs.states.iter().map(|state| render_need(needs, state));
    let end = if needs.module == "needs" { "sent" } else { "built" };
    let docs = text_literal(&format!(" What must be set before `{}` is {end}.", needs.of));
    quote! {
        #[doc = #docs]
        #[doc(hidden)]
        pub mod #module { #(#traits)* }
    }
}

fn render_need(needs: &Needs, state: &State) -> TokenStream {
    let name = ident(&state.need);
    let label = state.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let message = format!("the required field `{}`{label} of `{}` was not set", state.setter, needs.of);
    let message = text_literal(&escape_format(&message));
    let help = text_literal(&format!("call `.{}(..)` before this", state.setter));
    let docs = text_literal(&format!(" `{}` was set.", state.setter));
    // Not imported: a member may be called `given`.
    quote! {
        #[doc = #docs]
        #[diagnostic::on_unimplemented(message = #message, label = #help)]
        pub trait #name {}
        impl #name for super::Given {}
    }
}

/// The compiler reads messages as format strings.
fn escape_format(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_of_a_label_stay_braces() {
        assert_eq!(escape_format("a {b} c"), "a {{b}} c");
    }

    #[test]
    fn the_message_names_field_label_and_call() {
        let state = State {
            letter: "A".into(),
            need: "UserName".into(),
            module: "needs".into(),
            setter: "user_name".into(),
            label: Some("姓名".into()),
        };
        let needs = Needs { module: "needs".into(), of: "account.update".into(), states: vec![state] };
        let text = render_needs(&needs).to_string();
        assert!(
            text.contains("the required field `user_name` (姓名) of `account.update` was not set"),
            "{text}"
        );
        assert!(text.contains("call `.user_name(..)` before this"), "{text}");
    }
}
