//! A short name for a content, the same on every machine and in every release.
//!
//! In: texts, some of which may be missing. Out: digits of a SHA-256 over all of them, so that nobody finds two contents
//! with one name.

use sha2::{Digest as _, Sha256};

/// Digits of a fingerprint.
const DIGITS: usize = 24;

/// The fingerprint of these texts in this order.
pub(crate) fn fingerprint(parts: &[Option<&str>]) -> String {
    let part =
        |part: &Option<&str>| part.map_or_else(|| "-".to_owned(), |part| format!("{}:{part}", part.len()));
    let parts: Vec<String> = parts.iter().map(part).collect();
    let digest = Sha256::digest(parts.join("\n"));
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let of = |parts: &[Option<&str>]| fingerprint(parts);
        assert_eq!(of(&[Some("a")]).len(), DIGITS);
        assert_ne!(of(&[Some("ab"), Some("c")]), of(&[Some("a"), Some("bc")]));
        assert_ne!(of(&[Some("a"), Some("b")]), of(&[Some("b"), Some("a")]));
        assert_ne!(of(&[Some("-")]), of(&[None]));
    }

    #[test]
    fn a_known_answer() {
        // SHA-256 of `1:a`, computed by other means.
        assert_eq!(fingerprint(&[Some("a")]), "4162fddd39a3e4225e8e2392");
    }
}
