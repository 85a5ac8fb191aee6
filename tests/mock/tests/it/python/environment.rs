//! A virtual environment of Python's own, made for these tests and kept between their runs.
//!
//! In: the packages in `requirements.txt`, each with its hashes. Out: an interpreter that has them, or none and a loud
//! line. Nothing outside the target directory is changed.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the script.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python");

/// An interpreter with the packages that the script wants.
pub(crate) struct Python(PathBuf);

impl Python {
    /// None where it cannot be made. With `JIEKOU_PYTHON` as `required` that is a failure.
    #[track_caller]
    pub(crate) fn get() -> Option<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
        match ready(&folder) {
            Ok(python) => Some(python),
            Err(why) => {
                let required = std::env::var("JIEKOU_PYTHON").is_ok_and(|value| value == "required");
                assert!(!required, "no environment for Python: {why}");
                // The test harness hides what `eprintln` writes.
                let _ = writeln!(std::io::stderr(), "SKIPPED: a test of a script in Python, for {why}");
                None
            }
        }
    }

    /// The interpreter with these words, in the folder of the script. What the environment says of Python is not heeded.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.0);
        command.args(["-B", "-E", "-s", "-W", "error"]).args(words).current_dir(SCRIPT);
        command
    }
}

/// The environment in this folder, made if it is not there or of other packages.
fn ready(folder: &Path) -> Result<Python, String> {
    // Other tests and other processes wait until it is whole.
    let lock = File::create(folder.with_extension("lock")).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;
    let (bin, program) = if cfg!(windows) { ("Scripts", "python.exe") } else { ("bin", "python") };
    let python = Python(folder.join(bin).join(program));
    let wanted =
        fs::read_to_string(format!("{SCRIPT}/requirements.txt")).map_err(|error| error.to_string())?;
    let mark = folder.join("whole.txt");
    let is_whole = fs::read_to_string(&mark).is_ok_and(|made_of| made_of == wanted)
        && done(python.command(&["-c", "import cryptography"])).is_ok();
    if !is_whole {
        let _ = fs::remove_dir_all(folder);
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(folder);
        done(make)?;
        let install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"];
        let mut command = Command::new(&python.0);
        command.args(install).args(["-r", "requirements.txt"]).current_dir(SCRIPT);
        done(command)?;
        fs::write(&mark, wanted).map_err(|error| error.to_string())?;
    }
    Ok(python)
}

/// Runs it to its end; what it complains of where it fails.
fn done(mut command: Command) -> Result<Output, String> {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    let output = command.output().map_err(|error| format!("there is no interpreter: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(format!("`python {}` failed: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)))
}
