"""签盾: signed calls, one of them with a query; then the mistakes that its page on requests names.

In: a running program. Out: steps of the report. The pages name no code for a refused signature, so that such a refusal
is known by the reason that the program gives; a missing field has the documented 400.
"""

from __future__ import annotations

import uuid

import wire
from program import Program
from report import Report
from rules import gateway

UPDATE = "/api/open/psnUpdate"
GET = "/api/open/psnGet"
# The calls that make persons are not documented; this one is in the examples that the program prints.
PERSON = "test-person-0001"
MINUTE = 60 * 1000


class Caller:
    """What an application of the vendor's console holds."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.app_key = program.credential("app_key")
        self.app_secret = program.credential("app_secret")

    def get(self, path: str, query: dict[str, str]) -> wire.Request:
        """Without a body there is nothing whose type could be told."""
        headers = {"Accept": "application/json"}
        return self._signed("GET", path, query, headers, b"", self._besides(0), self.app_secret)

    def post(
        self,
        path: str,
        body: wire.Members,
        *,
        content_md5: str | None = None,
        secret: str | None = None,
        late_by: int = 0,
    ) -> wire.Request:
        """`content_md5` is signed and sent in place of the right one; where it is empty the header is left out."""
        sent = wire.compact(body)
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        digest = gateway.content_md5(sent) if content_md5 is None else content_md5
        if digest:
            headers["Content-MD5"] = digest
        return self._signed(
            "POST", path, {}, headers, sent, self._besides(late_by), secret or self.app_secret
        )

    def _besides(self, late_by: int) -> dict[str, str]:
        return {
            "X-Ca-Key": self.app_key,
            "X-Ca-Nonce": str(uuid.uuid4()),
            "X-Ca-Timestamp": str(wire.now_in_milliseconds() - late_by),
        }

    def _signed(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        headers: dict[str, str],
        body: bytes,
        besides: dict[str, str],
        secret: str,
    ) -> wire.Request:
        text = gateway.text_to_sign(method, headers, besides, path, query)
        announced = {
            "X-Ca-Signature-Headers": ",".join(sorted(besides)),
            "X-Ca-Signature": gateway.signature(secret, text),
        }
        return wire.Request(method, gateway.target(path, query), headers | besides | announced, body)


def tell(program: Program, report: Report) -> None:
    caller = Caller(program)

    def good(step: str, request: wire.Request) -> wire.Answer:
        answer = program.send(request)
        report.check(step, ("200", True), (answer.at("code"), answer.at("success")))
        return answer

    update = {"accountId": PERSON, "psnName": "张三", "informPhone": "13800000000"}
    changed = good("a person is updated", caller.post(UPDATE, update))
    report.check("the result of an update is a boolean", True, changed.at("result"))
    person = good("the person is looked up", caller.get(GET, {"accountId": PERSON}))
    report.check("it is the same person", PERSON, person.at("result", "accountId"))
    # A blank, letters beyond ASCII and signs of the query itself: signed as they are, sent percent-encoded.
    program.send(caller.get(GET, {"psnIDCardNum": "110101199003070011", "accountId": "测试 001&a=b"}))
    report.check("a stranger is looked for, signed and in vain", "no_such_record", program.reason())
    company = {
        "corpName": "测试企业有限公司",
        "corpIDCardType": "CRED_ORG_USCC",
        "corpIDCardNum": "91310000MA1FL0000X",
        "legalRepName": "张三",
        "legalRepIDCardType": "CRED_PSN_CH_IDCARD",
        "legalRepIDCardNum": "110101199003070011",
    }
    verified = good("a company is verified", caller.post("/api/open/corpCert/4element", company))
    report.check("the company has passed", "passed", verified.at("result", "verifyStatus"))
    sign_wrongly(caller, report)
    lacking = program.send(caller.post(UPDATE, {"informPhone": "13800000000"}))
    report.check("a missing required field is refused with 400", "400", lacking.at("code"))


def sign_wrongly(caller: Caller, report: Report) -> None:
    body = {"accountId": PERSON, "informPhone": "13800000000"}
    fine = caller.post(UPDATE, body)

    def refused(step: str, reason: str, request: wire.Request) -> None:
        answer = caller.program.send(request)
        came = (caller.program.reason(), answer.at("success") is True)
        report.check(f"{step} is refused", (reason, False), came)

    refused("a wrong secret", "signature_wrong", caller.post(UPDATE, body, secret="another-secret"))
    refused("a byte altered after signing", "digest_wrong", fine.with_altered_byte())
    other = gateway.content_md5(b"{}")
    refused("a digest of another body", "digest_wrong", caller.post(UPDATE, body, content_md5=other))
    refused("a missing digest", "signature_missing", caller.post(UPDATE, body, content_md5=""))
    refused("a missing signature", "signature_missing", fine.without_header("X-Ca-Signature"))
    refused("a missing key", "signature_missing", fine.without_header("X-Ca-Key"))
    refused("a clock 16 minutes slow", "clock_off", caller.post(UPDATE, body, late_by=16 * MINUTE))
    refused("a clock 16 minutes fast", "clock_off", caller.post(UPDATE, body, late_by=-16 * MINUTE))
    first = caller.program.send(fine)
    report.check("none of these refusals has used up a nonce", "200", first.at("code"))
    refused("a nonce used twice", "nonce_used", fine)
