//! Groups: a module with one method for each call.

use crate::ir::{self, Call, Docs, File, Gate, Import, Item, Module, Piece};
use crate::model::{Api, Group, Operation};

use super::docs::titled;

/// The groups that have calls; only these have a module and a feature.
pub(super) fn filled(api: &Api) -> impl Iterator<Item = &Group> {
    api.groups.iter().filter(|group| !group.operations.is_empty())
}

/// `src/<api>/<group>/mod.rs`
pub(super) fn lower_group(api: &Api, group: &Group) -> File {
    let titled = || {
        let mut docs = Docs::default();
        docs.text(titled(Some(&group.label), Some(&group.about)));
        docs
    };
    let module =
        |operation: &Operation| Module { name: operation.id.name.snake().to_owned(), gate: Gate::Public };
    let mut docs = Docs::default();
    docs.text([Piece::ours("Calls of "), Piece::spec(&group.label), Piece::ours(".")]);
    File {
        path: format!("src/{}/{}/mod.rs", api.id.snake(), group.name.snake()),
        spec: format!("specs/{}/{}", api.id.snake(), group.name.snake()),
        docs: titled(),
        modules: group.operations.iter().map(module).collect(),
        imports: vec![Import { module: vec!["super"], name: "Client".into() }],
        items: vec![Item::Group(ir::Group {
            method: group.name.snake().to_owned(),
            name: group.name.pascal().to_owned(),
            method_docs: titled(),
            docs,
            calls: group.operations.iter().map(call).collect(),
        })],
    }
}

fn call(operation: &Operation) -> Call {
    let mut docs = Docs::default();
    docs.text(titled(Some(&operation.label), Some(&operation.about)));
    Call { name: operation.id.name.snake().to_owned(), docs }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, operation};

    #[test]
    fn a_group_without_calls_is_left_out() {
        let mut api = api().operation("account", operation("update")).done();
        assert_eq!(filled(&api).count(), 1);
        api.groups[0].operations.clear();
        assert_eq!(filled(&api).count(), 0);
    }

    #[test]
    fn each_call_is_a_module_and_a_method() {
        let api = api().operation("account", operation("update")).done();
        let file = lower_group(&api, &api.groups[0]);
        assert_eq!(file.path, "src/pretend/account/mod.rs");
        assert_eq!(file.modules, [Module { name: "update".into(), gate: Gate::Public }]);
    }
}
