"""Files from the web: public addresses only, resumed when they break off, capped, never half written."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import socket
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
import stamina

from footage import http
from footage.errors import DeadlineError, ForbiddenUrlError, UnavailableError, UnsupportedMediaError
from footage.plain_text import one_line

MAX_BYTES = 4 * 1024**3
MAX_S = 1800.0
TRIES = 4
SLOWEST_BYTES_PER_S = 4096
"""A server that keeps below this is given up: it would hold a place that others wait for."""

SLOW_FOR_S = 30.0
"""Seconds after which the pace of a connection counts."""

SIGNED_FOR_S = 300.0
"""How far apart two clocks may be for signatures of webhooks, and of S3 three times that, to hold."""

_REDIRECTS = 5
_MOST_ADDRESSES = 4
"""How many addresses of one name are tried."""

_TIMEOUTS_S = http.timeouts(30.0).as_dict()
_HEADERS = {**http.HEADERS, "Accept": "*/*", "Accept-Encoding": "identity"}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_PLATFORM = ipaddress.IPv4Address("168.63.129.16")
"""Azure's machines reach their host there, though the address is a public one."""


class LinkGoneError(Exception):
    """The server answers, but not with the file: the link has expired, or was never right. `status` is its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class _BrokenOffError(Exception):
    """The connection ended early or the server is busy; asking again may help."""


class _UnreachedError(_BrokenOffError):
    """No connection came about."""


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
        DeadlineError: It took longer than `max_s`, or came slower than `SLOWEST_BYTES_PER_S`.
        UnavailableError: It broke off again and again, or the server cannot be reached.
    """
    if not is_url(url):
        raise ForbiddenUrlError("This is no URL.")
    part = out.with_name(out.name + ".part")
    until = time.monotonic() + max_s
    try:
        # The guard sits where connections are made: a name that is checked first can lead to another address then.
        with http.GuardedTransport(PublicOnly(trusted, until)) as web:
            for attempt in stamina.retry_context(on=_BrokenOffError, attempts=TRIES, wait_initial=0.2, wait_max=5.0):
                with attempt:
                    _continue(web, url, part, headers or {}, trusted, max_bytes, progress)
        part.replace(out)
    except _UnreachedError as exc:
        hint = "Check the address and this machine's network, or pass a file."
        raise UnavailableError(f"{urlsplit(url).hostname} cannot be reached: {exc}.", hint=hint) from exc
    except _BrokenOffError as exc:
        hint = "Call again later, or fetch it by other means and pass the file."
        message = f"The download from {urlsplit(url).hostname} broke off {TRIES} times: {exc}."
        raise UnavailableError(message, hint=hint) from exc
    finally:
        part.unlink(missing_ok=True)


def _continue(
    web: httpx.BaseTransport,
    url: str,
    part: Path,
    headers: Mapping[str, str],
    trusted: Collection[str],
    max_bytes: int,
    progress: Callable[[float], None] | None,
) -> None:
    """Get the rest of the file, or all of it from a server that cannot continue."""
    have = part.stat().st_size if part.exists() else 0
    asked = {**headers, **({"Range": f"bytes={have}-"} if have else {})}
    with _lost_is_broken(), _follow(web, url, asked, trusted) as answer:
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
        _check_size(total or 0, max_bytes)
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            for chunk in answer.iter_raw():
                have += len(chunk)
                _check_size(have, max_bytes)
                file.write(chunk)
                if progress and total:
                    progress(min(1.0, have / total))
            file.truncate()
            os.fsync(file.fileno())


def _check_size(size_bytes: int, max_bytes: int) -> None:
    if size_bytes > max_bytes:
        raise UnsupportedMediaError(f"The file is larger than {max_bytes / 1e6:g} MB.")


class Posted(NamedTuple):
    """What was answered to a message.

    Attributes:
        status: As HTTP has it.
        leads_to: Where the answer wants it sent instead, without a query, which may hold keys; empty for nowhere.
        apart_s: By how many seconds the other side's clock differs, if it tells the time.
    """

    status: int
    leads_to: str = ""
    apart_s: float = 0.0

    @property
    def is_taken(self) -> bool:
        """Whether it has come."""
        return 200 <= self.status < 300

    @property
    def told(self) -> str:
        """Why it was not taken, as the end of a sentence."""
        said = f"it answered {self.status}"
        if self.leads_to:
            return f"{said} and leads to {self.leads_to}: redirects are not followed"
        if abs(self.apart_s) > SIGNED_FOR_S:
            return (
                f"{said}, and its clock is {self.apart_s / 60:+.0f} min from this machine's: signatures hold for 5 min"
            )
        return said


