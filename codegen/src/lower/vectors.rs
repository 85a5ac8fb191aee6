//! Known answers of recipes as tests of the emitted crate.

use std::collections::BTreeSet;

use crate::ir::{Constant, VectorTest, VectorTests};
use crate::model::{Group, Signing, Vector};
use crate::names::{Ident, MAX_LENGTH};

use super::shape::method;

/// The function that tests of calls go by, under this name.
const OF_CALLS: &str = "sign_vector";
/// The function that tests of callbacks go by.
const OF_POSTS: &str = "post_vector";

/// One test for each vector of an API's recipe.
pub(super) fn lower_vectors(signing: &Signing) -> VectorTests {
    let mut taken = BTreeSet::from([OF_CALLS.to_owned()]);
    let tests = signing.vectors.iter().zip(1..).map(|(vector, number)| VectorTest {
        name: name(&vector.name.0, number, &mut taken),
        by: OF_CALLS,
        of: vec!["API".to_owned()],
        input: input(vector),
        expect: vector.expect.clone(),
    });
    VectorTests(tests.collect())
}

/// One test for each vector of a group's callbacks.
pub(super) fn lower_posted_vectors(group: &Group) -> Option<VectorTests> {
    let mut taken = BTreeSet::from([OF_POSTS.to_owned()]);
    let mut tests = Vec::new();
    for callback in &group.callbacks {
        let vectors = callback.verify.iter().flat_map(|verify| &verify.recipe.vectors);
        for (vector, number) in vectors.zip(tests.len() + 1..) {
            let text = format!("{} {}", callback.id.name.snake(), vector.name);
            let table = callback.id.name.screaming().to_owned();
            tests.push(VectorTest {
                name: name(&text, number, &mut taken),
                by: OF_POSTS,
                of: vec!["super".to_owned(), "callbacks".to_owned(), table],
                input: input(vector),
                expect: vector.expect.clone(),
            });
        }
    }
    (!tests.is_empty()).then_some(VectorTests(tests))
}

fn input(vector: &Vector) -> Constant {
    let given = &vector.given;
    Constant::Struct(
        "VectorInput",
        vec![
            ("method", method(given.method)),
            ("path", Constant::text(&given.path)),
            ("query", pairs(&given.query)),
            ("body", Constant::text(&given.body)),
            ("now_ms", Constant::Number(given.now_ms)),
            ("nonce", Constant::text(&given.nonce)),
            ("token", Constant::text(&given.token)),
            ("credentials", Constant::texts(&given.credentials)),
            ("headers", pairs(&given.headers)),
        ],
    )
}

fn pairs(pairs: &[(String, String)]) -> Constant {
    let pair =
        |(name, value): &(String, String)| Constant::Tuple(vec![Constant::text(name), Constant::text(value)]);
    Constant::List(pairs.iter().map(pair).collect())
}

/// A name for the test: what ASCII leaves of the vector's, or its number.
fn name(text: &str, number: usize, taken: &mut BTreeSet<String>) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + 1 + word.len() > MAX_LENGTH {
            break;
        }
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    let numbered = (number..).map(|number| format!("vector_{number}"));
    let own = Ident::from_snake(&slug).is_ok().then_some(slug);
    let free = own.into_iter().chain(numbered).find(|name| !taken.contains(name));
    let free = free.unwrap_or_else(|| unreachable!("numbers do not end"));
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let mut taken = BTreeSet::from([OF_CALLS.to_owned()]);
        let names: Vec<_> =
            texts.iter().enumerate().map(|(at, text)| name(text, at + 1, &mut taken)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn names_are_made_of_the_words() {
        check(&["A body, with 1 member"], &["a_body_with_1_member"]);
    }

    #[test]
    fn what_gives_no_name_is_numbered() {
        check(&["没有正文", "match", "2 bodies"], &["vector_1", "vector_2", "vector_3"]);
    }

    #[test]
    fn a_second_of_one_name_is_numbered() {
        check(&["same", "Same!"], &["same", "vector_2"]);
        check(&["sign vector"], &["vector_1"]);
        check(&["vector 2", "vector 2", "无"], &["vector_2", "vector_3", "vector_4"]);
    }

    #[test]
    fn long_names_end_at_a_word() {
        let long = "word ".repeat(20);
        check(&[&long], &["word_word_word_word_word_word_word_word_word"]);
    }
}
