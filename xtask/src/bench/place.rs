//! Where the bench keeps what it makes: all of it below `target/bench`.
//!
//! In comes the workspace's root, out go folders and files in them. Nothing outside that folder is written.

use super::failure::{Failure, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// Cargo's own word for the lock, which the little workspaces share so that all compile the same crates.
const LOCK: &str = "Cargo.lock";

/// The folders of the bench.
#[derive(Clone, Debug)]
pub(super) struct Place {
    root: PathBuf,
}

impl Place {
    /// The folders below this workspace.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The workspace that is measured.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// A folder of the bench.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.root.join("target/bench").join(name)
    }

    /// The generator as a program, once it is built.
    pub(super) fn generator(&self) -> PathBuf {
        self.folder("generator/release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
    }

    /// Cargo in a little workspace of the bench, not incremental, as a crate from a registry is built.
    pub(super) fn cargo(&self, workspace: &Path, target: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(workspace).env("CARGO_INCREMENTAL", "0").env("CARGO_TERM_COLOR", "never");
        cargo.env("CARGO_TARGET_DIR", self.folder(target)).env_remove("RUSTFLAGS");
        cargo
    }

    /// Makes a folder a workspace of its own, with the lock of the one that is measured.
    ///
    /// Its members lie one folder further in.
    pub(super) fn workspace(&self, folder: &Path, members: &[&str]) -> Result<()> {
        let members: Vec<String> = members.iter().map(|member| format!("\"{member}\"")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[workspace.lints]\n\n[profile.release]\nstrip = true\n",
            members.join(", ")
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        let lock = self.root.join(LOCK);
        fs::copy(&lock, folder.join(LOCK)).map_err(Failure::on("copy", &lock))?;
        Ok(())
    }
}

/// Runs a command whose figures do not matter, and gives what it printed.
pub(super) fn run(command: &mut Command) -> Result<String> {
    let output =
        command.output().map_err(|error| Failure::new(format!("cannot run {command:?}: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("{command:?}:\n{}", String::from_utf8_lossy(&output.stderr))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes a file and the folders above it, unless it holds the text already.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::on("make the folder", folder))?;
    }
    fs::write(path, text).map_err(Failure::on("write", path))
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Failure::on("read", path))
}

/// Empties a folder, or makes it.
pub(super) fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::on("empty", folder))?;
    }
    fs::create_dir_all(folder).map_err(Failure::on("make the folder", folder))
}

/// Copies a folder and all below it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).map_err(Failure::on("make the folder", to))?;
    for entry in fs::read_dir(from).map_err(Failure::on("read", from))? {
        let path = entry.map_err(Failure::on("read", from))?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(Failure::on("copy", &path))?;
        }
    }
    Ok(())
}

/// Makes a file look changed.
pub(super) fn touch(path: &Path) -> Result<()> {
    let file = fs::File::options().append(true).open(path).map_err(Failure::on("open", path))?;
    file.set_modified(SystemTime::now()).map_err(Failure::on("touch", path))
}

/// The bytes of a file.
pub(super) fn size(path: &Path) -> Result<f64> {
    Ok(fs::metadata(path).map_err(Failure::on("look at", path))?.len() as f64)
}

/// Lines and bytes of all Rust files below a folder.
pub(super) fn rust(folder: &Path) -> Result<(usize, usize)> {
    let mut sum = (0, 0);
    for entry in fs::read_dir(folder).map_err(Failure::on("read", folder))? {
        let path = entry.map_err(Failure::on("read", folder))?.path();
        let (lines, bytes) = match path.extension() {
            _ if path.is_dir() => rust(&path)?,
            Some(ending) if ending == "rs" => {
                let text = read(&path)?;
                (text.lines().count(), text.len())
            }
            _ => (0, 0),
        };
        sum = (sum.0 + lines, sum.1 + bytes);
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_copied_counted_and_emptied() {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        write(&from.join("src/lib.rs"), "//! a\n\nfn b() {}\n").expect("written");
        write(&from.join("src/more/c.rs"), "fn c() {}\n").expect("written");
        write(&from.join("README.md"), "d\n").expect("written");
        copy(&from, &to).expect("copied");
        assert_eq!(rust(&to).expect("counted"), (4, 27));
        assert_eq!(size(&to.join("README.md")).expect("a file"), 2.0);
        touch(&to.join("README.md")).expect("touched");
        clear(&to).expect("emptied");
        assert_eq!(rust(&to).expect("counted"), (0, 0));
    }

    #[test]
    fn failures_name_the_attempt() {
        let folder = tempfile::tempdir().expect("a folder");
        let failure = read(&folder.path().join("none")).expect_err("it is not there").to_string();
        assert!(failure.starts_with("cannot read `") && failure.contains("none`: "), "{failure}");
    }
}
