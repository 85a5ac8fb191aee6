//! What can be measured: names, units, and the part of the bench that measures it.
//!
//! Plain data. A new figure begins with a line here.

/// A part of the bench that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The generator.
    Codegen,
    /// The emitted crate, compiled.
    Compile,
    /// Programs that call some operations.
    Binary,
    /// CPU time of a request.
    Request,
    /// Encoding and decoding.
    Codec,
    /// A crate for each API beside one crate; only where it is asked for, since one crate may want all memory.
    Crates,
}

impl Part {
    /// All of them, in the order of the table.
    pub(super) const ALL: [Self; 6] =
        [Self::Codegen, Self::Compile, Self::Binary, Self::Request, Self::Codec, Self::Crates];
    /// Those that are run where none is asked for.
    pub(super) const USUAL: &[Self] =
        &[Self::Codegen, Self::Compile, Self::Binary, Self::Request, Self::Codec];

    /// The word of the command line.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Codegen => "codegen",
            Self::Compile => "compile",
            Self::Binary => "binary",
            Self::Request => "request",
            Self::Codec => "codec",
            Self::Crates => "crates",
        }
    }
}

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Things.
    Count,
    /// Things in a second; more is better.
    PerSecond,
    /// Bytes of files.
    Bytes,
    /// Bytes of memory.
    Memory,
    /// Seconds.
    Seconds,
}

/// One thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Metric {
    /// Who measures it.
    pub(super) part: Part,
    /// What it is called in tables; it is unique.
    pub(super) name: &'static str,
    /// In what it is counted.
    pub(super) unit: Unit,
}

const fn metric(part: Part, name: &'static str, unit: Unit) -> Metric {
    Metric { part, name, unit }
}

const fn time(part: Part, name: &'static str) -> Metric {
    metric(part, name, Unit::Seconds)
}

const fn count(part: Part, name: &'static str) -> Metric {
    metric(part, name, Unit::Count)
}

const fn size(part: Part, name: &'static str) -> Metric {
    metric(part, name, Unit::Bytes)
}

const fn memory(part: Part, name: &'static str) -> Metric {
    metric(part, name, Unit::Memory)
}

use Part::{Binary, Codec, Codegen, Compile, Crates, Request};

/// CPU time, user and system, for each operation; nothing was there before.
pub(super) const COLD: Metric = time(Codegen, "codegen cold, per operation");
/// The same, elapsed and for all.
pub(super) const COLD_ELAPSED: Metric = time(Codegen, "codegen cold, elapsed");
/// As [`COLD`], with the generator as `cargo xtask` builds it.
pub(super) const COLD_DEV: Metric = time(Codegen, "codegen cold, dev build, per operation");
/// CPU time for each operation; the folder is up to date.
pub(super) const SAME: Metric = time(Codegen, "codegen, nothing changed, per operation");
/// CPU time for each operation; one spec has another text.
pub(super) const ONE: Metric = time(Codegen, "codegen, one file changed, per operation");
/// CPU time for each operation of comparing alone.
pub(super) const COMPARE: Metric = time(Codegen, "codegen --check, per operation");
/// The most memory of the generator.
pub(super) const CODEGEN_PEAK: Metric = memory(Codegen, "codegen cold, peak memory");
/// Lines of Rust for each operation.
pub(super) const LINES: Metric = count(Codegen, "emitted lines, per operation");
/// Bytes of Rust for each operation.
pub(super) const BYTES: Metric = size(Codegen, "emitted bytes, per operation");

/// User CPU time of cargo and rustc for the emitted crate alone.
pub(super) const CHECK: Metric = time(Compile, "cargo check");
/// The most memory of rustc.
pub(super) const CHECK_PEAK: Metric = memory(Compile, "cargo check, peak memory");
/// As [`CHECK`], with one group switched on.
pub(super) const CHECK_GROUP: Metric = time(Compile, "cargo check, one group");
/// As [`CHECK`], with no group.
pub(super) const CHECK_NONE: Metric = time(Compile, "cargo check, no group");
/// As [`CHECK`], for a debug build.
pub(super) const BUILD: Metric = time(Compile, "cargo build");
/// The most memory of rustc.
pub(super) const BUILD_PEAK: Metric = memory(Compile, "cargo build, peak memory");
/// The library of a debug build.
pub(super) const BUILD_SIZE: Metric = size(Compile, "cargo build, library");
/// As [`CHECK`], for a release build.
pub(super) const RELEASE: Metric = time(Compile, "cargo build --release");
/// The most memory of rustc.
pub(super) const RELEASE_PEAK: Metric = memory(Compile, "cargo build --release, peak memory");
/// The library of a release build.
pub(super) const RELEASE_SIZE: Metric = size(Compile, "cargo build --release, library");
/// User CPU time of a debug build with all dependencies.
pub(super) const CLEAN: Metric = time(Compile, "cargo build with dependencies");
/// Crates of the tree, its own included.
pub(super) const CRATES: Metric = count(Compile, "crates to build");

