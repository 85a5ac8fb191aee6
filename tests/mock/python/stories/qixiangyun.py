"""企享云: logs in, encrypts passwords, keeps an account, logs in by SMS; then the mistakes.

In: a running program. Out: steps of the report. Every mistake but a plain password has a documented code; that one is
known by the reason that the program gives.
"""

from __future__ import annotations

import time

import wire
from program import Program
from report import Report
from rules import qixiangyun as rules

LOGIN = "/v2/public/oauth2/login"
ACCOUNT = "/v2/public/account"
TYPE = "application/json;charset=UTF-8"
MINUTE = 60 * 1000


class Caller:
    """What a customer of the vendor holds: key, secret, the vendor's public key, and a token once logged in."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.app_key = program.credential("app_key")
        self.app_secret = program.credential("app_secret")
        self.public_key = rules.public_key(program.public_key())
        self.token = ""

    def login(self, app_secret: str) -> wire.Answer:
        body = wire.compact(
            {
                "grant_type": "client_credentials",
                "client_appkey": self.app_key,
                "client_secret": rules.hex_md5(app_secret.encode()),
            }
        )
        return self.program.send(wire.Request("POST", LOGIN, {"Content-Type": TYPE}, body))

    def signed(
        self,
        path: str,
        body: wire.Members,
        *,
        secret: str | None = None,
        token: str | None = None,
        late_by: int = 0,
    ) -> wire.Request:
        sent = wire.compact(body)
        token = self.token if token is None else token
        req_date = str(wire.now_in_milliseconds() - late_by)
        headers = {
            "Content-Type": TYPE,
            "access_token": token,
            "req_date": req_date,
            "req_sign": rules.req_sign(self.app_key, secret or self.app_secret, token, req_date, sent),
        }
        return wire.Request("POST", path, headers, sent)

    def call(self, path: str, body: wire.Members) -> wire.Answer:
        return self.program.send(self.signed(path, body))


def tell(program: Program, report: Report) -> None:
    caller = Caller(program)
    answer = caller.login(caller.app_secret)
    token = answer.at("data", "access_token")
    report.check("the login gives a token", ("2000", str), (answer.at("code"), type(token)))
    caller.token = str(token)
    ids = subscribe(caller, report)
    keep_an_account(caller, report, ids)
    log_in_by_sms(caller, report, ids)
    sign_wrongly(caller, report, ids)
    forget_the_token(caller, report, ids)
    send_wrong_fields(caller, report, ids)
    deleted = caller.call(f"{ACCOUNT}/delete", ids)
    report.check("the account is deleted", ("2000", True), (deleted.at("code"), deleted.at("data")))


def subscribe(caller: Caller, report: Report) -> dict[str, int]:
    """Makes an enterprise and its account; their ids as all calls want them."""
    enterprise = {
        "nsrsbh": "91310000MA1FL0000X",
        "aggOrgName": "测试企业有限公司",
        "dq": "31",
        "productCodeList": "0020,0036",
    }
    bought = caller.call("/v2/public/org/productPurchase", enterprise)
    enterprise_id = bought.at("data", "aggOrgId")
    report.check("products are subscribed", ("SUCCESS", int), (bought.at("code"), type(enterprise_id)))
    account = {
        "aggOrgId": enterprise_id,
        "dq": 31,
        "dlfs": 14,
        "gryhm": "13800000000",
        "gryhmm": rules.encrypt(caller.public_key, "synthetic-password"),
        "sflx": "BSY",
        "sjhm": "13800000000",
    }
    created = caller.call(f"{ACCOUNT}/create", account)
    account_id = created.at("data", "accountId")
    came = (created.at("code"), type(account_id))
    report.check("an account is created, its password encrypted", ("2000", int), came)
    assert isinstance(enterprise_id, int) and isinstance(account_id, int)
    return {"aggOrgId": enterprise_id, "accountId": account_id}


def keep_an_account(caller: Caller, report: Report, ids: dict[str, int]) -> None:
    # Longer than one block, and the border of two blocks is in the middle of a character.
    password = rules.encrypt(caller.public_key, "a" * 116 + "密码")
    changed = caller.call(f"{ACCOUNT}/update", {**ids, "dlfs": 14, "gryhmm": password})
    came = (changed.at("code"), changed.at("data"))
    report.check("its password is changed, in two blocks", ("2000", True), came)
    rows = caller.call(f"{ACCOUNT}/queryAccount", ids)
    wanted = ("2000", ids["accountId"])
    report.check("the account is found", wanted, (rows.at("code"), rows.at("data", 0, "accountId")))
    bound = caller.call(f"{ACCOUNT}/bindAccountProduct", {**ids, "productCode": "0020"})
    report.check("a product is bound to it", wanted, (bound.at("code"), bound.at("data", "accountId")))


def log_in_by_sms(caller: Caller, report: Report, ids: dict[str, int]) -> None:
    body = {"aggOrgId": ids["aggOrgId"], "accountId": str(ids["accountId"])}
    asked = caller.call("/v2/public/login/remote/etaxcookie", body)
    task = asked.at("data", "taskId")
    report.check("an SMS is asked for", ("2000", False), (asked.at("code"), task is None))
    code = {"taskId": str(task), "smsCode": "002100"}
    pushed = caller.call("/v2/public/login/remote/pushsms", code)
    report.check("its code is pushed", "2000", pushed.at("code"))


def sign_wrongly(caller: Caller, report: Report, ids: dict[str, int]) -> None:
    path = f"{ACCOUNT}/queryAccount"
    fine = caller.signed(path, ids)

    def refused(step: str, code: str, request: wire.Request) -> None:
        report.check(f"{step} is refused with {code}", code, caller.program.send(request).at("code"))

    refused("a wrong secret", "505019", caller.signed(path, ids, secret="another-secret"))
    refused("a byte altered after signing", "505019", fine.with_altered_byte())
    refused("a missing signature", "505017", fine.without_header("req_sign"))
    refused("a clock 16 minutes slow", "505018", caller.signed(path, ids, late_by=16 * MINUTE))
    refused("a clock 16 minutes fast", "505018", caller.signed(path, ids, late_by=-16 * MINUTE))
    in_seconds = wire.now_in_milliseconds() - int(time.time())
    refused("a clock in seconds", "505018", caller.signed(path, ids, late_by=in_seconds))
    refused("a missing time", "505018", fine.without_header("req_date"))
    good = caller.program.send(caller.signed(path, ids, late_by=14 * MINUTE))
    report.check("a clock 14 minutes slow is good enough", "2000", good.at("code"))


def forget_the_token(caller: Caller, report: Report, ids: dict[str, int]) -> None:
    path = f"{ACCOUNT}/queryAccount"
    missing = caller.program.send(caller.signed(path, ids, token="").without_header("access_token"))
    report.check("a missing token is refused with 40100", "40100", missing.at("code"))
    caller.program.expire_tokens()
    expired = caller.call(path, ids)
    report.check("an expired token is refused with 40101", "40101", expired.at("code"))
    # The vendor answers a bad key as a success without a token.
    wrong = caller.login("another-secret")
    came = (wrong.at("code"), wrong.at("data", "access_token"), bool(wrong.at("data", "error_msg")))
    report.check("a login with a wrong secret gives a message and no token", ("2000", None, True), came)
    caller.token = str(caller.login(caller.app_secret).at("data", "access_token"))
    report.check("a new login heals it", "2000", caller.call(path, ids).at("code"))


def send_wrong_fields(caller: Caller, report: Report, ids: dict[str, int]) -> None:
    def refused(step: str, reason: str, path: str, body: wire.Members) -> None:
        answer = caller.call(path, body)
        came = (caller.program.reason(), answer.at("code") in ("2000", "SUCCESS"))
        report.check(f"{step} is refused", (reason, False), came)

    update = {**ids, "dlfs": 14}
    refused(
        "a plain password", "undecryptable", f"{ACCOUNT}/update", {**update, "gryhmm": "synthetic-password"}
    )
    stranger = rules.encrypt(rules.public_key(rules.PUBLISHED_KEY), "synthetic-password")
    refused(
        "a password for another key", "undecryptable", f"{ACCOUNT}/update", {**update, "gryhmm": stranger}
    )
    lacking = caller.call(f"{ACCOUNT}/delete", {"aggOrgId": ids["aggOrgId"]})
    report.check("a missing required field is refused with 400000", "400000", lacking.at("code"))
