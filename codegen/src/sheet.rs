//! Surface sheets: what a client shows of each call, as short text for reviewers.
//!
//! In comes the model, out goes one text for each operation, callback and API, and one for each group whose calls
//! share something. A sibling of `lower`:
//! nothing here knows Rust items or tokens. A fact has a line of its own, and columns stand at fixed stops,
//! so that a changed fact changes one line.

mod api;
mod callback;
mod codes;
mod described;
mod enums;
mod field;
mod group;
mod mock;
mod operation;
mod recipe;
mod table;
mod work;

use crate::model::Model;
use crate::tree::Tree;

/// All sheets: `<api>/<group>.<operation>.txt`, callbacks alike, `<api>/<group>.group.txt` and `<api>/api.txt`.
pub(crate) fn sheets(model: &Model) -> Tree {
    let mut tree = Tree::new();
    for api in &model.apis {
        tree.insert(format!("{}/api.txt", api.id.snake()), api::sheet_api(api));
        for group in &api.groups {
            for operation in &group.operations {
                let path = format!("{}/{}.txt", api.id.snake(), operation.id);
                tree.insert(path, operation::sheet_operation(api, operation));
            }
            for callback in &group.callbacks {
                let path = format!("{}/{}.txt", api.id.snake(), callback.id);
                tree.insert(path, callback::sheet_callback(api, callback));
            }
            if let Some(text) = group::sheet_group(api, group) {
                tree.insert(format!("{}/{}.group.txt", api.id.snake(), group.name.snake()), text);
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::model::samples::{api, operation};

    #[test]
    fn each_call_and_each_api_has_a_sheet() {
        let api = api().operation("account", operation("update")).done();
        let tree = super::sheets(&Model { apis: vec![api], ..Model::default() });
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["pretend/account.update.txt", "pretend/api.txt"]);
    }
}
