"""What every emulated vendor shares: films at work, faults on demand, and a log of every call.

Faults are ordered in two ways. Words in a prompt hold for that film: [slow] or [slow 12] (seconds), [moderated],
[moderated output], [fail], [empty], [partial], [expired], [truncated], [bad request], [bill 0.12] (dollars), [flawed]
(the first film of such a prompt is black for a quarter of its length; takes after it are not).
`POST /__emu/scenario` orders them for the next calls whatever they say: {"on": "submit", "fault": "reset_after",
"times": 1, "after": 0}, where `on` is submit, poll or download, and `after` so many such calls are let pass. With or
instead of a fault, `answer` is laid over the JSON that is answered, and `headers` over its headers: {"on": "poll",
"answer": {"status": "processing"}, "times": 3}; "instead": true forgets earlier orders. {"echo": true} makes a vendor
that repeats the caller's key in every sentence it says, until the reset.
`GET /__emu/log` lists the calls, `GET /__emu/films` the films, and `POST /__emu/reset` forgets everything.
"""

from __future__ import annotations

import asyncio
import functools
import re
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from footage.threads import in_thread
from routing.emulators.changed import changed
from routing.emulators.dropped import Droppable, DroppedError, chunks
from routing.emulators.film import RENDER_S, Film, drawn
from routing.emulators.log import Call, sent_key, shown_body, shown_headers
from routing.emulators.orders import Fault, Moment

HANG_S = 30.0
_ENVOY = "upstream connect error or disconnect/reset before headers. reset reason: connection termination"


