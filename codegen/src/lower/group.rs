//! Groups: a module with one method for each call.

use std::sync::Arc;

use crate::ir::{self, Call, Docs, File, Gate, Import, Item, Line, Module, Piece};
use crate::model::{Api, Group, Operation};

use super::docs::titled;
use super::exchange::has_examples;
use super::mock::lower_endpoints;

/// The groups that have calls or callbacks; only these have a module and a feature.
pub(super) fn filled(api: &Api) -> impl Iterator<Item = &Group> {
    allocated(api).map(Arc::as_ref)
}

/// As [`filled`], for who asks whether a group is the same as before.
pub(super) fn allocated(api: &Api) -> impl Iterator<Item = &Arc<Group>> {
    api.groups.iter().filter(|group| !group.operations.is_empty() || !group.callbacks.is_empty())
}

/// `src/<api>/<group>/mod.rs`
pub(super) fn lower_group(api: &Api, group: &Group) -> File {
    let titled = || {
        let mut docs = Docs::default();
        docs.text(titled(Some(&group.label), Some(&group.about)));
        docs
    };
    let mut imports = Vec::new();
    let mut items = Vec::new();
    if !group.operations.is_empty() {
        let mut docs = Docs::default();
        docs.text([Piece::ours("Calls of "), Piece::spec(&group.label), Piece::ours(".")]);
        imports.push(Import { module: vec!["super"], name: "Client".into() });
        items.push(Item::Group(ir::Group {
            method: group.name.snake().to_owned(),
            name: group.name.pascal().to_owned(),
            method_docs: titled(),
            docs,
            calls: group.operations.iter().map(|operation| call(operation)).collect(),
        }));
    }
    items.extend(lower_endpoints(group));
    let mut docs = titled();
    push_callbacks(group, &mut docs);
    File {
        path: format!("src/{}/{}/mod.rs", api.id.snake(), group.name.snake()),
        spec: format!("specs/{}/{}", api.id.snake(), group.name.snake()),
        docs,
        modules: modules(group),
        imports,
        items,
    }
}

/// What is shared, the calls, the callbacks, and the examples of both.
fn modules(group: &Group) -> Vec<Module> {
    let module = |name: &str| Module { name: name.to_owned(), gate: Gate::Public };
    let shared = [
        ("codes", group.codes.is_empty()),
        ("enums", group.enums.is_empty()),
        ("objects", group.objects.is_empty()),
    ];
    let mut modules: Vec<_> =
        shared.into_iter().filter(|(_, empty)| !empty).map(|(name, _)| module(name)).collect();
    modules.extend(group.operations.iter().map(|operation| module(operation.id.name.snake())));
    modules.extend(group.callbacks.iter().map(|callback| module(callback.id.name.snake())));
    let beside = |name: &str, gate| Module { name: name.to_owned(), gate };
    if !group.callbacks.is_empty() {
        modules.push(beside("callbacks", Gate::Private));
    }
    if group.callbacks.iter().any(|callback| callback.verify.is_some()) {
        modules.push(beside("vectors", Gate::Test));
    }
    if has_examples(group) {
        modules.push(Module { name: "examples".to_owned(), gate: Gate::Hidden("examples") });
    }
    modules
}

fn push_callbacks(group: &Group, docs: &mut Docs) {
    if group.callbacks.is_empty() {
        return;
    }
    docs.paragraph([Piece::ours("What the vendor posts:")]);
    docs.blank();
    for callback in &group.callbacks {
        // Behind the label, since `[x]: text` would define a link and not be shown.
        let link = Piece::ours(format!(" ([`{}`]): ", callback.id.name.snake()));
        docs.0.push(Line::Bullet(vec![Piece::spec(&callback.label), link, Piece::spec(&callback.about)]));
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
    use crate::lower::callback::tests::callback;
    use crate::model::samples::{api, operation};

    #[test]
    fn a_group_without_calls_is_left_out() {
        let mut api = api().operation("account", operation("update")).done();
        assert_eq!(filled(&api).count(), 1);
        api.first_group().operations.clear();
        assert_eq!(filled(&api).count(), 0);
    }

    #[test]
    fn each_call_is_a_module_and_a_method() {
        let api = api().operation("account", operation("update")).done();
        let file = lower_group(&api, &api.groups[0]);
        assert_eq!(file.path, "src/pretend/account/mod.rs");
        assert_eq!(file.modules, [Module { name: "update".into(), gate: Gate::Public }]);
    }

    #[test]
    fn a_group_of_callbacks_alone_has_nothing_to_call() {
        let mut api = api().operation("account", operation("update")).done();
        api.first_group().operations.clear();
        api.first_group().callbacks.push(callback());
        assert_eq!(filled(&api).count(), 1);
        let file = lower_group(&api, &api.groups[0]);
        assert!(file.items.is_empty() && file.imports.is_empty());
        assert_eq!(file.modules[1], Module { name: "callbacks".into(), gate: Gate::Private });
        assert_eq!(file.modules[2], Module { name: "examples".into(), gate: Gate::Hidden("examples") });
        assert_eq!(
            file.docs.plain().last().map(String::as_str),
            Some("- 任务回调 ([`task_finished`]): Tells that a task is over.")
        );
    }
}
