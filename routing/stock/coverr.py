"""Coverr: https://api.coverr.co/docs/. Addresses of files have a token of the key in them: they are never kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import Source, part, positive, present, rows, text, whole
from routing.wire import replies

_PER_PAGE = 25


class Coverr(Source):
    """50 questions an hour, and each clip that is taken is one more."""

    name = "coverr"
    title = "Coverr"
    key_name = "COVERR_API_KEY"
    hosts = ("coverr.co",)
    allowance = Allowance(burst=25, per_s=20 / 3600)

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        asked: dict[str, Any] = {"query": words, "page_size": _PER_PAGE, "sort": "popular"}
        if wanted.orientation != "square":
            asked["filter"] = f"is_vertical:{str(wanted.orientation == 'portrait').lower()}"
        answer = part(await self.site.ask(f"{self.base_url}/videos", asked))
        return present(self._read(one) for one in rows(answer.get("hits")))

    async def by_id(self, clip_id: str) -> Candidate | None:
        return self._read(await self._video(clip_id))

    async def renditions(self, candidate: Candidate) -> tuple[Rendition, ...]:
        """The file to download, by which the site counts downloads."""
        urls = part((await self._video(candidate.id)).get("urls"))
        url = self.secured(urls.get("mp4_download")) or self.secured(urls.get("mp4"))
        return (Rendition(url=url, width=candidate.width, height=candidate.height),) if url else ()

    async def _video(self, clip_id: str) -> Mapping[str, Any]:
        return part(await self.site.ask(f"{self.base_url}/videos/{quote(clip_id, safe='')}", {"urls": "true"}))

    def _read(self, hit: Mapping[str, Any]) -> Candidate | None:
        clip_id = replies.identity(hit.get("id"))
        if not clip_id or hit.get("is_premium") is True:  # which costs money
            return None
        creator = part(hit.get("creator") or hit.get("author"))
        page = text(hit.get("canonical_url")) or f"https://coverr.co/videos/{quote(clip_id)}"
        return self.candidate(
            id=clip_id,
            words=" ".join(text(hit.get(name)) for name in ("title", "tags", "description")).strip(),
            page=page,
            author=text(creator.get("name")),
            licence="Coverr License",
            licence_url="https://coverr.co/license",
            preview_url=self._without_token(hit.get("thumbnail")),
            duration_s=positive(hit.get("duration")),
            width=whole(hit.get("max_width")),
            height=whole(hit.get("max_height")),
        )

    def _without_token(self, url: object) -> str:
        """The address of a picture; empty where it has a token in it."""
        address = self.secured(url)
        return "" if "token=" in address.lower() else address
