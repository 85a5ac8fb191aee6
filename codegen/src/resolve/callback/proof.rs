//! What a signature must cover to prove what was posted.
//!
//! In comes a recipe that was understood, out goes what of the body it signs and with which secrets. A recipe that a
//! stranger could satisfy is refused: one without a secret, without the body, or with a time that anybody can change.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Credential, Expression, HeaderTemplate, Signing, Signs, Source, Template, TemplatePart, Transform,
};
use crate::source::{Entry, Span};
use std::collections::BTreeSet;

/// What a recipe signs, and with what.
pub(super) struct Proof {
    /// What of the body.
    pub(super) signs: Signs,
    /// The sensitive credentials, by index; at least one.
    pub(super) secrets: Vec<usize>,
}

/// Looks at what a recipe covers and reports what is missing. Without `window`, how old a push may be is not known.
pub(super) fn check_proof(
    (recipe, members): (&Signing, &[HeaderTemplate]),
    credentials: &[Credential],
    (entry, window): (&Entry, Option<&Entry>),
    diagnostics: &mut Diagnostics,
) -> Option<Proof> {
    let before = diagnostics.len();
    let made: Vec<&HeaderTemplate> = recipe.headers.iter().chain(members).collect();
    let reached: Vec<Reached> = made.iter().map(|made| Reached::by(&made.value, recipe)).collect();
    let mut report = Report { span: entry.key_span, diagnostics };
    let secret = |index: &usize| credentials.get(*index).is_some_and(|held| held.sensitive);
    let proof = reached.iter().find(|reached| reached.credentials.iter().any(secret));
    let Some(proof) = proof else {
        report.unproven("no header or member of it depends on a sensitive credential");
        return None;
    };
    if !proof.body && !proof.members {
        report.unproven("what depends on the secret does not depend on the body");
    }
    let all = Reached::all(&reached);
    if all.body && all.members {
        report.contradiction("a recipe signs the body or members of it, not both");
    } else if all.body && !members.is_empty() {
        report.contradiction("the body that is signed cannot hold the signature");
    }
    check_times(&all, proof, &made, &mut report);
    if let Some(window) = window.filter(|_| !all.now_ms && !all.now_s) {
        report.span = window.key_span;
        report.contradiction("a window needs a time that is signed");
    }
    let signs = if all.members { Signs::Members } else { Signs::Body };
    let secrets = all.credentials.iter().copied().filter(secret).collect();
    (diagnostics.len() == before).then_some(Proof { signs, secrets })
}

/// The receiver reads the vendor's time and nonce where they stand alone; and the time is signed.
fn check_times(all: &Reached, proof: &Reached, made: &[&HeaderTemplate], report: &mut Report<'_>) {
    if all.now_ms && all.now_s {
        report.contradiction("a signature has one time, in milliseconds or in seconds");
    }
    let alone =
        |source: Source| made.iter().any(|made| made.value.parts == [TemplatePart::Value(source.clone())]);
    let read = [
        ("now_ms", all.now_ms, Source::NowMs),
        ("now_s", all.now_s, Source::NowS),
        ("nonce", all.nonce, Source::Nonce),
    ];
    for (name, used, source) in read {
        if used && !alone(source) {
            report.unproven(&format!("`{name}` is not the whole value of a header or a member"));
        }
    }
    if (all.now_ms && !proof.now_ms) || (all.now_s && !proof.now_s) {
        report.unproven("what depends on the secret does not depend on the time");
    }
}

struct Report<'d> {
    span: Span,
    diagnostics: &'d mut Diagnostics,
}

impl Report<'_> {
    fn unproven(&mut self, message: &str) {
        let diagnostic = Diagnostic::new(Code::Unproven, self.span, message);
        self.diagnostics.push(diagnostic.label("a stranger could do the same"));
    }

    fn contradiction(&mut self, message: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::Contradiction, self.span, message).label("these exclude each other"));
    }
}

/// What a template is made of, steps and headers followed.
#[derive(Default)]
struct Reached {
    credentials: BTreeSet<usize>,
    body: bool,
    members: bool,
    now_ms: bool,
    now_s: bool,
    nonce: bool,
}

impl Reached {
    fn by(template: &Template, recipe: &Signing) -> Self {
        let mut reached = Self::default();
        reached.template(template, recipe);
        reached
    }

    fn all(of: &[Self]) -> Self {
        let any = |what: fn(&Self) -> bool| of.iter().any(what);
        Self {
            credentials: of.iter().flat_map(|one| one.credentials.iter().copied()).collect(),
            body: any(|one| one.body),
            members: any(|one| one.members),
            now_ms: any(|one| one.now_ms),
            now_s: any(|one| one.now_s),
            nonce: any(|one| one.nonce),
        }
    }

    fn template(&mut self, template: &Template, recipe: &Signing) {
        for part in &template.parts {
            if let TemplatePart::Value(source) = part {
                self.source(source, recipe);
            }
        }
    }

    /// A step refers to earlier ones only, and to no header that needs it: this ends.
    fn source(&mut self, source: &Source, recipe: &Signing) {
        match source {
            Source::Credential(index) => {
                self.credentials.insert(*index);
            }
            Source::Body => self.body = true,
            Source::Member(_) => self.members = true,
            Source::NowMs => self.now_ms = true,
            Source::NowS => self.now_s = true,
            Source::Nonce => self.nonce = true,
            Source::Step(index) => self.expression(&recipe.steps[*index].value, recipe),
            Source::Header(name) => self.header(name, recipe),
            _ => {}
        }
    }

    fn header(&mut self, name: &str, recipe: &Signing) {
        if let Some(header) = recipe.headers.iter().find(|header| header.name == name) {
            self.template(&header.value, recipe);
        }
    }

    fn expression(&mut self, expression: &Expression, recipe: &Signing) {
        match expression {
            Expression::Pipeline { from, through } => {
                self.source(from, recipe);
                for transform in through {
                    if let Transform::HmacSha256(key) = transform {
                        self.source(key, recipe);
                    }
                }
            }
            Expression::Join { of, .. } | Expression::Lines(of) => {
                of.iter().for_each(|source| self.source(source, recipe));
            }
            Expression::HeaderLines { of, .. } => of.iter().for_each(|name| self.header(name, recipe)),
        }
    }
}

#[cfg(test)]
mod tests;
