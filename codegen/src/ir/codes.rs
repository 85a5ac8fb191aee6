//! Codes of a vendor as constants.

use super::{Constant, Docs};

/// A constant for one code or one class of codes.
#[derive(Clone, Debug, Hash)]
pub(crate) struct CodeItem {
    /// Its name.
    pub(crate) name: String,
    /// What it means and what helps.
    pub(crate) docs: Docs,
    /// The code or the form of the class.
    pub(crate) text: String,
    /// Which of both.
    pub(crate) kind: CodeKind,
    /// Its row of the table for the runtime.
    pub(crate) row: Constant,
}

/// One code or all of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CodeKind {
    /// One.
    Exact,
    /// All of a form.
    Class,
}

/// `pub mod codes` of one call.
#[derive(Clone, Debug, Hash)]
pub(crate) struct CallCodes {
    /// The module of the group's or else the API's codes, from inside this one; none where neither has some.
    pub(crate) shared: Option<Vec<&'static str>>,
    /// The call's own.
    pub(crate) own: Vec<CodeItem>,
}
