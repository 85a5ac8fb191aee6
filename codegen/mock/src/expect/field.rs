//! Fields of a request by their names: where they are, and what they hold.
//!
//! In: a path such as `parts.0.name`, by wire or Rust names, and a request. Out: the value there, in a form that can be
//! compared with what a test wants. What a table hides stays hidden in what is shown.

use crate::examples::loosened;
use crate::nearest::nearest_first;
use crate::table::Request;
use jiekou_runtime::mock::{DecodeModel, Field, Model, Null, Slot, Target, View};
use jiekou_runtime::{Decimal, Id, Json, Wire};
use serde_json::Value;

/// How much of a value is shown.
const MOST_SHOWN: usize = 200;

/// What a field is expected to hold: a text, a number, an id, a boolean, [`Json`], or a list of such. Numbers and texts
/// of the same digits are equal, as vendors take either; a value of an enum is given as it stands on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted(Value);

impl Wanted {
    /// As a message shows it: the test wrote it itself.
    pub(super) fn shown(&self) -> String {
        capped(self.0.to_string())
    }
}

macro_rules! wanted {
    ($($type:ty),*) => {$(
        impl From<$type> for Wanted {
            fn from(value: $type) -> Self {
                Self(Value::from(value))
            }
        }
    )*};
}

wanted!(&str, String, bool, i32, i64, u32, u64);

