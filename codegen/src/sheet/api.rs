//! The sheet of one API: everything that its calls share.

use crate::coverage::{Counts, api_coverage};
use crate::model::{Api, Encryption, Envelope, EnvelopeData, Member, Token};

use super::codes::sheet_codes;
use super::described::sheet_evidence;
use super::enums::sheet_enums;
use super::mock::sheet_mock;
use super::recipe::{header_rows, step_rows};
use super::table::Sheet;
use crate::wording::template;

/// Everything that the calls of an API share.
pub(super) fn sheet_api(api: &Api) -> String {
    let mut sheet = Sheet::default();
    sheet.line(&format!("{}  {}", api.id.snake(), api.label));
    sheet.line(&api.about.to_string());
    sheet.line(&format!("spec {}", api.spec));
    sheet_evidence(&api.evidence, &mut sheet);
    sheet.line(&format!("inventory {}", inventory(api)));
    sheet.section("servers");
    for server in &api.servers {
        let about = server.about.as_ref().map(ToString::to_string).unwrap_or_default();
        sheet.row(1, &[server.name.snake(), &server.url, &about]);
    }
    sheet.section("credentials");
    for held in &api.credentials {
        sheet.row(1, &[held.name.snake(), if held.sensitive { "sensitive" } else { "" }]);
    }
    sheet.section("headers");
    header_rows(api, &[], &api.headers, &mut sheet);
    api.token.iter().for_each(|token| sheet_token(api, token, &mut sheet));
    if let Some(signing) = &api.signing {
        sheet.section("signing");
        step_rows(api, &signing.steps, &mut sheet);
        header_rows(api, &signing.steps, &signing.headers, &mut sheet);
        sheet.row(1, &["vectors", &signing.vectors.len().to_string()]);
    }
    if !api.encryptions.is_empty() {
        sheet.section("encryption");
        api.encryptions.iter().for_each(|of| sheet_encryption(of, &mut sheet));
    }
    sheet_envelope(&api.envelope, &mut sheet);
    sheet_codes(&api.codes, &mut sheet);
    sheet_enums(&api.enums, &mut sheet);
    sheet.section("groups");
    for group in &api.groups {
        let calls = match group.callbacks.len() {
            0 => group.operations.len().to_string(),
            more => format!("{} and {more} callbacks", group.operations.len()),
        };
        sheet.row(1, &[group.name.snake(), &calls, &group.label.to_string()]);
    }
    api.mock.iter().for_each(|mock| sheet_mock(mock, &mut sheet));
    sheet.done()
}

fn inventory(api: &Api) -> String {
    let Counts { titles, specified, partial, title_only } = api_coverage(api).total();
    format!("{titles} titles: {specified} specified, {partial} partial, {title_only} title only")
}

fn sheet_token(api: &Api, token: &Token, sheet: &mut Sheet) {
    sheet.section("token");
    sheet.row(1, &["from", &format!("{} {} {}", token.operation, token.method.as_str(), token.path)]);
    step_rows(api, &token.steps, sheet);
    for (wire, value) in &token.request {
        sheet.row(1, &["member", wire, &template(api, &token.steps, value)]);
    }
    sheet.row(1, &["value", &token.value.join(".")]);
    if let Some(problem) = &token.problem {
        sheet.row(1, &["problem", &problem.join(".")]);
    }
    sheet.row(1, &["keep", &format!("{}s", token.keep_seconds)]);
    token.stale.iter().for_each(|code| sheet.row(1, &["stale", code]));
}

fn sheet_encryption(of: &Encryption, sheet: &mut Sheet) {
    // In full: it is public, and whoever changes it reads what is encrypted with it.
    let key = match &of.key {
        Some(key) => format!("key {key}"),
        None => "no key".to_owned(),
    };
    sheet.row(1, &[of.name.snake(), &format!("chunk {}", of.chunk), &key]);
}

fn sheet_envelope(envelope: &Envelope, sheet: &mut Sheet) {
    sheet.section("envelope");
    sheet.row(1, &["code", &names(&envelope.code)]);
    let optional = [
        ("message", &envelope.message),
        ("request_id", &envelope.request_id),
        ("presentable", &envelope.presentable),
    ];
    for (word, member) in optional {
        if let Some(member) = member {
            sheet.row(1, &[word, &names(member)]);
        }
    }
    match &envelope.data {
        EnvelopeData::Beside => sheet.row(1, &["data", "beside"]),
        EnvelopeData::Member { member, empty_text_is_nothing } => {
            let empty = if *empty_text_is_nothing { "an empty text is nothing" } else { "" };
            sheet.row(1, &["data", &names(member), empty]);
        }
    }
    envelope.success.codes.iter().for_each(|code| sheet.row(1, &["success", code]));
    if let Some(flag) = &envelope.success.flag {
        sheet.row(1, &["success", "unless false", &names(flag)]);
    }
    if let Some(member) = &envelope.success.without_code {
        sheet.row(1, &["success", "without a code, if true", &names(member)]);
    }
}

fn names(member: &Member) -> String {
    [&member.wire].into_iter().chain(&member.also).map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, operation};

    #[test]
    fn a_sheet_tells_what_the_calls_share() {
        let mut api = api()
            .server("production", "https://api.pretend.example")
            .encryption()
            .operation("account", operation("update"))
            .done();
        api.encryptions[0].key = Some("MIGf".to_owned());
        let expected = "\
pretend  假装平台
A pretend platform.
spec specs/pretend/api.yaml
inventory 0 titles: 0 specified, 0 partial, 0 title only

servers
  production            https://api.pretend.example

credentials

headers

encryption
  rsa                   chunk 117             key MIGf

envelope
  code                  code
  message               message
  data                  data                  an empty text is nothing
  success               0

groups
  account               1                     一组
";
        assert_eq!(sheet_api(&api), expected);
    }
}
