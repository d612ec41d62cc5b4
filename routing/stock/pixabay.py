"""Pixabay: https://pixabay.com/api/docs/#api_search_videos. The key is in the address; answers are kept for a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import Source, part, positive, present, rows, text, whole
from routing.wire import replies

_MOST_CHARS = 100
_PER_PAGE = 60
"""It cannot be told a shape or a length, so many are asked for and most are passed over."""

_SIZES = ("large", "medium", "small", "tiny")


class Pixabay(Source):
    """100 questions a minute: half of them may come at once."""

    name = "pixabay"
    title = "Pixabay"
    key_name = "PIXABAY_API_KEY"
    hosts = ("pixabay.com",)
    allowance = Allowance(burst=45, per_s=45 / 60)

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        asked = {"q": words[:_MOST_CHARS], "video_type": "film", "safesearch": "true", "per_page": _PER_PAGE}
        return present(self._read(one) for one in await self._hits(asked))

    async def by_id(self, clip_id: str) -> Candidate | None:
        return next(iter(present(self._read(one) for one in await self._hits({"id": clip_id}))), None)

    async def _hits(self, asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        answer = part(await self.site.ask(f"{self.base_url}/api/videos/", {"key": self.key, **asked}))
        return rows(answer.get("hits"))

    def _read(self, hit: Mapping[str, Any]) -> Candidate | None:
        videos = part(hit.get("videos"))
        files = [one for one in (self._file(part(videos.get(size))) for size in _SIZES) if one]
        clip_id, user = replies.identity(hit.get("id")), text(hit.get("user"))
        if not clip_id or not files:
            return None
        user_id = replies.identity(hit.get("user_id"))
        return self.candidate(
            id=clip_id,
            words=text(hit.get("tags")),
            page=text(hit.get("pageURL")),
            author=user,
            author_page=f"https://pixabay.com/users/{quote(user)}-{user_id}/" if user and user_id else "",
            licence="Pixabay Content License",
            licence_url="https://pixabay.com/service/license-summary/",
            preview_url=self.secured(part(videos.get("tiny")).get("thumbnail")),
            duration_s=positive(hit.get("duration")),
            width=files[0].width,
            height=files[0].height,
            renditions=tuple(files),
        )

    def _file(self, file: Mapping[str, Any]) -> Rendition | None:
        """One that is there: "large" is often empty."""
        url = self.secured(file.get("url"))
        if not url:
            return None
        size = whole(file.get("size"))
        return Rendition(url=url, width=whole(file.get("width")), height=whole(file.get("height")), size_bytes=size)
