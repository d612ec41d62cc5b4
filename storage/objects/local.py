"""Finished files in a local folder: one folder a job, written atomically and synced before they count."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
import uuid
from pathlib import Path

from footage.ports.files import Link, StoredObject

_STALE_S = 86_400.0
_UPLOADS_KEPT_S = 2 * _STALE_S
"""Longer than any upload can be named."""


class LocalObjects:
    """`footage.ports.files.ObjectStore` on the local disk.

    Args:
        media_dir: Where finished files stay.
        work_dir: Where unfinished ones are made; on the same file system, so that moving is atomic.
    """

    def __init__(self, media_dir: Path, work_dir: Path) -> None:
        self.is_shared = self.lends = False
        self._media = media_dir
        self._work = work_dir

    def put(self, job_id: str, name: str, source: Path, *, sha256: str | None = None) -> StoredObject:
        target = self._media / job_id / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as file:
            sha256 = sha256 or hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        source.replace(target)
        _sync_folder(target.parent)
        return StoredObject(path=target, sha256=sha256, size_bytes=target.stat().st_size)

    def put_bytes(self, job_id: str, name: str, content: bytes) -> StoredObject:
        part = self._work / job_id / f"{uuid.uuid4().hex}.part"  # goes with the job's other leftovers after a crash
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        return self.put(job_id, name, part)

    def here(self, job_id: str, name: str) -> Path | None:
        path = self._media / job_id / name
        return path if path.is_file() else None

    def ensure(self, job_id: str, name: str) -> Path | None:
        return self.here(job_id, name)

    def link(self, job_id: str, name: str) -> Link | None:
        return None

    def remove(self, job_id: str, name: str | None = None) -> None:
        if name is None:
            shutil.rmtree(self._media / job_id, ignore_errors=True)
            return
        path = self._media / job_id / name
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # there are others in it, or it is gone already
            path.parent.rmdir()

    def new_file(self) -> Path:
        folder = self._work / "downloads"
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        self.sweep()  # on machines that only fetch what others took in, too
        return folder / f"{uuid.uuid4().hex}.part"

    def sweep(self) -> None:
        until = time.time() - _UPLOADS_KEPT_S
        for folder in self._media.glob("upload_*"):
            with contextlib.suppress(FileNotFoundError):  # another process sweeps too
                if folder.stat().st_mtime < until:
                    shutil.rmtree(folder, ignore_errors=True)

    def keep(self, key: str, file: Path) -> None:
        """Nobody shares it."""

    def fetch(self, key: str, out: Path) -> bool:
        return False

    def forget(self, folder: str) -> None:
        """Nobody has it."""

    def share(self, job_id: str) -> bool:
        return True

    def names(self, job_id: str) -> list[str]:
        """Of all files that are here of a job."""
        folder = self._media / job_id
        return sorted(one.name for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []

    def work_dir(self, job_id: str) -> Path:
        # A new name for every run: a process orphaned by a crash can still write, but never into this run's files.
        self.discard_work(job_id)
        folder = self._work / job_id / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder

    def discard_work(self, job_id: str) -> None:
        shutil.rmtree(self._work / job_id, ignore_errors=True)


def sweep(folder: Path, older_than_s: float = _STALE_S) -> None:
    """Remove a folder's old files: what a crash left behind, and copies that nobody needs any more."""
    until = time.time() - older_than_s
    for file in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another process sweeps too
            if file.stat().st_mtime < until:
                file.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
