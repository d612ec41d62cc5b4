"""Pixabay in miniature: errors are plain text. `large-empty` has no large files, as most of its clips."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator, file_bytes
from routing.emulators.stock.clips import Clip

_SIZES = {"large": 1080, "medium": 720, "small": 540, "tiny": 360}
_EMPTY = {"url": "", "width": 0, "height": 0, "size": 0, "thumbnail": ""}
_MOST_CHARS = 100


class PixabayEmulator(StockEmulator):
    """`PIXABAY_BASE_URL` points here."""

    name = "pixabay"
    key_name = "PIXABAY_API_KEY"

    def key_of(self, request: Request) -> str:
        return request.query_params.get("key", "")

    def questions(self) -> list[BaseRoute]:
        return [Route("/api/videos/", self.asking(self._search))]

    def unauthorized(self) -> Response:
        return Response("[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).", 400)

    def limited(self) -> Response:
        return Response("API rate limit exceeded", 429, self._allowance(left=0))

    def challenge_status(self) -> int:
        return 429

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        words, per_page = asked.get("q", ""), int(asked.get("per_page", 20))
        if len(words) > _MOST_CHARS or not 3 <= per_page <= 200:
            return Response('[ERROR 400] "q" or "per_page" is out of valid range.', 400)
        if wrong := await self.trouble(words):
            return wrong
        named = clips.of(asked.get("id", ""))
        found = ([named] if named else []) if "id" in asked else self.found(words)
        hits = [self._described(one, words, first=n == 0) for n, one in enumerate(found[:per_page])]
        answer = {"total": len(found), "totalHits": min(500, len(found)), "hits": hits}
        return JSONResponse(answer, headers=self._allowance(left=99))

    def _allowance(self, *, left: int) -> dict[str, str]:
        return {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": str(left), "X-RateLimit-Reset": "1"}

    def _described(self, clip: Clip, words: str, *, first: bool) -> dict[str, Any]:
        ordered = words if first else ""
        files = {name: self._sized(clip, short_px, words=ordered) for name, short_px in _SIZES.items()}
        if "large-empty" in words:
            files["large"] = dict(_EMPTY)
        return {
            "id": clip.id,
            "pageURL": f"https://pixabay.com/videos/id-{clip.id}/",
            "type": "film",
            "tags": clip.tags,
            "duration": clip.duration_s,
            "videos": files,
            "views": 1000,
            "downloads": 500,
            "likes": 20,
            "comments": 3,
            "user_id": 77,
            "user": clip.author.replace(" ", "_"),
            "userImageURL": "",
        }

    def _sized(self, clip: Clip, short_px: int, *, words: str) -> dict[str, Any]:
        if short_px > clip.short_px:
            return dict(_EMPTY)
        width, height = clip.size(short_px)
        size, link = file_bytes(clip, short_px), self.link(clip, short_px, words=words)
        return {"url": link, "width": width, "height": height, "size": size, "thumbnail": self.preview(clip)}
