//! The operations of a server's API, as JSON.
//!
//! In: the tables. Out: names, paths, fields, codes and examples, in the order of the tables. Examples of the specs are
//! made up and are shown whole.

use crate::received::Received;
use crate::table::{MockApi, MockOperation};
use crate::vendor::Vendor;
use jiekou_runtime::example::Example;
use jiekou_runtime::mock::{DecodeModel, Field, KnownCode, Null, Place, Slot, Target};
use serde_json::{Value, json};

/// Models within models that are shown; no document nests deeper.
const DEEPEST: usize = 12;

/// All that is known of the API.
pub(super) fn api(vendor: &Vendor, received: &Received) -> Value {
    let table = vendor.table;
    let host = received.header("host").unwrap_or_default();
    json!({
        "api": table.api.id,
        "label": table.label,
        "base_url": format!("http://{host}{}", vendor.routes.prefix()),
        "codes": codes(table.api.codes),
        "operations": table.operations().map(|operation| described(table, operation)).collect::<Vec<_>>(),
    })
}

fn described(table: &MockApi, operation: &MockOperation) -> Value {
    let of = operation.operation;
    let mut request = (operation.request)();
    let mut answer = (operation.answer)();
    let own_codes: Vec<_> = of.codes.iter().copied().flat_map(codes).collect();
    json!({
        "id": of.id,
        "label": operation.label,
        "method": of.method.as_str(),
        "path": of.path,
        "signed": of.signed,
        "fields": fields(&mut *request, 0),
        "answer": kind(&mut *answer, 0),
        "codes": own_codes,
        "examples": table.examples_of(of.id).map(example).collect::<Vec<_>>(),
    })
}

fn codes(codes: &[KnownCode]) -> Vec<Value> {
    let code = |code: &KnownCode| {
        json!({
            "code": code.text(),
            "name": code.rust(),
            "message": code.message(),
            "meaning": code.meaning(),
        })
    };
    codes.iter().map(code).collect()
}

fn example(example: &Example) -> Value {
    json!({ "name": example.name, "request": example.request, "answer": example.answer })
}

fn fields(model: &mut dyn DecodeModel, depth: usize) -> Vec<Value> {
    let rows = model.shape().fields;
    let row = |(index, row): (usize, &Field)| {
        let mut shown = json!({
            "wire": row.wire(),
            "rust": row.rust(),
            "place": place(row.place()),
            "required": row.is_required(),
            "sensitive": row.is_hidden(),
            "encrypted": row.encryption().is_some(),
        });
        match row.always() {
            // It has no place in the model.
            Some((json, _)) => shown["always"] = Value::from(json),
            None => shown["kind"] = kind(model.slot(index), depth),
        }
        shown
    };
    rows.iter().enumerate().map(row).collect()
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Body => "body",
        Place::Form => "form",
        Place::Part => "part",
        Place::Query => "query",
        Place::Path => "path",
        Place::Header => "header",
    }
}

/// What may stand in a place: a word; of a list `{"list": …}`, of an object `{"object": [fields]}`.
fn kind(slot: &mut dyn Slot, depth: usize) -> Value {
    let word = match slot.target(Null::No) {
        Target::Model(model) if depth < DEEPEST => return json!({ "object": fields(model, depth + 1) }),
        Target::List(list) if depth < DEEPEST => return json!({ "list": kind(list.add(), depth + 1) }),
        Target::Model(_) => "object",
        Target::List(_) => "list",
        Target::Text(_) | Target::Secret(_) => "text",
        Target::I32(_) | Target::I64(_) => "whole number",
        Target::Id(_) => "id",
        Target::Decimal(_) => "number",
        Target::Boolean(_) => "boolean",
        Target::Enum(_) => "one of a set",
        Target::OneOf(_) => "one of several shapes",
        Target::Json(_) => "JSON",
        Target::File(_) => "file",
        Target::Done | Target::Refused | Target::Anything => "nothing",
    };
    Value::from(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::MOCK;

    #[test]
    fn an_operation_says_what_it_takes_and_gives() {
        let operation =
            MOCK.operations().find(|one| one.operation.id == "account.update").expect("it is there");
        let shown = described(&MOCK, operation);
        assert_eq!((&shown["method"], &shown["path"]), (&json!("POST"), &json!("/account/update")));
        let password = &shown["fields"][1];
        assert_eq!(
            *password,
            json!({
                "wire": "password", "rust": "password", "place": "body", "required": false, "sensitive": true,
                "encrypted": true, "kind": "text",
            })
        );
        assert_eq!(shown["fields"][0]["required"], true);
        assert_eq!(shown["answer"], "boolean");
        assert_eq!(shown["examples"][1]["name"], "no such account");
    }

    #[test]
    fn objects_are_shown_with_their_fields() {
        let operation = MOCK.operations().find(|one| one.operation.id == "account.get").expect("it is there");
        let shown = described(&MOCK, operation);
        assert_eq!(shown["fields"][0]["place"], "path");
        assert_eq!(shown["answer"]["object"][1]["wire"], "mobile");
    }
}
