//! The sheet of one callback.

use crate::model::{Callback, Json};

use super::described::{sheet_disagreements, sheet_evidence, sheet_remarks};
use super::enums::sheet_enums;
use super::field::answer_rows;
use super::table::Sheet;

/// Everything that the client shows of what the vendor posts.
pub(super) fn sheet_callback(callback: &Callback) -> String {
    let mut sheet = Sheet::default();
    sheet.line(&format!("{}  {}", callback.id, callback.label));
    sheet.line(&callback.about.to_string());
    sheet.line("callback");
    sheet.line(&format!("spec {}", callback.spec));
    sheet_evidence(&callback.evidence, &mut sheet);
    sheet.line(&format!("rust {}::{}::Notification", callback.id.group.snake(), callback.id.name.snake()));
    sheet_remarks(&callback.partial, &callback.deprecated, &callback.notes, &mut sheet);
    sheet.section("body");
    answer_rows(&callback.body, 1, &mut sheet);
    sheet.section("replies");
    for reply in &callback.replies {
        sheet.row(1, &[reply.name.screaming(), &json(&reply.body), "", &reply.about.to_string()]);
    }
    sheet_enums(&callback.enums, &mut sheet);
    sheet_disagreements(&callback.disagreements, &mut sheet);
    sheet.done()
}

/// A reply as it is sent.
fn json(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(digits) => digits.clone(),
        Json::String(text) => format!("{text:?}"),
        Json::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let member = |(name, value): &(String, Json)| format!("{name:?}:{}", json(value));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{field, ident, text};
    use crate::model::{OperationId, Reply, Type};

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
                body: Json::Object(vec![("code".into(), Json::Number("0".into()))]),
            }],
            enums: Vec::new(),
            examples: Vec::new(),
        };
        let expected = "\
invoice.done  回调
Tells.
callback
spec specs/pretend/invoice/done.yaml
rust invoice::done::Notification

body
  taskId                task_id               id            always present

replies
  ACCEPTED              {\"code\":0}                          Taken.
";
        assert_eq!(sheet_callback(&callback), expected);
    }
}
