//! `encryption`: ways to encrypt single members.

use super::named::{Sort, name_of};
use super::read::{Map, entries, integer, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{ENCRYPTION, PADDINGS, TEXTS};
use crate::model::Encryption;
use crate::source::{Entry, Node};

/// A key of 512 bits, which nobody uses any more, has more characters.
const SHORTEST_KEY: usize = 100;

/// Reads all encryptions of an API.
pub(super) fn resolve_encryptions(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Encryption> {
    let all = entries(node, "encryptions by name", diagnostics).unwrap_or(&[]);
    all.iter().filter_map(|entry| resolve_encryption(entry, diagnostics)).collect()
}

fn resolve_encryption(entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Encryption> {
    let name = name_of(&entry.key, entry.key_span, Sort::Value, diagnostics)?;
    // A wrong encryption still takes its place, so that fields can refer to it.
    let stand_in = Encryption { name: name.clone(), chunk: 1, key: None };
    let Some(map) = Map::read(&entry.value, entry.key_span, &ENCRYPTION, diagnostics) else {
        return Some(stand_in);
    };
    for (key, words) in [("padding", &PADDINGS), ("text", &TEXTS)] {
        if map.need(key, diagnostics).is_some() {
            map.word(key, words, diagnostics);
        }
    }
    let chunk = map.need("chunk", diagnostics);
    let chunk = chunk
        .and_then(|entry| integer::<std::num::NonZeroU32>(&entry.value, "a number of bytes", diagnostics));
    let key = map.get("key").and_then(|node| resolve_key(node, diagnostics));
    Some(Encryption { name, chunk: chunk.map_or(stand_in.chunk, |chunk| chunk.get()), key })
}

fn resolve_key(node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let key = &scalar(node, "a public key in Base64", diagnostics)?.text;
    if !is_key(key) {
        diagnostics.push(
            Diagnostic::new(Code::WrongType, node.span, "expected a public key in Base64")
                .label(format!("not Base64 of at least {SHORTEST_KEY} characters")),
        );
    }
    Some(key.clone())
}

/// Whether it may be a key: what it says is for the runtime to read.
fn is_key(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len() >= SHORTEST_KEY
        && text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::samples::{messages, node};

    #[track_caller]
    fn check(yaml: &str, expected: &[&str]) {
        let mut diagnostics = Diagnostics::default();
        let read = resolve_encryptions(&node(yaml), &mut diagnostics);
        assert_eq!(read.len(), 1, "it takes its place");
        assert_eq!(messages(&diagnostics), expected);
    }

    #[test]
    fn a_wrong_encryption_takes_its_place() {
        check("rsa: { padding: pkcs1v15, chunk: 117, text: base64 }\n", &[]);
        check("rsa: { padding: pkcs1v15, chnk: 117, text: base64 }\n", &["unknown key `chnk`"]);
        check("rsa: base64\n", &["expected an encryption, which is a map, found `base64`"]);
    }

    #[test]
    fn a_key_is_base64_of_some_length() {
        let check_key = |key: &str, expected: &[&str]| {
            check(
                &format!("rsa: {{ padding: pkcs1v15, chunk: 1, text: base64, key: \"{key}\" }}\n"),
                expected,
            );
        };
        check_key(&"MIGf".repeat(25), &[]);
        check_key(&format!("{}QAB=", "MIGf".repeat(25)), &[]);
        for odd in ["MIGf".repeat(24), "MIGf".repeat(25) + "A", "MIG!".repeat(25), "MIGf".repeat(25) + "A==="]
        {
            check_key(&odd, &["expected a public key in Base64"]);
        }
    }
}
