"""Wikimedia Commons in miniature: every word must be there, files are WebM, and each has a licence of its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator, file_bytes
from routing.emulators.stock.clips import Clip

_LICENCES = (
    ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0"),
    ("CC0", "http://creativecommons.org/publicdomain/zero/1.0/deed.en"),
    ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0"),
    ("Public domain", ""),
)


class CommonsEmulator(StockEmulator):
    """`COMMONS_BASE_URL` points here; who does not say who they are is refused."""

    name = "commons"

    def questions(self) -> list[BaseRoute]:
        return [Route("/w/api.php", self.asking(self._query))]

    def limited(self) -> Response:
        return Response("Too many requests", 429, {"Retry-After": "1"})

    async def _query(self, request: Request) -> Response:
        if "(" not in request.headers.get("user-agent", ""):
            return Response("Please set a user-agent and respect our robot policy", 403)
        asked = request.query_params
        if "pageids" in asked:
            named = clips.of(asked["pageids"])
            found = [named] if named else []
        else:
            words = asked.get("gsrsearch", "").removeprefix("filetype:video ")
            if wrong := await self.trouble(words):
                return wrong
            meant = [word for word in words.lower().split() if word != "dead-link"]
            found = [one for one in self.found(words) if all(one.says(word) for word in meant)]
        shown = found[: int(asked.get("gsrlimit", 10))]
        if not shown:
            return JSONResponse({"batchcomplete": True})
        pages = [self._described(one, index) for index, one in enumerate(shown, 1)]
        return JSONResponse({"batchcomplete": True, "query": {"pages": sorted(pages, key=lambda one: one["pageid"])}})

    def _described(self, clip: Clip, index: int) -> dict[str, Any]:
        title = f"File:{clip.words}.webm"
        licence, licence_url = _LICENCES[clip.number % len(_LICENCES)]
        about = {
            "LicenseShortName": licence,
            "LicenseUrl": licence_url,
            "Artist": f'<a href="//commons.wikimedia.org/wiki/User:X" title="User:X">{clip.author}</a>',
            "ImageDescription": f"<p>{clip.tags}</p>",
            "AttributionRequired": "true",
            "Restrictions": "trademarked" if clip.number % 13 == 0 else "",
        }
        made = [self._sized(clip, side) for side in clip.short_sides_px]
        width, height = clip.size()
        info = {
            "url": self.link(clip, clip.short_px, kind="webm"),
            "descriptionurl": f"https://commons.wikimedia.org/wiki/{quote(title.replace(' ', '_'))}",
            "size": file_bytes(clip, clip.short_px),
            "width": width,
            "height": height,
            "duration": clip.duration_s + 0.04,
            "mime": "video/webm",
            "derivatives": made,
            "extmetadata": {name: {"value": value, "source": "commons-desc-page"} for name, value in about.items()},
        }
        return {"pageid": clip.id, "ns": 6, "title": title, "index": index, "videoinfo": [info]}

    def _sized(self, clip: Clip, short_px: int) -> dict[str, Any]:
        width, height = clip.size(short_px)
        return {
            "src": self.link(clip, short_px, kind="webm"),
            "type": 'video/webm; codecs="vp9, opus"',
            "width": width,
            "height": height,
            "bandwidth": 800_000,
            "transcodekey": f"{short_px}p.vp9.webm",
        }
