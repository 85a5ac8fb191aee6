//! Pages of a vendor that counts, caps, repeats or says nothing.

use super::*;
use crate::error::ErrorKind;
use crate::pretend::{Pretend, block_on, client, response};
use crate::private::*;

answer! {
    /// A page.
    struct Page {
        /// Its rows.
        #[field(0, "list")]
        pub list: Option<Vec<Row>>,
        /// Of all.
        #[field(1, "total")]
        pub total: Option<i64>,
        /// Of all.
        #[field(2, "pages")]
        pub pages: Option<i32>,
        /// Whether there are more.
        #[field(3, "more")]
        pub more: Option<bool>,
        /// The next one.
        #[field(4, "next")]
        pub next: Option<String>,
    }
}

answer! {
    /// A row.
    struct Row {
        /// Its number.
        #[field(0, "no", required)]
        pub no: i64,
    }
}

request! {
    struct List {
        #[field(0, "page", required)]
        page: Place,
        #[field(1, "size")]
        size: Option<i32>,
    }
}

request! {
    struct Place {
        #[field(0, "no", required)]
        no: String,
    }
}

static LIST: Operation = operation("row.list", Method::Post, "/rows").retry(Retry::Safe);
static NUMBERED: Paging = Paging {
    by: PageBy::Number { member: &["page", "no"], first: 1 },
    as_text: true,
    size: &["size"],
    largest: Some(50),
    items: &["list"],
    total: &["total"],
    pages: &["pages"],
    more: &["more"],
};
static CURSOR: Paging = Paging {
    by: PageBy::Cursor { member: &["page", "no"], next: &["next"] },
    as_text: true,
    size: &[],
    largest: None,
    items: &["list"],
    total: &[],
    pages: &[],
    more: &[],
};

/// A vendor of so many rows that gives at most so many on a page; `tail` is what it says of the list.
#[derive(Clone, Copy)]
struct Vendor {
    rows: usize,
    cap: usize,
    tail: fn(page: usize, pages: usize, rows: usize) -> String,
}

