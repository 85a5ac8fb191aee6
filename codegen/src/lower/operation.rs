//! Calls: one file with everything of a call.

use crate::ir::{File, Item};
use crate::model::{Api, Operation};

use super::answer::{answer_type, lower_answer};
use super::codes::lower_call_codes;
use super::enums::lower_enum;
use super::field::shared_enums;
use super::request::{lower_request, lower_request_objects};
use super::shape::lower_operation_table;

/// `src/<api>/<group>/<operation>.rs`
pub(super) fn lower_operation(api: &Api, operation: &Operation) -> File {
    let mut items = Vec::new();
    items.extend(lower_call_codes(api, operation).map(Item::CallCodes));
    items.push(Item::Static(lower_operation_table(operation)));
    items.extend(lower_request(api, operation, answer_type(operation)));
    items.extend(lower_request_objects(operation));
    items.extend(lower_answer(operation));
    items.extend(operation.enums.iter().map(lower_enum).map(Item::Enum));
    let (group, name) = (operation.id.group.snake(), operation.id.name.snake());
    File {
        path: format!("src/{}/{group}/{name}.rs", api.id.snake()),
        spec: operation.spec.clone(),
        docs: super::docs::operation(operation),
        modules: Vec::new(),
        imports: shared_enums(operation),
        items,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;
    use crate::model::samples::{api, field, operation};

    #[test]
    fn the_table_stands_before_the_request() {
        let call = operation("update").request([field("a", Type::String)]).done();
        let file = lower_operation(&api().done(), &call);
        assert!(matches!(file.items[0], Item::Static(_)));
        assert!(matches!(file.items[1], Item::Object(_)));
        assert_eq!(file.spec, "specs/pretend/account/update.yaml");
    }
}
