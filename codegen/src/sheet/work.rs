//! Lines about work that goes on after a call, and about lists in pages.

use crate::model::Operation;
use crate::wording::{paging_facts, poll_facts, progress_facts};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{ident, operation, text};
    use crate::model::{Fill, FillFrom, OperationId, PageBy, Paging, Plain, Poll, Progress, WirePath};

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
