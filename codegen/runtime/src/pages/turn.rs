//! Turning pages: which one is next, and whether there is one.
//!
//! In: a table, the request, and what a page holds. Out: the request of the next page, or the end. It meets no type of
//! a page, so that it is compiled once.

use crate::call::Call;
use crate::client::Client;
use crate::encode::encode_value;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::path::{Overlay, Path, StandIn, find, number, text};
use crate::poll::BoxModel;
use crate::value::{Value, View};
use sha2::{Digest, Sha256};
use std::fmt;

/// How a call gives a list in pages.
#[derive(Debug)]
pub struct Paging {
    /// Which page is asked for.
    pub by: PageBy,
    /// Whether number or cursor is sent as text.
    pub as_text: bool,
    /// Where the request has the number of rows on a page; nothing where it has none.
    pub size: Path,
    /// The most rows on a page that the vendor takes.
    pub largest: Option<i64>,
    /// Where the answer has the rows.
    pub items: Path,
    /// Where it has the number of all rows.
    pub total: Path,
    /// Where it has the number of all pages.
    pub pages: Path,
    /// Where it says whether there are more.
    pub more: Path,
}

/// How a page is named in the request.
#[derive(Debug)]
pub enum PageBy {
    /// By its number.
    Number {
        /// Where the request has it.
        member: Path,
        /// That of the first page.
        first: i64,
    },
    /// By what the page before answered.
    Cursor {
        /// Where the request has it.
        member: Path,
        /// Where the answer has the next one.
        next: Path,
    },
}

/// A list on its way.
pub(super) struct Turn {
    client: Client,
    operation: &'static Operation,
    paging: &'static Paging,
    request: BoxModel,
    place: Place,
    /// How many rows came so far.
    seen: i64,
    /// How many pages came so far.
    pages: u32,
    /// How many may come.
    pub(super) limit: u32,
    /// The number of all rows, if the vendor tells it.
    pub(super) total: Option<i64>,
    /// A digest of the last page's rows.
    last: Option<[u8; 32]>,
}

/// The page that is asked for next.
enum Place {
    Number(i64),
    Cursor(Option<String>),
}

/// What a page means for the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// There may be more.
    More,
    /// It is the last one.
    Last,
    /// It is empty: the one before was the last one.
    Nothing,
}

impl Turn {
    /// Before the first page. A number in the request says where to begin, unless it is below the first page's.
    pub(super) fn new(
        client: &Client,
        operation: &'static Operation,
        paging: &'static Paging,
        request: BoxModel,
    ) -> Self {
        let set = |member| find(View::Model(&*request), member);
        let place = match &paging.by {
            PageBy::Number { member, first } => {
                Place::Number(number(set(member)).filter(|set| set >= first).unwrap_or(*first))
            }
            PageBy::Cursor { member, .. } => Place::Cursor(text(set(member))),
        };
        Self {
            client: client.clone(),
            operation,
            paging,
            request,
            place,
            seen: 0,
            pages: 0,
            limit: 10_000,
            total: None,
            last: None,
        }
    }

    /// The number of the page that is next, where pages have numbers.
    pub(super) fn number(&self) -> Option<i64> {
        match self.place {
            Place::Number(number) => Some(number),
            Place::Cursor(_) => None,
        }
    }

    /// Asks for the next page.
    pub(super) fn ask<T>(&self) -> Result<Call<T>> {
        if let (Some(size), Some(largest)) = (self.size(), self.paging.largest)
            && size > largest
        {
            let text = format!("the vendor gives at most {largest} rows on a page, not {size}");
            return Err(Error::new(self.operation.id, ErrorKind::Input, text));
        }
        if self.pages >= self.limit {
            return Err(self.endless(format!("after {} pages there are still more", self.pages)));
        }
        let (PageBy::Number { member, .. } | PageBy::Cursor { member, .. }) = self.paging.by;
        if let Some((_, outer)) = member.split_last()
            && !matches!(find(View::Model(&*self.request), outer), View::Model(_))
        {
            let text = format!("`{}` was not set, and pages are asked for by it", outer.join("."));
            return Err(Error::new(self.operation.id, ErrorKind::Input, text));
        }
        let next = match &self.place {
            Place::Number(number) => Some(number.to_string()),
            Place::Cursor(cursor) => cursor.clone(),
        };
        let kept = |text: String| {
            if self.paging.as_text { Some(StandIn::Text(text)) } else { StandIn::number(&text) }
        };
        let value = next.and_then(kept);
        let values: Vec<(&[&str], &StandIn)> = value.iter().map(|value| (member, value)).collect();
        Ok(Call::new(&self.client, self.operation, &Overlay::new(&*self.request, &values)))
    }

