//! What the calls of a group share: files beside those of the calls.
//!
//! In comes a group, out go the files that have content: `codes.rs`, `enums.rs`, `objects.rs`.

use crate::ir::{Docs, File, Import, Item, Piece};
use crate::model::{Api, Group, ObjectSide, SharedObject};

use super::answer::lower_answer_object;
use super::codes::lower_group_codes;
use super::enums::lower_enum;
use super::nested::{imports, types};
use super::request::lower_shared_request_object;

/// The files, in order of their names.
pub(super) fn lower_shared(api: &Api, group: &Group) -> Vec<File> {
    let file = |name: &str, words: [&'static str; 2], imports: Vec<Import>, items: Vec<Item>| {
        let folder = format!("{}/{}", api.id.snake(), group.name.snake());
        let mut docs = Docs::default();
        docs.text([Piece::ours(words[0]), Piece::spec(&group.label), Piece::ours(words[1])]);
        let path = format!("src/{folder}/{name}.rs");
        let spec = format!("specs/{folder}/group.yaml");
        File { path, spec, docs, modules: Vec::new(), imports, items }
    };
    let enums = group.enums.iter().map(lower_enum).map(Item::Enum).collect();
    let objects = group.objects.iter().flat_map(lower_object).collect();
    let fields = group.objects.iter().flat_map(|shared| types(&shared.object.fields));
    let mut taken = imports(fields);
    taken.retain(|import| import.module.last() != Some(&"objects"));
    let mut files = vec![
        file(
            "codes",
            ["Codes that any call of ", " may answer with."],
            Vec::new(),
            lower_group_codes(api, group),
        ),
        file("enums", ["Values that calls of ", " share."], Vec::new(), enums),
        file("objects", ["Objects that calls of ", " share."], taken, objects),
    ];
    files.retain(|file| !file.items.is_empty());
    files
}

fn lower_object(shared: &SharedObject) -> Vec<Item> {
    match shared.side {
        ObjectSide::Request => lower_shared_request_object(&shared.object),
        ObjectSide::Answer => lower_answer_object(&shared.object),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Direction;
    use crate::model::samples::{FieldSample, api, enum_of, field, object, operation};
    use crate::model::{Object, Type};

    fn with_object<const N: usize>(side: ObjectSide, fields: [FieldSample; N]) -> Api {
        let mut api = api().operation("account", operation("update")).done();
        let Type::Object(object) = object("Row", fields) else { panic!("no object") };
        let object: Object = *object;
        api.first_group().objects.push(SharedObject { object, side, at: Default::default() });
        api
    }

    #[test]
    fn only_files_with_content_are_made() {
        let api = api().operation("account", operation("update")).done();
        assert!(lower_shared(&api, &api.groups[0]).is_empty());
    }

    #[test]
    fn a_shared_object_is_made_for_its_side() {
        let api = with_object(ObjectSide::Request, [field("a", Type::String)]);
        let files = lower_shared(&api, &api.groups[0]);
        assert_eq!(files[0].path, "src/pretend/account/objects.rs");
        let Item::Setters(row) = &files[0].items[0] else { panic!("no setters: {:?}", files[0].items) };
        assert_eq!((row.object.name.as_str(), row.object.direction), ("Row", Direction::InRequest));
    }

    #[test]
    fn objects_take_enums_but_not_their_neighbours() {
        let row = || Type::Shared(crate::names::Ident::from_pascal("Other").expect("a name in PascalCase"));
        let api = with_object(ObjectSide::Answer, [field("mode", enum_of("Mode")), field("row", row())]);
        let files = lower_shared(&api, &api.groups[0]);
        let names: Vec<_> = files[0].imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(names, ["Mode"]);
    }
}
