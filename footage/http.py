"""HTTP clients: the only place that makes one, so that certificates, time limits and our name are the same everywhere.

What others bring along (google-genai and mcp use httpx2, google-cloud-storage uses requests) is theirs; see
docs/adr/0012-one-http-client.md.
"""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import httpcore
import httpx

from footage import __version__, traces

CONNECT_S = 10.0
WHOLE_TIMES = 3.0
USER_AGENT = f"footage/{__version__}"
HEADERS: Mapping[str, str] = {"User-Agent": USER_AGENT}


@functools.cache
def tls() -> ssl.SSLContext:
    """The certificates that are trusted: one for all, as reading them takes longer than most calls."""
    return httpx.create_ssl_context()


def timeouts(timeout_s: float) -> httpx.Timeout:
    """So many seconds for each step of a request, and at most `CONNECT_S` to connect."""
    return httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s))


def client(timeout_s: float, *, proxied: bool = True) -> httpx.AsyncClient:
    """A client that follows no redirects: a key is for the host it was meant for.

    Args:
        timeout_s: How long each step of a request may take, in seconds; all of them take at most `WHOLE_TIMES` that.
        proxied: Proxies that the environment names are used; not for what is on this machine.
    """
    return _Hurried(verify=tls(), timeout=timeouts(timeout_s), headers=dict(HEADERS), trust_env=proxied)


def blocking_client(timeout_s: float, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """The same for worker threads.

    Args:
        timeout_s: How long each step of a request may take, in seconds.
        transport: Makes all connections, so that no proxy of the environment stands between.
    """
    return httpx.Client(
        verify=tls(),
        timeout=timeouts(timeout_s),
        headers=dict(HEADERS),
        transport=transport,
        trust_env=transport is None,
    )


class _Hurried(httpx.AsyncClient):
    """Gives up an answer that never ends: a byte now and then satisfies the time limits of single steps for ever."""

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        step_s = self.timeout.read
        try:
            traces.put_into(request.headers, request.url.netloc)
            async with asyncio.timeout(step_s and WHOLE_TIMES * step_s):
                return await super().send(request, **options)
        except TimeoutError as exc:
            raise httpx.ReadTimeout("The answer did not end.", request=request) from exc


class GuardedTransport(httpx.BaseTransport):
    """Requests over connections that `network` makes, every one of them, or refuses to make.

    httpx has no way to say who connects, httpcore has one. A transport and not a client: that would follow redirects
    by itself and take proxies from the environment, past whoever guards the connections.
    """

    def __init__(self, network: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls(), network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; failures are httpx's, what `network` raises passes through."""
        if not isinstance(request.stream, httpx.SyncByteStream):
            raise TypeError("This transport sends what can be read without awaiting.")
        traces.put_into(request.headers, request.url.netloc)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _failures_of_httpx():
            answer = self._pool.handle_request(sent)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        """Close its connections."""
        self._pool.close()

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        stream = self._answer.stream
        if not isinstance(stream, Iterable):
            raise TypeError("This transport reads what comes without awaiting.")
        with _failures_of_httpx():
            yield from stream

    def close(self) -> None:
        self._answer.close()


FAILURES: Mapping[type[Exception], type[httpx.TransportError]] = {
    httpcore.ConnectTimeout: httpx.ConnectTimeout,
    httpcore.ReadTimeout: httpx.ReadTimeout,
    httpcore.WriteTimeout: httpx.WriteTimeout,
    httpcore.PoolTimeout: httpx.PoolTimeout,
    httpcore.ConnectError: httpx.ConnectError,
    httpcore.ReadError: httpx.ReadError,
    httpcore.WriteError: httpx.WriteError,
    httpcore.ProxyError: httpx.ProxyError,
    httpcore.UnsupportedProtocol: httpx.UnsupportedProtocol,
    httpcore.LocalProtocolError: httpx.LocalProtocolError,
    httpcore.RemoteProtocolError: httpx.RemoteProtocolError,
}
"""What can fail, in httpcore's classes and in httpx's."""


@contextmanager
def _failures_of_httpx() -> Iterator[None]:
    try:
        yield
    except tuple(FAILURES) as exc:
        kind = next(ours for theirs, ours in FAILURES.items() if isinstance(exc, theirs))
        raise kind(str(exc)) from exc
