"""One HTTP exchange, byte for byte as it is told.

In: a request with its exact headers and body. Out: the answer as it came. Never adds a header of its own but `Host`
and `Content-Length`, and never follows, repeats or repairs anything: what is signed is what is sent.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

# The members of a JSON object.
Members = Mapping[str, object]


@dataclass(frozen=True)
class Request:
    """What goes over the wire. `target` is the path with its query, percent-encoded."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_header(self, name: str, value: str) -> Request:
        return replace(self, headers={**self.headers, name: value})

    def without_header(self, name: str) -> Request:
        return replace(self, headers={known: value for known, value in self.headers.items() if known != name})

    def with_altered_byte(self) -> Request:
        """The same headers over a body whose last digit is another: still JSON, no longer what was signed."""
        body = bytearray(self.body)
        at = max(at for at, byte in enumerate(body) if chr(byte).isdigit())
        body[at] ^= 1
        return replace(self, body=bytes(body))


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def at(self, *path: str | int) -> Any:
        """The member at this path of the JSON body, `None` where there is none; no vendor has to answer in JSON."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return None
        for key in path:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return found


def send(host: str, port: int, request: Request) -> Answer:
    """Sends the request on a connection of its own."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.putrequest(request.method, request.target, skip_accept_encoding=True)
        for name, value in request.headers.items():
            connection.putheader(name, value)
        if request.body or request.method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body or None)
        response = connection.getresponse()
        return Answer(response.status, response.read())
    finally:
        connection.close()


def compact(members: Members) -> bytes:
    """JSON as UTF-8 without white space: serialized once, then signed and sent as it is."""
    return json.dumps(dict(members), ensure_ascii=False, separators=(",", ":")).encode()


def now_in_milliseconds() -> int:
    return time.time_ns() // 1_000_000
