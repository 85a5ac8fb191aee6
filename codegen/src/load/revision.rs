//! The files of an earlier revision, read out of git without a checkout.
//!
//! In comes the workspace's root and the name of a revision, out go its specs and its emitted client. It runs the
//! program `git`, changes nothing, and reads no more than the limits allow.

mod program;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use program::{Failed, git};
use tree::{Blob, Refused, blobs, texts};

use super::MAX_SUM;
use crate::source::{SourceFile, SourceFiles};

/// The most bytes of a list of files.
const MAX_LIST: usize = 16 * 1024 * 1024;
/// The most bytes of an answer of one line.
const MAX_LINE: usize = 4 * 1024;
/// Branches that others start from, the first that there is.
const TRUNKS: [&str; 2] = ["main", "origin/main"];

/// One commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    root: PathBuf,
    /// As it was asked for.
    pub name: String,
    /// Its hash.
    pub commit: String,
}

/// Why a revision could not be read.
#[derive(Debug)]
pub struct RevisionError {
    attempt: String,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Git(Failed),
    Refused(Refused),
    Unknown(&'static str),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}: ", self.attempt)?;
        match &self.cause {
            Cause::Git(failed) => write!(f, "{failed}"),
            Cause::Refused(refused) => write!(f, "{refused}"),
            Cause::Unknown(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for RevisionError {}

impl Revision {
    /// A revision by whatever git calls it: a branch, a tag, a hash, `HEAD~3`.
    pub fn named(root: &Path, name: &str) -> Result<Self, RevisionError> {
        let attempt = || format!("find the revision `{}`", name.escape_debug());
        // What looks like an option is the name of nothing.
        let wanted = format!("{name}^{{commit}}");
        let words = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
        match line(root, &words) {
            Ok(commit) => Ok(Self { root: root.to_owned(), name: name.to_owned(), commit }),
            Err(Failed::Refused { message, .. }) if message.is_empty() => Err(RevisionError {
                attempt: attempt(),
                cause: Cause::Unknown("git knows none of that name"),
            }),
            Err(failed) => Err(RevisionError { attempt: attempt(), cause: Cause::Git(failed) }),
        }
    }

    /// Where the work of this folder began: the last commit that it shares with `main`.
    pub fn fork(root: &Path) -> Result<Self, RevisionError> {
        let trunk = TRUNKS.iter().find_map(|trunk| Self::named(root, trunk).ok());
        let attempt = || "find where this work began".to_owned();
        let Some(trunk) = trunk else {
            let cause = Cause::Unknown("there is no branch `main`; name a revision");
            return Err(RevisionError { attempt: attempt(), cause });
        };
        let commit = line(root, &["merge-base", "HEAD", &trunk.commit])
            .map_err(|failed| RevisionError { attempt: attempt(), cause: Cause::Git(failed) })?;
        Ok(Self { root: root.to_owned(), name: format!("the fork from {}", trunk.name), commit })
    }

    /// The specs of the revision; none where it has no folder of them. `here` are those of the working folder: what is
    /// the same in the revision is not read again.
    pub fn specs(&self, here: &SourceFiles) -> Result<SourceFiles, RevisionError> {
        let is_spec = |path: &str| path.ends_with(".yaml") || path.ends_with(".yml");
        let files = self.files("specs", is_spec, here)?;
        Ok(SourceFiles::new(files.into_iter().map(|(path, text)| SourceFile { path, text })))
    }

    /// The emitted client of the revision, by paths from its folder.
    pub fn client(&self) -> Result<BTreeMap<String, String>, RevisionError> {
        let files = self.files("generated", |_| true, &SourceFiles::default())?;
        let inside = |(path, text): (String, String)| {
            path.strip_prefix("generated/").map(|path| (path.to_owned(), text))
        };
        Ok(files.into_iter().filter_map(inside).collect())
    }

    /// The manifest of that client; empty where there is none.
    pub fn manifest(&self) -> Result<String, RevisionError> {
        let files = self.files("generated/Cargo.toml", |_| true, &SourceFiles::default())?;
        Ok(files.into_values().next().unwrap_or_default())
    }

    fn files(
        &self,
        folder: &str,
        wanted: impl Fn(&str) -> bool,
        here: &SourceFiles,
    ) -> Result<BTreeMap<String, String>, RevisionError> {
        let fail = |cause| RevisionError {
            attempt: format!("read `{folder}` of `{}`", self.name.escape_debug()),
            cause,
        };
        let words = ["ls-tree", "-r", "-z", &self.commit, "--", folder];
        let list =
            git(&self.root, &words, Vec::new(), MAX_LIST).map_err(|failed| fail(Cause::Git(failed)))?;
        let mut found = blobs(&list, wanted).map_err(|refused| fail(Cause::Refused(refused)))?;
        let mut known = self.hashed(here).map_err(|failed| fail(Cause::Git(failed)))?;
        let there: BTreeSet<&Blob> = found.iter().collect();
        known.retain(|blob, _| there.contains(blob));
        found.retain(|blob| !known.contains_key(blob));
        let asked: String = found.iter().map(|Blob { hash, .. }| format!("{hash}\n")).collect();
        let answer = git(&self.root, &["cat-file", "--batch"], asked.into_bytes(), MAX_SUM + MAX_LIST)
            .map_err(|failed| fail(Cause::Git(failed)))?;
        let mut texts = texts(&found, &answer).map_err(|refused| fail(Cause::Refused(refused)))?;
        texts.extend(known.into_iter().map(|(blob, text)| (blob.path, text.to_owned())));
        Ok(texts)
    }

    /// Files of the working folder under the names that git gives to their texts. A line for git holds one path.
    fn hashed<'a>(&self, here: &'a SourceFiles) -> Result<BTreeMap<Blob, &'a str>, Failed> {
        let files = here.iter().map(|(_, file)| file);
        let files: Vec<&SourceFile> = files.filter(|file| !file.path.contains(['\n', '\r', '"'])).collect();
        if files.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: String = files.iter().map(|file| format!("{}\n", file.path)).collect();
        let words = ["hash-object", "--no-filters", "--stdin-paths"];
        let answer = git(&self.root, &words, asked.into_bytes(), MAX_LIST)?;
        let answer = String::from_utf8_lossy(&answer);
        let named = |(file, hash): (&'a SourceFile, &str)| {
            (Blob { path: file.path.clone(), hash: hash.to_owned() }, file.text.as_str())
        };
        Ok(files.into_iter().zip(answer.lines()).map(named).collect())
    }
}

fn line(root: &Path, words: &[&str]) -> Result<String, Failed> {
    let answer = git(root, words, Vec::new(), MAX_LINE)?;
    Ok(String::from_utf8_lossy(&answer).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A repository with two commits: one file of specs, then another text in it.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let run = |words: &[&str]| {
            let mut all =
                vec!["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
            all.extend(words);
            git(folder.path(), &all, Vec::new(), MAX_LIST).expect("git does as it is told")
        };
        run(&["init", "--quiet", "--initial-branch=main"]);
        for text in ["a: 1\n", "a: 2\n"] {
            fs::create_dir_all(folder.path().join("specs/x")).expect("folders");
            fs::create_dir_all(folder.path().join("generated/src")).expect("folders");
            fs::write(folder.path().join("specs/x/接口.yaml"), text).expect("a file");
            fs::write(folder.path().join("specs/README.md"), "no spec").expect("a file");
            fs::write(folder.path().join("generated/src/lib.rs"), "// x\n").expect("a file");
            run(&["add", "."]);
            run(&["commit", "--quiet", "--no-verify", "-m", "x"]);
        }
        folder
    }

    #[test]
    fn specs_of_an_earlier_commit_are_read() {
        let folder = repository();
        let before = Revision::named(folder.path(), "HEAD~1").expect("there is one");
        let specs = before.specs(&SourceFiles::default()).expect("specs");
        let found: Vec<_> = specs.iter().map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect();
        assert_eq!(found, [("specs/x/接口.yaml", "a: 1\n")]);
        let client = before.client().expect("a client");
        assert_eq!(client, BTreeMap::from([("src/lib.rs".to_owned(), "// x\n".to_owned())]));
        assert_eq!(before.manifest().expect("an answer"), "");
    }

    #[test]
    fn what_is_the_same_here_is_not_asked_for() {
        let folder = repository();
        let here = crate::load::read_dir(folder.path()).expect("specs");
        let read = |revision: &str| {
            let revision = Revision::named(folder.path(), revision).expect("there is one");
            revision.specs(&here).expect("specs")
        };
        assert_eq!(read("HEAD"), here);
        assert_ne!(read("HEAD~1"), here);
        // Without its contents nothing can be read out of git.
        let hash = line(folder.path(), &["rev-parse", "HEAD:specs/x/接口.yaml"]).expect("a hash");
        fs::remove_file(folder.path().join(".git/objects").join(&hash[..2]).join(&hash[2..]))
            .expect("removed");
        assert_eq!(read("HEAD"), here);
    }

    #[test]
    fn the_fork_is_what_is_shared_with_main() {
        let folder = repository();
        let main = Revision::named(folder.path(), "main").expect("a branch");
        let fork = Revision::fork(folder.path()).expect("a fork");
        assert_eq!((fork.commit, fork.name.as_str()), (main.commit, "the fork from main"));
    }

    #[test]
    fn what_git_does_not_know_is_told_by_its_name() {
        let folder = repository();
        for (name, shown) in [("nothing", "nothing"), ("--all", "--all"), ("a\nb", "a\\nb")] {
            let message = Revision::named(folder.path(), name).expect_err("no such name").to_string();
            assert_eq!(message, format!("cannot find the revision `{shown}`: git knows none of that name"));
        }
    }

    #[test]
    fn a_folder_without_a_repository_has_no_revision() {
        let folder = tempfile::tempdir().expect("a folder");
        let message = Revision::fork(folder.path()).expect_err("no repository").to_string();
        assert!(message.starts_with("cannot find where this work began: "), "{message}");
    }
}
