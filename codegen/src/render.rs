//! Stage 4: Rust items become text.
//!
//! In comes the IR, out goes a tree of files. The only room that sees tokens and templates. Each item is
//! formatted alone and joined with blank lines, since the formatter knows none. Nothing here decides
//! anything about Rust but which runtime items a file has to import: those that it turned out to name.

mod builder;
mod client;
mod codes;
mod constant;
mod docs;
mod enums;
mod exchange;
mod file;
mod manifest;
mod needs;
mod notification;
mod object;
mod one_of;
mod paths;
mod root;
mod setter;
mod ty;
mod vectors;

use crate::ir::Crate;
use crate::tree::Tree;

/// Prints the whole crate; paths are below `generated/`.
pub(crate) fn render(from: &Crate) -> Tree {
    let mut tree = Tree::new();
    tree.insert("Cargo.toml", manifest::render_manifest(&from.manifest));
    tree.insert("README.md", manifest::render_readme(&from.readme));
    tree.insert("rustfmt.toml", manifest::render_rustfmt());
    tree.insert("clippy.toml", manifest::render_clippy());
    for file in &from.files {
        tree.insert(&file.path, file::render_file(file));
    }
    tree
}

#[cfg(test)]
mod tests {
    use crate::ir::{Crate, Docs, File, Item, Manifest, Readme};

    #[test]
    fn the_crate_has_its_pages_and_its_files() {
        let root = File {
            path: "src/lib.rs".into(),
            spec: "specs".into(),
            docs: Docs::ours("A crate."),
            modules: Vec::new(),
            imports: Vec::new(),
            items: vec![Item::Root],
        };
        let readme = Readme { apis: Vec::new(), example: Vec::new() };
        let tree =
            super::render(&Crate { manifest: Manifest { features: Vec::new() }, readme, files: vec![root] });
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["Cargo.toml", "README.md", "clippy.toml", "rustfmt.toml", "src/lib.rs"]);
    }
}
