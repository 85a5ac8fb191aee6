//! `api.yaml`, and with it the whole API: its common ground first, then its operations, then what refers to
//! them.

use super::codes::resolve_codes;
use super::encryption::resolve_encryptions;
use super::envelope::resolve_envelope;
use super::evidence::need_evidence;
use super::glossary::resolve_glossary;
use super::inventory::resolve_inventory;
use super::layout::Folder;
use super::named::{Sort, Taken, name_of};
use super::operation::{Around, resolve_operation};
use super::places::check_place;
use super::read::{Kind, Map, entries, key_span, scalar};
use super::scope::Scope;
use super::signing::{resolve_headers, resolve_signing};
use super::token;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Credential, Envelope, Group, Server};
use crate::names::Ident;
use crate::source::{Entry, Value};

static API: Kind = Kind {
    name: "an API",
    keys: &[
        "api",
        "label",
        "about",
        "evidence",
        "servers",
        "credentials",
        "headers",
        "groups",
        "token",
        "signing",
        "encryption",
        "envelope",
        "codes",
    ],
};
static SERVER: Kind = Kind { name: "a server", keys: &["url", "about"] };
static CREDENTIAL: Kind = Kind { name: "a credential", keys: &["about", "sensitive"] };
static GROUP: Kind = Kind { name: "a group", keys: &["label", "about"] };

/// Reads one API.
pub(super) fn resolve_api(folder: &Folder<'_>, diagnostics: &mut Diagnostics) -> Option<Api> {
    let map = folder.api.and_then(|file| Map::of_file(&file.root, &API, diagnostics));
    let (words, enums) = resolve_glossary(folder, diagnostics);
    let mut scope = Scope { words, enums, complete: !folder.broken && map.is_some(), ..Scope::default() };
    let Some(map) = map else {
        // The calls are read all the same, for the mistakes in them.
        let around = Around { scope: &scope, envelope: None, signed: false };
        resolve_groups(folder, Vec::new(), &around, diagnostics);
        return None;
    };
    check_place(&map, "api", &folder.name, diagnostics);
    let id = name_of(&folder.name, map.anchor, Sort::Api, diagnostics);
    let credentials = map.get("credentials");
    let credentials =
        credentials.map_or(Vec::new(), |node| resolve_named(node, resolve_credential, diagnostics));
    let headers =
        map.get("headers").map_or(Vec::new(), |node| resolve_headers(node, &credentials, diagnostics));
    let signing =
        map.entry("signing").and_then(|entry| resolve_signing(entry, &headers, &credentials, diagnostics));
    let signed_headers = signing.iter().flat_map(|signing| &signing.headers);
    scope.headers = headers.iter().chain(signed_headers).map(|header| header.name.clone()).collect();
    scope.encryptions =
        map.get("encryption").map_or(Vec::new(), |node| resolve_encryptions(node, diagnostics));
    let envelope = map.need("envelope", diagnostics).and_then(|entry| resolve_envelope(entry, diagnostics));
    let groups = map.need("groups", diagnostics);
    let groups = groups.map_or(Vec::new(), |entry| resolve_named(&entry.value, resolve_group, diagnostics));
    check_inception(&groups, id.as_ref(), &map, diagnostics);
    scope.groups = groups.iter().map(|group: &Group| group.name.clone()).collect();
    let signed = map.get("signing").is_some() || map.get("token").is_some();
    let around = Around { scope: &scope, envelope: envelope.as_ref(), signed };
    let groups = resolve_groups(folder, groups, &around, diagnostics);
    let around = token::Around {
        credentials: &credentials,
        groups: &groups,
        envelope: envelope.as_ref(),
        files: &folder.operations,
        complete: scope.complete,
    };
    let token = map.entry("token").and_then(|entry| token::resolve_token(entry, &around, diagnostics));
    let label = map.need_text("label", diagnostics);
    let about = map.need_text("about", diagnostics);
    need_evidence(&map, diagnostics);
    let servers = map.get("servers");
    let servers = servers.map_or(Vec::new(), |node| resolve_named(node, resolve_server, diagnostics));
    let codes = map
        .get("codes")
        .map_or(Vec::new(), |node| resolve_codes(node, success_of(envelope.as_ref()), diagnostics));
    let inventory = resolve_inventory(folder, diagnostics);
    let spec = folder.api?.path.clone();
    let Scope { enums, encryptions, .. } = scope;
    Some(Api {
        id: id?,
        label,
        about,
        spec,
        servers,
        credentials,
        headers,
        token,
        signing,
        encryptions,
        envelope: envelope?,
        codes,
        enums,
        groups,
        inventory,
    })
}

