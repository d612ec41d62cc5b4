"""Real footage that somebody has filmed, for nothing: looked for at several sites, cut to what was asked for, credited.

A clip is chosen when it is asked for, and remembered by the attempt's key, so that asking again gives the same one. A
clip whose file cannot be had makes room for the next best.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from footage.credits import MOST_ALTERNATIVES
from footage.domain import Queue, SubmitMode, VideoRequest
from footage.errors import (
    DeadlineError,
    ForbiddenUrlError,
    GeneratorError,
    InternalError,
    RateLimitedError,
    RequestRejectedError,
    UnavailableError,
    UnsupportedMediaError,
)
from footage.money import ZERO
from footage.ports.generators import Capabilities, Delivery, Poll, Quote, RateLimits
from footage.ports.stock import MORE, NamedClip, Shown, StockBook
from footage.threads import in_thread
from footage.vendors import VendorSettings
from media.frame_size import frame_size
from routing.blame import SitesAwayError, SitesRefuseError
from routing.catalog import BackendSpec, VendorSpec
from routing.generators.catalogued import CatalogGenerator
from routing.stock.candidate import Candidate, Kept, Rendition, Scored, Wanted
from routing.stock.ranking import LEAST, Need, score
from routing.stock.search import Found, Search
from routing.stock.shelf import StockShelf
from routing.stock.sites import KEYLESS, KEYS, switched_on
from routing.stock.source import Source
from routing.stock.web import SiteError
from routing.stock.words import clip_named, search_words

STOCK = "stock"
MAX_BYTES = 150 * 1000**2
MAX_S = 120.0
FILES = 2
"""So many files of one clip are tried: some sites do not tell how large theirs are."""

MOST_GUESSED = 4
"""So many of a prompt's own words are looked for."""

MOST_TRIED = 4
"""So many clips are got before it is given up: each may be large."""

LEAST_IN_PARTS_S, MOST_PARTS = 5.0, 2
"""A film of this length, for which no clip is long enough, shows so many one after the other."""

_TWO = "No clip is long enough, so two are shown one after the other."
_HINT = (
    "Give stock_query: 2 to 4 plain English words for what a camera sees, without brands, names, numbers or ideas. Or "
    "leave look and backend out: the film is then made up or drawn."
)


class _Choice(Kept):
    """What was found for an attempt.

    Attributes:
        clips: Those that fit, the best first.
        query: The words that found them.
        parts: How many of them are shown one after the other.
    """

    clips: tuple[Scored, ...]
    query: str
    parts: int

    @property
    def named(self) -> list[NamedClip]:
        return [one.candidate.named for one in self.clips]

    def without(self, key: str) -> _Choice:
        return self.model_copy(update={"clips": tuple(one for one in self.clips if one.candidate.key != key)})


