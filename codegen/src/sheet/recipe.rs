//! Recipes: a line for each step and each header.

use crate::model::{Api, HeaderTemplate, Step};
use crate::wording::{expression, template};

use super::table::Sheet;

/// One line for each step. `api` has the names of credentials.
pub(super) fn step_rows(api: &Api, steps: &[Step], sheet: &mut Sheet) {
    for step in steps {
        sheet.row(1, &["step", &step.name, &expression(api, steps, &step.value)]);
    }
}

/// One line for each header.
pub(super) fn header_rows(api: &Api, steps: &[Step], headers: &[HeaderTemplate], sheet: &mut Sheet) {
    for header in headers {
        sheet.row(1, &["header", &header.name, &template(api, steps, &header.value)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::api;

    #[test]
    fn a_recipe_reads_as_in_the_spec() {
        let api = api().signing().done();
        let signing = api.signing.as_ref().expect("the sample signs");
        let mut sheet = Sheet::default();
        step_rows(&api, &signing.steps, &mut sheet);
        header_rows(&api, &signing.steps, &signing.headers, &mut sheet);
        assert_eq!(
            sheet.done(),
            "  step                  signature             body | hmac_sha256 app_secret | hex\n  \
             header                X-Sign                V1:{signature}\n"
        );
    }
}
