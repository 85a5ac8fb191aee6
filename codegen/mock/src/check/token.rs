//! The call that gives tokens.
//!
//! In: a request that is as it should be. Out: an answer with a token that this server knows from then on, or why there
//! is none. Tokens are random; none of them is told but to whoever asked for it.

use super::{Notes, Refused};
use crate::canonical::{Canonical, Members, quoted};
use crate::envelope::{Head, success};
use crate::examples::Ready;
use crate::journal::Outcome;
use crate::reply::Reply;
use crate::rules::Reason;
use crate::table::MockOperation;
use crate::vendor::{Answered, Vendor};
use jiekou_runtime::mock::{Part, Source, Token, is_same, token_members, unguessable};
use std::io;

/// The recipe of the API's token, if this is the call for it.
fn recipe(vendor: &Vendor, operation: &MockOperation) -> Option<&'static Token> {
    vendor.table.api.token.as_ref().filter(|token| token.operation == operation.operation.id)
}

/// A new token.
pub(crate) fn issue(vendor: &Vendor) -> io::Result<String> {
    let token = format!("mock-{}", unguessable()?);
    remember(vendor, &token);
    Ok(token)
}

/// Knows a token from now on.
fn remember(vendor: &Vendor, token: &str) {
    let keep_ms =
        || vendor.table.api.token.as_ref().map_or(0, |recipe| i64::from(recipe.keep_seconds) * 1000);
    let set = vendor.settings.token_life.map(|life| i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
    let until_ms = vendor.clock.now_ms().saturating_add(set.unwrap_or_else(keep_ms));
    vendor.memory().add_token(token, until_ms);
}

/// Knows the token of an answer that the test made itself.
pub(crate) fn learn(vendor: &Vendor, operation: &MockOperation, reply: &Reply) {
    let token = recipe(vendor, operation).and_then(|recipe| text_at(&reply.body, recipe.value));
    if let Some(token) = token {
        remember(vendor, &token);
    }
}

/// What answers a call for a token whose credentials are not this server's; none for any other call.
pub(crate) fn wrong_credentials(
    vendor: &Vendor,
    operation: &MockOperation,
    canonical: &Canonical,
    notes: &mut Notes,
) -> Result<Option<Answered>, Refused> {
    let Some(recipe) = recipe(vendor, operation) else { return Ok(None) };
    let Some(wire) = wrong_member(vendor, recipe, &canonical.json) else { return Ok(None) };
    let text = format!("`{wire}` is not what this server's credentials give");
    let refused = Refused::new(Reason::CredentialsWrong, text.clone());
    let Err(refused) = vendor.settings.overlook(Err(refused), notes) else { return Ok(None) };
    let is_problem = |example: &&jiekou_runtime::example::Example| {
        text_at(example.answer.as_bytes(), recipe.problem).is_some()
    };
    match vendor.table.examples_of(operation.operation.id).find(is_problem) {
        Some(example) => Ok(Some(Answered {
            reply: Reply::json(example.answer),
            outcome: Outcome::Refused { reason: Reason::CredentialsWrong, text },
        })),
        None => Err(refused),
    }
}

/// The first member that differs from what the recipe makes of the credentials. A call that asks in another way than the
/// recipe, such as with a token for renewal, has none.
fn wrong_member(vendor: &Vendor, recipe: &'static Token, json: &str) -> Option<&'static str> {
    let members = Members::parse(json.as_bytes()).ok()?;
    let made = token_members(recipe, &vendor.credentials, vendor.clock.now_ms());
    let rows = || recipe.request.iter().zip(&made);
    let is_constant = |value: &[Part]| value.iter().all(|part| matches!(part, Part::Text(_)));
    let differs = |wire: &str, made: &str| {
        !is_same(made.as_bytes(), members.get(wire).map(text_of).unwrap_or_default().as_bytes())
    };
    let is_other_way = rows().any(|(member, (wire, made))| is_constant(member.value) && differs(wire, made));
    if is_other_way {
        return None;
    }
    let changes = |part: &Part| matches!(part, Part::Value(Source::NowMs | Source::NowS | Source::Nonce));
    rows()
        .filter(|(member, _)| !is_constant(member.value) && !member.value.iter().any(changes))
        .find_map(|(_, (wire, made))| differs(wire, made).then_some(*wire))
}

/// The answer to the call that gives tokens; none for any other.
pub(crate) fn token(
    vendor: &Vendor,
    operation: &MockOperation,
    canonical: &Canonical,
    request_id: &str,
) -> Result<Option<Answered>, Refused> {
    let Some(recipe) = recipe(vendor, operation) else { return Ok(None) };
    let failed = |text: String| Answered {
        reply: Reply::of_type("text/plain", text.clone()).status(500),
        outcome: Outcome::Failed(text),
    };
    let Ok(token) = issue(vendor) else { return Ok(Some(failed("there are no random bytes".to_owned()))) };
    let known = vendor.examples.of(operation);
    let best = known.for_request(&canonical.json);
    let shows_one = |ready: &&Ready| text_at(ready.example.answer.as_bytes(), recipe.value).is_some();
    let made = match best.into_iter().chain(known.all()).find(shows_one) {
        Some(ready) => Ok(ready.answer(request_id)),
        None => {
            let head = Head { message: None, request_id };
            success(vendor.table, known.success(), operation.operation.text_of, Some("{}"), head)
        }
    };
    let made = made.and_then(|answer| with_text(&answer, recipe.value, &token));
    Ok(Some(match made {
        Ok(answer) => Answered { reply: Reply::json(answer), outcome: Outcome::Token },
        Err(text) => failed(text),
    }))
}

/// The text of a member; of anything else its JSON.
fn text_of(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())
}

/// The text at a path of an answer, if there is one and it is not empty.
fn text_at(answer: &[u8], path: &[&str]) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let members = Members::parse(answer).ok()?;
    let json = members.get(first)?;
    if rest.is_empty() {
        return serde_json::from_str::<String>(json).ok().filter(|text| !text.is_empty());
    }
    text_at(json.as_bytes(), rest)
}

