//! Enums: a line for each, and one for each value below it.

use crate::model::{Enum, EnumValue, Repr, WireValue};

use super::table::Sheet;

/// The section `enums`, if there are some.
pub(super) fn sheet_enums(enums: &[Enum], sheet: &mut Sheet) {
    if enums.is_empty() {
        return;
    }
    sheet.section("enums");
    for of in enums {
        let wire = match of.repr {
            Repr::String => "string",
            Repr::Integer => "integer",
        };
        let label = of.label.as_ref().map(ToString::to_string).unwrap_or_default();
        sheet.row(1, &[of.name.pascal(), &label, wire]);
        of.values.iter().for_each(|value| sheet_value(value, sheet));
    }
}

fn sheet_value(value: &EnumValue, sheet: &mut Sheet) {
    let wire = match &value.wire {
        WireValue::Text(text) => text.clone(),
        WireValue::Integer(number) => number.to_string(),
    };
    let words: Vec<_> = value.label.iter().chain(&value.about).map(ToString::to_string).collect();
    sheet.row(2, &[&wire, value.name.snake(), &words.join(": ")]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::shared_enum;

    #[test]
    fn values_stand_below_their_enum() {
        let mut sheet = Sheet::default();
        sheet_enums(&[shared_enum("LoginMode", [(9, "virtual_number")])], &mut sheet);
        assert_eq!(
            sheet.done(),
            "\nenums\n  LoginMode                                   integer\n    9                   virtual_number\n"
        );
    }
}
