//! How much of each vendor's tree of titles is here, counted.
//!
//! In comes the model, out go numbers by folder of the vendor. Everything that tells them, in documentation
//! or on a terminal, counts here.

use std::fmt;

use crate::model::{Api, Model, OperationId, Text, Title, TitleState};

/// The most rows of an API; with more, folders are counted by their first level alone.
const MOST_ROWS: usize = 40;

/// The numbers of all APIs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// In order of the APIs.
    pub apis: Vec<ApiCoverage>,
}

/// The numbers of one API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiCoverage {
    /// The folder of its specs.
    pub api: String,
    /// Its folders, in order of the inventory.
    pub rows: Vec<FolderCoverage>,
}

/// The numbers of one folder of the vendor's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderCoverage {
    /// The first one or two levels of the vendor's folders. Where the vendor has none: the title of the group of
    /// the specs, or none either.
    pub folder: Option<String>,
    /// Its numbers.
    pub counts: Counts,
}

/// How many titles there are and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub titles: usize,
    /// Those with a complete spec.
    pub specified: usize,
    /// Those whose spec is marked as partial, or of which too little is known for one.
    pub partial: usize,
    /// Those of which nothing but the title is known.
    pub title_only: usize,
}

impl ApiCoverage {
    /// The sum of all folders.
    pub fn total(&self) -> Counts {
        let add = |sum: Counts, row: &FolderCoverage| Counts {
            titles: sum.titles + row.counts.titles,
            specified: sum.specified + row.counts.specified,
            partial: sum.partial + row.counts.partial,
            title_only: sum.title_only + row.counts.title_only,
        };
        self.rows.iter().fold(Counts::default(), add)
    }
}

impl Counts {
    fn add(&mut self, api: &Api, state: &TitleState) {
        self.titles += 1;
        match state {
            TitleState::Specified(specs) if specs.iter().any(|id| is_complete(api, id)) => {
                self.specified += 1;
            }
            TitleState::Specified(_) | TitleState::Partial(_) => self.partial += 1,
            TitleState::TitleOnly(_) => self.title_only += 1,
        }
    }
}

/// `3 of 42 titles, and 2 in part`
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} titles", self.specified, self.titles)?;
        if self.partial > 0 { write!(f, ", and {} in part", self.partial) } else { Ok(()) }
    }
}

/// Whether the spec of an operation or callback says nothing of missing facts.
fn is_complete(api: &Api, id: &OperationId) -> bool {
    let Some(group) = api.groups.iter().find(|group| group.name == id.group) else { return false };
    // Both stand in order of their names.
    let operation = || group.operations.binary_search_by(|operation| operation.id.name.cmp(&id.name)).ok();
    let callback = || group.callbacks.binary_search_by(|callback| callback.id.name.cmp(&id.name)).ok();
    operation().is_some_and(|at| group.operations[at].partial.is_none())
        || callback().is_some_and(|at| group.callbacks[at].partial.is_none())
}

/// Counts the titles of all APIs.
pub fn coverage(model: &Model) -> Coverage {
    Coverage { apis: model.apis.iter().map(api_coverage).collect() }
}

/// Counts the titles of one API.
pub(crate) fn api_coverage(api: &Api) -> ApiCoverage {
    let fine = rows(api, 2);
    let rows = if fine.len() > MOST_ROWS { rows(api, 1) } else { fine };
    ApiCoverage { api: api.id.snake().to_owned(), rows }
}

fn rows(api: &Api, levels: usize) -> Vec<FolderCoverage> {
    let mut rows: Vec<(Option<&str>, Counts)> = Vec::new();
    for title in api.inventory.iter() {
        let folder = folder(api, title, levels);
        // Titles of one folder mostly stand together.
        let at = rows.iter().rposition(|(known, _)| *known == folder).unwrap_or_else(|| {
            rows.push((folder, Counts::default()));
            rows.len() - 1
        });
        rows[at].1.add(api, &title.state);
    }
    rows.into_iter()
        .map(|(folder, counts)| FolderCoverage { folder: folder.map(str::to_owned), counts })
        .collect()
}

fn folder<'m>(api: &'m Api, title: &'m Title, levels: usize) -> Option<&'m str> {
    if let Some(Text(folders)) = &title.group {
        let end = folders.match_indices(" / ").map(|(at, _)| at).nth(levels - 1);
        return Some(&folders[..end.unwrap_or(folders.len())]);
    }
    let TitleState::Specified(specs) = &title.state else { return None };
    let first = specs.first()?;
    api.groups.iter().find(|group| group.name == first.group).map(|group| &*group.label.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{api, ident, operation, text};

    fn title(group: Option<&str>, state: TitleState) -> Title {
        Title {
            title: text("标题"),
            group: group.map(text),
            page: None,
            path: None,
            note: None,
            state,
            at: Default::default(),
        }
    }

    fn unknown() -> TitleState {
        TitleState::TitleOnly(text("Nothing is known."))
    }

    #[track_caller]
    fn check(inventory: Vec<Title>, expected: &[(Option<&str>, [usize; 4])]) {
        let mut api = api().operation("account", operation("update")).done();
        api.inventory = inventory.into();
        let coverage = api_coverage(&api);
        let rows: Vec<_> = coverage
            .rows
            .iter()
            .map(|FolderCoverage { folder, counts }| {
                let Counts { titles, specified, partial, title_only } = *counts;
                (folder.as_deref(), [titles, specified, partial, title_only])
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn titles_are_counted_by_two_levels_of_folders() {
        let partial = || TitleState::Partial(text("Much is missing."));
        check(
            vec![
                title(Some("登录 / 托管 / 一"), unknown()),
                title(Some("登录 / 自持"), partial()),
                title(Some("登录 / 托管 / 二"), partial()),
            ],
            &[(Some("登录 / 托管"), [2, 0, 1, 1]), (Some("登录 / 自持"), [1, 0, 1, 0])],
        );
    }

    #[test]
    fn a_title_without_folder_stands_with_its_group() {
        let specified =
            TitleState::Specified(vec![OperationId { group: ident("account"), name: ident("update") }]);
        check(
            vec![title(None, specified), title(None, unknown())],
            &[(Some("一组"), [1, 1, 0, 0]), (None, [1, 0, 0, 1])],
        );
    }

    #[test]
    fn a_large_tree_is_counted_by_its_first_level() {
        let titles = (0..=MOST_ROWS).map(|at| title(Some(&format!("税务 / {at}")), unknown())).collect();
        check(titles, &[(Some("税务"), [MOST_ROWS + 1, 0, 0, MOST_ROWS + 1])]);
    }

    #[test]
    fn the_total_is_the_sum() {
        let mut api = api().done();
        api.inventory = [title(Some("a"), unknown()), title(Some("b"), unknown())].into();
        let coverage = coverage(&Model { apis: vec![api], ..Model::default() });
        assert_eq!(coverage.apis[0].total(), Counts { titles: 2, title_only: 2, ..Counts::default() });
    }
}
