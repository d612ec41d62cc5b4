"""Google Cloud Storage: finished files in a bucket as well, with links for web pages.

Facts are those of google-cloud-storage 3.17: files over 8 MiB go by resumable upload in chunks, every request is
repeated by the library's own policy, and a precondition makes repeating an upload safe.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import logging
import os
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from footage.errors import UnavailableError, UnsupportedMediaError
from footage.ports.files import Link, StoredObject
from footage.threads import Clock, utc_now
from storage.objects.local import LocalObjects, sweep

if TYPE_CHECKING:
    from google.cloud.storage import Blob, Client

LINK_LASTS = timedelta(days=7)
"""The longest that a V4 signature may be valid."""

_CHUNK_BYTES = 8 << 20
_TIMEOUT_S = (10.0, 60.0)
_REPEAT_S = 30.0
_PAUSE_S = 60.0
_WRITERS = 3
_KNOWN = 4096
_TYPES = {
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
}
_NO_LOOKING_UP = "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA"
"""The library's own switch, which it reads at every request."""

_NO_CREDENTIALS = "There are no valid Google Cloud credentials."
_SET_CREDENTIALS = "Ask the user to set GOOGLE_APPLICATION_CREDENTIALS."
_log = logging.getLogger("footage.storage")


class Gcs:
    """The service, opened at first use because the library takes a while to import.

    Args:
        emulated: `STORAGE_EMULATOR_HOST` is set (the library reads it): nobody has to sign in.
        credentials_file: A service account that signs links in front of an emulator; the real service takes the
            credentials that google-auth finds.
    """

    def __init__(self, *, emulated: bool = False, credentials_file: Path | None = None) -> None:
        self._emulated = emulated
        self._credentials_file = credentials_file
        self._opening = threading.Lock()
        self._opened: tuple[Client, Any] | None = None
        self._has_warned = False

    def upload(self, bucket: str, name: str, file: Path) -> None:
        """Put a file there unless it is there; other content under its name is replaced.

        Raises:
            UnavailableError: The bucket does not take it.
        """
        from google.api_core.exceptions import PreconditionFailed

        generation = 0  # stands for "no object yet", also when a lost answer makes the library send it again
        with _explained(bucket):
            for _ in range(_WRITERS):
                blob = self._client.bucket(bucket).blob(name, chunk_size=_CHUNK_BYTES)
                try:
                    blob.upload_from_filename(
                        str(file),
                        content_type=_TYPES.get(file.suffix, "application/octet-stream"),
                        if_generation_match=generation,
                        timeout=_TIMEOUT_S,
                        retry=_patience(),
                    )
                except PreconditionFailed:
                    there = self._look(bucket, name)
                    if there and _same(there, file):
                        return
                    generation = there.generation if there else 0
                else:
                    return
        raise UnavailableError(f"Somebody else keeps writing gs://{bucket}/{name}.")

    def has(self, bucket: str, name: str, file: Path | None = None) -> bool:
        """Whether an object is there; with `file`, whether it is that file.

        Raises:
            UnavailableError: The bucket cannot be asked.
        """
        with _explained(bucket):
            there = self._look(bucket, name)
        return there is not None and (file is None or _same(there, file))

    def check(self, bucket: str) -> None:
        """Whether a bucket is there and can be read.

        Raises:
            UnavailableError: It is not.
        """
        with _explained(bucket):
            next(iter(self._client.list_blobs(bucket, max_results=1, timeout=_TIMEOUT_S, retry=_patience())), None)

    def download(self, bucket: str, name: str, out: Path, *, max_bytes: int | None = None) -> bool:
        """Write an object to `out`; returns whether there is one.

        Raises:
            UnsupportedMediaError: It is larger than `max_bytes`.
            UnavailableError: The bucket cannot be asked.
        """
        with _explained(bucket):
            there = self._look(bucket, name)
            if there is None:
                return False
            if max_bytes is not None and there.size > max_bytes:
                raise UnsupportedMediaError(f"The file is larger than {max_bytes / 1e6:.0f} MB.")
            looked_at = self._client.bucket(bucket).blob(name, generation=there.generation)
            with out.open("wb") as file:
                # Raw: what is stored compressed must not grow past the limit on its way.
                looked_at.download_to_file(file, raw_download=True, timeout=_TIMEOUT_S, retry=_patience())
        return True

    def signed(self, bucket: str, name: str) -> str | None:
        """A URL that anybody can read for `LINK_LASTS`; None when the credentials have no key to sign with."""
        from google.auth.credentials import Signing
        from google.auth.exceptions import GoogleAuthError

        with _explained(bucket):
            signer = self._open()[1]
        if isinstance(signer, Signing):
            try:
                url: str = (
                    self._client.bucket(bucket)
                    .blob(name)
                    .generate_signed_url(version="v4", expiration=LINK_LASTS, method="GET", credentials=signer)
                )
            except GoogleAuthError as exc:
                self._tell(f"signing failed: {type(exc).__name__}")
            else:
                return url
        else:
            self._tell("these credentials have no private key")
        return None

    def close(self) -> None:
        """Close its connections."""
        with self._opening:
            if self._opened:
                self._opened[0].close()
                self._opened = None

    @property
    def _client(self) -> Client:
        return self._open()[0]

    def _open(self) -> tuple[Client, Any]:
        """The client, and who signs."""
        with self._opening:
            if self._opened is None:
                try:
                    self._opened = self._emulator() if self._emulated else _service()
                except (OSError, ValueError) as exc:
                    raise UnavailableError(_NO_CREDENTIALS, hint=_SET_CREDENTIALS) from exc
            return self._opened

    def _emulator(self) -> tuple[Client, Any]:
        from google.auth.credentials import AnonymousCredentials
        from google.cloud.storage import Client
        from google.oauth2.service_account import Credentials

        file = self._credentials_file
        signer = Credentials.from_service_account_file(str(file)) if file else None  # type: ignore[no-untyped-call]
        return _client(Client, AnonymousCredentials()), signer  # type: ignore[no-untyped-call]

    def _look(self, bucket: str, name: str) -> Blob | None:
        found: Blob | None = self._client.bucket(bucket).get_blob(name, timeout=_TIMEOUT_S, retry=_patience())
        return found

    def _tell(self, why: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            _log.warning(
                "no links to films in the bucket: %s; use a service account's key or FOOTAGE_STORAGE_PUBLIC_URL", why
            )


def _service() -> tuple[Client, Any]:
    import google.auth
    from google.cloud.storage import Client

    credentials, _ = google.auth.default(scopes=Client.SCOPE)
    return _client(Client, credentials), credentials


def _client(kind: type[Client], credentials: Any) -> Client:
    """A client without the thread that looks each bucket up for traces: it outlives `close`, and needs a role more."""
    os.environ.setdefault(_NO_LOOKING_UP, "true")
    return kind(project=None, credentials=credentials)  # objects need no project, and none may be known


def _patience() -> Any:
    from google.cloud.storage.retry import DEFAULT_RETRY

    return DEFAULT_RETRY.with_timeout(_REPEAT_S)


def _same(there: Blob, file: Path) -> bool:
    if there.size != file.stat().st_size:
        return False
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).digest()
    return there.md5_hash in {None, base64.b64encode(digest).decode()}


