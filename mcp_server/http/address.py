"""Where a server is reached: what its links begin with, and the names that it answers to.

Nothing of this is ever taken from a request: behind a proxy a request says the wrong scheme, and a stranger writes what
they like into it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from footage.errors import InvalidInputError

MCP_PATH = "/mcp"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_LOOPBACK_ORIGIN = r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?"


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a server listens and how it is reached.

    Attributes:
        host: What it is bound to, a name or an address.
        port: Likewise.
        public_url: How it is reached from elsewhere, without a slash at its end; None for where it listens.
    """

    host: str
    port: int
    public_url: str | None = None

    @property
    def base(self) -> str:
        """What every link begins with."""
        return self.public_url or f"http://{_in_url(_reachable(self.host))}:{self.port}"

    @property
    def mcp(self) -> str:
        """Where MCP is."""
        return f"{self.base}{MCP_PATH}"

    @property
    def is_private(self) -> bool:
        """Whether only programs of this machine reach it, as far as anybody can tell from its settings."""
        public = urlsplit(self.public_url or "").hostname
        return is_loopback(self.host) and (public is None or is_loopback(public))

    def hosts(self, more: Iterable[str] = ()) -> frozenset[str]:
        """What the header Host may say, in small letters; exactly, so that nobody's name may begin with one of them.

        Args:
            more: Names that the user allows besides, each with its port or for any that we listen on.
        """
        return frozenset(name.lower() for name in self._hosts(more))

    def _hosts(self, more: Iterable[str]) -> Iterator[str]:
        own = _LOOPBACK_NAMES if is_loopback(self.host) or _is_wildcard(self.host) else (_in_url(self.host),)
        for name in (*own, *more):
            yield name
            yield f"{name}:{self.port}"
        if self.public_url:
            url = urlsplit(self.public_url)
            yield url.netloc
            if url.port is None or url.port == _DEFAULT_PORTS[url.scheme]:
                yield _in_url(url.hostname or "")
                yield f"{_in_url(url.hostname or '')}:{_DEFAULT_PORTS[url.scheme]}"

    def origins(self, more: Iterable[str] = ()) -> str:
        """A pattern for the origins whose pages may call, as browsers write them.

        Args:
            more: Those that the user allows besides; "*" for all.
        """
        from re import escape

        allowed = [".*" if one == "*" else escape(one.rstrip("/")) for one in more]
        url = urlsplit(self.base)
        allowed.append(escape(f"{url.scheme}://{url.netloc}"))
        if self.is_private:
            allowed.append(_LOOPBACK_ORIGIN)
        return "|".join(allowed)


def require_guarded(address: Address, *, has_auth: bool, is_insecure: bool) -> None:
    """Refuse to be reached by strangers.

    Raises:
        InvalidInputError: Other machines would reach a server that lets everybody in, or does not know its address.
    """
    if is_insecure or address.is_private:
        return
    if not has_auth:
        raise InvalidInputError(
            "Whoever reaches this server could use it: it would not ask who calls.",
            hint="Add --auth keys (and `footage keys add NAME --team TEAM`), or listen on 127.0.0.1 without "
            "FOOTAGE_PUBLIC_URL; --insecure serves everybody all the same.",
        )
    if address.public_url is None:
        raise InvalidInputError(
            f"A server on {address.host} needs to know how it is reached, since links and logins begin with that.",
            hint="Set FOOTAGE_PUBLIC_URL, for example https://films.example.com; --insecure does without.",
        )


def is_loopback(host: str) -> bool:
    """Whether this is a name or an address by which a machine reaches itself."""
    bare = host.strip("[]").lower().rstrip(".")
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _is_wildcard(host: str) -> bool:
    return host in {"", "0.0.0.0", "::", "*"}  # noqa: S104 - looked for, not bound to


def _reachable(host: str) -> str:
    return "127.0.0.1" if _is_wildcard(host) else host


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
