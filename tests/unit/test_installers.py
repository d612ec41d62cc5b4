"""What hosts install Footage by says what the code says, and says it anew when that changes."""

from __future__ import annotations

import io
import json
import re
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from footage import __version__
from footage.config import Settings
from footage.vendors import VendorSettings
from installers import bundle, bundle_start, links, plugin
from installers.known import ICON_PX, ROOT, entry, icon, project, started, variables
from installers.titles import TITLES
from mcp_server.cli.commands import _WITHOUT_OPTIONS
from tools.registry import TOOLS

AGAIN = "write it anew with `python -m installers`"


def names_of(name: str, field: FieldInfo, prefix: str) -> list[str]:
    alias = field.validation_alias
    return [str(one) for one in alias.choices] if isinstance(alias, AliasChoices) else [f"{prefix}{name}".upper()]


READ: dict[str, FieldInfo] = {
    variable: field
    for model, prefix in ((Settings, "FOOTAGE_"), (VendorSettings, ""))
    for name, field in model.model_fields.items()
    for variable in names_of(name, field, prefix)
}
"""Every variable that Footage reads, with its field."""


def test_every_variable_is_read_and_has_its_default_and_its_secrecy() -> None:
    for one in variables():
        field = READ[one.name]
        assert one.is_secret == ("SecretStr" in str(field.annotation)), one.name
        if one.format in {"number", "boolean"}:
            assert one.default == str(int(field.default)), one.name
    assert set(TITLES) == {one.name for one in variables()}


def test_the_command_is_one_that_is_installed() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert started()["command"] in scripts
    assert started()["args"] == ["mcp"]
    assert "mcp" in _WITHOUT_OPTIONS


@pytest.mark.parametrize("path", plugin.texts(), ids=str)
def test_the_kept_files_are_what_would_be_written(path: Path) -> None:
    assert (ROOT / path).read_text() == plugin.texts()[path], AGAIN


def test_no_file_is_kept_that_is_not_written_any_more() -> None:
    by_hand = {plugin.FOLDER / "README.md", plugin.ICON}
    kept = {path.relative_to(ROOT) for path in (ROOT / plugin.FOLDER).rglob("*") if path.is_file()}
    assert kept == by_hand | {path for path in plugin.texts() if path.is_relative_to(plugin.FOLDER)}


def test_the_kept_icon_is_the_servers() -> None:
    kept, drawn = (
        np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)
        for png in ((ROOT / plugin.ICON).read_bytes(), icon())
    )
    assert kept.shape == (ICON_PX, ICON_PX, 3)
    assert np.abs(kept - drawn).max() <= 8, AGAIN


def test_every_file_says_the_version_of_the_package() -> None:
    written = {path.name: json.loads(text) for path, text in plugin.texts().items() if path.suffix == ".json"}
    assert entry().version == __version__
    assert bundle.manifest()["version"] == __version__
    assert written["plugin.json"]["version"] == written["gemini-extension.json"]["version"] == __version__


def test_the_plugin_of_the_list_is_where_it_says() -> None:
    listed = json.loads(plugin.texts()[Path(".claude-plugin/marketplace.json")])["plugins"][0]
    about = json.loads((ROOT / listed["source"] / ".claude-plugin" / "plugin.json").read_text())
    assert about["name"] == listed["name"]
    assert len((ROOT / listed["source"] / "README.md").read_text().split()) >= 40


def test_the_bundle_lists_the_tools_and_asks_for_every_variable_once() -> None:
    told = bundle.manifest()
    assert [tool["name"] for tool in told["tools"]] == [tool.name for tool in TOOLS]
    assert all(tool.description.startswith(told["tools"][i]["description"][:-1]) for i, tool in enumerate(TOOLS))
    start = told["server"]["mcp_config"]
    assert {*start["env"], bundle.FOLDERS} == {one.name for one in variables()}
    used = re.findall(r"\$\{user_config\.(\w+)\}", json.dumps(start))
    assert sorted(used) == sorted(told["user_config"])
    secret = {key for key, field in told["user_config"].items() if field.get("sensitive")}
    assert secret == {one.name.removeprefix("FOOTAGE_").lower() for one in variables() if one.is_secret}