impl Vendor {
    fn pretend(self) -> Pretend {
        Pretend::new(move |request| {
            let body = String::from_utf8_lossy(request.body()).into_owned();
            let after = |key: &str| body.split(key).nth(1).unwrap_or_default().to_owned();
            let digits =
                |text: String| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse();
            let page: usize = digits(after(r#""no":""#)).unwrap_or(1);
            let size = digits(after(r#""size":"#)).unwrap_or(self.cap).min(self.cap);
            let begin = ((page - 1) * size).min(self.rows);
            let rows: Vec<String> =
                (begin..self.rows.min(begin + size)).map(|no| format!(r#"{{"no":{no}}}"#)).collect();
            let tail = (self.tail)(page, self.rows.div_ceil(size), self.rows);
            let data = format!(r#"{{"list":[{}]{tail}}}"#, rows.join(","));
            Ok(response(200, &format!(r#"{{"code":"2000","data":{data}}}"#)))
        })
    }
}

fn pages(vendor: &Pretend, paging: &'static Paging, no: &str, size: Option<i32>) -> Pages<Page, Row> {
    let request = List { page: Place { no: no.into() }, size };
    Pages::new(&client(vendor), &LIST, paging, request, |page| page.list)
}

/// All rows come once and in order, in so many calls.
#[track_caller]
fn check(vendor: Vendor, paging: &'static Paging, size: Option<i32>, calls: usize) {
    let pretend = vendor.pretend();
    let rows = block_on(pages(&pretend, paging, "", size).items().all()).expect("all rows come");
    let wanted: Vec<i64> = (0..).take(vendor.rows).collect();
    assert_eq!(rows.iter().map(|row| row.no).collect::<Vec<_>>(), wanted);
    assert_eq!(pretend.paths().len(), calls);
}

#[track_caller]
fn check_error(vendor: &Pretend, paging: &'static Paging, size: Option<i32>, expected: &str, calls: usize) {
    let error = block_on(pages(vendor, paging, "", size).items().all()).expect_err("it does not end well");
    assert_eq!(error.to_string(), expected);
    assert_eq!(vendor.paths().len(), calls);
}

fn silent(_: usize, _: usize, _: usize) -> String {
    String::new()
}

fn total(_: usize, _: usize, rows: usize) -> String {
    format!(r#","total":{rows}"#)
}

#[test]
fn a_total_ends_the_list() {
    check(Vendor { rows: 25, cap: 50, tail: total }, &NUMBERED, Some(10), 3);
    check(Vendor { rows: 20, cap: 50, tail: total }, &NUMBERED, Some(10), 2);
    check(Vendor { rows: 0, cap: 50, tail: total }, &NUMBERED, Some(10), 1);
}

#[test]
fn a_total_goes_before_a_short_page() {
    check(Vendor { rows: 25, cap: 7, tail: total }, &NUMBERED, Some(10), 4);
}

#[test]
fn a_total_that_cannot_be_is_none() {
    check(Vendor { rows: 25, cap: 50, tail: |_, _, _| r#","total":0"#.into() }, &NUMBERED, Some(10), 3);
}

#[test]
fn a_number_of_pages_or_a_word_ends_the_list() {
    let pages = |_, pages, _| format!(r#","pages":{pages}"#);
    check(Vendor { rows: 20, cap: 10, tail: pages }, &NUMBERED, None, 2);
    let more = |page, pages, _| format!(r#","more":{}"#, page < pages);
    check(Vendor { rows: 20, cap: 10, tail: more }, &NUMBERED, None, 2);
}

#[test]
fn a_short_or_an_empty_page_ends_a_list_that_says_nothing() {
    check(Vendor { rows: 25, cap: 50, tail: silent }, &NUMBERED, Some(10), 3);
    check(Vendor { rows: 20, cap: 50, tail: silent }, &NUMBERED, Some(10), 3);
    check(Vendor { rows: 25, cap: 10, tail: silent }, &NUMBERED, None, 4);
}

#[test]
fn a_list_may_begin_later() {
    let vendor = Vendor { rows: 25, cap: 50, tail: total }.pretend();
    let mut pages = pages(&vendor, &NUMBERED, "2", Some(10));
    let first = block_on(pages.next()).expect("a page").expect("it comes");
    assert_eq!(first.list.map(|list| list[0].no), Some(10));
    assert_eq!((pages.total(), pages.next_number()), (Some(25), Some(3)));
    assert!(block_on(pages.next()).is_some() && block_on(pages.next()).is_none());
    assert!(pages.is_terminated());
}

#[test]
fn a_cursor_leads_on_until_there_is_none() {
    let tail = |page, pages, _| {
        if page < pages { format!(r#","next":"{}""#, page + 1) } else { r#","next":"""#.into() }
    };
    check(Vendor { rows: 25, cap: 10, tail }, &CURSOR, None, 3);
}

#[test]
fn a_vendor_that_goes_in_a_circle_is_found_out() {
    let circle = Vendor { rows: 25, cap: 10, tail: |_, _, _| r#","next":"2""#.into() };
    check_error(&circle.pretend(), &CURSOR, None, "row.list: a page leads to itself", 2);
    let same = |tail| Pretend::new(move |_| Ok(response(200, tail)));
    let repeats = r#"{"code":"2000","data":{"list":[{"no":1},{"no":2}],"total":9}}"#;
    check_error(&same(repeats), &NUMBERED, Some(2), "row.list: a page is the same as the one before", 2);
}

#[test]
fn too_many_pages_are_an_error() {
    let vendor = Vendor { rows: 1_000, cap: 1, tail: silent }.pretend();
    let error =
        block_on(pages(&vendor, &NUMBERED, "", Some(1)).at_most(5).items().all()).expect_err("too many");
    assert_eq!((error.kind(), vendor.paths().len()), (ErrorKind::Pages, 5));
    assert_eq!(error.to_string(), "row.list: after 5 pages there are still more");
}

#[test]
fn a_page_above_the_limit_is_not_asked_for() {
    let vendor = Vendor { rows: 1, cap: 1, tail: silent }.pretend();
    check_error(
        &vendor,
        &NUMBERED,
        Some(51),
        "row.list: the vendor gives at most 50 rows on a page, not 51",
        0,
    );
}

#[test]
fn an_object_that_was_not_set_cannot_turn_pages() {
    request! {
        struct Loose {
            #[field(0, "page")]
            page: Option<Place>,
        }
    }
    let vendor = Vendor { rows: 1, cap: 1, tail: silent }.pretend();
    let request = Loose { page: None };
    let mut pages: Pages<Page, Row> = Pages::new(&client(&vendor), &LIST, &CURSOR, request, |page| page.list);
    let error = block_on(pages.next()).expect("an answer").expect_err("there is no page");
    assert_eq!(error.to_string(), "row.list: `page` was not set, and pages are asked for by it");
    assert!(vendor.paths().is_empty());
}

#[test]
fn an_error_ends_the_list() {
    let vendor = Pretend::answering(200, r#"{"code":"9"}"#);
    let mut items = pages(&vendor, &NUMBERED, "", Some(5)).items();
    assert!(block_on(items.next()).is_some_and(|row| row.is_err()));
    assert!(block_on(items.next()).is_none() && items.is_terminated());
    assert_eq!(items.pages.next_number(), Some(1));
}

#[test]
fn no_data_is_no_page() {
    let vendor = Pretend::answering(200, r#"{"code":"2000","data":null}"#);
    assert!(block_on(pages(&vendor, &NUMBERED, "", Some(5)).next()).is_none());
}

#[test]
fn pages_may_be_sent_to_another_thread_and_show_no_rows() {
    fn sendable<T: Send + Unpin>(_: &T) {}
    let pages = pages(&Pretend::answering(200, ""), &NUMBERED, "", None);
    sendable(&pages);
    let shown = format!("{:?}", pages.items());
    assert_eq!(
        shown,
        r#"Items { pages: Pages { turn: Turn { operation: "row.list", pages: 0, limit: 10000, .. }, over: false, .. }, left: 0 }"#
    );
}