def post(url: str, body: bytes, headers: Mapping[str, str], *, trusted: Collection[str] = (), max_s: float) -> Posted:
    """Send a few bytes to a public https address, or to one of `trusted`; no redirect is followed.

    Returns:
        What was answered.

    Raises:
        ForbiddenUrlError: It is not https, or leads to a private address.
        DeadlineError: The answer took longer than `max_s` seconds.
        httpx.TransportError: Nobody answered.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.netloc in trusted):
        raise ForbiddenUrlError(f"{parts.scheme or 'This'}:// is not sent to; only https is.")
    request = httpx.Request(
        "POST",
        url,
        content=body,
        headers={**http.HEADERS, **headers},
        extensions={"timeout": http.timeouts(max_s).as_dict()},
    )
    with http.GuardedTransport(PublicOnly(trusted, time.monotonic() + max_s)) as web:
        answer = web.handle_request(request)
        answer.close()
    leads_to = _without_query(url, answer.headers["location"]) if answer.has_redirect_location else ""
    return Posted(answer.status_code, leads_to, _apart_s(answer.headers.get("date", "")))


def _without_query(url: str, location: str) -> str:
    try:
        parts = urlsplit(urljoin(url, location))
        return one_line(f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}")[:200]
    except ValueError:
        return "what is no address"


def _apart_s(date: str) -> float:
    """How far a time that was told in a header is ahead of ours; 0 where it is none."""
    try:
        return parsedate_to_datetime(date).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0.0


@contextlib.contextmanager
def _lost_is_broken() -> Iterator[None]:
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as exc:
        raise _UnreachedError(_unreached(exc)) from exc
    except httpx.TransportError as exc:
        raise _BrokenOffError(type(exc).__name__) from exc


def _unreached(exc: httpx.TransportError) -> str:
    """Why no connection came about, without the numbers of a system's errors."""
    reason = re.sub(r"^\[[^]]*\] *", "", one_line(f"{exc}")).rstrip(".")
    return reason[:100] or type(exc).__name__


@contextlib.contextmanager
def _follow(
    web: httpx.BaseTransport, url: str, headers: Mapping[str, str], trusted: Collection[str]
) -> Iterator[httpx.Response]:
    """The answer at the end of the redirects; a key is for the host it was meant for."""
    host = urlsplit(url).netloc
    for _ in range(_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.netloc in trusted):
            raise ForbiddenUrlError(f"{parts.scheme or 'This'}:// is not fetched; only https is.")
        sent = headers if parts.netloc == host else {k: v for k, v in headers.items() if k == "Range"}
        answer = web.handle_request(
            httpx.Request("GET", url, headers={**_HEADERS, **sent}, extensions={"timeout": _TIMEOUTS_S})
        )
        with contextlib.closing(answer):
            if not answer.has_redirect_location:
                yield answer
                return
            url = _redirected(url, answer.headers["location"])
    raise ForbiddenUrlError(f"{host} redirects more than {_REDIRECTS} times.")


def _redirected(url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
    except ValueError:
        target = ""
    if not is_url(target):
        raise ForbiddenUrlError(f"{urlsplit(url).hostname} redirects to what is no URL.")
    return target


def is_url(text: str) -> bool:
    """Whether a server could be asked for it; whoever gives a link may give anything."""
    try:
        urlsplit(text)
        httpx.URL(text)
    except (ValueError, httpx.InvalidURL):
        return False
    return bool(text)


class PublicOnly(httpcore.NetworkBackend):
    """Connects to public addresses, and to trusted hosts wherever they are.

    A name is looked up once for each connection, and what is connected to are the addresses that were looked at.

    Args:
        trusted: Hosts ("name:port") that may be anywhere.
        until: When a connection is given up, by the monotonic clock; None for who sends much and reads little.
    """

    def __init__(self, trusted: Collection[str], until: float | None) -> None:
        self._trusted = trusted
        self._until = until
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        """Connect to the first address that takes the connection."""
        is_trusted = f"{host}:{port}" in self._trusted or (host in self._trusted and port in {80, 443})
        addresses = (host,) if is_trusted else public_addresses(host, port)[:_MOST_ADDRESSES]
        for address in addresses[:-1]:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._stream(self._inner.connect_tcp(address, port, *args, **kwargs))
        return self._stream(self._inner.connect_tcp(addresses[-1], port, *args, **kwargs))

    def _stream(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        return stream if self._until is None else _Hurried(stream, self._until)


class _Hurried(httpcore.NetworkStream):
    """A connection that is given up when time is up or next to nothing comes.

    Timeouts of single reads do not see to that: a byte now and then satisfies them for ever.
    """

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until
        self._since = time.monotonic()
        self._read_bytes = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        now = time.monotonic()
        slow = now - self._since > SLOW_FOR_S and self._read_bytes < (now - self._since) * SLOWEST_BYTES_PER_S
        if slow or now >= self._until:
            raise DeadlineError("The server is too slow: the download was given up.")
        left_s = self._until - now
        data = self._inner.read(max_bytes, min(timeout or left_s, left_s))
        self._read_bytes += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        return _Hurried(self._inner.start_tls(*args, **kwargs), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def public_addresses(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, all of which are public, the best first.

    Raises:
        ForbiddenUrlError: One of them is private, local or reserved.
        httpcore.ConnectError: The name has none.
    """
    if host.rstrip(".").lower().endswith("localhost"):  # RFC 6761, section 6.3: this machine, whatever a server says
        raise ForbiddenUrlError(f"{host} is not a public address.")
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as exc:  # the second for names that cannot be one
        raise httpcore.ConnectError(str(exc)) from exc
    if not found or any(not _is_public(address) for address in found):
        raise ForbiddenUrlError(f"{host} is not a public address.")
    return tuple(dict.fromkeys(found))


def require_public(host: str, port: int) -> None:
    """Refuse a host that could not be connected to as a public one.

    Raises:
        ForbiddenUrlError: It has no address, or one that is private, local or reserved.
    """
    try:
        public_addresses(host, port)
    except httpcore.ConnectError as exc:
        raise ForbiddenUrlError(f"{host} has no address.") from exc


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(ip.packed[12:]) if ip in _NAT64 else None)
        if inner is None:
            return ip.is_global and ip in _GLOBAL_UNICAST
        ip = inner
    return ip.is_global and not ip.is_multicast and ip != _PLATFORM
