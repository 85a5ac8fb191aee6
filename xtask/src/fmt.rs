//! `cargo xtask fmt`: spec files in their one layout.
//!
//! The generator lays them out; here what differs is written, or told.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::{canonical, load};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::failure;

/// What the words ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wish {
    /// Only tell what is not laid out; nothing is written.
    check: bool,
    /// Files or folders, from the workspace's root; all specs where there is none.
    paths: Vec<String>,
}

impl Wish {
    /// A wish for one path.
    fn only(path: &str) -> Self {
        Self { check: false, paths: vec![path.to_owned()] }
    }

    /// Whether a file is among those that were asked for.
    fn has(&self, path: &str) -> bool {
        let lies_in = |folder: &String| {
            path == folder || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        self.paths.is_empty() || self.paths.iter().any(lies_in)
    }
}

/// Reads the words behind `fmt`.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let mut wish = Wish::default();
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("check") => wish.check = true,
            Arg::Value(path) => {
                let path = path.string()?;
                wish.paths.push(path.trim_start_matches("./").trim_end_matches('/').to_owned());
            }
            word => return Err(word.unexpected()),
        }
    }
    Ok(wish)
}

/// Lays out the specs in the workspace at `root`: 0 all are, 1 some could not be or, with `--check`, are not.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let files = match load::read_dir(root) {
        Ok(files) => files,
        Err(error) => return failure(&error.to_string()),
    };
    let is_known = |path: &str| files.iter().any(|(_, file)| Wish::only(path).has(&file.path));
    if let Some(path) = wish.paths.iter().find(|path| !is_known(path)) {
        return failure(&format!("no spec lies at `{path}`, seen from the workspace's root"));
    }
    let made = canonical(&files);
    let mut code = ExitCode::SUCCESS;
    for (path, reason) in made.refused.iter().filter(|(path, _)| wish.has(path)) {
        code = failure(&format!("`{path}` stays as it is: {reason}"));
    }
    for ((_, before), (_, after)) in files.iter().zip(made.files.iter()) {
        if before.text == after.text || !wish.has(&after.path) {
            continue;
        }
        if wish.check {
            println!("not laid out: {}", after.path);
            code = ExitCode::FAILURE;
        } else if let Err(error) = fs::write(root.join(&after.path), &after.text) {
            code = failure(&format!("cannot write `{}`: {error}", after.path));
        } else {
            println!("laid out: {}", after.path);
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_wishes() {
        check(parse, &[], Ok(Wish::default()));
        check(parse, &["--check"], Ok(Wish { check: true, ..Wish::default() }));
        check(parse, &["./specs/a/"], Ok(Wish::only("specs/a")));
        check(parse, &["--chek"], Err("invalid option '--chek'"));
    }

    #[test]
    fn a_folder_stands_for_what_lies_in_it() {
        let wish = Wish::only("specs/a");
        assert!(wish.has("specs/a/api.yaml") && wish.has("specs/a"));
        assert!(!wish.has("specs/ab/api.yaml"));
        assert!(Wish::default().has("specs/b/api.yaml"));
    }
}
