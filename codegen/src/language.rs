//! Data: the spec language, which maps there are, which keys they know, and what stands behind each key.
//!
//! Nothing comes in. `resolve` reads specs by these declarations, and what helps authors to write and to lay out specs
//! is made of the same ones, so that neither knows a key that the other does not. A declaration says what one map
//! knows by itself; what depends on other maps or files is a rule of `resolve`. Nothing here reads or reports.

/// Declares a [`Kind`]: `must` and `may` say of each key whether it has to be there. The order of keys is the order in
/// which a tidy file has them. Laws stand behind `=>`.
macro_rules! kind {
    (
        $(#[doc = $about:literal])+
        $seen:vis $id:ident = $name:literal {
            $( $(#[doc = $told:literal])+ $need:ident $key:ident: $shape:expr, )+
            $( => $law:expr, )*
        }
    ) => {
        $(#[doc = $about])+
        $seen static $id: $crate::language::Kind = $crate::language::Kind {
            id: stringify!($id),
            name: $name,
            about: concat!($($about),+),
            keys: &[$($crate::language::Key {
                name: stringify!($key),
                about: concat!($($told),+),
                must: $crate::language::kind!(@$need),
                shape: &$shape,
            }),+],
            laws: &[$($law),*],
        };
    };
    (@must) => { true };
    (@may) => { false };
}
pub(crate) use kind;

mod api;
mod callback;
mod field;
mod file;
mod form;
mod glossary;
mod mock;
mod operation;
mod recipe;
mod walk;
mod work;

pub use api::{
    API, CREDENTIAL, DATA, ENCRYPTION, ENVELOPE, GROUP_OF_API, MEMBER, PADDINGS, SERVER, SUCCESS, TEXTS,
    TOKEN,
};
pub use callback::{CALLBACK, POSTED_EXAMPLE, PROBE, PROBES, REPEATS, REPLY, VERIFY};
pub use field::{FIELD, ITEMS_OF_TEXT, PLACES, PLAIN, SHAPE};
pub use file::{APPROVAL, APPROVALS, FILES, INVENTORY, TITLE, is_callback, kind_of_file};
pub use form::{ALLOWED, EVIDENCE, Form};
pub use glossary::{CODE, ENUM, GLOSSARY, GROUP, OBJECT, THEN, VALUE, WIRE, WORD_OF_API, WORD_OF_GROUP};
pub use mock::{ACT, CLOCK, EFFECT, MOCK, REASONS, RECORD, REFUSAL};
pub use operation::{
    ANSWER, ANSWERS, AUTH, BODIES, DISAGREEMENT, EXAMPLE, KEYED_CALL, METHODS, OPERATION, RESPONSE, RETRIES,
    RULE,
};
pub use recipe::{
    BUILT_IN, GIVEN, HEADER_LINES, JOIN, KEYED, LINES, POSTED, POSTED_VECTOR, SIGNING, SOURCE, TRANSFORMS,
    VECTOR,
};
pub use walk::walk;
pub use work::{PAGES, POLL, PROGRESS, TEXT};

/// A sort of map: what people call it and the keys it knows.
#[derive(Debug)]
pub struct Kind {
    /// Its name here.
    pub id: &'static str,
    /// With its article: `a field`.
    pub name: &'static str,
    /// What it is, as sentences.
    pub about: &'static str,
    /// All keys, in the order in which a tidy file has them.
    pub keys: &'static [Key],
    /// What holds between keys.
    pub laws: &'static [Law],
}

/// One key of a map.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it says, as sentences.
    pub about: &'static str,
    /// Whether it has to be there, whatever else is.
    pub must: bool,
    /// What stands behind it.
    pub shape: &'static Shape,
}

/// What holds between the keys of one map.
#[derive(Debug)]
pub enum Law {
    /// One of them is there, and no second one.
    One(&'static [&'static str]),
    /// At least one of them is there.
    Any(&'static [&'static str]),
    /// Where the first is there, the second is too.
    With(&'static str, &'static str),
    /// Where the first key has one of these words, or a list of one of them, one of the other keys is there.
    Where(&'static str, &'static [&'static str], &'static [&'static str]),
    /// What stands outside the map says whether it is there.
    Outside(&'static str),
}

/// What a value may be.
#[derive(Debug)]
pub enum Shape {
    /// Prose: one line or several, which become one.
    Text,
    /// A text on one line that is not empty.
    Line,
    /// The same, and these words are known to be some.
    Offered(&'static [Word]),
    /// A text of a form.
    Form(&'static Form),
    /// Any plain value but null; an empty text is one.
    Scalar,
    /// `true` or `false`, without quotes.
    Flag,
    /// A whole number without quotes, from the first to the second.
    Number(i64, i64),
    /// One of these words.
    Word(&'static [Word]),
    /// The number of a rule that may be allowed.
    Rule,
    /// The name of a type, or a list of one.
    Type,
    /// `null` or an empty text.
    Nothing,
    /// Anything, which is an example or a part of one.
    Any,
    /// A list of so many of these at least.
    List(usize, &'static Shape),
    /// One of these, or a list of so many at least.
    Several(usize, &'static Shape),
    /// A list that is not empty; the first is of another shape than the rest.
    Row(&'static Shape, &'static Shape),
    /// A map of so many of these at least, under keys of the first shape that the author chooses.
    Free(usize, &'static Shape, &'static Shape),
    /// A map with keys of the language.
    Map(&'static Kind),
    /// Any of these.
    Either(&'static [Shape]),
}

/// A word of the language and what it says, as a sentence.
pub type Word = (&'static str, &'static str);

/// Words with what they say and what they are in the model.
pub type Words<T, const N: usize> = [(&'static str, &'static str, T); N];

/// The words of a table.
pub const fn words<T, const N: usize>(table: &Words<T, N>) -> [Word; N] {
    let mut all = [("", ""); N];
    let mut at = 0;
    while at < N {
        all[at] = (table[at].0, table[at].1);
        at += 1;
    }
    all
}

impl Kind {
    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// The names of all keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|key| key.name)
    }

    /// Whether a map may be wrong for want of this key.
    pub fn may_need(&self, name: &str) -> bool {
        let asks = |law: &Law| match law {
            Law::One(keys) | Law::Any(keys) | Law::Where(_, _, keys) => keys.contains(&name),
            Law::With(_, key) | Law::Outside(key) => *key == name,
        };
        self.key(name).is_some_and(|key| key.must) || self.laws.iter().any(asks)
    }
}

impl Shape {
    /// Whether it is one of these words, or may be.
    pub fn has_words(&self, words: impl Iterator<Item = &'static str> + Clone) -> bool {
        match self {
            Self::Word(known) => known.iter().map(|(word, _)| *word).eq(words),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.has_words(words.clone())),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
