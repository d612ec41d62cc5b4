"""Where finished films live, and files that callers name by URL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from footage.caller import Caller


@dataclass(frozen=True, kw_only=True)
class StoredObject:
    """A file that was put away for good."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a stored file can be read on the web; `expires_at` None for as long as it exists."""

    url: str
    expires_at: datetime | None


class ObjectStore(Protocol):
    """Where finished files live: on this machine, and in a bucket when one is configured.

    `is_shared` says whether there is such a place, `lends` whether other machines work with it, too.
    """

    is_shared: bool
    lends: bool

    def put(self, job_id: str, name: str, source: Path, *, sha256: str | None = None) -> StoredObject:
        """Move `source` in, atomically and durably; again with the same or other content is fine.

        What cannot be uploaded stays here all the same: a paid film is never lost to a bucket that says no. `sha256` is
        that of the content where it is known already.
        """

    def share(self, job_id: str) -> bool:
        """Let other machines have what is here of a job; whether they have all of it now.

        True where nobody else is to have it.
        """

    def put_bytes(self, job_id: str, name: str, content: bytes) -> StoredObject: ...

    def here(self, job_id: str, name: str) -> Path | None:
        """The file, if it is on this machine; nobody else is asked."""

    def ensure(self, job_id: str, name: str) -> Path | None:
        """The file on this machine, downloaded first when another machine made it; None when nobody has it.

        Raises:
            UnavailableError: The bucket cannot be asked.
        """

    def link(self, job_id: str, name: str) -> Link | None:
        """A new link to the file; None where files stay local or the credentials cannot sign.

        Raises:
            UnavailableError: There should be one, but the file could not be uploaded.
        """

    def remove(self, job_id: str, name: str | None = None) -> None:
        """Remove a file, here and in the bucket; without a name all of a job's, or of an upload's."""

    def new_file(self) -> Path:
        """Where a file may be written that is to be `put`; leftovers of yesterday are removed."""

    def sweep(self) -> None:
        """Remove what callers brought and is too old from this machine, whichever process took it in."""

    def keep(self, key: str, file: Path) -> None:
        """Let other machines have a file that is not finished work, such as a clip; nothing where none shares it.

        What cannot be uploaded stays here all the same. Nobody has it for longer than some weeks.
        """

    def fetch(self, key: str, out: Path) -> bool:
        """Write what another machine let us have to `out`, whole or not at all; returns whether there is any."""

    def forget(self, folder: str) -> None:
        """Take back what was kept under keys that begin with "folder/"."""

    def work_dir(self, job_id: str) -> Path:
        """A private folder for this run of the job; leftovers of earlier runs are removed."""

    def discard_work(self, job_id: str) -> None: ...


class RemoteFiles(Protocol):
    """Files that callers name by URL."""

    def for_(self, caller: Caller) -> RemoteFiles:
        """The same, without the buckets that a caller may not read."""

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        """A copy on this machine of what an https:// or gs:// URL gives; a recent one is used again.

        Raises:
            ForbiddenUrlError: The URL leads to a private address or to a bucket that is not allowed.
            InvalidInputError: It is no URL of a file.
            NotFoundError: There is nothing, or the link has expired.
            UnsupportedMediaError: The file is larger than `max_bytes`.
            DeadlineError: It takes longer than a caller can wait; it goes on, and a later call finds it.
            UnavailableError: It broke off, or the bucket cannot be asked.
        """
