//! A crate's own pages: its root, its features and its README.
//!
//! In come APIs: all, or the one of a crate. Nothing here names one: the overview is made of what they hold.

use crate::ir::{self, Docs, Feature, File, Gate, Item, Line, Module, Piece, Surface};
use crate::model::{Api, Field, Group, Text, TextOf, Type};

use super::coverage::{push_table, total};
use super::docs::titled;
use super::example::{Path, lower_example, push_example};
use super::group::filled;

/// `src/lib.rs`
pub(super) fn lower_root(apis: &[Api]) -> File {
    let mut docs = Docs::ours("Typed clients for HTTP APIs whose documentation is prose.");
    docs.paragraph([Piece::ours("Each API is a module and a feature, and so is each of its groups:")]);
    docs.blank();
    for api in apis {
        let mut point = vec![Piece::code(feature(api)), Piece::ours(": "), Piece::spec(&api.label)];
        point.push(Piece::ours(format!(", {}", total(api))));
        docs.0.push(Line::Bullet(point));
        for group in filled(api) {
            let point =
                [Piece::code(group_feature(api, group)), Piece::ours(": "), Piece::spec(&group.label)];
            docs.0.push(Line::Bullet(point.to_vec()));
        }
    }
    push_example(apis, Path::Module, &mut docs);
    let module =
        |api: &Api| Module { name: api.id.snake().to_owned(), gate: Gate::Feature(core_feature(api)) };
    File {
        path: "src/lib.rs".to_owned(),
        spec: "specs".to_owned(),
        docs,
        modules: apis.iter().map(module).collect(),
        imports: Vec::new(),
        items: vec![Item::Root(Surface::Whole)],
    }
}

/// The features of APIs and their groups.
pub(super) fn lower_features(apis: &[Api]) -> Vec<Feature> {
    let mut features = Vec::new();
    for api in apis {
        let groups: Vec<_> = filled(api).map(|group| group_feature(api, group)).collect();
        let enables = if groups.is_empty() { vec![core_feature(api)] } else { groups };
        features.push(Feature { name: feature(api), about: Some(format!("{}.", api.label)), enables });
        for group in filled(api) {
            let xml = holds_xml(group).then(|| "jiekou-runtime/xml".to_owned());
            let enables = [core_feature(api)].into_iter().chain(xml).collect();
            features.push(Feature { name: group_feature(api, group), about: None, enables });
        }
        let encryption = ["jiekou-runtime/rsa", "jiekou-mock?/rsa"].map(str::to_owned);
        let enables = if api.encryptions.is_empty() { Vec::new() } else { encryption.to_vec() };
        features.push(Feature { name: core_feature(api), about: None, enables });
    }
    features
}

/// The APIs, as `README.md` lists them.
pub(super) fn lower_apis(apis: &[Api]) -> Vec<ir::Api> {
    let listed = apis.iter().map(|api| ir::Api {
        feature: feature(api),
        about: about(&api.label, &api.about),
        total: total(api),
        coverage: table(api),
        groups: filled(api)
            .map(|group| (group_feature(api, group), about(&group.label, &group.about)))
            .collect(),
    });
    listed.collect()
}

/// The code of a first call, as `README.md` shows it.
pub(super) fn lower_first_call(apis: &[Api], path: Path) -> Vec<String> {
    let code = lower_example(apis, path).map(|example| example.code).unwrap_or_default();
    code.into_iter().filter(|line| !line.starts_with("# ")).collect()
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

fn table(api: &Api) -> Docs {
    let mut docs = Docs::default();
    push_table(api, &mut docs);
    docs
}

/// Whether some member of the group travels as XML.
fn holds_xml(group: &Group) -> bool {
    let is_xml = |text_of: Option<&TextOf>| matches!(text_of, Some(TextOf::Xml { .. }));
    let response = group.operations.iter().filter_map(|operation| operation.response.as_ref());
    let requests = group.operations.iter().flat_map(|operation| &operation.request);
    let posted = group.callbacks.iter().flat_map(|callback| &callback.body);
    let shared = group.objects.iter().flat_map(|shared| &shared.object.fields);
    let in_type = |ty: &Type| any_field(ty, &|field| is_xml(field.text_of.as_ref()));
    response.clone().any(|response| is_xml(response.text_of.as_ref()) || in_type(&response.ty))
        || requests
            .chain(posted)
            .chain(shared)
            .any(|field| is_xml(field.text_of.as_ref()) || in_type(&field.ty))
}

/// Whether a field inside the type is as asked for.
fn any_field(ty: &Type, wanted: &dyn Fn(&Field) -> bool) -> bool {
    match ty {
        Type::Object(object) => {
            object.fields.iter().any(|field| wanted(field) || any_field(&field.ty, wanted))
        }
        Type::OneOf(of) => of.shapes.iter().any(|shape| any_field(&shape.ty, wanted)),
        Type::List(item) => any_field(item, wanted),
        _ => false,
    }
}

/// The feature that every group of an API switches on.
pub(super) fn core_feature(api: &Api) -> String {
    format!("{}-core", feature(api))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, list_of, object, operation};

    #[track_caller]
    fn check(api: Api, expected: &[(&str, &[&str])]) {
        let features = lower_features(&[api]);
        let seen: Vec<_> = features
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
            &[("pretend", &["pretend-core"]), ("pretend-core", &["jiekou-runtime/rsa", "jiekou-mock?/rsa"])],
        );
    }

    #[test]
    fn only_groups_that_hold_xml_need_its_reader() {
        let mut inner = object("Inner", [field("bw", Type::String)]);
        let Type::Object(object) = &mut inner else { panic!("no object") };
        object.fields[0].text_of = Some(TextOf::Xml { root: "business".to_owned() });
        let account = operation("update").gives(list_of(inner));
        check(
            api().operation("account", account).operation("seal", operation("add")).done(),
            &[
                ("pretend", &["pretend-account", "pretend-seal"]),
                ("pretend-account", &["pretend-core", "jiekou-runtime/xml"]),
                ("pretend-seal", &["pretend-core"]),
                ("pretend-core", &[]),
            ],
        );
    }
}
