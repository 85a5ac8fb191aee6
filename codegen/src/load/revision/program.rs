//! The program `git`: words in, bytes out, and never more than is wanted.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// The most of what git says about a failure.
const MAX_MESSAGE: u64 = 2_000;

/// Why git gave nothing.
#[derive(Debug)]
pub(super) enum Failed {
    /// It could not be run.
    Io(io::Error),
    /// It said no.
    Refused {
        /// The first word that it was given.
        word: String,
        /// What it said.
        message: String,
    },
    /// It said more than anybody wants to read.
    TooMuch {
        /// The first word that it was given.
        word: String,
        /// How many bytes are wanted at most.
        most: usize,
    },
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the program `git` could not be run: {error}"),
            Self::Refused { word, message } => write!(f, "`git {word}` failed: {}", message.escape_debug()),
            Self::TooMuch { word, most } => write!(f, "`git {word}` gave more than {most} bytes"),
        }
    }
}

/// What git answers in a folder, at most so many bytes.
pub(super) fn git(folder: &Path, words: &[&str], input: Vec<u8>, most: usize) -> Result<Vec<u8>, Failed> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words);
    // Nothing here changes the repository, so that nothing needs its locks.
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Failed::Io)?;
    let word = words.iter().find(|word| !word.starts_with('-')).map_or("", |word| *word).to_owned();
    let (output, message) = talk(&mut child, input, most).map_err(Failed::Io)?;
    if output.len() > most {
        // It may have ended meanwhile, and then there is nothing to end.
        child.kill().ok();
        child.wait().map_err(Failed::Io)?;
        return Err(Failed::TooMuch { word, most });
    }
    let status = child.wait().map_err(Failed::Io)?;
    if status.success() { Ok(output) } else { Err(Failed::Refused { word, message }) }
}

/// Writes and reads at once, since git waits for whoever does not read.
fn talk(child: &mut Child, input: Vec<u8>, most: usize) -> io::Result<(Vec<u8>, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let writer = scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        let listener = scope.spawn(move || {
            let mut message = Vec::new();
            let read = stderr.map(|stderr| stderr.take(MAX_MESSAGE).read_to_end(&mut message));
            read.transpose().map(|_| String::from_utf8_lossy(&message).trim().to_owned())
        });
        let mut output = Vec::new();
        let read = stdout.map(|stdout| stdout.take(most as u64 + 1).read_to_end(&mut output));
        read.transpose()?;
        // Git closes its input early where it fails; what it says about that is the better message.
        writer.join().ok();
        let message = listener.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok((output, message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_too_long_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let failed = git(folder.path(), &["version"], Vec::new(), 3).expect_err("too long");
        assert_eq!(failed.to_string(), "`git version` gave more than 3 bytes");
    }

    #[test]
    fn what_git_says_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let failed =
            git(folder.path(), &["cat-file", "-e", "x"], Vec::new(), 100).expect_err("no repository");
        assert!(failed.to_string().starts_with("`git cat-file` failed: fatal: "), "{failed}");
    }
}
