//! APIs: the client's file and the tables beside it.

use std::slice;

use crate::ir::{Client, Credential, Credentials, Docs, File, Gate, Item, Module, Piece, Server};
use crate::model::Api;

use super::codes::lower_codes;
use super::coverage::{push_table, total};
use super::docs::titled;
use super::enums::lower_enum;
use super::example::{Path, push_example};
use super::exchange::{has_examples, lower_example_lists};
use super::group::filled;
use super::mock::lower_mock;
use super::recipe::lower_recipe;
use super::root::{feature, group_feature};
use super::vectors::lower_vectors;

/// The files of an API but for those of its groups, its face first.
pub(super) fn lower_api(api: &Api, path: Path) -> Vec<File> {
    let mut files = vec![lower_face(api, path)];
    let mut add = |name: &str, spec: &str, docs: Docs, items: Vec<Item>| {
        if items.is_empty() {
            return;
        }
        let path = format!("src/{}/{name}.rs", api.id.snake());
        let spec = format!("specs/{}/{spec}.yaml", api.id.snake());
        files.push(File { path, spec, docs, modules: Vec::new(), imports: Vec::new(), items });
    };
    add("codes", "api", of_api(api, "Codes that any call of ", " may answer with."), lower_codes(api));
    let enums = api.enums.iter().map(lower_enum).map(Item::Enum).collect();
    add("enums", "glossary", of_api(api, "Values that calls of ", " share."), enums);
    let recipe = vec![Item::Static(lower_recipe(api))];
    add("recipe", "api", of_api(api, "How ", " is spoken to."), recipe);
    let vectors = api.signing.as_ref().map(|signing| Item::Vectors(lower_vectors(signing)));
    add("vectors", "api", Docs::ours("Known answers of the signing recipe."), vectors.into_iter().collect());
    if let Some(vectors) = files.iter_mut().find(|file| file.path.ends_with("/vectors.rs")) {
        vectors.imports = vec![crate::ir::Import { module: vec!["super", "recipe"], name: "API".into() }];
    }
    files.extend(lower_example_lists(api));
    files.push(lower_mock(api));
    files
}

fn lower_face(api: &Api, path: Path) -> File {
    let module = |name: &str, gate| Module { name: name.to_owned(), gate };
    let mut modules = Vec::new();
    if !api.codes.is_empty() {
        modules.push(module("codes", Gate::Public));
    }
    if !api.enums.is_empty() {
        modules.push(module("enums", Gate::Public));
    }
    for group in filled(api) {
        modules.push(module(group.name.snake(), Gate::Feature(group_feature(api, group))));
    }
    if filled(api).any(has_examples) {
        modules.push(module("examples", Gate::Hidden("examples")));
    }
    modules.push(module("mock", Gate::Feature("mock".to_owned())));
    modules.push(module("recipe", Gate::Private));
    if api.signing.is_some() {
        modules.push(module("vectors", Gate::Test));
    }
    File {
        path: format!("src/{}/mod.rs", api.id.snake()),
        spec: api.spec.clone(),
        docs: face_docs(api, path),
        modules,
        imports: Vec::new(),
        items: vec![
            Item::Client(Client {
                docs: of_api(api, "Calls ", ". Cheap to clone."),
                credentials: credentials(api),
                servers: servers(api),
            }),
            Item::MockServer(of_api(api, "A server that stands in for ", " in tests.")),
        ],
    }
}

fn face_docs(api: &Api, path: Path) -> Docs {
    let mut docs = Docs::default();
    docs.text(titled(Some(&api.label), Some(&api.about)));
    docs.paragraph([
        Piece::ours("Feature "),
        Piece::code(feature(api)),
        Piece::ours(", with a feature for each group:"),
    ]);
    docs.blank();
    for group in filled(api) {
        let mut point = vec![Piece::code(group_feature(api, group)), Piece::ours(": ")];
        point.extend(titled(Some(&group.label), Some(&group.about)));
        docs.0.push(crate::ir::Line::Bullet(point));
    }
    push_example(slice::from_ref(api), path, &mut docs);
    let words = format!("Coverage: {} of the vendor, as listed in ", total(api));
    let list = Piece::code(format!("specs/{}/inventory.yaml", api.id.snake()));
    docs.paragraph([Piece::ours(words), list, Piece::ours(".")]);
    push_table(api, &mut docs);
    docs
}

fn credentials(api: &Api) -> Option<Credentials> {
    if api.credentials.is_empty() {
        return None;
    }
    let mut new_docs = Docs::ours("Takes, in this order:");
    new_docs.blank();
    for held in &api.credentials {
        let point = vec![Piece::code(held.name.snake()), Piece::ours(": "), Piece::spec(&held.about)];
        new_docs.0.push(crate::ir::Line::Bullet(point));
    }
    let members = api.credentials.iter().map(|held| Credential(held.name.snake().to_owned())).collect();
    Some(Credentials { docs: of_api(api, "What ", " knows its users by."), new_docs, members })
}

fn servers(api: &Api) -> Option<(Docs, Vec<Server>)> {
    if api.servers.is_empty() {
        return None;
    }
    let server = |(at, server): (usize, &crate::model::Server)| {
        let mut docs = Docs::default();
        match &server.about {
            Some(about) => docs.text([Piece::spec(about)]),
            None => docs.text([Piece::code(server.name.snake()), Piece::ours(".")]),
        }
        if at == 0 {
            docs.text([Piece::ours("Taken where no other is given.")]);
        }
        Server { name: server.name.screaming().to_owned(), docs, url: server.url.clone() }
    };
    let servers = api.servers.iter().enumerate().map(server).collect();
    Some((of_api(api, "Addresses of ", ", for `ClientBuilder::base_url`."), servers))
}

fn of_api(api: &Api, before: &'static str, after: &'static str) -> Docs {
    let mut docs = Docs::default();
    docs.text([Piece::ours(before), Piece::spec(&api.label), Piece::ours(after)]);
    docs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, operation, shared_enum};

    #[track_caller]
    fn check(api: &Api, expected: &[&str]) {
        let paths: Vec<_> = lower_api(api, Path::Module).into_iter().map(|file| file.path).collect();
        assert_eq!(paths, expected);
    }

    #[test]
    fn only_files_with_content_are_made() {
        check(&api().done(), &["src/pretend/mod.rs", "src/pretend/recipe.rs", "src/pretend/mock.rs"]);
        let full =
            api().code(code("1", "wrong")).shared_enum(shared_enum("Mode", [(1, "one")])).signing().done();
        check(
            &full,
            &[
                "src/pretend/mod.rs",
                "src/pretend/codes.rs",
                "src/pretend/enums.rs",
                "src/pretend/recipe.rs",
                "src/pretend/vectors.rs",
                "src/pretend/mock.rs",
            ],
        );
    }

    #[test]
    fn groups_are_gated_where_they_are_declared() {
        let api = api().operation("account", operation("update")).done();
        let face = lower_face(&api, Path::Module);
        assert_eq!(face.modules[0].gate, Gate::Feature("pretend-account".into()));
        assert_eq!(face.modules[1].gate, Gate::Feature("mock".into()));
        assert_eq!(face.modules[2].gate, Gate::Private);
    }
}
