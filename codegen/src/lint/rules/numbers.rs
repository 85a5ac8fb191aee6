//! Numbers that should be something else: digits that are a name, amounts of money, times of an unknown unit.

use super::words::{about, has_word, holds, is_about_it, label};
use crate::diagnostics::{Code, Diagnostic};
use crate::lint::Questions;
use crate::lint::members::Member;
use crate::lint::scene::Scene;
use crate::model::{Field, Type};

const NAMES: &[&str] = &[
    "身份证",
    "证件号",
    "手机",
    "电话",
    "税号",
    "识别号",
    "信用代码",
    "银行账号",
    "银行卡",
    "卡号",
    "邮编",
    "发票代码",
    "发票号码",
];
const NAMES_IN_ENGLISH: &[&str] = &[
    "phone",
    "mobile",
    "mobile_number",
    "phone_number",
    "id_card",
    "id_number",
    "taxpayer_id",
    "card_number",
    "postcode",
    "zip_code",
    "invoice_code",
    "invoice_number",
];
const MONEY: &[&str] = &["金额", "税额", "价税", "单价", "价格", "费用", "余额"];
const MONEY_IN_ENGLISH: &[&str] = &["amount", "price", "fee", "balance"];
/// What an amount says of itself that is a whole number after all.
const SMALL_UNITS: &[&str] = &["cent", "fen", "分", "whole", "整数"];
const TIMES: &[&str] = &["时间戳", "时长", "有效时间", "超时"];
const TIMES_IN_ENGLISH: &[&str] = &["timestamp", "time", "duration", "timeout", "delay", "expires_in", "ttl"];
const UNITS: &[&str] = &[
    "second", "minute", "hour", "day", "month", "year", "yyyy", "unit", "毫秒", "秒", "分钟", "小时", "天",
    "日",
];
const UNITS_IN_NAMES: &[&str] = &["ms", "seconds", "secs", "minutes", "hours", "days", "months"];

/// Asks about each of them.
pub(super) fn ask(scene: &Scene<'_>, questions: &mut Questions) {
    for member in &scene.members {
        let field = member.field;
        let is_whole = matches!(field.ty, Type::I32 | Type::I64);
        let named =
            |chinese, english| holds(label(field), chinese) || has_word(field.name.rust.snake(), english);
        let asked = if (is_whole || matches!(field.ty, Type::Decimal))
            && named(NAMES, NAMES_IN_ENGLISH)
            && !is_about_it(field)
        {
            number_for_name(member)
        } else if is_whole
            && named(MONEY, MONEY_IN_ENGLISH)
            && !is_about_it(field)
            && !holds(about(field), SMALL_UNITS)
            && !holds(label(field), SMALL_UNITS)
        {
            whole_amount(member)
        } else if (is_whole || matches!(field.ty, Type::Id))
            && named(TIMES, TIMES_IN_ENGLISH)
            && !has_unit(field)
        {
            time_without_unit(member)
        } else {
            continue;
        };
        questions.ask(member.entry.value.span, asked);
    }
}

fn has_unit(field: &Field) -> bool {
    holds(about(field), UNITS)
        || holds(label(field), UNITS)
        || has_word(field.name.rust.snake(), UNITS_IN_NAMES)
}

fn number_for_name(member: &Member<'_>) -> Diagnostic {
    let message = format!("`{}` is a number, and its digits are a name", member.field.name.wire);
    Diagnostic::new(Code::NumberForName, member.entry.key_span, message)
        .label("zeros in front get lost")
        .help("write `type: string`; answers read numbers as texts")
}

fn whole_amount(member: &Member<'_>) -> Diagnostic {
    let message = format!("`{}` is money, and a whole number", member.field.name.wire);
    Diagnostic::new(Code::WholeAmount, member.entry.key_span, message)
        .label("0.50 does not fit")
        .help("write `type: decimal`, or say in `about` that it counts cents")
}

fn time_without_unit(member: &Member<'_>) -> Diagnostic {
    let message = format!("`{}` is a time in numbers without a unit", member.field.name.wire);
    Diagnostic::new(Code::TimeWithoutUnit, member.entry.key_span, message).label("of what?").help(
        "say in `about` whether it counts seconds, milliseconds or what else; or that nobody knows the unit",
    )
}
