//! Faults as JSON, for whoever sets them from another language.
//!
//! In: one JSON object. Out: a fault, or what is wrong with the text; and the way back. [`Fault::from_json`] has the table
//! of members. Whether a fault makes sense for an API is seen elsewhere.

use super::{Fault, Kind, Oddity};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Why a text is no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError(String);

impl fmt::Display for ParseFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParseFaultError {}

impl Fault {
    /// Reads a fault from JSON: `{"status": 503, "on": "account.update", "times": 2}`.
    ///
    /// One of these members says what is broken:
    ///
    /// | member | value | as |
    /// |---|---|---|
    /// | `delay_ms` | milliseconds | [`Fault::delay`] |
    /// | `jitter_ms` | `[10, 50]` | [`Fault::jitter`] |
    /// | `reset_after` | bytes | [`Fault::reset_after`] |
    /// | `close_after` | bytes | [`Fault::close_after`] |
    /// | `dribble` | `{"bytes": 1, "pause_ms": 10}` | [`Fault::dribble`] |
    /// | `html` | `true` | [`Fault::html`] |
    /// | `status` | 400 to 599 | [`Fault::status`] |
    /// | `too_many` | seconds | [`Fault::too_many`] |
    /// | `too_many_until` | seconds | [`Fault::too_many_until`] |
    /// | `stale_token_after` | calls | [`Fault::stale_token_after`] |
    /// | `clock_ms` | milliseconds, below zero where it is behind | [`Fault::clock_ahead`], [`Fault::clock_behind`] |
    /// | `charset` | `"gbk"`, or `{"is": "gbk", "says": "utf-8"}` | [`Fault::charset`], [`Fault::mislabelled`] |
    /// | `code` | a code or its name | [`Fault::code`] |
    /// | `odd` | a name of [`Oddity`] | [`Fault::odd`] |
    ///
    /// and these say when: `on` (`"group.name"`), `after`, `times`, `probability` (0 to 1) and `seed`.
    ///
    /// # Errors
    ///
    /// Where a member is unknown, has a value of another type, or it is not said what is broken.
    pub fn from_json(json: &str) -> Result<Self, ParseFaultError> {
        let wrong = |_| ParseFaultError("a fault is one JSON object".to_owned());
        let members: Map<String, Value> = serde_json::from_str(json).map_err(wrong)?;
        read(&members).map_err(ParseFaultError)
    }

    /// The same fault as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let (name, value) = self.kind.to_json();
        let mut members = vec![(name, value)];
        let mut put = |name, value: Option<Value>| members.extend(value.map(|value| (name, value)));
        put("on", self.on.as_deref().map(Value::from));
        put("after", (self.after > 0).then(|| self.after.into()));
        put("times", self.times.map(Value::from));
        put("probability", self.probability.map(Value::from));
        put("seed", (self.seed > 0).then(|| self.seed.into()));
        let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(json: &str) -> Result<Self, ParseFaultError> {
        Self::from_json(json)
    }
}

fn read(members: &Map<String, Value>) -> Result<Fault, String> {
    let mut kinds = Vec::new();
    let mut fault = Fault::of(Kind::Html);
    for (name, value) in members {
        match name.as_str() {
            "on" => fault.on = Some(text(name, value)?),
            "after" => fault.after = whole(name, value)?,
            "times" => fault.times = Some(whole(name, value)?),
            "probability" => {
                let number = value.as_f64().ok_or_else(|| format!("`{name}` is a number from 0 to 1"))?;
                fault.probability = Some(number);
            }
            "seed" => fault.seed = whole(name, value)?,
            _ => kinds.push((name, kind(name, value)?)),
        }
    }
    match (kinds.pop(), kinds.pop()) {
        (Some((_, kind)), None) => Ok(Fault { kind, ..fault }),
        (None, _) => Err("nothing says what is broken".to_owned()),
        (Some((one, _)), Some((other, _))) => Err(format!("`{other}` and `{one}` are two faults")),
    }
}

fn kind(name: &str, value: &Value) -> Result<Kind, String> {
    let bytes = |value| whole(name, value).map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    let millis = |value| whole(name, value).map(Duration::from_millis);
    Ok(match name {
        "delay_ms" => Kind::Delay(millis(value)?),
        "jitter_ms" => match value.as_array().map(Vec::as_slice) {
            Some([from, to]) => Kind::Jitter(millis(from)?, millis(to)?),
            _ => return Err(format!("`{name}` is two whole numbers in a list")),
        },
        "reset_after" => Kind::ResetAfter(bytes(value)?),
        "close_after" => Kind::CloseAfter(bytes(value)?),
        "dribble" => {
            let [size, pause] = two(name, value, ["bytes", "pause_ms"])?;
            Kind::Dribble(bytes(size)?, millis(pause)?)
        }
        "html" if *value == Value::Bool(true) => Kind::Html,
        "html" => return Err("`html` is true".to_owned()),
        "status" => Kind::Status(u16::try_from(whole(name, value)?).unwrap_or(u16::MAX)),
        "too_many" => Kind::TooMany(whole(name, value)?),
        "too_many_until" => Kind::TooManyUntil(whole(name, value)?),
        "stale_token_after" => Kind::StaleTokenAfter(whole(name, value)?),
        "clock_ms" => Kind::Clock(value.as_i64().ok_or_else(|| format!("`{name}` is a whole number"))?),
        "charset" if value.is_string() => {
            let charset = text(name, value)?;
            Kind::Charset { says: charset.clone(), charset }
        }
        "charset" => {
            let [is, says] = two(name, value, ["is", "says"])?;
            Kind::Charset { charset: text(name, is)?, says: text(name, says)? }
        }
        "code" => Kind::Code(text(name, value)?),
        "odd" => {
            let wanted = text(name, value)?;
            let found = Oddity::ALL.into_iter().find(|oddity| oddity.name() == wanted);
            Kind::Odd(found.ok_or_else(|| format!("nothing is odd by the name of `{wanted}`"))?)
        }
        _ => return Err(format!("`{name}` is no member of a fault")),
    })
}

