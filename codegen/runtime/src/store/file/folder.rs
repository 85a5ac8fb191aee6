//! A folder that only its owner may use, and files in it.
//!
//! In: keys and bytes. Out: files that are whole or absent, private, and no links. What a file holds never stands
//! in an error.

use super::rights::{is_private, is_same, own_file, own_folder};
use crate::clock::{Nonces, RandomNonces};
use crate::store::StoreError;
use crate::store::record::LONGEST;
use secrecy::zeroize::Zeroizing;
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a change that another process makes to a file is waited for. It takes less than a millisecond.
const PATIENCE: Duration = Duration::from_millis(500);

/// The ending of files that are about to take the place of a token.
const NEXT: &str = "next";
/// Nobody writes one for so long.
const LEFT: Duration = Duration::from_secs(3_600);

/// How often a file is opened again because another one took its place between the look at it and the opening.
const ATTEMPTS: u32 = 16;

/// What stands in a file.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// The token.
    Token,
    /// Nothing: whoever has locked it changes the other files.
    Lock,
    /// Nothing: whoever has locked it has the turn, until the time of its last change.
    Turn,
    /// The turn that is about to take the place of another.
    NextTurn,
}

/// See the file.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// A folder that is there or is made. One that others may look into is refused, and not changed: it may be
    /// meant for others.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| StoreError::new(format!("the folder `{}`: {error}", path.display()));
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        match own_folder(&mut DirBuilder::new()).create(path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
            _ => {}
        }
        let metadata = fs::symlink_metadata(path).map_err(failed)?;
        if !metadata.is_dir() {
            return Err(StoreError::new(format!("`{}` is no folder", path.display())));
        }
        if !is_private(&metadata) {
            let text = format!("the folder `{}` is open to others; its mode must be 0700", path.display());
            return Err(StoreError::new(text));
        }
        // The program may change its working folder later.
        let folder = Self(fs::canonicalize(path).map_err(failed)?);
        folder.sweep();
        Ok(folder)
    }

    /// Where a part of this key stands. Keys may hold anything, so that their digest is the name.
    pub(super) fn path(&self, key: &str, part: Part) -> PathBuf {
        let ending = match part {
            Part::Token => "token",
            Part::Lock => "lock",
            Part::Turn => "turn",
            Part::NextTurn => "turn-next",
        };
        self.0.join(format!("{:x}.{ending}", Sha256::digest(key)))
    }

    /// What the file of the token holds.
    pub(super) fn read(&self, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let path = self.path(key, Part::Token);
        let failed = |error| failed(&path, &error);
        let Some(mut file) = open(&path, OpenOptions::new().read(true))? else { return Ok(None) };
        let metadata = file.metadata().map_err(failed)?;
        if !is_private(&metadata) {
            return Err(refused(&path, "is open to others; its mode must be 0600"));
        }
        // One more than may be, to notice a file that grows.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        (&mut file).take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > LONGEST {
            return Err(refused(&path, "is too large for a token"));
        }
        Ok(Some(bytes))
    }

    /// Puts this in the place of the token, whole or not at all.
    pub(super) fn replace(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(key, Part::Token);
        let own_name = RandomNonces.nonce().map_err(|error| failed(&path, &error))?;
        let next = self.0.join(own_name).with_extension(NEXT);
        let mut file = create(&next)?;
        // A disk may be slow, so that this is done before anybody has to wait.
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        let replaced = written.map_err(|error| failed(&next, &error)).and_then(|()| {
            let _lock = self.lock(key)?;
            fs::rename(&next, &path).map_err(|error| failed(&path, &error))
        });
        replaced.inspect_err(|_| {
            // What was written of it is a secret too.
            let _ = fs::remove_file(&next);
        })
    }

    /// Removes what processes that died while they saved have left.
    fn sweep(&self) {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        for path in entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == NEXT))
        {
            let changed = fs::symlink_metadata(&path).and_then(|metadata| metadata.modified());
            let age = changed.ok().and_then(|changed| changed.elapsed().ok());
            if age.is_some_and(|age| age > LEFT) {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// Removes the token. Whoever calls it has the lock.
    pub(super) fn remove(&self, key: &str) -> Result<(), StoreError> {
        let path = self.path(key, Part::Token);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&path, &error)),
            _ => Ok(()),
        }
    }

    /// Lets nobody else change the files of this key, until it is dropped.
    pub(super) fn lock(&self, key: &str) -> Result<File, StoreError> {
        let path = self.path(key, Part::Lock);
        let file = open_or_create(&path)?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(failed(&path, &error)),
                Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => {
                    return Err(refused(&path, "is locked by another process that does nothing"));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }
}

/// The file, if there is one. A link is no file, wherever it leads.
fn open(path: &Path, options: &OpenOptions) -> Result<Option<File>, StoreError> {
    for _ in 0..ATTEMPTS {
        let metadata = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            found => found.map_err(|error| failed(path, &error))?,
        };
        if !metadata.is_file() {
            return Err(refused(path, "is no file"));
        }
        let file = match options.open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| failed(path, &error))?,
        };
        let opened = file.metadata().map_err(|error| failed(path, &error))?;
        if is_same(&metadata, &opened) {
            return Ok(Some(file));
        }
    }
    Err(refused(path, "is changed all the time"))
}

/// A new file; a rest of an earlier one goes.
pub(super) fn create(path: &Path) -> Result<File, StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(path, &error)),
        _ => {}
    }
    let created = own_file(OpenOptions::new().write(true).create_new(true)).open(path);
    created.map_err(|error| failed(path, &error))
}

/// The file that is there, or a new one.
pub(super) fn open_or_create(path: &Path) -> Result<File, StoreError> {
    match own_file(OpenOptions::new().write(true).create_new(true)).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let opened = open(path, OpenOptions::new().write(true))?;
            opened.ok_or_else(|| refused(path, "was removed while it was opened"))
        }
        created => created.map_err(|error| failed(path, &error)),
    }
}

/// What the system says of a file.
pub(super) fn failed(path: &Path, error: &std::io::Error) -> StoreError {
    refused(path, &format!("cannot be used: {error}"))
}

fn refused(path: &Path, reason: &str) -> StoreError {
    StoreError::new(format!("`{}` {reason}", path.display()))
}
