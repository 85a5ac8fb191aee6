//! Programs over the client after a change of `tests/codegen/fixtures/diff/catalogue.txt`, for those changes that cannot
//! be taken back without breaking somebody. Each compiles with the client after the change that its heading names.

// == a server is new
fn the_new_server() -> &'static str {
    api::servers::THIRD
}

// == a server has another name
fn the_server_by_its_new_name() -> &'static str {
    api::servers::TEST
}

// == a credential is new
fn one_more_credential() -> api::Credentials {
    api::Credentials::new("key", "secret", "region", "tenant")
}

// == a call and its group are new
async fn the_new_call(client: &api::Client) -> jiekou::Result<()> {
    client.seal().get().send().await
}

// == a call has another name
async fn fetch(client: &api::Client) -> jiekou::Result<jiekou::Download> {
    client.account().fetch().send().await
}

// == a call stands in another group
async fn download_a_task(client: &api::Client) -> jiekou::Result<jiekou::Download> {
    client.task().download().send().await
}

// == the path has one more parameter
async fn disable_one(client: &api::Client) -> jiekou::Result<()> {
    client.account().disable().id(1).send().await
}

// == a call gives nothing any more
async fn update_gives_nothing(client: &api::Client) -> jiekou::Result<()> {
    client.account().update().enterprise_id(1).name("a").send().await
}

// == a call gives a file in place of nothing
async fn disable_gives_a_file(client: &api::Client) -> jiekou::Result<jiekou::Download> {
    client.account().disable().send().await
}

// == pages hold other rows
fn pages_of_other_rows(client: &api::Client) -> jiekou::Pages<api::task::list::Page, jiekou::Id> {
    client.task().list().send_pages()
}

fn the_other_rows(page: api::task::list::Page) -> Option<Vec<jiekou::Id>> {
    page.ids
}

// == a member is new
fn answer_extra(answer: api::account::get::Account) -> Option<String> {
    answer.extra
}

fn update_extra(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().extra("a")
}

fn finished_extra(body: api::task::finished::Notification) -> Option<String> {
    body.extra
}

// == a parameter is new
fn get_extra(client: &api::Client) -> api::account::get::Builder<'_> {
    client.account().get().extra(1)
}

// == a member is new and must be set
fn update_with_one_more(client: &api::Client) -> jiekou::Result<jiekou::Prepared> {
    client.account().update().enterprise_id(1).name("a").extra("a").prepare()
}

// == members have other names in Rust
fn answer_words(answer: api::account::get::Account) -> Option<String> {
    answer.words
}

fn update_words(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().words("a")
}

// == a member with other names is known by its title
fn update_called(client: &api::Client) -> jiekou::Result<jiekou::Prepared> {
    client.account().update().enterprise_id(1).called("a").prepare()
}

// == members hold more
fn answer_balance_of_any_size(answer: api::account::get::Account) -> Option<jiekou::Decimal> {
    answer.balance
}

fn get_page_of_any_size(client: &api::Client, page: i64) -> api::account::get::Builder<'_> {
    client.account().get().page(page)
}

fn update_count_of_any_size(client: &api::Client, count: i64) -> api::account::update::Builder<'_> {
    client.account().update().count(count)
}

// == members have another type
fn answer_notes(answer: api::account::get::Account) -> Option<Vec<String>> {
    answer.note
}

fn update_kind_or_not(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().kind(true)
}

// == the same on the wire is another type
fn answer_balance_as_id(answer: api::account::get::Account) -> Option<jiekou::Id> {
    answer.balance
}

fn answer_mode_as_state(answer: api::account::get::Account) -> Option<api::enums::State> {
    answer.mode
}

fn update_mode_by_text(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().mode("sms")
}

// == another enum of the same form
fn answer_hue(answer: api::account::get::Account) -> Option<api::account::get::Hue> {
    answer.mode
}

fn hue_by_name(hue: api::account::get::Hue) -> bool {
    hue == api::account::get::Hue::Red
}

// == a member must be set
fn update_in_any_state_of_three<A, B, C>(call: api::account::update::Builder<'_, A, B, C>) -> String {
    format!("{call:?}")
}

// == a member must always be set that was needed in a case
fn update_in_any_state_of_three<A, B, C>(call: api::account::update::Builder<'_, A, B, C>) -> String {
    format!("{call:?}")
}

// == a constant must be set
fn update_action(client: &api::Client) -> jiekou::Result<jiekou::Prepared> {
    client.account().update().enterprise_id(1).name("a").action("change").prepare()
}

// == a member of an object that is filled through the call must be set
fn update_in_any_state_of_three<A, B, C>(call: api::account::update::Builder<'_, A, B, C>) -> String {
    format!("{call:?}")
}

// == no member of an object must be set
fn more_without_a_builder() -> api::account::update::More {
    api::account::update::More::new().second("b")
}

