"""Signatures on addresses: whoever has the address may do that one thing until a moment, and nobody can change it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

Permission = Literal["yes", "expired", "no"]
"""What an address allows."""

HOUR_S = 3600
_MOMENT = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class SigningKeys:
    """The keys of an installation: the first one signs, all of them are believed, so that keys can be changed.

    Attributes:
        secrets: Never shown; whoever has one can sign anything.
    """

    secrets: Sequence[str] = field(repr=False)

    def query(self, method: str, path: str, until: datetime) -> str:
        """The query that allows a method on a path; `until` is rounded up to the hour, so that addresses stay the same.

        Args:
            method: GET, which allows HEAD too, or PUT.
            path: As it is sent, from the first slash on, without a query.
            until: When it ends.
        """
        secret = self.secrets[0]
        ends = ends_at(until)
        return urlencode({"e": ends, "k": _name_of(secret), "s": _signature(secret, method, path, str(ends))})

    def verdict(self, method: str, path: str, query: Mapping[str, str], now: datetime) -> Permission:
        """Whether a request was allowed by one of the keys, and still is."""
        ends, name, given = (query.get(part, "") for part in ("e", "k", "s"))
        secret = next((one for one in self.secrets if _name_of(one) == name), None)
        if secret is None or not _MOMENT.fullmatch(ends):
            return "no"
        expected = _signature(secret, "GET" if method == "HEAD" else method, path, ends)
        if not hmac.compare_digest(expected.encode(), given.encode()):
            return "no"
        return "yes" if now.timestamp() < int(ends) else "expired"


def ends_at(until: datetime) -> int:
    """The moment at which an address ends, in seconds since 1970: the next full hour."""
    return -(-int(until.timestamp()) // HOUR_S) * HOUR_S


def _name_of(secret: str) -> str:
    """What a key is called in addresses; it tells nothing of the key."""
    return hashlib.sha256(f"name of\n{secret}".encode()).hexdigest()[:8]


def _signature(secret: str, method: str, path: str, ends: str) -> str:
    digest = hmac.new(secret.encode(), f"{method}\n{path}\n{ends}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
