"""Files from the web: public addresses only, resumed when they break off, capped, never half written."""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import os
import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
import stamina

from footage.errors import DeadlineError, ForbiddenUrlError, UnavailableError, UnsupportedMediaError

MAX_BYTES = 4 * 1024**3
MAX_S = 1800.0
TRIES = 4
_REDIRECTS = 5
_CHUNK_BYTES = 1 << 18
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class LinkGoneError(Exception):
    """The server answers, but not with the file: the link has expired, or was never right. `status` is its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class _BrokenOffError(Exception):
    """The connection ended early or the server is busy; asking again may help."""


def download(
    url: str,
    out: Path,
    *,
    headers: Mapping[str, str] | None = None,
    trusted: Collection[str] = (),
    max_bytes: int = MAX_BYTES,
    max_s: float = MAX_S,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write what a URL gives to `out`; what breaks off is continued, up to `TRIES` times.

    Args:
        url: https, or any scheme and address of a host in `trusted`.
        out: The file, replaced when the download is complete.
        headers: Sent to the URL's own host, never to one that it redirects to.
        trusted: Hosts ("name:port") that the person who runs Footage has configured; they may be private.
        max_bytes: More is refused.
        max_s: A server that is slower, in seconds, is given up.
        progress: Called with 0..1 where the length is known; may raise to stop.

    Raises:
        ForbiddenUrlError: The URL, or one it redirects to, is not https or leads to a private address.
        UnsupportedMediaError: The file is larger than `max_bytes`.
        LinkGoneError: The server refuses to give the file.
        DeadlineError: It took longer than `max_s`.
        UnavailableError: It broke off again and again.
    """
    part = out.with_name(out.name + ".part")
    until = time.monotonic() + max_s
    try:
        with _client(trusted) as client:
            for attempt in stamina.retry_context(on=_BrokenOffError, attempts=TRIES, wait_initial=0.2, wait_max=5.0):
                with attempt:
                    _continue(client, url, part, headers or {}, trusted, max_bytes, until, progress)
        part.replace(out)
    except _BrokenOffError as exc:
        raise UnavailableError(f"The download from {urlsplit(url).hostname} broke off {TRIES} times: {exc}.") from exc
    finally:
        part.unlink(missing_ok=True)


def _continue(
    client: httpx.Client,
    url: str,
    part: Path,
    headers: Mapping[str, str],
    trusted: Collection[str],
    max_bytes: int,
    until: float,
    progress: Callable[[float], None] | None,
) -> None:
    """Get the rest of the file, or all of it from a server that cannot continue."""
    have = part.stat().st_size if part.exists() else 0
    asked = {**headers, **({"Range": f"bytes={have}-"} if have else {})}
    with _lost_is_broken(), _follow(client, url, asked, trusted) as answer:
        if answer.status_code in {408, 429} or answer.status_code >= 500:
            raise _BrokenOffError(f"the server answered {answer.status_code}")
        if answer.status_code == 416:
            part.unlink()
            raise _BrokenOffError("the server has another file now")
        if answer.status_code not in {200, 206}:
            raise LinkGoneError(answer.status_code)
        have = have if answer.status_code == 206 else 0
        length = answer.headers.get("content-length")
        total = have + int(length) if length else None
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            for chunk in answer.iter_raw(_CHUNK_BYTES):
                have += len(chunk)
                if max(have, total or 0) > max_bytes:
                    raise UnsupportedMediaError(f"The file is larger than {max_bytes / 1e9:.1f} GB.")
                if time.monotonic() > until:
                    raise DeadlineError(f"{urlsplit(url).hostname} is too slow: the download was given up.")
                file.write(chunk)
                if progress and total:
                    progress(min(1.0, have / total))
            file.truncate()
            os.fsync(file.fileno())


@contextlib.contextmanager
def _lost_is_broken() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as exc:
        raise _BrokenOffError(type(exc).__name__) from exc


@contextlib.contextmanager
def _follow(
    client: httpx.Client, url: str, headers: Mapping[str, str], trusted: Collection[str]
) -> Iterator[httpx.Response]:
    """The answer at the end of the redirects; a key is for the host it was meant for."""
    host = urlsplit(url).netloc
    for _ in range(_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.netloc in trusted):
            raise ForbiddenUrlError(f"{parts.scheme or 'This'}:// is not fetched; only https is.")
        sent = headers if parts.netloc == host else {k: v for k, v in headers.items() if k == "Range"}
        with client.stream("GET", url, headers={"Accept-Encoding": "identity", **sent}) as answer:
            if not answer.has_redirect_location:
                yield answer
                return
            url = urljoin(url, answer.headers["location"])
    raise ForbiddenUrlError(f"{host} redirects more than {_REDIRECTS} times.")


def _client(trusted: Collection[str]) -> httpx.Client:
    transport = httpx.HTTPTransport(verify=_tls(), trust_env=False)
    # The check belongs where the connection is made: a name that is checked first can resolve to another address then.
    transport._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=_PublicOnly(trusted))
    return httpx.Client(transport=transport, timeout=_TIMEOUT, follow_redirects=False)


@functools.cache
def _tls() -> ssl.SSLContext:
    """One for all: reading the certificates takes longer than many downloads."""
    return httpx.create_ssl_context()


class _PublicOnly(httpcore.NetworkBackend):
    """Connects to public addresses, and to trusted hosts wherever they are."""

    def __init__(self, trusted: Collection[str]) -> None:
        self._trusted = trusted
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        if f"{host}:{port}" in self._trusted or (host in self._trusted and port in {80, 443}):
            return self._inner.connect_tcp(host, port, *args, **kwargs)
        return self._inner.connect_tcp(public_address(host, port), port, *args, **kwargs)


def public_address(host: str, port: int) -> str:
    """An address of a host, all of whose addresses are public.

    Raises:
        ForbiddenUrlError: One of them is private, local or reserved.
        httpx.ConnectError: The name has none.
    """
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as exc:
        raise httpcore.ConnectError(str(exc)) from exc
    if any(not _is_public(address) for address in found):
        raise ForbiddenUrlError(f"{host} is not a public address.")
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast
