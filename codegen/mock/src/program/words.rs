//! Words of the command line.
//!
//! In: words and the names of the APIs that are there. Out: what is wanted, or what is wrong with it.

use crate::check::Strictness;
use lexopt::{Arg, Parser, ValueExt as _};
use std::ffi::OsString;
use std::path::PathBuf;

/// What may be said.
pub(super) const USAGE: &str = "\
mock <api>              serve as the vendor of this API until stopped; any of:
    --port 8080         on this port; without it, or with 0, on a free one
    --json              print what clients must know as one line of JSON
    --lenient           answer calls whose signature, clock or token is wrong, too
    --record file       write what is asked and answered into this file, redacted, one line each
    --replay file       answer from such a file what stands in it
    --seed 1            what chance is made of, so that a run can be repeated
    --until-eof         stop at the end of the input as well
mock help               this text";

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) api: String,
    pub(super) port: u16,
    pub(super) start: Start,
    pub(super) until: Until,
    pub(super) strictness: Strictness,
    pub(super) record: Option<PathBuf>,
    pub(super) replay: Option<PathBuf>,
    pub(super) seed: Option<u64>,
}

/// How it is printed what clients must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// How long the server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// Until it gets a signal.
    Stopped,
    /// The same, or until its input is at its end.
    EndOfInput,
}

/// What is wrong with the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong(pub(super) String);

impl From<lexopt::Error> for Wrong {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

/// What the words ask for; nothing where they ask for help.
pub(super) fn parse(words: Vec<OsString>, apis: &[&str]) -> Result<Option<Wish>, Wrong> {
    let mut wish = Wish {
        api: String::new(),
        port: 0,
        start: Start::Text,
        until: Until::Stopped,
        strictness: Strictness::Strict,
        record: None,
        replay: None,
        seed: None,
    };
    let mut words = Parser::from_iter(words);
    while let Some(word) = words.next()? {
        match word {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Value(word) if word == "help" => return Ok(None),
            Arg::Value(word) if wish.api.is_empty() => wish.api = word.string()?,
            Arg::Long("port") => wish.port = words.value()?.parse()?,
            Arg::Long("seed") => wish.seed = Some(words.value()?.parse()?),
            Arg::Long("json") => wish.start = Start::Json,
            Arg::Long("until-eof") => wish.until = Until::EndOfInput,
            Arg::Long("lenient") => wish.strictness = Strictness::Lenient,
            Arg::Long("record") => wish.record = Some(words.value()?.into()),
            Arg::Long("replay") => wish.replay = Some(words.value()?.into()),
            word => return Err(word.unexpected().into()),
        }
    }
    let known = || apis.join(", ");
    match wish.api.as_str() {
        "" => Err(Wrong(format!("which API? there are: {}", known()))),
        api if apis.contains(&api) => Ok(Some(wish)),
        api => Err(Wrong(format!("there is no API `{api}` here; there are: {}", known()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Result<Option<Wish>, &str>) {
        let words = [&["mock"], words].concat().into_iter().map(OsString::from).collect();
        let parsed = parse(words, &["pretend", "other"]).map_err(|Wrong(text)| text);
        assert_eq!(parsed, expected.map_err(str::to_owned));
    }

    fn wish() -> Wish {
        Wish {
            api: "pretend".to_owned(),
            port: 0,
            start: Start::Text,
            until: Until::Stopped,
            strictness: Strictness::Strict,
            record: None,
            replay: None,
            seed: None,
        }
    }

    #[test]
    fn words_become_a_wish() {
        check(&["pretend"], Ok(Some(wish())));
        check(&["--port", "8080", "pretend"], Ok(Some(Wish { port: 8080, ..wish() })));
        check(
            &["pretend", "--json", "--lenient", "--until-eof", "--seed=7", "--record", "a", "--replay=b"],
            Ok(Some(Wish {
                start: Start::Json,
                until: Until::EndOfInput,
                strictness: Strictness::Lenient,
                seed: Some(7),
                record: Some("a".into()),
                replay: Some("b".into()),
                ..wish()
            })),
        );
        for help in ["help", "--help", "-h"] {
            check(&[help], Ok(None));
        }
    }

    #[test]
    fn wrong_words_are_told() {
        check(&[], Err("which API? there are: pretend, other"));
        check(&["pretnd"], Err("there is no API `pretnd` here; there are: pretend, other"));
        check(&["pretend", "other"], Err("unexpected argument \"other\""));
        check(&["pretend", "--prot"], Err("invalid option '--prot'"));
        check(
            &["pretend", "--port", "70000"],
            Err("cannot parse argument \"70000\": number too large to fit in target type"),
        );
        check(&["pretend", "--record"], Err("missing argument for option '--record'"));
    }
}
