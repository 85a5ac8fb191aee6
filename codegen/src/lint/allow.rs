//! What authors let stand: which question it silences, which nobody asks, and whose time is over.
//!
//! In come questions and the lists beside subjects, out go the findings that remain and the allowances that were
//! needed. The form of the lists was checked by `resolve`.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix};
use crate::load::Source;
use crate::report::Allowed;
use crate::source::{Node, Span};

use super::Questions;
use super::places::place_of;
use super::subjects::Subject;

/// All entries of all lists.
#[derive(Default)]
pub(super) struct Allowances {
    all: Vec<Allowance>,
}

struct Allowance {
    code: Code,
    why: String,
    until: Option<Date>,
    /// The map that it stands in.
    owner: Span,
    /// The entry itself.
    item: Span,
    /// Where the rule's number stands.
    rule: Span,
}

/// An allowance that was needed.
pub(super) struct Needed {
    code: Code,
    why: String,
    until: Option<Date>,
    item: Span,
}

impl Needed {
    /// With the place in words.
    pub(super) fn placed(self, source: &Source) -> Allowed {
        let Self { code, why, until, item } = self;
        Allowed { code, why, until, place: item, subject: place_of(source, item) }
    }
}

impl Allowances {
    /// Adds those of these subjects.
    pub(super) fn read(&mut self, subjects: &[Subject<'_>]) {
        for subject in subjects {
            let items = subject.node.get("allow").map_or(&[][..], Node::items);
            self.all.extend(items.iter().filter_map(|item| read(item, subject.node.span)));
        }
    }
}

fn read(item: &Node, owner: Span) -> Option<Allowance> {
    let rule = item.get("rule")?;
    let code = Code::ALL.iter().copied().find(|code| rule.text() == Some(code.number()))?;
    let why = item.get("why").and_then(Node::text).unwrap_or_default();
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    let until = item.get("until").and_then(Node::text).and_then(Date::parse);
    Some(Allowance { code, why, until, owner, item: item.span, rule: rule.span })
}

/// Takes away what is allowed; says what is not needed and what is over.
pub(super) fn judge(
    questions: Questions,
    allowances: Allowances,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Needed> {
    let is_over = |allowance: &Allowance| allowance.until.is_some_and(|until| until < today);
    let mut used = BTreeSet::new();
    for question in questions.all {
        let code = question.diagnostic.code;
        let found = allowances.all.iter().position(|one| one.owner == question.owner && one.code == code);
        used.extend(found);
        if found.is_none_or(|at| is_over(&allowances.all[at])) {
            diagnostics.push(question.diagnostic);
        }
    }
    let mut needed = Vec::new();
    for (at, allowance) in allowances.all.into_iter().enumerate() {
        if !used.contains(&at) {
            diagnostics.push(needless(&allowance));
        } else if let Some(until) = allowance.until.filter(|_| is_over(&allowance)) {
            diagnostics.push(expired(&allowance, until));
        } else {
            let Allowance { code, why, until, item, .. } = allowance;
            needed.push(Needed { code, why, until, item });
        }
    }
    needed
}

fn needless(allowance: &Allowance) -> Diagnostic {
    let message = format!("nothing here asks about `{}`", allowance.code.number());
    Diagnostic::new(Code::NeedlessAllow, allowance.rule, message)
        .label("silences nothing")
        .note(format!("the rule is: {}", allowance.code.title()))
        .help("take it away, or put it beside what the rule asks about")
        .fix(Fix::Remove(allowance.item))
}

fn expired(allowance: &Allowance, until: Date) -> Diagnostic {
    let message = format!("`{}` was allowed until {until}", allowance.code.number());
    Diagnostic::new(Code::ExpiredAllow, allowance.rule, message)
        .label("its time is over")
        .help("mend what the rule asks about, or look at it again and set another day")
}
