//! Programs over the client of `tests/codegen/fixtures/diff/base.yaml`, one function each: whatever a user may write of
//! it. A change is neutral for Rust if all of them still compile with the client after it.

#![deny(warnings)]
#![allow(dead_code)]

use jiekou::pretend as api;

fn a_client(core: api::Client) -> (api::Client, jiekou::Client) {
    (core.clone(), core.core().clone())
}

fn credentials() -> api::Credentials {
    api::Credentials::new("key", String::from("secret"), "region")
}

fn settings() -> Result<api::Client, jiekou::BuildError> {
    let builder = api::Client::builder().credentials(api::Credentials::new("key", "secret", "region"));
    builder.public_key("other", "MIGf").token("known").build()
}

fn the_first_server() -> &'static str {
    api::servers::PRODUCTION
}

fn the_other_server() -> &'static str {
    api::servers::SANDBOX
}

fn the_encryption_with_a_key() -> jiekou::ClientBuilder<api::Client> {
    api::Client::builder().public_key("rsa", "MIGf")
}

fn codes_of_the_api(error: &jiekou::Error) -> bool {
    error.code() == Some(api::codes::TOKEN_EXPIRED) || error.code() == Some(api::codes::BUSY)
}

fn codes_of_the_api_from_a_call(error: &jiekou::Error) -> bool {
    error.code() == Some(api::account::update::codes::BUSY) || error.code() == Some(api::task::list::codes::BUSY)
}

fn a_code_of_a_group(error: &jiekou::Error) -> bool {
    error.code() == Some(api::account::codes::GENERAL) || error.code() == Some(api::account::get::codes::GENERAL)
}

fn a_code_of_a_call(error: &jiekou::Error) -> bool {
    matches!(error.code(), Some(api::account::update::codes::LOCKED))
}

fn a_class_of_a_call(error: &jiekou::Error) -> bool {
    error.code().is_some_and(|code| api::account::update::codes::REFUSED.contains(code))
}

fn a_code_with_data(error: &jiekou::Error) -> Option<jiekou::Result<api::task::objects::Failure>> {
    let is_partly = error.code() == Some(api::task::start::codes::PARTLY);
    error.data().filter(|_| is_partly)
}

fn what_a_code_holds(failure: api::task::objects::Failure) -> Option<String> {
    failure.reason
}

fn an_enum_by_value(mode: &api::enums::Mode) -> u8 {
    match mode {
        api::enums::Mode::Sms => 0,
        api::enums::Mode::Scanned => 1,
        api::enums::Mode::Unknown(_) => 2,
        _ => 3,
    }
}

fn an_enum_of_numbers(state: api::enums::State) -> bool {
    state == api::enums::State::Open || state == api::enums::State::Done
}

fn an_unknown_value_that_is_sent() -> api::enums::State {
    api::enums::State::Unknown(jiekou::Wire::Integer(7).into())
}

fn an_enum_of_a_group(speed: api::task::enums::Speed) -> bool {
    speed == api::task::enums::Speed::Fast
}

fn groups(client: &api::Client) -> (api::account::Account<'_>, api::auth::Auth<'_>, api::task::Task<'_>) {
    (client.account(), client.auth(), client.task())
}

fn builders_by_name(
    get: api::account::get::Builder<'_>,
    update: api::account::update::Builder<'_>,
    list: api::task::list::Builder<'_>,
) -> String {
    format!("{get:?} {update:?} {list:?}")
}

fn get_builder_with_its_state_inferred(client: &api::Client) -> jiekou::Result<jiekou::Prepared> {
    let call: api::account::get::Builder<'_, _> = client.account().get().enterprise_id(1);
    call.prepare()
}

fn update_in_any_state<A, B>(call: api::account::update::Builder<'_, A, B>) -> jiekou::Result<String> {
    Ok(format!("{:?}", call.count(1)))
}

async fn get(client: &api::Client) -> jiekou::Result<api::account::get::Account> {
    client.account().get().enterprise_id(1).send().await
}

