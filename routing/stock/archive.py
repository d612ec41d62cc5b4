"""The Internet Archive's Prelinger films: https://archive.org/services/docs/api/. Old films, for history alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import Source, part, positive, present, rows, text, whole
from routing.wire import replies

MOST_S = 180.0
_ROWS = 30
_FIELDS = ("identifier", "title", "description", "subject", "creator", "licenseurl")
_FORMATS = frozenset({"h.264", "mpeg4", "512kb mpeg4", "h.264 ia"})
_FREE = re.compile(r"(?i)publicdomain|/zero/|/licenses/by/")
_NO_WORD = re.compile(r"[^\w\s-]")


class Archive(Source):
    """No limit is published; it asks for moderation."""

    name = "archive"
    title = "Internet Archive"
    hosts = ("archive.org",)
    allowance = Allowance(burst=5, per_s=0.5)

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        meant = " AND ".join(_NO_WORD.sub(" ", words).split())
        asked = {"q": f"mediatype:movies AND collection:prelinger AND ({meant})", "fl[]": list(_FIELDS)}
        answer = part(await self.site.ask(f"{self.base_url}/advancedsearch.php", {**asked, **_PAGE}))
        return present(self._read(one) for one in rows(part(answer.get("response")).get("docs")))

    async def by_id(self, clip_id: str) -> Candidate | None:
        return self._read(part((await self._metadata(clip_id)).get("metadata")))

    async def renditions(self, candidate: Candidate) -> tuple[Rendition, ...]:
        """Its films as browsers play them, unless it is a long one."""
        files = rows((await self._metadata(candidate.id)).get("files"))
        return tuple(one for one in (self._file(candidate.id, file) for file in files) if one)

    async def _metadata(self, clip_id: str) -> Mapping[str, Any]:
        return part(await self.site.ask(f"{self.base_url}/metadata/{quote(clip_id, safe='')}"))

    def _read(self, doc: Mapping[str, Any]) -> Candidate | None:
        clip_id, licence_url = replies.identity(doc.get("identifier")), text(doc.get("licenseurl"))
        if not clip_id or not _FREE.search(licence_url):
            return None
        return self.candidate(
            id=clip_id,
            words=" ".join(text(doc.get(name)) for name in ("title", "subject", "description")),
            page=f"https://archive.org/details/{quote(clip_id)}",
            author=text(doc.get("creator")),
            licence="CC BY" if "/licenses/by/" in licence_url else "Public domain",
            licence_url=licence_url,
            preview_url=f"{self.base_url}/services/img/{quote(clip_id)}",
        )

    def _file(self, clip_id: str, file: Mapping[str, Any]) -> Rendition | None:
        name, length_s = text(file.get("name")), _seconds(file.get("length"))
        if not name or text(file.get("format")).lower() not in _FORMATS or (length_s or 0) > MOST_S:
            return None
        return Rendition(
            url=f"{self.base_url}/download/{quote(clip_id)}/{quote(name)}",
            width=whole(file.get("width")),
            height=whole(file.get("height")),
            size_bytes=whole(file.get("size")),
        )


_PAGE = {"rows": _ROWS, "page": 1, "output": "json"}


def _seconds(length: object) -> float | None:
    """A length that is told in seconds, or as on a clock."""
    total = 0.0
    for one in text(length).split(":") if isinstance(length, str) else [length]:
        read = replies.number(one)
        if read is None:
            return None
        total = total * 60 + float(read)
    return positive(total)
