//! Crates as such: their names, what they stand on, and how one becomes many.
//!
//! In comes the whole model, out go crates. A crate of one API has the files that are its module in the one crate,
//! item by item; only its face stands at the root there and shows the runtime too. So the facade over these crates
//! has the paths and features of the one crate, and programs need not know which of both they use.

use std::slice;

use crate::ir::{Crate, Feature, File, Item, Manifest, Readme, Role, Shown, Surface};
use crate::model::{Api, Model};

use super::example::Path;
use super::lower_files;
use super::mock::lower_program;
use super::root::{core_feature, feature, lower_apis, lower_features, lower_first_call, lower_root};

/// The crate of all APIs, and the facade over their crates.
const CLIENT: &str = "jiekou";
/// Where the one crate finds the runtime.
const BESIDE: &str = "../codegen";

/// The name of an API's own crate, and of its folder.
pub(super) fn crate_name(api: &Api) -> String {
    format!("{CLIENT}-{}", feature(api))
}

/// The one crate, of these files.
pub(super) fn lower_whole(model: &Model, files: Vec<File>) -> Crate {
    let features = lower_features(&model.apis);
    client(model, Role::Whole, BESIDE, features, files)
}

/// The facade, and a crate for each API.
pub(super) fn lower_crates(model: &Model, libraries: &str) -> Vec<Crate> {
    let mut root = File { modules: Vec::new(), ..lower_root(&model.apis) };
    root.items.insert(0, Item::Shown(model.apis.iter().map(shown).collect()));
    let files = vec![root, lower_program(model)];
    let features = model.apis.iter().flat_map(passed_on).collect();
    let members = model.apis.iter().map(crate_name).collect();
    let facade = client(model, Role::Facade(members), libraries, features, files);
    let own = model.apis.iter().map(|api| lower_own(api, &format!("../{libraries}")));
    std::iter::once(facade).chain(own).collect()
}

fn client(model: &Model, role: Role, libraries: &str, features: Vec<Feature>, files: Vec<File>) -> Crate {
    let example = lower_first_call(&model.apis, Path::Module);
    let (name, apis) = (CLIENT.to_owned(), lower_apis(&model.apis));
    let manifest =
        Manifest { name: name.clone(), role: role.clone(), libraries: libraries.to_owned(), features };
    Crate { folder: String::new(), manifest, readme: Readme { name, role, apis, example }, files }
}

/// The crate of one API.
fn lower_own(api: &Api, libraries: &str) -> Crate {
    let (name, alone) = (crate_name(api), slice::from_ref(api));
    let folder = format!("{name}/");
    let module = format!("src/{}/", api.id.snake());
    let mut files = lower_files(api, Path::Crate);
    for file in &mut files {
        let Some(rest) = file.path.strip_prefix(&module) else {
            unreachable!("all files of an API stand in its module, not `{}`", file.path);
        };
        let is_face = rest == "mod.rs";
        file.path = format!("{folder}src/{}", if is_face { "lib.rs" } else { rest });
        if is_face {
            file.items.insert(0, Item::Root(Surface::BehindApi));
        }
    }
    let features = lower_features(alone);
    let (apis, example) = (lower_apis(alone), lower_first_call(alone, Path::Crate));
    let readme = Readme { name: name.clone(), role: Role::Api, apis, example };
    let manifest = Manifest { name, role: Role::Api, libraries: libraries.to_owned(), features };
    Crate { folder, manifest, readme, files }
}

/// How the facade shows an API.
fn shown(api: &Api) -> Shown {
    Shown {
        krate: crate_name(api).replace('-', "_"),
        name: api.id.snake().to_owned(),
        feature: core_feature(api),
    }
}

/// The features of an API as the facade has them: each switches on the one of its name in the API's crate, and that
/// of the core brings the crate.
fn passed_on(api: &Api) -> Vec<Feature> {
    let (own, core) = (crate_name(api), core_feature(api));
    let mut features = lower_features(slice::from_ref(api));
    for feature in &mut features {
        feature.enables.retain(|enabled| !enabled.contains('/'));
        if feature.name == core {
            feature.enables.push(format!("dep:{own}"));
        }
        if feature.about.is_none() {
            feature.enables.push(format!("{own}/{}", feature.name));
        }
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, operation};

    fn crates() -> Vec<Crate> {
        let api = api().encryption().operation("account", operation("update")).done();
        lower_crates(&Model { apis: vec![api], ..Model::default() }, "../codegen")
    }

    fn paths(of: &Crate) -> Vec<&str> {
        of.files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn an_api_stands_in_its_own_folder_as_it_would_in_its_module() {
        let crates = crates();
        let [facade, own] = &crates[..] else { panic!("{} crates", crates.len()) };
        assert_eq!(paths(facade), ["src/lib.rs", "examples/mock.rs"]);
        assert_eq!(
            paths(own),
            [
                "jiekou-pretend/src/lib.rs",
                "jiekou-pretend/src/recipe.rs",
                "jiekou-pretend/src/mock.rs",
                "jiekou-pretend/src/account/mod.rs",
                "jiekou-pretend/src/account/update.rs",
            ]
        );
        assert!(matches!(own.files[0].items[..], [Item::Root(Surface::BehindApi), Item::Client(_), _]));
        assert!(own.files[1..].iter().all(|file| !matches!(file.items[0], Item::Root(_))));
    }

    #[test]
    fn the_libraries_are_found_from_each_folder() {
        let ways: Vec<_> = crates().into_iter().map(|made| made.manifest.libraries).collect();
        assert_eq!(ways, ["../codegen", "../../codegen"]);
    }

    #[test]
    fn the_facade_has_the_features_of_the_one_crate_and_passes_them_on() {
        let features = crates().swap_remove(0).manifest.features;
        let seen: Vec<_> = features.iter().map(|one| (one.name.as_str(), one.enables.join(" "))).collect();
        let expected = [
            ("pretend", "pretend-account"),
            ("pretend-account", "pretend-core jiekou-pretend/pretend-account"),
            ("pretend-core", "dep:jiekou-pretend jiekou-pretend/pretend-core"),
        ];
        assert_eq!(seen, expected.map(|(name, enables)| (name, enables.to_owned())));
    }
}
