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
import contextlib
import functools
import json
import re
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from footage.domain import AspectRatio, Resolution
from footage.threads import in_thread
from media.frame_size import frame_size
from routing.emulators.changed import changed

Moment = Literal["submit", "poll", "download"]
Fault = Literal[
    "busy",  # 429 with Retry-After: 1
    "quota",  # the account is used up
    "auth",  # the key is refused
    "bad_request",
    "moderated",
    "retired",
    "error_before",  # 500, nothing taken
    "error_after",  # 500, but taken
    "reset_before",  # the connection breaks, nothing taken
    "reset_after",  # the connection breaks, but taken
    "unavailable",  # 503, said by the vendor itself
    "upstream",  # taken, and a proxy in front of the vendor says 503
    "malformed",  # the answer is not JSON
    "hang",  # no answer for 30 s
    "gone",  # the link has expired
    "truncated",  # the download ends early
]
RENDER_S = 0.3
SLOW_RENDER_S = 5.0
HANG_S = 30.0
_SLOW = re.compile(r"\[slow(?: (\d+(?:\.\d+)?))?\]")
_BILL = re.compile(r"\[bill (\d+(?:\.\d+)?)\]")
_STATES = ("moderated output", "fail", "empty", "partial")
_EVERYDAY = frozenset({"host", "accept", "accept-encoding", "connection", "content-length", "user-agent"})
_SECRET = frozenset({"authorization", "api-key", "x-goog-api-key"})
_ENVOY = "upstream connect error or disconnect/reset before headers. reset reason: connection termination"


@dataclass
class Film:
    """A film that an emulated vendor took on: what was asked for and when."""

    operation_id: str
    prompt: str
    duration_s: float
    aspect_ratio: AspectRatio = "16:9"
    resolution: Resolution = "720p"
    audio: bool = True
    started_at: float = field(default_factory=time.monotonic)
    cancelled: bool = False
    downloads: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    render_s: float = RENDER_S
    flawed: bool = False

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        slow = _SLOW.search(self.prompt)
        needs_s = float(slow[1] or SLOW_RENDER_S) if slow else self.render_s
        return min(1.0, (time.monotonic() - self.started_at) / max(needs_s, 1e-6))

    @property
    def outcome(self) -> str:
        """How it ends: "done", or what its prompt ordered."""
        return next((state for state in _STATES if f"[{state}]" in self.prompt), "done")

    def bill_usd(self, usual: Decimal) -> Decimal:
        """What it is said to cost, in dollars."""
        ordered = _BILL.search(self.prompt)
        return Decimal(ordered[1]) if ordered else usual


@dataclass
class Call:
    """One line of the log; of secret headers it only tells that they were sent."""

    at: float
    method: str
    path: str
    moment: Moment | None
    fault: str | None
    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


class DroppedError(BaseException):
    """The connection is to be broken without an answer; nothing on the way may make an answer of it."""


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
        self.app: ASGIApp = _Droppable(Starlette(routes=[*own, *self.routes()]))

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
            fault, body = order.get("fault"), await _body(request)
            entry = Call(time.time(), request.method, request.url.path, moment, fault, 0, body, _headers(request))
            self.log.append(entry)
            try:
                refusal = _file_refusal if moment == "download" else self.refusal
                answer = await self._answer(handler, request, fault, refusal)
                answer = changed(answer, order, _key(request) if self._echo else None)
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
            path = await in_thread(_drawn, self.folder, film)
        return await in_thread(path.read_bytes)

    # --- faults -------------------------------------------------------------------------------------------------

    async def _answer(
        self,
        handler: Callable[[Request], Awaitable[Response]],
        request: Request,
        fault: str | None,
        refusal: Callable[[str], Response],
    ) -> Response:
        if fault in {None, "truncated", "gone"} or fault in self.told_later:
            request.state.fault = fault
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


class _Droppable:
    """Breaks the connection where a handler asks for it; uvicorn's own cycle object holds the transport."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except DroppedError:
            cycle = getattr(send, "__self__", None)
            cycle.transport.abort()  # type: ignore[union-attr]


async def chunks(content: bytes, *, cut: bool) -> Any:
    """Bytes for a streamed answer, or half of them and a broken connection."""
    if cut:
        yield content[: len(content) // 2]
        raise DroppedError
    yield content


def _file_refusal(fault: str) -> Response:
    """How a host of files says no, which is not the vendor's API."""
    return Response(fault, {"busy": 429, "error": 500, "unavailable": 503, "retired": 404}.get(fault, 403))


