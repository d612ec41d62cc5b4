"""Whether there is A2A here: its library is an extra."""

from __future__ import annotations

from importlib.util import find_spec

AGENTS_PATH = "/a2a"
"""Where it is, on any server."""


def knows_agents() -> bool:
    """Whether the library for A2A is installed."""
    return find_spec("a2a") is not None
