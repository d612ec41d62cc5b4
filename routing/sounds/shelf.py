"""Where sounds are kept that were paid for: on this machine, and where other machines of the installation find them."""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from pathlib import Path

from footage.ports.files import ObjectStore

FOLDER = "sounds"
KEPT_S = 90 * 86_400.0
"""How long a sound is kept for another film that says the same, in seconds."""


class SoundShelf:
    """A folder of sounds by name.

    Args:
        parts_dir: Where parts of films are kept.
        objects: Lends files to other machines.
    """

    def __init__(self, parts_dir: Path, objects: ObjectStore) -> None:
        self.folder = parts_dir / FOLDER
        self._objects = objects

    def path(self, name: str) -> Path:
        """Where a sound is, or would be."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether a sound is here; where another machine has it, it is now. Blocking."""
        path = self.path(name)
        return path.is_file() or self._objects.fetch(f"{FOLDER}/{name}", path)

    def new_file(self, suffix: str) -> Path:
        """Where a sound may be written that is to be put away. Blocking."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{uuid.uuid4().hex}{suffix}"

    def put(self, name: str, made: Path) -> Path:
        """Keep a sound: whole and safe from a crash, or not at all; the file is moved. Blocking."""
        with made.open("rb") as file:
            os.fsync(file.fileno())
        kept = self.path(name)
        made.replace(kept)
        if self._objects.lends:
            self._objects.keep(f"{FOLDER}/{name}", kept)
        return kept

    def sweep(self) -> None:
        """Remove what has been here for long. Blocking."""
        for file in self.folder.glob("*") if self.folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):  # another process sweeps too
                if file.stat().st_mtime < time.time() - KEPT_S:
                    file.unlink()
