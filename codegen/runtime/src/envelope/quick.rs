//! The quick run over an answer: its members and its data, where all comes as documented.
//!
//! In: an envelope, and where members and data go. Out: the members, parts of the document as far as they can be; nothing
//! where something is odd.

use super::{Data, Envelope, Head, Part, Room, part};
use crate::decode::{Came, Quick, is_blank};
use crate::value::Null;

/// What the exact run's visitor does, for what comes as documented.
pub(super) fn quick_pass<'d>(
    quick: &mut Quick<'d>,
    envelope: &'static Envelope,
    mut room: Option<&mut Room<'_>>,
    head: &mut Head<'d>,
) -> Option<Option<Came>> {
    let mut came = None;
    quick.members(|quick| {
        match part(envelope, quick.cursor.name()?) {
            Part::Data { is_alias: true } if matches!(came, Some(Came::Value)) => quick.cursor.skip(),
            Part::Data { .. } if head.succeeded(&envelope.success) != Some(false) => {
                let (Some(Room { slot, form }), Data::Member { empty_text, .. }) =
                    (room.as_deref_mut(), envelope.data)
                else {
                    came = None;
                    return quick.cursor.skip();
                };
                let had_value = matches!(came, Some(Came::Value));
                if !had_value && !form.is_text() {
                    came = Some(quick.value(*slot, empty_text)?);
                    return Some(());
                }
                let raw = quick.cursor.raw()?;
                if had_value && is_blank(raw) {
                    return Some(());
                }
                if had_value {
                    // It replaces what was there as a whole.
                    slot.target(Null::Yes);
                }
                came = Some(quick.form(*slot, empty_text, *form, raw)?);
                Some(())
            }
            Part::Data { .. } | Part::Other => quick.cursor.skip(),
            part => {
                if let Some(kept) = quick.kept()? {
                    head.set(part, kept);
                }
                Some(())
            }
        }
    })?;
    Some(came)
}
