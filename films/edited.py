"""An article's film as an editor looks at it: made of its storyboard, for the check in `quality`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from footage.edited_film import NOTHING_KNOWN, EditedFilm, EditedScene, SourceFacts
from painter import Beat, Card, PhotoCard, SplitCard, TitleCard, texts_of

if TYPE_CHECKING:
    from films.article.outline import Outline
    from films.article.storyboard import ArticleFilm, SceneNote
    from painter.measures import BeatFacts

_KINDS = {"closing": "end", "statistic": "figure", "image": "picture", "photo": "picture"}
_FILMED = "film"
_NOT_SAID = {"kind", "id", "table_id", "picture_id", "role", "align", "language"}


def edited_film(
    storyboard: ArticleFilm,
    *,
    asked_s: float,
    is_narrated: bool,
    source: SourceFacts = NOTHING_KNOWN,
    facts: Sequence[BeatFacts] = (),
) -> EditedFilm:
    """A film as it is laid out.

    Args:
        storyboard: The film, with the times that it has in the end.
        asked_s: How long the caller wanted it, in seconds.
        is_narrated: Whether its lines are spoken.
        source: What its article says of its texts.
        facts: How every beat reads, as `painter.text_facts` measures it; empty where that is not known.
    """
    film = storyboard.film
    parts = zip(film.starts_s, film.beats, storyboard.scenes, strict=True)
    scenes = [
        EditedScene(
            id=note.scene_id or f"s{at}",
            kind=_FILMED if _shows_clip(storyboard, beat) else _kind(beat, note),
            starts_s=start_s,
            lasts_s=beat.duration_s,
            texts=tuple(_texts(beat)),
            names=tuple(_names(beat.card)),
            said=" ".join(note.lines) if is_narrated else "",
            chapter=note.chapter,
            picture=_picture(storyboard, beat),
        )
        for at, (start_s, beat, note) in enumerate(parts, 1)
    ]
    if facts:
        scenes = [_measured(scene, one) for scene, one in zip(scenes, facts, strict=True)]
    return EditedFilm(
        width=film.width,
        height=film.height,
        asked_s=asked_s,
        lasts_s=film.duration_s,
        title=storyboard.title,
        scenes=tuple(scenes),
        pictures_offered=_offered(storyboard, source.pictures, scenes),
        source=source,
    )


def _offered(storyboard: ArticleFilm, known: int, scenes: Sequence[EditedScene]) -> int:
    """How many pictures could be seen: those of the article that are worth it, or all that are there."""
    there = sum(not _is_clip(one) for one in storyboard.shown)
    return there if known < 0 else max(known, len({scene.picture for scene in scenes if scene.picture}))


def _measured(scene: EditedScene, facts: BeatFacts) -> EditedScene:
    size_px = facts.smallest_px if math.isfinite(facts.smallest_px) else None
    return replace(scene, smallest_px=size_px, is_cut=facts.is_cut, flat_share=facts.flat_share)


def source_facts(storyboard: ArticleFilm, outline: Outline, raw: str, pictures: int = -1) -> SourceFacts:
    """What an article says of the texts of its film.

    Args:
        storyboard: The film.
        outline: The article.
        raw: The article as it was written; empty where that is not known.
        pictures: How many pictures it has that are worth showing; -1 where that is not known.
    """
    from quality.against_source import against_source

    scenes = edited_film(storyboard, asked_s=1, is_narrated=True).scenes
    texts = [text for scene in scenes if scene.kind != "code" for text in (*scene.texts, scene.said)]
    figures = [(scene.texts[0], " ".join(scene.texts[1:])) for scene in scenes if scene.kind == "figure"]
    facts = against_source(texts, figures, outline_text(outline), raw)
    return facts.model_copy(update={"pictures": pictures})


def outline_text(outline: Outline) -> str:
    """All that an article says, a line each."""
    lines = [outline.title, outline.description, outline.author, *outline.tags]
    for block in outline.blocks:
        lines += _said_in(block.model_dump())
    return "\n".join(filter(None, lines))


def _said_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _NOT_SAID:
                yield from _said_in(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _said_in(one)


def _shows_clip(storyboard: ArticleFilm, beat: Beat) -> bool:
    return isinstance(beat.card, PhotoCard) and _is_clip(storyboard.pictures[beat.card.picture])


def _is_clip(picture: str) -> bool:
    """Whether a film's picture is footage, and none of the article's pictures."""
    return picture.endswith(".mp4")


def _kind(beat: Beat, note: SceneNote) -> str:
    shown = note.kind if note.kind in {"closing", "end"} or beat.card is None else beat.card.kind
    return _KINDS.get(shown, shown)


def _texts(beat: Beat) -> Iterator[str]:
    """Everything that is to be read, the most important first."""
    on_card = texts_of(beat.card) if beat.card else ()
    yield from filter(None, (*on_card, *beat.titles, *beat.lower_third, beat.caption))


def _names(card: Card | None) -> Iterator[str]:
    """What on a card only says where the viewer is, or who speaks."""
    if isinstance(card, SplitCard):
        yield from (*_names(card.left), *_names(card.right))
        return
    is_message = isinstance(card, TitleCard)  # whose heading is what it says
    names = ("kicker", "source") if is_message else ("kicker", "source", "heading")
    yield from filter(None, (getattr(card, name, "") for name in names))


def _picture(storyboard: ArticleFilm, beat: Beat) -> str:
    shown = [beat.picture, getattr(beat.card, "picture", None)]
    if isinstance(beat.card, SplitCard):
        shown += [getattr(half, "picture", None) for half in (beat.card.left, beat.card.right)]
    named = (storyboard.pictures[at] for at in shown if at is not None and at < len(storyboard.pictures))
    return next((one for one in named if not _is_clip(one)), "")
