//! `cargo xtask new`: a draft of the spec of a call or a callback.
//!
//! The generator makes its text and checks its name; here it is written where nothing stands yet.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use jiekou_codegen::skeleton::{Title, Wish};
use jiekou_codegen::{Call, load, skeleton};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::specs::failure;

/// Reads the words behind `new`: an API, a call, and what it is about.
pub(crate) fn parse(words: &mut Parser) -> Result<Wish, lexopt::Error> {
    let (mut names, mut call, mut title) = (Vec::new(), Call::Operation, None);
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("callback") => call = Call::Callback,
            Arg::Long("title") => title = Some(Title::Named(words.value()?.string()?)),
            Arg::Long("page") => title = Some(Title::OfPage(words.value()?.string()?)),
            Arg::Long("path") => title = Some(Title::OfPath(words.value()?.string()?)),
            Arg::Value(name) if names.len() < 2 => names.push(name.string()?),
            word => return Err(word.unexpected()),
        }
    }
    let full = names.join(":");
    let parts = full.split_once(':').and_then(|(api, id)| Some((api, id.split_once('.')?)));
    let Some((api, (group, name))) = parts else {
        return Err("an API and a call are wanted: `an_api account.freeze`".into());
    };
    Ok(Wish { api: api.to_owned(), group: group.to_owned(), name: name.to_owned(), call, title })
}

/// Writes the draft into the workspace at `root`.
pub(crate) fn run(root: &Path, wish: &Wish) -> ExitCode {
    let files = match load::read_dir(root) {
        Ok(files) => files,
        Err(error) => return failure(&error.to_string()),
    };
    let draft = match skeleton(&files, wish) {
        Ok(draft) => draft,
        Err(message) => return failure(&message),
    };
    let path = &draft.file.path;
    match write_new(&root.join(path), &draft.file.text) {
        Ok(()) => {
            println!(
                "{path}: a draft; `cargo xtask lint` lists what is to be written in it\nthen {}",
                draft.next
            );
            ExitCode::SUCCESS
        }
        Err(error) => failure(&format!("cannot write `{path}`: {error}")),
    }
}

/// A file that is there already stays as it is.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::check;

    #[test]
    fn words_become_wishes() {
        let wish = Wish {
            api: "an_api".into(),
            group: "account".into(),
            name: "freeze".into(),
            call: Call::Operation,
            title: None,
        };
        check(parse, &["an_api", "account.freeze"], Ok(wish.clone()));
        check(
            parse,
            &["an_api:account.freeze", "--callback"],
            Ok(Wish { call: Call::Callback, ..wish.clone() }),
        );
        check(
            parse,
            &["an_api", "account.freeze", "--title", "冻结"],
            Ok(Wish { title: Some(Title::Named("冻结".into())), ..wish.clone() }),
        );
        check(
            parse,
            &["an_api", "account.freeze", "--page=1665"],
            Ok(Wish { title: Some(Title::OfPage("1665".into())), ..wish }),
        );
        check(parse, &["account.freeze"], Err("an API and a call are wanted: `an_api account.freeze`"));
        check(parse, &["an_api", "account"], Err("an API and a call are wanted: `an_api account.freeze`"));
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("specs/a/g/x.yaml");
        write_new(&path, "one\n").expect("nothing is there");
        assert!(write_new(&path, "two\n").is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file"), "one\n");
    }
}
