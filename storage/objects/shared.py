"""Finished files in a place that all machines share as well: a bucket, or a folder that each of them has mounted."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from footage.errors import UnavailableError
from footage.ports.files import Link, StoredObject
from footage.threads import Clock, utc_now
from storage.objects.local import LocalObjects

LINK_LASTS = timedelta(days=7)
"""The longest that a signature of a bucket may be valid."""

TYPES = {
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".gif": "image/gif",
    ".png": "image/png",
    ".webp": "image/webp",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".zip": "application/zip",
}
_UNFINISHED = "unfinished"
_UNFINISHED_KEPT = timedelta(days=14)
_SWEEP_S = 3600.0
_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 60.0
"""How long a bucket that said no is left alone: twice as long each time."""

_KNOWN = 4096
_log = logging.getLogger("footage.storage")


class Place(Protocol):
    """Where objects are, by their names. Every method raises UnavailableError where that cannot be done now."""

    def upload(self, name: str, file: Path) -> None:
        """Put a file there unless it is there; other content under its name is replaced."""

    def has(self, name: str, file: Path | None = None) -> bool:
        """Whether an object is there; with `file`, whether it is that file."""

    def download(self, name: str, out: Path) -> bool:
        """Write an object to `out`; returns whether there is one."""

    def signed(self, name: str) -> str | None:
        """A URL that anybody can read for `LINK_LASTS`; None where there are none."""

    def delete(self, name: str) -> None:
        """Remove an object; nothing where there is none."""

    def listed(self, prefix: str) -> list[tuple[str, datetime]]:
        """Objects whose names begin so, and when they were written."""

    def check(self) -> None:
        """Whether it is there and can be read."""


class SharedObjects:
    """`footage.ports.files.ObjectStore` in a place for all machines; the local files stay the working copies.

    Args:
        local: The files on this machine.
        place: The bucket or folder.
        prefix: What the names of all objects begin with, without a slash at its end.
        public_url: The address under which the objects are public; else links are signed.
        clock: For the end of a signed link.
        lends: Whether other machines take jobs too, and may go on with what this one has begun.
    """

    def __init__(
        self,
        local: LocalObjects,
        place: Place,
        prefix: str = "",
        public_url: str | None = None,
        clock: Clock = utc_now,
        *,
        lends: bool = True,
    ) -> None:
        self.is_shared, self.lends = True, lends
        self._local = local
        self._place = place
        self._prefix = prefix
        self._public_url = public_url
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, None] = {}
        self._no: tuple[float, UnavailableError] | None = None
        self._pause_s = _PAUSE_S
        self._next_sweep_s = 0.0

    def put(self, job_id: str, name: str, source: Path, *, sha256: str | None = None) -> StoredObject:
        stored = self._local.put(job_id, name, source, sha256=sha256)
        self._publish(job_id, name)
        return stored

    def put_bytes(self, job_id: str, name: str, content: bytes) -> StoredObject:
        stored = self._local.put_bytes(job_id, name, content)
        self._publish(job_id, name)
        return stored

    def work_dir(self, job_id: str) -> Path:
        return self._local.work_dir(job_id)

    def discard_work(self, job_id: str) -> None:
        self._local.discard_work(job_id)

    def here(self, job_id: str, name: str) -> Path | None:
        return self._local.here(job_id, name)

    def ensure(self, job_id: str, name: str) -> Path | None:
        if here := self._local.here(job_id, name):
            return here
        stored = self._object(job_id, name)
        with self._downloaded(stored) as part:
            if part is None:
                return None
            self._remember(stored)
            return self._local.put(job_id, name, part).path

    def link(self, job_id: str, name: str) -> Link | None:
        if not self._is_published(job_id, name):
            return None
        stored = self._object(job_id, name)
        if self._public_url:
            return Link(url=f"{self._public_url}/{quote(stored)}", expires_at=None)
        until = (self._clock() + LINK_LASTS).replace(microsecond=0)
        url = self._place.signed(stored)
        return Link(url=url, expires_at=until) if url else None

    def remove(self, job_id: str, name: str | None = None) -> None:
        self._local.remove(job_id, name)
        folder = f"{self._object(job_id)}/"

        def remove() -> None:
            there = [f"{folder}{name}"] if name else [found for found, _ in self._place.listed(folder)]
            for stored in there:
                with self._lock:
                    self._known.pop(stored, None)
                self._place.delete(stored)

        self._if_possible(remove, f"{name or 'what there is'} of {job_id} stays in the bucket")

    def share(self, job_id: str) -> bool:
        if not self.lends:
            return True
        try:
            for name in self._local.names(job_id):
                stored = self._object(job_id, name)
                if stored not in self._known and (file := self._local.here(job_id, name)):
                    self._place.upload(stored, file)  # whoever asks has a film to bring home, and asks in peace
                    self._remember(stored)
        except UnavailableError as exc:
            _log.warning("what was made by %s waits here: %s", job_id, exc.message)
            return False
        return True

    def new_file(self) -> Path:
        return self._local.new_file()

    def sweep(self) -> None:
        self._local.sweep()

    def keep(self, key: str, file: Path) -> None:
        if not self.lends:
            return
        stored = self._object(_UNFINISHED, key)
        self._if_possible(partial(self._place.upload, stored, file), f"{key} stays on this machine")

    def fetch(self, key: str, out: Path) -> bool:
        if not self.lends:
            return False
        try:
            with self._downloaded(self._object(_UNFINISHED, key)) as part:
                if part is None:
                    return False
                out.parent.mkdir(parents=True, exist_ok=True)
                part.replace(out)
                return True
        except UnavailableError as exc:
            _log.warning("%s could not be looked for: %s", key, exc.message)
            return False

    def forget(self, folder: str) -> None:
        if not self.lends:
            return

        def forget() -> None:
            for name, _ in self._place.listed(f"{self._object(_UNFINISHED, folder)}/"):
                self._place.delete(name)
            self._forget_old()

        self._if_possible(forget, f"{folder} stays in the bucket")

    def _forget_old(self) -> None:
        """Now and then: what is left of jobs that were never finished."""
        if time.monotonic() < self._next_sweep_s:
            return
        self._next_sweep_s = time.monotonic() + _SWEEP_S
        until = self._clock() - _UNFINISHED_KEPT
        for name, written in self._place.listed(f"{self._object(_UNFINISHED)}/"):
            if written < until:
                self._place.delete(name)

    def _object(self, *parts: str) -> str:
        return "/".join(part for part in (self._prefix, *parts) if part)

    @contextlib.contextmanager
    def _downloaded(self, stored: str) -> Iterator[Path | None]:
        """A copy of an object, to be moved away; None where there is none.

        Raises:
            UnavailableError: The bucket cannot be asked.
        """
        part = self._local.new_file()
        try:
            with self._patiently():
                found = self._place.download(stored, part)
            yield part if found else None
        finally:
            part.unlink(missing_ok=True)

    def _publish(self, job_id: str, name: str) -> None:
        try:
            self._upload(job_id, name)
        except UnavailableError as exc:
            _log.warning("%s of %s stays on this machine: %s", name, job_id, exc.message)

    def _is_published(self, job_id: str, name: str) -> bool:
        """Whether the bucket has the file; one that only this machine has is uploaded first."""
        stored = self._object(job_id, name)
        if stored in self._known:
            return True
        here = self._local.here(job_id, name)
        if here and not self._place_has(stored, here):
            self._upload(job_id, name)
            return True
        if here or self._place_has(stored):
            self._remember(stored)
            return True
        return False

    def _place_has(self, stored: str, file: Path | None = None) -> bool:
        with self._patiently():
            return self._place.has(stored, file)

    def _upload(self, job_id: str, name: str) -> None:
        stored = self._object(job_id, name)
        with self._lock:
            self._known.pop(stored, None)
        file = self._local.here(job_id, name)
        if file:
            with self._patiently():
                self._place.upload(stored, file)
            self._remember(stored)

    def _remember(self, stored: str) -> None:
        with self._lock:
            self._known[stored] = None
            if len(self._known) > _KNOWN:
                del self._known[next(iter(self._known))]

    def _if_possible(self, do: Callable[[], None], otherwise: str) -> None:
        """Do what is of use but not needed: where the bucket says no, the log has it."""
        try:
            with self._patiently():
                do()
        except UnavailableError as exc:
            _log.warning("%s: %s", otherwise, exc.message)

    @contextlib.contextmanager
    def _patiently(self) -> Iterator[None]:
        """A bucket that said no is left alone for a while, so that it holds up no job and no answer."""
        if self._no and time.monotonic() < self._no[0]:
            raise UnavailableError(self._no[1].message, hint=self._no[1].hint)
        try:
            yield
        except UnavailableError as exc:
            self._no = time.monotonic() + self._pause_s, exc
            self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)
            raise
        self._no, self._pause_s = None, _PAUSE_S
