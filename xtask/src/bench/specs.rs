//! The pretend API in the spec language.
//!
//! In come operations, out go spec files by path. What they hold is what `openapi` says of the same operations.

use super::api::{Kind, Member, Operation, Presence, pascal, sentence, snake};
use jiekou_codegen::source::SourceFile;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Members that nobody should see printed.
const SENSITIVE: [&str; 3] = ["bankAccount", "legalName", "mobile"];
/// Codes of each operation.
const CODES: [(&str, &str); 5] = [
    ("INVALID_PARAM", "A parameter is not valid."),
    ("NOT_FOUND", "There is no such record."),
    ("NO_PERMISSION", "The caller may not do this."),
    ("STATE_CONFLICT", "The state of the record does not allow it."),
    ("TOO_MANY", "There were too many calls."),
];
const ENVELOPE: &str = "\
envelope:
  code: { wire: code }
  message: { wire: message }
  request_id: { wire: reqId }
  data: { wire: data }
  success: { code: [\"0\"], flag: success }
";

/// Where a member stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Answer,
}

/// The files of one API with this name and these operations.
pub(super) fn specs(api: &str, operations: &[Operation]) -> Vec<SourceFile> {
    let file = |path: &str, text: String| SourceFile { path: format!("specs/{api}/{path}.yaml"), text };
    let mut files = vec![
        file("api", api_text(api, operations)),
        file("glossary", format!("glossary: {api}\n")),
        file("inventory", inventory(api, operations)),
    ];
    for operation in operations {
        let path = format!("{}/{}", operation.group, snake(&operation.name));
        files.push(file(&path, operation_text(operation)));
    }
    files
}

fn api_text(api: &str, operations: &[Operation]) -> String {
    let groups: BTreeSet<&str> = operations.iter().map(|operation| operation.group.as_str()).collect();
    let mut text = format!(
        "api: {api}\nlabel: {}\nabout: A pretend API to measure with.\nevidence: [{{ page: pretend }}]\n\
         servers: {{ production: https://bench.example }}\n\
         credentials:\n  app_id: {{ about: Identifies the caller. }}\n\
         signing:\n  headers:\n    X-App-Id: \"{{app_id}}\"\n    X-Timestamp: \"{{now_ms}}\"\n\
         \x20 vectors:\n    - name: any\n\
         \x20     given: {{ method: POST, path: /x, now_ms: 1700000000000, credentials: {{ app_id: a }} }}\n\
         \x20     expect: {{ X-App-Id: a, X-Timestamp: \"1700000000000\" }}\n{ENVELOPE}groups:\n",
        pascal(api)
    );
    for group in groups {
        let _ = writeln!(text, "  {group}: {{ label: {}, about: Calls of {group}. }}", pascal(group));
    }
    text
}

fn inventory(api: &str, operations: &[Operation]) -> String {
    let mut text = format!("inventory: {api}\nevidence: [{{ page: pretend }}]\ntitles:\n");
    for operation in operations {
        let spec = format!("{}.{}", operation.group, snake(&operation.name));
        let _ = writeln!(text, "  - {{ title: {}, spec: {spec} }}", operation.type_name());
    }
    text
}

fn operation_text(operation: &Operation) -> String {
    let mut text = format!(
        "operation: {}.{}\nlabel: {}\nabout: {}\nhttp: POST {}\nevidence: [{{ page: pretend }}]\nrequest:\n",
        operation.group,
        snake(&operation.name),
        operation.type_name(),
        operation.about,
        operation.path
    );
    members(&mut text, operation, &operation.request, Side::Request, 2);
    text.push_str("  X-Trace-Id: { type: string, in: header }\n");
    let _ = write!(
        text,
        "response:\n  type: object\n  object: {}Data\n  always_present: true\n  fields:\n",
        operation.type_name()
    );
    members(&mut text, operation, &operation.answer, Side::Answer, 4);
    text.push_str("codes:\n");
    for (code, means) in CODES {
        let _ = writeln!(text, "  {code}: {{ name: {}, means: {means} }}", code.to_lowercase());
    }
    let _ = writeln!(text, "enums:\n  {}:\n    about: A kind.\n    values:", operation.choice_name());
    for value in operation.choice.values {
        let _ = writeln!(text, "      {value}: {{ name: {} }}", value.to_lowercase());
    }
    example(&mut text, operation);
    text
}

fn members(text: &mut String, operation: &Operation, all: &[Member], side: Side, indent: usize) {
    for member in all {
        let blanks = " ".repeat(indent);
        let keys = keys(operation, member, side);
        if member.kind != Kind::Object {
            let _ = writeln!(text, "{blanks}{}: {{ {} }}", member.wire, keys.join(", "));
            continue;
        }
        let _ = writeln!(text, "{blanks}{}:", member.wire);
        for key in keys {
            let _ = writeln!(text, "{blanks}  {key}");
        }
        let _ = writeln!(text, "{blanks}  fields:");
        members(text, operation, &operation.nested, side, indent + 4);
    }
}

fn keys(operation: &Operation, member: &Member, side: Side) -> Vec<String> {
    let ty = match member.kind {
        Kind::Text => "string".to_owned(),
        Kind::Int32 => "i32".to_owned(),
        Kind::Int64 => "i64".to_owned(),
        Kind::Flag => "boolean".to_owned(),
        Kind::Texts => "[string]".to_owned(),
        Kind::Choice => operation.choice_name(),
        Kind::Object => "object".to_owned(),
    };
    let mut keys = vec![format!("type: {ty}")];
    if member.kind == Kind::Object {
        keys.push(format!("object: {}", operation.nested_name()));
    }
    if member.presence == Presence::Required {
        keys.push(match side {
            Side::Request => "required: true".to_owned(),
            Side::Answer => "always_present: true".to_owned(),
        });
    }
    if SENSITIVE.contains(&member.wire) {
        keys.push("sensitive: true".to_owned());
    }
    keys.push(format!("label: {}", sentence(member.wire)));
    keys
}

fn example(text: &mut String, operation: &Operation) {
    let _ = write!(
        text,
        "examples:\n  - name: the least\n    request: {}\n    \
         response: {{ code: 0, message: ok, success: true, reqId: r, data: {} }}\n",
        least(operation, &operation.request),
        least(operation, &operation.answer)
    );
}

/// The members that must be there, in YAML's flow style.
fn least(operation: &Operation, members: &[Member]) -> String {
    let needed = members.iter().filter(|member| member.presence == Presence::Required);
    let member = |member: &Member| {
        let value = match member.kind {
            Kind::Text => "s".to_owned(),
            Kind::Int32 | Kind::Int64 => "1".to_owned(),
            Kind::Flag => "true".to_owned(),
            Kind::Texts => "[a]".to_owned(),
            Kind::Choice => operation.choice.values[0].to_owned(),
            Kind::Object => least(operation, &operation.nested),
        };
        format!("{}: {value}", member.wire)
    };
    format!("{{ {} }}", needed.map(member).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::api::operations;
    use super::*;
    use jiekou_codegen::source::SourceFiles;
    use jiekou_codegen::{diagnostics, generate, read};

    #[test]
    fn the_generator_takes_them() {
        let files = SourceFiles::new(specs("bench", &operations(45)));
        let model = read(&files).unwrap_or_else(|found| {
            panic!("{}", diagnostics::print(&found, &files, diagnostics::Colour::Never))
        });
        let groups = &model.apis[0].groups;
        assert_eq!(groups.len(), 5);
        assert_eq!(groups.iter().map(|group| group.operations.len()).sum::<usize>(), 45);
        let tree = generate(&files).expect("they were read");
        assert!(tree.get("src/bench/account0/create_account0.rs").is_some());
    }

    #[test]
    fn an_operation_is_no_more_text_than_it_was() {
        let text = |count| {
            let tree =
                generate(&SourceFiles::new(specs("bench", &operations(count)))).expect("they are right");
            let files =
                tree.iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("examples.rs"));
            files.fold((0, 0), |sum, (_, text)| (sum.0 + text.lines().count(), sum.1 + text.len()))
        };
        let (few, many) = (text(60), text(120));
        let (lines, bytes) = ((many.0 - few.0) / 60, (many.1 - few.1) / 60);
        assert!(lines <= 162 && bytes <= 7_300, "{lines} lines and {bytes} bytes for each further operation");
    }
}
