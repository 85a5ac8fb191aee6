//! The generator of jiekou: specs in, the typed client crate out.
//!
//! [`generate`] is the whole of it: four kinds of data and the stages between them. Text goes in, text comes
//! out; the disk is touched by [`load::read_dir`] before and by [`write::apply`] after. Data goes one way:
//!
//! ```text
//! SourceFiles --load--> Source --resolve--> Model --lower--> Crate --render--> Tree --write--> generated/
//!                                             \--sheet--> Tree (surface sheets)
//! ```

mod coverage;
pub mod diagnostics;
mod ir;
pub mod load;
mod lower;
pub mod model;
pub mod names;
mod render;
mod resolve;
mod sheet;
pub mod source;
mod tree;
pub mod write;

pub use coverage::{ApiCoverage, Counts, Coverage, FolderCoverage, coverage};
use diagnostics::Diagnostics;
use model::Model;
use source::SourceFiles;
pub use tree::Tree;

/// Reads specs and gives the files of the client crate, by path from its root.
///
/// # Errors
///
/// All mistakes of all files, sorted by place.
pub fn generate(files: &SourceFiles) -> Result<Tree, Diagnostics> {
    let model = read(files)?;
    let items = lower::lower(&model);
    Ok(render::render(&items))
}

/// Reads specs and gives one short text an operation and one an API: what a reviewer compares.
///
/// # Errors
///
/// As [`generate`].
pub fn sheets(files: &SourceFiles) -> Result<Tree, Diagnostics> {
    Ok(sheet::sheets(&read(files)?))
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