/// The two members of an object that has no others.
fn two<'v>(name: &str, value: &'v Value, wanted: [&str; 2]) -> Result<[&'v Value; 2], String> {
    let [one, other] = wanted;
    let members = value.as_object().filter(|members| members.len() == 2);
    match members.map(|members| (members.get(one), members.get(other))) {
        Some((Some(one), Some(other))) => Ok([one, other]),
        _ => Err(format!("`{name}` is an object with `{one}` and `{other}`")),
    }
}

fn whole(name: &str, value: &Value) -> Result<u64, String> {
    value.as_u64().ok_or_else(|| format!("`{name}` is a whole number"))
}

fn text(name: &str, value: &Value) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("`{name}` is a text"))
}

impl Kind {
    fn to_json(&self) -> (&'static str, Value) {
        let millis = |time: &Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        match self {
            Self::Delay(time) => ("delay_ms", millis(time).into()),
            Self::Jitter(from, to) => ("jitter_ms", json!([millis(from), millis(to)])),
            Self::ResetAfter(bytes) => ("reset_after", (*bytes).into()),
            Self::CloseAfter(bytes) => ("close_after", (*bytes).into()),
            Self::Dribble(bytes, pause) => ("dribble", json!({ "bytes": bytes, "pause_ms": millis(pause) })),
            Self::Html => ("html", true.into()),
            Self::Status(status) => ("status", (*status).into()),
            Self::TooMany(seconds) => ("too_many", (*seconds).into()),
            Self::TooManyUntil(seconds) => ("too_many_until", (*seconds).into()),
            Self::StaleTokenAfter(calls) => ("stale_token_after", (*calls).into()),
            Self::Clock(by) => ("clock_ms", (*by).into()),
            Self::Charset { charset, says } if charset == says => ("charset", charset.as_str().into()),
            Self::Charset { charset, says } => ("charset", json!({ "is": charset, "says": says })),
            Self::Code(code) => ("code", code.as_str().into()),
            Self::Odd(oddity) => ("odd", oddity.name().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Fault) {
        assert_eq!(Fault::from_json(json).as_ref(), Ok(&expected));
        assert_eq!(expected.to_json(), json);
        assert_eq!(json.parse(), Ok(expected));
    }

    #[track_caller]
    fn refused(json: &str, expected: &str) {
        assert_eq!(Fault::from_json(json).map_err(|error| error.to_string()), Err(expected.to_owned()));
    }

    #[test]
    fn each_kind_is_read_and_written() {
        let ms = Duration::from_millis;
        check(r#"{"delay_ms":200}"#, Fault::delay(ms(200)));
        check(r#"{"jitter_ms":[10,50],"seed":7}"#, Fault::jitter(ms(10)..ms(50)).seeded(7));
        check(r#"{"reset_after":0}"#, Fault::reset_after(0));
        check(r#"{"close_after":20}"#, Fault::close_after(20));
        check(r#"{"dribble":{"bytes":1,"pause_ms":10}}"#, Fault::dribble(1, ms(10)));
        check(r#"{"html":true}"#, Fault::html());
        check(r#"{"status":503}"#, Fault::status(503));
        check(r#"{"too_many":3}"#, Fault::too_many(ms(3000)));
        check(r#"{"too_many_until":3}"#, Fault::too_many_until(ms(3000)));
        check(r#"{"stale_token_after":2}"#, Fault::stale_token_after(2));
        check(r#"{"clock_ms":600000}"#, Fault::clock_ahead(ms(600_000)));
        check(r#"{"clock_ms":-1}"#, Fault::clock_behind(ms(1)));
        check(r#"{"charset":"gbk"}"#, Fault::charset("gbk"));
        check(r#"{"charset":{"is":"gbk","says":"utf-8"}}"#, Fault::mislabelled("gbk", "utf-8"));
        check(r#"{"code":"5006"}"#, Fault::code("5006"));
        for oddity in Oddity::ALL {
            check(&format!(r#"{{"odd":"{}"}}"#, oddity.name()), Fault::odd(oddity));
        }
    }

    #[test]
    fn settings_say_when_it_strikes() {
        check(
            r#"{"html":true,"on":"account.update","after":1,"times":2,"probability":0.5,"seed":3}"#,
            Fault::html().on(crate::pretend::account::update).after(1).times(2).with_probability(0.5, 3),
        );
    }

    #[test]
    fn what_is_no_fault_is_told() {
        refused("[]", "a fault is one JSON object");
        refused("{", "a fault is one JSON object");
        refused("{}", "nothing says what is broken");
        refused(r#"{"times":1}"#, "nothing says what is broken");
        refused(r#"{"delay":1}"#, "`delay` is no member of a fault");
        refused(r#"{"delay_ms":-1}"#, "`delay_ms` is a whole number");
        refused(r#"{"delay_ms":1,"status":500}"#, "`delay_ms` and `status` are two faults");
        refused(r#"{"jitter_ms":[1]}"#, "`jitter_ms` is two whole numbers in a list");
        refused(r#"{"dribble":{"bytes":1,"pause":1}}"#, "`dribble` is an object with `bytes` and `pause_ms`");
        refused(r#"{"html":false}"#, "`html` is true");
        refused(r#"{"odd":"x"}"#, "nothing is odd by the name of `x`");
        refused(r#"{"code":5006}"#, "`code` is a text");
        refused(r#"{"html":true,"probability":"1"}"#, "`probability` is a number from 0 to 1");
    }
}