class StockGenerator(CatalogGenerator):
    """`footage.ports.generators.Generator` that makes nothing.

    Args:
        name: The backend's name.
        spec: Its row of the catalog.
        account: How many films may be at work at once.
        settings: Keys and addresses.
        shelf: What is known, and who looks at previews.
    """

    queue: Queue = "cloud"
    submit_mode: SubmitMode = "idempotent"
    limits: RateLimits | None

    def __init__(
        self, name: str, spec: BackendSpec, account: VendorSpec, settings: VendorSettings, shelf: StockShelf
    ) -> None:
        super().__init__(name, spec)
        self.poll_interval_s = account.poll_interval_s
        self.limits = RateLimits(max_concurrent=account.max_concurrent, starts_per_minute=account.starts_per_minute)
        self._settings = settings
        self._shelf = shelf
        self._kinds = switched_on(settings, shelf.keyless)

    def capabilities(self) -> Capabilities:
        return replace(super().capabilities(), real_footage=True, lengths_s=())

    def missing(self) -> str | None:
        if self._kinds:
            return None
        keys, keyless = " or ".join([", ".join(KEYS[:-1]), KEYS[-1]]), ", ".join(KEYLESS)
        return f"{keys} is not set (keys are free), and FOOTAGE_STOCK_SOURCES names none of {keyless}"

    def quote(self, request: VideoRequest) -> Quote:
        return Quote(model=self.model, cost=ZERO, price_source="free of charge")

    def outline(self, request: VideoRequest) -> Mapping[str, Any]:
        """What it would look for, and where, the first site first."""
        query = request.stock_query or " ".join(_words(request))
        return {"query": query, "sources": [one.name for one in self._kinds]}

    async def submit(self, request: VideoRequest, key: str) -> str:
        """Choose a clip; the same key gives the same one."""
        if await in_thread(self._book.chosen, key, _Choice) is None:
            shown = await in_thread(self._book.shown, key)
            choice = await self._choice(request, shown)
            for part in _keys(key, choice.parts):
                if await in_thread(self._book.choose, part, choice.named, choice) is None:
                    await self.cancel(key)
                    raise self._nothing(f"The film has every clip already that fits {choice.query!r}.")
        return key

    async def poll(self, operation_id: str) -> Poll:
        return Poll(state="succeeded", progress=1.0, cost=ZERO)

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Delivery:
        """Get the clip and make it fit; one that cannot be had, or is not as its site said, gives way to the next."""
        chosen = await self._chosen(operation_id)
        parts = chosen[1].parts if chosen else 1
        if parts == 1:
            return await self._delivered(operation_id, request, out, progress)
        each = request.model_copy(update={"duration_s": request.duration_s / parts})
        made: list[tuple[Path, Delivery]] = []
        for n, key in enumerate(_keys(operation_id, parts)):
            path, begun = out.with_name(f"{n}-{out.name}"), n / parts
            told = await self._delivered(key, each, path, partial(_share_of, progress, begun, 1 / parts))
            made.append((path, told))
        await in_thread(_join, [path for path, _ in made], out)
        notes = [note for _, told in made for note in told.notes]
        credits = tuple(credit for _, told in made for credit in told.stock)
        return Delivery(notes=tuple(dict.fromkeys([_TWO, *notes])), stock=credits)

    async def cancel(self, operation_id: str) -> None:
        """A film that is not made has no clip: another one may have it."""
        for key in _keys(operation_id.rstrip(MORE), MOST_PARTS):
            await in_thread(self._book.drop, key)

    # --- choosing -----------------------------------------------------------------------------------------------

    async def _choice(self, request: VideoRequest, shown: Shown) -> _Choice:
        wanted = _wanted(request)
        if named := clip_named(request.stock_query):
            return await self._named(*named, wanted)
        words = _words(request)
        if not words:
            raise self._nothing("The prompt has no words that footage can be looked for with.")
        need = Need(
            words=words,
            wanted=wanted,
            shown=shown,
            taken=request.stock_taken,
            unwanted=search_words(request.negative_prompt or ""),
        )
        search, sources = Search(self._book, self._shelf.judge, self._shelf.wait), self._sources()
        found = await search.find(sources, need)
        if found.clips:
            return _Choice(clips=tuple(found.clips), query=found.query, parts=1)
        if request.duration_s >= LEAST_IN_PARTS_S:
            half = replace(wanted, duration_s=request.duration_s / MOST_PARTS)
            shorter = await search.find(sources, replace(need, wanted=half))
            if len(shorter.clips) >= MOST_PARTS:
                return _Choice(clips=tuple(shorter.clips), query=shorter.query, parts=MOST_PARTS)
        raise self._refusal(" ".join(words), found)

    async def _named(self, site: str, clip_id: str, wanted: Wanted) -> _Choice:
        """The very clip that the caller names, whether it was seen or not."""
        source = next((one for one in self._sources() if one.name == site), None)
        if source is None:
            raise self._nothing(f"{site} cannot be asked here.")
        try:
            clip = await source.by_id(clip_id)
        except SiteError as exc:
            if exc.why == "missing":
                raise self._nothing(f"{source.title} has no clip {clip_id}.") from exc
            raise self._refusal(f"{site}:{clip_id}", Found(said=[str(exc)], refusals=[exc])) from exc
        if clip is None:
            raise self._nothing(f"{source.title} has no clip {clip_id}.")
        fits = score(clip, 1.0, Need(words=(), wanted=wanted))
        only = Scored(candidate=clip, score=round(max(LEAST, fits), 3))
        return _Choice(clips=(only,), query=f"{site}:{clip_id}", parts=1)

    def _refusal(self, words: str, found: Found) -> GeneratorError:
        """Why there is no clip: nobody has one, or nobody could be asked."""
        said = f"There is no footage for {words!r}: {'; '.join(found.said)}."
        refused = found.refusals
        if len(refused) < len(found.said):
            return self._nothing(said)
        if all(one.why == "auth_failed" for one in refused):
            names = ", ".join(one.site.key_name for one in refused)
            return SitesRefuseError(said, backend=self.name, hint=f"Ask the user to correct {names}.")
        waits = [one.wait_s for one in refused if one.why == "rate_limited" and one.wait_s is not None]
        if waits:
            return RateLimitedError(said, backend=self.name, retry_after_s=min(waits))
        return SitesAwayError(said, backend=self.name)

    def _nothing(self, message: str) -> RequestRejectedError:
        return RequestRejectedError(message, backend=self.name, hint=_HINT)

    # --- getting --------------------------------------------------------------------------------------------------

    async def _chosen(self, key: str) -> tuple[Scored, _Choice] | None:
        found = await in_thread(self._book.chosen, key, _Choice)
        if found is None:
            return None
        clip, choice = found
        return next(((one, choice) for one in choice.clips if one.candidate.key == clip), None)

    async def _delivered(
        self, key: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Delivery:
        failures: list[str] = []
        while len(failures) < MOST_TRIED and (chosen := await self._chosen(key)) is not None:
            one, choice = chosen
            others = choice.without(one.candidate.key)
            try:
                done = await self._fetched(one.candidate, request, out, progress)
            except (SiteError, _GoneError) as exc:
                failures.append(f"{one.candidate.key}: {exc}")
                await self._next(key, others)
            else:
                credit = one.credit(choice.query, others.clips[:MOST_ALTERNATIVES])
                return Delivery(notes=_notes(request, done), stock=(credit,))
        await self.cancel(key)
        reasons = "; ".join(failures) or "nothing was chosen"
        raise self._nothing(f"None of the clips that were found can be shown ({reasons}).")

    async def _next(self, key: str, choice: _Choice) -> None:
        """Choose the best of those that are left; what was chosen before is not in the film."""
        if await in_thread(self._book.choose, key, choice.named, choice) is None:
            await in_thread(self._book.drop, key)

    async def _fetched(
        self, clip: Candidate, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Sequence[str]:
        source, wanted = next((one for one in self._sources() if one.name == clip.source), None), _wanted(request)
        if source is None:
            raise _GoneError(f"{clip.source} cannot be asked any more")
        files = wanted.best_of(await source.renditions(clip))[:FILES]
        for n, file in enumerate(files):
            try:
                return await in_thread(_fit, source, file, wanted, out, progress)
            except _GoneError:
                if n == len(files) - 1:
                    raise
        raise _GoneError("it has no file that is large enough")

    def _sources(self) -> Sequence[Source]:
        return [kind(self._settings, self._book) for kind in self._kinds]

    @property
    def _book(self) -> StockBook:
        if self._shelf.book is None:
            raise InternalError("There is no book of what is known of real footage.")
        return self._shelf.book


class _GoneError(Exception):
    """A file cannot be had, or cannot be shown."""


def _fit(
    source: Source, file: Rendition, wanted: Wanted, out: Path, progress: Callable[[float], None]
) -> Sequence[str]:
    """Get a file and cut it to measure; what was done that a viewer may notice."""
    from media.download import LinkGoneError, download
    from media.stock.fit import fit_clip

    raw, size = out.with_name(f"raw-{out.name}"), (wanted.width, wanted.height)
    if not source.has_file(file.url):
        raise _GoneError("its file is somewhere else")
    try:
        download(file.url, raw, trusted=source.trusted, max_bytes=MAX_BYTES, max_s=MAX_S, progress=progress)
        with tempfile.TemporaryDirectory(dir=out.parent) as work:
            return fit_clip(raw, out, size=size, duration_s=wanted.duration_s, work=Path(work))
    except (LinkGoneError, UnavailableError, DeadlineError, ForbiddenUrlError, UnsupportedMediaError) as exc:
        raise _GoneError(str(exc).rstrip(".")) from exc
    finally:
        raw.unlink(missing_ok=True)


def _keys(key: str, parts: int) -> list[str]:
    """The keys of an attempt's clips."""
    return [key + MORE * n for n in range(parts)]


def _join(clips: Sequence[Path], out: Path) -> None:
    """One after the other, with a straight cut."""
    from media.assembly import Clip, assemble

    with tempfile.TemporaryDirectory(dir=out.parent) as work:
        assemble([Clip(path) for path in clips], out, work=Path(work))
    for path in clips:
        path.unlink()


def _share_of(progress: Callable[[float], None], begun: float, length: float, share: float) -> None:
    progress(begun + length * share)


def _wanted(request: VideoRequest) -> Wanted:
    width, height = frame_size(request.aspect_ratio, request.resolution)
    return Wanted(width=width, height=height, duration_s=request.duration_s)


def _words(request: VideoRequest) -> tuple[str, ...]:
    """The caller's words, else what the prompt is about in English, in whatever language it is."""
    if told := search_words(request.stock_query):
        return told
    from painter import english_words, language_of

    own = search_words(request.prompt)[:MOST_GUESSED]
    if language_of(request.prompt) == "en":
        return own
    return search_words(" ".join(english_words(request.prompt))) or own


def _notes(request: VideoRequest, done: Sequence[str]) -> tuple[str, ...]:
    """What a viewer may notice; whose footage it is stands in the credits."""
    said = [f"{one[:1].upper()}{one[1:]}." for one in done]
    if request.style:
        said.append("Real footage looks as it was filmed: the style was passed over.")
    return tuple(said)
