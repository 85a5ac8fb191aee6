//! The path and the query of a request as they may be shown.
//!
//! In: the path with its parameters, and the model. Out: the same with what may be shown, percent-encoded, and
//! `REDACTED` for the rest. A value that is a list is shown only if all its elements may be.

use super::is_hidden;
use crate::encode::{fixed_text, text};
use crate::shape::{Field, Place};
use crate::url;
use crate::value::{Model, View};
use std::borrow::Cow;

/// What stands in a URL where a value is not shown; brackets have no place there.
const REDACTED: &str = "REDACTED";

/// Path and query.
pub(crate) fn shown_target(path: &str, model: &dyn Model) -> String {
    let (mut path, mut pairs) = (path.to_owned(), Vec::new());
    for (index, field) in model.shape().fields.iter().enumerate() {
        if !matches!(field.place, Place::Path | Place::Query) {
            continue;
        }
        for value in values(model.get(index).view(), field) {
            if field.place == Place::Query {
                pairs.push((field.wire.to_owned(), value.into_owned()));
            } else {
                let segment = url::segment(&value);
                path = path.replace(&format!("{{{}}}", field.wire), segment.as_deref().unwrap_or(REDACTED));
            }
        }
    }
    path.push_str(&url::query(&pairs));
    path
}

/// The value of a field; several where a list stands in the query.
fn values<'v>(view: View<'v>, field: &'static Field) -> Vec<Cow<'v, str>> {
    match (field.fixed, view) {
        (Some(fixed), _) => vec![fixed_text(fixed)],
        (None, View::List(list)) if !field.form.is_text() => {
            let elements = (0..).map_while(|index| list.at(index));
            elements.filter_map(|value| shown(value.view(), field)).collect()
        }
        (None, view) => shown(view, field).into_iter().collect(),
    }
}

fn shown<'v>(view: View<'v>, field: &'static Field) -> Option<Cow<'v, str>> {
    match view {
        View::Absent | View::Null => None,
        view if is_hidden(field) || hides(view) => Some(Cow::Borrowed(REDACTED)),
        view => Some(text(view, field, &[]).ok().flatten().unwrap_or(Cow::Borrowed(REDACTED))),
    }
}

/// Whether a value must not be shown as one text, whatever its table says.
fn hides(view: View<'_>) -> bool {
    match view {
        View::Secret(_) | View::Sealed(_) | View::Json(_) | View::Model(_) => true,
        View::List(list) => (0..).map_while(|index| list.at(index)).any(|value| hides(value.view())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private::*;

    request! {
        struct Asked {
            #[field(0, "id", path)]
            id: String,
            #[field(1, "phone", path, sensitive)]
            phone: Option<Secret>,
            #[field(2, "tags", query, joined(","))]
            tags: Option<Vec<String>>,
            #[field(3, "pins", query, joined(","))]
            pins: Option<Vec<Secret>>,
            #[field(4, "kind", query, fixed("\"x y\""))]
            kind: (),
            #[field(5, "pass", query, encrypted(0))]
            pass: Option<Sealed>,
            #[field(6, "page", query)]
            page: Option<i32>,
            #[field(7, "ids", query)]
            ids: Option<Vec<i32>>,
        }
    }

    #[test]
    fn secrets_of_a_url_are_not_shown() {
        let mut asked = Asked { id: "a/b".to_owned(), page: Some(2), ..Asked::blank() };
        assert_eq!(shown_target("/x/{id}", &asked), "/x/a%2Fb?kind=x%20y&page=2");
        asked.phone = Some(Secret::from("hunter2"));
        asked.tags = Some(vec!["a".to_owned(), "b".to_owned()]);
        asked.pins = Some(vec![Secret::from("hunter2")]);
        asked.ids = Some(vec![1, 2]);
        asked.pass = Some(Sealed::encrypted(Ciphertext::new("hunter2")));
        assert_eq!(
            shown_target("/x/{id}/{phone}", &asked),
            "/x/a%2Fb/REDACTED?tags=a%2Cb&pins=REDACTED&kind=x%20y&pass=REDACTED&page=2&ids=1&ids=2"
        );
    }
}
