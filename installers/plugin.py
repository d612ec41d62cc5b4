"""One folder that Claude Code installs as a plugin and Gemini CLI as an extension: the server, and the skills.

Both start the `footage` that is installed already: a first start that brings all packages would be given up by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from installers.known import MAINTAINERS, NAME, ROOT, Variable, Wire, as_text, entry, icon, project, started, variables
from installers.titles import TITLES
from mcp_server.protocol.skills import SKILLS, text_of

FOLDER = Path("installers/footage")
ICON = FOLDER / "icon.png"
_TIMEOUT_MS = 120_000


def texts() -> Mapping[Path, str]:
    """The kept files of text, by where they stand in the project; README.md beside them is written by hand."""
    about = {"name": NAME, "description": entry().description}
    servers = {"mcpServers": {NAME: started()}}
    plugin = {
        **about,
        "version": entry().version,
        "author": {"name": MAINTAINERS},
        "license": project().license,
        "keywords": list(project().keywords),
    }
    listing = {**about, "source": f"./{FOLDER.as_posix()}"}
    documents: Mapping[Path, Wire] = {
        Path(".claude-plugin/marketplace.json"): {**about, "owner": {"name": MAINTAINERS}, "plugins": [listing]},
        FOLDER / ".claude-plugin" / "plugin.json": plugin,
        FOLDER / ".mcp.json": servers,
        FOLDER / "gemini-extension.json": _extension(),
    }
    skills = {FOLDER / "skills" / name / "SKILL.md": text_of(name) for name in SKILLS}
    return {**{path: as_text(document) for path, document in documents.items()}, **skills}


def write() -> None:
    """Write the kept files anew."""
    for path, text in texts().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    (ROOT / ICON).write_bytes(icon())


def _extension() -> Wire:
    """gemini-extension.json. It asks for keys: Gemini CLI can be told to keep those of its environment from servers."""
    return {
        "name": NAME,
        "version": entry().version,
        "description": entry().description,
        "mcpServers": {NAME: {**started(), "timeout": _TIMEOUT_MS}},
        "settings": [_setting(one) for one in variables() if one.default is None],
    }


def _setting(one: Variable) -> Wire:
    return {"name": TITLES[one.name], "description": one.description, "envVar": one.name, "sensitive": one.is_secret}