/// User CPU time of cargo and rustc for all crates, of fifty operations each.
pub(super) const ALL_APIS: Metric = time(Crates, "crates, cargo check");
/// The same, from start to end.
pub(super) const ALL_APIS_ELAPSED: Metric = time(Crates, "crates, cargo check, elapsed");
/// The most memory of one rustc.
pub(super) const ALL_APIS_PEAK: Metric = memory(Crates, "crates, cargo check, peak memory");
/// As [`ALL_APIS`], after one API changed.
pub(super) const ONE_API: Metric = time(Crates, "crates, one API changed");
/// The same, from start to end.
pub(super) const ONE_API_ELAPSED: Metric = time(Crates, "crates, one API changed, elapsed");
/// The most memory of one rustc.
pub(super) const ONE_API_PEAK: Metric = memory(Crates, "crates, one API changed, peak memory");
/// As [`ALL_APIS`], with nothing changed: what is left is cargo's own.
pub(super) const NO_API: Metric = time(Crates, "crates, nothing changed");
/// The same, from start to end.
pub(super) const NO_API_ELAPSED: Metric = time(Crates, "crates, nothing changed, elapsed");
/// The most memory of cargo.
pub(super) const NO_API_PEAK: Metric = memory(Crates, "crates, nothing changed, peak memory");

/// A stripped program that sends one canned body over the same HTTP stack.
pub(super) const BARE_BINARY: Metric = size(Binary, "binary, bare transport");
/// One that calls sixty operations.
pub(super) const ALL_CALLS: Metric = size(Binary, "binary, 60 operations");
/// What the first operation adds to it.
pub(super) const FIRST_CALL: Metric = size(Binary, "binary, first operation adds");
/// What each of the next operations adds.
pub(super) const NEXT_CALL: Metric = size(Binary, "binary, each of operations 2 to 20 adds");
/// What each of the last operations adds.
pub(super) const LAST_CALL: Metric = size(Binary, "binary, each of operations 21 to 60 adds");

/// CPU time of one exchange of a canned body.
pub(super) const BARE: Metric = time(Request, "request, bare transport");
/// What a call that is not signed takes above it.
pub(super) const UNSIGNED: Metric = time(Request, "request, unsigned, above bare");
/// What a signed call takes above it.
pub(super) const SIGNED: Metric = time(Request, "request, signed, above bare");
/// What a call with an encrypted member takes above it.
pub(super) const ENCRYPTED: Metric = time(Request, "request, encrypted, above bare");
/// As [`BARE`], in instructions.
pub(super) const BARE_COUNT: Metric = count(Request, "instructions, bare transport");
/// As [`UNSIGNED`], in instructions.
pub(super) const UNSIGNED_COUNT: Metric = count(Request, "instructions, unsigned, above bare");
/// As [`SIGNED`], in instructions.
pub(super) const SIGNED_COUNT: Metric = count(Request, "instructions, signed, above bare");
/// As [`ENCRYPTED`], in instructions.
pub(super) const ENCRYPTED_COUNT: Metric = count(Request, "instructions, encrypted, above bare");
/// What one exchange of a canned body asks of the allocator.
pub(super) const BARE_ALLOCATIONS: Metric = metric(Request, "allocations, bare transport", Unit::Count);
/// What a call that is not signed asks above it.
pub(super) const UNSIGNED_ALLOCATIONS: Metric =
    metric(Request, "allocations, unsigned, above bare", Unit::Count);
/// What a signed call asks above it.
pub(super) const SIGNED_ALLOCATIONS: Metric = metric(Request, "allocations, signed, above bare", Unit::Count);
/// What a call with an encrypted member asks above it.
pub(super) const ENCRYPTED_ALLOCATIONS: Metric =
    metric(Request, "allocations, encrypted, above bare", Unit::Count);
/// Members encrypted with a key of 1024 bits.
pub(super) const RSA: Metric = metric(Request, "RSA encryptions", Unit::PerSecond);

/// A model of three members, read.
pub(super) const DECODE_SMALL: Metric = time(Codec, "decode, small");
/// The same, in instructions.
pub(super) const DECODE_SMALL_COUNT: Metric = count(Codec, "decode, small, instructions");
/// The same, written.
pub(super) const ENCODE_SMALL: Metric = time(Codec, "encode, small");
/// The same, in instructions.
pub(super) const ENCODE_SMALL_COUNT: Metric = count(Codec, "encode, small, instructions");
/// A list of a hundred rows, read.
pub(super) const DECODE_LARGE: Metric = time(Codec, "decode, large");
/// The same, in instructions.
pub(super) const DECODE_LARGE_COUNT: Metric = count(Codec, "decode, large, instructions");
/// The same, written.
pub(super) const ENCODE_LARGE: Metric = time(Codec, "encode, large");
/// The same, in instructions.
pub(super) const ENCODE_LARGE_COUNT: Metric = count(Codec, "encode, large, instructions");
/// Objects in objects, read.
pub(super) const DECODE_DEEP: Metric = time(Codec, "decode, deep");
/// The same, in instructions.
pub(super) const DECODE_DEEP_COUNT: Metric = count(Codec, "decode, deep, instructions");
/// The same, written.
pub(super) const ENCODE_DEEP: Metric = time(Codec, "encode, deep");
/// The same, in instructions.
pub(super) const ENCODE_DEEP_COUNT: Metric = count(Codec, "encode, deep, instructions");
