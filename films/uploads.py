"""A file that a caller brings: written and hashed as it comes, looked at, stored where tools and jobs find it."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from films.services import CallersServices, Services
from footage.errors import NotFoundError, UnsupportedMediaError
from footage.ports.uploads import Arrived, OpenUpload, UploadRefusedError

if TYPE_CHECKING:
    from films.upload_kinds import FileKind


class Incoming:
    """A file on its way in. Blocking, and used by one thread at a time.

    Args:
        path: Where it is written; nobody else knows it.
        most_bytes: No more is taken.
    """

    def __init__(self, path: Path, most_bytes: int) -> None:
        self.path = path
        self.size_bytes = 0
        self._most_bytes = most_bytes
        self._digest = hashlib.sha256()
        self._file = path.open("xb")

    def write(self, piece: bytes | bytearray) -> None:
        """Take a piece.

        Raises:
            UploadRefusedError: It is more than there is room for.
        """
        self.size_bytes += len(piece)
        if self.size_bytes > self._most_bytes:
            raise too_large(self._most_bytes)
        self._digest.update(piece)
        self._file.write(piece)

    def whole(self) -> str:
        """The file is there: it is made to last, and its hash told."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._digest.hexdigest()

    def discard(self) -> None:
        """Remove what there is of it, unless it was moved away."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def begun(services: Services, place: OpenUpload) -> Incoming:
    """Make room for a file that comes; what is too old is removed before. Blocking."""
    sweep(services)
    return Incoming(services.objects.new_file(), place.room_bytes)


def store(services: Services, place: OpenUpload, incoming: Incoming) -> FileKind:
    """Look at a file that has come, put it away and write it down. Blocking.

    Raises:
        UploadRefusedError: It is of no use, or another file came to this place first.
    """
    from films.upload_kinds import kind_of

    sha256 = incoming.whole()
    try:
        kind = kind_of(incoming.path)
    except UnsupportedMediaError as exc:
        raise UploadRefusedError(exc.message, 415, hint=exc.hint) from exc
    # A name of its own: of two that come to one place at once, neither may write over the other.
    file = Arrived(name=f"{secrets.token_hex(8)}{kind.suffix}", size_bytes=incoming.size_bytes, sha256=sha256)
    services.objects.put(place.upload_id, file.name, incoming.path, sha256=sha256)
    try:
        services.uploads.arrived(place.upload_id, file)
    except BaseException:
        services.objects.remove(place.upload_id, file.name)
        raise
    return kind


def uploaded(services: CallersServices, upload_id: str) -> Path:
    """A file that the caller's team has brought, on this machine.

    Raises:
        NotFoundError: There is none.
    """
    file = services.uploads.get(upload_id)
    path = services.objects.ensure(upload_id, file.name)
    if path is None:
        raise NotFoundError(
            f"The file of {upload_id} is on another machine.",
            hint="Upload it again. Where every machine has the same FOOTAGE_STORAGE, all of them find it.",
        )
    return path


def sweep(services: Services) -> int:
    """Remove files whose day is over, and places that nobody used; how many that were. Blocking."""
    outdated = services.uploads.outdated()
    for upload_id in outdated:
        services.objects.remove(upload_id)  # also what a process left that ended before it wrote down what had come
        services.uploads.forget(upload_id)
    services.objects.sweep()
    return len(outdated)


def too_large(most_bytes: int) -> UploadRefusedError:
    """There is no room for so much."""
    return UploadRefusedError(
        f"The file is larger than {most_bytes / 1e6:.0f} MB, which is what may be uploaded.",
        413,
        hint="Make it smaller: this address still takes one file.",
    )
