//! Texts that speak of encryption where there is none, members that other calls encrypt, and encryption that no page
//! is named for.

use std::collections::BTreeMap;

use super::words::{about, holds, label};
use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::members::Way;
use crate::lint::scene::Scene;
use crate::lint::subjects::Sort;
use crate::model::Type;
use crate::source::{Node, Span};

const ENCRYPTED: &[&str] = &["加密", "密文", "encrypted", "ciphertext", "cipher text"];
/// What a text says of a thing that is not encrypted after all.
const NOT_SO: &[&str] = &["不加密", "未加密", "无需加密", "not encrypted", "nothing is encrypted"];
const ENCRYPTION: &[&str] = &["加密", "encrypt", "rsa", "aes", "sm2", "sm4"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for member in &scene.members {
        let field = member.field;
        let says = |text: &str| holds(text, ENCRYPTED) && !holds(text, NOT_SO);
        let is_plain = member.way == Way::Out && field.encrypt.is_none() && matches!(field.ty, Type::String);
        if is_plain && field.fixed.is_none() && (says(label(field)) || says(about(field))) {
            let message = format!("`{}` is described as encrypted and is sent as it is", field.name.wire);
            let asked = Diagnostic::new(Code::NotEncrypted, member.entry.key_span, message)
                .label("no `encrypt` here")
                .help("write `encrypt: …` with a name of `encryption` in `api.yaml`");
            questions.ask(member.entry.value.span, asked);
        }
    }
    ask_unlike_others(scene, questions);
    ask_unproven(scene, questions);
}

/// One wire name is mostly one thing in all calls of an API.
fn ask_unlike_others(scene: &Scene<'_>, questions: &mut Questions) {
    let sent = || scene.members.iter().filter(|member| member.way == Way::Out);
    let encrypted = sent().filter(|member| member.field.encrypt.is_some());
    let places: BTreeMap<&str, Span> =
        encrypted.map(|member| (member.field.name.wire.as_str(), member.entry.key_span)).collect();
    for member in sent() {
        let field = member.field;
        let is_plain = field.encrypt.is_none() && field.fixed.is_none() && matches!(field.ty, Type::String);
        let Some(other) = places.get(field.name.wire.as_str()).filter(|_| is_plain) else { continue };
        let message = format!("`{}` is encrypted elsewhere and is sent as it is here", field.name.wire);
        let asked = Diagnostic::new(Code::EncryptedElsewhere, member.entry.key_span, message)
            .label("no `encrypt` here")
            .also(*other, "encrypted here")
            .help("write `encrypt: …`, or allow it with what the page says");
        questions.ask(member.entry.value.span, asked);
    }
}

fn ask_unproven(scene: &Scene<'_>, questions: &mut Questions) {
    let root = scene.file("api.yaml").map(|file| &file.root);
    let evidence = root.and_then(|root| root.get("evidence")).map_or(&[][..], Node::items);
    let says = |item: &Node| ["page", "section"].iter().filter_map(|key| item.get(key)?.text()).any(speaks);
    if evidence.iter().any(says) {
        return;
    }
    for subject in scene.subjects.iter().filter(|subject| subject.sort == Sort::Encryption) {
        let message = format!("no evidence in this file speaks of the encryption `{}`", subject.name);
        let asked = Diagnostic::new(Code::EncryptionUnproven, subject.place, message)
            .label("which page says how?")
            .help("add the page under `evidence`, with a `section` that names the encryption");
        questions.ask(subject.node.span, asked);
    }
}

fn speaks(text: &str) -> bool {
    holds(text, ENCRYPTION)
}
