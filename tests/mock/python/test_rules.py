"""The rules against the worked examples of the fact sheets: `python -m unittest` in this folder."""

from __future__ import annotations

import base64
import unittest

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from rules import gateway, qixiangyun

# Method, path, query, body.
Parts = tuple[str, str, dict[str, str], str]


class Qixiangyun(unittest.TestCase):
    KEY, SECRET, TOKEN = "10000001", "test-secret-0001", "test.token.0001"

    def check(self, body: str, req_date: str, content_md5: str, signature: str) -> None:
        sent = body.encode()
        self.assertEqual(qixiangyun.hex_md5(sent), content_md5)
        header = qixiangyun.req_sign(self.KEY, self.SECRET, self.TOKEN, req_date, sent)
        self.assertEqual(header, f"API-SV1:10000001:{signature}")

    def test_the_four_vectors(self) -> None:
        self.check(
            '{"nsrsbh":"915211111111111111"}',
            "1700000000000",
            "4e7f9b81e299ad014cfbc6949c3f4e04",
            "ZjljM2ExNDA5ODc1NWEzNzQ3ZjE4ZjFjZDczZWMyNWM=",
        )
        self.check(
            '{"aggOrgId":1234567890123456,"accountId":234567890123456}',
            "1700000000123",
            "cca2cad67876ff764c2fbd5b1a504d20",
            "MzE1ODUxM2I4MzVjODdjYTFkZGE0NzM5MjIxNmJkMWQ=",
        )
        self.check(
            '{"nsrsbh":"91310000MA1FL0000X","aggOrgName":"测试企业有限公司","dq":"31","productCodeList":"0020,0036"}',
            "1735689600000",
            "b3cccc62976f972480e0880d3843f0a5",
            "MmQ0YTQ4ZjIzN2RjMjY5MTI4NzYyN2RkZjYyMDQ4NDc=",
        )
        self.check(
            "{}",
            "1735689600001",
            "99914b932bd37a50b983c5e7c90ae93b",
            "ZjQyZmI5Nzg4ZDg5MDMwOTFiZWU3NDdkY2I0ODU2MDI=",
        )

    def test_the_text_of_the_first_vector(self) -> None:
        body = b'{"nsrsbh":"915211111111111111"}'
        text = qixiangyun.text_to_sign(self.SECRET, self.TOKEN, "1700000000000", body)
        self.assertEqual(
            text,
            "POST_4e7f9b81e299ad014cfbc6949c3f4e04_1700000000000_test.token.0001_test-secret-0001",
        )

    def test_the_secret_of_the_login(self) -> None:
        self.assertEqual(qixiangyun.hex_md5(self.SECRET.encode()), "b17ef5c6bcb11144330c6ce15fef035b")

    def test_what_is_encrypted_is_decrypted_block_by_block(self) -> None:
        own = rsa.generate_private_key(public_exponent=65537, key_size=1024)
        for text in ["", "a", "a" * 117, "a" * 118, "a" * 234, "a" * 235, "a" * 116 + "密码"]:
            sealed = base64.b64decode(qixiangyun.encrypt(own.public_key(), text), validate=True)
            blocks = [sealed[at : at + 128] for at in range(0, len(sealed), 128)]
            self.assertEqual(len(blocks), -(-len(text.encode()) // 117))
            opened = b"".join(own.decrypt(block, PKCS1v15()) for block in blocks)
            self.assertEqual(opened.decode(), text)

    def test_the_published_key(self) -> None:
        key = qixiangyun.public_key(qixiangyun.PUBLISHED_KEY)
        self.assertEqual((key.key_size, key.public_numbers().e), (1024, 65537))
        first, second = qixiangyun.encrypt(key, "synthetic"), qixiangyun.encrypt(key, "synthetic")
        self.assertEqual((len(first), len(second)), (172, 172))
        self.assertNotEqual(first, second)


class Gateway(unittest.TestCase):
    SECRET, JSON = "demo-secret-0123456789", "application/json; charset=UTF-8"

    def check(
        self,
        request: Parts,
        content_md5: str,
        signature: str,
        signed: dict[str, str] | None = None,
    ) -> str:
        method, path, query, body = request
        digest = gateway.content_md5(body.encode())
        self.assertEqual(digest, content_md5)
        headers = {"Accept": "*/*", "Content-MD5": digest, "Content-Type": self.JSON}
        text = gateway.text_to_sign(method, headers, signed or {}, path, query)
        self.assertEqual(gateway.signature(self.SECRET, text), signature)
        return text

    def test_put_with_a_body(self) -> None:
        path = "/v1/organizations/d406f301ee5349399dfc83f36a243fcd"
        body = '{"name":"测试企业01","orgLegalName":"张三","orgLegalIdNumber":"110101199003070011"}'
        signature = "+yTj8HcwVyp5xekzj/4S/ORbsE4zPPVrhIki21MjMkk="
        text = self.check(("PUT", path, {}, body), "79kjEdikNwnQtLch4nD72w==", signature)
        self.assertEqual(text, f"PUT\n*/*\n79kjEdikNwnQtLch4nD72w==\n{self.JSON}\n\n{path}")

    def test_get_with_a_query(self) -> None:
        query = {"thirdPartyUserId": "B001"}
        signature = "W6HA6ksJW9tuvZa0H0JZ5mAu/M3BsmMaKSuXTVaAl5c="
        self.check(("GET", "/v1/organizations/getByThirdId", query, ""), "", signature)

    def test_delete(self) -> None:
        path = "/v1/accounts/99b9513fa07c4dc4b1e77aecc2588cb6"
        self.check(("DELETE", path, {}, ""), "", "gAC0JnXntyP6GyaiwNTB4KnGyGmjTMlttXE8s5936UU=")

    def test_post(self) -> None:
        body = (
            '{"thirdPartyUserId":"A001","name":"测试用户","idType":"CRED_PSN_CH_IDCARD",'
            '"idNumber":"110101199003070011","mobile":"15811111111"}'
        )
        signature = "ZkCYltRGPOYeA7jIrgCAkS3dCszKllRDAH6MXTufmWc="
        request: Parts = ("POST", "/v1/accounts/createByThirdPartyUserId", {}, body)
        self.check(request, "rPMKpErk0Ud3F94wdFybIQ==", signature)

    def test_headers_signed_besides_one_of_them_empty(self) -> None:
        path = "/v1/organizations/d406f301ee5349399dfc83f36a243fcd"
        signature = "UeYGP10WASKRpaReFaHLFnCNCn3P9sBB7aXvLsLca/w="
        request: Parts = ("PUT", path, {}, '{"name":"测试企业01"}')
        signed = {"X-Tsign-Demo-B": "", "X-Tsign-Demo-A": "1"}
        self.check(request, "PDQjVZnizKPsc/utndO1SQ==", signature, signed)

    def test_the_sample_of_the_documentation(self) -> None:
        headers = {"Accept": "*/*", "Content-MD5": "uxydqKBMBy6x1siClKEQ6Q==", "Content-Type": self.JSON}
        text = gateway.text_to_sign("POST", headers, {}, "/v3/sign-flow/create-by-file", {})
        signature = "6dYuzEqXUobDAEL97Ja5pvH3QWHpn4R5iJSWEvIsCo8="
        self.assertEqual(gateway.signature("dummysecret", text), signature)

    def test_the_target_is_percent_encoded_and_the_signed_text_is_not(self) -> None:
        query = {"a": "用 &", "b": ""}
        self.assertEqual(gateway.target("/p", query), "/p?a=%E7%94%A8%20%26&b=")
        self.assertTrue(gateway.text_to_sign("GET", {}, {}, "/p", query).endswith("\n/p?a=用 &&b"))


if __name__ == "__main__":
    unittest.main()