    /// Takes a page that came.
    pub(super) fn take(&mut self, page: View<'_>) -> Result<After> {
        let rows = find(page, self.paging.items);
        let count = count(rows);
        if let (Some(first), Some(number), 0) = (self.first(), self.number(), self.pages) {
            // It may begin with a later page. Where that is the last and short, one call more finds the end.
            self.seen = number.saturating_sub(first).saturating_mul(count);
        }
        self.pages += 1;
        self.seen = self.seen.saturating_add(count);
        self.total = number(find(page, self.paging.total)).or(self.total);
        if count == 0 {
            return Ok(if self.pages == 1 { After::Last } else { After::Nothing });
        }
        self.compare(rows)?;
        self.turn(page, count)
    }

    /// A vendor that does not heed the number gives the same page for ever.
    fn compare(&mut self, rows: View<'_>) -> Result<()> {
        let digest = encode_value(&Shown(rows)).ok().map(|bytes| Sha256::digest(bytes).into());
        if digest.is_some() && digest == self.last {
            return Err(self.endless("a page is the same as the one before".to_owned()));
        }
        self.last = digest;
        Ok(())
    }

    fn turn(&mut self, page: View<'_>, count: i64) -> Result<After> {
        let ended = self.said_to_end(page);
        let PageBy::Cursor { next, .. } = self.paging.by else {
            // What the vendor says goes before what the size of the page suggests.
            let is_short = self.size().is_some_and(|size| count < size);
            let Place::Number(number) = &mut self.place else { return Ok(After::Last) };
            *number += 1;
            return Ok(if ended.unwrap_or(is_short) { After::Last } else { After::More });
        };
        let next = text(find(page, next));
        if next.is_none() || ended == Some(true) {
            return Ok(After::Last);
        }
        if matches!(&self.place, Place::Cursor(sent) if *sent == next) {
            return Err(self.endless("a page leads to itself".to_owned()));
        }
        self.place = Place::Cursor(next);
        Ok(After::More)
    }

    /// Whether the vendor says that this is the last page; nothing where it says neither.
    fn said_to_end(&self, page: View<'_>) -> Option<bool> {
        if let View::Boolean(more) = find(page, self.paging.more) {
            return Some(!more);
        }
        let pages = number(find(page, self.paging.pages)).filter(|pages| *pages > 0);
        if let (Some(pages), Some(first), Some(number)) = (pages, self.first(), self.number()) {
            return Some(number - first + 1 >= pages);
        }
        // A total below the rows that came is none.
        let total = self.total.filter(|total| *total >= self.seen)?;
        Some(self.seen == total)
    }

    /// The number of the first page, where pages have numbers.
    fn first(&self) -> Option<i64> {
        match self.paging.by {
            PageBy::Number { first, .. } => Some(first),
            PageBy::Cursor { .. } => None,
        }
    }

    fn size(&self) -> Option<i64> {
        let path = self.paging.size;
        let size = (!path.is_empty()).then(|| number(find(View::Model(&*self.request), path)));
        size.flatten().filter(|size| *size > 0)
    }

    fn endless(&self, text: String) -> Error {
        Error::new(self.operation.id, ErrorKind::Pages, text)
    }
}

/// How many rows there are.
fn count(rows: View<'_>) -> i64 {
    let View::List(list) = rows else { return 0 };
    (0..).map_while(|index| list.at(index)).fold(0, |count, _| count + 1)
}

/// A value that was seen.
struct Shown<'a>(View<'a>);

impl Value for Shown<'_> {
    fn view(&self) -> View<'_> {
        self.0
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn")
            .field("operation", &self.operation.id)
            .field("pages", &self.pages)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
