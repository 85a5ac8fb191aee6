//! Reading the specs for a command, and saying what is wrong with them.
//!
//! In comes the workspace's folder, out goes what the generator makes of its specs, or an exit code after the
//! mistakes were printed to stderr.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::diagnostics::{self, Colour, Diagnostics};
use jiekou_codegen::load;
use jiekou_codegen::source::SourceFiles;

use crate::progress::Progress;

/// What `make` gives for the specs below `root`.
pub(crate) fn read<T>(
    root: &Path,
    make: impl FnOnce(&SourceFiles) -> Result<T, Diagnostics>,
) -> Result<T, ExitCode> {
    let files = load::read_dir(root).map_err(|error| failure(&error.to_string()))?;
    let progress = Progress::start(format!("at work on {} specs", files.iter().count()));
    let made = make(&files);
    progress.end();
    made.map_err(|mistakes| {
        eprint!("{}", diagnostics::print(&mistakes, &files, colour_of(&io::stderr())));
        ExitCode::FAILURE
    })
}

/// Says in one line why the command failed.
pub(crate) fn failure(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::FAILURE
}

/// Whether text for this stream may have colours.
pub(crate) fn colour_of(stream: &impl IsTerminal) -> Colour {
    let wanted = stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { Colour::Always } else { Colour::Never }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_specs_fails_before_anything_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = read(folder.path(), |_| -> Result<(), Diagnostics> { panic!("nothing can be made") });
        assert!(made.is_err());
    }
}
