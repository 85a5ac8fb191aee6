//! Members by their path: found in what came, and laid over what is sent.
//!
//! In: wire names from the outside in, and values as they are read. Out: the value at the end of a path, or a model
//! that differs from another in some members. Nothing is changed in place, and no name is looked up in a document: the
//! tables of the models say where a member is.

use crate::Secret;
use crate::open_enum::Wire;
use crate::shape::Shape;
use crate::value::{Model, Value, View};

/// Wire names, from the outside in.
pub(crate) type Path = &'static [&'static str];

/// The value at the end of a path; a list on the way stands for its first row.
pub(crate) fn find<'a>(view: View<'a>, path: &[&str]) -> View<'a> {
    let [wire, rest @ ..] = path else { return view };
    match view {
        View::Model(model) => {
            let at = model.shape().fields.iter().position(|field| field.wire == *wire);
            at.map_or(View::Absent, |at| find(model.get(at).view(), rest))
        }
        View::List(list) => list.at(0).map_or(View::Absent, |row| find(row.view(), path)),
        _ => View::Absent,
    }
}

/// A plain value as the text that it is on the wire. An empty one is none, and a secret is never read.
pub(crate) fn text(view: View<'_>) -> Option<String> {
    let text = match view {
        View::Text(text) | View::Enum(Wire::Text(text)) => text.to_owned(),
        View::Integer(number) | View::Enum(Wire::Integer(number)) => number.to_string(),
        View::Id(id) => id.to_string(),
        View::Decimal(decimal) => decimal.as_str().to_owned(),
        View::Boolean(flag) => flag.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A whole number, or a text that is one.
pub(crate) fn number(view: View<'_>) -> Option<i64> {
    text(view)?.parse().ok()
}

/// A value that stands in for that of a member.
pub(crate) enum StandIn {
    Text(String),
    Secret(Secret),
    Integer(i64),
    Id(u64),
    Flag(bool),
    List(Vec<StandIn>),
}

impl StandIn {
    /// A number of either sign.
    pub(crate) fn number(text: &str) -> Option<Self> {
        let id = text.parse().map(Self::Id);
        id.or_else(|_| text.parse().map(Self::Integer)).ok()
    }
}

impl Value for StandIn {
    fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Secret(text) => View::Secret(text),
            Self::Integer(number) => View::Integer(*number),
            Self::Id(id) => View::Id(*id),
            Self::Flag(flag) => View::Boolean(*flag),
            Self::List(values) => View::List(values),
        }
    }
}

/// A model with other values for some of its members.
pub(crate) struct Overlay<'a> {
    model: &'a dyn Model,
    over: Vec<(usize, Over<'a>)>,
}

enum Over<'a> {
    Value(&'a StandIn),
    Inner(Overlay<'a>),
}

impl<'a> Overlay<'a> {
    /// Lays values over members. A path that leads into an object which is not there changes nothing.
    pub(crate) fn new(model: &'a dyn Model, values: &[(&[&str], &'a StandIn)]) -> Self {
        let fields = model.shape().fields.iter().enumerate();
        let over = fields.filter_map(|(at, field)| {
            let inside: Vec<(&[&str], &StandIn)> = values
                .iter()
                .filter_map(|(path, value)| Some((path.strip_prefix(&[field.wire])?, *value)))
                .collect();
            let over = match inside.first()? {
                ([], value) => Over::Value(value),
                _ => match model.get(at).view() {
                    View::Model(inner) => Over::Inner(Overlay::new(inner, &inside)),
                    _ => return None,
                },
            };
            Some((at, over))
        });
        Self { model, over: over.collect() }
    }
}

impl Model for Overlay<'_> {
    fn shape(&self) -> &'static Shape {
        self.model.shape()
    }

    fn get(&self, index: usize) -> &dyn Value {
        match self.over.iter().find(|(at, _)| *at == index) {
            Some((_, Over::Value(value))) => *value,
            Some((_, Over::Inner(inner))) => inner,
            None => self.model.get(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::encode;
    use crate::pretend::Part1;
    use crate::private::*;

    part! {
        /// Holds another.
        struct Outer {
            #[field(0, "id", required)]
            id: Id,
            #[field(1, "page", required)]
            page: Inner,
            #[field(2, "rows")]
            rows: Option<Vec<Part1>>,
            #[field(3, "extra")]
            extra: Option<Inner>,
        }
    }

    part! {
        /// Is inside.
        struct Inner {
            #[field(0, "no", required)]
            no: i32,
            #[field(1, "size", required)]
            size: i32,
        }
    }

    fn outer() -> Outer {
        let row = Part1 { price: 7, name: Some("a".into()) };
        let page = Inner { no: 1, size: 20 };
        Outer { id: Id::from(5), page, rows: Some(vec![row, Part1::blank()]), extra: None }
    }

    #[track_caller]
    fn check(path: &[&str], expected: Option<&str>) {
        let outer = outer();
        assert_eq!(text(find(outer.view(), path)).as_deref(), expected);
    }

    #[test]
    fn a_path_leads_inwards_and_through_the_first_row() {
        check(&["id"], Some("5"));
        check(&["page", "size"], Some("20"));
        check(&["rows", "price"], Some("7"));
        check(&["rows", "name"], Some("a"));
        check(&["extra", "no"], None);
        check(&["none"], None);
        check(&["id", "no"], None);
        check(&["page"], None);
    }

    #[test]
    fn a_model_is_sent_with_other_values() {
        let outer = outer();
        let (one, two) = (StandIn::Integer(2), StandIn::List(vec![StandIn::Text("x".into())]));
        let values: [(&[&str], &StandIn); 3] =
            [(&["page", "no"], &one), (&["rows"], &two), (&["extra", "no"], &one)];
        let bytes = encode(&Overlay::new(&outer, &values), &[]).expect("it can be written");
        let text = String::from_utf8(bytes).expect("JSON is text");
        assert_eq!(text, r#"{"id":5,"page":{"no":2,"size":20},"rows":["x"]}"#);
    }

    #[test]
    fn numbers_keep_their_sign_and_their_size() {
        assert!(matches!(StandIn::number("18446744073709551615"), Some(StandIn::Id(u64::MAX))));
        assert!(matches!(StandIn::number("-1"), Some(StandIn::Integer(-1))));
        assert!(StandIn::number("1.5").is_none() && StandIn::number("").is_none());
        assert_eq!(
            (number(View::Text("12")), number(View::Text("x")), number(View::Null)),
            (Some(12), None, None)
        );
    }
}
