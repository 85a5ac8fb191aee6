//! The members around every answer: code, message, request id, and the data between them.
//!
//! In: the API's table, an answer and a slot for the data. Out: the members, and whether the call succeeded. The
//! data is read on the way, in one pass; a second pass is made only where the first one failed, and a third one
//! where a text is no Unicode.

mod data;
mod exact;
mod quick;

pub(crate) use data::read_data;

use crate::decode::{Came, DecodeError, Document, Kept, What, decode, mended, quick};
use crate::shape::{Form, TextOf};
use crate::value::{Null, Slot, Target};
use exact::exact_pass;
use quick::quick_pass;
use std::borrow::Cow;

/// The members around every answer.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    /// The business code, text or number.
    pub code: Names,
    /// The text for people.
    pub message: Option<Names>,
    /// The id of the call in the vendor's logs.
    pub request_id: Option<Names>,
    /// Whether the message is fit to be shown to an end user.
    pub presentable: Option<Names>,
    /// Where the operation's own answer stands.
    pub data: Data,
    /// When the call succeeded.
    pub success: Success,
}

/// The names of a member.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// Its name.
    pub wire: &'static str,
    /// Other names that the vendor uses for it.
    pub also: &'static [&'static str],
}

impl Names {
    fn contain(&self, name: &str) -> bool {
        self.wire == name || self.also.contains(&name)
    }
}

/// Where an operation's own answer stands.
#[derive(Clone, Copy, Debug)]
pub enum Data {
    /// In a member.
    Member {
        /// The member.
        names: Names,
        /// What `""` stands for.
        empty_text: EmptyText,
    },
    /// Beside the code: its members are members of the envelope.
    Beside,
}

/// What an empty text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyText {
    /// Nothing, as null does.
    IsNothing,
    /// Itself.
    IsText,
}

/// When a call succeeded.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    /// One of these codes, compared as text.
    pub codes: &'static [&'static str],
    /// A boolean member that must not be false where it is there.
    pub flag: Option<Names>,
    /// A boolean member that says success where an answer has no code.
    pub without_code: Option<Names>,
}

/// The members of one answer, which may be parts of it.
#[derive(Debug, Default)]
pub(crate) struct Head<'d> {
    pub(crate) code: Option<Cow<'d, str>>,
    pub(crate) message: Option<Cow<'d, str>>,
    pub(crate) request_id: Option<Cow<'d, str>>,
    pub(crate) presentable: Option<bool>,
    pub(crate) flag: Option<bool>,
    pub(crate) without_code: Option<bool>,
}

/// What an answer comes to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Success, and the slot is filled.
    Success,
    /// The code says that the call failed.
    Failure,
    /// The code says success and the flag says failure.
    Flagged,
    /// There is no code.
    NoCode,
    /// The answer does not fit.
    Unreadable(Box<DecodeError>),
}

impl Head<'_> {
    /// Whether code and flag say success; `None` without a code, unless another member says success then.
    fn succeeded(&self, success: &Success) -> Option<bool> {
        match self.code {
            Some(_) => Some(self.is_good(success) && self.flag != Some(false)),
            None => self.without_code.filter(|says| *says),
        }
    }

    /// The same, whatever becomes of the answer.
    pub(crate) fn into_owned(self) -> Head<'static> {
        let owned = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let Self { presentable, flag, without_code, .. } = self;
        let (code, message, request_id) = (owned(self.code), owned(self.message), owned(self.request_id));
        Head { code, message, request_id, presentable, flag, without_code }
    }

    /// Whether the code is one of success.
    fn is_good(&self, success: &Success) -> bool {
        self.code.as_deref().is_some_and(|code| success.codes.contains(&code))
    }
}

/// Reads an answer, whose data may be a text that holds a document.
#[inline]
pub(crate) fn read<'d>(
    envelope: &'static Envelope,
    text_of: Option<TextOf>,
    bytes: &'d [u8],
    slot: &mut dyn Slot,
) -> (Head<'d>, Outcome) {
    let mut head = Head::default();
    let outcome = read_into(&mut head, envelope, text_of, bytes, slot);
    (head, outcome)
}

