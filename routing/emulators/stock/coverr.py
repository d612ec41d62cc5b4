"""Coverr in miniature: addresses of files have a token in them. `string-duration` tells lengths as text."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator
from routing.emulators.stock.clips import Clip

TOKEN = "eyJhbGciOi.signed-for-this-key"  # noqa: S105 - made up


class CoverrEmulator(StockEmulator):
    """`COVERR_BASE_URL` points here."""

    name = "coverr"
    key_name = "COVERR_API_KEY"

    def questions(self) -> list[BaseRoute]:
        return [
            Route("/videos", self.asking(self._search)),
            Route("/videos/{clip_id}", self.asking(self._video)),
        ]

    def unauthorized(self) -> Response:
        return JSONResponse({"error": "Unauthorized"}, 401)

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        words, size, page = asked.get("query", ""), int(asked.get("page_size", 20)), int(asked.get("page", 0))
        if wrong := await self.trouble(words):
            return wrong
        found = self.found(words)
        kind, _, wish = asked.get("filter", "").partition(":")
        if kind == "is_vertical":
            found = [one for one in found if (one.shape == "tall") is (wish == "true")]
        hits = [self._described(one, words, urls=asked.get("urls") == "true") for one in found]
        shown = hits[page * size : (page + 1) * size]
        pages = -(-len(hits) // size)
        return JSONResponse({"page": page, "pages": pages, "page_size": size, "total": len(hits), "hits": shown})

    async def _video(self, request: Request) -> Response:
        clip = clips.of(request.path_params["clip_id"])
        if clip is None:
            return JSONResponse({"error": "Not found"}, 404)
        return JSONResponse(self._described(clip, "", urls=True))

    def _described(self, clip: Clip, words: str, *, urls: bool) -> dict[str, Any]:
        width, height = clip.size()
        seconds = float(clip.duration_s) + 0.5
        link = f"{self.link(clip, clip.short_px)}?token={TOKEN}"
        urls_of = {"mp4": link, "mp4_preview": link, "mp4_download": link}
        return {
            "id": str(clip.id),
            "title": clip.words,
            "description": "",
            "tags": clip.tags.split(", "),
            "poster": self.preview(clip),
            "thumbnail": self.preview(clip),
            "is_vertical": clip.shape == "tall",
            "aspect_ratio": "9:16" if clip.shape == "tall" else "16:9",
            "duration": json.dumps(seconds) + "00000" if "string-duration" in words else seconds,
            "max_width": width,
            "max_height": height,
            **({"urls": urls_of} if urls else {}),
        }
