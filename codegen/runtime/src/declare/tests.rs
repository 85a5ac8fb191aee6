//! Tests of what the macros declare.

use crate::private::*;

answer! {
    #[inside((1, 0, "id"))]
    /// An answer.
    struct Answered {
        /// A session.
        #[field(0, "session", holds_others)]
        pub session: Option<Inner>,
        /// An id.
        #[field(1, "id", required, also(&["ID"]))]
        pub id: Id,
    }
}

answer! {
    /// Inside.
    struct Inner {
        /// A mode.
        #[field(0, "mode")]
        pub mode: Option<Mode>,
    }
}

part! {
    /// Made by setters.
    struct Row {
        #[field(0, "price", required)]
        price: i32,
    }
}

request! {
    struct Request {
        #[field(0, "rows")]
        rows: Option<Vec<Row>>,
        #[field(1, "kind", fixed("\"x\""))]
        kind: (),
        #[field(2, "pin", sensitive, header)]
        pin: Option<Secret>,
    }
}

open_enum! {
    /// Modes.
    enum Mode {
        /// Low.
        Low = Integer(-1),
        /// High.
        High = Text("H"),
    }
}

one_of! {
    /// What came.
    enum Came {
        /// An object.
        #[shape(0, Object, has(&["mode"]), when(&[("kind", &["1", "2"])]))]
        Inner(Box<Inner>),
        /// An id.
        #[shape(1, Single)]
        Id(Id),
    }
}

#[test]
fn shapes_are_chosen_by_their_rows() {
    let mut came = Came::blank();
    let choices = came.choices();
    assert_eq!(
        (choices[0].kind, choices[0].has, choices[0].when),
        (Kind::Object, &["mode"][..], &[("kind", &["1", "2"][..])][..])
    );
    assert!(matches!(came.choose(0).target(Null::No), Target::Model(_)));
    assert!(matches!(came.choose(1).target(Null::No), Target::Id(_)));
    assert!(matches!(came, Came::Id(_)));
    came.other(Json::null());
    assert!(matches!(came, Came::Unknown(_)));
}

#[test]
fn rows_lead_to_their_members() {
    let mut answered = Answered::blank();
    assert!(matches!(answered.slot(1).target(Null::No), Target::Id(_)));
    assert!(matches!(answered.get(0).view(), View::Absent));
    assert!(matches!(answered.get(2).view(), View::Absent));
    assert!(matches!(answered.slot(2).target(Null::No), Target::Anything));
}

#[test]
fn tables_say_what_stands_above_the_members() {
    let shape = Answered::blank().shape();
    assert_eq!((shape.name, shape.fields.len()), ("Answered", 2));
    assert!(shape.fields[1].required && shape.fields[1].answers_to("ID") && shape.fields[0].holds_others);
    assert_eq!((shape.inside[0].field, shape.inside[0].within, shape.inside[0].wire), (1, 0, "id"));
}

#[test]
fn a_fixed_member_holds_nothing_and_is_not_printed() {
    let request = Request { rows: Some(vec![Row { price: 1 }]), kind: (), ..Request::blank() };
    assert_eq!(request.shape().fields[1].fixed, Some("\"x\""));
    let rows = format!("{:?}", request.rows);
    assert_eq!(rows, "Some([Row { price: 1 }])");
}

#[test]
fn values_lead_to_variants_and_back() {
    assert_eq!(Mode::from_wire(Wire::Text("-1")), Mode::Low);
    assert_eq!(Mode::High.wire(), Wire::Text("H"));
    assert!(matches!(Mode::blank(), Mode::Unknown(_)));
}
