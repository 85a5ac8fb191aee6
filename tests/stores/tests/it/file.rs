//! Tokens in files.

use crate::checks::{block_on, check, load, soon, take};
use crate::second::{Second, check_processes};
use jiekou_runtime::{FileTokenStore, StoredToken, TokenStore};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn folder() -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tokens").into_os_string().into_string().expect("a name in UTF-8");
    (folder, path)
}

#[test]
fn files_do_what_every_store_must() {
    let mut folders = Vec::new();
    check(|| {
        let (folder, path) = folder();
        folders.push(folder);
        let open = || FileTokenStore::open(&path).expect("a store");
        (open(), open())
    });
}

#[test]
fn processes_share_files() {
    let (_folder, path) = folder();
    let store = FileTokenStore::open(&path).expect("a store");
    check_processes(&store, || Second::start("file", &path));
}

#[test]
fn a_turn_ends_with_its_process() {
    let (_folder, path) = folder();
    let store = FileTokenStore::open(&path).expect("a store");
    let mut second = Second::start("file", &path);
    second.check("take 60000", "taken");
    assert!(take(&store, "k", Duration::from_secs(60)).is_none());
    let began = Instant::now();
    drop(second);
    soon(|| take(&store, "k", Duration::from_secs(60)));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn a_process_that_is_killed_while_it_saves_leaves_a_whole_token() {
    let (_folder, path) = folder();
    let store = FileTokenStore::open(&path).expect("a store");
    for pause in [1, 5, 10, 20] {
        let mut second = Second::start("file", &path);
        second.check("save c", "saved");
        second.order("storm c");
        std::thread::sleep(Duration::from_millis(pause));
        drop(second);
        let token = load(&store, "k").expect("a token");
        assert!(token == "c" || token.len() > 500, "{} bytes", token.len());
        block_on(store.save("k", &StoredToken::new("mine", 0, 1))).expect("nothing is locked any more");
    }
}
