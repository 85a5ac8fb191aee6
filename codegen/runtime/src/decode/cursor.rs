//! A place in a JSON document, for the quick run.
//!
//! In: the text of a document. Out: its pieces from first to last. What is no JSON, what is odd and what is deep stops
//! it: the exact run says what is wrong, if anything is.

use super::Scalar;
use super::scalar::number;
use crate::plain::{first_odd, is_plain, is_plain_byte};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// See the file.
pub(crate) struct Cursor<'d> {
    text: &'d str,
    at: usize,
}

impl<'d> Cursor<'d> {
    pub(super) fn new(text: &'d str) -> Self {
        Self { text, at: 0 }
    }

    fn bytes(&self) -> &'d [u8] {
        self.text.as_bytes()
    }

    /// The next byte that is no blank, which it stands at then.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        match self.bytes().get(self.at) {
            Some(byte) if *byte > b' ' => Some(*byte),
            _ => self.next_behind_blanks(),
        }
    }

    #[inline(never)]
    fn next_behind_blanks(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes().get(self.at)?;
            if byte > b' ' {
                return Some(byte);
            }
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return None;
            }
            self.at += 1;
        }
    }

    /// Goes past the byte that it stands at, which is one of ASCII.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.at += 1;
    }

    /// Goes past this byte, if it is the next one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        let is_next = self.next()? == byte;
        is_next.then(|| self.pass())
    }

    /// Goes into an object or a list that ends with this byte. Nothing where it is over at once.
    #[inline]
    pub(super) fn open(&mut self, end: u8) -> Option<bool> {
        self.pass();
        let is_over = self.next()? == end;
        if is_over {
            self.pass();
        }
        Some(!is_over)
    }

    /// Whether an object or a list goes on that ends with this byte.
    #[inline]
    pub(super) fn goes_on(&mut self, end: u8) -> Option<bool> {
        let byte = self.next()?;
        self.pass();
        if byte == b',' { Some(true) } else { (byte == end).then_some(false) }
    }

    /// Whether nothing comes any more.
    pub(super) fn is_done(&mut self) -> bool {
        self.next().is_none()
    }

    /// The name of a member. Nobody writes one with escapes.
    #[inline]
    pub(crate) fn name(&mut self) -> Option<&'d str> {
        let is_text = self.next()? == b'"';
        let name = if is_text { self.unescaped()? } else { return None };
        self.take(b':')?;
        Some(name)
    }

    /// Goes past the name of a member, if it is this one and written as names are. One that JSON escapes cannot be asked
    /// for: what is an escape in the document is none in the name.
    #[inline]
    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let written = self.next().and_then(|_| self.bytes().get(self.at..)?.strip_prefix(b"\""));
        let rest = written.and_then(|written| written.strip_prefix(name.as_bytes()));
        let is_it = rest.is_some_and(|rest| rest.starts_with(b"\":"));
        if is_it {
            debug_assert!(is_plain(name), "it stands in JSON as it is");
            self.at += name.len() + 3;
        }
        is_it
    }

    /// The text whose first quote it stands at.
    #[inline]
    pub(super) fn quoted(&mut self) -> Option<Cow<'d, str>> {
        match self.unescaped() {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.escaped().map(Cow::Owned),
        }
    }

    /// The same where it has no escapes. Where it has some, the cursor stays where it is.
    #[inline(never)]
    fn unescaped(&mut self) -> Option<&'d str> {
        match first_odd(self.bytes(), self.at + 1) {
            Some(end) => self.unescaped_until(end),
            None => self.unescaped_at_end(),
        }
    }

    /// The same where it ends among the last bytes of the document.
    #[cold]
    fn unescaped_at_end(&mut self) -> Option<&'d str> {
        let begin = self.at + 1;
        let length = self.bytes().get(begin..)?.iter().position(|byte| !is_plain_byte(*byte))?;
        self.unescaped_until(begin + length)
    }

    /// The text up to here, if this is its quote.
    #[inline]
    fn unescaped_until(&mut self, end: usize) -> Option<&'d str> {
        let is_over = self.bytes().get(end) == Some(&b'"');
        let text = if is_over { self.text.get(self.at + 1..end)? } else { return None };
        self.at = end + 1;
        Some(text)
    }

    #[cold]
    fn escaped(&mut self) -> Option<String> {
        serde_json::from_str(self.captured()?).ok()
    }

    /// A single value that is no text, and begins with this byte. Nothing for null.
    pub(super) fn single(&mut self, first: u8) -> Option<Option<Scalar<'d>>> {
        match first {
            b't' => self.word("true").map(|()| Some(Scalar::Boolean(true))),
            b'f' => self.word("false").map(|()| Some(Scalar::Boolean(false))),
            b'n' => self.word("null").map(|()| None),
            _ => self.number().map(Some),
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let is_there = self.bytes()[self.at..].starts_with(word.as_bytes());
        is_there.then(|| self.at += word.len())
    }

    /// A number: its value where it is whole, as it is written where it is not.
    fn number(&mut self) -> Option<Scalar<'d>> {
        let begin = self.at;
        let is_negative = self.bytes()[begin] == b'-';
        let from = begin + usize::from(is_negative);
        let mut value: i64 = 0;
        self.at = from;
        while let Some(digit) = self.bytes().get(self.at).filter(|byte| byte.is_ascii_digit()) {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let digits = self.at - from;
        let first = *self.bytes().get(from)?;
        if digits == 0 || digits > 1 && first == b'0' {
            return None;
        }
        let is_whole = !matches!(self.bytes().get(self.at), Some(b'.' | b'e' | b'E'));
        // Up to 18 digits are an `i64` for sure. A negative zero is kept as it is written.
        if is_whole && digits <= 18 && !(is_negative && value == 0) {
            return Some(Scalar::Integer(if is_negative { -value } else { value }));
        }
        self.at = begin;
        let written = self.captured()?;
        Some(match number(written) {
            large @ (Scalar::Integer(_) | Scalar::Large(_)) if is_whole && value != 0 => large,
            _ => Scalar::Number(written),
        })
    }

    /// Goes past a value of any kind.
    #[inline]
    pub(crate) fn skip(&mut self) -> Option<()> {
        match self.next()? {
            b'"' if self.unescaped().is_some() => Some(()),
            // What nobody reads may hold what is no character.
            b'"' | b'{' | b'[' => self.captured().map(drop),
            first => self.single(first).map(drop),
        }
    }

    /// A value as it stands.
    pub(crate) fn raw(&mut self) -> Option<&'d str> {
        self.next()?;
        self.captured()
    }

    /// The same of the value that it stands at. This is the parser's, which does not mind how deep it is.
    fn captured(&mut self) -> Option<&'d str> {
        let rest = self.text.get(self.at..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        let raw = values.next()?.ok()?.get();
        self.at += values.byte_offset();
        Some(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_number(json: &str, expected: Option<&str>) {
        let mut cursor = Cursor::new(json);
        let first = cursor.next().expect("the test gives something");
        let shown = cursor.single(first).flatten().map(|scalar| match scalar {
            Scalar::Integer(number) => format!("integer {number}"),
            Scalar::Large(number) => format!("large {number}"),
            Scalar::Number(written) => format!("written {written}"),
            _ => "no number".to_owned(),
        });
        assert_eq!(shown.as_deref(), expected, "{json}");
        assert!(shown.is_none() || cursor.is_done(), "{json}");
    }

    #[test]
    fn a_number_keeps_its_digits() {
        for (json, expected) in [
            ("0", Some("integer 0")),
            (" 12 ", Some("integer 12")),
            ("-999999999999999999", Some("integer -999999999999999999")),
            ("9223372036854775807", Some("integer 9223372036854775807")),
            ("-9223372036854775808", Some("integer -9223372036854775808")),
            ("18446744073709551615", Some("large 18446744073709551615")),
            ("18446744073709551616", Some("written 18446744073709551616")),
            ("-0", Some("written -0")),
            ("1.50", Some("written 1.50")),
            ("1e3", Some("written 1e3")),
            ("-1.5E-3", Some("written -1.5E-3")),
            ("01", None),
            ("-", None),
            ("+1", None),
            ("1.", None),
            ("1e", None),
            ("-a", None),
        ] {
            check_number(json, expected);
        }
    }

    #[test]
    fn what_is_skipped_is_json() {
        for json in [r#""a\u00e9\ud800""#, "\"测\"", "[1,[{\"a\":[]}]]", "{}", "true", "null", "-1.5", "0"] {
            let mut cursor = Cursor::new(json);
            assert!(cursor.skip().is_some() && cursor.is_done(), "{json}");
        }
        for json in ["", "\"", "\"\n\"", r#""\x""#, "[1,]", "{\"a\"}", "tru", "nul", "1.", "a"] {
            assert!(Cursor::new(json).skip().is_none(), "{json}");
        }
    }

    #[test]
    fn a_name_is_taken_where_it_is_written_as_it_is() {
        for (json, name, expected) in [
            (r#""code":1"#, "code", true),
            (r#"  "测":1"#, "测", true),
            (r#""code" :1"#, "code", false),
            (r#""codes":1"#, "code", false),
            (r#""cod":1"#, "code", false),
            ("", "code", false),
        ] {
            let mut cursor = Cursor::new(json);
            assert_eq!(cursor.take_name(name), expected, "{json}");
            assert!(!expected || cursor.number().is_some() && cursor.is_done(), "{json}");
        }
    }

    #[test]
    fn texts_are_read_with_their_escapes() {
        for json in [r#""""#, r#""plain and long enough for a word""#, r#""a\"b\\c\u6d4b\n""#, r#""测试""#]
        {
            let expected: String = serde_json::from_str(json).expect("the test gives a text");
            let mut cursor = Cursor::new(json);
            assert_eq!(cursor.quoted().as_deref(), Some(&*expected));
            assert!(cursor.is_done());
        }
        assert!(Cursor::new(r#""\ud800""#).quoted().is_none());
    }
}
