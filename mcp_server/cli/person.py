"""Who types commands."""

from __future__ import annotations

import getpass


def at_the_keyboard() -> str:
    """Who is at the keyboard, for the audit."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container, users need no names
        return "command"
