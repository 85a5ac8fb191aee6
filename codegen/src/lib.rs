//! The generator of jiekou: specs in, the typed client crate out.
//!
//! [`generate`] is the whole of it: four kinds of data and the stages between them. Text goes in, text comes
//! out; the disk is touched by [`load::read_dir`] before and by [`write::apply`] after. Data goes one way:
//!
//! ```text
//! SourceFiles --load--> Source --resolve--> Model --lower--> Crate --render--> Tree --write--> generated/
//!                                             |--sheet--> Tree (surface sheets)
//!                                             \--lint--> Report (for authors and hosts)
//! ```

pub mod cache;
mod coverage;
pub mod date;
pub mod diagnostics;
pub mod diff;
mod escape;
mod fingerprint;
mod ir;
pub mod language;
mod lint;
pub mod load;
mod lower;
pub mod model;
pub mod names;
mod record;
mod render;
pub mod report;
mod resolve;
mod schema;
mod sheet;
pub mod source;
mod threads;
mod tree;
mod wording;
pub mod write;

pub use coverage::{ApiCoverage, Counts, Coverage, FolderCoverage, coverage};
use date::Date;
use diagnostics::Diagnostics;
use model::Model;
use record::Print;
pub use record::{Earlier, Record};
use report::Report;
use source::SourceFiles;
use std::collections::BTreeMap;
pub use tree::Tree;

/// Reads specs and gives the files of the client crate, by path from its root.
///
/// # Errors
///
/// All mistakes of all files, sorted by place.
pub fn generate(files: &SourceFiles) -> Result<Tree, Diagnostics> {
    let items = lower::lower(&read(files)?);
    Ok(render::render(&items, BTreeMap::new()))
}

/// Gives what [`generate`] gives, and makes nothing again that still stands from an earlier run; and what the
/// next run needs for that.
///
/// # Errors
///
/// As [`generate`].
pub fn regenerate(files: &SourceFiles, mut earlier: Earlier) -> Result<(Tree, Record), Diagnostics> {
    let sources = Print::of(files);
    if let Some(same) = earlier.tree(sources) {
        return Ok(same);
    }
    let items = lower::lower(&read(files)?);
    let prints = items.files.iter().map(|file| (file.path.as_str(), Print::of(file))).collect();
    let tree = render::render(&items, earlier.texts(&prints));
    let record = Record::new(sources, &tree, &prints);
    Ok((tree, record))
}

/// Reads specs and gives one short text an operation and one an API: what a reviewer compares.
///
/// # Errors
///
/// As [`generate`].
pub fn sheets(files: &SourceFiles) -> Result<Tree, Diagnostics> {
    Ok(sheet::sheets(&read(files)?))
}

/// The JSON Schemas by which editors know the spec language, by path from `specs/schema`.
pub fn schemas() -> Tree {
    schema::schemas()
}

/// Reads specs as a careful reviewer would: all mistakes, and what is to be asked about APIs without any.
pub fn lint(files: &SourceFiles, today: Date) -> Report {
    let mut mistakes = Diagnostics::default();
    let source = load::load(files, &mut mistakes);
    let model = resolve::resolve(&source, &mut mistakes);
    lint::lint(&source, &model, files, mistakes, today)
}

/// The specs after all that a program may mend without asking; comments, order and layout of the rest stay.
pub fn fix(files: &SourceFiles, today: Date) -> SourceFiles {
    lint::fix(files, |files| lint(files, today))
}

/// Reads specs and gives the model that every output is made from.
///
/// # Errors
///
/// As [`generate`].
pub fn read(files: &SourceFiles) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let source = load::load(files, &mut diagnostics);
    let model = resolve::resolve(&source, &mut diagnostics);
    if diagnostics.is_empty() {
        return Ok(model);
    }
    diagnostics.sort();
    Err(diagnostics)
}
