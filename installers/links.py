"""Links that add Footage to an editor with one click; the editor shows what it adds before it does."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, urlencode

from installers.known import NAME, Wire, started


def cursor() -> str:
    """A page of Cursor's that opens it."""
    config = base64.b64encode(_compact(started()).encode()).decode()
    return f"https://cursor.com/en/install-mcp?{urlencode({'name': NAME, 'config': config})}"


def vscode() -> str:
    """A page of Visual Studio Code's that opens it."""
    query = urlencode({"name": NAME, "config": _compact({"type": "stdio", **started()})}, quote_via=quote)
    return f"https://insiders.vscode.dev/redirect/mcp/install?{query}"


def _compact(document: Wire) -> str:
    return json.dumps(document, separators=(",", ":"))
