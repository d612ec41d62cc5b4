"""What the emulated sites share: clips, their files, and trouble by words in what is looked for.

`zero` finds nothing, `unauthorized` refuses the key, `limit` is too often, `challenge` is a page for browsers in the
way, `slow` comes late, `dead-link` has a first clip whose file is gone, `http-links` one whose files are elsewhere and
unencrypted. `large-empty`, `string-duration` and `hls-null`
are odd answers of one site each. Trouble can be ordered for the next calls as well, see `routing.emulators.base`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.threads import in_thread
from routing.emulators.base import Emulator
from routing.emulators.stock import clips
from routing.emulators.stock.clips import Clip, Shape

KEY = "emulated"
WRONG = "wrong"
"""A key with this in it is refused."""

SLOW_S = 25.0
TROUBLES = frozenset({
    "zero", "unauthorized", "limit", "challenge", "slow", "dead-link", "large-empty", "string-duration", "hls-null",
    "http-links",
})  # fmt: skip
GONE = 7
"""The size in a link to a file that is gone."""

_CHALLENGE = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head>
<body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"""


class StockEmulator(Emulator):
    """One emulated site; a subclass adds its questions and answers.

    Attributes:
        asked: What was looked for, in order.
        slow_s: How late `slow` comes, in seconds.
    """

    key_name: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: list[str] = []
        self.slow_s = SLOW_S

    # --- for subclasses -------------------------------------------------------------------------------------------

    def key_of(self, request: Request) -> str:
        """The key that was sent."""
        return request.headers.get("authorization", "").rpartition(" ")[2]

    def questions(self) -> list[BaseRoute]:
        """The site's routes; each handler is wrapped in `asking`."""
        raise NotImplementedError

    def unauthorized(self) -> Response:
        return JSONResponse({"status": 401, "code": "Unauthorized"}, 401)

    def limited(self) -> Response:
        return Response("Too Many Requests", 429)

    def challenge_status(self) -> int:
        return 403

    def asking(self, handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """A handler of a question that looks at the key first."""

        async def checked(request: Request) -> Response:
            if self.key_name and (not self.key_of(request) or WRONG in self.key_of(request)):
                return self.unauthorized()
            return await handler(request)

        return self.call(checked, "submit")

    async def trouble(self, words: str) -> Response | None:
        """The trouble that words order; None where they order none, or one that the answer is to show."""
        self.asked.append(words)
        ordered = set(words.lower().split())
        if "slow" in ordered:
            await asyncio.sleep(self.slow_s)
        if "unauthorized" in ordered:
            return self.unauthorized()
        if "limit" in ordered:
            return self.limited()
        if "challenge" in ordered:
            return self.refusal("challenge")
        return None

    def found(self, words: str, shape: Shape | None = None) -> list[Clip]:
        """What is found, without the words that order trouble."""
        ordered = set(words.lower().split())
        meant = " ".join(word for word in words.split() if word.lower() not in TROUBLES)
        return [] if "zero" in ordered else clips.found(meant, shape=shape)

    def link(self, clip: Clip, short_px: int, *, kind: clips.Kind = "mp4", words: str = "") -> str:
        """The address of a file; `words` are those of a question whose first clip this is."""
        folder = "http://files.example.com" if "http-links" in words else f"{self.base_url}/files"
        return f"{folder}/{clip.id}/{GONE if 'dead-link' in words else short_px}.{kind}"

    def preview(self, clip: Clip) -> str:
        """The address of a small picture."""
        return f"{self.base_url}/previews/{clip.id}.png"

    # --- what Emulator asks for -------------------------------------------------------------------------------------

    def routes(self) -> list[BaseRoute]:
        return [
            *self.questions(),
            Route("/files/{clip_id}/{short_px:int}.{kind}", self.call(self._clip_file, "download")),
            Route("/previews/{clip_id}.png", self.call(self._preview)),
        ]

    def environment(self) -> dict[str, str]:
        name = self.name.upper()
        key = {self.key_name: KEY} if self.key_name else {"FOOTAGE_STOCK_SOURCES": "commons,nasa,archive"}
        return {f"{name}_BASE_URL": self.base_url, **key}

    def refusal(self, fault: str) -> Response:
        if fault == "challenge":
            status, headers = self.challenge_status(), {"cf-mitigated": "challenge"}
            return Response(_CHALLENGE, status, headers, "text/html; charset=UTF-8")
        if fault == "auth":
            return self.unauthorized()
        if fault in {"busy", "quota"}:
            return self.limited()
        return Response("Internal Server Error", 503 if fault == "unavailable" else 500)

    async def _clip_file(self, request: Request) -> Response:
        clip, short_px = clips.of(request.path_params["clip_id"]), request.path_params["short_px"]
        kind = request.path_params["kind"]
        is_gone = request.state.fault == "gone" or clip is None
        if is_gone or clip is None or short_px not in clip.short_sides_px or kind not in {"mp4", "webm"}:
            return Response("Not Found", 404)
        return FileResponse(await in_thread(clips.painted, self.folder, clip, short_px, kind))

    async def _preview(self, request: Request) -> Response:
        clip = clips.of(request.path_params["clip_id"])
        if clip is None:
            return Response("Not Found", 404)
        return FileResponse(await in_thread(clips.still, self.folder, clip))


def file_bytes(clip: Clip, short_px: int) -> int:
    """About as many as such a file has, which is not painted yet."""
    wide, high = clip.size(short_px)
    return wide * high * clip.duration_s // 40
