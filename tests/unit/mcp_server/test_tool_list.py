from __future__ import annotations

import subprocess
import sys

from mcp_server.protocol import tool_list
from tests.servers import ROOT

LISTS = """
import sys
from mcp_server.cli.commands import parser
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from mcp_server.protocol.tool_list import stored
parser(["mcp"])
build_server(build_app())
stored()
heavy = ("tools.registry", "tools.base", "films", "footage.answers", "media", "painter", "routing", "sqlalchemy")
print([name for name in sys.modules if name.startswith(heavy)])
"""


def test_the_file_is_what_the_tools_are() -> None:
    """After a change of a tool: python -m mcp_server.protocol.tool_list."""
    assert tool_list.FILE.read_text(encoding="utf-8") == tool_list.as_text(tool_list.built())


def test_what_is_read_from_the_file_is_the_same_list() -> None:
    assert tool_list.stored().model_dump() == tool_list.built().model_dump()


def test_a_server_that_only_lists_its_tools_loads_none_of_them() -> None:
    loaded = subprocess.run([sys.executable, "-c", LISTS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"
