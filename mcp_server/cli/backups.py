"""A home in a file, and out of it again."""

from __future__ import annotations

import sys
from pathlib import Path

from footage.config import load_settings
from mcp_server.desk import backups

_MB = 10**6
_FEW = 5


def back_up(file: Path, *, films: bool) -> int:
    """Write the file; says what is in it. Raises FootageError."""
    done = backups.back_up(load_settings(), file, films=films)
    held = f"the films of {done.films} jobs" if done.films is not None else "no films (--films adds them)"
    sys.stdout.write(f"{done.file}: {done.size_bytes / _MB:.1f} MB, with {held}. Keep it safe: there are keys in it.\n")
    return 0


def restore(file: Path) -> int:
    """Read the file; says what was done. Raises FootageError."""
    done = backups.restore(load_settings(), file)
    sys.stdout.write(f"{done.home} is what it was at the time of the backup.\n")
    if done.stopped:
        sys.stdout.write(f"{len(done.stopped)} jobs had not ended then and are stopped: {_few(done.stopped)}\n")
    if done.left_out:
        sys.stdout.write(
            f"Links and the like are not restored; put back by hand what you miss: {_few(done.left_out)}\n"
        )
    sys.stdout.write(
        "What was spent after the backup is not in its books: compare with the vendors' bills, and set what differs by "
        "`footage reconcile` and `footage resolve`.\n"
    )
    return 0


def _few(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + (" ..." if len(names) > _FEW else "")
