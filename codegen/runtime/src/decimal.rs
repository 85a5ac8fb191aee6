//! Numbers whose digits are kept as they came: amounts, rates, quantities.
//!
//! In: digits from the wire or from the user. Out: the same digits. A decimal never goes through floating point,
//! unless somebody asks for that.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The most bytes of a decimal.
const LONGEST: usize = 64;

/// A number with any digits: `12.30`. It is read from a JSON number or from text.
///
/// Two are equal if they are written alike: `1.0` is not `1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest number that floating point has. Digits are lost where it has too few.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // The grammar of `f64` is wider than ours, and too large a number is infinite.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// For texts of which the generator has seen that they are decimals.
    #[doc(hidden)]
    #[must_use]
    pub fn from_static(digits: &'static str) -> Self {
        Self(digits.to_owned())
    }

    /// The same as a JSON number, which begins neither with a plus nor with a needless zero.
    pub(crate) fn number(&self) -> Cow<'_, str> {
        let (sign, digits) = match self.0.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", self.0.strip_prefix('+').unwrap_or(&self.0)),
        };
        let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
        let zeros = digits.bytes().take(whole.saturating_sub(1)).take_while(|byte| *byte == b'0').count();
        match (sign.len() + digits.len() == self.0.len(), zeros) {
            (true, 0) => Cow::Borrowed(&self.0),
            _ => Cow::Owned(format!("{sign}{}", &digits[zeros..])),
        }
    }
}

/// A text that is no decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a decimal is digits with an optional sign, fraction and exponent, up to {LONGEST} bytes")
    }
}

impl std::error::Error for ParseDecimalError {}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        if text.len() <= LONGEST && is_decimal(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseDecimalError)
        }
    }
}

fn is_decimal(text: &str) -> bool {
    let unsigned = |text| str::strip_prefix(text, ['+', '-']).unwrap_or(text);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match unsigned(number).split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned(number), None),
    };
    is_digits(whole)
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(unsigned(text)))
}

macro_rules! from_integer {
    ($($type:ty)*) => {$(
        impl From<$type> for Decimal {
            fn from(number: $type) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_integer!(i32 i64 u32 u64);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, number: Option<&str>) {
        let decimal = text.parse::<Decimal>().ok();
        assert_eq!(decimal.as_ref().map(Decimal::number).as_deref(), number, "{text}");
        assert_eq!(decimal.as_ref().map(Decimal::as_str), number.map(|_| text));
    }

    #[test]
    fn digits_stay_and_a_number_is_json() {
        check("12.30", Some("12.30"));
        check("-0", Some("-0"));
        check("1e-7", Some("1e-7"));
        check("+007.50E+2", Some("7.50E+2"));
        check("-000", Some("-0"));
        check("00.10", Some("0.10"));
        check(&"9".repeat(64), Some(&"9".repeat(64)));
    }

    #[test]
    fn anything_else_is_none() {
        for text in
            ["", "-", ".5", "5.", "1e", "1e+", "--1", "0x10", "1,000", " 1", "NaN", "１", "1.2.3", "1e1.5"]
        {
            check(text, None);
        }
        check(&"9".repeat(65), None);
    }

    #[test]
    fn whole_numbers_are_decimals() {
        fn take(decimal: impl Into<Decimal>) -> Decimal {
            decimal.into()
        }
        assert_eq!(format!("{} {:?} {}", take(7), take(-7_i64), take(u64::MAX)), "7 -7 18446744073709551615");
        assert!((take(7).to_f64() - 7.0).abs() < f64::EPSILON);
        assert_ne!(Decimal::from_static("1.0"), take(1));
    }
}
