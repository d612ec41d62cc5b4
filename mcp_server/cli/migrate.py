"""Bring the database to the schema of this release."""

from __future__ import annotations

import sys

from footage.config import load_settings
from mcp_server.wiring.storage import migrate


def run() -> int:
    """Print from which schema to which. Raises FootageError."""
    settings = load_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    done = migrate(settings)
    if done.before == done.after:
        sys.stdout.write(f"The database has schema {done.after} already.\n")
    else:
        sys.stdout.write(f"The database has schema {done.after} now; before: {done.before or 'none'}.\n")
    return 0
