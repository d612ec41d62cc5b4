"""Wikimedia Commons: https://www.mediawiki.org/wiki/API:Videoinfo. Each file has a licence of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from footage import http
from footage.ports.stock import Allowance
from routing.stock.candidate import Candidate, Rendition, Wanted
from routing.stock.source import Source, part, positive, present, rows, text, whole
from routing.wire import replies

_CONTACT = "https://pypi.org/project/footage/"
_LIMIT = 20
_FREE = re.compile(r"(?i)^(?:cc0|public domain|pd\b|cc[ -]by(?! ?-?(?:sa|nc|nd))(?:[ -][\d.]+)?)")
"""Free to use, with a credit at most: a film that has a clip under CC BY-SA would have to be under it as well."""

_TAG = re.compile(r"<[^>]+>")
_NAMES = re.compile(r"^File:|\.\w{3,4}$")


class Commons(Source):
    """It asks for at most three questions at once, and to be told who asks."""

    name = "commons"
    title = "Wikimedia Commons"
    hosts = ("wikimedia.org",)
    allowance = Allowance(burst=3, per_s=1.0)

    def headers(self) -> Mapping[str, str]:
        return {"User-Agent": f"{http.USER_AGENT} ({_CONTACT})"}

    async def search(self, words: str, wanted: Wanted) -> list[Candidate]:
        asked = {"gsrnamespace": 6, "gsrsearch": f"filetype:video {words}", "gsrlimit": _LIMIT, "generator": "search"}
        return present(self._read(one) for one in await self._pages(asked))

    async def by_id(self, clip_id: str) -> Candidate | None:
        return next(iter(present(self._read(one) for one in await self._pages({"pageids": clip_id}))), None)

    async def _pages(self, asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        always = {"action": "query", "format": "json", "formatversion": 2, "prop": "videoinfo"}
        always["viprop"] = "url|size|mime|extmetadata|derivatives"
        answer = part(await self.site.ask(f"{self.base_url}/w/api.php", {**always, **asked}))
        found = rows(part(answer.get("query")).get("pages"))
        return sorted(found, key=lambda page: whole(page.get("index")) or 0)

    def _read(self, page: Mapping[str, Any]) -> Candidate | None:
        info = next(iter(rows(page.get("videoinfo"))), {})
        said = part(info.get("extmetadata"))
        licence = _value(said, "LicenseShortName")
        clip_id, files = replies.identity(page.get("pageid")), self._files(info)
        if not clip_id or not files or not _may_be_shown(said, licence):
            return None
        return self.candidate(
            id=clip_id,
            words=" ".join([_NAMES.sub("", text(page.get("title"))), _value(said, "ImageDescription")]),
            page=text(info.get("descriptionurl")),
            author=_value(said, "Artist"),
            licence=licence,
            licence_url=_value(said, "LicenseUrl"),
            duration_s=positive(info.get("duration")),
            width=whole(info.get("width")),
            height=whole(info.get("height")),
            renditions=files,
        )

    def _files(self, info: Mapping[str, Any]) -> tuple[Rendition, ...]:
        """The file itself and what was made of it, without streams in pieces."""
        made = [one for one in rows(info.get("derivatives")) if not text(one.get("type")).endswith("mpegurl")]
        found = [self._file(one, one.get("src")) for one in made] + [self._file(info, info.get("url"))]
        return tuple({one.url: one for one in found if one}.values())

    def _file(self, file: Mapping[str, Any], address: object) -> Rendition | None:
        url, wide, high = self.secured(address), whole(file.get("width")), whole(file.get("height"))
        return Rendition(url=url, width=wide, height=high, size_bytes=whole(file.get("size"))) if url else None


def _may_be_shown(said: Mapping[str, Any], licence: str) -> bool:
    """Whether a file is free for all, and whoever must be named is named."""
    is_bound = _value(said, "Restrictions") or _value(said, "NonFree").lower() in {"true", "1"}
    nameless = _value(said, "AttributionRequired").lower() == "true" and not _value(said, "Artist")
    return bool(_FREE.match(licence)) and not is_bound and not nameless


def _value(said: Mapping[str, Any], name: str) -> str:
    """What a file says of itself, without markup."""
    return text(html.unescape(_TAG.sub(" ", text(part(said.get(name)).get("value")))))
