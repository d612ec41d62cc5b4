"""Single pictures that somebody looks at before anything is made, or beside it; those looked at last are kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

KEPT = 20
_SPARE = 50


def keep(home: Path, jpeg: bytes) -> Path:
    """Write a picture down for a while.

    Args:
        home: The installation's folder.
        jpeg: The picture.
    """
    folder = home / "previews"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(jpeg).hexdigest()[:16]}.jpg"
    path.write_bytes(jpeg)
    for old in sorted(folder.glob("*.jpg"), key=_written, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
    return path


def found(home: Path, kind: str, shows: str) -> Path | None:
    """A picture by what it shows, where it was made before; see `kept`."""
    path = _place(home, kind, shows)
    try:
        os.utime(path)
    except OSError:
        return None
    return path


def kept(home: Path, kind: str, shows: str, make: Callable[[], bytes], most: int) -> Path:
    """A picture by what it shows, made where it is not there yet.

    Args:
        home: The installation's folder.
        kind: What sort of picture; each sort is kept apart.
        shows: Everything that decides what is seen.
        make: Makes it, as JPEG.
        most: How many of a sort are kept; those that nobody looked at for longest go first.
    """
    if path := found(home, kind, shows):
        return path
    path, jpeg = _place(home, kind, shows), make()
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
    making.write_bytes(jpeg)
    making.replace(path)
    _forget(path.parent, most)
    return path


def _place(home: Path, kind: str, shows: str) -> Path:
    return home / "previews" / kind / f"{hashlib.sha256(shows.encode()).hexdigest()[:32]}.jpg"


def _forget(folder: Path, most: int) -> None:
    """Remove the oldest, some at a time."""
    files = sorted(folder.glob("*.jpg"), key=_written)
    if len(files) > most + _SPARE:
        for path in files[: len(files) - most]:
            path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process threw it away
        return 0.0
