//! How a notification is read and taken, and constants for what may be answered.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Notification, Reply, Sender};

use super::constant::{render_constant, text_literal};
use super::docs::render_docs;
use super::paths::{Uses, ident, whole};

/// `Notification::from_json`, the type `Receiver` and the replies.
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
    items.extend(render_receiver(from, uses));
    items.extend(from.replies.iter().map(|reply| render_reply(reply, uses)));
    items
}

fn render_receiver(from: &Notification, uses: &Uses) -> Vec<TokenStream> {
    let (docs, receiver, table) = (render_docs(&from.receiver_docs), whole("Receiver"), ident(&from.table));
    let (posted, callback, result) = (uses.name("Posted"), uses.name("Callback"), uses.name("Result"));
    let sender = match from.sender {
        Sender::Proven => {
            let verified = uses.name("Verified");
            quote!(impl #verified for Notification { type Credentials = Credentials; })
        }
        Sender::Unproven => {
            let unverified = uses.name("Unverified");
            quote!(impl #unverified for Notification {})
        }
    };
    vec![
        quote!(#docs pub type Receiver = #receiver<Notification>;),
        quote! {
            impl #posted for Notification {
                const CALLBACK: &'static #callback = &super::callbacks::#table;

                #[inline]
                fn from_json(bytes: &[u8]) -> #result<Self> {
                    Self::from_json(bytes)
                }
            }
        },
        sender,
    ]
}

fn render_reply(reply: &Reply, uses: &Uses) -> TokenStream {
    let (name, docs) = (ident(&reply.name), render_docs(&reply.docs));
    let (ty, value) = (uses.name("Reply"), render_constant(&reply.value, uses));
    quote!(#docs pub const #name: #ty = #value;)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Constant, Docs};

    fn rendered(sender: Sender) -> Vec<String> {
        let value = Constant::Variant("Reply", "EMPTY");
        let reply = Reply { name: "ACCEPTED".into(), docs: Docs::default(), value };
        let from = Notification {
            id: "invoice.task_finished".into(),
            table: "TASK_FINISHED".into(),
            sender,
            receiver_docs: Docs::default(),
            replies: vec![reply],
        };
        render_notification(&from, &Uses::default()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn replies_are_constants_behind_the_reading_function() {
        let items = rendered(Sender::Unproven);
        assert!(items[0].contains("read_notification (\"invoice.task_finished\" , bytes)"), "{}", items[0]);
        assert_eq!(items[4], "pub const ACCEPTED : Reply = Reply :: EMPTY ;");
    }

    #[test]
    fn the_type_says_whether_the_sender_is_proven() {
        assert_eq!(rendered(Sender::Unproven)[3], "impl Unverified for Notification { }");
        assert_eq!(
            rendered(Sender::Proven)[3],
            "impl Verified for Notification { type Credentials = Credentials ; }"
        );
    }
}
