"""Bring the database to the schema of this release."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from footage.config import load_settings
from footage.errors import DatabaseAwayError
from footage.retry import FIRST_PAUSE_S, LONGEST_PAUSE_S
from mcp_server.telemetry.log_lines import say
from mcp_server.wiring.storage import migrate

if TYPE_CHECKING:
    from footage.config import Settings
    from mcp_server.wiring.storage import Migrated


def run(wait_s: float = 0.0) -> int:
    """Print from which schema to which; a database that is away is waited for so many seconds. Raises FootageError."""
    settings = load_settings()
    settings.make_home()
    done = _migrated(settings, wait_s)
    # Which one it was is told as well: with a misspelt FOOTAGE_DATABASE_URL it is a file.
    which = "The database" if settings.database_url else f"The SQLite database of {settings.home}"
    if done.before == done.after:
        sys.stdout.write(f"{which} has schema {done.after} already.\n")
    else:
        sys.stdout.write(f"{which} has schema {done.after} now; before: {done.before or 'none'}.\n")
    return 0


def _migrated(settings: Settings, wait_s: float) -> Migrated:
    until, pause_s = time.monotonic() + wait_s, FIRST_PAUSE_S
    while True:
        try:
            return migrate(settings)
        except DatabaseAwayError as exc:
            left_s = until - time.monotonic()
            if left_s <= 0:
                raise
            say(f"footage migrate: {exc.message} It is waited for, {left_s:.0f} s more.")
        time.sleep(min(pause_s, left_s))
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
