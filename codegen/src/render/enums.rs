//! Enums that keep values nobody documented, declared by the runtime's macro.

use crate::ir::{Enum, Wire};

use super::constant::quoted;
use super::declared::Lines;
use super::paths::Uses;

/// The enum; the macro adds the variant for all other values.
pub(super) fn render_enum(from: &Enum, uses: &Uses) -> String {
    Lines::declared("open_enum", uses, |lines| {
        lines.docs(&from.docs);
        lines.block(&format!("pub enum {}", from.name), |lines| {
            for variant in &from.variants {
                let value = match &variant.wire {
                    Wire::Text(text) => format!("Text({})", quoted(text)),
                    Wire::Integer(number) => format!("Integer({number})"),
                };
                lines.docs(&variant.docs);
                lines.line(&format!("{} = {value},", variant.name));
            }
        });
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Variant};

    #[test]
    fn variants_stand_beside_their_values() {
        let variant = |name: &str, wire| Variant { name: name.into(), docs: Docs::default(), wire };
        let from = Enum {
            name: "Mode".into(),
            docs: Docs::default(),
            variants: vec![variant("Low", Wire::Integer(-1)), variant("High", Wire::Text("H".into()))],
        };
        assert_eq!(
            render_enum(&from, &Uses::default()),
            "open_enum! {\n    pub enum Mode {\n        Low = Integer(-1),\n        High = Text(\"H\"),\n    }\n}\n"
        );
    }
}
