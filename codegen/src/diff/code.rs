//! Codes: what a vendor answers instead of success.

use super::Kind;
use super::pairing::pair;
use super::spot::Spot;
use super::state::{Diff, Turns};
use crate::model::{Code, CodeData, CodePattern};
use crate::wording::then;

/// The codes of an API, a group or a call.
pub(super) fn diff_codes(to: &mut Diff<'_>, spot: &Spot<'_>, old: &[Code], new: &[Code]) {
    let pairs = pair(old, new, |code| code.pattern.as_str().into(), &[|code| code.name.snake().into()]);
    for (before, after) in pairs.both {
        let spot = spot.part((before.pattern.as_str(), before.at), (after.pattern.as_str(), after.at));
        diff_code(to, &spot, before, after);
    }
    for gone in pairs.removed {
        to.add(Kind::CodeRemoved, &spot.removed(gone.pattern.as_str(), gone.at), Some(facts(gone)), None);
    }
    for come in pairs.added {
        to.add(Kind::CodeAdded, &spot.added(come.pattern.as_str(), come.at), None, Some(facts(come)));
    }
}

fn diff_code(to: &mut Diff<'_>, spot: &Spot<'_>, old: &Code, new: &Code) {
    let is_class = |code: &Code| matches!(code.pattern, CodePattern::Class(_));
    if is_class(old) != is_class(new) {
        let form = |code: &Code| if is_class(code) { "a class" } else { "a code" }.to_owned();
        to.value(Kind::CodeClass, spot, form(old), form(new));
    }
    let pattern = |code: &Code| code.pattern.as_str().to_owned();
    to.value(Kind::CodeNumber, spot, pattern(old), pattern(new));
    let name = |code: &Code| code.name.screaming().to_owned();
    to.value(Kind::CodeName, spot, name(old), name(new));
    to.value(Kind::CodeMeans, spot, old.means.to_string(), new.means.to_string());
    to.value(Kind::CodeThen, spot, then(old.then).to_owned(), then(new.then).to_owned());
    let turns =
        Turns { added: Kind::CodeDataAdded, removed: Kind::CodeDataRemoved, changed: Kind::CodeDataChanged };
    to.option(&turns, spot, old.data.as_ref().map(data), new.data.as_ref().map(data));
    to.text("label", spot, old.label.as_ref(), new.label.as_ref());
    to.text("remedy", spot, old.remedy.as_ref(), new.remedy.as_ref());
}

fn facts(code: &Code) -> String {
    format!("{}, {}: {}", code.name.snake(), then(code.then), code.means)
}

fn data(data: &CodeData) -> String {
    match data {
        CodeData::Response => "as of success".to_owned(),
        CodeData::Shared(name) => name.pascal().to_owned(),
    }
}
