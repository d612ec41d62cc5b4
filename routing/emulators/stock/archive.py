"""The Internet Archive in miniature: a field is a text or a list, a length is told in two ways, downloads redirect."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator, file_bytes
from routing.emulators.stock.clips import Clip

_FREE = "http://creativecommons.org/licenses/publicdomain/"
_MEANT = re.compile(r"\(([^()]*)\)\s*$")


class ArchiveEmulator(StockEmulator):
    """`ARCHIVE_BASE_URL` points here."""

    name = "archive"

    def questions(self) -> list[BaseRoute]:
        return [
            Route("/advancedsearch.php", self.asking(self._search)),
            Route("/metadata/{identifier}", self.asking(self._metadata)),
            Route("/download/{identifier}/{name}", self.call(self._download, "download")),
        ]

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        meant = _MEANT.search(asked.get("q", ""))
        words = meant[1].replace(" AND ", " ") if meant else ""
        if wrong := await self.trouble(words):
            return wrong
        found = self.found(words)
        fields = set(asked.getlist("fl[]"))
        docs = [{name: one for name, one in _described(clip).items() if name in fields} for clip in found]
        shown = docs[: int(asked.get("rows", 50))]
        return JSONResponse({"response": {"numFound": len(found), "start": 0, "docs": shown}})

    async def _metadata(self, request: Request) -> Response:
        clip = _named(request.path_params["identifier"])
        if clip is None:
            return JSONResponse({})
        files = [_file(clip, side) for side in reversed(clip.short_sides_px)]
        files.append({"name": f"{clip.slug}.mpeg", "format": "MPEG2", "size": "900000000", "length": "0:00:10"})
        return JSONResponse({"metadata": _described(clip), "files": files})

    async def _download(self, request: Request) -> Response:
        clip = _named(request.path_params["identifier"])
        side = request.path_params["name"].rpartition("_")[2].removesuffix(".mp4")
        if clip is None or not side.isdecimal():
            return Response("Not Found", 404)
        return RedirectResponse(self.link(clip, int(side)), 302)


def _described(clip: Clip) -> dict[str, Any]:
    return {
        "identifier": f"Prelinger{clip.number}",
        "title": clip.words,
        "description": clip.tags if clip.number % 2 else [clip.words, clip.tags],
        "subject": clip.tags.split(", "),
        "creator": clip.author,
        **({} if clip.number % 7 == 0 else {"licenseurl": _FREE}),
    }


def _file(clip: Clip, short_px: int) -> dict[str, Any]:
    wide, high = clip.size(short_px)
    minutes, seconds = divmod(clip.duration_s, 60)
    length = f"{clip.duration_s}.03" if clip.number % 2 else f"0:{minutes:02d}:{seconds:02d}"
    known = {"size": str(file_bytes(clip, short_px)), "length": length, "width": str(wide), "height": str(high)}
    return {"name": f"{clip.slug}_{short_px}.mp4", "format": "h.264", **known}


def _named(identifier: str) -> Clip | None:
    return next((one for one in clips.CLIPS if f"Prelinger{one.number}" == identifier), None)
