"""What works here and what is missing, one line each."""

from __future__ import annotations

import sys

from footage.config import load_settings
from footage.errors import FootageError
from mcp_server.desk.deep_findings import deep_findings
from mcp_server.desk.findings import BAD, findings


def examine(*, deep: bool = False) -> int:
    """Print the findings, also those of a thorough look; returns 1 when something that every film needs is broken."""
    broken = False
    for mark, line in findings():
        sys.stdout.write(f"{mark}  {line}\n")
        broken |= mark == BAD
    # A thorough look is wanted most of all where something is broken already.
    return int((deep and _is_deeply_broken()) or broken)


def _is_deeply_broken() -> bool:
    try:
        settings = load_settings()
    except FootageError:  # which has a line of its own
        return True
    broken = False
    for one in deep_findings(settings):
        sys.stdout.write(f"{one.mark}  {one}\n")
        broken |= one.mark == BAD
    return broken
