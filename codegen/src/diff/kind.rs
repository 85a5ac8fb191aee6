//! The kinds of changes: what each is called, what it means for three readers, and what its mirror is.
//!
//! The table below decides all of it; here stand the words in which it is asked and answered.

mod table;

pub use table::Kind;

/// What a change means for one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing.
    None,
    /// It may break; the reason is told.
    Risk,
    /// What worked no longer does.
    Break,
    /// It weakens or changes what protects the caller; somebody must answer for it.
    Security,
}

impl Verdict {
    /// In reports: `-`, `risk`, `break`, `security`.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "-",
            Self::Risk => "risk",
            Self::Break => "break",
            Self::Security => "security",
        }
    }
}

/// What a change means for the three readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// For the vendor's server, and for what it answers.
    pub wire: Verdict,
    /// For the source of programs that use the client.
    pub rust: Verdict,
    /// For what such a program does, though it still compiles; and for security.
    pub behaviour: Verdict,
}

impl Verdicts {
    /// The three with the names of their columns.
    pub fn columns(self) -> [(&'static str, Verdict); 3] {
        [("wire", self.wire), ("rust", self.rust), ("behaviour", self.behaviour)]
    }

    /// The worst of the three.
    pub fn worst(self) -> Verdict {
        self.wire.max(self.rust).max(self.behaviour)
    }
}

/// Where something stands that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Anywhere else.
    General,
    /// A parameter in path, query or header.
    Parameter,
    /// In the body of a request.
    Request,
    /// In an answer.
    Response,
    /// In what the vendor posts.
    Callback,
}

impl Area {
    /// Whether the client sends it.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::General | Self::Parameter | Self::Request)
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::General => "",
            Self::Parameter => "param-",
            Self::Request => "req-",
            Self::Response => "resp-",
            Self::Callback => "callback-",
        }
    }
}

impl Kind {
    /// Its name for machines, with the area in front: `req-field-added-required`.
    pub fn id(self, area: Area) -> String {
        format!("{}{}", area.prefix(), self.row().id)
    }

    /// The kind of the same change seen from the other end of time.
    pub fn mirror(self) -> Self {
        self.row().mirror
    }

    /// What it means.
    pub fn verdicts(self, area: Area) -> Verdicts {
        if area.is_sent() { self.row().sent } else { self.row().received }
    }

    /// Whether words changed and nothing else: texts, examples, sources, titles.
    pub fn is_words(self) -> bool {
        use Kind::{
            DocAdded, DocChanged, DocRemoved, DocReview, EvidenceAdded, EvidenceRemoved, TitleAdded,
            TitleChanged, TitleRemoved,
        };
        let texts = [DocAdded, DocChanged, DocRemoved, DocReview];
        let sources = [EvidenceAdded, EvidenceRemoved, TitleAdded, TitleChanged, TitleRemoved];
        texts.contains(&self) || sources.contains(&self)
    }

    /// What happened, as a clause.
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// Why a risk is no more than that; nothing where all verdicts are certain.
    pub fn why(self, area: Area) -> Option<&'static str> {
        let has_risk = self.verdicts(area).columns().iter().any(|(_, verdict)| *verdict == Verdict::Risk);
        has_risk.then_some(self.row().why)
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Risk as R, Security as S};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_is_the_mirror_of_its_mirror() {
        for kind in Kind::ALL {
            assert_eq!(kind.mirror().mirror(), *kind, "{kind:?}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.id(Area::General)).collect();
        assert_eq!(ids.len(), Kind::ALL.len());
    }

    #[test]
    fn a_risk_has_a_reason_and_only_a_risk() {
        for kind in Kind::ALL {
            let row = kind.row();
            let risky =
                [row.sent, row.received].iter().any(|of| of.columns().iter().any(|(_, one)| *one == R));
            assert_eq!(risky, !row.why.is_empty(), "{kind:?}");
        }
    }

    #[test]
    fn only_behaviour_is_a_matter_of_security() {
        for kind in Kind::ALL {
            for verdicts in [kind.row().sent, kind.row().received] {
                assert!(verdicts.wire < S && verdicts.rust < S, "{kind:?}");
            }
        }
    }
}
