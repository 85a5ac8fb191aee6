//! How much of the vendor's tree is here, in words and as a table.

use crate::coverage::{ApiCoverage, FolderCoverage, api_coverage};
use crate::ir::{Docs, Piece};
use crate::model::Api;

/// `3 of 42 titles, and 2 in part`
pub(super) fn total(api: &Api) -> String {
    api_coverage(api).total().to_string()
}

/// Adds a table by the vendor's folders, if there are titles at all.
pub(super) fn push_table(api: &Api, docs: &mut Docs) {
    let coverage = api_coverage(api);
    if coverage.rows.is_empty() {
        return;
    }
    docs.table(&["Folder", "Titles", "Specified", "Partial", "Title only"], rows(&coverage));
}

fn rows(coverage: &ApiCoverage) -> Vec<Vec<Vec<Piece>>> {
    let row = |FolderCoverage { folder, counts }: &FolderCoverage| {
        let folder = folder.as_deref().map_or_else(|| Piece::ours("–"), Piece::spec);
        let counts = [counts.titles, counts.specified, counts.partial, counts.title_only];
        let numbers = counts.iter().map(|count| vec![Piece::ours(count.to_string())]);
        [vec![folder]].into_iter().chain(numbers).collect()
    };
    coverage.rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, text};
    use crate::model::{Title, TitleState};

    #[test]
    fn each_folder_is_a_row() {
        let mut api = api().done();
        assert_eq!(total(&api), "0 of 0 titles");
        let state = TitleState::TitleOnly(text("Nothing is known."));
        api.inventory = [Title {
            title: text("标题"),
            group: Some(text("登录")),
            page: None,
            path: None,
            note: None,
            state,
            at: Default::default(),
        }]
        .into();
        let mut docs = Docs::default();
        push_table(&api, &mut docs);
        assert_eq!(
            docs.plain(),
            [
                "| Folder | Titles | Specified | Partial | Title only |",
                "| --- | ---: | ---: | ---: | ---: |",
                "| 登录 | 1 | 0 | 0 | 1 |"
            ]
        );
        assert_eq!(total(&api), "0 of 1 titles");
    }
}
