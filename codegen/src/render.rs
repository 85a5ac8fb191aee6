//! Stage 4: Rust items become text.
//!
//! In comes the IR, out goes a tree of files. The only room that sees tokens and templates. Each item is
//! formatted alone and joined with blank lines, since the formatter knows none. Nothing here decides
//! anything about Rust but which runtime items a file has to import: those that it turned out to name.

mod builder;
mod client;
mod codes;
mod constant;
mod declared;
mod docs;
mod enums;
mod exchange;
mod file;
mod long;
mod manifest;
mod mock;
mod notification;
mod object;
mod one_of;
mod paths;
mod root;
mod setter;
mod ty;
mod vectors;

use std::collections::BTreeMap;

use crate::ir::{Crates, File, Package, Role};
use crate::threads::map_all;
use crate::tree::Tree;

/// Prints crates. Files whose texts are known by their paths are not printed again.
pub(crate) fn render(from: &Crates, known: BTreeMap<String, String>) -> Tree {
    let mut tree = Tree::new();
    for Package { folder, manifest, readme } in &from.packages {
        tree.insert(format!("{folder}Cargo.toml"), manifest::render_manifest(manifest));
        tree.insert(format!("{folder}README.md"), manifest::render_readme(readme));
        if matches!(manifest.role, Role::Facade(_)) {
            tree.insert(format!("{folder}.gitignore"), manifest::render_gitignore());
        }
    }
    tree.insert("rustfmt.toml", manifest::render_rustfmt());
    tree.insert("clippy.toml", manifest::render_clippy());
    let unknown: Vec<&File> = from.files.iter().filter(|file| !known.contains_key(&file.path)).collect();
    for (file, text) in unknown.iter().zip(map_all(&unknown, |file| file::render_file(file))) {
        tree.insert(&file.path, text);
    }
    for (path, text) in known {
        tree.insert(path, text);
    }
    tree
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::ir::{Crates, Docs, File, Item, Manifest, Package, Readme, Role, Surface};

    #[test]
    fn the_crate_has_its_pages_and_its_files() {
        let root = File {
            path: "src/lib.rs".into(),
            spec: "specs".into(),
            docs: Docs::ours("A crate."),
            modules: Vec::new(),
            imports: Vec::new(),
            items: vec![Item::Root(Surface::Whole)],
        };
        let readme =
            Readme { name: "jiekou".into(), role: Role::Whole, apis: Vec::new(), example: Vec::new() };
        let manifest = Manifest {
            name: "jiekou".into(),
            role: Role::Whole,
            libraries: "../codegen".into(),
            features: Vec::new(),
        };
        let package = Package { folder: String::new(), manifest, readme };
        let whole = Crates { packages: vec![package], files: vec![root] };
        let tree = super::render(&whole, BTreeMap::new());
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["Cargo.toml", "README.md", "clippy.toml", "rustfmt.toml", "src/lib.rs"]);
        let known = BTreeMap::from([("src/lib.rs".to_owned(), "known".to_owned())]);
        assert_eq!(super::render(&whole, known).get("src/lib.rs"), Some("known"));
    }
}
