//! What a call may answer instead of success.
//!
//! In come the codes of a call, its group and its API, out goes a table of what is particular to the call.

use crate::model::{Api, Code, Group};
use crate::wording::{meaning, then};

use super::page::Page;
use super::table::{Kind, Table};

/// The section `codes`.
pub(super) fn show_codes(api: &Api, group: &Group, own: &[Code], page: &mut Page) {
    let short = page.is_short();
    let of_the_api: &[Code] = if short { &[] } else { &api.codes };
    page.section("codes");
    let mut table = Table::new([
        (Kind::Names, "code"),
        (Kind::Names, "Rust"),
        (Kind::Names, "then"),
        (Kind::Prose, "means"),
        (Kind::Prose, "of"),
    ]);
    let mut any = false;
    for (codes, of) in [(own, "the call"), (&group.codes, "the group"), (of_the_api, "the API")] {
        for code in codes {
            let name = format!("codes::{}", code.name.screaming());
            let asked = then(code.then).to_owned();
            table.row(0, vec![code.pattern.as_str().to_owned(), name, asked, meaning(code), of.to_owned()]);
            any = true;
        }
    }
    if any {
        page.table(&table);
    }
    match (api.codes.len(), short) {
        (0, _) | (_, false) => {}
        (count, true) => page.item("", &format!("and {count} of any call of the API; `--all` shows them")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Colour;
    use crate::model::samples::{api, code, operation};
    use crate::show::{Lists, Look};

    #[track_caller]
    fn check(lists: Lists, expected: &str) {
        let api = api().operation("account", operation("get")).code(code("2", "wrong_sign")).done();
        let mut page = Page::new(Look { columns: 100, colour: Colour::Never, lists });
        show_codes(&api, &api.groups[0], &[code("1", "too_late")], &mut page);
        assert_eq!(page.done(), expected);
    }

    #[test]
    fn codes_of_the_api_are_counted_unless_all_is_wanted() {
        check(
            Lists::Short,
            "\ncodes\n  code  Rust             then     means                of\n  \
             ----  ---------------  -------  -------------------  --------\n  \
             1     codes::TOO_LATE  nothing  Something is wrong.  the call\n  \
             and 1 of any call of the API; `--all` shows them\n",
        );
        check(
            Lists::Whole,
            "\ncodes\n  code  Rust               then     means                of\n  \
             ----  -----------------  -------  -------------------  --------\n  \
             1     codes::TOO_LATE    nothing  Something is wrong.  the call\n  \
             2     codes::WRONG_SIGN  nothing  Something is wrong.  the API\n",
        );
    }
}
