//! The pretend API in OpenAPI 3.0.3, for peers.
//!
//! In come operations, out goes the text of one document. What it holds is what `specs` says of the same
//! operations: the headers of a recipe are parameters here, since OpenAPI has no recipes.

use super::api::{Kind, Member, Operation, Presence, pascal, sentence};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const HEADERS: [(&str, &str, Presence); 3] = [
    ("X-App-Id", "The app id of the caller.", Presence::Required),
    ("X-Timestamp", "The timestamp of the caller.", Presence::Required),
    ("X-Trace-Id", "The trace id of the caller.", Presence::Optional),
];

/// The whole document.
pub(super) fn document(operations: &[Operation]) -> String {
    let groups: BTreeSet<&str> = operations.iter().map(|operation| operation.group.as_str()).collect();
    let tags: Vec<Value> = groups
        .iter()
        .map(|group| json!({ "name": group, "description": format!("Calls of {group}.") }))
        .collect();
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for operation in operations {
        paths.insert(operation.path.clone(), json!({ "post": post(operation) }));
        schemas.extend(models(operation));
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Bench API",
            "version": "1.0.0",
            "description": format!("{} operations to measure with.", operations.len()),
        },
        "servers": [{ "url": "http://127.0.0.1:8080" }],
        "tags": tags,
        "paths": paths,
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn post(operation: &Operation) -> Value {
    let parameter = |(name, about, presence): (&str, &str, Presence)| {
        json!({
            "name": name,
            "in": "header",
            "required": presence == Presence::Required,
            "description": about,
            "schema": { "type": "string" },
        })
    };
    let content = |ending: &str| json!({ "application/json": { "schema": reference(&(operation.type_name() + ending)) } });
    json!({
        "tags": [operation.group],
        "operationId": operation.name,
        "summary": operation.about,
        "parameters": HEADERS.map(parameter),
        "requestBody": { "required": true, "content": content("Request") },
        "responses": { "200": { "description": "The envelope.", "content": content("Response") } },
    })
}

fn models(operation: &Operation) -> Map<String, Value> {
    let name = operation.type_name();
    let mut response = json!({
        "type": "object",
        "required": ["code", "message", "success"],
        "properties": { "data": reference(&format!("{name}Data")) },
    });
    for (wire, schema) in [
        ("code", json!({ "type": "integer", "format": "int32" })),
        ("message", json!({ "type": "string" })),
        ("success", json!({ "type": "boolean" })),
        ("reqId", json!({ "type": "string" })),
    ] {
        response["properties"][wire] = described(schema, wire);
    }
    [
        (format!("{name}Request"), object(operation, &operation.request)),
        (operation.nested_name(), object(operation, &operation.nested)),
        (format!("{name}Response"), response),
        (format!("{name}Data"), object(operation, &operation.answer)),
    ]
    .into_iter()
    .collect()
}

fn object(operation: &Operation, members: &[Member]) -> Value {
    let needed = members.iter().filter(|member| member.presence == Presence::Required);
    let needed: Vec<&str> = needed.map(|member| member.wire).collect();
    let property = |member: &Member| (member.wire.to_owned(), schema(operation, member));
    let properties: Map<String, Value> = members.iter().map(property).collect();
    json!({ "type": "object", "required": needed, "properties": properties })
}

fn schema(operation: &Operation, member: &Member) -> Value {
    let schema = match member.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Int32 => json!({ "type": "integer", "format": "int32" }),
        Kind::Int64 => json!({ "type": "integer", "format": "int64" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Choice => json!({ "type": "string", "enum": operation.choice.values }),
        Kind::Object => return reference(&format!("{}{}", operation.type_name(), pascal(member.wire))),
    };
    described(schema, member.wire)
}

fn described(mut schema: Value, wire: &str) -> Value {
    schema["description"] = sentence(wire).into();
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[cfg(test)]
mod tests {
    use super::super::api::operations;
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let text = document(&operations(25));
        let whole: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(whole["paths"].as_object().map(Map::len), Some(25));
        assert_eq!(whole["components"]["schemas"].as_object().map(Map::len), Some(100));
        assert_eq!(whole["tags"].as_array().map(Vec::len), Some(3));
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap_or_default();
            assert!(whole.pointer(pointer).is_some(), "{pointer}");
        }
    }

    #[test]
    fn members_are_those_of_the_operation() {
        let operation = &operations(1)[0];
        let whole: Value =
            serde_json::from_str(&document(std::slice::from_ref(operation))).expect("it is JSON");
        let request = &whole["components"]["schemas"]["CreateAccount0Request"];
        assert_eq!(request["properties"].as_object().map(Map::len), Some(10));
        assert_eq!(request["required"].as_array().map(Vec::len), Some(4));
        assert_eq!(request["properties"][operation.choice.wire]["enum"].as_array().map(Vec::len), Some(5));
    }
}
