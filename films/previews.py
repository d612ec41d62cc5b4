"""Single pictures that a caller looks at before anything is made; the newest are kept, for clients that show none."""

from __future__ import annotations

import hashlib
from pathlib import Path

KEPT = 20


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


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process threw it away
        return 0.0
