//! One change between two models: what, where and what it means.
//!
//! Plain data. A finding knows nothing of files; its places are spans of the sources that the models came from.

use super::{Area, Kind, Verdict, Verdicts};
use crate::fingerprint::fingerprint;
use crate::source::Span;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The API.
    pub api: String,
    /// Before.
    pub old: Side,
    /// After.
    pub new: Side,
    /// What kind of change it is.
    pub kind: Kind,
    /// Where it happened.
    pub area: Area,
}

/// One end of a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// What changed, as the names that lead to it: `account.update request.orgId`.
    pub subject: String,
    /// What it is at this end. None: it is not there, or the kind of change says it all.
    pub value: Option<String>,
    /// Where it stands; if it is not there, what holds it. None: nothing of the API is there.
    pub at: Option<Span>,
}

impl Finding {
    /// The id of its kind.
    pub fn id(&self) -> String {
        self.kind.id(self.area)
    }

    /// What it means.
    pub fn verdicts(&self) -> Verdicts {
        self.kind.verdicts(self.area)
    }

    /// Why a risk is no more than that.
    pub fn why(&self) -> Option<&'static str> {
        self.kind.why(self.area)
    }

    /// Whether somebody must answer for it.
    pub fn needs_approval(&self) -> bool {
        self.verdicts().behaviour == Verdict::Security
    }

    /// The same change from the other end of time.
    pub fn mirrored(&self) -> Self {
        let Self { api, old, new, kind, area } = self.clone();
        Self { api, old: new, new: old, kind: kind.mirror(), area }
    }

    /// A name for the change that stays the same wherever in the files it stands, and becomes another one as soon as
    /// the change is another.
    pub fn fingerprint(&self) -> String {
        fingerprint(&[
            Some(&self.api),
            Some(&self.id()),
            Some(&self.old.subject),
            self.old.value.as_deref(),
            Some(&self.new.subject),
            self.new.value.as_deref(),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn finding() -> Finding {
        let side = |value: Option<&str>| Side {
            subject: "account.update request.orgId".to_owned(),
            value: value.map(str::to_owned),
            at: None,
        };
        Finding {
            api: "pretend".to_owned(),
            old: side(Some("rsa")),
            new: side(None),
            kind: Kind::EncryptRemoved,
            area: Area::Request,
        }
    }

    #[test]
    fn a_fingerprint_does_not_depend_on_the_line() {
        let mut moved = finding();
        moved.new.at = Some(Span { file: FileId(3), start: 7, end: 9 });
        assert_eq!(moved.fingerprint(), finding().fingerprint());
    }

    #[test]
    fn a_fingerprint_depends_on_all_that_is_said() {
        let changes: [fn(&mut Finding); 6] = [
            |one| one.api.push('x'),
            |one| one.kind = Kind::EncryptChanged,
            |one| one.area = Area::Response,
            |one| one.old.subject.push('x'),
            |one| one.old.value = None,
            |one| one.new.value = Some(String::new()),
        ];
        for change in changes {
            let mut changed = finding();
            change(&mut changed);
            assert_ne!(changed.fingerprint(), finding().fingerprint(), "{changed:?}");
        }
    }

    #[test]
    fn a_mirror_of_a_mirror_is_the_thing() {
        assert_eq!(finding().mirrored().kind, Kind::EncryptAdded);
        assert_eq!(finding().mirrored().mirrored(), finding());
    }
}
