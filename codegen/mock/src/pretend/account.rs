//! The calls on accounts: one with an encrypted member, one with its id in the path, one more.
//!
//! In: nothing. Out: what emitted code would have for them.

use super::*;

crate::endpoints!(update, get, contract);

pub(super) static EXAMPLES: &[Example] = &[
    Example {
        operation: "account.update",
        name: "a new password",
        request: r#"{"accountId":7,"password":"test-password-0001"}"#,
        answer: r#"{"code":"2000","success":true,"message":"","reqId":"r2","data":true}"#,
        run: |client| Run::of(client_of(client).update(7)),
    },
    Example {
        operation: "account.update",
        name: "no such account",
        request: r#"{"accountId":8,"password":"test-password-0001"}"#,
        answer: r#"{"code":"5006","success":false,"message":"无","reqId":"r3","data":null}"#,
        run: |client| Run::of(client_of(client).update(8)),
    },
    Example {
        operation: "account.get",
        name: "an account",
        request: r#"{"accountId":"7"}"#,
        answer: r#"{"code":"2000","success":true,"message":"","reqId":"r4","data":{"accountId":7,"mobile":"13800000000"}}"#,
        run: |client| Run::of(client_of(client).get(7)),
    },
    Example {
        operation: "account.contract",
        name: "a contract",
        request: r#"{"accountId":"7"}"#,
        answer: "%PDF-1.7 of account 7",
        run: |client| Run::of_file(contract::call(client, 7)),
    },
];

fn client_of(client: &jiekou_runtime::Client) -> Client {
    Client(client.clone())
}

impl Client {
    /// `account.update`
    pub(crate) fn update(&self, account_id: u64) -> FullCall<bool> {
        self.update_with(account_id, "test-password-0001")
    }

    /// The same with another password.
    pub(crate) fn update_with(&self, account_id: u64, password: &str) -> FullCall<bool> {
        update::call(&self.0, account_id, password)
    }

    /// `account.get`
    pub(crate) fn get(&self, account_id: u64) -> FullCall<get::Account> {
        get::call(&self.0, account_id)
    }

    /// `account.contract`
    pub(crate) fn contract(&self, account_id: u64) -> jiekou_runtime::private::DownloadCall {
        contract::call(&self.0, account_id)
    }
}

pub(crate) mod update {
    use jiekou_runtime::private::*;

    static OPERATION: Operation =
        operation("account.update", Method::Post, "/account/update").signed().codes(&[&[
            code("7000", "busy", "Too many calls."),
            code("7xxx", "system_error", "The vendor failed.").class(),
        ]]);

    request! {
        #[checked]
        struct Request {
            #[field(0, "accountId", required)]
            account_id: Id,
            #[field(1, "password", sensitive, encrypted(0))]
            password: Option<Sealed>,
            #[field(2, "mobile", sensitive, max_chars(11))]
            mobile: Option<Secret>,
        }
    }

    crate::endpoint!("修改", bool);

    pub(crate) fn call(client: &Client, account_id: u64, password: &str) -> FullCall<bool> {
        let mut request = Request::blank();
        request.account_id = Id::from(account_id);
        request.password = Some(Sealed::plain(password));
        FullCall::new(client, &OPERATION, &request)
    }
}

pub(crate) mod get {
    use jiekou_runtime::private::*;

    static OPERATION: Operation =
        operation("account.get", Method::Get, "/account/{accountId}").signed().retry(Retry::Safe);

    request! {
        struct Request {
            #[field(0, "accountId", required, path)]
            account_id: Id,
        }
    }

    answer! {
        /// An account.
        pub struct Account {
            /// Its id.
            #[field(0, "accountId", required)]
            pub account_id: Id,
            /// Its number.
            #[field(1, "mobile", sensitive)]
            pub mobile: Option<Secret>,
        }
    }

    crate::endpoint!("查询", Account);

    pub(crate) fn call(client: &Client, account_id: u64) -> FullCall<Account> {
        let mut request = Request::blank();
        request.account_id = Id::from(account_id);
        FullCall::new(client, &OPERATION, &request)
    }
}

pub(crate) mod contract {
    use jiekou_runtime::private::*;

    static OPERATION: Operation = operation("account.contract", Method::Get, "/account/{accountId}/contract")
        .signed()
        .retry(Retry::Safe);

    request! {
        struct Request {
            #[field(0, "accountId", required, path)]
            account_id: Id,
        }
    }

    crate::endpoint!("合同", file);

    pub(crate) fn call(client: &Client, account_id: u64) -> DownloadCall {
        let mut request = Request::blank();
        request.account_id = Id::from(account_id);
        DownloadCall::new(client, &OPERATION, &request, &[])
    }
}
