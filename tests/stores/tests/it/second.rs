//! The second process, as seen from the first, and what both must see of each other.

use crate::checks::{block_on, load, soon, take};
use jiekou_runtime::{StoredToken, TokenStore};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A process. It is killed when it is dropped.
pub(crate) struct Second {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Second {
    pub(crate) fn start(kind: &str, place: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_second-process"));
        let command = command.args([kind, place]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a second process");
        let orders = child.stdin.take().expect("its input");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, orders, answers }
    }

    pub(crate) fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").expect("it listens");
    }

    pub(crate) fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        line.trim_end().to_owned()
    }

    #[track_caller]
    pub(crate) fn check(&mut self, order: &str, answer: &str) {
        self.order(order);
        assert_eq!(self.answer(), answer, "{order}");
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What two processes must see of each other, whatever the store is.
pub(crate) fn check_processes(store: &dyn TokenStore, start: impl Fn() -> Second) {
    let (mut second, mut third) = (start(), start());
    second.check("load", "nothing");
    block_on(store.save("k", &StoredToken::new("t1", 0, 3_600_000))).expect("kept");
    second.check("load", "t1");
    second.check("save t2", "saved");
    assert_eq!(load(store, "k").as_deref(), Some("t2"));

    second.check("take 60000", "taken");
    third.check("take 60000", "none");
    assert!(take(store, "k", Duration::from_secs(60)).is_none());
    second.check("end", "ended");
    let turn = take(store, "k", Duration::from_secs(60)).expect("it was given back");
    third.check("take 60000", "none");
    block_on(store.end_turn("k", turn)).expect("ended");

    // Held by a process that lives but is late: it ends by itself, and what is then given back is nobody else's.
    second.check("take 100", "taken");
    let turn = soon(|| take(store, "k", Duration::from_secs(60)));
    second.check("end", "ended");
    third.check("take 60000", "none");
    block_on(store.end_turn("k", turn)).expect("ended");

    second.order("storm a");
    third.order("storm b");
    assert_eq!([second.answer(), third.answer()], ["survived", "survived"]);
}
