"""The log as JSON: every line of stderr is one, also what Python itself has to say."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from mcp_server.cli import run
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


def test_a_form_that_there_is_not_is_told(
    home: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FOOTAGE_LOG_FORMAT", "jsn")
    assert run(["migrate"]) == 0
    assert "FOOTAGE_LOG_FORMAT: there is no 'jsn'" in capsys.readouterr().err
