//! The crate's own pages: its root, its manifest and its README.
//!
//! In comes the whole model. Nothing here names an API: the overview is made of what the model holds.

use crate::ir::{self, Docs, Feature, File, Gate, Item, Line, Manifest, Module, Piece, Readme};
use crate::model::{Api, Group, Model, Text, TitleState};

use super::docs::titled;
use super::example::{lower_example, push_example};
use super::group::filled;

/// `src/lib.rs`
pub(super) fn lower_root(model: &Model) -> File {
    let mut docs = Docs::ours("Typed clients for HTTP APIs whose documentation is prose.");
    docs.paragraph([Piece::ours("Each API is a module and a feature, and so is each of its groups:")]);
    docs.blank();
    for api in &model.apis {
        let mut point = vec![Piece::code(feature(api)), Piece::ours(": "), Piece::spec(&api.label)];
        point.push(Piece::ours(format!(", {}", coverage(api))));
        docs.0.push(Line::Bullet(point));
        for group in filled(api) {
            let point =
                [Piece::code(group_feature(api, group)), Piece::ours(": "), Piece::spec(&group.label)];
            docs.0.push(Line::Bullet(point.to_vec()));
        }
    }
    push_example(&model.apis, &mut docs);
    let module =
        |api: &Api| Module { name: api.id.snake().to_owned(), gate: Gate::Feature(core_feature(api)) };
    File {
        path: "src/lib.rs".to_owned(),
        spec: "specs".to_owned(),
        docs,
        modules: model.apis.iter().map(module).collect(),
        imports: Vec::new(),
        items: vec![Item::Root],
    }
}

/// `Cargo.toml`
pub(super) fn lower_manifest(model: &Model) -> Manifest {
    let mut features = Vec::new();
    for api in &model.apis {
        let groups: Vec<_> = filled(api).map(|group| group_feature(api, group)).collect();
        let enables = if groups.is_empty() { vec![core_feature(api)] } else { groups.clone() };
        features.push(Feature { name: feature(api), about: Some(format!("{}.", api.label)), enables });
        for group in groups {
            features.push(Feature { name: group, about: None, enables: vec![core_feature(api)] });
        }
        let encryption = (!api.encryptions.is_empty()).then(|| "jiekou-runtime/rsa".to_owned());
        let enables = encryption.into_iter().collect();
        features.push(Feature { name: core_feature(api), about: None, enables });
    }
    Manifest { features }
}

/// `README.md`
pub(super) fn lower_readme(model: &Model) -> Readme {
    let apis = model.apis.iter().map(|api| ir::Api {
        feature: feature(api),
        about: about(&api.label, &api.about),
        coverage: coverage(api),
        groups: filled(api)
            .map(|group| (group_feature(api, group), about(&group.label, &group.about)))
            .collect(),
    });
    let example = lower_example(&model.apis).map(|example| example.code).unwrap_or_default();
    let shown = example.into_iter().filter(|line| !line.starts_with("# ")).collect();
    Readme { apis: apis.collect(), example: shown }
}

fn about(label: &Text, about: &Text) -> Docs {
    let mut docs = Docs::default();
    docs.text(titled(Some(label), Some(about)));
    docs
}

/// The feature of an API with all its groups.
pub(super) fn feature(api: &Api) -> String {
    api.id.snake().replace('_', "-")
}

/// The feature of one group.
pub(super) fn group_feature(api: &Api, group: &Group) -> String {
    format!("{}-{}", feature(api), group.name.snake().replace('_', "-"))
}

/// How much of the vendor's tree is here.
pub(super) fn coverage(api: &Api) -> String {
    let count =
        |wanted: fn(&TitleState) -> bool| api.inventory.iter().filter(|title| wanted(&title.state)).count();
    let specified = count(|state| matches!(state, TitleState::Specified(_)));
    let partial = count(|state| matches!(state, TitleState::Partial(_)));
    format!("{specified} of {} titles of the vendor specified, {partial} partial", api.inventory.len())
}

/// The feature that every group of an API switches on.
fn core_feature(api: &Api) -> String {
    format!("{}-core", feature(api))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, operation};

    #[track_caller]
    fn check(api: Api, expected: &[(&str, &[&str])]) {
        let manifest = lower_manifest(&Model { apis: vec![api] });
        let seen: Vec<_> = manifest
            .features
            .iter()
            .map(|feature| {
                (feature.name.as_str(), feature.enables.iter().map(String::as_str).collect::<Vec<_>>())
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(name, enables)| (*name, enables.to_vec())).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_group_switches_on_the_core_of_its_api() {
        check(
            api().operation("account", operation("update")).done(),
            &[
                ("pretend", &["pretend-account"]),
                ("pretend-account", &["pretend-core"]),
                ("pretend-core", &[]),
            ],
        );
    }

    #[test]
    fn only_apis_that_encrypt_need_rsa() {
        check(
            api().encryption().done(),
            &[("pretend", &["pretend-core"]), ("pretend-core", &["jiekou-runtime/rsa"])],
        );
    }

    #[test]
    fn coverage_counts_every_title() {
        assert_eq!(coverage(&api().done()), "0 of 0 titles of the vendor specified, 0 partial");
    }
}
