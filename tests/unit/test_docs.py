"""What the documents say is what the code does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from footage import __version__
from footage.config import Settings
from footage.errors import FootageError
from mcp_server.cli.commands import TOOL_COMMANDS
from tools.registry import TOOLS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def errors(parent: type[FootageError] = FootageError) -> Iterator[type[FootageError]]:
    for child in parent.__subclasses__():
        yield from errors(child) if child.__subclasses__() else [child]


def test_every_setting_is_in_the_readme_with_its_own_words_and_default() -> None:
    rows = dict(re.findall(r"^\| `(FOOTAGE_\w+)` \| (.*) \|$", README, re.MULTILINE))
    for name, field in Settings.model_fields.items():
        if name == "backends":
            continue
        default, meaning = rows.pop(f"FOOTAGE_{name.upper()}").split(" | ")
        assert meaning == field.description
        if field.default is None:
            assert default == "none"
        elif isinstance(field.default, bool | int) or name.endswith("_usd"):
            assert default == f"`{int(field.default)}`"
    assert rows == {}
    assert "`FOOTAGE_BACKEND_<NAME>_ENABLED`" in README


def test_every_tool_is_in_the_readme_with_its_command() -> None:
    commands = {tool: command for command, tool in TOOL_COMMANDS.items()}
    for tool in TOOLS:
        assert re.search(rf"^\| `{tool.name}` \| .* \| `footage {commands[tool.name]}\b.*` \|$", README, re.MULTILINE)


def test_every_error_code_is_documented_as_it_is() -> None:
    text = (ROOT / "docs" / "reference" / "errors.md").read_text()
    for error in errors():
        retryable = "yes" if error.retryable else "no"
        assert re.search(rf"^\| `{error.code}` \| .* \| {retryable} \| {re.escape(error.default_hint)} \|$", text, re.M)


def test_every_room_has_its_line_on_the_page_about_the_house() -> None:
    page = (ROOT / "docs" / "concepts" / "house.md").read_text()
    listed = re.findall(r"^([\w/]+)/ {2,}\S.*$", page, re.MULTILINE)
    top = ("footage", "media", "painter", "routing", "gpu", "quality", "storage", "films", "tools", "mcp_server")
    rooms = {str(path.parent.relative_to(ROOT)) for name in top for path in (ROOT / name).rglob("__init__.py")}
    assert set(listed) == rooms
    assert len(listed) == len(rooms)


def test_the_registry_entry_is_valid_and_says_what_the_package_says() -> None:
    entry = json.loads((ROOT / "server.json").read_text())
    jsonschema.validate(entry, json.loads((ROOT / "tests" / "data" / "server.schema.json").read_text()))
    package = entry["packages"][0]
    assert entry["version"] == package["version"] == __version__
    assert f"mcp-name: {entry['name']}" in README


@pytest.mark.parametrize("path", ["README.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))])
def test_every_link_between_documents_leads_somewhere(path: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / path).read_text()):
        assert ((ROOT / path).parent / target).exists(), target


def test_the_json_snippets_are_json() -> None:
    snippets = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    assert len(snippets) == 3
    for snippet in snippets:
        assert "footage" in json.dumps(json.loads(snippet))
