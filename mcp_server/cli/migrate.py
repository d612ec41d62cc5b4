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
    # Which one it was is told as well: with a misspelt FOOTAGE_DATABASE_URL it is a file.
    which = "The database" if settings.database_url else f"The SQLite database of {settings.home}"
    if done.before == done.after:
        sys.stdout.write(f"{which} has schema {done.after} already.\n")
    else:
        sys.stdout.write(f"{which} has schema {done.after} now; before: {done.before or 'none'}.\n")
    return 0
