//! How far a text stands in JSON as it is, seen eight bytes at a time.
//!
//! In: a text. Out: whether it has anything to be escaped, and where the first such byte is. It never says no escape is
//! needed where one is; the escapes themselves are `serde_json`'s.

const EACH: u64 = u64::MAX / 255;
const HIGH: u64 = EACH << 7;

/// Whether nothing in it is to be escaped: no quote, no backslash, no control character.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last_chunk::<8>() {
        Some(last) => {
            is_plain_word(*last) && bytes.as_chunks::<8>().0.iter().all(|word| is_plain_word(*word))
        }
        None => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some([a, b, c, d]), Some([e, f, g, h])) => is_plain_word([*a, *b, *c, *d, *e, *f, *g, *h]),
            _ => bytes.iter().all(|byte| is_plain_byte(*byte)),
        },
    }
}

/// Where the first byte stands, from here on, that is a quote, a backslash or a control character; none where there is
/// none before the last seven bytes, which nobody sees here.
#[inline]
pub(crate) fn first_odd(bytes: &[u8], from: usize) -> Option<usize> {
    let mut rest = bytes.get(from..)?;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let odd = odd(*word);
        if odd != 0 {
            return Some(bytes.len() - rest.len() + odd.trailing_zeros() as usize / 8);
        }
        rest = behind;
    }
    None
}

pub(crate) fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

fn is_plain_word(word: [u8; 8]) -> bool {
    odd(word) == 0
}

/// The high bit of the first byte that is to be escaped, and perhaps of some behind it; nothing where none is.
fn odd(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    // The high bit of a byte becomes set where the byte is lower. A borrow may set more, but only behind such a byte.
    let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit));
    // With the second bit turned a quote is a blank, and the control characters are themselves.
    let control_or_quote = below(word ^ (EACH * 2), b' ' + 1);
    let backslash = below(word ^ (EACH * u64::from(b'\\')), 1);
    (control_or_quote | backslash) & !word & HIGH
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
                let (odd, behind) = (!is_plain(&text), format!("\"{text}........"));
                assert_eq!(first_odd(behind.as_bytes(), 1), odd.then_some(place + 1), "{text:?}");
            }
        }
        assert!(is_plain(""));
    }
}
