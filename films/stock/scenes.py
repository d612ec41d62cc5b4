"""The real footage of an article's film in its job: found, put into its scenes, told, and credited at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from films.services import Services
from films.stock import told
from films.stock.choose import as_long_as
from films.stock.find import find
from footage.credits import StockCredit
from footage.ports.jobs import JobContext
from footage.turns import in_turn

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm
    from films.blog_order import BlogOrder

_CUT_FROM = 0.85
"""The share of the way at which all clips are there and begin to be cut."""

_LEAST_CARD_S, _CHARS_PER_S = 3.0, 15
_LINES_A_CARD, _LINE_CHARS = 6, 160
_HEADINGS = {
    "ar": "لقطات",
    "de": "Filmaufnahmen",
    "en": "Footage",
    "es": "Imágenes",
    "fr": "Images",
    "it": "Riprese",
    "ja": "映像",
    "ko": "영상",
    "nl": "Beelden",
    "pl": "Zdjęcia",
    "pt": "Imagens",
    "ru": "Съёмка",
    "tr": "Görüntüler",
    "zh": "影像素材",
}


@dataclass(frozen=True)
class RealScenes:
    """A film with the footage that was found.

    Attributes:
        storyboard: The film, with clips under the words of its scenes.
        whole: Files of scenes over which nothing is written, by beat.
        credits: Whose footage is in it.
        credits_text: The same as the text of a file; empty for nobody's.
        told: How many scenes show footage, which could not and why, in sentences; empty where none was wanted.
        added_s: How much longer the film is for its credits, in seconds.
    """

    storyboard: ArticleFilm
    whole: Mapping[int, Path] = field(default_factory=dict)
    credits: tuple[StockCredit, ...] = ()
    credits_text: str = ""
    told: str = ""
    added_s: float = 0.0


async def real_scenes(
    services: Services,
    job: JobContext,
    order: BlogOrder,
    storyboard: ArticleFilm,
    planned: Sequence[int],
    span: tuple[float, float],
) -> RealScenes:
    """Find the footage that the job's plan asks for, and put it into the film.

    Args:
        services: For the paid path.
        job: The job.
        order: Its order.
        storyboard: The film, with the times that it has in the end.
        planned: Which beat of the film as it was ordered each of its beats is.
        span: From where to where this brings the job's progress, 0 to 1.

    Raises:
        FootageError: As in `films.stock.find.find`.
    """
    from films.stock.shown import shown

    wanted = [one for one in (job.record.plan.scenes if job.record.plan else ()) if one.request.look == "real"]
    if not wanted:
        return RealScenes(storyboard)
    beats = storyboard.film.beats
    lengths_s = {place: beats[at].duration_s for at, place in enumerate(planned) if place >= 0}
    there = as_long_as(wanted, lengths_s)
    start, end = span
    found = await find(services, job, there, start, start + _CUT_FROM * (end - start))
    places = {at: place for at, place in enumerate(planned) if place >= 0}
    clips = {at: found.clips[place] for at, place in places.items() if place in found.clips}
    made = await in_turn(
        shown,
        storyboard,
        clips,
        is_narrated=order.has_voice and any(note.lines for note in storyboard.scenes),
        folder=services.parts_dir,
        work=job.work_dir,
    )
    missing = {at: found.missing[place] for at, place in places.items() if place in found.missing} | made.missing
    film, stock, added_s = made.storyboard, tuple(made.credits), 0.0
    if order.credits_card and stock:
        film = with_card(film, stock)
        added_s = film.film.duration_s - storyboard.film.duration_s
    return RealScenes(
        storyboard=film,
        whole=made.whole,
        credits=stock,
        added_s=added_s,
        credits_text=told.credits_text(storyboard.title, stock) if stock else "",
        told=_told(storyboard, [*clips.keys() - made.missing.keys()], missing, stock),
    )


def with_card(storyboard: ArticleFilm, stock: Sequence[StockCredit]) -> ArticleFilm:
    """The film with a last card, or a few, that name whose footage is in it."""
    from films.article.pacing import stepped_up
    from films.article.storyboard import SceneNote
    from painter import ListCard

    lines = [one[:_LINE_CHARS] for one in told.card_lines(stock)]
    heading = _HEADINGS.get(storyboard.language.partition("-")[0].lower(), _HEADINGS["en"])
    film = storyboard.film
    last = film.beats[-1].model_copy(update={"titles": (), "caption": None, "transition": "cut"})
    cards = [
        ListCard(heading=heading, items=tuple(lines[at : at + _LINES_A_CARD]))
        for at in range(0, len(lines), _LINES_A_CARD)
    ]
    lengths_s = [max(_LEAST_CARD_S, stepped_up(sum(map(len, card.items)) / _CHARS_PER_S)) for card in cards]
    beats = [last.model_copy(update={"card": card, "duration_s": s}) for card, s in zip(cards, lengths_s, strict=True)]
    whole_s = film.duration_s + sum(lengths_s)
    note = SceneNote(kind="end", lines=(), chapter=storyboard.scenes[-1].chapter, scene_id="credits")
    return storyboard.model_copy(
        update={
            "film": film.model_copy(update={"beats": (*film.beats, *beats), "duration_s": whole_s}),
            "scenes": (*storyboard.scenes, *[note] * len(cards)),
        }
    )


def _told(
    storyboard: ArticleFilm, real: Sequence[int], missing: Mapping[int, str], stock: Sequence[StockCredit]
) -> str:
    """What became of the footage, scene by scene."""
    ids = [note.scene_id for note in storyboard.scenes]
    shown, count = {ids[at] for at in real}, len(dict.fromkeys(ids))
    parts = [f"{len(shown)} of {count} scenes are real footage, the others are drawn."]
    why: dict[str, list[str]] = {}
    for at, reason in sorted(missing.items()):
        if ids[at] not in shown:
            why.setdefault(reason.rstrip("."), []).append(ids[at])
    drawn = "; ".join(f"{', '.join(dict.fromkeys(names))} ({reason})" for reason, names in why.items())
    parts += [f"Drawn instead: {drawn}."] if drawn else []
    return " ".join([*parts, told.sentence(stock)]).strip()
