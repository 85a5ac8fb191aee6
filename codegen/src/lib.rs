//! The generator of jiekou: specs in, the typed client crate out.
//!
//! [`generate`] is the whole of it: four kinds of data and the stages between them. Text goes in, text comes
//! out; the disk is touched by [`load::read_dir`] before and by [`write::apply`] after. Data goes one way:
//!
//! ```text
//! SourceFiles --load--> Source --resolve--> Model --lower--> Crates --render--> Tree --write--> generated/
//!                                             |--sheet--> Tree (surface sheets)
//!                                             |--show---> Pages (for a terminal; the Crates, too)
//!                                             \--lint--> Report (for authors and hosts)
//! ```

pub mod cache;
mod canon;
mod coverage;
pub mod date;
pub mod diagnostics;
pub mod diff;
mod draft;
mod escape;
mod fingerprint;
mod ir;
pub mod language;
mod lint;
pub mod load;
mod lower;
pub mod model;
mod modeline;
pub mod names;
mod record;
mod render;
pub mod report;
mod resolve;
mod scalar;
mod schema;
mod sheet;
pub mod show;
pub mod skeleton;
pub mod source;
mod threads;
mod tree;
pub mod width;
mod wording;
pub mod write;

pub use canon::Canonical;
pub use coverage::{ApiCoverage, Counts, Coverage, FolderCoverage, coverage};
use date::Date;
use diagnostics::Diagnostics;
pub use ir::Layout;
use load::Source;
use model::Model;
pub use modeline::Call;
use record::Print;
pub use record::{Earlier, Record};
use report::Report;
use show::Pages;
use source::SourceFiles;
use std::collections::BTreeMap;
use threads::drop_beside;
pub use tree::Tree;

/// What a process keeps from one run to the next, stage by stage. By default nothing.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    trees: load::Kept,
    groups: resolve::Kept,
    items: lower::Kept,
}

/// Reads specs and gives the files of the client crate, by path from its root.
///
/// # Errors
///
/// All mistakes of all files, sorted by place.
pub fn generate(files: &SourceFiles) -> Result<Tree, Diagnostics> {
    generate_as(files, &Layout::One)
}

/// As [`generate`], cut into crates as asked for.
///
/// # Errors
///
/// As [`generate`]: what is right for one layout is right for all.
pub fn generate_as(files: &SourceFiles, layout: &Layout) -> Result<Tree, Diagnostics> {
    let items = lower::lower(&read(files)?, layout);
    Ok(render::render(&items, BTreeMap::new()))
}

/// Gives what [`generate_as`] gives, and makes nothing again that still stands from an earlier run; and what the
/// next run needs for that. A process that runs again keeps what came of each stage, and does not do that again
/// either. What came of the earlier run is used up unless there are mistakes.
///
/// # Errors
///
/// As [`generate`].
pub fn regenerate(
    files: &SourceFiles,
    layout: &Layout,
    kept: Option<&mut Kept>,
    earlier: &mut Earlier,
) -> Result<(Tree, Record), Diagnostics> {
    let sources = Print::of(&(files, layout));
    if let Some(same) = earlier.tree(sources) {
        return Ok(same);
    }
    let mut dropped = lower::Kept::default();
    let (model, lowered) = match kept {
        Some(kept) => (read_again(files, kept)?, &mut kept.items),
        None => (read(files)?, &mut dropped),
    };
    let stands = |path: &str, from| earlier.stands(path, from);
    let (items, prints) = lower::lower_again(&model, layout, lowered, stands);
    // Texts want the memory.
    drop((model, dropped));
    let (texts, taken) = std::mem::take(earlier).texts(&prints);
    let tree = render::render(&items, texts);
    drop_beside(items);
    let record = Record::new(sources, &tree, &prints, &taken);
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

/// Reads specs and gives a page for each call and callback, to look it up at a terminal.
///
/// # Errors
///
/// As [`generate`].
pub fn pages(files: &SourceFiles) -> Result<Pages, Diagnostics> {
    let model = read(files)?;
    let items = lower::lower(&model, &Layout::One);
    Ok(Pages::new(model, items))
}

/// The first text of a call that has no spec yet, with an open point wherever its author has to write.
///
/// # Errors
///
/// What is wrong with the names, or with what is asked for, as a sentence. Mistakes elsewhere in the specs are none.
pub fn skeleton(files: &SourceFiles, wish: &skeleton::Wish) -> Result<skeleton::Draft, String> {
    let id = resolve::call_name(&wish.group, &wish.name)?;
    let source = load::load(files, &mut Diagnostics::default());
    skeleton::draft(files, &source.documents, &id, wish)
}

/// Lays specs out: what they say stays, and so do comments.
pub fn canonical(files: &SourceFiles) -> Canonical {
    canon::canonical(files, |files| {
        let mut faults = Diagnostics::default();
        (load::load(files, &mut faults), faults)
    })
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
    checked(&load::load(files, &mut diagnostics), &mut resolve::Kept::default(), diagnostics)
}

/// As [`read`]; files that stayed as they were are not parsed again, nor are groups of them checked again.
///
/// # Errors
///
/// As [`generate`].
pub fn read_again(files: &SourceFiles, kept: &mut Kept) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let source = load::load_again(files, &mut kept.trees, &mut diagnostics);
    checked(&source, &mut kept.groups, diagnostics)
}

/// The model, if nothing is wrong with it.
fn checked(
    source: &Source,
    kept: &mut resolve::Kept,
    mut diagnostics: Diagnostics,
) -> Result<Model, Diagnostics> {
    let model = resolve::resolve_again(source, kept, &mut diagnostics);
    if diagnostics.is_empty() {
        return Ok(model);
    }
    diagnostics.sort();
    Err(diagnostics)
}
