//! What the store in files refuses, and what it leaves on the disk. What it shares with other stores is tested in
//! `tests/stores`.

use super::folder::Part;
use super::*;
use crate::pretend::block_on;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn store() -> (TempDir, FileTokenStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = FileTokenStore::open(folder.path().join("a/tokens")).expect("a store");
    (folder, store)
}

fn path(store: &FileTokenStore, part: Part) -> PathBuf {
    store.0.path("k", part)
}

fn save(store: &FileTokenStore, token: &str) {
    block_on(store.save("k", &StoredToken::new(token, 1, 2))).expect("the token is kept");
}

fn load(store: &FileTokenStore) -> Result<Option<String>, String> {
    let loaded = block_on(store.load("k")).map_err(|error| error.to_string())?;
    Ok(loaded.map(|token| token.value.expose().to_owned()))
}

/// A file that is no token is an error with this text, and the next token takes its place.
#[track_caller]
fn check_refused(store: &FileTokenStore, reason: &str) {
    let error = load(store).expect_err("no token");
    assert!(error.ends_with(reason) && !error.contains("hunter2"), "{error}");
    save(store, "new");
    assert_eq!(load(store), Ok(Some("new".to_owned())));
}

#[test]
fn what_is_no_token_is_refused_and_replaced() {
    let (_folder, store) = store();
    assert_eq!(load(&store), Ok(None));
    save(&store, "old");
    let token = path(&store, Part::Token);
    for (text, reason) in [
        ("hunter2".to_owned(), "what is kept there is no token"),
        (String::new(), "what is kept there is no token"),
        ("hunter2".repeat(100_000), "is too large for a token"),
    ] {
        fs::write(&token, text).expect("the file is there");
        check_refused(&store, reason);
    }
    fs::write(&token, "hunter2").expect("the file is there");
    assert!(block_on(store.remove("k", &Secret::from("old"))).is_err(), "nobody knows what would be lost");
}

#[test]
fn any_key_is_a_name_inside_the_folder() {
    let (_folder, store) = store();
    for key in ["", "../../x", "a/b", "a:b", "CON", "企", "k\0", &"k".repeat(1000)] {
        let path = store.0.path(key, Part::Token);
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        assert_eq!(name.len(), 64 + ".token".len());
        assert!(name.bytes().all(|byte| byte == b'.' || byte.is_ascii_alphanumeric()), "{name}");
        assert_eq!(path.parent(), store.0.path("other", Part::Lock).parent());
    }
}

#[test]
fn a_rest_of_a_save_that_was_cut_off_goes_after_a_while() {
    let (_folder, store) = store();
    save(&store, "old");
    let token = path(&store, Part::Token);
    let folder = token.parent().expect("the folder");
    let (old, young) = (folder.join("1.next"), folder.join("2.next"));
    fs::write(&old, "{\"tok").expect("written");
    fs::write(&young, "{\"tok").expect("written");
    let hours_ago = std::time::SystemTime::now() - Duration::from_secs(7_200);
    for file in [&old, &token] {
        fs::File::options().write(true).open(file).expect("the file").set_modified(hours_ago).expect("set");
    }
    let store = FileTokenStore::open(folder).expect("a store");
    assert!(!old.exists() && young.exists(), "somebody may be writing the young one");
    assert_eq!(load(&store), Ok(Some("old".to_owned())));
}

#[test]
fn a_change_that_does_not_end_is_not_waited_for() {
    let (_folder, store) = store();
    let lock = store.0.lock("k").expect("the lock");
    let error = block_on(store.save("k", &StoredToken::new("hunter2", 1, 2))).expect_err("locked");
    assert!(error.to_string().ends_with("is locked by another process that does nothing"), "{error}");
    assert_eq!(load(&store), Ok(None), "reading needs no lock");
    let files = fs::read_dir(path(&store, Part::Lock).parent().expect("the folder")).expect("files").count();
    assert_eq!(files, 1, "the lock is there, and no token");
    drop(lock);
    save(&store, "new");
}

#[test]
fn a_turn_that_a_wrong_clock_gave_is_over() {
    let (_folder, store) = store();
    let take = || block_on(store.take_turn("k", Duration::MAX)).expect("the store works");
    let first = take().expect("the turn");
    assert!(take().is_none());
    let end = std::time::SystemTime::now() + 3 * Duration::from_secs(86_400);
    fs::File::options()
        .write(true)
        .open(path(&store, Part::Turn))
        .expect("the file")
        .set_modified(end)
        .expect("set");
    let second = take().expect("nobody has a turn for so long");
    drop(first);
    assert!(take().is_none(), "the second one still has its turn");
    drop(second);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    }

    #[test]
    fn only_the_owner_may_read() {
        let (_folder, store) = store();
        save(&store, "t");
        let _turn = block_on(store.take_turn("k", Duration::from_secs(1))).expect("the turn");
        let token = path(&store, Part::Token);
        let folder = token.parent().expect("the folder");
        assert_eq!(mode(folder), 0o700);
        let files: Vec<_> =
            fs::read_dir(folder).expect("files").map(|file| file.expect("a file").path()).collect();
        assert_eq!(files.len(), 3);
        assert!(files.iter().all(|file| mode(file) == 0o600), "{files:?}");
        set_mode(&token, 0o640);
        check_refused(&store, "is open to others; its mode must be 0600");
        assert_eq!(mode(&token), 0o600);
    }

    #[test]
    fn a_folder_that_others_may_use_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        for wide in [0o777, 0o750, 0o701] {
            set_mode(folder.path(), wide);
            let error = FileTokenStore::open(folder.path()).expect_err("open to others").to_string();
            assert!(error.ends_with("is open to others; its mode must be 0700"), "{error}");
            assert_eq!(mode(folder.path()), wide);
        }
    }

    #[test]
    fn links_are_refused() {
        let (folder, store) = store();
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, r#"{"token":"hunter2","fetched_ms":1,"until_ms":2}"#).expect("written");
        set_mode(&elsewhere, 0o600);
        let unchanged = fs::read(&elsewhere).expect("the file");
        let link = |part| symlink(&elsewhere, path(&store, part)).expect("a link");
        link(Part::Token);
        check_refused(&store, "is no file");
        link(Part::Turn);
        assert!(block_on(store.take_turn("k", Duration::from_secs(1))).is_err());
        fs::remove_file(path(&store, Part::Lock)).expect("the lock");
        link(Part::Lock);
        assert!(block_on(store.save("k", &StoredToken::new("t", 1, 2))).is_err());
        assert_eq!(fs::read(&elsewhere).expect("the file"), unchanged);
        symlink(path(&store, Part::Token).parent().expect("the folder"), folder.path().join("b"))
            .expect("a link");
        assert!(FileTokenStore::open(folder.path().join("b")).is_err());
        assert!(FileTokenStore::open(&elsewhere).is_err());
    }
}
