"""The embedded storyboard: drawn on this machine, free, no network, always there. It never pretends to be more.

What draws is loaded by the first film, which takes a quarter of a second: most commands need none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from footage.domain import EMBEDDED, AspectRatio, Queue, Resolution, SubmitMode, Tier, VideoRequest
from footage.money import ZERO
from footage.ports.generators import Capabilities, Poll, Quote, RateLimits
from footage.threads import in_thread
from media.frame_size import frame_size

if TYPE_CHECKING:
    from painter import Beat, FilmPlan

FPS = 24
_LEAST_WITH_CARD_S, _CARD_S, _CARD_SHARE = 4.0, 2.5, 0.3

"""From which length on a film ends with its brand's last card, and how long that is seen."""

_CARD_CHARS = 120

MAX_DURATION_S = 180.0
_BRANDED = "It wears the brand."
_ONWARD = "The last shot goes on for {seconds:.1f} s without a cut; music and what is new begin anew."
_LATENCY_SHARE: Mapping[Resolution, float] = {"480p": 0.2, "720p": 0.3, "1080p": 0.7, "4k": 3.0}
"""Drawing time for a second of film on two cores; see benchmarks/README.md."""


class Storyboard:
    """`footage.ports.generators.Generator` that draws.

    Nothing happens before `fetch`, so every step can be repeated.
    """

    name = vendor = EMBEDDED
    tier: Tier = "embedded"
    queue: Queue = "cpu"
    submit_mode: SubmitMode = "idempotent"
    poll_interval_s = 0.1
    enabled_by_default = True
    limits: RateLimits | None = None
    quality_prior = 0.15
    last_resort = True
    successor: str | None = None

    def capabilities(self) -> Capabilities:
        from painter import STYLES

        return Capabilities(
            sizes={ratio: frozenset(get_args(Resolution)) for ratio in get_args(AspectRatio)},
            min_duration_s=0.5,
            max_duration_s=MAX_DURATION_S,
            audio=True,
            start_image=True,
            plans=True,
            styles=frozenset(STYLES),
        )

    def missing(self) -> str | None:
        return None

    def quote(self, request: VideoRequest) -> Quote:
        return Quote(model="storyboard-1", cost=ZERO, price_source="drawn on this machine")

    def latency_s(self, request: VideoRequest) -> float:
        return request.duration_s * _LATENCY_SHARE[request.resolution]

    def outline(self, request: VideoRequest) -> Mapping[str, Any]:
        from painter import crowded_notes, undrawable_notes

        film = _film(request)
        unsaid = () if request.plan else _unsaid(film, request.prompt)
        dressed = (_BRANDED,) if request.brand and film.brand else ()
        onward = (_ONWARD.format(seconds=film.beats[0].duration_s),) if _goes_on(film) else ()
        notes = (*dressed, *onward, *undrawable_notes(film), *unsaid, *crowded_notes(film))
        return film.model_copy(update={"notes": notes}).model_dump(mode="json")

    async def probe(self) -> None:
        """It is this machine; it answers."""

    async def submit(self, request: VideoRequest, key: str) -> str:
        return f"local-{key}"

    async def lookup(self, key: str) -> str | None:
        return f"local-{key}"

    async def poll(self, operation_id: str) -> Poll:
        return Poll(state="succeeded", progress=1.0, cost=ZERO)

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> None:
        from painter import render

        film = _film(request)
        pictures = [Path(request.start_image)] if request.start_image and not _goes_on(film) else []
        if film.brand and film.brand.logo is not None and request.brand and request.brand.logo:
            pictures.append(Path(request.brand.logo))
        await in_thread(render, film, out, audio=request.audio, pictures=pictures, progress=progress)

    async def cancel(self, operation_id: str) -> None:
        """Nothing runs before `fetch`, and that stops by its progress callback."""


def _goes_on(film: FilmPlan) -> bool:
    """Whether a film begins with the shot that another one ended with."""
    return film.beats[0].goes_on_s > 0


