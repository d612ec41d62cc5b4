"""What every emulated outlet shares: what came, faults on demand, keys, and a log of every call.

Words in a film's title order trouble for it: [cut] (the line breaks in the first chunk), [boom] (the first chunk gets a
503), [lost] (the film is taken, the answer never comes), [gone] (the session is forgotten before all has come), [gone
late] (it is forgotten with the last answer, the film is there), [gone never] (the same, and the film is not there),
[quota], [limit], [scope], [revoked] (the keys are dead for good), [old] (they must be renewed), [conflict] (the first
session is refused as one that exists), [reject], [fail] (the outlet takes the film and throws it out), [slow].
`GET /__emu/videos` lists what came, `GET /__emu/log` the calls, and `POST /__emu/reset` forgets everything.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from routing.emulators.dropped import Droppable, DroppedError

Handler = Callable[[Request], Awaitable[Response]]


@dataclass
class Came:
    """A film that an outlet has, and what was said with it."""

    id: str
    title: str
    size: int
    sha256: str
    facts: dict[str, Any] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    looks: int = 0


class OutletEmulator:
    """One outlet as an ASGI app; a subclass adds the routes of its protocol."""

    name: str

    def __init__(self) -> None:
        self.base_url = ""
        self.videos: dict[str, Came] = {}
        self.log: list[dict[str, Any]] = []
        self.is_revoked = False
        self._faults: set[tuple[str, str]] = set()
        self._tokens = 1
        self._codes: dict[str, str] = {}
        own = [
            Route("/__emu/videos", self._show, methods=["GET"]),
            Route("/__emu/log", self._show_log, methods=["GET"]),
            Route("/__emu/reset", self._reset, methods=["POST"]),
        ]
        self.app: ASGIApp = Droppable(Starlette(routes=[*own, *self.routes()]))

    def routes(self) -> list[BaseRoute]:
        """The outlet's routes; each handler is wrapped in `call`."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """The variables that point Footage at it, once it is served."""
        raise NotImplementedError

    def call(self, handler: Handler) -> Handler:
        """A handler that is logged."""

        @functools.wraps(handler)
        async def handle(request: Request) -> Response:
            entry = {"method": request.method, "path": request.url.path, "status": 0}
            self.log.append(entry)
            answer = await handler(request)
            entry["status"] = answer.status_code
            return answer

        return handle

    def once(self, title: str, word: str) -> bool:
        """Whether a title orders this trouble and has not had it yet."""
        if f"[{word}]" not in title or (title, word) in self._faults:
            return False
        self._faults.add((title, word))
        return True

    def keep(self, video_id: str, title: str, content: bytes, **facts: Any) -> Came:
        """A film has come."""
        came = Came(video_id, title, len(content), hashlib.sha256(content).hexdigest(), facts)
        self.videos[video_id] = came
        return came

    # --- keys -----------------------------------------------------------------------------------------------------

    def token(self) -> str:
        """The key that is taken now."""
        return f"emulated-access-{self._tokens}"

    def is_known(self, request: Request, scheme: str = "Bearer") -> bool:
        """Whether a call has a key that is taken."""
        return not self.is_revoked and request.headers.get("authorization") == f"{scheme} {self.token()}"

    def age(self) -> None:
        """The key ends: it has to be renewed."""
        self._tokens += 1

    async def authorize(self, request: Request) -> Response:
        """The page on which people say yes; here everybody does."""
        asked = request.query_params
        code = secrets.token_urlsafe(9)
        self._codes[code] = asked.get("code_challenge", "")
        back = {"code": code, **({"state": asked["state"]} if "state" in asked else {})}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    def keys(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """New keys for a code or for old ones; None where those are worth nothing."""
        if self.is_revoked:
            return None
        kind = asked.get("grant_type", "authorization_code")
        if kind == "authorization_code" and not self._is_proof(asked):
            return None
        return {"access_token": self.token(), "expires_in": 3600}

    def _is_proof(self, asked: dict[str, str]) -> bool:
        challenge = self._codes.pop(asked.get("code", ""), None)
        if challenge is None:
            return False
        digest = hashlib.sha256(asked.get("code_verifier", "").encode())
        plain = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
        return challenge in {"", plain, digest.hexdigest()}

    # --- our own routes -------------------------------------------------------------------------------------------

    async def _show(self, _: Request) -> Response:
        return JSONResponse([asdict(one) for one in self.videos.values()])

    async def _show_log(self, _: Request) -> Response:
        return JSONResponse(self.log)

    async def _reset(self, _: Request) -> Response:
        self.videos.clear()
        self.log.clear()
        self._faults.clear()
        self.is_revoked = False
        return JSONResponse({})


async def half(request: Request) -> bytes:
    """The first half of what is being sent; then the line breaks."""
    length, got = int(request.headers.get("content-length", 0)), b""
    async for part in request.stream():
        got += part
        if len(got) * 2 >= length:
            break
    return got[: length // 2]


async def body_of(request: Request) -> bytes:
    """All that was sent; what breaks off is nothing."""
    try:
        return await request.body()
    except ClientDisconnect as exc:
        raise DroppedError from exc
