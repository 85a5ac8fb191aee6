//! Every transport against the same bad days, and calls that block. This library is empty.
//!
//! A call that blocks is the same builder, with the same look at what was set:
//!
//! ```no_run
//! # fn call(client: &jiekou::qixiangyun::Client) -> Result<bool, jiekou::Error> {
//! client.account().update().enterprise_id(1).account_id(2).send_blocking()
//! # }
//! ```
//!
//! ```compile_fail,E0277
//! # fn call(client: &jiekou::qixiangyun::Client) -> Result<bool, jiekou::Error> {
//! client.account().update().enterprise_id(1).send_blocking()
//! # }
//! ```
