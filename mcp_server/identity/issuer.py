"""The signing keys of an authorization server, found and kept.

The person who runs Footage names the issuer, and no token has a say in who is asked. Redirects are not followed,
answers have a size and a time, and where the issuer keeps its keys elsewhere, that must be a public address.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import anyio
import httpx
from jwt import PyJWK, PyJWKSet

from footage import http
from footage.addresses import is_loopback, is_safe
from footage.errors import ForbiddenUrlError, UnavailableError
from footage.threads import in_thread

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Asymmetric ones only: with the others, who can check a token can make one."""

FRESH_S = 600.0
"""Keys are asked for again after so long."""

KEPT_S = 86_400.0
"""Keys are used for so long while their issuer cannot be asked."""

AGAIN_S = 10.0
"""The issuer is asked no oftener, whatever tokens say and however often it fails."""

_LOOK = "Look at FOOTAGE_JWT_ISSUER and FOOTAGE_JWT_KEYS_URL."
_TIMEOUT_S = 5.0
_WHOLE_S = 15.0
_MOST_BYTES = 1 << 20
_LEAST_RSA_BITS = 2048
_log = logging.getLogger("footage.http.identity")


class _NoKeysError(Exception):
    """The issuer answers, and not with keys."""


class SigningKeys:
    """The keys of one issuer.

    Args:
        issuer: As tokens name it: an https address, or one of this machine.
        keys_url: Where its keys are; None where its metadata says so.
        clock: Seconds that only go on.
    """

    def __init__(self, issuer: str, keys_url: str | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._keys_url = keys_url
        self._clock = clock
        self._lock = anyio.Lock()
        self._keys: Sequence[PyJWK] = ()
        self._fetched_s: float | None = None
        self._tried_s: float | None = None
        self._trouble = ""

    async def find(self, kid: object, algorithm: str) -> PyJWK | None:
        """The key of that id for that algorithm; None where the issuer has none.

        Raises:
            UnavailableError: Its keys cannot be had.
        """
        if not self._is_younger(self._fetched_s, FRESH_S) and not (self._kept() and self._lock.locked()):
            await self._refresh()
        found = _pick(self._kept(), kid, algorithm)
        if found is None:  # a new one, or one that never was
            await self._refresh()
            found = _pick(self._kept(), kid, algorithm)
        if found is None and not self._is_younger(self._fetched_s, KEPT_S):
            raise UnavailableError(
                f"The keys of the authorization server cannot be had now: {self._trouble}.",
                hint="Call again in a moment; if it repeats, ask the user to look at FOOTAGE_JWT_ISSUER.",
            )
        return found

    async def look(self) -> str:
        """Ask the issuer now; what its keys are called, in a line.

        Raises:
            UnavailableError: They cannot be had; the message says why.
        """
        await self._refresh()
        if not self._kept():
            raise UnavailableError(f"The keys of {self._issuer} cannot be had: {self._trouble}.", hint=_LOOK)
        return ", ".join(f"{one.key_id or 'one without a name'} ({one.algorithm_name})" for one in self._kept())

    async def _refresh(self) -> None:
        """Ask the issuer, one at a time; those who waited take what the first one found."""
        asked_s = self._clock()
        async with self._lock:
            if self._is_younger(self._tried_s, AGAIN_S) or (self._tried_s or asked_s - 1) >= asked_s:
                return
            self._tried_s = self._clock()
            try:
                self._keys, self._fetched_s = await self._fetched(), self._clock()
            except Exception as exc:  # noqa: BLE001 - boundary: whatever may be wrong with an issuer, or on the way to it
                self._trouble = f"{exc}" or type(exc).__name__
                _log.warning("the keys of %s cannot be had: %s", self._issuer, self._trouble)

    def _kept(self) -> Sequence[PyJWK]:
        return self._keys if self._is_younger(self._fetched_s, KEPT_S) else ()

    def _is_younger(self, at_s: float | None, than_s: float) -> bool:
        return at_s is not None and self._clock() - at_s < than_s

    async def _fetched(self) -> Sequence[PyJWK]:
        with anyio.fail_after(_WHOLE_S, shield=True):  # whoever asked first may go away, and others wait
            url = self._keys_url or await self._discovered()
            keys = [one for one in PyJWKSet.from_dict(dict(await _document(url))).keys if _is_fit(one)]
        if not keys:
            raise _NoKeysError(f"{_where(url)} has no key that signs")
        return keys

    async def _discovered(self) -> str:
        """Where the issuer says that its keys are."""
        troubles = []
        for url in metadata_urls(self._issuer):
            try:
                found = await _document(url)
            except _NoKeysError as exc:
                troubles.append(f"{exc}")
                continue
            if found.get("issuer") != self._issuer:
                raise _NoKeysError(f"it calls itself {str(found.get('issuer'))[:200]!r}, FOOTAGE_JWT_ISSUER does not")
            keys_url = found.get("jwks_uri")
            if not isinstance(keys_url, str):
                raise _NoKeysError("its metadata names no keys (jwks_uri)")
            await in_thread(_refuse_elsewhere, keys_url, self._issuer)
            return keys_url
        raise _NoKeysError("; ".join(troubles))


def metadata_urls(issuer: str) -> tuple[str, ...]:
    """Where an issuer may say what there is to know of it: RFC 8414, then OpenID Connect in both spellings."""
    parts = urlsplit(issuer)
    host, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    known = "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"
    return tuple(dict.fromkeys((*(f"{host}{one}{path}" for one in known), f"{host}{path}{known[1]}")))


def _refuse_elsewhere(url: str, issuer: str) -> None:
    """Refuse an address that an issuer names, unless it is one of its own or anybody's: it is no way into a network."""
    if not is_safe(url):
        raise _NoKeysError("its keys (jwks_uri) are not at an https address")
    there, here = urlsplit(url), urlsplit(issuer)
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return
    from media.download import public_addresses

    try:
        public_addresses(there.hostname or "", there.port or 443)
    except ForbiddenUrlError as exc:
        raise _NoKeysError(
            f"its keys are at {there.netloc}, another server that is not public; FOOTAGE_JWT_KEYS_URL may name it"
        ) from exc


async def _document(url: str) -> Mapping[str, Any]:
    """A JSON object from the web."""
    proxied = not is_loopback(urlsplit(url).hostname or "")
    async with http.client(_TIMEOUT_S, proxied=proxied) as client, client.stream("GET", url) as answer:
        if answer.status_code != httpx.codes.OK:
            raise _NoKeysError(f"{_where(url)} answers {answer.status_code}")
        content = bytearray()
        async for part in answer.aiter_bytes():
            content += part
            if len(content) > _MOST_BYTES:
                raise _NoKeysError(f"{_where(url)} answers more than {_MOST_BYTES} bytes")
    found = _json(bytes(content))
    if not isinstance(found, dict):
        raise _NoKeysError(f"{_where(url)} answers no JSON object")
    return found


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _where(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _is_fit(key: PyJWK) -> bool:
    """Whether a key may sign tokens: it is meant to, and no secret that both sides would have to know."""
    long_enough = key.key_type != "RSA" or getattr(key.key, "key_size", 0) >= _LEAST_RSA_BITS
    return key.algorithm_name in ALGORITHMS and key.public_key_use in (None, "sig") and long_enough


def _pick(keys: Sequence[PyJWK], kid: object, algorithm: str) -> PyJWK | None:
    """The one key that a token can mean; none where there are several."""
    meant = [one for one in keys if one.algorithm_name == algorithm and kid in (None, one.key_id)]
    return meant[0] if len(meant) == 1 else None
