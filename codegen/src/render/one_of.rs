//! Enums of shapes, declared by the runtime's macro: each shape has its row of the table above it.

use crate::ir::{Kind, OneOf, Shape};

use super::constant::quoted;
use super::declared::Lines;
use super::paths::Uses;
use super::ty::type_text;

/// The enum; the macro adds the variant for all other shapes.
pub(super) fn render_one_of(of: &OneOf, uses: &Uses) -> String {
    Lines::declared("one_of", uses, |lines| {
        lines.docs(&of.docs);
        lines.block(&format!("pub enum {}", of.name), |lines| {
            for (at, shape) in of.shapes.iter().enumerate() {
                lines.docs(&shape.docs);
                lines.line(&row(at, shape));
                lines.line(&format!("{}({}),", shape.name, type_text(&shape.ty, uses)));
            }
        });
    })
}

/// `#[shape(0, Object, has(&["taskId"]))]`
fn row(at: usize, shape: &Shape) -> String {
    let kind = match shape.kind {
        Kind::Single => "Single",
        Kind::Boolean => "Boolean",
        Kind::Object => "Object",
        Kind::List => "List",
    };
    let texts = |texts: &[String]| {
        let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
        format!("&[{}]", texts.join(", "))
    };
    let mut text = format!("#[shape({at}, {kind}");
    if !shape.has.is_empty() {
        text.push_str(&format!(", has({})", texts(&shape.has)));
    }
    if !shape.when.is_empty() {
        let pairs =
            shape.when.iter().map(|(member, values)| format!("({}, {})", quoted(member), texts(values)));
        text.push_str(&format!(", when(&[{}])", pairs.collect::<Vec<_>>().join(", ")));
    }
    text + ")]"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Docs, Type};

    fn shape(name: &str, ty: Type, kind: Kind) -> Shape {
        Shape { name: name.into(), docs: Docs::default(), ty, kind, has: Vec::new(), when: Vec::new() }
    }

    #[test]
    fn each_shape_has_its_row_above_it_and_objects_are_boxed() {
        let row = Type::Boxed(Box::new(Type::Object("Row".into())));
        let mut row = shape("Row", row, Kind::Object);
        row.has.push("taskId".into());
        row.when.push(("fplx".into(), vec!["01".into(), "04".into()]));
        let of = OneOf {
            name: "Started".into(),
            docs: Docs::default(),
            shapes: vec![row, shape("TaskId", Type::Runtime("Id"), Kind::Single)],
        };
        let expected = "one_of! {\n    pub enum Started {\n        \
            #[shape(0, Object, has(&[\"taskId\"]), when(&[(\"fplx\", &[\"01\", \"04\"])]))]\n        \
            Row(Box<Row>),\n        #[shape(1, Single)]\n        TaskId(Id),\n    }\n}\n";
        assert_eq!(render_one_of(&of, &Uses::default()), expected);
    }
}
