"""NASA: https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf. What is there is free, but for the agency's logo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import Source, part, present, rows, text
from routing.wire import replies

_PER_PAGE = 40
_HEIGHTS_PX = {"mobile": 360, "small": 480, "medium": 720, "large": 1080, "orig": 1080}
"""What its names of sizes usually mean; the file tells."""


class Nasa(Source):
    """No limit is published."""

    name = "nasa"
    title = "NASA"
    hosts = ("nasa.gov",)
    allowance = Allowance(burst=10, per_s=1.0)

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        return await self._found({"q": words, "media_type": "video", "page_size": _PER_PAGE})

    async def by_id(self, clip_id: str) -> Candidate | None:
        return next(iter(await self._found({"nasa_id": clip_id, "media_type": "video"})), None)

    async def renditions(self, candidate: Candidate) -> tuple[Rendition, ...]:
        """The files of a list, which has subtitles and pictures in it too."""
        listed = await self.site.ask(candidate.asked_at)
        names = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        return tuple(one for one in map(self._file, names) if one)

    async def _found(self, asked: Mapping[str, Any]) -> list[Candidate]:
        answer = part(await self.site.ask(f"{self.base_url}/search", asked))
        return present(self._read(one) for one in rows(part(answer.get("collection")).get("items")))

    def _read(self, item: Mapping[str, Any]) -> Candidate | None:
        about = next(iter(rows(item.get("data"))), {})
        clip_id, listed = replies.identity(about.get("nasa_id")), self.secured(item.get("href"))
        if not clip_id or not listed:
            return None
        previews = [one.get("href") for one in rows(item.get("links")) if text(one.get("rel")) == "preview"]
        return self.candidate(
            id=clip_id,
            words=" ".join(text(about.get(name)) for name in ("title", "keywords", "description")),
            page=f"https://images.nasa.gov/details/{clip_id}".replace(" ", "%20"),
            author=" ".join(["NASA", text(about.get("center"))]).strip(),
            licence="NASA media guidelines",
            licence_url="https://www.nasa.gov/nasa-brand-center/images-and-media/",
            preview_url=self.secured(next(iter(previews), "")),
            asked_at=listed,
        )

    def _file(self, address: str) -> Rendition | None:
        url, name = self.secured(address), address.rpartition("~")[2].lower()
        size, _, kind = name.partition(".")
        if not url or kind != "mp4" or size not in _HEIGHTS_PX:
            return None
        high = _HEIGHTS_PX[size]
        return Rendition(url=url, width=round(high * 16 / 9), height=high)
