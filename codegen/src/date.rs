//! Days of the calendar, as specs write them: `2027-03-31`.
//!
//! In come texts or seconds since 1970, out go days that can be compared. Nothing here asks what day it is.

use std::fmt;

const SECONDS_OF_A_DAY: u64 = 86_400;

/// A day of the Gregorian calendar. Later days are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Takes `yyyy-MM-dd`, if there is such a day.
    pub fn parse(text: &str) -> Option<Self> {
        let is_formed = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_formed {
            return None;
        }
        let date = Self {
            year: text[..4].parse().ok()?,
            month: text[5..7].parse().ok()?,
            day: text[8..].parse().ok()?,
        };
        (1..=days_of(date.year, date.month)).contains(&date.day).then_some(date)
    }

    /// The day in UTC on which this Unix time falls.
    pub fn of_unix_seconds(seconds: u64) -> Self {
        let mut days = seconds / SECONDS_OF_A_DAY;
        let mut date = Self { year: 1970, month: 1, day: 1 };
        loop {
            let month = u64::from(days_of(date.year, date.month));
            if days < month {
                // Less than 31.
                date.day += days as u8;
                return date;
            }
            days -= month;
            date = match date.month {
                12 => Self { year: date.year.saturating_add(1), month: 1, ..date },
                month => Self { month: month + 1, ..date },
            };
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_of(year: u16, month: u8) -> u8 {
    let leaps = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leaps => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_day: bool) {
        assert_eq!(Date::parse(text).map(|date| date.to_string()), is_day.then(|| text.to_owned()), "{text}");
    }

    #[test]
    fn days_that_there_are() {
        check("2027-03-31", true);
        check("2028-02-29", true);
        check("2000-02-29", true);
        for wrong in ["2027-02-29", "1900-02-29", "2027-13-01", "2027-00-01", "2027-04-31", "2027-04-00"] {
            check(wrong, false);
        }
        for wrong in ["2027-4-01", "20270401", "+027-04-01", "2027-04-01 ", "二〇二七"] {
            check(wrong, false);
        }
    }

    #[test]
    fn later_days_are_greater() {
        let days = ["2026-12-31", "2027-01-01", "2027-01-02", "2027-02-01"].map(Date::parse);
        assert!(days.is_sorted() && days.iter().all(Option::is_some));
    }

    #[test]
    fn unix_time_is_a_day_in_utc() {
        // Computed with `date -u -d @…`.
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_795_350_000, "2026-11-22"),
        ] {
            assert_eq!(Date::of_unix_seconds(seconds).to_string(), day);
        }
    }
}
