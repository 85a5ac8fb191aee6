//! The pages that are not Rust: `Cargo.toml`, `README.md`, `rustfmt.toml`, `clippy.toml`, `.gitignore`.
//!
//! The fixed text stands in templates; what depends on the specs is filled in. Text of a spec passes the
//! gate for docs in the README, and is a comment of one line in the manifest.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Value, context};

use crate::ir::{Api, Docs, Feature, Manifest, Readme, Role, WORKSPACE_MARK};

use super::docs::lines;
use super::file::header;

const MANIFEST: &str = include_str!("../templates/Cargo.toml.jinja");
const CLIPPY: &str = include_str!("../templates/clippy.toml");
const README: &str = include_str!("../templates/README.md.jinja");

/// `Cargo.toml`
pub(super) fn render_manifest(from: &Manifest) -> String {
    let row = |feature: &Feature| {
        let Feature { name, about, enables } = feature;
        context! { name, about, enables }
    };
    let features: Vec<_> = from.features.iter().map(row).collect();
    let header = match from.role {
        Role::Facade(_) => WORKSPACE_MARK.to_owned(),
        Role::Whole | Role::Api => header("#", "specs"),
    };
    let (name, libraries) = (&from.name, toml_text(&from.libraries));
    let (role, members) = role(&from.role);
    fill(MANIFEST, context! { header, name, role, members, libraries, features })
}

/// The word of templates for what a crate is, and the crates that it shows.
fn role(from: &Role) -> (&'static str, Vec<String>) {
    match from {
        Role::Whole => ("whole", Vec::new()),
        Role::Facade(members) => ("facade", members.clone()),
        Role::Api => ("api", Vec::new()),
    }
}

/// A text inside the quotes of TOML: a path is whatever somebody called a folder.
fn toml_text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '"' | '\\' => quoted.extend(['\\', one]),
            one if one.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(one))),
            one => quoted.push(one),
        }
    }
    quoted
}

/// `README.md`
pub(super) fn render_readme(from: &Readme) -> String {
    let row = |api: &Api| {
        let group = |(feature, about): &(String, Docs)| context! { feature, about => one_line(about) };
        let groups: Vec<_> = api.groups.iter().map(group).collect();
        context! { feature => &api.feature, about => one_line(&api.about), total => &api.total, coverage => lines(&api.coverage).join("\n"), groups }
    };
    let apis: Vec<_> = from.apis.iter().map(row).collect();
    let (name, (role, _)) = (&from.name, role(&from.role));
    fill(README, context! { name, role, apis, example => from.example.join("\n") })
}

/// `rustfmt.toml`: what the generator's formatter made stays as it is.
pub(super) fn render_rustfmt() -> String {
    format!("{}disable_all_formatting = true\n", header("#", "specs"))
}

/// `clippy.toml`: how long and wide emitted code may be.
pub(super) fn render_clippy() -> String {
    format!("{}{CLIPPY}", header("#", "specs"))
}

/// `.gitignore`: what cargo builds in a workspace.
pub(super) fn render_gitignore() -> String {
    format!("{}/target\n", header("#", "specs"))
}

fn one_line(docs: &Docs) -> String {
    lines(docs).join(" ")
}

fn fill(template: &str, values: Value) -> String {
    let lines =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    let mut environment = Environment::new();
    let filled = lines.and_then(|lines| {
        environment.set_syntax(lines);
        environment.render_str(template, values)
    });
    filled.unwrap_or_else(|error| unreachable!("the templates fit what is filled in: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Piece;

    fn manifest(role: Role) -> Manifest {
        Manifest { name: "jiekou".into(), role, libraries: "../codegen".into(), features: Vec::new() }
    }

    #[test]
    fn features_are_listed_with_what_they_switch_on() {
        let feature = |name: &str, about: Option<&str>, enables: &[&str]| Feature {
            name: name.into(),
            about: about.map(str::to_owned),
            enables: enables.iter().map(|name| (*name).to_owned()).collect(),
        };
        let text = render_manifest(&Manifest {
            features: vec![
                feature("pretend", Some("假装平台."), &["pretend-a", "pretend-b"]),
                feature("pretend-core", None, &[]),
            ],
            ..manifest(Role::Whole)
        });
        let features = text.split_once("[features]\n").and_then(|(_, rest)| rest.split_once("\n\n"));
        let features = features.map(|(features, _)| features).unwrap_or_default();
        assert!(features.starts_with("default = [\"hyper\"]\n"), "{features}");
        let own = "\n# 假装平台.\npretend = [\"pretend-a\", \"pretend-b\"]\npretend-core = []";
        assert!(features.ends_with(own), "{features}");
    }

    #[test]
    fn only_a_facade_is_a_workspace_and_passes_features_on() {
        let facade = render_manifest(&manifest(Role::Facade(vec!["jiekou-a".into(), "jiekou-b".into()])));
        assert!(facade.starts_with(WORKSPACE_MARK), "{facade}");
        assert!(facade.contains("members = [\n    \"jiekou-a\",\n    \"jiekou-b\",\n]\n"), "{facade}");
        let mock = "\nmock = [\"examples\", \"dep:jiekou-mock\", \"jiekou-a?/mock\", \"jiekou-b?/mock\"]\n";
        assert!(facade.contains(mock), "{facade}");
        assert!(facade.contains("\njiekou-b = { path = \"jiekou-b\", "), "{facade}");
        for role in [Role::Whole, Role::Api] {
            let text = render_manifest(&manifest(role));
            assert!(
                !text.contains("[workspace]")
                    && text.contains("\nmock = [\"examples\", \"dep:jiekou-mock\"]\n"),
                "{text}"
            );
        }
    }

    #[test]
    fn no_folder_ends_the_text_in_which_it_stands() {
        let libraries = "../a\"b\\c\u{1}".into();
        let text = render_manifest(&Manifest { libraries, ..manifest(Role::Api) });
        assert!(text.contains("jiekou-runtime = { path = \"../a\\\"b\\\\c\\u0001/runtime\", "), "{text}");
    }

    #[test]
    fn the_readme_has_no_html_of_strangers() {
        let mut about = Docs::default();
        about.text([Piece::spec("<b>A</b> platform.")]);
        let mut table = Docs::default();
        table.table(&["Folder"], vec![vec![vec![Piece::spec("<i>")]]]);
        let api = Api {
            feature: "pretend".into(),
            about,
            total: "1 of 2".into(),
            coverage: table,
            groups: Vec::new(),
        };
        let (name, role) = ("jiekou".into(), Role::Whole);
        let text = render_readme(&Readme { name, role, apis: vec![api], example: Vec::new() });
        assert!(text.contains("- `pretend`: \\<b\\>A\\</b\\> platform. (1 of 2)\n"), "{text}");
        assert!(text.contains("### `pretend`: 1 of 2\n\n| Folder |\n| --- |\n| \\<i\\> |\n"), "{text}");
        assert!(!text.contains("```"), "{text}");
    }
}
