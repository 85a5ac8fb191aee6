//! Answers that no client wants, with a mark wherever one fits.
//!
//! In: a mark. Out: replies that end each call in another kind of failure. They fit every API.

use loopback::Reply;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::thread;

/// Replies to any call: an odd code and one that looks like a code, pages, bare status, cut off, nothing.
pub(super) fn replies(mark: &str) -> Vec<Reply> {
    let page = format!("<html><title>{mark}</title></html>");
    vec![
        Reply::json(&failure("4999", mark)),
        Reply::json(&failure("40101", mark)),
        Reply::json(&failure(&format!("no such person: {mark}"), mark)),
        Reply::json(&failure("500", mark)).status(500),
        Reply::json(&format!("\"{mark}\"")),
        Reply::json(&format!("{{\"{mark}\":")),
        Reply::html(&page),
        Reply::html(&page).status(502),
        Reply::html(&page).cut_after(9),
        Reply::json("").status(429),
    ]
}

fn failure(code: &str, mark: &str) -> String {
    let data = json!({ mark: mark, "list": [mark] });
    json!({
        "code": code, "errCode": code, "message": mark, "msg": mark, "success": false, "errShow": true,
        "reqId": format!("{mark} of yesterday"), "logKey": format!("{mark} of yesterday"),
        "data": data, "result": data, mark: mark,
    })
    .to_string()
}

/// The answer of a login with this token, which may be the answer to any other call too.
pub(super) fn login(token: &str) -> String {
    let data = json!({ "access_token": token, "token": token });
    json!({ "code": "2000", "success": true, "data": data }).to_string()
}

/// An answer whose data is of another form than the documented one.
pub(super) fn spoiled(answer: &str, mark: &str) -> String {
    let mut answer: Value = serde_json::from_str(answer).expect("an example is JSON");
    let around = ["code", "errCode", "success"];
    for (_, value) in
        answer.as_object_mut().into_iter().flatten().filter(|(name, _)| !around.contains(&name.as_str()))
    {
        *value = json!([[{ mark: mark }, mark]]);
    }
    answer.to_string()
}

/// The address of a vendor that takes connections and never says a word.
pub(super) fn silent() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || listener.incoming().collect::<Vec<_>>());
    url
}

/// An address where nobody is.
pub(super) fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}
