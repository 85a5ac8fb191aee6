//! Who is right where the judges differ.
//!
//! In: what all three say of one change. Out: one sentence, or a mistake of ours. Whatever is not explained here is one.

use super::judge::Row;
use jiekou_codegen::diff::{Kind, Verdict};

/// What the three together mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ruling {
    /// Nobody says anything.
    Neutral,
    /// All three say that it breaks.
    Agreed,
    /// The compiler and we say that it breaks; the tool does not look there.
    Blind(&'static str),
    /// We call it a risk: it breaks few programs, or none of those here.
    Risk(String),
}

impl Ruling {
    /// As it stands in the table.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Neutral => "neutral".to_owned(),
            Self::Agreed => "agreed".to_owned(),
            Self::Blind(why) => format!("the tool is blind: {why}"),
            Self::Risk(why) => format!("risk: {why}"),
        }
    }
}

/// Rules on a change.
///
/// # Errors
///
/// What is wrong with our verdict.
pub(crate) fn rule(row: &Row) -> Result<Ruling, String> {
    let breaks = !row.broken.is_empty();
    let is_major = row.semver.starts_with("major");
    match (row.verdict, breaks, is_major) {
        (Verdict::None, false, false) if row.semver == "-" => Ok(Ruling::Neutral),
        (Verdict::Break, true, true) => Ok(Ruling::Agreed),
        (Verdict::Break, true, false) => {
            let reason = row.kinds.iter().find_map(|(kind, _)| blindness(*kind));
            reason.map(Ruling::Blind).ok_or_else(|| "why does the tool not see it?".to_owned())
        }
        (Verdict::Risk, _, true) => strictness(row).map(|why| Ruling::Risk(why.to_owned())),
        (Verdict::Risk, true, false) => Ok(Ruling::Risk("it comes true for this program".to_owned())),
        (Verdict::Risk, false, false) => Ok(Ruling::Risk("it does not come true here".to_owned())),
        (Verdict::Break, false, _) => Err("we say that it breaks, and no program here does".to_owned()),
        (Verdict::None | Verdict::Security, _, _) => Err("we say that it breaks nobody".to_owned()),
    }
}

/// Why the tool says nothing of what a program notices.
fn blindness(kind: Kind) -> Option<&'static str> {
    use Kind::{
        CodeClass, NeedAdded, NeedSet, OpAnswerAdded, OpAnswerRemoved, OpAnswerShape, PromiseLost,
        PromiseMade, SecretMade, SecretOpened, TypeMapping, TypeNarrowed, TypeOther, TypeWidened,
        VerifyAdded, VerifyRemoved,
    };
    match kind {
        OpAnswerAdded | OpAnswerRemoved | OpAnswerShape => Some("types of answers"),
        TypeWidened | TypeNarrowed | TypeOther | TypeMapping | PromiseMade | PromiseLost | SecretMade
        | SecretOpened => Some("types of members and parameters"),
        NeedAdded | NeedSet => Some("bounds of methods"),
        CodeClass => Some("types of constants"),
        VerifyAdded | VerifyRemoved => Some("traits of other crates"),
        _ => None,
    }
}

/// Why the tool says more than we do.
fn strictness(row: &Row) -> Result<&'static str, String> {
    let is_state = row.kinds.iter().all(|(kind, _)| *kind == Kind::NeedDropped)
        && row.semver == "major: `type_allows_fewer_generic_type_params`";
    is_state
        .then_some("it breaks who names all states of a builder, and few do")
        .ok_or_else(|| "the tool says that it breaks".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uses::Uses;
    use jiekou_codegen::diff::Area;

    #[track_caller]
    fn check(verdict: Verdict, kind: Kind, broken: usize, semver: &str, expected: Result<&str, &str>) {
        let errors = [(1, "E0308".to_owned())];
        let broken = Uses::read("fn a() {\n}\n").blame(&errors[..broken]);
        let (change, kinds, semver) = ("> x".to_owned(), vec![(kind, Area::Request)], semver.to_owned());
        let ruling = rule(&Row { change, verdict, kinds, broken, semver });
        assert_eq!(ruling.map(|ruling| ruling.words()), expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn all_say_the_same() {
        check(Verdict::None, Kind::FieldAdded, 0, "-", Ok("neutral"));
        check(Verdict::Break, Kind::FieldRemoved, 1, "major: `inherent_method_missing`", Ok("agreed"));
    }

    #[test]
    fn what_the_tool_does_not_see_has_a_reason() {
        check(
            Verdict::Break,
            Kind::TypeOther,
            1,
            "-",
            Ok("the tool is blind: types of members and parameters"),
        );
        check(Verdict::Break, Kind::FieldRemoved, 1, "-", Err("why does the tool not see it?"));
    }

    #[test]
    fn a_wrong_verdict_is_a_mistake() {
        check(Verdict::None, Kind::FieldAdded, 1, "-", Err("we say that it breaks nobody"));
        check(Verdict::None, Kind::FieldAdded, 0, "minor: `a`", Err("we say that it breaks nobody"));
        check(
            Verdict::Break,
            Kind::FieldRemoved,
            0,
            "major: `a`",
            Err("we say that it breaks, and no program here does"),
        );
        check(Verdict::Risk, Kind::SecretMade, 1, "major: `a`", Err("the tool says that it breaks"));
    }
}
