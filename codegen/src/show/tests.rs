//! The Rust of a page: names and types of what is really emitted.

use super::*;
use crate::ir::Layout;
use crate::lower::lower;
use crate::model::Type;
use crate::model::samples::{api, field, list_of, object, operation};

#[test]
fn objects_are_made_before_the_call_that_takes_them() {
    let address = object("Address", [field("city", Type::String)]);
    let owner = object("Owner", [field("name", Type::String).required(), field("at", list_of(address))]);
    let call = operation("update")
        .request([field("pin", Type::String).encrypted(), field("owner", owner).required()])
        .always_gives(Type::Boolean);
    let api = api().encryption().operation("account", call).done();
    let model = Model { apis: vec![api], ..Model::default() };
    let items = lower(&model, &Layout::One);
    let look = Look { columns: 80, colour: Colour::Never, lists: Lists::Short };
    let page = Pages::new(model, items).show("account.update", look).expect("there is one");
    let expected = "
  use jiekou::pretend::account::update;

  let address = Address::new()
      // as needed:
      .city(impl Into<String>);

  let owner = Owner::builder()
      .name(impl Into<String>)
      // as needed:
      .at(Vec<Address>)
      .build();

  let answer: bool = client.account().update()
      .owner(Owner)
      // as needed:
      .pin(impl Into<Secret>)
      .pin_encrypted(Ciphertext)
      .send().await?;
";
    let (_, shown) = page.split_once("\nin Rust").expect("the section is there");
    assert_eq!(shown, expected);
}
