//! The comparison of models: what it says of every kind of change, and the laws that hold for all changes.

mod catalogue;
mod laws;

use jiekou_codegen::diff::{Finding, diff};
use jiekou_codegen::model::Model;
use jiekou_codegen::read;
use jiekou_codegen::source::SourceFiles;

/// The model of specs that are right.
#[track_caller]
fn model(files: &SourceFiles) -> Model {
    use jiekou_codegen::diagnostics::{Colour, print};
    read(files).unwrap_or_else(|mistakes| panic!("{}", print(&mistakes, files, Colour::Never)))
}

/// Compares both ways; fails if the one is not the mirror of the other.
#[track_caller]
fn both_ways(old: &Model, new: &Model) -> (Vec<Finding>, Vec<Finding>) {
    let (there, mut back) = (diff(old, new), diff(new, old));
    let mut mirrored: Vec<Finding> = there.iter().map(Finding::mirrored).collect();
    mirrored.sort();
    let found = back.clone();
    back.sort();
    let differs = mirrored.iter().zip(&back).find(|(there, back)| there != back);
    assert_eq!(differs, None, "a change there is not the mirror of one back");
    assert_eq!(mirrored.len(), back.len(), "there are more changes one way than the other");
    (there, found)
}
