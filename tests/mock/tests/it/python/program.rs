//! The program as a user runs it: started, read, stopped.
//!
//! In: the name of an API. Out: its start line, and its log when it is stopped. It ends with the test, whatever happens.

use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A program that runs.
pub(crate) struct Program {
    child: Child,
    start_line: String,
    log: PathBuf,
}

impl Program {
    /// Serves this API on a free port.
    #[track_caller]
    pub(crate) fn start(api: &str) -> Self {
        let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("python-{api}.log"));
        let stderr = File::create(&log).expect("the target directory can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_mock"));
        command
            .args([api, "--json", "--until-eof"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr);
        let mut child = command.spawn().expect("it was built with this test");
        let stdout = child.stdout.take().expect("it is piped");
        let mut program = Self { child, start_line: String::new(), log };
        BufReader::new(stdout).read_line(&mut program.start_line).expect("it prints its start line");
        let start: Value = serde_json::from_str(&program.start_line).expect("the start line is JSON");
        assert_eq!(start["api"], api);
        program
    }

    /// What it printed when it was ready.
    pub(crate) fn start_line(&self) -> &str {
        &self.start_line
    }

    /// Ends its input, waits for it, and gives its log.
    #[track_caller]
    pub(crate) fn stop(mut self) -> String {
        drop(self.child.stdin.take());
        let status = self.child.wait().expect("it is our child");
        assert!(status.success(), "the program ended with {status}");
        fs::read_to_string(&self.log).expect("it was written")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