fn get_kind(client: &api::Client) -> api::account::get::Builder<'_> {
    client.account().get().kind("a")
}

fn get_page(client: &api::Client, page: i32) -> api::account::get::Builder<'_> {
    client.account().get().page(page)
}

fn answer_name(answer: api::account::get::Account) -> String {
    answer.name
}

fn answer_mobile(answer: api::account::get::Account) -> Option<String> {
    answer.mobile
}

fn answer_balance(answer: api::account::get::Account) -> Option<i64> {
    answer.balance
}

fn answer_mode(answer: api::account::get::Account) -> Option<api::enums::Mode> {
    answer.mode
}

fn answer_note(answer: api::account::get::Account) -> Option<String> {
    answer.note
}

fn answer_more(answer: api::account::get::Account) -> Option<api::account::get::More> {
    answer.more
}

fn answer_more_mobile(more: api::account::get::More) -> Option<String> {
    more.mobile2
}

fn answer_lines(answer: api::account::get::Account) -> Option<Vec<api::account::objects::Line>> {
    answer.lines
}

fn line_size(line: api::account::objects::Line) -> Option<i32> {
    line.size
}

fn line_size_without_its_name(answer: api::account::get::Account) -> Option<i32> {
    answer.lines?.first()?.size
}

fn line_note(line: api::account::objects::Line) -> Option<String> {
    line.note
}

fn answer_kind(answer: api::account::get::Account) -> Option<api::account::get::Kind> {
    answer.kind
}

fn shape_firm(kind: &api::account::get::Kind) -> Option<jiekou::Id> {
    match kind {
        api::account::get::Kind::Firm(firm) => firm.firm_id,
        _ => None,
    }
}

fn shape_firm_by_name(firm: api::account::get::Firm) -> Option<jiekou::Id> {
    firm.firm_id
}

fn shape_person(kind: api::account::get::Kind) -> Option<String> {
    match kind {
        api::account::get::Kind::Person(person) => person.sort,
        _ => None,
    }
}

fn shape_person_by_name(person: api::account::get::Person) -> Option<String> {
    person.sort
}

fn shape_text(kind: api::account::get::Kind) -> Option<String> {
    match kind {
        api::account::get::Kind::Text(text) => Some(text),
        _ => None,
    }
}

fn shape_unknown(kind: api::account::get::Kind) -> Option<jiekou::Json> {
    match kind {
        api::account::get::Kind::Unknown(json) => Some(json),
        _ => None,
    }
}

async fn update(client: &api::Client) -> jiekou::Result<Option<bool>> {
    client.account().update().enterprise_id(1).name("a").mobile("1").send().await
}

fn update_in_another_order(client: &api::Client) -> jiekou::Result<jiekou::Prepared> {
    client.account().update().mobile("1").name("a").count(1).enterprise_id(1).prepare()
}

async fn update_by_name(client: &api::Client) -> jiekou::Result<bool> {
    let answer: jiekou::Answer<Option<bool>> =
        client.account().update().enterprise_id(1).name("a").send_full().await?;
    Ok(format!("{answer:?}").is_empty())
}

fn update_serial(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().serial("a")
}

fn update_password(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().password("a").password(String::from("a"))
}

fn update_password_as_a_secret(client: &api::Client, password: jiekou::Secret) -> api::account::update::Builder<'_> {
    client.account().update().password(password)
}

fn update_password_encrypted(client: &api::Client, password: jiekou::Ciphertext) -> api::account::update::Builder<'_> {
    client.account().update().password_encrypted(password)
}

fn update_mobile(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().mobile("1").mobile(String::from("1"))
}

fn update_mobile_as_a_secret<'c>(client: &'c api::Client, mobile: &jiekou::Secret) -> api::account::update::Builder<'c> {
    client.account().update().mobile(mobile)
}

fn update_amount(client: &api::Client, amount: i64) -> api::account::update::Builder<'_> {
    client.account().update().amount(amount)
}

fn update_mode(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().mode(api::enums::Mode::Sms)
}

