//! A short name for a content, the same on every machine and in every release.
//!
//! In come texts, out go 16 hexadecimal digits: FNV-1a of 64 bits. It tells findings apart; it protects nothing.

const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The fingerprint of these texts in this order.
pub fn fingerprint(parts: &[&str]) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    // Nothing that comes from a spec holds a null byte, so that no two lists of parts read the same.
    let hash = parts.iter().fold(START, |hash, part| step(part.bytes().fold(hash, step), 0));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        // FNV-1a of "a" and a null byte, computed by hand from the published constants in Python.
        assert_eq!(fingerprint(&[]), "cbf29ce484222325");
        assert_eq!(fingerprint(&["a"]), "089be207b544f1e4");
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["b", "a"]));
    }
}
