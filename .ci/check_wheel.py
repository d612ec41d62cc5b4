"""Build the wheel, look inside, install it alone and run it from an empty folder."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

NEEDED = (
    "footage/_app/mcp_server/protocol/server.py",
    "footage/_app/mcp_server/protocol/skills/direct-a-film.md",
    "footage/_app/storage/migrations/versions/0001_first.py",
    "footage/_app/media/fonts/Inter-SemiBold.ttf",
    "footage/_app/media/hdr_tables.npz",
    "footage/_app/media/speech/pinned.yaml",
    "footage/_app/routing/data/catalog.yaml",
    "footage/_app/mcp_server/web/static/studio.css",
    "footage/_app/mcp_server/web/static/licences/htmx-0BSD.txt",
    "footage/_app/mcp_server/web/templates/now.html",
)


def main() -> None:
    """Exit with a message when anything is wrong."""
    root = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(sys.executable, "-m", "build", "--outdir", str(folder), str(root))
        wheel = next(folder.glob("*.whl"))
        _look_inside(wheel)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
        empty = folder / "empty"
        empty.mkdir()
        command = str(python.with_name("footage"))
        home = {"FOOTAGE_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"}
        _run(command, "doctor", cwd=empty, env=home)
        _run(command, "route", "a boat at sunset", cwd=empty, env=home)
        films = _run(command, "demo", cwd=empty, env=home).count("\n  video ")
        if films != 3:
            sys.exit(f"wheel: the demonstration made {films} films")
    print("the wheel is fine")


def _look_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    strangers = {top for top in tops if top != "footage" and not top.startswith("footage-")}
    missing = [name for name in NEEDED if name not in names]
    if strangers or missing:
        sys.exit(f"wheel: strangers {strangers or 'none'}, missing {missing or 'none'}")


def _run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """What a command that must not fail says, which is shown, too."""
    said = subprocess.run(command, cwd=cwd, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(said, flush=True)
    return said


main()
