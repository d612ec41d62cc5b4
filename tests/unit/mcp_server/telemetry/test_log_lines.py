"""The log as JSON: every line of stderr is one, also what Python itself has to say."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.servers import ROOT

_PROGRAM = """
import logging, sys, threading, warnings
from mcp_server.telemetry.log_lines import say, write_json
logging.basicConfig(stream=sys.stderr)
write_json()
say("begun")
warnings.warn("this is old")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
raise RuntimeError("two\\nlines")
"""


def test_warnings_and_tracebacks_are_lines_too() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False, cwd=ROOT)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["warning", "warning", "critical", "critical"]
    assert "this is old" in lines[1]["message"]
    assert "ZeroDivisionError" in lines[2]["error"]
    assert "RuntimeError: two" in lines[3]["error"]
    assert done.returncode == 1
