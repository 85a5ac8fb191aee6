//! Calls of pretend operations as Rust text, for the programs that are measured.
//!
//! In come operations, out go programs: with the required members and one more set, each adds a number of its
//! answer to a sum, so that nothing is left out by the compiler. Ours and the peer's send the same bodies.

use super::api::{Kind, Member, Operation, Presence, pascal, snake};
use std::fmt::Write as _;

const HEAD: &str = "\
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or(\"say ADDRESS\")?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(&address))
}

async fn run(address: &str) -> Result<(), Box<dyn Error>> {
";

/// A program that makes these calls with our client.
pub(super) fn ours(operations: &[Operation]) -> String {
    let mut text = format!(
        "{HEAD}    use jiekou::bench::{{Client, Credentials}};\n\
         \x20   let api = Client::builder().credentials(Credentials::new(\"a\")).base_url(address);\n\
         \x20   let api = api.allow_plain_http().build()?;\n    let mut sum = 0;\n"
    );
    for operation in operations {
        let _ = writeln!(text, "    sum += {}.send().await?.total;", our_call(operation));
    }
    text + "    println!(\"{sum}\");\n    Ok(())\n}\n"
}

/// A program that makes these calls with the peer's client.
pub(super) fn peers(operations: &[Operation]) -> String {
    let mut text =
        format!("{HEAD}    let api = bench_progenitor::Client::new(address);\n    let mut sum = 0;\n");
    for operation in operations {
        let _ = writeln!(text, "    sum += {};", peer_call(operation, "&api"));
    }
    text + "    println!(\"{sum}\");\n    Ok(())\n}\n"
}

/// The module `call` of the program that measures the peer's requests.
pub(super) fn peer_module(operation: &Operation) -> String {
    let set = operation.request.iter().filter(|member| is_set(operation, member));
    let member = |member: &Member| format!("\"{}\":{}", member.wire, json(operation, member));
    let body = set.map(member).collect::<Vec<_>>().join(",");
    format!(
        "//! The call that is measured.\n\n\
         use std::error::Error;\n\n\
         /// Where it goes.\npub const PATH: &str = \"{}\";\n\
         /// What it sends.\npub const BODY: &str = r#\"{{{body}}}\"#;\n\n\
         /// Makes it.\n\
         pub async fn call(api: &bench_progenitor::Client) -> Result<i64, Box<dyn Error>> {{\n    Ok({})\n}}\n",
        operation.path,
        peer_call(operation, "api")
    )
}

fn our_call(operation: &Operation) -> String {
    let (group, name) = (&operation.group, snake(&operation.name));
    let mut text = format!("api.{group}().{name}()");
    for member in operation.request.iter().filter(|member| is_set(operation, member)) {
        let value = match member.kind {
            Kind::Text => "\"x\"".to_owned(),
            Kind::Choice => {
                format!("jiekou::bench::{group}::{name}::{}::{}", operation.choice_name(), first(operation))
            }
            _ => "1".to_owned(),
        };
        let _ = write!(text, ".{}({value})", snake(member.wire));
    }
    text
}

fn peer_call(operation: &Operation, api: &str) -> String {
    let ty = operation.type_name();
    let member = |member: &Member| {
        let value = match (member.presence, member.kind) {
            (Presence::Required, Kind::Text) => "\"x\".into()".to_owned(),
            (Presence::Required, Kind::Choice) => {
                let name = pascal(member.wire);
                format!("bench_progenitor::types::{ty}Request{name}::{}", first(operation))
            }
            (Presence::Required, _) => "1".to_owned(),
            (Presence::Optional, Kind::Texts) => "vec![]".to_owned(),
            (Presence::Optional, _) if is_set(operation, member) => "Some(\"x\".into())".to_owned(),
            (Presence::Optional, _) => "None".to_owned(),
        };
        format!("{}: {value}", snake(member.wire))
    };
    let members = operation.request.iter().map(member).collect::<Vec<_>>().join(", ");
    format!(
        "{api}.{}(\"a\", \"t\", None, &bench_progenitor::types::{ty}Request {{ {members} }})\
         .await?.into_inner().data.map_or(0, |data| data.total)",
        snake(&operation.name)
    )
}

/// Required members and the first optional text are set.
fn is_set(operation: &Operation, member: &Member) -> bool {
    let first = operation.request.iter().find(|one| one.presence == Presence::Optional);
    member.presence == Presence::Required || first == Some(member)
}

fn first(operation: &Operation) -> String {
    pascal(operation.choice.values[0])
}

fn json(operation: &Operation, member: &Member) -> String {
    match member.kind {
        Kind::Text => "\"x\"".to_owned(),
        Kind::Choice => format!("\"{}\"", operation.choice.values[0]),
        _ => "1".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::api::operations;
    use super::*;

    #[test]
    fn both_sides_make_the_same_calls() {
        let all = operations(3);
        let (ours, peers) = (ours(&all), peers(&all));
        for operation in &all {
            let name = snake(&operation.name);
            assert!(ours.contains(&format!("api.{}().{name}().", operation.group)), "{ours}");
            assert!(peers.contains(&format!("{name}(\"a\", \"t\", None, &")), "{peers}");
            let required = operation.request.iter().filter(|member| member.presence == Presence::Required);
            for member in required {
                assert!(ours.contains(&format!(".{}(", snake(member.wire))), "{ours}");
                assert!(peers.contains(&format!("{}: ", snake(member.wire))), "{peers}");
            }
        }
        assert_eq!(ours.matches(".send().await?.total").count(), 3);
    }

    #[test]
    fn a_canned_body_is_json() {
        let module = peer_module(&operations(1)[0]);
        let body = module.split("r#\"").nth(1).and_then(|rest| rest.split("\"#").next()).expect("a body");
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(body.as_object().map(serde_json::Map::len), Some(5));
    }
}
