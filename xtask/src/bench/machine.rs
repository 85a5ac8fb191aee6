//! On what the figures were measured.
//!
//! In come the files and commands that tell it, out go plain words without names of machines or folders.

use super::place::{self, Place};
use std::env::consts;
use std::thread;

/// The machine and the versions of what was measured with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Machine {
    /// The model of the processor, or its architecture.
    pub(super) processor: String,
    /// How many cores there are.
    pub(super) cores: usize,
    /// The memory in MiB, where the system tells it.
    pub(super) memory: Option<u64>,
    /// The operating system.
    pub(super) system: String,
    /// `rustc 1.95.0 (…)`.
    pub(super) compiler: String,
    /// The peer's name and version, where it was measured.
    pub(super) peer: Option<String>,
}

impl Machine {
    /// This machine.
    pub(super) fn look(place: &Place, peer: Option<String>) -> Self {
        let told = |path: &str, key: &str| {
            let text = std::fs::read_to_string(path).ok()?;
            value(&text, key).map(str::to_owned)
        };
        let compiler = place::run(std::process::Command::new("rustc").arg("-V").current_dir(place.root()));
        Self {
            processor: told("/proc/cpuinfo", "model name").unwrap_or_else(|| consts::ARCH.to_owned()),
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory: told("/proc/meminfo", "MemTotal").and_then(|size| mebibytes(&size)),
            system: format!("{} {}", consts::OS, consts::ARCH),
            compiler: compiler.map_or_else(|_| "an unknown rustc".to_owned(), |told| told.trim().to_owned()),
            peer,
        }
    }

    /// One line for people.
    pub(super) fn line(&self) -> String {
        let mut parts = vec![self.processor.clone(), format!("{} cores", self.cores)];
        parts.extend(self.memory.map(|memory| format!("{memory} MiB")));
        parts.extend([self.system.clone(), self.compiler.clone()]);
        parts.extend(self.peer.clone());
        parts.join(", ")
    }
}

/// MiB that programs can still take, where the system tells it.
pub(super) fn free_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    value(&text, "MemAvailable").and_then(mebibytes)
}

fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let values = text.lines().filter_map(|line| line.split_once(':'));
    values.into_iter().find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim())
}

/// `16384 kB` in MiB.
fn mebibytes(size: &str) -> Option<u64> {
    size.strip_suffix("kB")?.trim().parse::<u64>().ok().map(|size| size / 1024)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A machine for tests of what is printed.
    pub(in super::super) fn pretend() -> Machine {
        Machine {
            processor: "One CPU".to_owned(),
            cores: 2,
            memory: None,
            system: "linux x86_64".to_owned(),
            compiler: "rustc 1.95.0".to_owned(),
            peer: Some("progenitor 0.15.1".to_owned()),
        }
    }

    #[test]
    fn what_the_system_tells_is_found() {
        assert_eq!(value("a\t: b\nmodel name\t: One CPU\n", "model name"), Some("One CPU"));
        assert_eq!(value("a\n", "a"), None);
        assert_eq!(mebibytes("16384 kB"), Some(16));
        assert_eq!(mebibytes("16 GB"), None);
    }

    #[test]
    fn a_line_leaves_out_what_is_not_known() {
        let machine = pretend();
        assert_eq!(machine.line(), "One CPU, 2 cores, linux x86_64, rustc 1.95.0, progenitor 0.15.1");
    }
}
