//! Lists in pages over real HTTP: a total, a vendor that tells none, one that repeats itself.

use crate::qixiangyun::client;
use jiekou::qixiangyun::invoice_collection::list_invoice_basics::{InvoiceBasics, InvoiceBasicsPage};
use jiekou::{ErrorKind, Pages};
use loopback::{Reply, Server};

/// A page with rows of these numbers.
fn page(numbers: &[&str], tail: &str) -> Reply {
    let rows: Vec<String> = numbers.iter().map(|number| format!(r#"{{"Fphm":"{number}"}}"#)).collect();
    let rows = rows.join(",");
    Reply::json(&format!(r#"{{"code":"2000","success":true,"data":{{"List":[{rows}]{tail}}}}}"#))
}

fn list(server: &Server, size: &str) -> Pages<InvoiceBasicsPage, InvoiceBasics> {
    use jiekou::qixiangyun::invoice_collection::enums::Direction;
    let client = client(server);
    let call = client.invoice_collection().list_invoice_basics();
    let call = call.taxpayer_id("91110000MA0000000X").direction(Direction::Input);
    call.issue_date_from("2026-01-01").issue_date_to("2026-01-31").page_size(size).send_pages()
}

async fn numbers(server: &Server) -> Vec<String> {
    let rows = list(server, "2").items().all().await.expect("all rows");
    rows.into_iter().map(|row| row.invoice_number.unwrap_or_default()).collect()
}

/// The numbers of the pages that were asked for, which are texts.
fn asked(server: &Server) -> Vec<String> {
    let number = |heard: loopback::Heard| heard.json()["pageNumber"].as_str().expect("a text").to_owned();
    server.heard().into_iter().map(number).collect()
}

#[tokio::test]
async fn a_total_ends_the_list() {
    let total = r#","Total":3"#;
    let server = Server::start([page(&["1", "2"], total), page(&["3"], total)]);
    assert_eq!(numbers(&server).await, ["1", "2", "3"]);
    assert_eq!(asked(&server), ["1", "2"]);
}

#[tokio::test]
async fn a_short_page_ends_a_list_without_a_total() {
    let server = Server::start([page(&["1", "2"], ""), page(&["3"], "")]);
    assert_eq!(numbers(&server).await, ["1", "2", "3"]);
    assert_eq!(asked(&server), ["1", "2"]);
}

#[tokio::test]
async fn pages_come_one_by_one_with_all_that_they_say() {
    let total = r#","Total":3"#;
    let server = Server::start([page(&["1", "2"], total), page(&["3"], total)]);
    let mut pages = list(&server, "2");
    let first = pages.next().await.expect("a page").expect("it comes");
    assert_eq!((first.total_count, pages.total(), server.heard().len()), (Some(3), Some(3), 1));
    assert!(pages.next().await.is_some() && pages.next().await.is_none());
}

#[tokio::test]
async fn a_vendor_that_repeats_a_page_is_found_out() {
    let server = Server::start([page(&["1", "2"], r#","Total":99"#)]);
    let error = list(&server, "2").items().all().await.expect_err("a circle");
    assert_eq!((error.kind(), server.heard().len()), (ErrorKind::Pages, 2));
}

#[tokio::test]
async fn a_page_above_the_documented_limit_is_not_sent() {
    let server = Server::start([page(&[], "")]);
    let error = list(&server, "101").items().all().await.expect_err("too large");
    assert_eq!((error.kind(), server.heard().len()), (ErrorKind::Input, 0));
}
