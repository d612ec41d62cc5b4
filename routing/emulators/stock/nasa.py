"""NASA's library in miniature: a clip's files are a list at another address, by http and with spaces in it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from footage.threads import in_thread
from routing.emulators.stock import clips
from routing.emulators.stock.base import StockEmulator
from routing.emulators.stock.clips import Clip

_SIZES = {"mobile": 360, "small": 360, "medium": 720, "orig": 1080}


class NasaEmulator(StockEmulator):
    """`NASA_BASE_URL` points here."""

    name = "nasa"

    def questions(self) -> list[BaseRoute]:
        return [
            Route("/search", self.asking(self._search)),
            Route("/video/{nasa_id}/collection.json", self.asking(self._files)),
            Route("/video/{nasa_id}/{file}", self.call(self._size_file, "download")),
        ]

    async def _search(self, request: Request) -> Response:
        asked = request.query_params
        if "nasa_id" in asked:
            found = [one for one in clips.CLIPS if _id(one) == asked["nasa_id"]]
        else:
            words = asked.get("q", "")
            if wrong := await self.trouble(words):
                return wrong
            found = self.found(words)
        items = [self._described(one) for one in found[: int(asked.get("page_size", 100))]]
        return JSONResponse({"collection": {"version": "1.1", "items": items, "metadata": {"total_hits": len(found)}}})

    async def _files(self, request: Request) -> Response:
        clip = _named(request.path_params["nasa_id"])
        if clip is None:
            return Response("Not Found", 404)
        folder = f"{self.base_url}/video/{_id(clip)}/{_id(clip)}"
        return JSONResponse([*(f"{folder}~{size}.mp4" for size in _SIZES), f"{folder}.srt", f"{folder}~thumb.jpg"])

    async def _size_file(self, request: Request) -> Response:
        clip = _named(request.path_params["nasa_id"])
        short_px = _SIZES.get(request.path_params["file"].rpartition("~")[2].removesuffix(".mp4"))
        if clip is None or short_px is None:
            return Response("Not Found", 404)
        return FileResponse(await in_thread(clips.painted, self.folder, clip, min(short_px, clip.short_px)))

    def _described(self, clip: Clip) -> dict[str, Any]:
        about = {
            "nasa_id": _id(clip),
            "title": clip.words,
            "description": f"{clip.words}, seen by a camera.",
            "keywords": clip.tags.split(", "),
            "center": "JSC",
            "date_created": "2024-05-01T00:00:00Z",
            "media_type": "video",
        }
        links = [{"rel": "preview", "href": self.preview(clip), "render": "image"}]
        return {"href": f"{self.base_url}/video/{_id(clip)}/collection.json", "data": [about], "links": links}


def _id(clip: Clip) -> str:
    return f"JSC {clip.number} Clip"


def _named(nasa_id: str) -> Clip | None:
    return next((one for one in clips.CLIPS if _id(one) == nasa_id), None)
