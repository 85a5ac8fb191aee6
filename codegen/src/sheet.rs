//! Surface sheets: what a client shows of each call, as short text for reviewers.
//!
//! In comes the model, out goes one text for each operation and one for each API. A sibling of `lower`:
//! nothing here knows Rust items or tokens. A fact has a line of its own, and columns stand at fixed stops,
//! so that a changed fact changes one line.

mod api;
mod codes;
mod enums;
mod field;
mod operation;
mod recipe;
mod table;

use crate::model::Model;
use crate::tree::Tree;

/// All sheets: `<api>/<group>.<operation>.txt` and `<api>/api.txt`.
pub(crate) fn sheets(model: &Model) -> Tree {
    let mut tree = Tree::new();
    for api in &model.apis {
        tree.insert(format!("{}/api.txt", api.id.snake()), api::sheet_api(api));
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            let path = format!("{}/{}.txt", api.id.snake(), operation.id);
            tree.insert(path, operation::sheet_operation(api, operation));
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
        let tree = super::sheets(&Model { apis: vec![api] });
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["pretend/account.update.txt", "pretend/api.txt"]);
    }
}
