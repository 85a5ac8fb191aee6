//! Mock servers: endpoints of calls and groups, the tables of an API, and the program.
//!
//! In come APIs, groups and calls, out go items and files that the feature `mock` compiles.

use crate::ir::{Docs, Endpoint, File, Item, Mock, MockProgram};
use crate::model::{Api, Group, Model, Operation};

use super::answer::answer_type;
use super::exchange::{has_calls, has_notifications};
use super::group::filled;
use super::root::{core_feature, group_feature};
use super::story::lower_rules;

/// The endpoint of a call.
pub(super) fn lower_endpoint(operation: &Operation) -> Item {
    let answer = operation.download.is_none().then(|| answer_type(operation));
    Item::Endpoint(Endpoint { label: operation.label.to_string(), answer })
}

/// The endpoints of a group.
pub(super) fn lower_endpoints(group: &Group) -> Option<Item> {
    let names: Vec<_> =
        group.operations.iter().map(|operation| operation.id.name.snake().to_owned()).collect();
    (!names.is_empty()).then_some(Item::Endpoints(names))
}

/// `src/<api>/mock.rs`
pub(super) fn lower_mock(api: &Api) -> File {
    let groups = filled(api).filter(|group| !group.operations.is_empty());
    let groups = groups.map(|group| (group.name.snake().to_owned(), group_feature(api, group)));
    File {
        path: format!("src/{}/mock.rs", api.id.snake()),
        spec: format!("specs/{}", api.id.snake()),
        docs: Docs::ours("What the mock server goes by."),
        modules: Vec::new(),
        imports: Vec::new(),
        items: vec![Item::Mock(Mock {
            label: api.label.to_string(),
            groups: groups.collect(),
            has_examples: filled(api).any(has_calls),
            has_notifications: filled(api).any(has_notifications),
            rules: api.mock.as_ref().map(lower_rules),
        })],
    }
}

/// `examples/mock.rs`
pub(super) fn lower_program(model: &Model) -> File {
    let apis = model.apis.iter().map(|api| (api.id.snake().to_owned(), core_feature(api)));
    File {
        path: "examples/mock.rs".to_owned(),
        spec: "specs".to_owned(),
        docs: Docs::ours("Mock servers as a program: `cargo xtask mock` starts it."),
        modules: Vec::new(),
        imports: Vec::new(),
        items: vec![Item::MockProgram(MockProgram { apis: apis.collect() })],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Type;
    use crate::model::samples::{api, operation};

    #[test]
    fn each_call_has_an_endpoint() {
        let api = api().operation("account", operation("update")).done();
        let group = &api.groups[0];
        let Item::Endpoint(endpoint) = lower_endpoint(&group.operations[0]) else { panic!("no endpoint") };
        assert_eq!(endpoint.answer, Some(Type::Unit));
        let Some(Item::Endpoints(names)) = lower_endpoints(group) else { panic!("no endpoints") };
        assert_eq!(names, ["update"]);
    }

    #[test]
    fn the_tables_know_the_groups_behind_their_features() {
        let api = api().operation("account", operation("update")).done();
        let file = lower_mock(&api);
        assert_eq!(file.path, "src/pretend/mock.rs");
        let [Item::Mock(mock)] = &file.items[..] else { panic!("no table") };
        assert_eq!(mock.groups, [("account".to_owned(), "pretend-account".to_owned())]);
        assert!(!mock.has_examples && !mock.has_notifications);
    }
}
