"""Files that callers name by URL, copied here once and kept for a while."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
import time
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from footage.caller import Caller
from footage.errors import (
    DeadlineError,
    ForbiddenUrlError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
    UnsupportedMediaError,
)
from footage.ports.files import RemoteFiles
from media.download import LinkGoneError, download, is_url
from storage.objects.gcs import Gcs
from storage.objects.local import sweep

FRESH_S = 3600.0
"""How long a copy is used again, in seconds."""

PATIENCE_S = 10.0
"""How long a call waits for a copy, in seconds; with a job's wait it stays below the minute that clients wait."""

MAX_FOLDER_BYTES = 20 << 30
"""No more is copied while the folder holds this much."""

_AT_ONCE = 8
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class RemoteCopies:
    """`footage.ports.files.RemoteFiles` in a local folder.

    Args:
        folder: For the copies, which are removed after a day.
        gcs: For gs:// URLs.
        buckets: What the server's credentials may read for a caller: "bucket" or "bucket/prefix".
        trusted: Hosts ("name:port") that may be private and without TLS, because the person who runs Footage chose
            them.
        patience_s: How long `fetch` waits before it answers that the copy is under way.
    """

    def __init__(
        self,
        folder: Path,
        gcs: Gcs,
        buckets: Collection[str] = (),
        *,
        trusted: Collection[str] = (),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._folder = folder
        self._gcs = gcs
        self._buckets = buckets
        self._trusted = trusted
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._running: dict[tuple[str, int], Future[Path]] = {}
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def for_(self, caller: Caller) -> RemoteFiles:
        return self if caller.buckets is None else _CallersCopies(self, caller.buckets)

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        get = self._from_bucket(url) if url.startswith("gs://") else self._from_web(url)
        copy = self._start(url, max_bytes, get)
        try:
            path = copy.result(timeout=self._patience_s)
        except TimeoutError as exc:
            raise DeadlineError(
                "The file is still on its way here.",
                hint="Call again with the same URL in about a minute; the download goes on meanwhile.",
            ) from exc
        if path.stat().st_size > max_bytes:
            raise UnsupportedMediaError(f"The file is larger than {max_bytes / 1e6:.0f} MB.")
        return path

    def _start(self, url: str, max_bytes: int, get: Callable[[Path, int], None]) -> Future[Path]:
        """The copy under way, or a new one; on a thread of its own, so that it outlives an impatient caller."""
        with self._lock:
            known = self._running.get((url, max_bytes))
            if known:
                return known
            copy: Future[Path] = Future()
            self._running[url, max_bytes] = copy
        # A daemon: a download never keeps the process from ending.
        threading.Thread(target=self._copy, args=(copy, url, max_bytes, get), daemon=True).start()
        return copy

    def _copy(self, copy: Future[Path], url: str, max_bytes: int, get: Callable[[Path, int], None]) -> None:
        try:
            with self._places:
                path = self._fresh(url, max_bytes, get)
        except BaseException as exc:  # noqa: BLE001 - a thread's border: it belongs to those who wait for it
            outcome: Path | BaseException = exc
        else:
            outcome = path
        with self._lock:
            del self._running[url, max_bytes]
        if isinstance(outcome, Path):
            copy.set_result(outcome)
        else:
            copy.set_exception(outcome)

    def _fresh(self, url: str, max_bytes: int, get: Callable[[Path, int], None]) -> Path:
        suffix = _SUFFIX.search(url if url.startswith("gs://") else urlsplit(url).path)
        target = self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}{suffix[0].lower() if suffix else ''}"
        with contextlib.suppress(FileNotFoundError):  # swept by another process, or not there yet
            if time.time() - target.stat().st_mtime < FRESH_S:
                return target
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep(self._folder)
        self._check_space()
        part = self._folder / f"{uuid.uuid4().hex}.new"  # of this copy alone: two processes may fetch the same URL
        try:
            get(part, max_bytes)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return target

    def _check_space(self) -> None:
        held = 0
        for file in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                held += file.stat().st_size
        if held > MAX_FOLDER_BYTES:
            raise UnavailableError(
                f"Copies of remote files take {held / 1e9:.0f} GB here, which is enough.",
                hint="Copies are removed after a day; or ask the user to empty the folder inputs in FOOTAGE_HOME.",
            )

    def _from_web(self, url: str) -> Callable[[Path, int], None]:
        host = _host(url)
        if not is_url(url):
            raise InvalidInputError("That is not the URL of a file.")

        def get(out: Path, max_bytes: int) -> None:
            try:
                download(url, out, trusted=self._trusted, max_bytes=max_bytes)
            except LinkGoneError as exc:
                raise NotFoundError(_gone(host, exc.status), hint="Pass a link that works without a login.") from exc

        return get

    def _from_bucket(self, url: str) -> Callable[[Path, int], None]:
        bucket, _, name = url.removeprefix("gs://").partition("/")
        if not bucket or not name or name.endswith("/"):
            raise InvalidInputError("That is not the URL of a file.", hint="Write gs://bucket/folder/film.mp4.")
        _require_among(self._buckets, url)

        def get(out: Path, max_bytes: int) -> None:
            if not self._gcs.download(bucket, name, out, max_bytes=max_bytes):
                raise NotFoundError(f"There is no {name.rpartition('/')[2]!r} there in gs://{bucket}.")

        return get


@dataclass(frozen=True)
class _CallersCopies:
    """The copies as a caller may have them made who has buckets of their own."""

    copies: RemoteFiles
    buckets: Collection[str]

    def for_(self, caller: Caller) -> RemoteFiles:
        return self.copies.for_(caller)

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        if url.startswith("gs://"):
            _require_among(self.buckets, url)
        return self.copies.fetch(url, max_bytes=max_bytes)


def _require_among(buckets: Collection[str], url: str) -> None:
    place = url.removeprefix("gs://")
    if not any(place.startswith(f"{allowed}/") for allowed in buckets):
        raise ForbiddenUrlError(
            f"gs://{place.partition('/')[0]} is not a bucket that Footage may read for you.",
            hint="Ask the user to add the bucket to FOOTAGE_ALLOWED_BUCKETS, or pass a public https URL.",
        )


def _host(url: str) -> str:
    """The host of a URL; errors name nothing else of it, because links carry secrets."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host:
        raise InvalidInputError("That is not the URL of a file.")
    return host


def _gone(host: str, status: int) -> str:
    if status in {401, 403, 410}:
        return f"{host} does not give the file ({status}): the link has expired, or it needs a login."
    return f"{host} has no such file ({status})."
