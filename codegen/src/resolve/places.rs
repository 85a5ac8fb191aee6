//! Whether a file says of itself what its path says.

use super::read::{Map, scalar};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// Compares the value of `key` with the name that the file's path gives.
pub(super) fn check_place(map: &Map<'_>, key: &'static str, wanted: &str, diagnostics: &mut Diagnostics) {
    let Some(entry) = map.need(key, diagnostics) else { return };
    let Some(found) = scalar(&entry.value, "a name", diagnostics) else { return };
    if found.text != wanted {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongPlace,
                entry.value.span,
                format!("`{}` does not stand where it belongs", found.text),
            )
            .label(format!("by its path this is `{wanted}`"))
            .help(format!("write `{key}: {wanted}`, or move the file")),
        );
    }
}
