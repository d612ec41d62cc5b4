"""What works here and what is missing, one line each."""

from __future__ import annotations

import sys

from mcp_server.desk.findings import BAD, findings


def examine() -> int:
    """Print the findings; returns 1 when something that every film needs is broken."""
    broken = False
    for mark, line in findings():
        sys.stdout.write(f"{mark}  {line}\n")
        broken |= mark == BAD
    return int(broken)
