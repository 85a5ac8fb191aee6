//! Words of the docs of callbacks: who posts, and when the same comes again.
//!
//! Facts of the spec become sentences of ours; text of the spec stays marked as such.

use crate::ir::{Docs, Piece};
use crate::lower::docs::{facts, state, titled};
use crate::model::{Callback, Expression, Repeats, Signs, Source, Verify};

/// What the module of a callback says.
pub(super) fn module(callback: &Callback) -> Docs {
    let mut docs = Docs::default();
    docs.text(titled(Some(&callback.label), Some(&callback.about)));
    docs.paragraph([Piece::ours(
        "The vendor posts this to an address of the integrator, whose [`Receiver`] takes it.",
    )]);
    docs.paragraph(sender(callback));
    if let Some(probe) = &callback.probe {
        let method = Piece::code(probe.method.as_str());
        docs.paragraph([
            Piece::ours("The vendor tries the address with "),
            method,
            Piece::ours("; the receiver answers that by itself."),
        ]);
    }
    if let Some(repeats) = &callback.repeats {
        docs.paragraph([Piece::ours(repetitions(repeats))]);
    }
    state(callback.deprecated.as_ref(), callback.partial.as_ref(), &mut docs);
    facts(&callback.notes, &callback.disagreements, &callback.evidence, &mut docs);
    docs
}

/// What the type of the receiver says.
pub(super) fn receiver(callback: &Callback) -> Docs {
    let mut docs = Docs::ours("Takes what the vendor posts and says what to answer.");
    docs.paragraph(sender(callback));
    docs
}

fn sender(callback: &Callback) -> Vec<Piece> {
    let Some(verify) = &callback.verify else {
        return vec![Piece::ours(
            "Not authenticated: the vendor states no way to prove who posts. Keep the address secret, let only the \
             vendor through to it, and ask the vendor by a call before acting on what came.",
        )];
    };
    let mut pieces =
        vec![Piece::ours("Signed by the vendor: what was not signed with the credentials is refused.")];
    if verify.signs == Signs::Members {
        pieces.push(Piece::ours(" Of the body nothing is proven but "));
        for (at, member) in members(verify).into_iter().enumerate() {
            pieces.extend([Piece::ours(if at == 0 { "" } else { ", " }), Piece::code(member)]);
        }
        pieces.push(Piece::ours("."));
    }
    pieces.push(Piece::ours(match verify.window_seconds {
        Some(window) => format!(" So is what was signed more than {window} s from now."),
        None => {
            " An old notification that somebody sends again is let in: keep the ids of those that were taken."
                .to_owned()
        }
    }));
    pieces
}

/// The members that a recipe names, in its order.
fn members(verify: &Verify) -> Vec<&str> {
    let mut names = Vec::new();
    for step in &verify.recipe.steps {
        let sources = match &step.value {
            Expression::Pipeline { from, .. } => std::slice::from_ref(from),
            Expression::Join { of, .. } | Expression::Lines(of) => of,
            Expression::HeaderLines { .. } => &[],
        };
        for source in sources {
            if let Source::Member(name) = source
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        }
    }
    names
}

fn repetitions(repeats: &Repeats) -> String {
    let waits: Vec<_> = repeats.after_seconds.iter().map(|wait| format!("{wait} s")).collect();
    let after = if waits.is_empty() { String::new() } else { format!(" after {}", waits.join(", then ")) };
    format!(
        "What is not answered as wanted is posted again{after}, {} times in all at most. So the same may come more \
         than once.",
        repeats.pushes
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::callback::table::tests::verify;
    use crate::lower::callback::tests::callback;
    use crate::model::{Method, Probe};

    #[track_caller]
    fn check(callback: &Callback, expected: &[&str]) {
        let docs = module(callback).plain();
        for line in expected {
            assert!(docs.iter().any(|known| known == line), "`{line}` is not in {docs:#?}");
        }
    }

    #[test]
    fn nobody_overlooks_that_nothing_is_proven() {
        check(
            &callback(),
            &[
                "Not authenticated: the vendor states no way to prove who posts. Keep the address secret, let only the vendor through to it, and ask the vendor by a call before acting on what came.",
            ],
        );
        assert!(receiver(&callback()).plain().iter().any(|line| line.starts_with("Not authenticated")));
    }

    #[test]
    fn a_signature_says_what_it_proves() {
        let mut signed = callback();
        signed.verify = Some(verify());
        check(
            &signed,
            &[
                "Signed by the vendor: what was not signed with the credentials is refused. Of the body nothing is proven but `taskId`. An old notification that somebody sends again is let in: keep the ids of those that were taken.",
            ],
        );
        signed.verify = Some(Verify { signs: Signs::Body, window_seconds: Some(300), ..verify() });
        check(
            &signed,
            &[
                "Signed by the vendor: what was not signed with the credentials is refused. So is what was signed more than 300 s from now.",
            ],
        );
    }

    #[test]
    fn probes_and_repetitions_are_told() {
        let mut told = callback();
        told.probe = Some(Probe { method: Method::Get, reply: None });
        told.repeats = Some(Repeats { after_seconds: vec![10, 30], pushes: 4 });
        check(
            &told,
            &[
                "The vendor tries the address with `GET`; the receiver answers that by itself.",
                "What is not answered as wanted is posted again after 10 s, then 30 s, 4 times in all at most. So the same may come more than once.",
            ],
        );
    }
}
