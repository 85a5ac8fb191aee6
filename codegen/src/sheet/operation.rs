//! The sheet of one call.

use crate::model::{Api, Disagreement, Evidence, Operation, PathPart, Response, Retry, Type};

use super::codes::sheet_codes;
use super::enums::sheet_enums;
use super::field::{answer_rows, members, request_rows, type_name};
use super::table::Sheet;

/// Everything that the client shows of the call.
pub(super) fn sheet_operation(api: &Api, operation: &Operation) -> String {
    let mut sheet = Sheet::default();
    sheet_head(operation, &mut sheet);
    sheet_request(api, operation, &mut sheet);
    match &operation.response {
        None => sheet.section("answer  nothing"),
        Some(response) => sheet_answer(response, &mut sheet),
    }
    sheet_enums(&operation.enums, &mut sheet);
    sheet_codes(&operation.codes, &mut sheet);
    if !operation.disagreements.is_empty() {
        sheet.section("disagrees");
        operation.disagreements.iter().for_each(|disagreement| sheet_disagreement(disagreement, &mut sheet));
    }
    sheet.done()
}

fn sheet_head(operation: &Operation, sheet: &mut Sheet) {
    let signed = if operation.signed { "signed" } else { "unsigned" };
    let retry = match operation.retry {
        Retry::Never => "never",
        Retry::Safe => "safe",
    };
    sheet.line(&format!("{}  {}", operation.id, operation.label));
    sheet.line(&operation.about.to_string());
    sheet.line(&format!("{} {}  {signed}  retry {retry}", operation.method.as_str(), path(operation)));
    sheet.line(&format!("spec {}", operation.spec));
    operation.evidence.iter().for_each(|source| sheet.line(&format!("evidence {}", evidence(source))));
    sheet.line(&format!(
        "rust client.{}().{}() -> {}",
        operation.id.group.snake(),
        operation.id.name.snake(),
        rust_answer(operation.response.as_ref()),
    ));
    for (word, text) in [("partial", &operation.partial), ("deprecated", &operation.deprecated)] {
        if let Some(text) = text {
            sheet.line(&format!("{word} {text}"));
        }
    }
    operation.notes.iter().for_each(|note| sheet.line(&format!("note {note}")));
}

fn sheet_request(api: &Api, operation: &Operation, sheet: &mut Sheet) {
    if operation.request.is_empty() {
        sheet.section("request  nothing");
        return;
    }
    let encryptions: Vec<_> = api.encryptions.iter().map(|of| of.name.snake().to_owned()).collect();
    sheet.section("request");
    request_rows(&operation.request, &encryptions, 1, sheet);
}

fn sheet_answer(response: &Response, sheet: &mut Sheet) {
    let always = if response.always_present { ", always present" } else { "" };
    sheet.section(&format!("answer  {}{always}", type_name(&response.ty)));
    if let Some(fields) = members(&response.ty) {
        answer_rows(fields, 1, sheet);
    }
}

fn path(operation: &Operation) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(wire) => format!("{{{wire}}}"),
    };
    operation.path.iter().map(part).collect()
}

fn evidence(source: &Evidence) -> String {
    match &source.section {
        Some(section) => format!("{} ({section})", source.page),
        None => source.page.to_string(),
    }
}

/// The type that the call gives, in Rust.
fn rust_answer(response: Option<&Response>) -> String {
    match response {
        None => "()".to_owned(),
        Some(response) if response.always_present => rust_type(&response.ty),
        Some(response) => format!("Option<{}>", rust_type(&response.ty)),
    }
}

fn rust_type(ty: &Type) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Id => "Id".to_owned(),
        Type::List(item) => format!("Vec<{}>", rust_type(item)),
        Type::I32 | Type::I64 | Type::Enum { .. } | Type::Object(_) => type_name(ty),
    }
}

fn sheet_disagreement(disagreement: &Disagreement, sheet: &mut Sheet) {
    let Disagreement { what, page, example, so } = disagreement;
    sheet.line(&format!("  {what}"));
    for (word, text) in [("page", page), ("example", example), ("so", so)] {
        sheet.line(&format!("    {word}: {text}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, field, object, operation, text};

    #[test]
    fn a_sheet_tells_the_whole_call() {
        let organize =
            object("OrganizationChanges", [field("legalName", Type::String).required_when("kind", "L")]);
        let call = operation("update")
            .request([field("aggOrgId", Type::Id).required(), field("organize", organize)])
            .always_gives(Type::Boolean);
        let mut call = call.done();
        call.codes.push(code("5006", "access_denied"));
        call.disagreements.push(Disagreement {
            what: text("name of the request id"),
            page: text("reqId"),
            example: text("req_id"),
            so: text("Both are read."),
        });
        let expected = "\
account.update  一个调用
Does something.
POST /v1/update  signed  retry never
spec specs/pretend/account/update.yaml
evidence doc-1
rust client.account().update() -> bool

request
  aggOrgId              agg_org_id            id            required
  organize              organize              OrganizationChanges
    legalName           legal_name            string        required when kind = L

answer  boolean, always present

codes
  5006                  access_denied         nothing       Something is wrong.

disagrees
  name of the request id
    page: reqId
    example: req_id
    so: Both are read.
";
        assert_eq!(sheet_operation(&api().done(), &call), expected);
    }

    #[test]
    fn a_call_without_members_says_nothing() {
        let sheet = sheet_operation(&api().done(), &operation("ping").done());
        assert!(sheet.contains("-> ()\n\nrequest  nothing\n\nanswer  nothing\n"), "{sheet}");
    }
}
