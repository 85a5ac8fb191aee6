//! What a careful reader would ask about specs that are right: dangers, oversights, things that say nothing.
//!
//! In come the trees, the checked model and the day, out goes a [`Report`]: what is to be said, what was allowed and
//! why, and the edits that a program may make. An API with a mistake is left alone until it is mended. Nothing here
//! is needed for the client, and nothing here asks what day it is.

mod allow;
mod edits;
mod fix;
mod members;
mod places;
mod rules;
#[cfg(test)]
mod samples;
mod scene;
mod subjects;
mod texts;

pub(crate) use fix::fix;

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::fingerprint::fingerprint;
use crate::load::Source;
use crate::model::Model;
use crate::report::{Finding, Report};
use crate::source::{SourceFiles, Span};
use allow::Allowances;
use places::place_of;
use scene::Scene;

/// Something that a rule asks about.
struct Question {
    diagnostic: Diagnostic,
    /// The map whose `allow` lets it stand.
    owner: Span,
}

/// What the rules ask about, in the order of asking.
#[derive(Default)]
struct Questions {
    all: Vec<Question>,
}

impl Questions {
    /// Asks about something that the map at `owner` may allow.
    fn ask(&mut self, owner: Span, diagnostic: Diagnostic) {
        self.all.push(Question { diagnostic, owner });
    }
}

/// Reads all specs as a reviewer would. `mistakes` are those that `load` and `resolve` found.
pub(crate) fn lint(
    source: &Source,
    model: &Model,
    files: &SourceFiles,
    mistakes: Diagnostics,
    today: Date,
) -> Report {
    let api_of = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let wrong: BTreeSet<String> =
        mistakes.iter().map(|one| api_of(&files.file(one.primary.span.file).path)).collect();
    let mut questions = Questions::default();
    let mut allowances = Allowances::default();
    for api in model.apis.iter().filter(|api| !wrong.contains(api.id.snake())) {
        let scene = Scene::new(api, source, files);
        rules::ask(&scene, &mut questions);
        allowances.read(&scene.subjects);
    }
    let mut diagnostics = mistakes;
    let allowed = allow::judge(questions, allowances, today, &mut diagnostics);
    diagnostics.sort();
    let findings = number(diagnostics.iter().map(|one| finding(one, source, files)).collect());
    Report { findings, allowed: allowed.into_iter().map(|one| one.placed(source)).collect() }
}

fn finding(diagnostic: &Diagnostic, source: &Source, files: &SourceFiles) -> Finding {
    let file = files.file(diagnostic.primary.span.file);
    let subject = place_of(source, diagnostic.primary.span);
    let edits = diagnostic.fix.as_ref().and_then(|fix| edits::plan(fix, source, file)).unwrap_or_default();
    let fingerprint = fingerprint(&[Some(diagnostic.code.number()), Some(&file.path), Some(&subject)]);
    Finding { diagnostic: diagnostic.clone(), subject, fingerprint, edits }
}

/// Of several findings with one code at one subject, all but the first get a number into their fingerprints.
fn number(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut known = BTreeMap::new();
    for finding in &mut findings {
        let times: &mut usize = known.entry(finding.fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            finding.fingerprint = fingerprint(&[Some(&finding.fingerprint), Some(&times.to_string())]);
        }
    }
    findings
}
