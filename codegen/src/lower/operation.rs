//! Calls: one file with everything of a call.

use crate::ir::{Docs, File, Import, Item, Piece};
use crate::model::{Api, Group, Operation, OperationId};

use super::answer::{answer_type, lower_answer};
use super::codes::lower_call_codes;
use super::enums::lower_enum;
use super::mock::lower_endpoint;
use super::nested::{imports, types};
use super::request::{lower_request, lower_request_objects};
use super::shape::lower_operation_table;
use super::work::{lower_work_tables, shared_rows, shared_state};

/// The file of a call.
pub(super) fn lower_operation(api: &Api, group: &Group, operation: &Operation) -> File {
    let mut items = Vec::new();
    items.extend(lower_call_codes(api, group, operation).map(Item::CallCodes));
    items.push(Item::Static(lower_operation_table(operation, &group.codes)));
    items.extend(lower_work_tables(operation).into_iter().map(Item::Static));
    items.push(lower_request(api, group, operation, answer_type(operation)));
    items.extend(lower_request_objects(&operation.request));
    items.extend(lower_answer(operation));
    items.extend(operation.enums.iter().map(lower_enum).map(Item::Enum));
    items.push(lower_endpoint(operation));
    let response = operation.response.as_ref().map(|response| &response.ty);
    let state = shared_state(group, operation);
    let mut imports = imports(types(&operation.request).chain(response).chain(state));
    imports.extend(shared_rows(group, operation));
    imports.sort();
    imports.dedup();
    let mut docs = super::docs::operation(operation);
    push_shared(&imports, &mut docs);
    File {
        path: path(api, operation),
        spec: operation.spec.clone(),
        docs,
        modules: Vec::new(),
        imports,
        items,
    }
}

/// `src/<api>/<group>/<operation>.rs`
pub(super) fn path(api: &Api, operation: &Operation) -> String {
    let OperationId { group, name } = &operation.id;
    format!("src/{}/{}/{}.rs", api.id.snake(), group.snake(), name.snake())
}

/// Names the objects that a file shares with others of its group.
pub(super) fn push_shared(imports: &[Import], docs: &mut Docs) {
    let shared: Vec<_> = imports.iter().filter(|import| import.module.last() == Some(&"objects")).collect();
    if shared.is_empty() {
        return;
    }
    let mut pieces = vec![Piece::ours("Shared with the group: ")];
    for (at, import) in shared.iter().enumerate() {
        if at > 0 {
            pieces.push(Piece::ours(", "));
        }
        pieces.push(Piece::ours(format!("[`{}`]", import.name)));
    }
    pieces.push(Piece::ours("."));
    docs.paragraph(pieces);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;
    use crate::model::samples::{api, field, list_of, operation};
    use crate::names::Ident;

    fn lowered(ty: Type) -> File {
        let api = api().operation("account", operation("update").request([field("a", ty)])).done();
        lower_operation(&api, &api.groups[0], &api.groups[0].operations[0])
    }

    #[test]
    fn the_table_stands_before_the_request() {
        let file = lowered(Type::String);
        assert!(matches!(file.items[0], Item::Static(_)));
        assert!(matches!(file.items[1], Item::Builder(_)));
        assert_eq!(file.spec, "specs/pretend/account/update.yaml");
    }

    #[test]
    fn the_docs_lead_to_shared_objects() {
        let row = Type::Shared(Ident::from_pascal("InvoiceRow").expect("a name in PascalCase"));
        let docs = lowered(list_of(row)).docs.plain();
        assert_eq!(docs.last().map(String::as_str), Some("Shared with the group: [`InvoiceRow`]."));
    }
}
