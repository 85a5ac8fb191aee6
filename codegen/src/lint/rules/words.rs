//! Words in names and titles: English ones in names, Chinese ones in the vendor's titles.
//!
//! In come names and texts, out goes whether they hold one of some words. Nothing here knows what for.

use crate::model::{Field, Text};

/// Ends of titles that say something about a thing, not the thing: a kind, a state, a time, a number of.
const ABOUT_IT: &[&str] = &[
    "类型",
    "种类",
    "类别",
    "方式",
    "状态",
    "标志",
    "标识",
    "时间",
    "时长",
    "有效",
    "有效期",
    "长度",
    "次数",
    "个数",
    "数量",
    "位数",
];
/// The same as last words of names.
const ABOUT_IT_IN_ENGLISH: &[&str] = &[
    "type", "kind", "kinds", "status", "state", "flag", "time", "valid", "length", "count", "mode", "at",
    "format",
];

/// Whether a name in snake_case has one of these words, or two of them side by side where a word has a `_`.
pub(super) fn has_word(snake: &str, words: &[&str]) -> bool {
    let starts = std::iter::once(0).chain(snake.match_indices('_').map(|(at, _)| at + 1));
    let begins_with = |part: &str, word: &str| {
        part.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    starts.map(|at| &snake[at..]).any(|part| words.iter().any(|word| begins_with(part, word)))
}

/// Whether a text holds one of these, whatever the case of Latin letters.
pub(super) fn holds(text: &str, needles: &[&str]) -> bool {
    let text = text.to_lowercase();
    needles.iter().any(|needle| text.contains(needle))
}

/// What the vendor calls a field.
pub(super) fn label(field: &Field) -> &str {
    field.label.as_ref().map_or("", |Text(label)| label)
}

/// What we say of a field.
pub(super) fn about(field: &Field) -> &str {
    field.about.as_ref().map_or("", |Text(about)| about)
}

/// Whether a field by its name or title says something about a thing instead of holding it.
pub(super) fn is_about_it(field: &Field) -> bool {
    let last = field.name.rust.snake().rsplit('_').next().unwrap_or_default();
    let label = label(field);
    ABOUT_IT_IN_ENGLISH.contains(&last) || ABOUT_IT.iter().any(|end| label.ends_with(end))
}

/// Whether a text has a Chinese character.
pub(super) fn is_chinese(one: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_parts_of_words() {
        assert!(has_word("app_secret", &["secret"]) && has_word("secret", &["secret"]));
        assert!(has_word("person_id_card_number", &["id_card"]));
        assert!(!has_word("secretary", &["secret"]) && !has_word("paid_card", &["id_card"]));
    }

    #[test]
    fn letters_have_no_case() {
        assert!(holds("Sent as RSA.", &["rsa"]) && holds("加密的密码", &["密码"]));
        assert!(!holds("密 码", &["密码"]));
    }
}
