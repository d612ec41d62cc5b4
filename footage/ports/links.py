"""Addresses under which callers from elsewhere read films and bring files, without a key in their hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from footage.caller import Caller
from footage.ports.files import Link
from footage.signing import Permission


@dataclass(frozen=True, kw_only=True)
class UploadOffer:
    """Where a caller may put one file, once, and what the file is called afterwards.

    `url` takes a PUT of the raw bytes; `uri` is what tools then take as a video, a picture or subtitles.
    """

    url: str
    uri: str
    expires_at: datetime
    max_bytes: int


class Links(Protocol):
    """Addresses of this installation; none of them needs a key, each holds for one file and for a while."""

    def film(self, job_id: str, name: str) -> Link:
        """Where a stored file of a job is read; the same address for an hour."""

    def read(self, url: str) -> tuple[str, str] | None:
        """The job and the name of its file that an address of this installation is about; None for all others."""

    def page(self, job_id: str) -> Link:
        """Where a page with the job's film is read, to be put into a frame."""

    def upload(self, caller: Caller) -> UploadOffer:
        """A place for one file of the caller's team. Blocking: it is written down."""

    def allows(self, method: str, path: str, query: Mapping[str, str]) -> Permission:
        """Whether a request holds what was signed here. Blocking: the keys may have to be read first."""

    def published(self, token: str) -> str:
        """Where a film is that was published under a token."""