fn more_without_what_had_to_be_set() -> api::account::update::More {
    api::account::update::More::default()
}

// == a member of an answer is known to be there
fn answer_note_for_sure(answer: api::account::get::Account) -> String {
    answer.note
}

// == an answer may be missing
async fn get_perhaps(client: &api::Client) -> jiekou::Result<Option<api::account::get::Account>> {
    client.account().get().enterprise_id(1).send().await
}

// == a member is encrypted
fn update_text_encrypted(client: &api::Client, text: jiekou::Ciphertext) -> api::account::update::Builder<'_> {
    client.account().update().text_encrypted(text)
}

fn update_text_as_a_secret(client: &api::Client, text: jiekou::Secret) -> api::account::update::Builder<'_> {
    client.account().update().text(text)
}

// == a member is no longer encrypted and stays secret
fn update_password_as_any_secret(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().password("a")
}

// == members may be shown
fn login_token_as_text(answer: api::auth::login::Response) -> Option<String> {
    answer.token
}

fn update_mobile_of_a_letter(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().mobile('1')
}

// == an object is filled through itself
fn update_data(client: &api::Client) -> api::account::update::Builder<'_> {
    client.account().update().data(api::account::update::Data::new().inner("a"))
}

// == an answer has one shape less
fn shape_person_or_firm(kind: api::account::get::Kind) -> bool {
    matches!(kind, api::account::get::Kind::Person(_) | api::account::get::Kind::Firm(_))
}

// == a shape has another name
fn shape_company(kind: &api::account::get::Kind) -> Option<jiekou::Id> {
    match kind {
        api::account::get::Kind::Company(firm) => firm.firm_id,
        _ => None,
    }
}

// == an object has another name in Rust
fn answer_by_its_new_name(answer: api::account::get::Holder) -> String {
    answer.name
}

// == a shared object has another name
fn row_size(row: api::account::objects::Row) -> Option<i32> {
    row.size
}

// == a shared object becomes one of its own
fn own_line_size(line: api::account::get::Line) -> Option<i64> {
    line.size
}

fn own_line_size_without_its_name(answer: api::account::get::Account) -> Option<i64> {
    answer.lines?.first()?.size
}

// == a shared object travels the other way
fn line_made() -> api::account::objects::Line {
    api::account::objects::Line::new().size(1)
}

fn disable_lines(client: &api::Client, lines: Vec<api::account::objects::Line>) -> api::account::disable::Builder<'_> {
    client.account().disable().lines(lines)
}

// == an enum is new and another is gone
fn weight_by_name(weight: api::task::enums::Weight) -> bool {
    weight == api::task::enums::Weight::Light
}

fn start_weight(client: &api::Client) -> api::task::start::Builder<'_> {
    client.task().start().speed(api::task::enums::Weight::Light)
}

// == an enum has another name
fn start_pace(client: &api::Client) -> api::task::start::Builder<'_> {
    client.task().start().speed(api::task::enums::Pace::Fast)
}

// == an enum moves into the call
fn start_own_speed(client: &api::Client) -> api::task::start::Builder<'_> {
    client.task().start().speed(api::task::start::Speed::Fast)
}

// == values of enums are new
fn new_value_that_is_sent() -> api::enums::Mode {
    api::enums::Mode::Face
}

fn new_value_that_is_received(state: api::enums::State) -> bool {
    state == api::enums::State::Waiting
}

// == a value has another name
fn value_by_its_new_name() -> api::enums::Mode {
    api::enums::Mode::ByScan
}

// == codes are new
fn new_code_of_the_api(error: &jiekou::Error) -> bool {
    error.code() == Some(api::codes::CLOSED)
}

fn new_code_of_a_group(error: &jiekou::Error) -> bool {
    error.code() == Some(api::account::codes::LIMITED)
}

// == a code becomes a class
fn class_by_the_name_of_a_code(error: &jiekou::Error) -> bool {
    error.code().is_some_and(|code| api::account::update::codes::LOCKED.contains(code))
}

// == a code has another name
fn code_by_its_new_name(error: &jiekou::Error) -> bool {
    error.code() == Some(api::account::update::codes::FROZEN)
}

// == a callback is no longer verified
fn receiver_of_anything() -> api::task::finished::Receiver {
    api::task::finished::Receiver::unverified()
}

// == a reply has another name
fn reply_by_its_new_name() -> jiekou::Reply {
    api::task::finished::FAILED
}

// == a failing answer holds nothing known, and its object stays
fn result_failure(outcome: api::task::get_result::Outcome) -> Option<api::task::objects::Failure> {
    outcome.failure
}

// == a failing answer holds the data of success, and its object stays
fn result_failure(outcome: api::task::get_result::Outcome) -> Option<api::task::objects::Failure> {
    outcome.failure
}