@contextlib.contextmanager
def _explained(bucket: str) -> Iterator[None]:
    """The library's errors as ours; they may hold URLs with tokens, so their text is not repeated."""
    from google.api_core.exceptions import Forbidden, GoogleAPICallError, NotFound, RetryError, Unauthorized
    from google.auth.exceptions import GoogleAuthError
    from google.cloud.storage.exceptions import DataCorruption
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    try:
        yield
    except NotFound as exc:
        raise UnavailableError(
            f"Google Cloud Storage knows no bucket {bucket!r} (404).",
            hint="Ask the user to create it or to correct FOOTAGE_STORAGE.",
        ) from exc
    except (Forbidden, Unauthorized) as exc:
        raise UnavailableError(
            f"The bucket {bucket!r} refuses access ({exc.code}).",
            hint="Ask the user to give the account the role Storage Object User on the bucket.",
        ) from exc
    except GoogleAuthError as exc:
        raise UnavailableError(_NO_CREDENTIALS, hint=_SET_CREDENTIALS) from exc
    except (GoogleAPICallError, RetryError, DataCorruption, RequestException, HTTPError) as exc:
        raise UnavailableError(
            f"Google Cloud Storage does not work at the moment ({type(exc).__name__}).", hint="Call again later."
        ) from exc