def start(monkeypatch: pytest.MonkeyPatch, arguments: list[str], env: dict[str, str]) -> list[str]:
    """Start the bundle as far as the server; its command."""
    for name, value in {"FOOTAGE_ALLOWED_DIRS": "", **env}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["src/server.py", *arguments])
    seen: list[str] = []

    def served() -> int:
        seen.extend(sys.argv)
        return 0

    monkeypatch.setattr(bundle_start, "main", served)
    assert bundle_start.start() == 0
    return seen


@pytest.mark.parametrize("left_out", ["", "as it is"])
def test_a_form_that_nobody_touched_leaves_the_users_settings_as_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left_out: str
) -> None:
    config = bundle.manifest()["server"]["mcp_config"]
    (tmp_path / "config.yaml").write_text(f"monthly_budget_usd: 5\nno_spend: true\nallowed_dirs: {tmp_path}\n")
    given = {name: "" if left_out == "" else placeholder for name, placeholder in config["env"].items()}
    given |= {"FOOTAGE_HOME": str(tmp_path), "FOOTAGE_NO_SPEND": "false"}
    assert start(monkeypatch, [] if left_out == "" else config["args"][4:], given) == ["footage", *started()["args"]]
    settings = Settings()
    assert (settings.monthly_budget_usd, settings.no_spend, settings.allowed_dirs) == (Decimal(5), True, [tmp_path])
    assert VendorSettings().fal_key is None


def test_what_was_filled_in_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {"FOOTAGE_HOME": str(tmp_path), "FOOTAGE_NO_SPEND": "true", "FOOTAGE_MONTHLY_BUDGET_USD": "7"}
    start(monkeypatch, ["/films", "/two words"], {**given, "FAL_KEY": "chosen"})
    settings = Settings()
    assert (settings.monthly_budget_usd, settings.no_spend) == (Decimal(7), True)
    assert settings.allowed_dirs == [Path("/films"), Path("/two words")]
    assert VendorSettings().fal_key is not None


def test_the_bundle_needs_nothing_but_the_wheel_in_it(tmp_path: Path) -> None:
    wheel = tmp_path / f"footage-{__version__}-py3-none-any.whl"
    wheel.write_bytes(b"")
    bundle.staged(tmp_path / "bundle", wheel)
    needs = tomllib.loads((tmp_path / "bundle" / "pyproject.toml").read_text())
    assert needs["project"]["dependencies"] == ["footage"]
    assert needs["project"]["requires-python"] == project().requires_python
    assert (tmp_path / "bundle" / needs["tool"]["uv"]["sources"]["footage"]["path"]).exists()


def test_the_guide_has_the_links() -> None:
    guide = (ROOT / "docs" / "guides" / "clients.md").read_text()
    assert links.cursor() in guide
    assert links.vscode() in guide


def test_the_readme_shows_every_host_and_where_the_clicks_are() -> None:
    readme = " ".join((ROOT / "README.md").read_text().split())
    assert "(docs/guides/clients.md#with-a-click)" in readme
    guide = (ROOT / "docs" / "guides" / "clients.md").read_text().partition("## With a click")[2].partition("\n## ")[0]
    for host in ("Claude Desktop", "Claude Code", "Gemini CLI", "Cursor", "VS Code"):
        assert host in readme
        assert f"| {host} |" in guide


def test_the_registry_knows_where_a_teams_server_is_reached() -> None:
    (remote,) = json.loads((ROOT / "server.json").read_text())["remotes"]
    assert (remote["type"], remote["url"]) == ("streamable-http", "https://{host}/mcp")
    assert [header["name"] for header in remote["headers"] if header["isSecret"]] == ["Authorization"]
