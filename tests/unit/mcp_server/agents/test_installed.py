"""A2A is an extra: without it MCP is served alone, and nothing but serving ever loads it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.cli.serve import where_agents_are
from mcp_server.http.address import Address
from mcp_server.http.app import Face, http_app
from tests.protocol.test_callers import routes_of
from tests.servers import ROOT

ADDRESS = Address(host="127.0.0.1", port=1)


def test_without_its_library_mcp_is_served_alone_and_the_server_says_how_to_have_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(home=home)
    face = Face(address=ADDRESS, settings=settings)
    assert "/a2a" in routes_of(http_app(build_app(settings), face, "k" * 32))
    assert where_agents_are(ADDRESS).startswith("for agents: http://127.0.0.1:1/a2a ")
    monkeypatch.setattr("mcp_server.agents.installed.find_spec", lambda _name: None)
    without = routes_of(http_app(build_app(settings), face, "k" * 32))
    assert "/mcp" in without
    assert not [route for route in without if "a2a" in route or "agent" in route]
    assert "pip install 'footage[a2a]'" in where_agents_are(ADDRESS)


def test_nothing_but_serving_loads_it() -> None:
    """Only its own folder names the library, and others name the folder inside of functions alone."""
    for file in (ROOT / "mcp_server").rglob("*.py"):
        if file.parent.name == "agents":
            continue
        at_once = [one for one in ast.parse(file.read_text()).body if isinstance(one, ast.Import | ast.ImportFrom)]
        named = {one.module or "" if isinstance(one, ast.ImportFrom) else one.names[0].name for one in at_once}
        loads = {name for name in named if name.split(".")[0] == "a2a" or name.startswith("mcp_server.agents.")}
        assert loads <= {"mcp_server.agents.installed"}, file
