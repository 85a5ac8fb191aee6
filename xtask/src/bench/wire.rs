//! The API that requests and models are measured with: few calls, written by hand in `xtask/bench/wire`.
//!
//! Out goes a workspace with its client and the programs beside it.

use super::emit::Generator;
use super::failure::Result;
use super::place::{self, Place};
use super::programs::{self, CLOCK, Program, ROUNDS, TOKIO};
use std::path::PathBuf;

/// The specs, by their paths below `specs/wire`.
const SPECS: [(&str, &str); 10] = [
    ("api.yaml", include_str!("../../bench/wire/api.yaml")),
    ("glossary.yaml", include_str!("../../bench/wire/glossary.yaml")),
    ("inventory.yaml", include_str!("../../bench/wire/inventory.yaml")),
    ("call/unsigned.yaml", include_str!("../../bench/wire/call/unsigned.yaml")),
    ("call/signed.yaml", include_str!("../../bench/wire/call/signed.yaml")),
    ("call/encrypted.yaml", include_str!("../../bench/wire/call/encrypted.yaml")),
    ("codec/group.yaml", include_str!("../../bench/wire/codec/group.yaml")),
    ("codec/small.yaml", include_str!("../../bench/wire/codec/small.yaml")),
    ("codec/large.yaml", include_str!("../../bench/wire/codec/large.yaml")),
    ("codec/deep.yaml", include_str!("../../bench/wire/codec/deep.yaml")),
];
/// Cargo's line for its client.
const CLIENT: &str = "jiekou = { path = \"../client\", features = [\"wire\"] }\n";
/// Cargo's line for the program that counts allocations.
const COUNTER: &str = "allocation-counter = \"0.8\"\n";
/// Cargo's lines for the program that reads and writes models.
const CODECS: &str = "\
jiekou-runtime = { path = \"../../../../codegen/runtime\" }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
";
/// The calls that two programs make.
const CALLS: (&str, &str) = ("calls.rs", include_str!("../../bench/programs/calls.rs"));
/// The program that sends requests.
pub(super) const REQUEST: Program<'_> = Program {
    name: "request",
    dependencies: &[CLIENT, CLOCK, TOKIO],
    sources: &[("main.rs", include_str!("../../bench/programs/request.rs")), CALLS, ROUNDS],
};
/// The program that counts what they allocate.
pub(super) const ALLOCATIONS: Program<'_> = Program {
    name: "allocations",
    dependencies: &[COUNTER, CLIENT, TOKIO],
    sources: &[("main.rs", include_str!("../../bench/programs/allocations.rs")), CALLS],
};
/// The program that reads and writes models.
pub(super) const CODEC: Program<'_> = Program {
    name: "codec",
    dependencies: &[CLIENT, CODECS],
    sources: &[("main.rs", include_str!("../../bench/programs/codec.rs"))],
};

/// Builds one of the programs.
pub(super) fn build(place: &Place, generator: &Generator, program: &Program<'_>) -> Result<PathBuf> {
    let workspace = place.folder("wire");
    place::clear(&workspace)?;
    for (path, text) in SPECS {
        place::write(&workspace.join("specs/wire").join(path), text)?;
    }
    place::clear(&workspace.join("generated"))?;
    generator.client(place, &workspace, &[program.name])?;
    programs::lay(&workspace, program)?;
    programs::build(place, &workspace, "programs", program.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiekou_codegen::source::{SourceFile, SourceFiles};
    use jiekou_codegen::{diagnostics, read};

    #[test]
    fn the_specs_are_right() {
        let file = |(path, text): (&str, &str)| SourceFile {
            path: format!("specs/wire/{path}"),
            text: text.to_owned(),
        };
        let files = SourceFiles::new(SPECS.map(file));
        if let Err(found) = read(&files) {
            panic!("{}", diagnostics::print(&found, &files, diagnostics::Colour::Never));
        }
    }
}
