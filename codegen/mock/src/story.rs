//! What a vendor remembers from call to call, as tables: kinds of records, and what calls and people do to them.
//!
//! In: constants that emitted code writes. Out: what `state` goes by. A story stands here only where the vendor's pages
//! tell it.

/// A kind of thing that the vendor remembers: an account, a started login.
#[derive(Clone, Copy, Debug)]
pub struct RecordKind {
    /// What specs and tests call it.
    pub name: &'static str,
    /// The name of its id.
    pub id: &'static str,
    /// How ids look that the vendor gives: each `#` of the one run of them is a digit.
    pub ids: &'static str,
    /// Names of what is kept of it and has one owner: an id that callers give.
    pub keys: &'static [&'static str],
    /// Names of what is kept of it and never shown.
    pub hidden: &'static [&'static str],
    /// The states that it goes through; none where there is but one.
    pub states: &'static [&'static str],
    /// Where answers tell the state, and the values for the states of which it is known.
    pub told_by: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    /// What calls do to it.
    pub calls: &'static [StoryCall],
    /// What happens to it outside all calls.
    pub acts: &'static [Act],
}

/// What a call does to a record.
#[derive(Clone, Copy, Debug)]
pub struct StoryCall {
    /// `group.name`.
    pub operation: &'static str,
    /// What it does.
    pub effect: Effect,
    /// The members of the request by which records are found.
    pub by: &'static [Kept],
    /// The value of these that asks for all records; none where no value does.
    pub all: Option<&'static str>,
    /// The members of the request that are kept.
    pub keeps: &'static [Kept],
    /// Wire names in the answer, and the names of what is kept there.
    pub shows: &'static [(&'static str, &'static str)],
    /// The states in which it may be done; any where none is named.
    pub from: &'static [&'static str],
    /// The state afterwards; none where it stays.
    pub to: Option<&'static str>,
    /// The code where there is no such record.
    pub missing: Option<&'static str>,
    /// The code where there is one already.
    pub taken: Option<&'static str>,
    /// The code where it is in another state.
    pub wrong_state: Option<&'static str>,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It makes a record, and answers with its id.
    Creates,
    /// It needs a record, and may show it.
    Gets,
    /// It shows all that fit.
    Lists,
    /// It tells whether one fits: true or false.
    Tells,
    /// It changes one.
    Changes,
    /// It takes one away.
    Removes,
}

/// A member of a request, and the name of what is kept of it.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Wire names from the outside in.
    pub path: &'static [&'static str],
    /// The name in the record.
    pub name: &'static str,
}

/// Something that happens outside all calls: somebody signs.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// What tests call it.
    pub name: &'static str,
    /// Whether it may be the first thing that is known of a record.
    pub begins: bool,
    /// The states in which it can happen; any where none is named.
    pub from: &'static [&'static str],
    /// The state afterwards.
    pub to: &'static str,
    /// What the vendor posts of it.
    pub posts: Option<Posts>,
}

/// What the vendor posts of an act.
#[derive(Clone, Copy, Debug)]
pub struct Posts {
    /// `group.name` of the callback.
    pub callback: &'static str,
    /// Wire names in the body, and the names of what is kept there.
    pub shows: &'static [(&'static str, &'static str)],
    /// Members of the body and their JSON; the rest is that of the callback's first example.
    pub body: &'static [(&'static str, &'static str)],
}

/// What a call does, and nothing more: methods of what it gives say the rest.
#[must_use]
pub const fn story(operation: &'static str, effect: Effect) -> StoryCall {
    StoryCall {
        operation,
        effect,
        by: &[],
        all: None,
        keeps: &[],
        shows: &[],
        from: &[],
        to: None,
        missing: None,
        taken: None,
        wrong_state: None,
    }
}

impl StoryCall {
    /// By which members of the request records are found.
    #[must_use]
    pub const fn by(self, by: &'static [Kept]) -> Self {
        Self { by, ..self }
    }

    /// Which value of these asks for all records.
    #[must_use]
    pub const fn all(self, value: &'static str) -> Self {
        Self { all: Some(value), ..self }
    }

    /// Which members of the request are kept.
    #[must_use]
    pub const fn keeps(self, keeps: &'static [Kept]) -> Self {
        Self { keeps, ..self }
    }

    /// Where the answer shows what is kept.
    #[must_use]
    pub const fn shows(self, shows: &'static [(&'static str, &'static str)]) -> Self {
        Self { shows, ..self }
    }

    /// In which states it may be done.
    #[must_use]
    pub const fn from(self, from: &'static [&'static str]) -> Self {
        Self { from, ..self }
    }

    /// To which state it leads.
    #[must_use]
    pub const fn to(self, to: &'static str) -> Self {
        Self { to: Some(to), ..self }
    }

    /// What is answered where there is no such record.
    #[must_use]
    pub const fn missing(self, code: &'static str) -> Self {
        Self { missing: Some(code), ..self }
    }

    /// What is answered where there is one already.
    #[must_use]
    pub const fn taken(self, code: &'static str) -> Self {
        Self { taken: Some(code), ..self }
    }

    /// What is answered where it is in another state.
    #[must_use]
    pub const fn wrong_state(self, code: &'static str) -> Self {
        Self { wrong_state: Some(code), ..self }
    }
}

/// A member of a request, and the name under which it is kept.
#[must_use]
pub const fn kept(path: &'static [&'static str], name: &'static str) -> Kept {
    Kept { path, name }
}

/// Something that happens in any state, and of which nothing is posted.
#[must_use]
pub const fn act(name: &'static str, to: &'static str) -> Act {
    Act { name, begins: false, from: &[], to, posts: None }
}

impl Act {
    /// It may be the first thing that is known of a record.
    #[must_use]
    pub const fn begins(self) -> Self {
        Self { begins: true, ..self }
    }

    /// In which states it can happen.
    #[must_use]
    pub const fn from(self, from: &'static [&'static str]) -> Self {
        Self { from, ..self }
    }

    /// The vendor posts this of it.
    #[must_use]
    pub const fn posts(
        self,
        callback: &'static str,
        shows: &'static [(&'static str, &'static str)],
        body: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { posts: Some(Posts { callback, shows, body }), ..self }
    }
}