def _onward(request: VideoRequest, width: int, height: int) -> FilmPlan | None:
    """The film as it goes on from another drawn one; None where that one's last shot cannot go on."""
    from painter import FilmPlan, going_on

    before = request.goes_on or {}
    return going_on(
        FilmPlan.model_validate(before["plan"], extra="ignore"),
        str(before.get("prompt", "")),
        request.prompt,
        duration_s=request.duration_s,
        width=width,
        height=height,
        fps=FPS,
        seed=request.seed,
        style=request.style,
        at_s=before.get("at_s"),
    )


def _unsaid(film: FilmPlan, prompt: str) -> tuple[str, ...]:
    """What became of the words of a prompt."""
    from painter import asked_notes, drawn_notes, quote_notes, telling_notes

    said = (*quote_notes(film, prompt), *telling_notes(film, prompt))
    return (*said, *asked_notes(film, prompt), *drawn_notes(film, prompt))


def _film(request: VideoRequest) -> FilmPlan:
    """The caller's plan in the size that was asked for, or one read from the prompt."""
    from painter import FilmPlan, plan_film

    pictures = 1 if request.start_image else 0
    width, height = frame_size(request.aspect_ratio, request.resolution)
    if request.plan is not None:
        return FilmPlan.model_validate({**request.plan, "width": width, "height": height}).showing(pictures)
    if request.goes_on and (onward := _onward(request, width, height)):
        return _branded(onward, request, None, pictures=0)
    ending_s = _ending_s(request)

    def planned(duration_s: float) -> FilmPlan:
        return plan_film(
            request.prompt,
            duration_s=duration_s,
            width=width,
            height=height,
            fps=FPS,
            seed=request.seed,
            style=request.style,
            pictures=pictures,
            brand=_colours(request),
        )

    film = planned(request.duration_s - ending_s)
    ending = _ending(request, film, ending_s) if ending_s else None
    if ending_s and ending is None:  # nothing is there to be said last
        film = planned(request.duration_s)
    return _branded(film, request, ending, pictures=pictures)


def _colours(request: VideoRequest) -> tuple[str, ...]:
    """The brand's colours, unless the prompt states others."""
    from painter import brand_of

    return () if request.brand is None or brand_of(request.prompt) else request.brand.colours


def _ending_s(request: VideoRequest) -> float:
    """How long the last card of a brand is seen; 0 in a film that has none, or is too short for one."""
    look = request.brand
    if look is None or not (look.end_line or look.logo) or request.duration_s < _LEAST_WITH_CARD_S:
        return 0.0
    return round(min(_CARD_S, _CARD_SHARE * request.duration_s) * FPS) / FPS


def _ending(request: VideoRequest, film: FilmPlan, length_s: float) -> Beat | None:
    """The last card of a brand: its words, or the film's own beside its logo; None where there are none."""
    from painter import Beat, EndCard

    look = request.brand
    titles = [title for beat in film.beats for title in beat.titles]
    line = (look.end_line if look else "") or next(iter(titles), "")[:_CARD_CHARS]
    if look is None or not line:
        return None
    card = EndCard(line=line, url=look.end_url)
    return Beat(duration_s=length_s, setting="abstract", card=card, transition="dissolve", transition_s=0.4)


def _branded(film: FilmPlan, request: VideoRequest, ending: Beat | None, *, pictures: int) -> FilmPlan:
    """A film with a brand on it; its logo comes after the pictures that are given."""
    from painter import Brand

    look = request.brand
    if look is None:
        return film
    has_logo = look.logo is not None and Path(look.logo).is_file()
    brand = Brand(colours=_colours(request), font=look.font, logo=pictures if has_logo else None)
    own: dict[str, Any] = {"brand": brand, **({"music": look.music} if look.music else {})}
    if ending:
        own |= {"beats": (*film.beats, ending), "duration_s": film.duration_s + ending.duration_s}
    return film.model_copy(update=own)
