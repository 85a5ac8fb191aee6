//! `cargo xtask schema`: the JSON Schemas of the spec language, into `specs/schema`.
//!
//! It calls the generator and lets `codegen` word the result. Which keys there are, nobody knows here.

use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::{schemas, write};

use crate::codegen::{Mode, Written, report};

/// Where editors look for them.
const FOLDER: &str = "specs/schema";

/// Writes them in the workspace at `root`, or compares them with what is there.
pub(crate) fn run(root: &Path, mode: Mode) -> ExitCode {
    let (tree, folder) = (schemas(), root.join(FOLDER));
    let difference = match mode {
        Mode::Write => write::apply(&tree, &folder),
        Mode::Check => write::compare(&tree, &folder),
    };
    report(&Written { folder: FOLDER, command: "schema", files: tree.len() }, difference, mode)
}
