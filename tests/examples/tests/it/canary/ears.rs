//! Everything that comes out of a client, as one text, and the search for marks in it.
//!
//! In: spans, events, recorded exchanges, Debug and Display of whatever a test holds. Out: the marks that stand in
//! it, plain or in Base64, hex or another letter case. It knows no API.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use jiekou::example::{Mark, NUMBER, TEXT};
use jiekou::{Event, Exchange, Har, JsonLines, Observer, Recorder};
use std::error::Error;
use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Takes down everything.
#[derive(Clone, Default)]
pub(super) struct Ears(Arc<Mutex<String>>);

impl Ears {
    fn text(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What Debug says, short and long.
    pub(super) fn debug(&self, value: &(impl Debug + ?Sized)) {
        self.text().push_str(&format!("{value:?}\n{value:#?}\n"));
    }

    /// What an error and its causes say.
    pub(super) fn error(&self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.text().push_str(&format!("{error}\n{error:?}\n{error:#?}\n"));
            next = error.source();
        }
    }

    /// All so far.
    pub(super) fn heard(&self) -> String {
        self.text().clone()
    }
}

impl Write for Ears {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text().push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Observer for Ears {
    fn observe(&self, event: &Event<'_>) {
        self.debug(event);
    }
}

/// All recorders in one.
pub(super) struct Recorders {
    ears: Ears,
    lines: JsonLines<Ears>,
    har: Arc<Har>,
}

impl Recorders {
    /// They all write into these ears; the archive does so when it is asked to.
    pub(super) fn new(ears: &Ears, har: &Arc<Har>) -> Self {
        Self { ears: ears.clone(), lines: JsonLines::new(ears.clone()), har: Arc::clone(har) }
    }
}

impl Recorder for Recorders {
    fn record(&self, exchange: &Exchange) {
        self.ears.debug(exchange);
        self.lines.record(exchange);
        self.har.record(exchange);
    }
}

/// The marks that stand in a text, each with where it was put.
pub(super) fn found(text: &str, put: &[Mark]) -> Vec<String> {
    // One pass over the text, however many marks there are.
    let mut found: Vec<String> = text
        .match_indices(NUMBER)
        .filter_map(|(at, _)| put.iter().find(|mark| text[at..].starts_with(&mark.text)).map(named))
        .collect();
    let lower = text.to_lowercase();
    found.extend(lower.match_indices(&TEXT.to_lowercase()).map(|(at, _)| {
        let shown: String = lower[at..].chars().take(TEXT.len() + 4).collect();
        let mark = put.iter().find(|mark| mark.text.eq_ignore_ascii_case(&shown));
        mark.map_or_else(|| format!("?: {shown}"), named)
    }));
    for prefix in [TEXT, NUMBER] {
        let hex: String = prefix.bytes().map(|byte| format!("{byte:02x}")).collect();
        let disguises = base64_forms(prefix).into_iter().map(|form| text.contains(&form));
        if disguises.chain([lower.contains(&hex)]).any(|is_there| is_there) {
            found.push(format!("{prefix} in Base64 or hex"));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn named(mark: &Mark) -> String {
    format!("{} {}.{}: {}", mark.operation, mark.model, mark.wire, mark.text)
}

/// What a text looks like in the middle of Base64, wherever it begins.
fn base64_forms(text: &str) -> Vec<String> {
    let form = |before: usize| {
        let bytes = [&vec![0; before], text.as_bytes()].concat();
        let (first, last) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        [STANDARD.encode(&bytes), URL_SAFE.encode(&bytes)].map(|encoded| encoded[first..last].to_owned())
    };
    (0..3).flat_map(form).collect()
}

#[test]
fn marks_are_found_in_every_disguise() {
    let put = [
        Mark { operation: "a.b", model: "Request", wire: "pin", text: format!("{TEXT}0001") },
        Mark { operation: "a.b", model: "Request", wire: "phone", text: format!("{NUMBER}0002") },
    ];
    let is_found = |text: &str| !found(text, &put).is_empty();
    for mark in put.iter().map(|mark| mark.text.as_str()) {
        for before in ["", "x", "xy"] {
            let text = format!("{before}{mark}!");
            assert!(is_found(&text), "{text}");
            assert!(is_found(&STANDARD.encode(&text)), "{text}");
            assert!(is_found(&format!("%7B{text}\\u007d")), "{text}");
            let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
            assert!(is_found(&hex), "{text}");
        }
    }
    assert!(!is_found("zQ7x 9071 70002 [redacted]"));
    assert_eq!(found("a zq7XKV0001", &put), [format!("a.b Request.pin: {TEXT}0001")]);
}
