//! Titles of the vendor's tree, and what became of them.

use std::borrow::Cow;

use super::Kind;
use super::pairing::pair;
use super::spot::Spot;
use super::state::Diff;
use crate::model::{Text, Title, TitleState};

/// The inventories of both APIs.
pub(super) fn diff_titles(to: &mut Diff<'_>, spot: &Spot<'_>) {
    let (old, new) = (&to.old.api.inventory, &to.new.api.inventory);
    let pairs = pair(old, new, name, &[|title| written(&title.page).into()]);
    for (before, after) in pairs.both {
        let [old_name, new_name] = [name(before), name(after)];
        let spot = spot.part((&*old_name, before.at), (&*new_name, after.at));
        to.value(Kind::TitleChanged, &spot, facts(before), facts(after));
    }
    for gone in pairs.removed {
        to.add(Kind::TitleRemoved, &spot.removed(&name(gone), gone.at), Some(facts(gone)), None);
    }
    for come in pairs.added {
        to.add(Kind::TitleAdded, &spot.added(&name(come), come.at), None, Some(facts(come)));
    }
}

/// The title with folder and page, since titles alone repeat.
fn name(title: &Title) -> Cow<'_, str> {
    let folder = title.group.as_ref().map(|group| format!("{group} / ")).unwrap_or_default();
    let page = title.page.as_ref().map(|page| format!(" ({page})")).unwrap_or_default();
    format!("{folder}{}{page}", title.title).into()
}

fn facts(title: &Title) -> String {
    let state = match &title.state {
        TitleState::Specified(calls) => {
            let calls: Vec<String> = calls.iter().map(ToString::to_string).collect();
            format!("specified by {}", calls.join(", "))
        }
        TitleState::Partial(why) => format!("partial: {why}"),
        TitleState::TitleOnly(why) => format!("title only: {why}"),
    };
    let more = [("path", &title.path), ("note", &title.note)];
    let more = more.into_iter().filter(|(_, text)| text.is_some());
    more.fold(state, |facts, (word, text)| format!("{facts}; {word} {}", written(text)))
}

fn written(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", |text| &text.0)
}
