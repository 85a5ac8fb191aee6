//! Fields that look secret by name or title and are shown all the same.

use super::words::{has_word, holds, is_about_it, label};
use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::members::Member;
use crate::lint::scene::Scene;
use crate::model::Type;
use crate::source::Entry;

const SECRETS: &[&str] = &[
    "密码",
    "口令",
    "密钥",
    "私钥",
    "令牌",
    "身份证号",
    "身份证件号",
    "个人证件号",
    "证件号码",
    "银行卡",
    "验证码",
    "cookie",
    "token",
];
const SECRETS_IN_ENGLISH: &[&str] = &[
    "password",
    "passwd",
    "passcode",
    "pwd",
    "secret",
    "token",
    "cookie",
    "cookies",
    "credential",
    "credentials",
    "id_card",
    "id_card_number",
    "bank_card",
    "private_key",
];
/// Who is no person: their numbers are public.
const FIRMS: &[&str] = &["企业", "机构", "组织", "公司", "单位"];

/// Asks about each of them, at the word where one gives the title.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for member in &scene.members {
        let field = member.field;
        let looks_secret = (holds(label(field), SECRETS) && !holds(label(field), FIRMS))
            || has_word(field.name.rust.snake(), SECRETS_IN_ENGLISH);
        if field.sensitive
            || field.fixed.is_some()
            || !looks_secret
            || is_about_it(field)
            || !can_hold_one(&field.ty)
        {
            continue;
        }
        let entry = place_of(scene, member);
        let asked = Diagnostic::new(
            Code::PlainSecret,
            entry.key_span,
            format!("`{}` looks secret and is shown in logs", field.name.wire),
        )
        .label(if label(field).is_empty() { field.name.rust.snake() } else { label(field) })
        .help("write `sensitive: true`");
        questions.ask(entry.value.span, asked);
    }
}

/// A flag, a known value or a structure is none itself.
fn can_hold_one(ty: &Type) -> bool {
    match ty {
        Type::List(inner) => can_hold_one(inner),
        Type::String | Type::I32 | Type::I64 | Type::Id | Type::Any => true,
        _ => false,
    }
}

/// The field, or the word of the group or the API that gives it its title.
fn place_of<'a>(scene: &Scene<'a>, member: &Member<'a>) -> &'a Entry {
    let own = member.entry;
    if own.value.get("label").is_some() || own.value.get("name").is_some() {
        return own;
    }
    let word = |path: &str| scene.file(path)?.root.get("fields")?.entry(&own.key);
    let of_group = word(&format!("{}/group.yaml", member.group.name.snake()));
    of_group.or_else(|| word("glossary.yaml")).unwrap_or(own)
}
