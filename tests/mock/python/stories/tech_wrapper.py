"""The techWrapper of e签宝's SDK: unsigned calls to a program of one's own that has to be told its project first.

In: a running program. Out: steps of the report. `errCode` 0 is the only good one.
"""

from __future__ import annotations

import wire
from program import Program
from report import Report

BASE = "/tech-sdkwrapper/timevale"


def tell(program: Program, report: Report) -> None:
    def call(path: str, body: wire.Members) -> wire.Answer:
        headers = {"Content-Type": "application/json;charset=UTF-8"}
        return program.send(wire.Request("POST", f"{BASE}{path}", headers, wire.compact(body)))

    def good(step: str, path: str, body: wire.Members) -> wire.Answer:
        answer = call(path, body)
        report.check(step, (200, 0), (answer.status, answer.at("errCode")))
        return answer

    project = {
        "projectId": "synthetic-project",
        "projectSecret": "synthetic-secret",
        "itsmApiUrl": "https://smlitsm.tsign.cn:8083/tgmonitor/rest/app!getAPIInfo2",
    }
    good("the project is told", "/init", {"projectConfig": project})
    person = {"name": "张三", "idNo": "110101199003070011", "personArea": 19, "mobile": "15811111111"}
    account = good("a person is created", "/account/addPerson", person).at("accountId")
    report.check("the person has an account", str, type(account))
    company = {"name": "测试企业01", "organCode": "91310000MA1FL0000X", "regType": "MERGE"}
    organization = good("an organization is created", "/account/addOrganize", company).at("accountId")
    legal = {"userType": "LEGAL", "legalName": "张三", "legalIdNo": "110101199003070011"}
    update = {
        "accountId": organization,
        "updateOrganize": {"name": "测试企业02", **legal},
        "deleteList": ["EMAIL"],
    }
    good("the organization is updated", "/account/updateOrganize", update)
    query = {"idNo": "110101199003070011", "idNoType": 11}
    found = good("the person is found by the id number", "/account/getAccountInfoByIdNo", query)
    report.check("it is the same person", account, found.at("accountInfo", "accountUid"))
    lacking = call("/account/delete", {})
    came = (program.reason(), lacking.at("errCode") == 0)
    report.check("a missing required field is refused", ("field_missing", False), came)
    good("the account is deleted", "/account/delete", {"accountId": account})
    again = call("/account/delete", {"accountId": account})
    report.check("to delete it twice is refused with 1007", 1007, again.at("errCode"))
