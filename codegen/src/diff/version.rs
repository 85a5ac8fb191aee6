//! The version of the client that changes ask for, and the one that it has.
//!
//! In come verdicts and two manifests, out goes whether the step between them is large enough. Before 1.0 a change
//! that breaks asks for the second number, any other for the third, as cargo reads versions.

use semver::Version;

use super::{Finding, Verdict};

/// How large a step a change asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// None.
    None,
    /// Words.
    Patch,
    /// Something new, or something on the wire that a program does not notice.
    Feature,
    /// A program no longer compiles, or does something else without a word from the compiler.
    Breaking,
}

impl Step {
    /// What one change asks for.
    pub fn of(finding: &Finding) -> Self {
        let verdicts = finding.verdicts();
        if verdicts.rust == Verdict::Break || verdicts.behaviour >= Verdict::Break {
            Self::Breaking
        } else if finding.kind.is_words() {
            Self::Patch
        } else {
            Self::Feature
        }
    }

    /// As a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "nothing",
            Self::Patch => "patch",
            Self::Feature => "feature",
            Self::Breaking => "breaking",
        }
    }
}

/// The versions of the client before and after, and the least that it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bump {
    /// What the changes ask for.
    pub step: Step,
    /// Before.
    pub old: Version,
    /// After.
    pub new: Version,
    /// The least that is right.
    pub least: Version,
}

impl Bump {
    /// Compares two manifests of the client. None: one of them has no version.
    pub fn of(step: Step, old: &str, new: &str) -> Option<Self> {
        let (old, new) = (version(old)?, version(new)?);
        Some(Self { step, least: least(&old, step), old, new })
    }

    /// Whether the version is high enough.
    pub fn is_enough(&self) -> bool {
        self.new >= self.least
    }
}

fn least(old: &Version, step: Step) -> Version {
    let Version { major, minor, patch, .. } = *old;
    match (step, major) {
        (Step::None, _) => old.clone(),
        (Step::Breaking, 0) => Version::new(0, minor + 1, 0),
        (Step::Patch | Step::Feature, 0) | (Step::Patch, _) => Version::new(major, minor, patch + 1),
        (Step::Feature, _) => Version::new(major, minor + 1, 0),
        (Step::Breaking, _) => Version::new(major + 1, 0, 0),
    }
}

/// The version in the section `package` of a manifest.
fn version(manifest: &str) -> Option<Version> {
    let package = manifest.lines().skip_while(|line| line.trim() != "[package]").skip(1);
    let mut lines = package.take_while(|line| !line.trim_start().starts_with('['));
    let value = lines.find_map(|line| line.trim().strip_prefix("version")?.trim_start().strip_prefix('='))?;
    Version::parse(value.trim().trim_matches('"')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Area, Kind, Side};

    fn manifest(version: &str) -> String {
        format!(
            "[features]\nversion = []\n[package]\nname = \"x\"\nversion = \"{version}\"\n[lib]\npath = \"x\"\n"
        )
    }

    #[track_caller]
    fn check(old: &str, step: Step, expected: &str) {
        let bump = |new: &str| Bump::of(step, &manifest(old), &manifest(new)).expect("two versions");
        assert_eq!(bump(expected).least.to_string(), expected);
        assert!(bump(expected).is_enough());
        assert_eq!(bump(old).is_enough(), step == Step::None, "{old}");
        assert!(!bump("0.0.1-alpha").is_enough());
    }

    #[test]
    fn the_least_version_is_what_cargo_takes_for_compatible_or_not() {
        check("0.1.4", Step::None, "0.1.4");
        check("0.1.4", Step::Patch, "0.1.5");
        check("0.1.4", Step::Feature, "0.1.5");
        check("0.1.4", Step::Breaking, "0.2.0");
        check("1.2.3", Step::Patch, "1.2.4");
        check("1.2.3", Step::Feature, "1.3.0");
        check("1.2.3", Step::Breaking, "2.0.0");
    }

    #[test]
    fn a_manifest_without_a_version_tells_nothing() {
        assert_eq!(Bump::of(Step::Patch, "[package]\nversion.workspace = true\n", &manifest("1.0.0")), None);
        assert_eq!(Bump::of(Step::Patch, "", &manifest("1.0.0")), None);
    }

    #[track_caller]
    fn check_step(kind: Kind, area: Area, expected: Step) {
        let side = || Side { subject: "x".into(), value: None, at: None };
        let finding = Finding { api: "x".into(), old: side(), new: side(), kind, area };
        assert_eq!(Step::of(&finding), expected, "{kind:?}");
    }

    #[test]
    fn a_step_is_as_large_as_what_a_program_notices() {
        check_step(Kind::DocReview, Area::Request, Step::Patch);
        check_step(Kind::FieldAdded, Area::Request, Step::Feature);
        // The vendor wants another name: the program compiles, and does what it did.
        check_step(Kind::FieldWire, Area::Request, Step::Feature);
        check_step(Kind::FieldName, Area::Request, Step::Breaking);
        check_step(Kind::OpRetry, Area::General, Step::Breaking);
        check_step(Kind::Shown, Area::Response, Step::Breaking);
    }
}
