//! Work that goes on after a call, and lists in pages, each as one line.
//!
//! In come the facts of the model, out go texts for reviewers. `sheet` has the tests of all of them.

use crate::model::{Fill, FillFrom, PageBy, Paging, Poll, Progress, WirePath};

/// Which call is asked, and what it is filled with.
pub(crate) fn poll_facts(poll: &Poll) -> String {
    let fills: Vec<String> = poll.fill.iter().map(fill_fact).collect();
    let at_once = poll.at_once.as_ref().map(|shape| format!("; at once {}", shape.pascal()));
    format!("{}: {}{}", poll.operation, fills.join(", "), at_once.unwrap_or_default())
}

fn fill_fact(fill: &Fill) -> String {
    let from = match &fill.from {
        FillFrom::Answer(paths) => {
            let path = |path: &WirePath| {
                path.iter().fold("answer".to_owned(), |path, wire| format!("{path}.{wire}"))
            };
            paths.iter().map(path).collect::<Vec<_>>().join(" or ")
        }
        FillFrom::Request(path) => format!("request.{}", path.join(".")),
        FillFrom::Text(text) => format!("{text:?}"),
        FillFrom::Number(number) => number.to_string(),
        FillFrom::Flag(flag) => flag.to_string(),
    };
    format!("{} = {from}", fill.to.join("."))
}

/// Where the state stands, what it means, and how long to wait.
pub(crate) fn progress_facts(progress: &Progress) -> String {
    let mut facts = Vec::new();
    if !progress.state.is_empty() {
        facts.push(format!("{}: done {}", progress.state.join("."), progress.done.join(", ")));
    }
    for (word, values) in [("failed", &progress.failed), ("running codes", &progress.running_codes)] {
        if !values.is_empty() {
            facts.push(format!("{word} {}", values.join(", ")));
        }
    }
    for (word, path) in [("code", &progress.code), ("message", &progress.message)] {
        if !path.is_empty() {
            facts.push(format!("{word} {}", path.join(".")));
        }
    }
    facts.push(format!("every {} s for {} s", progress.every_seconds, progress.limit_seconds));
    facts.join("; ")
}

/// Where number, size and rows stand.
pub(crate) fn paging_facts(paging: &Paging) -> String {
    let mut facts = vec![match &paging.by {
        PageBy::Number { member, first } => format!("by {} from {first}", member.join(".")),
        PageBy::Cursor { member, next } => format!("by {} = answer.{}", member.join("."), next.join(".")),
    }];
    if paging.as_text {
        facts.push("as text".to_owned());
    }
    let largest = paging.largest.map(|largest| format!(" up to {largest}")).unwrap_or_default();
    for (word, path, more) in [
        ("size", &paging.size, largest.as_str()),
        ("items", &paging.items, ""),
        ("total", &paging.total, ""),
        ("pages", &paging.pages, ""),
        ("more", &paging.more, ""),
    ] {
        if !path.is_empty() {
            facts.push(format!("{word} {}{more}", path.join(".")));
        }
    }
    facts.join("; ")
}