/// An answer with another text at a path. Objects that are not there are made.
fn with_text(answer: &str, path: &[&str], text: &str) -> Result<String, String> {
    let Some((first, rest)) = path.split_first() else { return Ok(quoted(text)) };
    let mut members = Members::parse(answer.as_bytes())?;
    let inner = members.get(first).filter(|json| json.starts_with('{')).unwrap_or("{}");
    let inner = with_text(inner, rest, text)?;
    members.set(first, inner);
    Ok(members.to_json())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::{self, Client};
    use crate::received::Received;
    use crate::rules::Rules;
    use crate::server::{MockServer, Setup};
    use crate::table::MockApi;
    use jiekou_runtime::example::{Example, Run};
    use jiekou_runtime::mock::Method;
    use jiekou_runtime::private::{Member, Obtain};
    use jiekou_runtime::{CredentialValues, Secret};

    #[test]
    fn a_text_is_found_and_put_at_its_path() {
        let answer = r#"{"code":2000.0,"data":{"t":"old","n":1.50,"e":""}}"#;
        assert_eq!(text_at(answer.as_bytes(), &["data", "t"]).as_deref(), Some("old"));
        for path in [&["data", "n"][..], &["data", "e"], &["data"], &["t"], &[]] {
            assert_eq!(text_at(answer.as_bytes(), path), None, "{path:?}");
        }
        let expected = r#"{"code":2000.0,"data":{"t":"new","n":1.50,"e":""}}"#;
        assert_eq!(with_text(answer, &["data", "t"], "new").as_deref(), Ok(expected));
        assert_eq!(with_text("{}", &["data", "t"], "new").as_deref(), Ok(r#"{"data":{"t":"new"}}"#));
    }

    static WITH_KIND: Token = Token {
        operation: "auth.login",
        method: Method::Post,
        path: "/login",
        steps: &[],
        request: &[
            Member { wire: "kind", value: &[Part::Text("by_key")] },
            Member { wire: "key", value: &[Part::Value(Source::Credential(0))] },
            Member { wire: "at", value: &[Part::Value(Source::NowMs)] },
        ],
        value: &["token"],
        problem: &[],
        keep_seconds: 1,
        stale: &[],
        obtain: Obtain::BY_CALL,
    };

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        let server = MockServer::<Client>::start();
        assert_eq!(wrong_member(&server.vendor, &WITH_KIND, json), expected);
    }

    #[test]
    fn credentials_count_in_the_recipes_own_way_of_asking() {
        check(r#"{"kind":"by_key","key":"test-app-key","at":1}"#, None);
        check(r#"{"kind":"by_key","key":"hunter2","at":1}"#, Some("key"));
        check(r#"{"kind":"by_key"}"#, Some("key"));
        check(r#"{"kind":"renewal","renewal_token":"t"}"#, None);
        check("{}", None);
    }

    const PROBLEM: &str =
        r#"{"code":"2000","success":true,"data":{"access_token":null,"error_msg":"wrong key"}}"#;

    /// A vendor whose page shows what a wrong key gets, and nothing else.
    fn answer(secret: &str) -> String {
        static TABLE: MockApi = MockApi {
            api: &pretend::API,
            label: "",
            operations: pretend::MOCK.operations,
            examples: &[&[Example {
                operation: "auth.login",
                name: "a wrong key",
                request: "{}",
                answer: PROBLEM,
                run: |client| Run::of(pretend::auth::login::call(client)),
            }]],
            notifications: &[],
            rules: &Rules::NONE,
        };
        let credentials = CredentialValues::new(["test-app-key", secret].map(Secret::from));
        let setup = Setup { credentials: Some(credentials), ..Setup::default() };
        let vendor = Vendor::new(&TABLE, "/base", setup).expect("a vendor");
        let body = r#"{"app_key":"test-app-key","secret":"5ebe2294ecd0e0f08eab7690d2a6ee69"}"#;
        let request = http::Request::post("/base/login").header("content-type", "application/json");
        let head = request.body(()).expect("a request").into_parts().0;
        let reply = vendor.respond(&Received::new(&head, body.into()));
        String::from_utf8(reply.body.to_vec()).expect("a text")
    }

    #[test]
    fn wrong_credentials_get_what_the_pages_show() {
        assert_eq!(answer("other"), PROBLEM);
    }

    #[test]
    fn a_token_has_its_place_where_no_example_has_one() {
        let answer = answer("secret");
        assert!(
            text_at(answer.as_bytes(), &["data", "access_token"])
                .is_some_and(|token| token.starts_with("mock-"))
        );
        assert_eq!(text_at(answer.as_bytes(), &["code"]).as_deref(), Some("2000"));
    }
}
