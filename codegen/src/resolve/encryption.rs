//! `encryption`: ways to encrypt single members.

use super::named::{Sort, name_of};
use super::read::{Kind, Map, entries, integer, scalar};
use crate::diagnostics::Diagnostics;
use crate::model::Encryption;
use crate::source::{Entry, Node};

static ENCRYPTION: Kind = Kind { name: "an encryption", keys: &["padding", "chunk", "text", "key"] };
/// One word each in this version; they are written all the same, since a reader must know.
const PADDINGS: &[(&str, ())] = &[("pkcs1v15", ())];
const TEXTS: &[(&str, ())] = &[("base64", ())];

/// Reads all encryptions of an API.
pub(super) fn resolve_encryptions(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Encryption> {
    let all = entries(node, "encryptions by name", diagnostics).unwrap_or(&[]);
    all.iter().filter_map(|entry| resolve_encryption(entry, diagnostics)).collect()
}

fn resolve_encryption(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Encryption> {
    let name = name_of(&entry.key, entry.key_span, Sort::Value, diagnostics);
    let map = Map::read(&entry.value, entry.key_span, &ENCRYPTION, diagnostics)?;
    for (key, words) in [("padding", PADDINGS), ("text", TEXTS)] {
        if map.need(key, diagnostics).is_some() {
            map.word(key, words, diagnostics);
        }
    }
    let chunk = map.need("chunk", diagnostics);
    let chunk = chunk
        .and_then(|entry| integer::<std::num::NonZeroU32>(&entry.value, "a number of bytes", diagnostics));
    let key = map.get("key").and_then(|node| scalar(node, "a public key in Base64", diagnostics));
    Some(Encryption { name: name?, chunk: chunk?.get(), key: key.map(|key| key.text.clone()) })
}
