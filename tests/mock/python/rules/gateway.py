"""How 签盾 (section 1.3 of its fact sheet) and e签宝 (section 2.3) want to be signed: the text is the same.

In: the parts of a request, the query not yet percent-encoded. Out: digest, text to sign, signature, target. Never keeps
anything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote, urlencode


def content_md5(body: bytes) -> str:
    """Base64 of the sixteen bytes, empty where there is no body."""
    return base64.b64encode(hashlib.md5(body).digest()).decode() if body else ""


def text_to_sign(
    method: str,
    headers: Mapping[str, str],
    signed: Mapping[str, str],
    path: str,
    query: Mapping[str, str],
) -> str:
    """`headers` are the ones that always take part, `signed` the ones besides that the caller announces."""
    always = [headers.get(name, "") for name in ("Accept", "Content-MD5", "Content-Type", "Date")]
    besides = [f"{name}:{signed[name]}" for name in sorted(signed)]
    pairs = "&".join(f"{key}={value}" if value else key for key, value in sorted(query.items()))
    return "\n".join([method, *always, *besides, f"{path}?{pairs}" if pairs else path])


def signature(secret: str, text: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")).decode()


def target(path: str, query: Mapping[str, str]) -> str:
    """What is sent where the plain text is signed."""
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path
