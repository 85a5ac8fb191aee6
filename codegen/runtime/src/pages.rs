//! Lists in pages, as streams: one page after the other, or one row after the other.
//!
//! In: a request, and a table that says how its call gives pages. Out: pages, each fetched when it is asked for. A list
//! that does not end is an error and never a loop; a stream that gave an error gives nothing more.

mod turn;

pub use turn::{PageBy, Paging};

use crate::call::Call;
use crate::client::Client;
use crate::error::Result;
use crate::operation::Operation;
use crate::value::{Blank, Model, Slot, Value};
use futures_core::Stream;
use futures_core::stream::FusedStream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;
use turn::{After, Turn};

/// Pages of a list: a stream. Nothing is sent before the first one is asked for.
#[must_use = "nothing is sent before the first `.next().await`"]
pub struct Pages<T, I> {
    turn: Turn,
    /// Takes the rows out of a page.
    rows: fn(T) -> Option<Vec<I>>,
    asking: Option<Call<Option<T>>>,
    over: bool,
}

impl<T, I> Pages<T, I> {
    /// Pages of the list that a request asks for.
    pub fn new<R: Model + Send + Sync + 'static>(
        client: &Client,
        operation: &'static Operation,
        paging: &'static Paging,
        request: R,
        rows: fn(T) -> Option<Vec<I>>,
    ) -> Self {
        let turn = Turn::new(client, operation, paging, Box::new(request));
        Self { turn, rows, asking: None, over: false }
    }

    /// Allows no more pages than this. More are an error of the kind [`ErrorKind::Pages`](crate::ErrorKind::Pages);
    /// without this, more than 10,000 are.
    pub fn at_most(mut self, pages: u32) -> Self {
        self.turn.limit = pages;
        self
    }

    /// The rows, one after the other.
    pub fn items(self) -> Items<T, I> {
        Items { pages: self, rows: Vec::new().into_iter() }
    }

    /// How many rows there are in all, as the last page said.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.turn.total
    }

    /// The number of the page that is next or that was not had, where pages have numbers.
    #[must_use]
    pub fn next_number(&self) -> Option<i64> {
        self.turn.number()
    }
}

impl<T: Slot + Blank + Value, I> Pages<T, I> {
    /// The next page; none after the last one.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        if self.over {
            return Poll::Ready(None);
        }
        let asked = match self.asking.take() {
            Some(call) => Ok(call),
            None => self.turn.ask(),
        };
        let answer = match asked {
            Ok(call) => ready!(Pin::new(self.asking.insert(call)).poll(context)),
            Err(error) => Err(error),
        };
        self.asking = None;
        let page = match answer {
            Ok(Some(page)) => self.turn.take(page.view()).map(|after| (page, after)),
            Ok(None) => {
                self.over = true;
                return Poll::Ready(None);
            }
            Err(error) => Err(error),
        };
        self.over = !matches!(page, Ok((_, After::More)));
        Poll::Ready(match page {
            Ok((_, After::Nothing)) => None,
            page => Some(page.map(|(page, _)| page)),
        })
    }
}

impl<T: Slot + Blank + Value, I> Stream for Pages<T, I> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.poll_page(context)
    }
}

impl<T: Slot + Blank + Value, I> FusedStream for Pages<T, I> {
    fn is_terminated(&self) -> bool {
        self.over
    }
}

/// Rows of a list in pages: a stream. A page is fetched when the rows of the one before were taken.
#[must_use = "nothing is sent before the first `.next().await`"]
pub struct Items<T, I> {
    pages: Pages<T, I>,
    rows: IntoIter<I>,
}

impl<T: Slot + Blank + Value, I> Items<T, I> {
    /// The next row; none after the last one.
    pub async fn next(&mut self) -> Option<Result<I>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// All rows that are left. They stand in memory together.
    ///
    /// # Errors
    ///
    /// The first error of a page. Rows that came before it are lost.
    pub async fn all(mut self) -> Result<Vec<I>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I>>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Poll::Ready(Some(Ok(row)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.rows = (self.pages.rows)(page).unwrap_or_default().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Slot + Blank + Value, I: Unpin> Stream for Items<T, I> {
    type Item = Result<I>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<I>>> {
        self.poll_item(context)
    }
}

impl<T: Slot + Blank + Value, I: Unpin> FusedStream for Items<T, I> {
    fn is_terminated(&self) -> bool {
        self.pages.over && self.rows.len() == 0
    }
}

impl<T, I> fmt::Debug for Pages<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("turn", &self.turn).field("over", &self.over).finish_non_exhaustive()
    }
}

impl<T, I> fmt::Debug for Items<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("left", &self.rows.len()).finish()
    }
}

#[cfg(test)]
mod tests;
