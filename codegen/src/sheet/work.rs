//! Lines about work that goes on after a call, and about lists in pages.

use crate::model::{Fill, FillFrom, Operation, PageBy, Paging, Poll, Progress, WirePath};

use super::table::Sheet;

/// What the call says of work and pages: a line each.
pub(super) fn sheet_work(operation: &Operation, sheet: &mut Sheet) {
    if let Some(poll) = &operation.poll {
        sheet.line(&format!("poll {}", poll_facts(poll)));
    }
    if let Some(progress) = &operation.progress {
        sheet.line(&format!("progress {} ({})", progress_facts(progress), progress.why));
    }
    if let Some(paging) = &operation.paging {
        sheet.line(&format!("pages {}", paging_facts(paging)));
    }
}

fn poll_facts(poll: &Poll) -> String {
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

fn progress_facts(progress: &Progress) -> String {
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

fn paging_facts(paging: &Paging) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, operation, text};
    use crate::model::{OperationId, Plain};

    fn path(path: &str) -> WirePath {
        path.split('.').map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(operation: &Operation, expected: &str) {
        let mut sheet = Sheet::default();
        sheet_work(operation, &mut sheet);
        assert_eq!(sheet.done(), expected);
    }

    #[test]
    fn each_has_a_line() {
        let mut call = operation("start").done();
        let fill =
            |to: &str, from| Fill { to: path(to), plain: Plain::Text, in_list: false, required: true, from };
        call.poll = Some(Poll {
            operation: OperationId { group: ident("account"), name: ident("get") },
            fill: vec![
                fill("taskId", FillFrom::Answer(vec![path("taskId"), WirePath::new()])),
                fill("org", FillFrom::Request(path("data.org"))),
                fill("page.no", FillFrom::Number(1)),
            ],
            at_once: Some(ident("done")),
        });
        call.progress = Some(Progress {
            state: path("task.state"),
            done: vec!["3".to_owned()],
            failed: vec!["2".to_owned(), "6".to_owned()],
            running_codes: Vec::new(),
            code: path("code"),
            message: WirePath::new(),
            every_seconds: 5,
            limit_seconds: 600,
            why: text("It is so."),
        });
        call.paging = Some(Paging {
            by: PageBy::Number { member: path("page.no"), first: 1 },
            as_text: true,
            size: path("page.size"),
            largest: Some(50),
            items: path("list"),
            total: path("total"),
            pages: WirePath::new(),
            more: WirePath::new(),
        });
        check(
            &call,
            "poll account.get: taskId = answer.taskId or answer, org = request.data.org, page.no = 1; at once Done\n\
             progress task.state: done 3; failed 2, 6; code code; every 5 s for 600 s (It is so.)\n\
             pages by page.no from 1; as text; size page.size up to 50; items list; total total\n",
        );
    }

    #[test]
    fn a_call_without_either_has_none() {
        check(&operation("ping").done(), "");
    }
}
