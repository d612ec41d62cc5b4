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

_CHUNK_BYTES = 1 << 20
_STALE_S = 86_400.0


class LocalObjects:
    """`footage.ports.files.ObjectStore` on the local disk.

    Args:
        media_dir: Where finished files stay.
        work_dir: Where unfinished ones are made; on the same file system, so that moving is atomic.
    """

    def __init__(self, media_dir: Path, work_dir: Path) -> None:
        self._media = media_dir
        self._work = work_dir

    def put(self, job_id: str, name: str, source: Path) -> StoredObject:
        target = self._media / job_id / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
            os.fsync(file.fileno())
        source.replace(target)
        _sync_folder(target.parent)
        return StoredObject(path=target, sha256=digest.hexdigest(), size_bytes=target.stat().st_size)

    def put_bytes(self, job_id: str, name: str, content: bytes) -> StoredObject:
        part = self._work / job_id / f"{uuid.uuid4().hex}.part"  # goes with the job's other leftovers after a crash
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        return self.put(job_id, name, part)

    def ensure(self, job_id: str, name: str) -> Path | None:
        path = self._media / job_id / name
        return path if path.is_file() else None

    def link(self, job_id: str, name: str) -> Link | None:
        return None

    @property
    def downloads_dir(self) -> Path:
        """Where another store may write what it is about to `put`; `sweep` it first."""
        return self._work / "downloads"

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
