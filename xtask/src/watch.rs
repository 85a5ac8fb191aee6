//! `cargo xtask codegen --watch`: the same again whenever a spec is saved.
//!
//! In comes what to do, which is done once for each burst of changes below `specs/`. It ends with the process: with
//! Ctrl-C, or where nothing can be watched.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::specs::failure;

/// Editors write a file in several steps; what comes so soon after another change belongs to it.
const PAUSE: Duration = Duration::from_millis(2);
/// A burst without an end is not waited for.
const LONGEST: Duration = Duration::from_millis(50);

/// Does it now, and after each change of a spec.
pub(crate) fn run(root: &Path, mut work: impl FnMut()) -> ExitCode {
    let (send, events) = mpsc::channel();
    let config = Config::default().with_follow_symlinks(false);
    let watching = RecommendedWatcher::new(send, config).and_then(|mut watcher| {
        watcher.watch(&root.join("specs"), RecursiveMode::Recursive).map(|()| watcher)
    });
    let _watcher = match watching {
        Ok(watcher) => watcher,
        Err(error) => return failure(&format!("cannot watch `specs`: {error}")),
    };
    // What changes while the first run reads comes as an event.
    work();
    println!("watching specs/; Ctrl-C ends it");
    while next(&events) {
        work();
    }
    failure("`specs` is no longer watched")
}

/// Waits for a change and the end of its burst; whether there was one.
fn next(events: &Receiver<notify::Result<Event>>) -> bool {
    loop {
        match events.recv() {
            Err(_) => return false,
            Ok(event) if !matters(&event) => {}
            Ok(_) => break,
        }
    }
    let began = Instant::now();
    while began.elapsed() < LONGEST && events.recv_timeout(PAUSE).is_ok() {}
    true
}

/// Whether specs may say something else now. Where the system lost count of the changes, they may.
fn matters(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    let is_spec =
        |path: &std::path::PathBuf| path.extension().is_none_or(|ending| ending == "yaml" || ending == "yml");
    // Reading is an event, too: ours would go on for ever.
    !matches!(event.kind, EventKind::Access(_)) && (event.need_rescan() || event.paths.iter().any(is_spec))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, Flag, ModifyKind};

    use super::*;

    #[track_caller]
    fn check(event: Event, expected: bool) {
        assert_eq!(matters(&Ok(event)), expected);
    }

    #[test]
    fn changes_of_specs_matter() {
        let event = |kind, path: &str| Event::new(kind).add_path(path.into());
        check(event(EventKind::Modify(ModifyKind::Any), "specs/a/api.yaml"), true);
        check(event(EventKind::Create(CreateKind::Folder), "specs/a"), true);
        check(event(EventKind::Modify(ModifyKind::Any), "specs/a/api.yaml.swp"), false);
        check(event(EventKind::Access(AccessKind::Any), "specs/a/api.yaml"), false);
        check(Event::new(EventKind::Other).set_flag(Flag::Rescan), true);
        assert!(matters(&Err(notify::Error::generic("lost"))));
    }

    #[test]
    fn a_burst_is_one_change() {
        let (send, events) = mpsc::channel();
        for _ in 0..5 {
            send.send(Ok(Event::new(EventKind::Any).add_path("a.yaml".into()))).expect("sent");
        }
        assert!(next(&events));
        drop(send);
        assert!(!next(&events));
    }
}
