"""Files that callers bring from elsewhere, and films that are on the web for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from footage.caller import Caller, Owner
from footage.errors import CallerError
from footage.job_ids import UPLOAD_ID

UPLOAD_URI = "footage://upload/"


class UploadRefusedError(CallerError):
    """A file is not taken; `status` is how HTTP says why."""

    def __init__(self, message: str, status: int, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint or "Name the file in a call again to get a new address for it.")
        self.status = status


@dataclass(frozen=True, kw_only=True)
class OpenUpload:
    """A place that still waits for its file; `room_bytes` is the most that it may have now."""

    upload_id: str
    owner: Owner
    expires_at: datetime
    room_bytes: int


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A file as it came: what it is called where it is stored, and what is in it."""

    name: str
    size_bytes: int
    sha256: str


class CallersUploads(Protocol):
    """What one caller's team has brought."""

    def get(self, upload_id: str) -> Arrived:
        """A file.

        Raises:
            NotFoundError: There is none, it has not come, it is too old, or it is another team's.
        """


class Uploads(Protocol):
    """Everybody's, and places for more."""

    def for_(self, caller: Caller) -> CallersUploads:
        """The same for one caller's team."""

    def offer(self, caller: Caller) -> OpenUpload:
        """Make a place for one file; the oldest one that waits is given up where there are too many."""

    def waiting(self, upload_id: str) -> OpenUpload:
        """A place that waits for its file.

        Raises:
            UploadRefusedError: There is none, it is too old, its file has come, or its team may bring no more.
        """

    def arrived(self, upload_id: str, file: Arrived) -> None:
        """Take a file in, once.

        Raises:
            UploadRefusedError: As in `waiting`, and where it is larger than there is room for.
        """

    def outdated(self) -> list[str]:
        """Files, and places for some, whose time is over."""

    def forget(self, upload_id: str) -> None:
        """Remove one whose file is gone."""


class Publications(Protocol):
    """Films that anybody may see who knows their token, until that is taken back."""

    def publish(self, job_id: str) -> str:
        """The token of a film, which stays the same."""

    def unpublish(self, job_id: str) -> bool:
        """Take the token back; whether there was one."""

    def job_of(self, token: str) -> str | None:
        """Which film a token shows."""

    def token_of(self, job_id: str) -> str | None:
        """Under which token a film is shown; None for one that is not published."""


def upload_id_of(uri: str) -> str | None:
    """The id in the address of an upload; None for everything else."""
    name = uri.strip().removeprefix(UPLOAD_URI)
    return name if UPLOAD_ID.fullmatch(name) else None
