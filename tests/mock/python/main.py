"""A client of four vendors that shares nothing with the generator: it is written from the fact sheets alone.

In: in the environment, as `JIEKOU_MOCK`, the start line of a running program that stands in for one of the vendors.
Out: a line for each step and the exit code, 0 when no step was wrong. Never talks to anything but that program.
"""

from __future__ import annotations

import json
import os
import sys
import traceback

from program import Program
from report import Report
from stories import esign, qiandun, qixiangyun, tech_wrapper

STORIES = {
    "esign": esign.tell,
    "esign_sdk": tech_wrapper.tell,
    "qiandun": qiandun.tell,
    "qixiangyun": qixiangyun.tell,
}


def main() -> int:
    start_line = json.loads(os.environ["JIEKOU_MOCK"])
    report = Report()
    try:
        STORIES[start_line["api"]](Program(start_line), report)
    except Exception as error:
        traceback.print_exc()
        report.wrong("the story ends here", repr(error))
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main())