class Emulator:
    """One emulated vendor as an ASGI app; a subclass adds the routes of its protocol.

    Args:
        folder: Where rendered clips are kept; a temporary folder when None.
        render_s: How long a film takes where the prompt does not say, in seconds.
    """

    name: str
    told_later: frozenset[str] = frozenset()
    """Faults of a submit that this vendor only tells when it is asked about the film: the handler sees to them."""

    def __init__(self, folder: Path | None = None, *, render_s: float = RENDER_S) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="footage-emulator-")
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self.render_s = render_s
        self.films: dict[str, Film] = {}
        self.log: list[Call] = []
        self.base_url = ""
        self._orders: list[dict[str, Any]] = []
        self._echo = False
        self._drawing = asyncio.Lock()
        own = [
            Route("/__emu/log", self._show_log, methods=["GET"]),
            Route("/__emu/films", self._show_films, methods=["GET"]),
            Route("/__emu/scenario", self._order, methods=["POST"]),
            Route("/__emu/reset", self._reset, methods=["POST"]),
            Route("/__emu/files/{operation_id}.mp4", self._file, methods=["GET", "HEAD"]),
        ]
        self.app: ASGIApp = Droppable(Starlette(routes=[*own, *self.routes()]))

    # --- for subclasses -----------------------------------------------------------------------------------------

    def routes(self) -> list[BaseRoute]:
        """The vendor's routes; each handler is wrapped in `call`."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """The variables that point Footage at it, once it is served."""
        raise NotImplementedError

    def refusal(self, fault: str) -> Response:
        """The vendor's answer to busy, quota, auth, bad_request, moderated, retired, error or unavailable."""
        raise NotImplementedError

    def call(
        self, handler: Callable[[Request], Awaitable[Response]], moment: Moment | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """A handler that is logged, and hit by the faults ordered for its moment."""

        @functools.wraps(handler)
        async def handle(request: Request) -> Response:
            order = self._next_order(moment)
            fault, body = order.get("fault"), await shown_body(request)
            entry = Call(time.time(), request.method, request.url.path, moment, fault, 0, body, shown_headers(request))
            self.log.append(entry)
            try:
                refusal = _file_refusal if moment == "download" else self.refusal
                answer = await self._answer(handler, request, fault, refusal)
                answer = changed(answer, order, sent_key(request) if self._echo else None)
            finally:
                await request.close()
            entry.status = answer.status_code
            return answer

        return handle

    def take(self, prompt: str, duration_s: float, **known: Any) -> Film:
        """Start a film; between the pictures `start` and `end`, where there are any, it has their shape.

        [moderated] and [bad request] in the prompt are the subclass's to refuse before.
        """
        operation_id = known.pop("operation_id", None) or str(uuid.uuid4())
        pictures = {name: known.pop(name, None) for name in ("start", "end")}
        film = Film(operation_id, prompt, duration_s, render_s=self.render_s, **known)
        film.flawed = "[flawed]" in prompt and all(one.prompt != prompt for one in self.films.values())
        for name, content in pictures.items():
            if content:
                picture = self.folder / f"{operation_id}.{name}"
                picture.write_bytes(content)
                film.details[name] = str(picture)
        self.films[operation_id] = film
        return film

    def file_url(self, film: Film) -> str:
        """Where a finished film can be downloaded, until its link expires."""
        return f"{self.base_url}/__emu/files/{film.operation_id}.mp4"

    async def content(self, film: Film) -> bytes:
        """The film as MP4."""
        async with self._drawing:  # many ask for the same film at once
            path = await in_thread(drawn, self.folder, film)
        return await in_thread(path.read_bytes)

    # --- faults -------------------------------------------------------------------------------------------------

    async def _answer(
        self,
        handler: Callable[[Request], Awaitable[Response]],
        request: Request,
        fault: str | None,
        refusal: Callable[[str], Response],
    ) -> Response:
        told = fault in {None, "truncated", "gone"} or fault in self.told_later
        request.state.fault = fault if told else None
        if told:
            return await handler(request)
        match fault:
            case "reset_before":
                raise DroppedError
            case "error_before":
                return refusal("error")
            case "error_after":
                await handler(request)
                return refusal("error")
            case "reset_after":
                await handler(request)
                raise DroppedError
            case "malformed":
                await handler(request)
                return Response('{"id": "cut of', media_type="application/json")
            case "upstream":
                await handler(request)
                return Response(_ENVOY, 503, media_type="text/plain")
            case "hang":
                await handler(request)
                await asyncio.sleep(HANG_S)
                raise DroppedError
            case _:
                return refusal(str(fault))

    def _next_order(self, moment: Moment | None) -> Mapping[str, Any]:
        for order in self._orders:
            if order["on"] == moment and order["after"] > 0:
                order["after"] -= 1
            elif order["on"] == moment and order["times"] > 0:
                order["times"] -= 1
                return order
        return {}

    # --- the vendor's files and our own routes --------------------------------------------------------------------

    async def _file(self, request: Request) -> Response:
        film = self.films.get(request.path_params["operation_id"])
        if film is None or film.share < 1:
            return JSONResponse({"error": "no such file"}, 404)
        return await self.call(functools.partial(self.send_file, film), "download")(request)

    async def send_file(self, film: Film, request: Request) -> Response:
        """The film's bytes, in ranges, or as the ordered fault wants it."""
        film.downloads += 1
        fault = getattr(request.state, "fault", None)
        if fault == "gone" or ("[expired]" in film.prompt and film.downloads == 1):
            return Response("this link has expired", 403)
        content = await self.content(film)
        start = _range_start(request.headers.get("range"), len(content))
        rest = content[start:]
        headers = {"content-type": "video/mp4", "content-length": str(len(rest)), "accept-ranges": "bytes"}
        if start:
            headers["content-range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        cut = fault == "truncated" or ("[truncated]" in film.prompt and film.downloads == 1)
        if request.method == "HEAD":
            return Response(headers=headers)
        return StreamingResponse(chunks(rest, cut=cut), 206 if start else 200, headers)

    async def _show_log(self, _: Request) -> Response:
        return JSONResponse([asdict(call) for call in self.log])

    async def _show_films(self, _: Request) -> Response:
        return JSONResponse([asdict(film) for film in self.films.values()])

    async def _order(self, request: Request) -> Response:
        order = {"times": 1, "after": 0, **await request.json()}
        if "echo" in order:
            self._echo = bool(order["echo"])
            return JSONResponse(order)
        known = order.get("fault") in get_args(Fault) or ("fault" not in order and {"answer", "headers"} & order.keys())
        if order.get("on") not in get_args(Moment) or not known:
            return JSONResponse({"error": f"on: {get_args(Moment)}, fault: {get_args(Fault)}"}, 400)
        if order.get("instead"):
            self._orders.clear()
        self._orders.append(order)
        return JSONResponse(order)

    async def _reset(self, _: Request) -> Response:
        self.films.clear()
        self.log.clear()
        self._orders.clear()
        self._echo = False
        return JSONResponse({})


def _file_refusal(fault: str) -> Response:
    """How a host of files says no, which is not the vendor's API."""
    return Response(fault, {"busy": 429, "error": 500, "unavailable": 503, "retired": 404}.get(fault, 403))


def _range_start(header: str | None, size: int) -> int:
    found = re.match(r"bytes=(\d+)-$", header or "")
    return min(int(found[1]), size) if found else 0
