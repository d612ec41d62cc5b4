"""A clip is looked for: at two sites, with fewer words where nothing is found, what was answered before first."""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from footage.errors import FootageError
from footage.ports.stock import PreviewJudge, StockBook
from footage.threads import in_thread
from media.download import LinkGoneError, download
from routing.stock.candidate import Candidate, Scored, Wanted
from routing.stock.ranking import Need, ranked, said_matches, told, usable
from routing.stock.source import Source
from routing.stock.web import SiteError
from routing.stock.words import ladder

SITES = 2
"""So many sites are asked for a scene before it goes without."""

WAITS_S = 60.0
"""A site that says "later" is waited for at most this long, where no other has the clip."""

NOTHING_S = 600.0
"""How long it is remembered that a site has nothing."""

_VERSION = 1
_PREVIEW_BYTES, _PREVIEW_S = 2_000_000, 10.0


@dataclass(kw_only=True)
class Found:
    """What was found.

    Attributes:
        clips: Those that fit, the best first.
        query: The words that found them.
        said: What each site had, or why it gave no answer, for people.
        refusals: The sites that gave no answer.
    """

    clips: list[Scored] = field(default_factory=list)
    query: str = ""
    said: list[str] = field(default_factory=list)
    refusals: list[SiteError] = field(default_factory=list)


class Search:
    """Looks for clips.

    Args:
        book: What all processes know.
        judge: Sees what previews show; None where nobody does.
        wait: Lets seconds pass.
    """

    def __init__(
        self,
        book: StockBook,
        judge: PreviewJudge | None = None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._book = book
        self._judge = judge
        self._wait = wait

    async def find(self, sources: Sequence[Source], need: Need) -> Found:
        """The clips of the first site that has one that fits.

        Args:
            sources: The sites, in the order in which they are asked.
            need: What is looked for.
        """
        found, answered = Found(), 0
        for source in sources:
            try:
                await self._at(source, need, found)
            except SiteError as exc:
                found.refusals.append(exc)
                found.said.append(str(exc))
            else:
                answered += 1
            if found.clips or answered == SITES:
                return found
        if later := _soonest(found.refusals):
            await self._wait(later.wait_s or 0)
            with suppress(SiteError):
                await self._at(next(one for one in sources if one.name == later.site.name), need, found)
        return found

    async def _at(self, source: Source, need: Need, found: Found) -> None:
        """Look at one site, with fewer words each time."""
        most: Sequence[Candidate] = ()
        for step in ladder(need.words):
            query = " ".join(step)
            hits = await self._hits(source, query, need.wanted)
            fit = usable(hits, need)
            clips = await self._seen(source, ranked(fit, said_matches(fit, need.words), need), need)
            if clips:
                found.clips, found.query = clips, query
                return
            most = max(most, hits, key=len)
        why = f"{len(most)} clips for it and none that fits ({told(most, need)})" if most else "no clips for it"
        found.said.append(f"{source.title} has {why}")

    async def _hits(self, source: Source, query: str, wanted: Wanted) -> list[Candidate]:
        """What a site answers, or has answered lately."""
        key = _name_of(source, query, wanted)
        known = await in_thread(self._book.found, key)
        if known is not None:
            with suppress(ValidationError, KeyError, TypeError):
                return [Candidate.model_validate(one) for one in known["candidates"]]
        hits = await source.search(query, wanted)
        document = {"candidates": [one.model_dump(mode="json", exclude_defaults=True) for one in hits]}
        await in_thread(self._book.keep, key, document, source.keeps_s if hits else NOTHING_S)
        return hits

    async def _seen(self, source: Source, clips: list[Scored], need: Need) -> list[Scored]:
        """The clips by what their previews show, where somebody can see that."""
        if self._judge is None or not clips or not await in_thread(self._judge.is_there):
            return clips
        best = [one.candidate for one in clips]
        matches = await in_thread(_looked_at, self._judge, source, best, " ".join(need.words))
        return clips if matches is None else ranked(best, matches, need)


def _looked_at(
    judge: PreviewJudge, source: Source, clips: Sequence[Candidate], words: str
) -> Mapping[str, float] | None:
    """How well each clip's preview fits; None where nobody can tell, or hardly any preview can be had."""
    with tempfile.TemporaryDirectory(prefix="footage-stock-") as folder:
        seen: dict[str, Path] = {}
        for n, one in enumerate(clips):
            out = Path(folder) / f"{n}.jpg"
            with suppress(FootageError, LinkGoneError, OSError):
                if one.preview_url and source.has_file(one.preview_url):
                    limits = {"max_bytes": _PREVIEW_BYTES, "max_s": _PREVIEW_S}
                    download(one.preview_url, out, trusted=source.trusted, **limits)  # type: ignore[arg-type]
                    seen[one.key] = out
        if len(seen) * 2 < len(clips):
            return None
        fits = judge.fits(list(seen.values()), words)
    return None if fits is None else {one.key: 0.0 for one in clips} | dict(zip(seen, fits, strict=True))


def _name_of(source: Source, query: str, wanted: Wanted) -> str:
    """A question's name, without the key it is asked with."""
    asked = [_VERSION, source.name, source.base_url, query, wanted.orientation]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _soonest(refusals: Sequence[SiteError]) -> SiteError | None:
    """The site that can be asked again first, if that is soon."""
    busy = [one for one in refusals if one.why == "rate_limited" and one.wait_s is not None and one.wait_s <= WAITS_S]
    return min(busy, key=lambda one: one.wait_s or 0, default=None)