impl From<&String> for Wanted {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Id> for Wanted {
    fn from(id: Id) -> Self {
        Self::from(id.get())
    }
}

impl From<Decimal> for Wanted {
    fn from(decimal: Decimal) -> Self {
        Self::from(decimal.as_str())
    }
}

impl From<Json> for Wanted {
    fn from(json: Json) -> Self {
        Self(of_json(json.text()))
    }
}

impl<T: Into<Self>> From<Vec<T>> for Wanted {
    fn from(list: Vec<T>) -> Self {
        Self(list.into_iter().map(|item| item.into().0).collect())
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Wanted {
    fn from(list: [T; N]) -> Self {
        Self::from(Vec::from(list))
    }
}

/// Where a field of a request is.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    steps: Vec<usize>,
    wire: String,
    rust: String,
    is_hidden: bool,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found(Option<Value>);

impl Place {
    /// The place that a path of names means.
    pub(super) fn find(mut request: Box<dyn Request>, path: &str) -> Result<Self, String> {
        let path = path.replace('[', ".").replace(']', "");
        let names: Vec<_> = path.split('.').collect();
        let mut place = Self::default();
        place.walk_model(&mut *request, &names)?;
        Ok(place)
    }

    fn walk_model(&mut self, model: &mut dyn DecodeModel, names: &[&str]) -> Result<(), String> {
        let [name, rest @ ..] = names else { return Ok(()) };
        let fields = model.shape().fields;
        let found = fields.iter().position(|field| field.wire() == *name || field.rust() == *name);
        let Some(index) = found else { return Err(unknown(name, fields)) };
        let field = &fields[index];
        self.step(index, field.wire(), field.rust());
        self.is_hidden |= field.is_hidden();
        match rest {
            [] => Ok(()),
            _ if field.always().is_some() => Err(format!("`{}` has nothing inside", self.wire)),
            rest => self.walk_slot(model.slot(index), rest),
        }
    }

    fn walk_slot(&mut self, slot: &mut dyn Slot, names: &[&str]) -> Result<(), String> {
        match (slot.target(Null::No), names) {
            (Target::Model(model), names) => self.walk_model(model, names),
            (Target::List(list), [number, rest @ ..]) => {
                let Ok(index) = number.parse() else {
                    return Err(format!("`{}` is a list: `{number}` is no number of an element", self.wire));
                };
                self.step(index, number, number);
                if rest.is_empty() { Ok(()) } else { self.walk_slot(list.add(), rest) }
            }
            _ => Err(format!("`{}` has nothing inside", self.wire)),
        }
    }

    fn step(&mut self, index: usize, wire: &str, rust: &str) {
        for (path, name) in [(&mut self.wire, wire), (&mut self.rust, rust)] {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        }
        self.steps.push(index);
    }

    /// Its names: `` `sjhm` (`mobile_number`) ``.
    pub(super) fn names(&self) -> String {
        names(&self.wire, &self.rust)
    }

    /// What stands here in a request.
    pub(super) fn value(&self, request: &dyn Request) -> Found {
        Found(value_at(View::Model(request), &self.steps))
    }

    /// What was found, as it may be shown.
    pub(super) fn shown(&self, found: &Found) -> String {
        match &found.0 {
            None => "nothing".to_owned(),
            Some(_) if self.is_hidden => "[redacted]".to_owned(),
            Some(value) => capped(value.to_string()),
        }
    }
}

impl Found {
    /// Whether it is what a test wants.
    pub(super) fn is(&self, wanted: &Wanted) -> bool {
        let found = self.0.clone().map(loosened);
        found.unwrap_or_default() == loosened(wanted.0.clone())
    }

    /// Whether there is nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

fn names(wire: &str, rust: &str) -> String {
    if wire == rust { format!("`{wire}`") } else { format!("`{wire}` (`{rust}`)") }
}

fn unknown(name: &str, fields: &'static [Field]) -> String {
    let all: Vec<_> = fields.iter().collect();
    let nearest = nearest_first(name, all, |field| field.wire());
    let listed = nearest.iter().map(|field| names(field.wire(), field.rust()));
    format!("there is no field `{name}`. There are, nearest first: {}", listed.collect::<Vec<_>>().join(", "))
}

fn value_at(view: View<'_>, steps: &[usize]) -> Option<Value> {
    match (view, steps) {
        (view, []) => value_of(view),
        (View::Model(model), [index, rest @ ..]) => match model.shape().fields[*index].always() {
            Some((json, _)) => Some(of_json(json)),
            None => value_at(model.get(*index).view(), rest),
        },
        (View::List(list), [index, rest @ ..]) => value_at(list.at(*index)?.view(), rest),
        _ => None,
    }
}

/// A value as JSON; none where there is none, or null.
fn value_of(view: View<'_>) -> Option<Value> {
    Some(match view {
        View::Absent | View::Null => return None,
        View::Text(text) => Value::from(text),
        View::Secret(secret) => Value::from(secret.expose()),
        View::Sealed(sealed) => Value::from(sealed.expose()),
        View::Integer(number) => Value::from(number),
        View::Enum(Wire::Text(text)) => Value::from(text),
        View::Enum(Wire::Integer(number)) => Value::from(number),
        View::Enum(_) => return None,
        View::Id(id) => Value::from(id),
        View::Decimal(decimal) => Value::from(decimal.as_str()),
        View::Boolean(value) => Value::from(value),
        View::Json(json) => of_json(json.text()),
        View::File(file) => {
            Value::from(String::from_utf8_lossy(file.content().unwrap_or_default()).into_owned())
        }
        View::List(list) => {
            let items = (0..).map_while(|index| list.at(index));
            items.map(|item| value_of(item.view()).unwrap_or_default()).collect()
        }
        View::Model(model) => object(model),
    })
}

fn object(model: &dyn Model) -> Value {
    let fields = model.shape().fields.iter().enumerate();
    let member = |(index, field): (usize, &Field)| {
        let value = match field.always() {
            Some((json, _)) => Some(of_json(json)),
            None => value_of(model.get(index).view()),
        };
        value.map(|value| (field.wire().to_owned(), value))
    };
    Value::Object(fields.filter_map(member).collect())
}

/// JSON that was seen to be some.
fn of_json(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// A text that is not too long for a message.
pub(super) fn capped(text: String) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        None => text,
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

#[cfg(test)]
mod tests;
