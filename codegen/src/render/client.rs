//! Clients of APIs and the structs of their groups.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Client, Credentials, Group, Server};

use super::constant::text_literal;
use super::declared::Lines;
use super::docs::render_docs;
use super::paths::{Uses, ident, whole};

/// `Client`, `Credentials` and `servers`.
pub(super) fn render_client(client: &Client, uses: &Uses) -> Vec<TokenStream> {
    let docs = render_docs(&client.docs);
    let (core, builder, api) = (whole("Client"), uses.name("ClientBuilder"), uses.name("ApiClient"));
    let held = match &client.credentials {
        Some(_) => quote!(Credentials),
        None => whole("NoCredentials"),
    };
    let mut items = vec![
        quote!(#docs #[derive(Clone, Debug)] pub struct Client { core: #core }),
        quote! {
            impl Client {
                /// Starts a client.
                #[inline]
                pub fn builder() -> #builder<Self> {
                    #builder::new(&recipe::API)
                }
                /// The client under the calls, for those who build their own.
                #[inline]
                pub fn core(&self) -> &#core {
                    &self.core
                }
            }
        },
        quote! {
            impl #api for Client {
                type Credentials = #held;
                #[inline]
                fn from_core(core: #core) -> Self {
                    Self { core }
                }
            }
        },
    ];
    items.extend(client.credentials.iter().flat_map(|held| render_credentials(held, uses)));
    if let Some((docs, servers)) = &client.servers {
        let (docs, servers) = (render_docs(docs), servers.iter().map(render_server));
        items.push(quote!(#docs pub mod servers { #(#servers)* }));
    }
    items
}

fn render_credentials(held: &Credentials, uses: &Uses) -> Vec<TokenStream> {
    let (docs, new_docs) = (render_docs(&held.docs), render_docs(&held.new_docs));
    let (values, secret) = (uses.name("CredentialValues"), uses.name("Secret"));
    let names: Vec<_> = held.members.iter().map(|member| ident(&member.0)).collect();
    vec![
        quote!(#docs #[derive(Clone, Debug)] pub struct Credentials(#values);),
        quote! {
            impl Credentials {
                #new_docs
                #[inline]
                pub fn new(#(#names: impl Into<#secret>),*) -> Self {
                    Self(#values::new([#(#names.into()),*]))
                }
            }
        },
        quote! {
            impl From<Credentials> for #values {
                #[inline]
                fn from(credentials: Credentials) -> Self {
                    credentials.0
                }
            }
        },
    ]
}

fn render_server(server: &Server) -> TokenStream {
    let (name, docs, url) = (ident(&server.name), render_docs(&server.docs), text_literal(&server.url));
    quote!(#docs pub const #name: &str = #url;)
}

/// `calls! { … }`: the method on the client and the struct with the calls.
pub(super) fn render_group(group: &Group, uses: &Uses) -> String {
    Lines::declared("calls", uses, |lines| {
        lines.docs(&group.method_docs);
        lines.line(&format!("{}:", group.method));
        lines.docs(&group.docs);
        lines.block(&format!("pub struct {}", group.name), |lines| {
            for call in &group.calls {
                lines.docs(&call.docs);
                lines.line(&format!("{},", call.name));
            }
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Call, Docs};

    fn text(client: &Client) -> String {
        let items = render_client(client, &Uses::default());
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_api_without_credentials_says_so() {
        let client = Client { docs: Docs::ours("Calls."), credentials: None, servers: None };
        assert!(text(&client).contains("type Credentials = jiekou_runtime :: NoCredentials ;"));
    }

    #[test]
    fn a_group_lists_its_calls() {
        let group = Group {
            method: "account".into(),
            name: "Account".into(),
            method_docs: Docs::ours("Accounts."),
            docs: Docs::ours("Calls of accounts."),
            calls: vec![Call { name: "update".into(), docs: Docs::ours("Changes one.") }],
        };
        assert_eq!(
            render_group(&group, &Uses::default()),
            "calls! {\n    /// Accounts.\n    account:\n    /// Calls of accounts.\n    pub struct Account {\n        \
             /// Changes one.\n        update,\n    }\n}\n"
        );
    }
}
