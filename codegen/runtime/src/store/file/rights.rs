//! Who may read a file or a folder, as far as the system can tell.
//!
//! In: what is about to be made or was found. Out: that only its owner may use it, or whether that is so. Where a
//! system has no such modes, files are as private as the folder they are made in.

use std::fs::{DirBuilder, Metadata, OpenOptions};

/// Makes what is created readable by its owner alone.
#[cfg(unix)]
pub(super) fn own_file(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

/// The same for folders.
#[cfg(unix)]
pub(super) fn own_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700)
}

/// Whether nobody but the owner may do anything with it.
#[cfg(unix)]
pub(super) fn is_private(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 == 0
}

/// Whether both are of one file.
#[cfg(unix)]
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
pub(super) fn own_file(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(not(unix))]
pub(super) fn own_folder(builder: &mut DirBuilder) -> &mut DirBuilder {
    builder
}

#[cfg(not(unix))]
pub(super) fn is_private(_: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
pub(super) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.file_type() == other.file_type()
}
