"""One line per step: `ok`, or `WRONG` with what was wanted and what came.

In: the name of a step and two values. Out: lines on standard output and the exit code. Never stops at a wrong step:
the other steps are still to be seen.
"""

from __future__ import annotations

import sys


class Report:
    """What came of the steps."""

    def __init__(self) -> None:
        self._wrong = 0

    def check(self, step: str, wanted: object, came: object) -> None:
        # `True == 1` in Python, and they are not the same JSON.
        if repr(wanted) == repr(came):
            self._print(f"ok: {step}")
        else:
            self.wrong(step, f"wanted {wanted!r}, came {came!r}")

    def wrong(self, step: str, why: str) -> None:
        self._wrong += 1
        self._print(f"WRONG: {step}: {why}")

    def exit_code(self) -> int:
        return 1 if self._wrong else 0

    def _print(self, line: str) -> None:
        # Standard output is not in UTF-8 everywhere.
        sys.stdout.buffer.write(f"{line}\n".encode())
        sys.stdout.flush()
