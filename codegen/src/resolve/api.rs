//! `api.yaml`, and with it the whole API: its common ground first, then its operations, then what refers to
//! them.

use super::calls::{Common, resolve_groups};
use super::codes::{DataOf, resolve_codes};
use super::encryption::resolve_encryptions;
use super::envelope::resolve_envelope;
use super::evidence::need_evidence;
use super::glossary::{Glossary, resolve_glossary};
use super::inventory::resolve_inventory;
use super::kept::Kept;
use super::layout::Folder;
use super::mock::{self, resolve_mock};
use super::named::{Sort, Taken, name_of, name_of_key};
use super::operation::Signed;
use super::places::check_place;
use super::read::{Map, entries, key_span, places};
use super::scope::Scope;
use super::servers::resolve_server;
use super::signing::{covers_body, resolve_headers, resolve_signing};
use super::token;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{API, CREDENTIAL, GROUP_OF_API};
use crate::model::{Api, Credential, Envelope, Group, HeaderTemplate, Keys, Signing};
use crate::names::Ident;
use crate::source::Entry;
use std::collections::BTreeSet;

/// Reads one API.
pub(super) fn resolve_api(folder: &Folder<'_>, kept: &Kept, diagnostics: &mut Diagnostics) -> Option<Api> {
    let map = folder.api.and_then(|file| Map::of_file(&file.root, &API, diagnostics));
    let Glossary { words, enums, sets, whole } = resolve_glossary(folder, diagnostics);
    let complete = whole && !folder.broken && map.as_ref().is_some_and(Map::is_whole);
    let mut scope = Scope { words, enums, sets, complete, ..Scope::default() };
    let Some(map) = map else {
        // The calls are read all the same, for the mistakes in them.
        let nothing = Common::of(folder, &scope);
        resolve_groups(&nothing, kept, diagnostics);
        return None;
    };
    check_place(&map, "api", &folder.name, diagnostics);
    let id = name_of(&folder.name, map.anchor, Sort::Api, diagnostics);
    let Wire { credentials, headers, signing } = resolve_wire(&map, &mut scope, diagnostics);
    let envelope = map.need("envelope", diagnostics).and_then(|entry| resolve_envelope(entry, diagnostics));
    let declared = map.need("groups", diagnostics);
    let groups = declared.map_or(Vec::new(), |entry| resolve_named(&entry.value, resolve_group, diagnostics));
    check_inception(&groups, id.as_ref(), &map, diagnostics);
    let codes = map.get("codes").map_or(Vec::new(), |node| {
        resolve_codes(node, success_of(envelope.as_ref()), DataOf::Api, &mut scope.codes, diagnostics)
    });
    scope.success = success_of(envelope.as_ref()).to_vec();
    scope.groups = groups.iter().map(|group: &Group| group.name.clone()).collect();
    let signed = match &signing {
        Some(signing) if covers_body(signing) => Signed::OverBody,
        _ if map.get("signing").is_some() || map.get("token").is_some() => Signed::Yes,
        _ => Signed::No,
    };
    let common = Common {
        declared: &groups,
        codes: &codes,
        envelope: envelope.as_ref(),
        signed,
        ..Common::of(folder, &scope)
    };
    let groups = resolve_groups(&common, kept, diagnostics);
    let around = token::Around {
        credentials: &credentials,
        groups: &groups,
        enums: &scope.enums,
        envelope: envelope.as_ref(),
        files: &folder.calls,
        complete: scope.complete,
    };
    let token = recipe(&map, "token").and_then(|entry| token::resolve_token(entry, &around, diagnostics));
    let label = map.need_text("label", diagnostics);
    let about = map.need_text("about", diagnostics);
    let evidence = need_evidence(&map, diagnostics);
    let servers = map.get("servers");
    let servers = servers.map_or(Vec::new(), |node| resolve_named(node, resolve_server, diagnostics));
    let inventory = kept.inventory(folder).unwrap_or_else(|| resolve_inventory(folder, diagnostics));
    let mock =
        resolve_mock(&mock::Around { groups: &groups, codes: &codes, folder, scope: &scope }, diagnostics);
    let spec = folder.api?.path.clone();
    let Scope { enums, encryptions, .. } = scope;
    Some(Api {
        evidence,
        id: id?,
        label,
        about,
        spec,
        keys: map.places(),
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
        group_keys: declared.map_or_else(Keys::default, places),
        inventory,
        mock,
    })
}

/// What goes with every call, and how it is made.
struct Wire {
    credentials: Vec<Credential>,
    headers: Vec<HeaderTemplate>,
    signing: Option<Signing>,
}

/// Reads it, and tells the scope which headers and encryptions there are.
fn resolve_wire(map: &Map<'_>, scope: &mut Scope, diagnostics: &mut Diagnostics) -> Wire {
    let credentials = map.get("credentials");
    let credentials =
        credentials.map_or(Vec::new(), |node| resolve_named(node, resolve_credential, diagnostics));
    let headers =
        map.get("headers").map_or(Vec::new(), |node| resolve_headers(node, &credentials, diagnostics));
    let signing =
        recipe(map, "signing").and_then(|entry| resolve_signing(entry, &headers, &credentials, diagnostics));
    let signed_headers = signing.iter().flat_map(|signing| &signing.headers);
    scope.headers = headers.iter().chain(signed_headers).map(|header| header.name.clone()).collect();
    scope.encryptions =
        map.get("encryption").map_or(Vec::new(), |node| resolve_encryptions(node, diagnostics));
    scope.credentials = credentials.clone();
    Wire { credentials, headers, signing }
}

/// A recipe refers to the rest of the file: with a misspelt key in it, it would seem wrong all over.
fn recipe<'a>(map: &Map<'a>, key: &str) -> Option<&'a Entry> {
    map.entry(key).filter(|_| map.is_whole())
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

fn resolve_credential(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Credential> {
    let name = name_of_key(entry, Sort::Value, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &CREDENTIAL, diagnostics)?;
    let about = map.need_text("about", diagnostics);
    let sensitive = map.flag("sensitive", diagnostics);
    Some(Credential { name: name?, about, sensitive, at: entry.key_span })
}

fn resolve_group(entry: &Entry, taken: &mut Taken, diagnostics: &mut Diagnostics) -> Option<Group> {
    let name = name_of_key(entry, Sort::Group, taken, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &GROUP_OF_API, diagnostics)?;
    let label = map.need_text("label", diagnostics);
    let about = map.need_text("about", diagnostics);
    Some(Group {
        name: name?,
        label,
        about,
        sets: BTreeSet::new(),
        codes: Vec::new(),
        enums: Vec::new(),
        objects: Vec::new(),
        operations: Vec::new(),
        callbacks: Vec::new(),
    })
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
        .help("give the group and its folder another name"),
    );
}
