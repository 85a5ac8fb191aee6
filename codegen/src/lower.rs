//! Stage 3: the model becomes Rust items.
//!
//! In comes a model that may be trusted, out goes the IR. Every question of Rust is settled here: types,
//! states, names of arguments, words of the docs. Nothing here fails, and nothing here knows tokens.

mod answer;
mod api;
mod callback;
mod checks;
mod codes;
mod coverage;
mod crates;
mod docs;
mod enums;
mod example;
mod exchange;
mod field;
mod group;
mod json;
mod mock;
mod nested;
mod one_of;
mod operation;
mod recipe;
mod request;
mod root;
mod rules;
mod setter;
mod shape;
mod shared;
mod story;
mod vectors;
mod wire;
mod work;
mod xml;

use crate::threads::map_all;
use crate::{ir, model};
use example::Path;

/// Makes the crates of a model.
pub(crate) fn lower(model: &model::Model, layout: &ir::Layout) -> Vec<ir::Crate> {
    match layout {
        ir::Layout::One => vec![lower_one(model)],
        ir::Layout::Crates { libraries } => crates::lower_crates(model, libraries),
    }
}

/// Makes one crate of the whole model.
pub(crate) fn lower_one(model: &model::Model) -> ir::Crate {
    let mut files = vec![root::lower_root(&model.apis)];
    for api in &model.apis {
        files.extend(lower_files(api, Path::Module));
    }
    files.push(mock::lower_program(model));
    crates::lower_whole(model, files)
}

/// The files of one API, its face first.
fn lower_files(api: &model::Api, path: Path) -> Vec<ir::File> {
    let mut files = api::lower_api(api, path);
    let groups: Vec<&model::Group> = group::filled(api).collect();
    files.extend(map_all(&groups, |group| lower_calls(api, group)).into_iter().flatten());
    files
}

/// The files of one group.
fn lower_calls(api: &model::Api, group: &model::Group) -> Vec<ir::File> {
    let mut files = vec![group::lower_group(api, group)];
    files.extend(shared::lower_shared(api, group));
    files.extend(group.operations.iter().map(|operation| operation::lower_operation(api, group, operation)));
    files.extend(group.callbacks.iter().map(|callback| callback::lower_callback(api, callback)));
    files.extend(callback::lower_tables(api, group));
    files.extend(exchange::lower_examples(api, group));
    files
}

#[cfg(test)]
mod tests {
    use crate::model::samples::{api, field, operation};
    use crate::model::{Model, Type};

    #[test]
    fn each_call_and_each_group_has_a_file() {
        let api =
            api().operation("account", operation("update").request([field("name", Type::String)])).done();
        let made = super::lower_one(&Model { apis: vec![api], ..Model::default() });
        let paths: Vec<_> = made.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "src/lib.rs",
                "src/pretend/mod.rs",
                "src/pretend/recipe.rs",
                "src/pretend/mock.rs",
                "src/pretend/account/mod.rs",
                "src/pretend/account/update.rs",
                "examples/mock.rs"
            ]
        );
    }
}
