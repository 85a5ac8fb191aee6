//! The sheet of one group: what its calls share.

use crate::model::{Api, Group, ObjectSide};

use super::codes::sheet_codes;
use super::enums::sheet_enums;
use super::field::{answer_rows, request_rows};
use super::table::Sheet;

/// What the calls of the group share; nothing where they share nothing.
pub(super) fn sheet_group(api: &Api, group: &Group) -> Option<String> {
    if group.codes.is_empty() && group.enums.is_empty() && group.objects.is_empty() {
        return None;
    }
    let mut sheet = Sheet::default();
    sheet.line(&format!("{}  {}", group.name.snake(), group.label));
    sheet.line(&group.about.to_string());
    sheet_enums(&group.enums, &mut sheet);
    let encryptions: Vec<_> = api.encryptions.iter().map(|of| of.name.snake().to_owned()).collect();
    for shared in &group.objects {
        let name = shared.object.name.pascal();
        match shared.side {
            ObjectSide::Request => {
                sheet.section(&format!("object {name}  sent"));
                request_rows(&shared.object.fields, &encryptions, 1, &mut sheet);
            }
            ObjectSide::Answer => {
                sheet.section(&format!("object {name}  received"));
                answer_rows(&shared.object.fields, 1, &mut sheet);
            }
        }
    }
    sheet_codes(&group.codes, &mut sheet);
    Some(sheet.done())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, field, object, operation};
    use crate::model::{SharedObject, Type};

    #[test]
    fn only_a_group_that_shares_something_has_a_sheet() {
        let mut api = api().operation("account", operation("update")).done();
        assert_eq!(sheet_group(&api, &api.groups[0]), None);
        let Type::Object(row) = object("Row", [field("a", Type::Id)]) else { panic!("an object") };
        api.first_group().objects.push(SharedObject {
            object: *row,
            side: ObjectSide::Answer,
            at: Default::default(),
        });
        api.first_group().codes.push(code("1", "wrong"));
        let expected = "\
account  一组
Some calls.

object Row  received
  a                     a                     id

codes
  1                     wrong                 nothing       Something is wrong.
";
        assert_eq!(sheet_group(&api, &api.groups[0]).as_deref(), Some(expected));
    }
}
