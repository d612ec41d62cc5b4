"""Pexels in miniature. `hls-null` gives streams in pieces and files without a size first, as it does now and then."""

from __future__ import annotations

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator, file_bytes
from routing.emulators.stock.clips import Clip, Shape

_SHAPES: dict[str, Shape] = {"landscape": "wide", "portrait": "tall", "square": "square"}
_LIMIT = 25_000


class PexelsEmulator(StockEmulator):
    """`PEXELS_BASE_URL` points here."""

    name = "pexels"
    key_name = "PEXELS_API_KEY"

    def questions(self) -> list[BaseRoute]:
        return [
            Route("/v1/videos/search", self.asking(self._search)),
            Route("/v1/videos/videos/{clip_id}", self.asking(self._video)),
        ]

    def limited(self) -> Response:
        return JSONResponse({"status": 429, "code": "Too Many Requests"}, 429)

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        words = asked.get("query", "")
        if wrong := await self.trouble(words):
            return wrong
        per_page, page = min(80, int(asked.get("per_page", 15))), int(asked.get("page", 1))
        found = self.found(words, _SHAPES.get(asked.get("orientation", "")))
        shown = found[(page - 1) * per_page : page * per_page]
        videos = [self._described(one, words, first=n == 0) for n, one in enumerate(shown)]
        answer: dict[str, Any] = {"page": page, "per_page": per_page, "total_results": len(found), "videos": videos}
        if page * per_page < len(found):
            answer["next_page"] = f"https://api.pexels.com/v1/videos/search/?page={page + 1}&per_page={per_page}"
        return JSONResponse(answer, headers=self._allowance())

    async def _video(self, request: Request) -> Response:
        clip = clips.of(request.path_params["clip_id"])
        if clip is None:
            return JSONResponse({"status": 404, "code": "Not Found"}, 404)
        return JSONResponse(self._described(clip, ""), headers=self._allowance())

    def _allowance(self) -> dict[str, str]:
        left, reset = _LIMIT - len(self.asked), int(time.time()) + 2_000_000
        return {"X-Ratelimit-Limit": str(_LIMIT), "X-Ratelimit-Remaining": str(left), "X-Ratelimit-Reset": str(reset)}

    def _described(self, clip: Clip, words: str, *, first: bool = False) -> dict[str, Any]:
        width, height = clip.size()
        ordered = words if first else ""
        files = [self._sized(clip, side, words=ordered) for side in reversed(clip.short_sides_px)]
        if "hls-null" in words:
            stream = {
                "file_type": "application/x-mpegURL",
                "quality": "hls",
                "width": None,
                "height": None,
                "fps": None,
            }
            untold = {**files[0], "quality": None, "width": None, "height": None, "fps": None}
            files = [{"id": 1, **stream, "link": f"{self.base_url}/files/{clip.id}.m3u8", "size": None}, untold, *files]
        handle = clip.author.lower().replace(" ", "-")
        return {
            "id": clip.id,
            "width": width,
            "height": height,
            "duration": clip.duration_s,
            "full_res": None,
            "tags": [],
            "avg_color": None,
            "url": f"https://www.pexels.com/video/{clip.slug}-{clip.id}/",
            "image": self.preview(clip),
            "user": {"id": len(clip.author), "name": clip.author, "url": f"https://www.pexels.com/@{handle}"},
            "video_files": files,
            "video_pictures": [{"id": clip.id * 10, "nr": 0, "picture": self.preview(clip)}],
        }

    def _sized(self, clip: Clip, short_px: int, *, words: str) -> dict[str, Any]:
        width, height = clip.size(short_px)
        return {
            "id": clip.id * 10 + short_px,
            "quality": "hd" if short_px >= 720 else "sd",
            "file_type": "video/mp4",
            "width": width,
            "height": height,
            "fps": float(clip.fps),
            "link": self.link(clip, short_px, words=words),
            "size": file_bytes(clip, short_px),
        }
