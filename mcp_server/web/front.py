"""How the studio is reached, and what it is lent by the server that it is part of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from films.services import Services

ROOT = "/studio"
FileOf = Callable[["Services", Request, str, str, str], Awaitable[Response]]
"""Answers with a stored file: everything, the request, whose job, its name there, and how long it may be kept."""


@dataclass(frozen=True, kw_only=True)
class Front:
    """How the studio is reached.

    Attributes:
        base_url: What every address begins with, without a slash at its end; never taken from a request.
        is_private: Whether only programs of this machine reach it.
        file_of: Answers with a stored file.
        then: Calls something when the server is about to end.
    """

    base_url: str
    is_private: bool
    file_of: FileOf
    then: Callable[[Callable[[], None]], None]

    @property
    def root(self) -> str:
        """What addresses of the studio begin with; a proxy may have put a part of its own before it."""
        return f"{urlsplit(self.base_url).path.rstrip('/')}{ROOT}"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by https."""
        return self.base_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """What its cookie is called: browsers keep one jar for all ports of a machine, and servers there are others."""
        return "__Host-footage" if self.is_secure else f"footage_studio_{urlsplit(self.base_url).port or 80}"

    @property
    def cookie_path(self) -> str:
        """Where the cookie is sent; its prefix asks for the root."""
        return "/" if self.is_secure else self.root

    def is_own(self, origin: str, host: str) -> bool:
        """Whether a page of this origin is one of ours; `host` is by what name we were asked, which is known good."""
        url = urlsplit(self.base_url)
        return origin == f"{url.scheme}://{url.netloc}" or (self.is_private and origin == f"http://{host}")
