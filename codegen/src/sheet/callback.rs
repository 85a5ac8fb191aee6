//! The sheet of one callback.

use crate::model::{Api, Callback, Verify};
use crate::wording::{json, probed, repeated, sent_as, template, verified};

use super::described::{sheet_disagreements, sheet_evidence, sheet_remarks};
use super::enums::sheet_enums;
use super::field::answer_rows;
use super::recipe::{header_rows, step_rows};
use super::table::Sheet;

/// Everything that the client shows of what the vendor posts.
pub(super) fn sheet_callback(api: &Api, callback: &Callback) -> String {
    let mut sheet = Sheet::default();
    sheet.line(&format!("{}  {}", callback.id, callback.label));
    sheet.line(&callback.about.to_string());
    sheet.line("callback");
    sheet.line(&format!("spec {}", callback.spec));
    sheet_evidence(&callback.evidence, &mut sheet);
    sheet.line(&format!("rust {}::{}::Notification", callback.id.group.snake(), callback.id.name.snake()));
    sheet_remarks(&callback.partial, &callback.deprecated, &callback.notes, &mut sheet);
    sheet.line(&format!("verify {}", verified(api, callback.verify.as_ref())));
    callback
        .probe
        .iter()
        .for_each(|probe| sheet.line(&format!("probe {}", probed(probe, &callback.replies))));
    callback.repeats.iter().for_each(|repeats| sheet.line(&format!("repeats {}", repeated(repeats))));
    if let Some(verify) = &callback.verify {
        sheet_verify(api, verify, &mut sheet);
    }
    sheet.section("body");
    answer_rows(&callback.body, 1, &mut sheet);
    sheet.section("replies");
    for reply in &callback.replies {
        let sent = sent_as(reply);
        sheet.row(1, &[reply.name.screaming(), &json(&reply.body), &sent, &reply.about.to_string()]);
    }
    sheet_enums(&callback.enums, &mut sheet);
    sheet_disagreements(&callback.disagreements, &mut sheet);
    sheet.done()
}

fn sheet_verify(api: &Api, verify: &Verify, sheet: &mut Sheet) {
    let steps = &verify.recipe.steps;
    sheet.section("verify");
    step_rows(api, steps, sheet);
    header_rows(api, steps, &verify.recipe.headers, sheet);
    for made in &verify.members {
        sheet.row(1, &["member", &made.name, &template(api, steps, &made.value)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, field, ident, text};
    use crate::model::{
        Expression, HeaderTemplate, Json, Method, OperationId, Probe, Repeats, Reply, Signing, Signs, Source,
        Step, Template, TemplatePart, Transform, Type,
    };

    #[test]
    fn a_sheet_tells_body_and_replies() {
        let callback = Callback {
            id: OperationId { group: ident("invoice"), name: ident("done") },
            label: text("回调"),
            about: text("Tells."),
            spec: "specs/pretend/invoice/done.yaml".to_owned(),
            evidence: Vec::new(),
            partial: None,
            disagreements: Vec::new(),
            deprecated: None,
            notes: Vec::new(),
            body: vec![field("taskId", Type::Id).always_present().done()],
            replies: vec![Reply {
                name: ident("accepted"),
                about: text("Taken."),
                status: 202,
                content_type: "text/plain".to_owned(),
                body: Json::Object(vec![("code".into(), Json::Number("0".into()))]),
            }],
            probe: Some(Probe { method: Method::Get, reply: Some(0) }),
            repeats: Some(Repeats { after_seconds: vec![10, 30], pushes: 4 }),
            verify: None,
            enums: Vec::new(),
            examples: Vec::new(),
            keys: Default::default(),
        };
        let expected = "\
invoice.done  回调
Tells.
callback
spec specs/pretend/invoice/done.yaml
rust invoice::done::Notification
verify none: anybody can post this
probe GET, answered with ACCEPTED
repeats after 10s, 30s, 4 pushes at most

body
  taskId                task_id               id            always present

replies
  ACCEPTED              {\"code\":0}            202 text/plain  Taken.
";
        assert_eq!(sheet_callback(&api().done(), &callback), expected);
    }

    #[test]
    fn a_signature_is_told_in_full() {
        let api = api().signing().done();
        let through = vec![Transform::HmacSha256(Source::Credential(1)), Transform::Hex];
        let step =
            Step { name: "signature".into(), value: Expression::Pipeline { from: Source::Body, through } };
        let parts = vec![TemplatePart::Value(Source::Step(0))];
        let header = HeaderTemplate { name: "X-Sign".into(), value: Template { parts } };
        let verify = Verify {
            recipe: Signing { steps: vec![step], headers: vec![header], vectors: Vec::new() },
            members: Vec::new(),
            signs: Signs::Body,
            secrets: vec![1],
            window_seconds: Some(300),
        };
        assert_eq!(verified(&api, Some(&verify)), "the body with app_secret, window 300s");
        let mut sheet = Sheet::default();
        sheet_verify(&api, &verify, &mut sheet);
        let rows = "\nverify\n  step                  signature             body | hmac_sha256 app_secret | hex\n  \
                    header                X-Sign                {signature}\n";
        assert_eq!(sheet.done(), rows);
    }
}
