//! How a notification is read, and constants for what may be answered.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Notification, Reply};

use super::constant::text_literal;
use super::docs::render_docs;
use super::paths::{Uses, ident};

/// `Notification::from_json` and the replies.
pub(super) fn render_notification(from: &Notification, uses: &Uses) -> Vec<TokenStream> {
    let (result, read, id) = (uses.name("Result"), uses.name("read_notification"), text_literal(&from.id));
    let mut items = vec![quote! {
        impl Notification {
            /// Reads the body of what the vendor posts.
            ///
            /// # Errors
            ///
            /// When it is no JSON or does not fit.
            #[inline]
            pub fn from_json(bytes: &[u8]) -> #result<Self> {
                #read(#id, bytes)
            }
        }
    }];
    items.extend(from.replies.iter().map(render_reply));
    items
}

fn render_reply(reply: &Reply) -> TokenStream {
    let (name, docs, body) = (ident(&reply.name), render_docs(&reply.docs), text_literal(&reply.body));
    quote!(#docs pub const #name: &str = #body;)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Docs;

    #[test]
    fn replies_are_constants_behind_the_reading_function() {
        let reply = Reply { name: "ACCEPTED".into(), docs: Docs::default(), body: "{\"code\":1}".into() };
        let from = Notification { id: "invoice.task_finished".into(), replies: vec![reply] };
        let items: Vec<_> =
            render_notification(&from, &Uses::default()).iter().map(ToString::to_string).collect();
        assert!(items[0].contains("read_notification (\"invoice.task_finished\" , bytes)"), "{}", items[0]);
        assert_eq!(items[1], "pub const ACCEPTED : & str = \"{\\\"code\\\":1}\" ;");
    }
}
