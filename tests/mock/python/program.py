"""A program that stands in for a vendor, as its start line describes it.

In: the start line as JSON. Out: answers to requests, and what the program says about the last refused call. Never tells
the program what to answer; the one thing it may tell it is that time has passed for its tokens.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import wire


class Program:
    def __init__(self, start_line: dict[str, Any]) -> None:
        self._credentials: dict[str, str] = start_line["credentials"]
        self._public_keys: dict[str, str] = start_line["public_keys"]
        # Paths come from the vendor's pages, whole as they are on the wire.
        address = urlsplit(start_line["base_url"])
        assert address.hostname is not None and address.port is not None
        self._host, self._port = address.hostname, address.port

    def credential(self, name: str) -> str:
        return self._credentials[name]

    def public_key(self) -> str:
        """The one public key, Base64 of DER."""
        (key,) = self._public_keys.values()
        return key

    def send(self, request: wire.Request) -> wire.Answer:
        return wire.send(self._host, self._port, request)

    def reason(self) -> str | None:
        """Why the last call was refused, as the program's journal has it; none where it was not."""
        reason: str | None = self._control("GET", "/__mock/calls").at("calls", -1, "reason")
        return reason

    def expire_tokens(self) -> None:
        answer = self._control("DELETE", "/__mock/tokens")
        assert answer.status == 200, answer

    def _control(self, method: str, target: str) -> wire.Answer:
        return self.send(wire.Request(method, target))
