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

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::Print;
use crate::threads::map_all;
use crate::{ir, model};
use example::Path;
use ir::Layout;

/// Fingerprints of items, by the path of their file.
pub(crate) type Prints = BTreeMap<String, Print>;

/// What was lowered before: groups, each with its files. A group that is the same allocation was read from the same
/// files, and all of its API that the group is lowered by says the same. So it is with a call and its group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// How they were cut; nothing before the first time.
    layout: Option<Layout>,
    groups: Vec<(Arc<model::Group>, Arc<Prints>)>,
}

impl Kept {
    fn of(&self, group: &Arc<model::Group>, layout: &Layout) -> Option<&Arc<Prints>> {
        let mut groups = self.groups.iter().filter(|_| self.layout.as_ref() == Some(layout));
        groups.find(|(known, _)| Arc::ptr_eq(known, group)).map(|(_, prints)| prints)
    }

    /// What was lowered of a call when its group was another one.
    fn of_call(&self, path: &str, call: &Arc<model::Operation>, layout: &Layout) -> Option<Print> {
        let mut groups = self.groups.iter().filter(|_| self.layout.as_ref() == Some(layout));
        let (_, prints) = groups.find(|(known, _)| {
            known.name == call.id.group && known.operations.iter().any(|known| Arc::ptr_eq(known, call))
        })?;
        prints.get(path).copied()
    }
}

/// Files that belong together: those of a group, or others.
struct Part<'m> {
    group: Option<&'m Arc<model::Group>>,
    files: Vec<ir::File>,
    prints: Prints,
}

/// What is made in one go; the parts of a group are many, so that a large one keeps no core waiting.
enum Piece<'m> {
    /// One of the calls.
    Call(&'m Arc<model::Operation>),
    /// The examples of all calls and callbacks.
    Examples,
    /// All other files of the group.
    Rest,
}

/// Makes all crates of a model.
pub(crate) fn lower(model: &model::Model, layout: &Layout) -> ir::Crates {
    whole(model, layout, lower_parts(model, layout, |_| true, |_, _| None, |files| (files, Prints::new())))
}

/// As [`lower`], without the files that stand; and the fingerprints of all files, those among them.
pub(crate) fn lower_again(
    model: &model::Model,
    layout: &Layout,
    kept: &mut Kept,
    stands: impl Fn(&str, Print) -> bool + Sync,
) -> (ir::Crates, Prints) {
    let standing = |group: &Arc<model::Group>| {
        kept.of(group, layout).filter(|prints| prints.iter().all(|(path, print)| stands(path, *print)))
    };
    // At once: what stands makes room where the next files are made.
    let settle = |mut files: Vec<ir::File>| {
        let mut prints = Prints::new();
        files.retain(|file| {
            let print = Print::of(file);
            prints.insert(file.path.clone(), print);
            !stands(&file.path, print)
        });
        (files, prints)
    };
    let standing_call = |path: &str, call: &Arc<model::Operation>| {
        kept.of_call(path, call, layout).filter(|print| stands(path, *print))
    };
    let parts = lower_parts(model, layout, |group| standing(group).is_none(), standing_call, settle);
    let groups = model.apis.iter().flat_map(group::allocated);
    let mut now: Vec<_> =
        groups.filter_map(|group| Some((group.clone(), standing(group)?.clone()))).collect();
    now.extend(by_group(&parts));
    let of_groups = now.iter().flat_map(|(_, prints)| prints.iter());
    let of_others = parts.iter().filter(|part| part.group.is_none()).flat_map(|part| &part.prints);
    let prints = of_groups.chain(of_others).map(|(path, print)| (path.clone(), *print)).collect();
    *kept = Kept { layout: Some(layout.clone()), groups: now };
    (whole(model, layout, parts), prints)
}

fn lower_parts<'m>(
    model: &'m model::Model,
    layout: &Layout,
    is_wanted: impl Fn(&Arc<model::Group>) -> bool,
    standing_call: impl Fn(&str, &Arc<model::Operation>) -> Option<Print> + Sync,
    settle: impl Fn(Vec<ir::File>) -> (Vec<ir::File>, Prints) + Sync,
) -> Vec<Part<'m>> {
    let part = |group, files| {
        let (files, prints) = settle(files);
        Part { group, files, prints }
    };
    let mut parts = vec![part(None, vec![crates::lower_first(model, layout)])];
    for api in &model.apis {
        parts.push(part(None, crates::placed(api, layout, api::lower_api(api, Path::of(layout)))));
        let groups = group::allocated(api).filter(|group| is_wanted(group));
        let pieces: Vec<_> = groups.flat_map(pieces).collect();
        let lower = |(group, piece): &(&'m Arc<model::Group>, Piece<'m>)| {
            let files = match piece {
                Piece::Examples => exchange::lower_examples(api, group).into_iter().collect(),
                Piece::Rest => lower_rest(api, group),
                Piece::Call(call) => {
                    let path = crates::place(api, layout, operation::path(api, call));
                    if let Some(print) = standing_call(&path, call) {
                        return Part {
                            group: Some(*group),
                            files: Vec::new(),
                            prints: [(path, print)].into(),
                        };
                    }
                    vec![operation::lower_operation(api, group, call)]
                }
            };
            part(Some(*group), crates::placed(api, layout, files))
        };
        parts.extend(map_all(&pieces, lower));
    }
    parts.push(part(None, vec![mock::lower_program(model)]));
    parts
}

/// What there is to make of a group, the largest first.
fn pieces(group: &Arc<model::Group>) -> impl Iterator<Item = (&Arc<model::Group>, Piece<'_>)> {
    let calls = group.operations.iter().map(Piece::Call);
    [Piece::Examples, Piece::Rest].into_iter().chain(calls).map(move |piece| (group, piece))
}

/// The fingerprints of each group of which anything was made.
fn by_group(parts: &[Part<'_>]) -> Vec<(Arc<model::Group>, Arc<Prints>)> {
    let of_one = |parts: &[Part<'_>]| {
        let all = parts.iter().flat_map(|part| &part.prints);
        Some((parts[0].group?.clone(), Arc::new(all.map(|(path, print)| (path.clone(), *print)).collect())))
    };
    let is_same = |a: &Part<'_>, b: &Part<'_>| a.group.map(Arc::as_ptr) == b.group.map(Arc::as_ptr);
    parts.chunk_by(is_same).filter_map(of_one).collect()
}

fn whole(model: &model::Model, layout: &Layout, parts: Vec<Part<'_>>) -> ir::Crates {
    let files = parts.into_iter().flat_map(|part| part.files).collect();
    ir::Crates { packages: crates::lower_packages(model, layout), files }
}

/// The files of one group but for those of its calls and its examples.
fn lower_rest(api: &model::Api, group: &model::Group) -> Vec<ir::File> {
    let mut files = vec![group::lower_group(api, group)];
    files.extend(shared::lower_shared(api, group));
    files.extend(group.callbacks.iter().map(|callback| callback::lower_callback(api, callback)));
    files.extend(callback::lower_tables(api, group));
    files
}

#[cfg(test)]
mod tests {
    use crate::ir::Layout;
    use crate::model::samples::{api, field, operation};
    use crate::model::{Model, Type};

    #[test]
    fn each_call_and_each_group_has_a_file() {
        let api =
            api().operation("account", operation("update").request([field("name", Type::String)])).done();
        let made = super::lower(&Model { apis: vec![api], ..Model::default() }, &Layout::One);
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
