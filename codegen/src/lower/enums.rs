//! Enums: documented values as variants.

use crate::ir::{Docs, Enum, Variant, Wire};
use crate::model::{self, WireValue};

use super::docs::{labelled, titled};

/// An enum with its documented values.
pub(super) fn lower_enum(from: &model::Enum) -> Enum {
    let mut docs = Docs::default();
    docs.text(titled(from.label.as_ref(), Some(&from.about)));
    let variants = from.values.iter().map(lower_value).collect();
    Enum { name: from.name.pascal().to_owned(), docs, variants }
}

fn lower_value(value: &model::EnumValue) -> Variant {
    let wire = match &value.wire {
        WireValue::Text(text) => Wire::Text(text.clone()),
        WireValue::Integer(number) => Wire::Integer(*number),
    };
    let shown = match &wire {
        Wire::Text(text) => text.clone(),
        Wire::Integer(number) => number.to_string(),
    };
    let mut docs = Docs::default();
    docs.text(labelled(value.label.as_ref(), &shown, value.about.as_ref()));
    Variant { name: value.name.pascal().to_owned(), docs, wire }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::shared_enum;

    #[test]
    fn variants_have_the_wire_value_in_their_docs() {
        let made = lower_enum(&shared_enum("LoginMode", [(9, "virtual_number")]));
        assert_eq!(made.name, "LoginMode");
        assert_eq!(made.variants[0].name, "VirtualNumber");
        assert_eq!(made.variants[0].wire, Wire::Integer(9));
        assert_eq!(made.variants[0].docs.plain(), ["`9`."]);
    }
}
