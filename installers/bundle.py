"""The MCP bundle (.mcpb): one file that a host installs with a click, with Footage's wheel inside.

It is of the kind `uv`: the host brings Python and the packages that Footage needs at the first start, so that one file
is right for every machine.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from installers.known import (
    ICON_PX,
    MAINTAINERS,
    NAME,
    ROOT,
    Variable,
    Wire,
    as_text,
    entry,
    icon,
    project,
    tools,
    variables,
)
from installers.titles import TITLES

FOLDERS = "FOOTAGE_ALLOWED_DIRS"
"""Chosen with the host's own dialogue, as many as the user likes. They come as arguments: only those can be lists."""

_START = Path(__file__).with_name("bundle_start.py")


def manifest() -> Wire:
    """What the bundle says of itself: manifest.json, version 0.4."""
    return {
        "manifest_version": "0.4",
        "name": NAME,
        "display_name": entry().title,
        "version": entry().version,
        "description": entry().description,
        "author": {"name": MAINTAINERS},
        "license": project().license,
        "keywords": list(project().keywords),
        "icon": "icon.png",
        "icons": [{"src": "icon.png", "size": f"{ICON_PX}x{ICON_PX}"}],
        "server": {"type": "uv", "entry_point": "src/server.py", "mcp_config": _start()},
        "tools": [tool.model_dump() for tool in tools()],
        "prompts_generated": True,
        "compatibility": {"platforms": ["darwin", "linux"], "runtimes": {"python": project().requires_python}},
        "user_config": {_key(one): _asked(one) for one in variables()},
    }


def staged(folder: Path, wheel: Path) -> None:
    """Put all that is in the bundle into a folder.

    Args:
        folder: Is made if it is not there.
        wheel: Footage, as `python -m build --wheel` makes it.
    """
    (folder / "src").mkdir(parents=True)
    (folder / "manifest.json").write_text(as_text(manifest()), encoding="utf-8")
    (folder / "pyproject.toml").write_text(_requirements(wheel), encoding="utf-8")
    (folder / "icon.png").write_bytes(icon())
    shutil.copy(_START, folder / "src" / "server.py")
    shutil.copy(ROOT / "LICENSE", folder)
    shutil.copy(wheel, folder)


def packed(folder: Path, file: Path) -> None:
    """Make one file of a folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(folder))


def build(out: Path) -> Path:
    """Build the wheel and the bundle around it.

    Args:
        out: The folder for the bundle.
    """
    file = out / f"{NAME}-{entry().version}.mcpb"
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", str(made), str(ROOT)], check=True)
        staged(made / "bundle", next(made.glob("*.whl")))
        packed(made / "bundle", file)
    return file


def _start() -> Wire:
    given = {one.name: _placeholder(one) for one in variables() if one.name != FOLDERS}
    folders = [_placeholder(one) for one in variables() if one.name == FOLDERS]
    arguments = ["run", "--directory", "${__dirname}", "src/server.py", *folders]
    return {"command": "uv", "args": arguments, "env": given}


def _asked(one: Variable) -> Wire:
    """A field of the host's form. It has no default: that would win over the user's config.yaml without a word."""
    default = f" {one.default} if left out." if one.default and one.format != "boolean" else ""
    field: Wire = {"title": TITLES[one.name], "description": one.description + default, "required": False}
    if one.name == FOLDERS:
        return {"type": "directory", **field, "multiple": True}
    match one.format:
        case "number":
            return {"type": "number", **field, "min": 0}
        case "boolean":
            return {"type": "boolean", **field}
        case "filepath":
            return {"type": "directory", **field}
        case "string":
            return {"type": "string", **field, "sensitive": one.is_secret}


def _key(one: Variable) -> str:
    return one.name.removeprefix("FOOTAGE_").lower()


def _placeholder(one: Variable) -> str:
    return f"${{user_config.{_key(one)}}}"


def _requirements(wheel: Path) -> str:
    return (
        "[project]\n"
        f'name = "{NAME}-bundle"\n'
        f'version = "{entry().version}"\n'
        f'requires-python = "{project().requires_python}"\n'
        f'dependencies = ["{NAME}"]\n\n'
        "[tool.uv]\npackage = false\n\n"
        "[tool.uv.sources]\n"
        f'{NAME} = {{ path = "{wheel.name}" }}\n'
    )
