//! Texts for people: whether a change of words may be a change of a rule.
//!
//! In come two texts, out goes the kind of change. Only words are looked at, never what they say.

use super::Kind;
use crate::model::Text;

/// Words about rules, in the vendors' language and in that of the specs; each stands for its family.
const WATCHED: &[(&str, &[&str])] = &[
    ("encryption", &["加密", "密文", "encrypt", "cipher"]),
    ("signatures", &["签名", "sign", "signs", "signed", "signature", "signatures"]),
    ("need", &["必填", "必传", "required", "mandatory", "must"]),
    ("disuse", &["废弃", "停用", "deprecated", "obsolete"]),
    ("secrecy", &["敏感", "保密", "sensitive", "secret", "secrets"]),
    ("only", &["仅", "only"]),
    ("not needed", &["不需要", "无需", "not needed", "needless"]),
];

/// What became of a text.
pub(super) fn kind_of_texts(old: Option<&Text>, new: Option<&Text>) -> Kind {
    let families = |text: Option<&Text>| text.map_or_else(Vec::new, |text| families(&text.0));
    if families(old) != families(new) {
        return Kind::DocReview;
    }
    match (old, new) {
        (None, _) => Kind::DocAdded,
        (_, None) => Kind::DocRemoved,
        _ => Kind::DocChanged,
    }
}

/// The families of which a text has a word.
fn families(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| has_word(&text, word));
    WATCHED.iter().filter(|(_, words)| has(words)).map(|(family, _)| *family).collect()
}

/// Whether a word begins in a text. Latin words begin after something else than a letter; stems of encryption may go
/// on, other words end.
fn has_word(text: &str, word: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let is_stem = matches!(word, "encrypt" | "cipher");
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !word.starts_with(is_latin)
            || (!before.ends_with(is_latin) && (is_stem || !after.starts_with(is_latin)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: Option<&str>, new: Option<&str>, expected: Kind) {
        let [old, new] = [old, new].map(|text| text.map(Text::from));
        assert_eq!(kind_of_texts(old.as_ref(), new.as_ref()), expected, "{old:?} {new:?}");
    }

    #[test]
    fn words_about_rules_are_noticed() {
        check(Some("登录密码"), Some("登录密码，需加密"), Kind::DocReview);
        check(Some("Encrypted by RSA."), Some("By RSA."), Kind::DocReview);
        check(None, Some("Only for firms."), Kind::DocReview);
        check(Some("It must be signed."), Some("It must be sent."), Kind::DocReview);
    }

    #[test]
    fn other_words_are_words() {
        check(Some("A design."), Some("A designer assigns it."), Kind::DocChanged);
        check(Some("It must be."), Some("It is required."), Kind::DocChanged);
        check(None, Some("The id."), Kind::DocAdded);
        check(Some("The id."), None, Kind::DocRemoved);
    }
}