def _key(request: Request) -> str | None:
    """The key that the caller sent."""
    sent = next((request.headers[name] for name in sorted(_SECRET) if name in request.headers), None)
    return sent.rpartition(" ")[2] if sent else None


def _headers(request: Request) -> dict[str, str]:
    return {
        name: "***" if name in _SECRET else value
        for name, value in request.headers.items()
        if name not in _EVERYDAY and not name.startswith("x-stainless")
    }


async def _body(request: Request) -> Any:
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        form = await request.form()
        return {name: value if isinstance(value, str) else value.filename for name, value in form.items()}
    raw = await request.body()
    if "json" in kind:
        with contextlib.suppress(ValueError):  # google-genai calls the bytes of an upload JSON, too
            return _shortened(json.loads(raw))
    return raw.decode("utf-8", "replace")[:1000] or None


def _shortened(value: Any) -> Any:
    """JSON without the pictures."""
    if isinstance(value, Mapping):
        return {key: _shortened(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shortened(part) for part in value]
    return value[:100] + "…" if isinstance(value, str) and len(value) > 4000 else value


def _range_start(header: str | None, size: int) -> int:
    found = re.match(r"bytes=(\d+)-$", header or "")
    return min(int(found[1]), size) if found else 0


def _drawn(folder: Path, film: Film) -> Path:
    """The film drawn by the storyboard painter; films that look alike are drawn once."""
    from painter import plan_film, render

    if "start" in film.details:
        return _moved(folder / f"{film.operation_id}.mp4", film)
    width, height = frame_size(film.aspect_ratio, film.resolution)
    prompt = re.sub(r"\[.*?\]", "", film.prompt).strip() or "a film"
    look = f"{prompt} {film.duration_s} {width}x{height} {film.audio} {film.flawed}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, look)
    path = folder / f"{name}.mp4"
    if not path.exists():
        plan = plan_film(prompt, duration_s=film.duration_s, width=width, height=height, seed=1)
        part = folder / f"{uuid.uuid4()}.part.mp4"
        render(plan, part, audio=film.audio)
        if film.flawed:
            part = _darkened(part, film.duration_s)
        part.replace(path)
    return path


def _darkened(whole: Path, duration_s: float) -> Path:
    """The film, black from two fifths of its length on for a quarter of it."""
    from media import ffmpeg

    dark = f"drawbox=c=black:t=fill:enable='gte(t,{0.4 * duration_s})*lt(t,{0.65 * duration_s})'"
    out = whole.with_name(f"dark-{whole.name}")
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-c:a", "copy", "-movflags", "+faststart"]
    ffmpeg.run(["-i", f"file:{whole}", "-vf", dark, *coded, "-f", "mp4", f"file:{out}"], duration_s=duration_s)
    whole.unlink()
    return out


def _moved(path: Path, film: Film) -> Path:
    """A film that begins with the very picture it was given: it fades to the other one, or a square moves into it."""
    from media import ffmpeg

    side = frame_size("1:1", film.resolution)[0]
    shape = f"scale='if(gt(iw,ih),-2,{side})':'if(gt(iw,ih),{side},-2)':out_color_matrix=bt709,setsar=1,format=yuv420p"
    still = ["-loop", "1", "-framerate", "24", "-t", str(film.duration_s), "-f", "image2", "-i"]
    inputs = [*still, f"file:{film.details['start']}"]
    if "end" in film.details:
        inputs += [*still, f"file:{film.details['end']}"]
        graph = f"[0:v]{shape}[s];[1:v]{shape}[e];[s][e]xfade=duration={film.duration_s}:offset=0[v]"
    else:
        inputs += ["-f", "lavfi", "-i", "color=orange:size=64x64:rate=24"]
        graph = f"[0:v]{shape}[s];[s][1:v]overlay=x=t*40-64:y=40[v]"
    tone = ["-map", "[a]", "-c:a", "aac"] if film.audio else []
    graph += ";sine=frequency=330:sample_rate=48000[a]" if film.audio else ""
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-movflags", "+faststart", "-f", "mp4"]
    if not path.exists():
        length = ["-t", str(film.duration_s)]
        ffmpeg.run([*inputs, "-filter_complex", graph, "-map", "[v]", *tone, *length, *coded, f"file:{path}"])
    return path
