//! The runtime's surface, as far as emitted code names it: the only list of paths.
//!
//! Printing an item asks here for each runtime name that it writes, and so the file's imports are exactly
//! the used ones. A name that is not listed is a mistake of the generator and ends the program.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Items for users of the client: `jiekou_runtime::…`. In order, as they are exported at the root.
const PUBLIC: &[&str] = &[
    "Answer",
    "ApiClient",
    "BoxFuture",
    "BuildError",
    "Call",
    "Callback",
    "Ciphertext",
    "Client",
    "ClientBuilder",
    "Clock",
    "Code",
    "CodeClass",
    "CredentialValues",
    "Decimal",
    "EncryptError",
    "Encryptor",
    "Error",
    "ErrorKind",
    "FullCall",
    "Id",
    "Incoming",
    "Json",
    "Limits",
    "NoCredentials",
    "Nonces",
    "Nullable",
    "OpenEnum",
    "OperationInfo",
    "Pages",
    "ParseDecimalError",
    "ParseIdError",
    "ParseJsonError",
    "Posted",
    "Prepared",
    "Probe",
    "Receiver",
    "Refusal",
    "RefusalKind",
    "Repeats",
    "Reply",
    "Result",
    "Retry",
    "Secret",
    "SystemClock",
    "Then",
    "Transport",
    "TransportError",
    "UnknownValue",
    "Unverified",
    "Upload",
    "Verified",
    "Wire",
    "Work",
];

/// Items for emitted code alone: `jiekou_runtime::private::…`.
const PRIVATE: &[&str] = &[
    "Api",
    "Ask",
    "Blank",
    "Data",
    "DownloadCall",
    "EmptyText",
    "Encryption",
    "Envelope",
    "Expression",
    "Extra",
    "Fill",
    "FillAs",
    "FillFrom",
    "Given",
    "Header",
    "KnownCode",
    "Member",
    "Method",
    "Names",
    "Obtain",
    "Operation",
    "PageBy",
    "Paging",
    "Part",
    "Progress",
    "Sealed",
    "Shape",
    "Signing",
    "Signs",
    "Source",
    "Step",
    "Success",
    "TextOf",
    "Token",
    "Transform",
    "Value",
    "VectorInput",
    "Verify",
    "answer",
    "blank_request",
    "built",
    "call",
    "calls",
    "code",
    "codes",
    "field",
    "one_of",
    "open_enum",
    "operation",
    "part",
    "post_vector",
    "read_notification",
    "request",
    "settable",
    "sign_vector",
    "write_json",
];

/// Items for examples: `jiekou_runtime::example::…`.
const EXAMPLE: &[&str] = &["Example", "NotificationExample", "Run"];

/// Items for the tables of mock servers: `jiekou_mock::private::…`.
const MOCK: &[&str] =
    &["Effect", "MockApi", "Mocked", "Reason", "RecordKind", "Rules", "act", "kept", "refusal", "story"];

/// The runtime items that one module names.
#[derive(Default)]
pub(super) struct Uses {
    names: RefCell<BTreeSet<&'static str>>,
    /// Whether the file has all public items anyway. Importing one would hide it from users of the file.
    has_public: Cell<bool>,
}

impl Uses {
    /// The name to write; it is imported then. `fmt` is the standard library's.
    pub(super) fn name(&self, name: &'static str) -> Ident {
        ident(self.word(name))
    }

    /// The same as text.
    pub(super) fn word(&self, name: &'static str) -> &'static str {
        if name != "fmt" && ![PUBLIC, PRIVATE, EXAMPLE, MOCK].iter().any(|list| list.contains(&name)) {
            unreachable!("lower names nothing that the runtime does not have, not `{name}`");
        }
        self.names.borrow_mut().insert(name);
        name
    }

    /// The file takes all public items at once.
    pub(super) fn all_public(&self) {
        self.has_public.set(true);
    }

    /// The `use` lines, in order.
    pub(super) fn lines(&self) -> TokenStream {
        let names = self.names.borrow();
        let of = |list: &[&str]| -> Vec<Ident> {
            names.iter().filter(|name| list.contains(name)).map(|name| ident(name)).collect()
        };
        let example = line(&quote!(jiekou_runtime::example), &of(EXAMPLE));
        let private = line(&quote!(jiekou_runtime::private), &of(PRIVATE));
        let public = if self.has_public.get() { &[][..] } else { PUBLIC };
        let public = line(&quote!(jiekou_runtime), &of(public));
        let mock = line(&quote!(jiekou_mock::private), &of(MOCK));
        let std = line(&quote!(std), &of(&["fmt"]));
        quote!(#mock #example #private #public #std)
    }
}

/// A runtime item by its whole path, for where its name is taken.
pub(super) fn whole(name: &'static str) -> TokenStream {
    let last = ident(name);
    match (PUBLIC.contains(&name), PRIVATE.contains(&name)) {
        (true, _) => quote!(jiekou_runtime::#last),
        (_, true) => quote!(jiekou_runtime::private::#last),
        _ => unreachable!("lower names nothing that the runtime does not have, not `{name}`"),
    }
}

/// Code as tokens.
pub(super) fn tokens(code: &str) -> TokenStream {
    code.parse().unwrap_or_else(|error| unreachable!("lower guarantees tokens: {error}"))
}

/// A word as a token.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn line(path: &TokenStream, names: &[Ident]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [one] => quote!(use #path::#one;),
        many => quote!(use #path::{#(#many),*};),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_the_named_items_in_order() {
        let uses = Uses::default();
        for name in ["field", "Shape", "Id", "fmt", "Shape"] {
            uses.name(name);
        }
        assert_eq!(
            uses.lines().to_string(),
            "use jiekou_runtime :: private :: { Shape , field } ; use jiekou_runtime :: Id ; use std :: fmt ;"
        );
    }

    #[test]
    fn what_a_file_shows_is_not_imported() {
        let uses = Uses::default();
        uses.name("Secret");
        uses.name("Shape");
        uses.all_public();
        assert_eq!(uses.lines().to_string(), "use jiekou_runtime :: private :: Shape ;");
    }

    #[test]
    fn no_name_is_listed_twice() {
        let all: BTreeSet<_> = PUBLIC.iter().chain(PRIVATE).chain(EXAMPLE).chain(MOCK).collect();
        assert_eq!(all.len(), PUBLIC.len() + PRIVATE.len() + EXAMPLE.len() + MOCK.len());
    }

    #[test]
    fn all_lists_are_in_order() {
        assert!(PUBLIC.is_sorted() && PRIVATE.is_sorted() && EXAMPLE.is_sorted());
        assert!(MOCK.is_sorted());
    }
}
