"""How 企享云 wants to be signed and what it wants encrypted: sections 2, 4 and 5 of its cross-cutting fact sheet.

In: credentials, a token, the clock, the exact body. Out: header values and ciphertext. Never keeps anything.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

# The key of section 5, one for everybody.
PUBLISHED_KEY = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC+vuYMGtTU+42wwbaFX+PkCuSeoREKe5V4EJMi553Gc03ficUdpLHIFdEj"
    "AMHAxepwm3RAGLwyxYFK/S93k8GYMuV35L2Nj/cVeHS8scsdqXzqLUKaI4wj438OI6HDh7rWsw1M5EgMsoZvQqja53+SgD3m"
    "gIy3XyILbmA5jUp2IwIDAQAB"
)

# A block of 1024-bit RSA less the eleven bytes of PKCS#1 v1.5.
PIECE = 117


def hex_md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def text_to_sign(app_secret: str, token: str, req_date: str, body: bytes) -> str:
    return "_".join(["POST", hex_md5(body), req_date, token, app_secret])


def req_sign(app_key: str, app_secret: str, token: str, req_date: str, body: bytes) -> str:
    """The value of the header: Base64 is taken of the hex text of the MD5, not of its sixteen bytes."""
    digest = hex_md5(text_to_sign(app_secret, token, req_date, body).encode())
    return f"API-SV1:{app_key}:{base64.b64encode(digest.encode()).decode()}"


def public_key(base64_of_der: str) -> RSAPublicKey:
    key = load_der_public_key(base64.b64decode(base64_of_der, validate=True))
    assert isinstance(key, RSAPublicKey)
    return key


def encrypt(key: RSAPublicKey, text: str) -> str:
    """Every piece of 117 bytes gives one block; the blocks follow each other in one line of Base64."""
    plain = text.encode()
    pieces = [plain[at : at + PIECE] for at in range(0, len(plain), PIECE)]
    return base64.b64encode(b"".join(key.encrypt(piece, PKCS1v15()) for piece in pieces)).decode()
