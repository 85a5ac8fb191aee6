"""e签宝, the signed OpenAPI: persons and organizations; then the mistakes, nearly all with a documented answer.

In: a running program. Out: steps of the report. A refusal of the vendor's gateway is HTTP 401 with `success` false,
`code` 401 and a message; it is the message that tells refusals apart.
"""

from __future__ import annotations

import time

import wire
from program import Program
from report import Report
from rules import gateway

CREATE = "/v1/accounts/createByThirdPartyUserId"
# A blank, letters beyond ASCII and a sign of the query itself: signed as they are, sent percent-encoded.
OWN_ID = "用户 A&001"
MINUTE = 60 * 1000


class Caller:
    """What a project of the vendor holds."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.app_id = program.credential("app_id")
        self.app_secret = program.credential("app_secret")

    def signed(
        self,
        method: str,
        path: str,
        body: wire.Members | None = None,
        *,
        query: dict[str, str] | None = None,
        content_md5: str | None = None,
        secret: str | None = None,
        late_by: int = 0,
        content_type: str = "application/json; charset=UTF-8",
        besides: dict[str, str] | None = None,
    ) -> wire.Request:
        """`content_md5` is signed and sent in place of the right one; `besides` are signed headers of one's own."""
        query, besides, sent = query or {}, besides or {}, b"" if body is None else wire.compact(body)
        headers = {"Accept": "*/*", "Content-Type": content_type}
        if sent:
            headers["Content-MD5"] = content_md5 or gateway.content_md5(sent)
        text = gateway.text_to_sign(method, headers, besides, path, query)
        headers |= {
            "X-Tsign-Open-App-Id": self.app_id,
            "X-Tsign-Open-Auth-Mode": "Signature",
            "X-Tsign-Open-Ca-Timestamp": str(wire.now_in_milliseconds() - late_by),
            "X-Tsign-Open-Ca-Signature": gateway.signature(secret or self.app_secret, text),
        }
        if besides:
            headers |= besides | {"X-Tsign-Open-Ca-Signature-Headers": ",".join(sorted(besides))}
        return wire.Request(method, gateway.target(path, query), headers, sent)


def tell(program: Program, report: Report) -> None:
    caller = Caller(program)

    def good(step: str, request: wire.Request, *path: str) -> str:
        """The text at this path of the data; without a path there is no data."""
        answer = program.send(request)
        found = answer.at("data", *path)
        wanted = (200, 0, str if path else type(None))
        report.check(step, wanted, (answer.status, answer.at("code"), type(found)))
        return str(found)

    person = {"thirdPartyUserId": OWN_ID, "name": "张三", "mobile": "15811111111"}
    account = good("a person is created", caller.signed("POST", CREATE, person), "accountId")
    twice = program.send(caller.signed("POST", CREATE, person))
    report.check("a person created twice is refused with 53000000", 53000000, twice.at("code"))
    by_own_id = caller.signed("GET", "/v1/accounts/getByThirdId", query={"thirdPartyUserId": OWN_ID})
    found = good("the person is found by the caller's own id", by_own_id, "accountId")
    report.check("it is the same person", account, found)
    body = {"thirdPartyUserId": "COMPANY-0001", "creator": account, "name": "测试企业01"}
    create = caller.signed("POST", "/v1/organizations/createByThirdPartyUserId", body)
    path = f"/v1/organizations/{good('an organization is created', create, 'orgId')}"
    update = {"name": "测试企业02", "orgLegalName": "张三", "orgLegalIdNumber": "110101199003070011"}
    good("the organization is updated", caller.signed("PUT", path, update), "orgId")
    older = caller.signed("PUT", path, update, content_type="application/json;charset=UTF-8")
    good("the type of the body is signed as it is written", older, "orgId")
    marked = caller.signed("PUT", path, update, besides={"X-Tsign-Demo-B": "2", "X-Tsign-Demo-A": "1"})
    good("headers of one's own are signed", marked, "orgId")
    good("the organization is looked up", caller.signed("GET", path), "orgId")
    sign_wrongly(caller, report, path)
    program.send(caller.signed("POST", CREATE, {"name": "张三"}))
    report.check("a missing required field is refused", "field_missing", program.reason())
    good("the person is deleted", caller.signed("DELETE", f"/v1/accounts/{account}"))
    gone = program.send(caller.signed("GET", f"/v1/accounts/{account}"))
    report.check("to look for a deleted person is refused with 53000001", 53000001, gone.at("code"))


def sign_wrongly(caller: Caller, report: Report, path: str) -> None:
    body = {"name": "测试企业03"}
    fine = caller.signed("PUT", path, body)

    def refused(step: str, message: str, request: wire.Request) -> None:
        answer = caller.program.send(request)
        came = (answer.status, answer.at("success"), answer.at("code"), answer.at("message"))
        report.check(f"{step} is refused with {message}", (401, False, 401, message), came)

    refused("a wrong secret", "INVALID_SIGNATURE", caller.signed("PUT", path, body, secret="another-secret"))
    refused("a byte altered after signing", "INVALID_SIGNATURE", fine.with_altered_byte())
    other = caller.signed("PUT", path, body, content_md5=gateway.content_md5(b"{}"))
    refused("a digest of another body", "INVALID_SIGNATURE", other)
    stale = caller.signed("PUT", path, body, late_by=16 * MINUTE)
    refused("a clock 16 minutes slow", "INVALID_TIMESTAMP", stale)
    seconds = fine.with_header("X-Tsign-Open-Ca-Timestamp", str(int(time.time())))
    refused("a clock in seconds", "INVALID_TIMESTAMP", seconds)
    refused("a missing signature", "缺少参数", fine.without_header("X-Tsign-Open-Ca-Signature"))
    refused("a missing mode", "TOKEN_CANT_BE_NULL", fine.without_header("X-Tsign-Open-Auth-Mode"))
    refused("another mode", "AUTHSTRATEGY_NOT_FOUND", fine.with_header("X-Tsign-Open-Auth-Mode", "Simple"))
    refused("an unknown application", "无效的应用", fine.with_header("X-Tsign-Open-App-Id", "7438000000"))