fn update_count(client: &api::Client, count: i32) -> api::account::update::Builder<'_> {
    client.account().update().count(count)
}

fn update_digits(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().digits("12345678")
}

fn update_text(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().text("a").text(String::from("a"))
}

fn update_text_of_a_letter(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().text('a')
}

fn update_list(client: &api::Client, list: Vec<String>) -> api::account::update::Builder<'_> {
    client.account().update().list(list)
}

fn update_day(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().day("2020-01-01")
}

fn update_empty(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().empty("a")
}

fn update_empty_null(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().empty_null()
}

fn update_kind(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().kind("L")
}

fn update_law(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().law("a")
}

fn update_sort(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().sort("1")
}

fn update_old(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().old("a")
}

fn update_codes(client: &api::Client, codes: Vec<String>) -> api::account::update::Builder<'_> {
    client.account().update().codes(codes)
}

fn update_inner(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().inner("a")
}

fn update_more(client: &api::Client, more: api::account::update::More) -> api::account::update::Builder<'_> {
    client.account().update().more(more)
}

fn update_more_made() -> api::account::update::More {
    api::account::update::More::builder().first("a").second("b").build()
}

async fn upload(client: &api::Client) -> jiekou::Result<()> {
    client.account().upload().title("a").size("1").send().await
}

async fn download(client: &api::Client) -> jiekou::Result<jiekou::Download> {
    client.account().download().send().await
}

async fn disable(client: &api::Client, ids: Vec<jiekou::Id>) -> jiekou::Result<()> {
    client.account().disable().ids(ids).send().await
}

async fn login(client: &api::Client) -> jiekou::Result<Option<api::auth::login::Response>> {
    client.auth().login().key("k").proof("p").site("s").send().await
}

fn login_token(answer: api::auth::login::Response) -> Option<jiekou::Secret> {
    answer.token
}

fn login_problem_and_code(answer: api::auth::login::Response) -> (Option<String>, Option<String>) {
    (answer.problem, answer.code)
}

async fn start(client: &api::Client) -> jiekou::Result<Option<jiekou::Id>> {
    client.task().start().send().await
}

fn start_speed(client: &api::Client) -> api::task::start::Builder<'_> {
    client.task().start().speed(api::task::enums::Speed::Fast)
}

fn start_and_wait(client: &api::Client) -> jiekou::Work<api::task::get_result::Outcome> {
    client.task().start().send_and_wait()
}

async fn result(client: &api::Client) -> jiekou::Result<Option<api::task::get_result::Outcome>> {
    client.task().get_result().task_id(1).send().await
}

fn result_and_wait(client: &api::Client) -> jiekou::Work<api::task::get_result::Outcome> {
    client.task().get_result().task_id(1).send_and_wait()
}

fn result_state(outcome: api::task::get_result::Outcome) -> Option<api::enums::State> {
    outcome.state
}

fn result_sum(outcome: api::task::get_result::Outcome) -> Option<jiekou::Decimal> {
    outcome.sum
}

async fn list(client: &api::Client) -> jiekou::Result<Option<api::task::list::Page>> {
    client.task().list().page(1).size(2).send().await
}

fn list_pages(client: &api::Client) -> jiekou::Pages<api::task::list::Page, String> {
    client.task().list().send_pages()
}

fn list_page(page: api::task::list::Page) -> (Option<Vec<String>>, Option<i64>) {
    (page.rows, page.total)
}

fn finished_receiver(credentials: api::Credentials) -> api::task::finished::Receiver {
    api::task::finished::Receiver::new(credentials)
}

fn finished_body(body: api::task::finished::Notification) -> (jiekou::Id, Option<api::enums::State>) {
    (body.task_id, body.state)
}

fn finished_from_json(bytes: &[u8]) -> jiekou::Result<api::task::finished::Notification> {
    api::task::finished::Notification::from_json(bytes)
}

fn finished_accepted() -> jiekou::Reply {
    api::task::finished::ACCEPTED
}

fn finished_refused() -> jiekou::Reply {
    api::task::finished::REFUSED
}
