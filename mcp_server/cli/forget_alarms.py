"""Begins anew with what was learned of alarms for which money was spent in vain."""

from __future__ import annotations

import sys

from mcp_server.app import build_app
from mcp_server.wiring.judging import forget_alarms


def forget() -> int:
    """Forget all of it; raises FootageError."""
    count = forget_alarms(build_app().settings)
    sys.stdout.write(
        f"Forgotten: what was learned of alarms ({count} kinds of them).\n" if count else "Nothing was learned.\n"
    )
    return 0
