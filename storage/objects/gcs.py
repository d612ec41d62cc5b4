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
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.errors import UnavailableError, UnsupportedMediaError
from storage.objects.shared import LINK_LASTS, TYPES

if TYPE_CHECKING:
    from google.cloud.storage import Blob, Client

_CHUNK_BYTES = 8 << 20
_TIMEOUT_S = (10.0, 60.0)
_REPEAT_S = 30.0
_WRITERS = 3
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
                        content_type=TYPES.get(file.suffix, "application/octet-stream"),
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

    def delete(self, bucket: str, name: str) -> None:
        """Remove an object; nothing where there is none.

        Raises:
            UnavailableError: The bucket does not let us.
        """
        from google.api_core.exceptions import NotFound

        with _explained(bucket), contextlib.suppress(NotFound):
            self._client.bucket(bucket).delete_blob(name, timeout=_TIMEOUT_S, retry=_patience())

    def listed(self, bucket: str, prefix: str) -> list[tuple[str, datetime]]:
        """Objects whose names begin so, and when they were written.

        Raises:
            UnavailableError: The bucket cannot be asked.
        """
        with _explained(bucket):
            found = self._client.list_blobs(bucket, prefix=prefix, timeout=_TIMEOUT_S, retry=_patience())
            return [(blob.name, blob.updated) for blob in found]

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


class GcsPlace:
    """`storage.objects.shared.Place` in a bucket.

    Args:
        gcs: The service.
        bucket: Its name.
    """

    def __init__(self, gcs: Gcs, bucket: str) -> None:
        self._gcs = gcs
        self._bucket = bucket

    def upload(self, name: str, file: Path) -> None:
        self._gcs.upload(self._bucket, name, file)

    def has(self, name: str, file: Path | None = None) -> bool:
        return self._gcs.has(self._bucket, name, file)

    def download(self, name: str, out: Path) -> bool:
        return self._gcs.download(self._bucket, name, out)

    def signed(self, name: str) -> str | None:
        return self._gcs.signed(self._bucket, name)

    def delete(self, name: str) -> None:
        self._gcs.delete(self._bucket, name)

    def listed(self, prefix: str) -> list[tuple[str, datetime]]:
        return self._gcs.listed(self._bucket, prefix)

    def check(self) -> None:
        self._gcs.check(self._bucket)