class GcsObjects:
    """`footage.ports.files.ObjectStore` in a bucket; the local files stay the working copies.

    Args:
        local: The files on this machine.
        gcs: The service.
        location: gs://bucket or gs://bucket/prefix.
        public_url: The address under which the bucket's objects are public; else links are signed.
        clock: For the end of a signed link.
    """

    def __init__(
        self, local: LocalObjects, gcs: Gcs, location: str, public_url: str | None = None, clock: Clock = utc_now
    ) -> None:
        self._local = local
        self._gcs = gcs
        self._bucket, _, self._prefix = location.removeprefix("gs://").partition("/")
        self._public_url = public_url
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, None] = {}
        self._no: tuple[float, UnavailableError] | None = None

    def put(self, job_id: str, name: str, source: Path) -> StoredObject:
        stored = self._local.put(job_id, name, source)
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

    def ensure(self, job_id: str, name: str) -> Path | None:
        here = self._local.ensure(job_id, name)
        if here:
            return here
        folder = self._local.downloads_dir
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        part = folder / f"{uuid.uuid4().hex}.part"
        try:
            with self._patiently():
                found = self._gcs.download(self._bucket, self._object(job_id, name), part)
            if not found:
                return None
            self._remember(self._object(job_id, name))
            return self._local.put(job_id, name, part).path
        finally:
            part.unlink(missing_ok=True)

    def link(self, job_id: str, name: str) -> Link | None:
        if not self._is_published(job_id, name):
            return None
        stored = self._object(job_id, name)
        if self._public_url:
            return Link(url=f"{self._public_url}/{quote(stored)}", expires_at=None)
        until = (self._clock() + LINK_LASTS).replace(microsecond=0)
        url = self._gcs.signed(self._bucket, stored)
        return Link(url=url, expires_at=until) if url else None

    def _object(self, job_id: str, name: str) -> str:
        return "/".join(part for part in (self._prefix, job_id, name) if part)

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
        here = self._local.ensure(job_id, name)
        if here and not self._gcs_has(stored, here):
            self._upload(job_id, name)
            return True
        if here or self._gcs_has(stored):
            self._remember(stored)
            return True
        return False

    def _gcs_has(self, stored: str, file: Path | None = None) -> bool:
        with self._patiently():
            return self._gcs.has(self._bucket, stored, file)

    def _upload(self, job_id: str, name: str) -> None:
        stored = self._object(job_id, name)
        with self._lock:
            self._known.pop(stored, None)
        file = self._local.ensure(job_id, name)
        if file:
            with self._patiently():
                self._gcs.upload(self._bucket, stored, file)
            self._remember(stored)

    def _remember(self, stored: str) -> None:
        with self._lock:
            self._known[stored] = None
            if len(self._known) > _KNOWN:
                del self._known[next(iter(self._known))]

    @contextlib.contextmanager
    def _patiently(self) -> Iterator[None]:
        """A bucket that said no is left alone for a while, so that it holds up no job and no answer."""
        if self._no and time.monotonic() < self._no[0]:
            raise UnavailableError(self._no[1].message, hint=self._no[1].hint)
        try:
            yield
        except UnavailableError as exc:
            self._no = time.monotonic() + _PAUSE_S, exc
            raise
        self._no = None