fn success_of(envelope: Option<&Envelope>) -> &[String] {
    envelope.map_or(&[], |envelope| &envelope.success.codes)
}

/// Reads a map of named things and reports names that are the same in Rust.
fn resolve_named<T>(
    node: &crate::source::Node,
    resolve: fn(&Entry, &mut Taken, &mut Diagnostics) -> Option<T>,
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let mut taken = Taken::default();
    let all = entries(node, "things by name", diagnostics).unwrap_or(&[]);
    all.iter().filter_map(|entry| resolve(entry, &mut taken, diagnostics)).collect()
}

fn named(entry: &Entry, sort: Sort, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let ident = name_of(&entry.key, entry.key_span, sort, diagnostics)?;
    taken.claim(ident.pascal(), &entry.key, entry.key_span, diagnostics);
    Some(ident)
}

fn resolve_server(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Server> {
    let name = named(entry, Sort::Value, taken, diagnostics);
    let (url, about) = match &entry.value.value {
        Value::Map(_) => {
            let map = Map::read(&entry.value, entry.key_span, &SERVER, diagnostics)?;
            (map.need("url", diagnostics).map(|entry| &entry.value), map.text("about", diagnostics))
        }
        _ => (Some(&entry.value), None),
    };
    let node = url?;
    let url = &scalar(node, "an address", diagnostics)?.text;
    if let Some(fault) = address_fault(url) {
        diagnostics.push(
            Diagnostic::new(Code::Address, node.span, format!("`{url}` is not the address of a server"))
                .label(fault),
        );
    }
    Some(Server { name: name?, about, url: url.clone() })
}

fn address_fault(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://") else { return Some("it begins with `https://`") };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
    let path_fine = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
    if host.is_empty() || !host.bytes().all(host_fine) {
        Some("its host has letters, digits, `-` and `.` only")
    } else if url.ends_with('/') {
        Some("it does not end with `/`")
    } else if !path.bytes().all(path_fine) {
        Some("its path has letters, digits and `-_.~/` only")
    } else {
        None
    }
}

fn resolve_credential(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Credential> {
    let name = named(entry, Sort::Value, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &CREDENTIAL, diagnostics)?;
    let about = map.need_text("about", diagnostics);
    let sensitive = map.flag("sensitive", diagnostics);
    Some(Credential { name: name?, about, sensitive })
}

fn resolve_group(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Group> {
    let name = named(entry, Sort::Group, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &GROUP, diagnostics)?;
    let label = map.need_text("label", diagnostics);
    let about = map.need_text("about", diagnostics);
    Some(Group { name: name?, label, about, operations: Vec::new() })
}

/// A group is a module of the API's module, and may not have its name.
fn check_inception(groups: &[Group], id: Option<&Ident>, map: &Map<'_>, diagnostics: &mut Diagnostics) {
    let Some(group) = groups.iter().find(|group| Some(&group.name) == id) else { return };
    let span = map.get("groups").map_or(map.anchor, |node| key_span(node, group.name.snake()));
    diagnostics.push(
        Diagnostic::new(
            Code::ReservedName,
            span,
            format!("the group `{}` has its API's name", group.name.snake()),
        )
        .label("reserved")
        .help("give the folder another name"),
    );
}

/// Reads all operations and puts them into their groups, both in order of names. Groups without
/// operations are left out.
fn resolve_groups(
    folder: &Folder<'_>,
    mut groups: Vec<Group>,
    around: &Around<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Group> {
    for file in &folder.operations {
        let Some(operation) = resolve_operation(file, around, diagnostics) else { continue };
        if let Some(group) = groups.iter_mut().find(|group| group.name == operation.id.group) {
            group.operations.push(operation);
        }
    }
    groups.retain(|group| !group.operations.is_empty());
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    for group in &mut groups {
        group.operations.sort_by(|a, b| a.id.cmp(&b.id));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_https_without_tail() {
        for fine in
            ["https://api.pretend.example", "https://api.pretend.example/api", "https://a.example:8443"]
        {
            assert_eq!(address_fault(fine), None, "{fine}");
        }
        for wrong in [
            "http://a.example",
            "https://",
            "https://a.example/",
            "https://u@a.example",
            "https://a.example/?q",
        ] {
            assert!(address_fault(wrong).is_some(), "{wrong}");
        }
    }
}
