"""Pexels: https://www.pexels.com/api/documentation/#videos-search. All it says of a clip is the clip's address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import MOST, Source, part, positive, present, rows, text, whole
from routing.wire import replies


class Pexels(Source):
    """200 questions an hour: a third of them may come at once."""

    name = "pexels"
    title = "Pexels"
    key_name = "PEXELS_API_KEY"
    hosts = ("pexels.com", "vimeo.com")
    allowance = Allowance(burst=60, per_s=120 / 3600)

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": self.key}

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        found = await self._videos({"query": words, "orientation": wanted.orientation, "per_page": MOST})
        if not found and wanted.orientation == "square":  # of which there are few
            return await self._videos({"query": words, "per_page": MOST})
        return found

    async def by_id(self, clip_id: str) -> Candidate | None:
        asked = f"{self.base_url}/v1/videos/videos/{quote(clip_id, safe='')}"
        return self._read(part(await self.site.ask(asked)))

    async def _videos(self, asked: Mapping[str, Any]) -> list[Candidate]:
        answer = part(await self.site.ask(f"{self.base_url}/v1/videos/search", asked))
        return present(self._read(one) for one in rows(answer.get("videos")))

    def _read(self, video: Mapping[str, Any]) -> Candidate | None:
        files = [one for one in map(self._file, rows(video.get("video_files"))) if one]
        clip_id, user = replies.identity(video.get("id")), part(video.get("user"))
        if not clip_id or not files:
            return None
        page = text(video.get("url"))
        return self.candidate(
            id=clip_id,
            words=" ".join([_slug(page), text(video.get("tags"))]).strip(),
            page=page,
            author=text(user.get("name")),
            author_page=text(user.get("url")),
            licence="Pexels License",
            licence_url="https://www.pexels.com/license/",
            preview_url=self.secured(video.get("image")),
            duration_s=positive(video.get("duration")),
            width=whole(video.get("width")),
            height=whole(video.get("height")),
            fps=max((one.fps for one in files if one.fps), default=None),
            renditions=tuple(files),
        )

    def _file(self, file: Mapping[str, Any]) -> Rendition | None:
        """One that is a whole file: a stream in pieces ("hls") is none, nor is what has no size."""
        url, wide, high = self.secured(file.get("link")), whole(file.get("width")), whole(file.get("height"))
        is_stream = text(file.get("quality")) == "hls" or text(file.get("file_type")) not in {"video/mp4", ""}
        if is_stream or not url or not wide or not high:
            return None
        fps, size = positive(file.get("fps")), whole(file.get("size"))
        return Rendition(url=url, width=wide, height=high, fps=fps, size_bytes=size)


def _slug(page: str) -> str:
    """The words at the end of an address."""
    last = page.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"-?\d+$", "", last).replace("-", " ").strip()
