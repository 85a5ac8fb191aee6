//! Work that goes on after its call, over real HTTP: queued, running, done; failed; not over in time.

use crate::qixiangyun::client;
use jiekou::ErrorKind;
use jiekou::qixiangyun::invoice_collection::enums::TaskStatus;
use jiekou::qixiangyun::invoice_collection::get_collection_status::CollectionTask;
use jiekou::{Code, Work};
use loopback::{Reply, Server};
use std::time::Duration;

const STARTED: &str = r#"{"code":"2000","success":true,"data":{"taskId":1234567890123456789}}"#;

fn status(status: &str, code: &str) -> Reply {
    let file = if status == "3" { "https://files.example/1.json" } else { "" };
    Reply::json(&format!(
        r#"{{"code":"2000","success":true,"data":{{"status":"{status}","failCode":"{code}","failMsg":"张三","jsonUrl":"{file}"}}}}"#
    ))
}

fn start(server: &Server) -> Work<CollectionTask> {
    let client = client(server);
    let call = client.invoice_collection().start_collection();
    let call = call.enterprise_id("5").taxpayer_id("91110000MA0000000X");
    let call = call.issue_period_from("202511").issue_period_to("202512");
    call.send_and_wait().every(Duration::from_millis(5))
}

#[tokio::test]
async fn work_is_asked_for_until_it_is_done() {
    let server = Server::start([Reply::json(STARTED), status("0", ""), status("1", ""), status("3", "2000")]);
    let task = start(&server).await.expect("it is done");
    assert_eq!(
        (task.status, task.json_url.as_deref()),
        (TaskStatus::Done, Some("https://files.example/1.json"))
    );
    let heard = server.heard();
    let targets: Vec<&str> = heard.iter().map(|heard| heard.target.as_str()).collect();
    let asked = "/v2/invoice/gj/collectTaskStatus";
    assert_eq!(targets, ["/v2/invoice/gj/collectTask", asked, asked, asked]);
    for heard in &heard[1..] {
        assert_eq!(
            heard.text(),
            r#"{"aggOrgId":"5","nsrsbh":"91110000MA0000000X","taskId":"1234567890123456789"}"#
        );
    }
}

#[tokio::test]
async fn states_are_a_stream() {
    let server = Server::start([Reply::json(STARTED), status("0", ""), status("1", ""), status("3", "2000")]);
    let mut states = start(&server).states();
    let mut seen = Vec::new();
    while let Some(state) = states.next().await {
        seen.push(state.expect("a state").status);
    }
    assert_eq!(seen, [TaskStatus::Waiting, TaskStatus::Running, TaskStatus::Done]);
    assert_eq!(states.work_id(), Some("1234567890123456789"));
}

#[tokio::test]
async fn failed_work_is_an_error_with_the_vendors_code() {
    let server = Server::start([Reply::json(STARTED), status("1", ""), status("2", "8000")]);
    let error = start(&server).await.expect_err("it failed");
    assert_eq!((error.kind(), error.code()), (ErrorKind::WorkFailed, Some(Code::new("8000"))));
    assert_eq!((error.message(), error.work_id()), (Some("张三"), Some("1234567890123456789")));
    assert!(!format!("{error} {error:?}").contains("张三"));
}

#[tokio::test]
async fn work_that_takes_too_long_is_asked_for_later() {
    let server = Server::start([Reply::json(STARTED), status("1", "")]);
    let error = start(&server).for_at_most(Duration::from_millis(60)).await.expect_err("not over");
    assert_eq!(error.kind(), ErrorKind::WorkUnfinished);
    let id = error.work_id().expect("an id").to_owned();

    let server = Server::start([status("1", ""), status("3", "2000")]);
    let client = client(&server);
    let call = client.invoice_collection().get_collection_status();
    let call = call.enterprise_id("5").taxpayer_id("91110000MA0000000X").task_id(id);
    let task = call.send_and_wait().every(Duration::from_millis(5)).await.expect("it is done");
    assert_eq!(task.status, TaskStatus::Done);
}

#[tokio::test]
async fn a_start_that_fails_is_no_work() {
    let server = Server::start([Reply::json(r#"{"code":"400000","success":false,"data":null}"#)]);
    let error = start(&server).await.expect_err("refused");
    assert_eq!((error.kind(), error.work_id()), (ErrorKind::Code, None));
    assert_eq!(server.heard().len(), 1);
}
