//! The rules, one file per thing that they look at.
//!
//! In comes a [`Scene`], out go questions. A rule knows nothing of `allow`; it says whose map may hold one. What a
//! rule asks about is explained on the page of its code.

mod addresses;
mod answers;
mod encryption;
mod evidence;
mod idle;
mod needless;
mod numbers;
mod people;
mod prose;
mod repeats;
mod secrets;
mod success;
mod titles;
mod typing;
mod values;
mod words;

use super::Questions;
use super::scene::Scene;

/// Asks all there is to ask about an API.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    idle::ask(scene, questions);
    addresses::ask(scene, questions);
    repeats::ask(scene, questions);
    titles::ask(scene, questions);
    values::ask(scene, questions);
    numbers::ask(scene, questions);
    needless::ask(scene, questions);
    people::ask(scene, questions);
    success::ask(scene, questions);
    answers::ask(scene, questions);
    secrets::ask(scene, questions);
    encryption::ask(scene, questions);
    evidence::ask(scene, questions);
    prose::ask(scene, questions);
    typing::ask(scene, questions);
}
