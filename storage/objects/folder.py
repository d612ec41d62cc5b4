"""A folder that every machine has mounted, as a place for films: NFS, SMB, a volume of a cluster."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from footage.errors import UnavailableError


class FolderPlace:
    """`storage.objects.shared.Place` in a folder.

    Args:
        root: The folder; it has to be there, for one that is not mounted is empty and would fill this machine's disk.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def upload(self, name: str, file: Path) -> None:
        with self._explained():
            if self.has(name, file):
                return
            target = self._root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{uuid.uuid4().hex}.part")
            try:
                shutil.copyfile(file, part)
                with part.open("rb+") as copied:
                    os.fsync(copied.fileno())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def has(self, name: str, file: Path | None = None) -> bool:
        with self._explained():
            there = self._root / name
            return there.is_file() and (file is None or _same(there, file))

    def download(self, name: str, out: Path) -> bool:
        with self._explained():
            try:
                shutil.copyfile(self._root / name, out)
            except FileNotFoundError:
                return False
            return True

    def signed(self, name: str) -> str | None:
        return None

    def delete(self, name: str) -> None:
        with self._explained():
            (self._root / name).unlink(missing_ok=True)

    def listed(self, prefix: str) -> list[tuple[str, datetime]]:
        with self._explained():
            folder = self._root / prefix.rpartition("/")[0]
            found = [(file.relative_to(self._root).as_posix(), _written(file)) for file in folder.rglob("*.*")]
            return [(name, at) for name, at in found if at and name.startswith(prefix)]

    def check(self) -> None:
        with self._explained():
            mark = self._root / f".{uuid.uuid4().hex}.part"
            mark.write_bytes(b"")
            mark.unlink()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        if not self._root.is_dir():
            raise UnavailableError(
                f"The folder {self._root} is not there.", hint="Ask the user to mount it or to correct FOOTAGE_STORAGE."
            )
        try:
            yield
        except OSError as exc:
            raise UnavailableError(
                f"The folder {self._root} cannot be used: {exc.strerror or type(exc).__name__}.",
                hint="Ask the user to look at FOOTAGE_STORAGE.",
            ) from exc


def _written(file: Path) -> datetime | None:
    """When a file was written; None for what is no file, or none any more."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.is_file() else None
    except FileNotFoundError:  # another machine forgets too
        return None


def _same(there: Path, file: Path) -> bool:
    return there.stat().st_size == file.stat().st_size and _digest(there) == _digest(file)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
