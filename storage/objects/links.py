"""Addresses of films and for uploads, signed with keys that every process of an installation has."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from footage.caller import Caller
from footage.ports.files import Link
from footage.ports.links import UploadOffer
from footage.ports.uploads import UPLOAD_URI, Uploads
from footage.signing import Permission, SigningKeys, ends_at
from footage.threads import Clock

LASTS = timedelta(hours=24)
"""How long an address of a film can be used, at least."""

_FILM = re.compile(r"/v/(job_\w+)/([\w.-]+)(?:\?.*)?", re.ASCII)


class SignedLinks:
    """`footage.ports.links.Links` under one public address.

    Args:
        public_url: What addresses begin with: never taken from a request, which may have come by other ways.
        secrets: The keys, asked for once; the first one signs.
        uploads: Where places for files are written down.
        clock: For their ends.
    """

    def __init__(self, public_url: str, secrets: Callable[[], Sequence[str]], uploads: Uploads, clock: Clock) -> None:
        self._public_url = public_url.rstrip("/")
        self._secrets = secrets
        self._uploads = uploads
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: SigningKeys | None = None

    def film(self, job_id: str, name: str) -> Link:
        return self._signed("GET", f"/v/{job_id}/{name}")

    def read(self, url: str) -> tuple[str, str] | None:
        found = _FILM.fullmatch(url.removeprefix(self._public_url)) if url.startswith(self._public_url) else None
        return (found[1], found[2]) if found else None

    def page(self, job_id: str) -> Link:
        return self._signed("GET", f"/v/{job_id}/embed")

    def upload(self, caller: Caller) -> UploadOffer:
        place = self._uploads.offer(caller)
        link = self._signed("PUT", f"/u/{place.upload_id}")
        return UploadOffer(
            url=link.url,
            uri=f"{UPLOAD_URI}{place.upload_id}",
            expires_at=place.expires_at,
            max_bytes=place.room_bytes,
        )

    def allows(self, method: str, path: str, query: Mapping[str, str]) -> Permission:
        return self._signing.verdict(method, path, query, self._clock())

    def published(self, token: str) -> str:
        return f"{self._public_url}/v/{token}"

    def _signed(self, method: str, path: str) -> Link:
        until = self._clock() + LASTS
        query = self._signing.query(method, path, until)
        return Link(url=f"{self._public_url}{path}?{query}", expires_at=datetime.fromtimestamp(ends_at(until), UTC))

    @property
    def _signing(self) -> SigningKeys:
        with self._lock:
            if self._keys is None:
                self._keys = SigningKeys(self._secrets())
            return self._keys
