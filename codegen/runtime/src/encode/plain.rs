//! Whether a text stands in JSON as it is, seen eight bytes at a time.
//!
//! In: a text. Out: whether it has anything to be escaped. It never says no escape is needed where one is; the escapes
//! themselves are `serde_json`'s.

const EACH: u64 = u64::MAX / 255;
const HIGH: u64 = EACH << 7;

/// Whether nothing in it is to be escaped: no quote, no backslash, no control character.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last_chunk::<8>() {
        Some(last) => {
            is_plain_word(*last) && bytes.as_chunks::<8>().0.iter().all(|word| is_plain_word(*word))
        }
        None => bytes.iter().all(|byte| *byte >= b' ' && *byte != b'"' && *byte != b'\\'),
    }
}

fn is_plain_word(word: [u8; 8]) -> bool {
    let word = u64::from_ne_bytes(word);
    // The high bit of a byte becomes set where the byte is lower. A borrow may set more, but only beside such a byte.
    let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & HIGH == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_at_every_place() {
        for place in 0..20 {
            for character in (0..=0x17f).filter_map(char::from_u32) {
                let text: String = std::iter::repeat_n('a', place).chain([character, '测', 'z']).collect();
                let written = serde_json::to_string(&text).expect("a text");
                assert_eq!(is_plain(&text), written.len() == text.len() + 2, "{text:?}");
            }
        }
        assert!(is_plain(""));
    }
}
