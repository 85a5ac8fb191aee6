//! Tokens in files, for the processes of one host and for restarts.
//!
//! In: a folder of one's own. Out: tokens that outlive the process, and turns between processes. Nobody but the
//! owner can read them, a file is never seen half written, and no link is followed.

mod folder;
mod rights;
mod turn;

use super::record::{read, write};
use super::{StoreError, StoredToken, TokenStore, Turn};
use crate::Secret;
use crate::transport::BoxFuture;
use folder::Folder;
use std::path::Path;
use std::time::Duration;
use turn::Held;

/// Keeps tokens in files, one for each key, in a folder of their own.
///
/// It is for several processes on one host, and for programs that start often: a command that a timer runs takes
/// the token that the last run fetched.
///
/// ```no_run
/// # fn example(state: &std::path::Path) -> Result<(), jiekou_runtime::StoreError> {
/// use jiekou_runtime::FileTokenStore;
///
/// let store = FileTokenStore::open(state.join("tokens"))?;
/// // Client::builder().credentials(..).token_store(store)
/// # let _ = store; Ok(())
/// # }
/// ```
///
/// **Who may read it.** The folder is made with mode 0700 and files with 0600. A folder that others may use is
/// refused by [`open`](Self::open), and not changed: it may be there for others. A file that others may read is
/// refused by `load`, so that a token which may have leaked is not used, and the next `save` replaces it. Links are
/// refused. Tokens stand in their files as they are: whoever is root or may read the disk or a backup of it has
/// them. On systems other than Unix nothing is checked: choose a folder that only the user of the service may open.
///
/// **What is shared.** A token is written to another file, brought to the disk and then put in its place. The turn
/// is a lock of the system on a file: it ends when it is given back, when the process dies, and when its time is up
/// in a process that hangs. A folder on a network is only as good as the locks of that network; use a
/// `RedisTokenStore` (feature `redis`) between hosts.
///
/// A damaged file is an error of the store and no token; the next token that is saved takes its place.
///
/// Reading and writing block the thread that polls, for about as long as the disk takes to keep some hundred bytes;
/// half a second at most where another process holds the files and does not move.
#[derive(Clone, Debug)]
pub struct FileTokenStore(Folder);

impl FileTokenStore {
    /// The store in this folder. It is made if it is not there.
    ///
    /// # Errors
    ///
    /// When it cannot be made, is no folder, or is open to others.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        Folder::open(folder.as_ref()).map(Self)
    }

    fn token(&self, key: &str) -> Result<Option<StoredToken>, StoreError> {
        self.0.read(key)?.map(|bytes| read(&bytes)).transpose()
    }

    fn keep(&self, key: &str, token: &StoredToken) -> Result<(), StoreError> {
        self.0.replace(key, &write(token)?)
    }

    fn forget(&self, key: &str, value: &Secret) -> Result<(), StoreError> {
        let _lock = self.0.lock(key)?;
        match self.token(key)? {
            Some(token) if token.value.expose() == value.expose() => self.0.remove(key),
            _ => Ok(()),
        }
    }
}

impl TokenStore for FileTokenStore {
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<StoredToken>, StoreError>> {
        Box::pin(async move { self.token(key) })
    }

    fn save<'a>(&'a self, key: &'a str, token: &'a StoredToken) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { self.keep(key, token) })
    }

    fn remove<'a>(&'a self, key: &'a str, value: &'a Secret) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { self.forget(key, value) })
    }

    fn take_turn<'a>(
        &'a self,
        key: &'a str,
        time: Duration,
    ) -> BoxFuture<'a, Result<Option<Turn>, StoreError>> {
        Box::pin(async move { Ok(Held::take(&self.0, key, time)?.map(Turn::new)) })
    }

    fn end_turn<'a>(&'a self, _: &'a str, turn: Turn) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move { turn.given_back::<Held>().map(drop) })
    }
}

#[cfg(test)]
mod tests;
