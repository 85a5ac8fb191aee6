//! The turn to fetch, as a lock on a file: it ends with the process that has it, or when its time is up.
//!
//! In: a key and how long. Out: the turn, if nobody else has it. The lock belongs to the open file, so that the
//! system ends it when a process dies; the file's time of change says when it ends in one that hangs.

use super::folder::{Folder, Part, create, failed, open_or_create};
use crate::store::StoreError;
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The longest turn. The clock can count up to its end.
const LONGEST: Duration = Duration::from_secs(86_400);

/// A turn. To drop it ends it.
pub(super) struct Held(File);

impl Held {
    /// Takes it. Whoever has the lock of the folder's key looks and takes alone.
    pub(super) fn take(folder: &Folder, key: &str, time: Duration) -> Result<Option<Self>, StoreError> {
        let path = folder.path(key, Part::Turn);
        let _lock = folder.lock(key)?;
        let file = open_or_create(&path)?;
        match file.try_lock() {
            Ok(()) => Self(file).until(&path, time).map(Some),
            Err(TryLockError::Error(error)) => Err(failed(&path, &error)),
            Err(TryLockError::WouldBlock) if !is_over(&path, &file)? => Ok(None),
            // A lock cannot be taken from the one who hangs, but the file that everybody looks at can be another.
            Err(TryLockError::WouldBlock) => {
                let next = folder.path(key, Part::NextTurn);
                let file = create(&next)?;
                file.try_lock().map_err(|error| failed(&next, &error.into()))?;
                let held = Self(file).until(&next, time)?;
                fs::rename(&next, &path).map_err(|error| failed(&path, &error))?;
                Ok(Some(held))
            }
        }
    }

    fn until(self, path: &Path, time: Duration) -> Result<Self, StoreError> {
        let end = SystemTime::now() + time.min(LONGEST);
        self.0.set_modified(end).map_err(|error| failed(path, &error))?;
        Ok(self)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // To close the file would not do: a child of this process may have it open too.
        let _ = self.0.unlock();
    }
}

/// Whether the time is up. An end too far away is one that a wrong clock wrote.
fn is_over(path: &Path, file: &File) -> Result<bool, StoreError> {
    let end =
        file.metadata().and_then(|metadata| metadata.modified()).map_err(|error| failed(path, &error))?;
    let now = SystemTime::now();
    Ok(end <= now || end > now + LONGEST)
}
