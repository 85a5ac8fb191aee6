//! `cargo xtask codegen --watch` as an author lives with it: save, read, mend, save.

use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Far more than any of it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// The command, and what it says.
struct Watch {
    command: Child,
    said: Receiver<String>,
}

impl Watch {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--watch"])
            .current_dir(root)
            .env_remove("CARGO_MANIFEST_DIR")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let (send, said) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(command.stdout.take().expect("a pipe")),
            Box::new(command.stderr.take().expect("a pipe")),
        ];
        for stream in streams {
            let send = send.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
            });
        }
        Self { command, said }
    }

    /// Reads on until a line begins so.
    #[track_caller]
    fn expect(&self, begin: &str) {
        let mut before = Vec::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            match line {
                Ok(line) if line.starts_with(begin) => return,
                Ok(line) => before.push(line),
                Err(_) => panic!("no `{begin}` after {before:?}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.command.kill().ok();
        self.command.wait().ok();
    }
}

#[test]
fn a_saved_spec_is_made_again_and_a_mistake_is_told_until_it_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/esign");
    for path in ["", "person", "organization"] {
        fs::create_dir_all(root.join("specs/esign").join(path)).expect("a folder");
        for entry in fs::read_dir(from.join(path)).expect("a folder of specs") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), root.join("specs/esign").join(path).join(entry.file_name()))
                    .expect("copied");
            }
        }
    }
    fs::create_dir(root.join("generated")).expect("a folder");
    let watch = Watch::start(root);
    watch.expect("generated/: 0 files changed, ");
    watch.expect("watching specs/; Ctrl-C ends it");

    let spec = root.join("specs/esign/api.yaml");
    let text = fs::read_to_string(&spec).expect("a spec");
    let other = text.replacen("about: ", "about: Again. ", 1);
    assert_ne!(other, text);
    fs::write(&spec, &other).expect("written");
    watch.expect("generated/: ");
    let module = fs::read_to_string(root.join("generated/src/esign/mod.rs")).expect("a file");
    assert!(module.contains("Again."), "what was said is there");

    fs::write(&spec, other.replacen("about: ", "abuot: ", 1)).expect("written");
    watch.expect("error[S0107]: unknown key `abuot`");
    assert_eq!(fs::read_to_string(root.join("generated/src/esign/mod.rs")).expect("a file"), module);

    // As editors do it: a new file takes the place of the old one.
    let beside = root.join("specs/esign/api.yaml.new");
    fs::write(&beside, &text).expect("written");
    fs::rename(&beside, &spec).expect("renamed");
    watch.expect("generated/: ");
    let module = fs::read_to_string(root.join("generated/src/esign/mod.rs")).expect("a file");
    assert!(!module.contains("Again."), "what was taken back is gone");
}
