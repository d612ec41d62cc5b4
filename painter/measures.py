"""Measures what is written in a film, from its real layout: whether a card's words fit, and how each beat reads."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from painter.cards import Card, ChartCard, CodeCard, ImageCard, PhotoCard, SplitCard, TableCard, texts_of
from painter.craft.stage import Stage
from painter.craft.typesetting import drawable
from painter.names import Style
from painter.plan import Beat, FilmPlan, Palette, ScenePlan
from painter.shots.reel import Reel
from painter.text import card_foot, card_photo, overlays, painted_cards
from painter.text.card_page import CODE_LEAST, CardPage
from painter.text.entrances import PlacedLine
from painter.text.texts import ShotTexts

_BLOCK_PX = 16
_EVEN = 4.0
"""A block of the frame is flat where its brightness varies by no more than this, of 255 (standard deviation)."""

_ROUNDING_PX = 0.05
_GREY = Palette(
    sky_top="#808080",
    sky_mid="#909090",
    sky_low="#a0a0a0",
    light="#ffffff",
    land_far="#707070",
    land_near="#606060",
    accent="#336699",
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class TextFact:
    """A text as it is set: all of its lines, and the size of the smallest in pixels."""

    text: str
    height_px: float


@dataclass(frozen=True)
class BeatFacts:
    """How a beat reads.

    Attributes:
        texts: All that is written in it.
        smallest_px: The size of the smallest words, in pixels; infinite without any. Code may be a quarter smaller
            than words, and counts as if it were words.
        is_cut: Whether a part of a text is missing, or beyond the frame.
        flat_share: The share of the frame in which there is nothing to see, at the middle of the beat, 0..1; None
            where frames were not asked for.
        characters: How many characters are to be read.
    """

    texts: tuple[TextFact, ...]
    smallest_px: float
    is_cut: bool
    flat_share: float | None
    characters: int


def fits(card: Card, width: int, height: int, style: Style, *, caption: str = "") -> bool:
    """Whether all words of a card can be set in at least the smallest size that is read at a glance.

    A card that does not fit is to be split into several by whoever made it; drawn all the same, its words are smaller.

    Args:
        card: The card.
        width: The frame's width in pixels.
        height: The frame's height in pixels.
        style: The film's style.
        caption: A line at the foot of the frame, which leaves the card less room.
    """
    return _fits(card, width, height, style, caption)


@functools.lru_cache(maxsize=4096)
def _fits(card: Card, width: int, height: int, style: Style, caption: str) -> bool:
    stage = Stage(_plan(card, width, height, style, caption))
    small = [] if stage.is_covered else overlays.overlays(stage, math.inf)
    foot = min((strip.box[1] for strip in small), default=math.inf) - 0.03 * stage.unit
    sizes = [placed.line.size_px for strip in small for placed in strip.lines]
    page = CardPage(stage, painted_cards.words_box(stage, foot), painted_cards.UNSET, (), card)
    least = stage.floor_px - _ROUNDING_PX
    if isinstance(card, PhotoCard):
        under, rest = card_foot.footed(page, caption)
        return min([under.smallest_px, card_photo.smallest_px(rest, card)]) >= least
    if isinstance(card, ImageCard):
        lines = page.lines(card.caption, (page.size[0], 0.24 * page.size[1]), 0.05, most=3)
        return min([*sizes, *(line.size_px for line in lines), math.inf]) >= least
    layout = painted_cards.words_on(page)
    return not layout.overflows and min([*sizes, layout.smallest_px]) >= least


def _plan(card: Card, width: int, height: int, style: Style, caption: str) -> ScenePlan:
    return _template(width, height, style).model_copy(update={"card": card, "caption": caption or None})


@functools.lru_cache(maxsize=64)
def _template(width: int, height: int, style: Style) -> ScenePlan:
    return ScenePlan(
        style=style,
        setting="abstract",
        time_of_day="day",
        weather="clear",
        season="summer",
        mood="calm",
        camera="push",
        palette=_GREY,
        duration_s=5.0,
        width=width,
        height=height,
        seed=0,
        variation=0,
    )


def crowded_notes(plan: FilmPlan) -> tuple[str, ...]:
    """A sentence for people that names the beats whose cards say too much to be read; none where all can be."""
    crowded = [
        str(at)
        for at, beat in enumerate(plan.beats, 1)
        if beat.card and not fits(beat.card, plan.width, plan.height, plan.style, caption=beat.caption or "")
    ]
    if not crowded:
        return ()
    named = f"beat {crowded[0]} says" if len(crowded) == 1 else f"beats {', '.join(crowded)} say"
    return (f"The card of {named} more than fits in letters that can be read; divide it among more beats.",)


def text_facts(plan: FilmPlan, pictures: Sequence[Path] = (), *, with_frames: bool = True) -> tuple[BeatFacts, ...]:
    """How every beat of a film reads, from its real layout.

    Args:
        plan: The film.
        pictures: The pictures given to it.
        with_frames: Draw a frame of each beat for its `flat_share`, which takes most of the time.
    """
    reel = Reel(plan, pictures=pictures) if with_frames else None
    starts_s = plan.starts_s
    return tuple(
        _facts(
            Stage(plan.scene(index)),
            beat,
            pictures,
            flat_share(reel.paint(starts_s[index] + 0.5 * beat.duration_s)) if reel else None,
        )
        for index, beat in enumerate(plan.beats)
    )


def flat_share(frame: NDArray[np.uint8]) -> float:
    """The share of a frame, uint8 (height, width, channels), in which there is nothing to see: its even blocks."""
    rows, columns = (side // _BLOCK_PX * _BLOCK_PX for side in frame.shape[:2])
    grey = frame[:rows, :columns, :3].astype(np.float32).mean(axis=2)
    blocks = grey.reshape(rows // _BLOCK_PX, _BLOCK_PX, columns // _BLOCK_PX, _BLOCK_PX)
    return float((blocks.std(axis=(1, 3)) <= _EVEN).mean())


def _facts(stage: Stage, beat: Beat, pictures: Sequence[Path], flat: float | None) -> BeatFacts:
    dark = np.zeros((1, stage.plan.height // 3 + 1, stage.plan.width // 3 + 1, 4), np.uint8)
    texts = ShotTexts(stage, dark, pictures=pictures)
    placed = [line for block in texts.blocks for line in block.lines]
    outside = any(not _is_inside(line, stage) for line in placed)
    written = _letters("".join(line.line.text for line in placed))
    wanted = [text for text in _texts(beat) if drawable(text)]
    card = next((block for block in texts.blocks if isinstance(block, painted_cards.PaintedCard)), None)
    code_px = card.layout.code_px if card else 0.0
    typed = _letters("".join(_code(beat.card)))
    found = []
    for text in wanted:
        letters = _letters(drawable(text))
        sizes = [line.line.size_px for line in placed if _is_part(line.line.text, letters)]
        found.append(TextFact(text, min(sizes, default=code_px if letters and letters in typed else 0.0)))
    missing = [text for text in wanted if not _is_written(_letters(drawable(text)), written + typed)]
    smallest = [line.line.size_px for line in placed] + ([code_px / CODE_LEAST] if code_px else [])
    return BeatFacts(
        texts=tuple(found),
        smallest_px=min(smallest, default=math.inf),
        is_cut=bool(missing) or outside or bool(card and card.layout.overflows),
        flat_share=flat,
        characters=sum(len(text) for text in wanted),
    )


def _is_written(letters: str, written: str) -> bool:
    return letters in written or not letters


def _is_inside(placed: PlacedLine, stage: Stage) -> bool:
    left, top, right, bottom = placed.box
    empty = max(0.0, bottom - top - placed.line.size_px) / 2  # a line is higher than its letters, in Arabic twice
    spare = 0.02 * stage.height
    is_beside = left < -1 or right > stage.width + 1
    return not is_beside and top + empty >= -spare and bottom - empty <= stage.height + spare


def _is_part(line: str, letters: str) -> bool:
    """Whether a line belongs to a text, or holds all of it."""
    found = _letters(line)
    return bool(found) and bool(letters) and (found in letters or letters in found)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _code(card: Card | None) -> Sequence[str]:
    match card:
        case CodeCard(lines=lines):
            return lines
        case SplitCard(left=left, right=right):
            return (*_code(left), *_code(right))
        case _:
            return ()


def _shown(card: Card) -> Iterator[str]:
    """The texts of a card that it must show.

    An axis that has no room for every label names some of them, and a table whose rows are told one below the other
    does not name its first column.
    """
    match card:
        case ChartCard(type="line", heading=heading, labels=labels):
            yield from (heading, labels[0], labels[-1])
        case TableCard(heading=heading, header=header, rows=rows):
            yield from (heading, *header[1:])
            for row in rows:
                yield from row
        case SplitCard(left=left, right=right):
            yield from _shown(left)
            yield from _shown(right)
        case _:
            yield from texts_of(card)


def _texts(beat: Beat) -> list[str]:
    """All texts of a beat that are drawn, in order."""
    card = list(_shown(beat.card)) if beat.card else []
    small = [beat.caption] if beat.caption else []
    if beat.card:
        return [*filter(None, card), *small]
    return [*beat.titles, *beat.lower_third, *small]
