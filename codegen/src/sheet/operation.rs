//! The sheet of one call.

use crate::model::{Api, Operation, Response, Type};

use super::codes::sheet_codes;
use super::described::{sheet_disagreements, sheet_evidence, sheet_remarks};
use super::enums::sheet_enums;
use super::field::{request_rows, type_rows};
use super::table::Sheet;
use super::work::sheet_work;
use crate::wording::{download, path, retry, rule, text_fact, type_name};

/// Everything that the client shows of the call.
pub(super) fn sheet_operation(api: &Api, operation: &Operation) -> String {
    let mut sheet = Sheet::default();
    sheet_head(operation, &mut sheet);
    sheet_request(api, operation, &mut sheet);
    match (&operation.response, &operation.download) {
        (_, Some(types)) => sheet.section(&format!("answer  {}", download(types))),
        (None, None) => sheet.section("answer  nothing"),
        (Some(response), None) => sheet_answer(response, &mut sheet),
    }
    sheet_enums(&operation.enums, &mut sheet);
    sheet_codes(&operation.codes, &mut sheet);
    sheet_disagreements(&operation.disagreements, &mut sheet);
    sheet.done()
}

fn sheet_head(operation: &Operation, sheet: &mut Sheet) {
    let signed = if operation.signed { "signed" } else { "unsigned" };
    let retry = retry(&operation.retry);
    sheet.line(&format!("{}  {}", operation.id, operation.label));
    sheet.line(&operation.about.to_string());
    sheet.line(&format!("{} {}  {signed}  retry {retry}", operation.method.as_str(), path(&operation.path)));
    sheet.line(&format!("spec {}", operation.spec));
    sheet_evidence(&operation.evidence, sheet);
    sheet.line(&format!(
        "rust client.{}().{}() -> {}",
        operation.id.group.snake(),
        operation.id.name.snake(),
        rust_answer(operation),
    ));
    sheet_work(operation, sheet);
    sheet_remarks(&operation.partial, &operation.deprecated, &operation.notes, sheet);
}

fn sheet_request(api: &Api, operation: &Operation, sheet: &mut Sheet) {
    if operation.request.is_empty() {
        sheet.section("request  nothing");
        return;
    }
    let encryptions: Vec<_> = api.encryptions.iter().map(|of| of.name.snake().to_owned()).collect();
    sheet.section("request");
    request_rows(&operation.request, &encryptions, 1, sheet);
    for one in &operation.rules {
        sheet.line(&format!("  rule {}", rule(one)));
    }
}

fn sheet_answer(response: &Response, sheet: &mut Sheet) {
    let always = if response.always_present { ", always present" } else { "" };
    let text = response.text_of.as_ref().map(|of| format!(", {}", text_fact(of))).unwrap_or_default();
    sheet.section(&format!("answer  {}{always}{text}", type_name(&response.ty)));
    type_rows(&response.ty, 1, sheet);
}

/// The type that the call gives, in Rust.
fn rust_answer(operation: &Operation) -> String {
    match operation.response.as_ref() {
        None if operation.download.is_some() => "Download".to_owned(),
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
        Type::Decimal | Type::DecimalText => "Decimal".to_owned(),
        Type::Any => "Json".to_owned(),
        Type::File => unreachable!("resolve guarantees that only requests hold files"),
        Type::I32 | Type::I64 | Type::Enum { .. } | Type::Object(_) | Type::Shared(_) | Type::OneOf(_) => {
            type_name(ty)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, code, field, object, operation, text};
    use crate::model::{Disagreement, Retry, Rule, RuleKind};

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

    #[test]
    fn the_head_tells_what_keeps_a_second_call_harmless() {
        let mut call = operation("issue").done();
        let member = vec![field("data", Type::Id).done().name, field("orderNo", Type::Id).done().name];
        call.retry = Retry::Keyed { member, why: text("One invoice an order.") };
        let sheet = sheet_operation(&api().done(), &call);
        let head = "signed  retry keyed by data.orderNo (One invoice an order.)\n";
        assert!(sheet.contains(head), "{sheet}");
    }

    #[test]
    fn rules_stand_below_the_members() {
        let mut call = operation("update").request([field("a", Type::Id), field("b", Type::Id)]).done();
        let members = call.request.iter().map(|field| vec![field.name.clone()]).collect();
        call.rules.push(Rule { kind: RuleKind::Together, members, why: Some(text("They belong together.")) });
        let sheet = sheet_operation(&api().done(), &call);
        assert!(sheet.contains("\n  rule all or none of a, b (They belong together.)\n"), "{sheet}");
    }
}
