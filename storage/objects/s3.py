"""S3 and everything that speaks like it: AWS, MinIO, R2, Ceph, SeaweedFS, with the usual `AWS_*` variables.

Facts are those of obstore 0.12: it reads the variables by itself, sends large files in parts, repeats what failed for a
moment, and its calls let other threads run.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from footage.errors import UnavailableError
from storage.objects.shared import LINK_LASTS, TYPES

if TYPE_CHECKING:
    from obstore.store import S3Store

_PART_BYTES = 8 << 20
_PARTS_AT_ONCE = 3
_CONNECT, _SILENT, _WHOLE = "10s", "60s", "30m"
_REPEAT = timedelta(seconds=30)
_MOST_TRIES = 5
_HASH = "footage-sha256"
_NO_EXTRA = "S3 needs the extra s3: pip install 'footage[s3]'."
_HINT = "Ask the user to look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL."
_log = logging.getLogger("footage.storage")


class S3Place:
    """`storage.objects.shared.Place` in a bucket, opened at first use.

    Args:
        bucket: Its name.
    """

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self._opening = threading.Lock()
        self._opened: S3Store | None = None

    def upload(self, name: str, file: Path) -> None:
        import obstore

        digest = _digest(file)
        if self._is_there(name, file.stat().st_size, digest):
            return
        with self._explained():
            obstore.put(
                self._store,
                name,
                file,
                attributes={"Content-Type": TYPES.get(file.suffix, "application/octet-stream"), _HASH: digest},
                chunk_size=_PART_BYTES,
                max_concurrency=_PARTS_AT_ONCE,
            )

    def has(self, name: str, file: Path | None = None) -> bool:
        return self._is_there(name, file.stat().st_size, _digest(file)) if file else self._is_there(name)

    def download(self, name: str, out: Path) -> bool:
        import obstore
        from obstore.exceptions import NotFoundError

        with self._explained():
            try:
                found = obstore.get(self._store, name)
            except (NotFoundError, FileNotFoundError) as exc:
                self._refuse_no_bucket(exc)
                return False
            with out.open("wb") as file:
                file.writelines(found.stream(_PART_BYTES))
        return True

    def signed(self, name: str) -> str | None:
        import obstore

        with self._explained():
            return str(obstore.sign(self._store, "GET", name, LINK_LASTS))

    def delete(self, name: str) -> None:
        import obstore
        from obstore.exceptions import NotFoundError

        with self._explained(), contextlib.suppress(NotFoundError, FileNotFoundError):
            obstore.delete(self._store, name)

    def listed(self, prefix: str) -> list[tuple[str, datetime]]:
        import obstore

        folder, _, _ = prefix.rpartition("/")
        with self._explained():
            found = [one for some in obstore.list(self._store, folder or None) for one in some]
        return [(one["path"], one["last_modified"]) for one in found if one["path"].startswith(prefix)]

    def check(self) -> None:
        import obstore

        with self._explained():
            next(iter(obstore.list(self._store, chunk_size=1)), None)

    def _is_there(self, name: str, size_bytes: int | None = None, digest: str | None = None) -> bool:
        import obstore
        from obstore.exceptions import NotFoundError

        with self._explained():
            try:
                found = obstore.get(self._store, name, options={"head": True})
            except (NotFoundError, FileNotFoundError) as exc:
                self._refuse_no_bucket(exc)
                return False
            # What others put there has no hash of ours: then its size has to do.
            known = found.attributes.get(_HASH, digest)
            return size_bytes is None or (found.meta["size"] == size_bytes and known == digest)

    def _refuse_no_bucket(self, error: Exception) -> None:
        if "NoSuchBucket" in str(error):
            raise UnavailableError(
                f"There is no bucket {self._bucket!r} (404).",
                hint="Ask the user to create it or to correct FOOTAGE_STORAGE.",
            ) from error

    @property
    def _store(self) -> S3Store:
        with self._opening:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> S3Store:
        from obstore.store import S3Store

        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
        return S3Store(
            self._bucket,
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": _CONNECT,
                "read_timeout": _SILENT,
                "timeout": _WHOLE,
            },
            retry_config={"max_retries": _MOST_TRIES, "retry_timeout": _REPEAT},
        )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """The library's errors as ours; they may hold URLs with signatures, so their text is not repeated."""
        from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as exc:
            raise UnavailableError(f"The bucket {self._bucket!r} refuses access.", hint=_HINT) from exc
        except (BaseError, OSError) as exc:
            self._refuse_no_bucket(exc)
            raise UnavailableError(
                f"The bucket {self._bucket!r} cannot be used at the moment ({type(exc).__name__}).", hint=_HINT
            ) from exc


def require_extra() -> None:
    """Refuse S3 where the library for it is not installed, before anything is made.

    Raises:
        UnavailableError: It is not.
    """
    from importlib.util import find_spec

    if find_spec("obstore") is None:
        raise UnavailableError(_NO_EXTRA, hint="Ask the user to install it, or to set FOOTAGE_STORAGE to a folder.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
