"""A paid vendor for tests and rehearsals, off by default: it charges nobody, but keeps books like a real one.

Its truth is an append-only file: every film it was made to produce is one line, so what was paid for twice, or lost,
can be counted afterwards. Words in the prompt steer it: [slow] or [slow 12] (seconds), [refuse], [moderated], [fail],
[lost], [broken], [flawed] (the first film of such a prompt is black for a quarter of its length), [black] (all of
it is, each time).
"""

from __future__ import annotations

import json
import os
import re
import time
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from footage.domain import Queue, Resolution, SubmitMode, Tier, VideoRequest
from footage.errors import InDoubtError, ModerationPromptError, RateLimitedError, VendorFailedError
from footage.money import Money
from footage.ports.generators import Capabilities, Poll, Quote, RateLimits
from footage.threads import in_thread
from media.frame_size import frame_size

PRICE_PER_S = Money.usd("0.05")
BILL_PER_S = Money.usd("0.04")
"""What it really charges: less than the worst case, as vendors often do."""

RENDER_S = 0.2
SLOW_RENDER_S = 5.0
_SIZES: frozenset[Resolution] = frozenset({"480p", "720p"})
_SLOW = re.compile(r"\[slow(?: (\d+))?\]")


class FakeVendor:
    """`footage.ports.generators.Generator` over a file.

    Args:
        name: Backend name.
        submit_mode: What it allows after a submit whose outcome is unknown.
        books: The append-only file; several backends and processes may share it.
        quality_prior: Where it ranks.
    """

    vendor = "fake"
    tier: Tier = "standard"
    queue: Queue = "cloud"
    poll_interval_s = 0.1
    enabled_by_default = False
    limits: RateLimits | None = None
    last_resort = False
    successor: str | None = None

    def __init__(self, name: str, submit_mode: SubmitMode, books: Path, quality_prior: float = 0.9) -> None:
        self.name = name
        self.submit_mode = submit_mode
        self.quality_prior = quality_prior
        self._books = books

    def capabilities(self) -> Capabilities:
        return Capabilities(
            sizes={"16:9": _SIZES, "9:16": _SIZES, "1:1": _SIZES},
            min_duration_s=1,
            max_duration_s=20,
            audio=True,
            start_image=True,
        )

    def missing(self) -> str | None:
        return None

    def quote(self, request: VideoRequest) -> Quote:
        return Quote(model="fake-1", cost=_price(PRICE_PER_S, request.duration_s), price_source="price list in fake.py")

    def latency_s(self, request: VideoRequest) -> float:
        return RENDER_S

    def outline(self, request: VideoRequest) -> None:
        """It is only told the prompt."""

    async def probe(self) -> None:
        """It always answers."""

    async def submit(self, request: VideoRequest, key: str) -> str:
        if "[refuse]" in request.prompt:
            raise RateLimitedError(f"{self.name} asks to slow down.", backend=self.name, retry_after_s=60)
        if "[moderated]" in request.prompt:
            raise ModerationPromptError(f"{self.name} does not make films like this.", backend=self.name)
        if self.submit_mode == "idempotent" and (known := self._made(key)):
            return str(known["operation_id"])
        operation_id = f"fake-{uuid.uuid4().hex[:12]}"
        self._write(
            {
                "operation_id": operation_id,
                "key": key,
                "backend": self.name,
                "prompt": request.prompt,
                "duration_s": request.duration_s,
                "at": time.time(),
            }
        )
        if "[lost]" in request.prompt:
            raise InDoubtError(f"The answer of {self.name} was lost.", backend=self.name)
        return operation_id

    async def lookup(self, key: str) -> str | None:
        known = self._made(key)
        return str(known["operation_id"]) if known else None

    async def poll(self, operation_id: str) -> Poll:
        film = self._film(operation_id)
        bill = _price(BILL_PER_S, film["duration_s"])
        if "[fail]" in film["prompt"]:
            error = VendorFailedError(f"{self.name} could not make this film.", backend=self.name)
            return Poll(state="failed", cost=Money(0), error=error)
        share = (time.time() - film["at"]) / max(_render_s(film["prompt"]), 1e-6)
        return Poll(state="succeeded" if share >= 1 else "working", progress=min(1.0, share), cost=bill)

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> None:
        if "[broken]" in request.prompt:
            raise VendorFailedError(f"{self.name}'s download broke off.", backend=self.name)
        first = next(film for film in self._films() if film["prompt"] == self._film(operation_id)["prompt"])
        flawed = "[flawed]" in request.prompt and first["operation_id"] == operation_id
        dark = (0.4, 0.65) if flawed else None
        await in_thread(_test_card, request, out, progress, (0.0, 1.0) if "[black]" in request.prompt else dark)

    async def cancel(self, operation_id: str) -> None:
        """Like most vendors, it cannot."""

    def _made(self, key: str) -> dict[str, Any] | None:
        return next((film for film in self._films() if film["key"] == key), None)

    def _film(self, operation_id: str) -> dict[str, Any]:
        return next(film for film in self._films() if film["operation_id"] == operation_id)

    def _films(self) -> list[dict[str, Any]]:
        if not self._books.exists():
            return []
        return [json.loads(line) for line in self._books.read_text().splitlines()]

    def _write(self, film: dict[str, Any]) -> None:
        handle = os.open(self._books, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, json.dumps(film).encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def _render_s(prompt: str) -> float:
    slow = _SLOW.search(prompt)
    return float(slow[1] or SLOW_RENDER_S) if slow else RENDER_S


def _price(per_s: Money, duration_s: float) -> Money:
    return per_s.per_second(Decimal(str(duration_s)))


def _test_card(
    request: VideoRequest, out: Path, progress: Callable[[float], None], dark: tuple[float, float] | None
) -> None:
    """A moving test picture, or a square that moves into the given one, with a tone if sound was asked for.

    It is `dark` between two shares of its length.
    """
    from media import ffmpeg

    width, height = frame_size(request.aspect_ratio, request.resolution)
    args = ["-f", "lavfi", "-i", f"testsrc2=size={width}x{height}:rate=24"]
    graph = "[0:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    if request.start_image:
        args = ["-loop", "1", "-framerate", "24", "-i", f"file:{request.start_image}", "-f", "lavfi", "-i"]
        args += ["color=orange:size=64x64:rate=24"]
        still = f"[0:v]scale={width}:{height}:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p[s]"
        graph = f"{still};[s][1:v]overlay=x=t*40-64:y=40"
    if dark:
        dark_s = [share * request.duration_s for share in dark]
        graph += f",drawbox=c=black:t=fill:enable='gte(t,{dark_s[0]})*lt(t,{dark_s[1]})'"
    graph += ",setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[v]"
    if request.audio:
        graph += ";sine=frequency=330:sample_rate=48000[a]"
    mapped = ["-filter_complex", graph, "-map", "[v]", *(["-map", "[a]"] if request.audio else [])]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-c:a", "aac"]
    args += [*mapped, "-t", str(request.duration_s), *coded, "-f", "mp4", str(out)]
    ffmpeg.run(args, duration_s=request.duration_s, progress=progress)
