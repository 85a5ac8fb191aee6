//! Crates as such: their names, what they stand on, and how one becomes many.
//!
//! In comes the whole model, out go the pages of crates and the places of files. A crate of one API has the files that
//! are its module in the one crate, item by item; only its face stands at the root there and shows the runtime too. So
//! the facade over these crates has the paths and features of the one crate, and programs need not know which of both
//! they use.

use std::slice;

use crate::ir::{Feature, File, Item, Layout, Manifest, Package, Readme, Role, Shown, Surface};
use crate::model::{Api, Model};

use super::example::Path;
use super::root::{core_feature, feature, lower_apis, lower_features, lower_first_call, lower_root};

/// The crate of all APIs, and the facade over their crates.
const CLIENT: &str = "jiekou";
/// Where the one crate finds the runtime.
const BESIDE: &str = "../codegen";

/// The name of an API's own crate, and of its folder.
pub(super) fn crate_name(api: &Api) -> String {
    format!("{CLIENT}-{}", feature(api))
}

/// `src/lib.rs` of the one crate or of the facade.
pub(super) fn lower_first(model: &Model, layout: &Layout) -> File {
    let root = lower_root(&model.apis);
    match layout {
        Layout::One => root,
        Layout::Crates { .. } => {
            let shown = Item::Shown(model.apis.iter().map(shown).collect());
            let items = std::iter::once(shown).chain(root.items).collect();
            File { modules: Vec::new(), items, ..root }
        }
    }
}

/// Files of an API where this layout has them.
pub(super) fn placed(api: &Api, layout: &Layout, mut files: Vec<File>) -> Vec<File> {
    for file in &mut files {
        let path = std::mem::take(&mut file.path);
        let is_face = *layout != Layout::One && within(api, &path) == "mod.rs";
        file.path = place(api, layout, path);
        if is_face {
            file.items.insert(0, Item::Root(Surface::BehindApi));
        }
    }
    files
}

/// Where this layout has the file of an API that the one crate has at this path.
pub(super) fn place(api: &Api, layout: &Layout, path: String) -> String {
    if *layout == Layout::One {
        return path;
    }
    let rest = within(api, &path);
    format!("{}/src/{}", crate_name(api), if rest == "mod.rs" { "lib.rs" } else { rest })
}

/// The path of a file in the module of its API.
fn within<'p>(api: &Api, path: &'p str) -> &'p str {
    let Some(rest) = path.strip_prefix(&format!("src/{}/", api.id.snake())) else {
        unreachable!("all files of an API stand in its module, not `{path}`");
    };
    rest
}

/// The one crate; or the facade, and a crate for each API.
pub(super) fn lower_packages(model: &Model, layout: &Layout) -> Vec<Package> {
    let all = &model.apis;
    match layout {
        Layout::One => vec![package(CLIENT, Role::Whole, BESIDE, all, lower_features(all))],
        Layout::Crates { libraries } => {
            let members = all.iter().map(crate_name).collect();
            let features = all.iter().flat_map(passed_on).collect();
            let facade = package(CLIENT, Role::Facade(members), libraries, all, features);
            let own = |api: &Api| {
                let (name, alone) = (crate_name(api), slice::from_ref(api));
                package(&name, Role::Api, &format!("../{libraries}"), alone, lower_features(alone))
            };
            std::iter::once(facade).chain(all.iter().map(own)).collect()
        }
    }
}

fn package(name: &str, role: Role, libraries: &str, apis: &[Api], features: Vec<Feature>) -> Package {
    let (folder, path) = match role {
        Role::Whole | Role::Facade(_) => (String::new(), Path::Module),
        Role::Api => (format!("{name}/"), Path::Crate),
    };
    let (name, libraries) = (name.to_owned(), libraries.to_owned());
    let readme = Readme {
        name: name.clone(),
        role: role.clone(),
        apis: lower_apis(apis),
        example: lower_first_call(apis, path),
    };
    Package { folder, manifest: Manifest { name, role, libraries, features }, readme }
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
    use crate::ir::Crates;
    use crate::lower::lower;
    use crate::model::samples::{api, operation};

    fn crates() -> Crates {
        let api = api().encryption().operation("account", operation("update")).done();
        let layout = Layout::Crates { libraries: "../codegen".to_owned() };
        lower(&Model { apis: vec![api], ..Model::default() }, &layout)
    }

    #[test]
    fn an_api_stands_in_its_own_folder_as_it_would_in_its_module() {
        let files = crates().files;
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "src/lib.rs",
                "jiekou-pretend/src/lib.rs",
                "jiekou-pretend/src/recipe.rs",
                "jiekou-pretend/src/mock.rs",
                "jiekou-pretend/src/account/mod.rs",
                "jiekou-pretend/src/account/update.rs",
                "examples/mock.rs",
            ]
        );
        assert!(matches!(files[1].items[..], [Item::Root(Surface::BehindApi), Item::Client(_), _]));
        assert!(files[2..].iter().all(|file| !matches!(file.items[0], Item::Root(_))));
    }

    #[test]
    fn the_libraries_are_found_from_each_folder() {
        let places = |package: Package| (package.folder, package.manifest.libraries);
        let places: Vec<_> = crates().packages.into_iter().map(places).collect();
        let expected = [("", "../codegen"), ("jiekou-pretend/", "../../codegen")];
        assert_eq!(places, expected.map(|(folder, way)| (folder.to_owned(), way.to_owned())));
    }

    #[test]
    fn the_facade_has_the_features_of_the_one_crate_and_passes_them_on() {
        let features = crates().packages.swap_remove(0).manifest.features;
        let seen: Vec<_> = features.iter().map(|one| (one.name.as_str(), one.enables.join(" "))).collect();
        let expected = [
            ("pretend", "pretend-account"),
            ("pretend-account", "pretend-core jiekou-pretend/pretend-account"),
            ("pretend-core", "dep:jiekou-pretend jiekou-pretend/pretend-core"),
        ];
        assert_eq!(seen, expected.map(|(name, enables)| (name, enables.to_owned())));
    }
}