/// The same, with the members where they are wanted.
fn read_into<'d>(
    head: &mut Head<'d>,
    envelope: &'static Envelope,
    text_of: Option<TextOf>,
    bytes: &'d [u8],
    slot: &mut dyn Slot,
) -> Outcome {
    let document = Document::from(bytes);
    let form = text_of.map_or(Form::Plain, Form::TextOf);
    let room = match envelope.data {
        Data::Member { .. } => Some(Room { slot: &mut *slot, form }),
        Data::Beside => None,
    };
    let error = match pass(envelope, &document, room, head) {
        Ok(Some(Came::Value | Came::Null(_))) => None,
        Ok(_) => finish(envelope, bytes, slot).err(),
        // Code and message count, whatever the data is like.
        Err(error) => match members(envelope, bytes) {
            Ok(found) => {
                *head = found;
                Some(error)
            }
            Err(worse) => {
                *head = Head::default();
                Some(worse)
            }
        },
    };
    match (head.succeeded(&envelope.success), error) {
        (Some(true), None) => Outcome::Success,
        (Some(true), Some(error)) => Outcome::Unreadable(error.into()),
        (Some(false), _) if head.is_good(&envelope.success) => Outcome::Flagged,
        (Some(false), _) => Outcome::Failure,
        (None, Some(error)) if error.is_whole() => Outcome::Unreadable(error.into()),
        (None, _) => Outcome::NoCode,
    }
}

/// Fills what the first pass did not.
#[inline(never)]
fn finish(envelope: &'static Envelope, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    match &envelope.data {
        Data::Beside => decode(bytes, slot),
        Data::Member { names, .. } => match slot.target(Null::Yes) {
            Target::Refused => {
                let expected = slot.target(Null::No).expected();
                Err(DecodeError::at(names.wire, What::Missing { expected }))
            }
            _ => Ok(()),
        },
    }
}

/// Reads the members alone. An odd text among them must not cost the code.
#[cold]
fn members<'d>(envelope: &'static Envelope, bytes: &'d [u8]) -> Result<Head<'d>, DecodeError> {
    let mut head = Head::default();
    let Err(error) = pass(envelope, &Document::from(bytes), None, &mut head) else { return Ok(head) };
    let (mended, mut head) = (mended(bytes), Head::default());
    match pass(envelope, &Document::from(&*mended), None, &mut head) {
        Ok(_) => Ok(head.into_owned()),
        Err(_) => Err(error),
    }
}

/// Where the data goes, and the form in which it travels.
struct Room<'s> {
    slot: &'s mut dyn Slot,
    form: Form,
}

/// Reads the members, and the data too where it has room.
fn pass<'d>(
    envelope: &'static Envelope,
    document: &Document<'d>,
    mut room: Option<Room<'_>>,
    head: &mut Head<'d>,
) -> Result<Option<Came>, DecodeError> {
    match quick(document, |quick| quick_pass(quick, envelope, room.as_mut(), head)) {
        Some(came) => Ok(came),
        None => exact_pass(envelope, document, room, head),
    }
}

impl<'d> Head<'d> {
    /// Takes a member that is not null: another of its names may have had a value.
    #[inline]
    fn set(&mut self, part: Part, kept: Kept<'d>) {
        let text = match part {
            Part::Code => &mut self.code,
            Part::Message => &mut self.message,
            Part::RequestId => &mut self.request_id,
            Part::Flag => return self.flag = kept.into_boolean().or(self.flag),
            Part::WithoutCode => return self.without_code = kept.into_boolean().or(self.without_code),
            Part::Presentable => return self.presentable = kept.into_boolean().or(self.presentable),
            Part::Data { .. } | Part::Other => return,
        };
        if let Some(kept) = kept.into_text() {
            *text = Some(kept);
        }
    }
}

/// What a member of the answer is.
#[derive(Clone, Copy)]
enum Part {
    Code,
    Message,
    RequestId,
    Presentable,
    Flag,
    WithoutCode,
    Data { is_alias: bool },
    Other,
}

/// What a member of this name is.
fn part(envelope: &Envelope, name: &str) -> Part {
    let is = |names: &Option<Names>| names.as_ref().is_some_and(|names| names.contain(name));
    match envelope.data {
        _ if envelope.code.contain(name) => Part::Code,
        Data::Member { names, .. } if names.contain(name) => Part::Data { is_alias: names.wire != name },
        _ if is(&envelope.message) => Part::Message,
        _ if is(&envelope.request_id) => Part::RequestId,
        _ if is(&envelope.success.flag) => Part::Flag,
        _ if is(&envelope.success.without_code) => Part::WithoutCode,
        _ if is(&envelope.presentable) => Part::Presentable,
        _ => Part::Other,
    }
}

#[cfg(test)]
mod tests;
