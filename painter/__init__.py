"""The storyboard painter: plans a film from a prompt and draws it, without any video model.

This is the room's one door. Planning needs no graphics library; what draws or sounds loads skia and numpy when it is
called.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from painter.cards import (
    MAX_CODE_COLUMNS,
    MAX_CODE_LINES,
    MAX_ITEMS,
    MAX_ROWS,
    Card,
    ChartCard,
    CodeCard,
    EndCard,
    ImageCard,
    ListCard,
    PhotoCard,
    QuoteCard,
    SplitCard,
    StatisticCard,
    StepsCard,
    TableCard,
    TextCard,
    TitleCard,
    texts_of,
)
from painter.craft.styles import has_text_column
from painter.emoji import closest as closest_subjects
from painter.emoji import english_name as subject_name
from painter.emoji import known as known_subject
from painter.emoji import search as search_subjects
from painter.emoji import sign_of
from painter.emoji import unknown as unknown_subject
from painter.facts import setting_of
from painter.music.names import BEDS, BedName, Music, bed_of_words, music_for
from painter.names import STYLES, CameraMove, Setting, Shot, Style, Subject, TimeOfDay, TitleKind, Transition
from painter.plan import MAX_DIFFERENT, Beat, Brand, FilmPlan, Look, Palette, ScenePlan
from painter.prompt.beats import plan_film
from painter.prompt.brand import brand_of
from painter.prompt.explainers.size import size_in
from painter.prompt.explainers.telling import asked_notes, telling_notes
from painter.prompt.going_on import going_on
from painter.prompt.naming import drawn_notes
from painter.prompt.nouns.keywords import english_words, language_of
from painter.prompt.nouns.search_words import search_words
from painter.prompt.quotes import quote_notes
from painter.prompt.reading import plan_scene
from painter.prompt.undrawn import undrawable_notes
from painter.stills import draw_frame, draw_stills

if TYPE_CHECKING:
    from media.audio import Samples
    from media.ffmpeg import Progress
    from painter.measures import BeatFacts
    from painter.text.film_titles import DrawnTitle

__all__ = [
    "BEDS",
    "MAX_CODE_COLUMNS",
    "MAX_CODE_LINES",
    "MAX_DIFFERENT",
    "MAX_ITEMS",
    "MAX_ROWS",
    "STYLES",
    "Beat",
    "BedName",
    "Brand",
    "CameraMove",
    "Card",
    "ChartCard",
    "CodeCard",
    "EndCard",
    "FilmPlan",
    "ImageCard",
    "ListCard",
    "Look",
    "Music",
    "Palette",
    "PhotoCard",
    "QuoteCard",
    "ScenePlan",
    "Setting",
    "Shot",
    "SplitCard",
    "StatisticCard",
    "StepsCard",
    "Style",
    "Subject",
    "TableCard",
    "TextCard",
    "TimeOfDay",
    "TitleCard",
    "TitleKind",
    "Transition",
    "asked_notes",
    "bed_of_words",
    "brand_of",
    "closest_subjects",
    "compose_bed",
    "compose_sound",
    "crowded_notes",
    "draw_frame",
    "draw_stills",
    "draw_title",
    "drawn_notes",
    "encoder_options",
    "english_words",
    "fits",
    "going_on",
    "has_text_column",
    "known_subject",
    "language_of",
    "music_for",
    "plan_film",
    "plan_scene",
    "quote_notes",
    "render",
    "search_subjects",
    "search_words",
    "setting_of",
    "sign_of",
    "size_in",
    "subject_name",
    "telling_notes",
    "text_facts",
    "texts_of",
    "undrawable_notes",
    "unknown_subject",
]


def render(
    plan: FilmPlan,
    out: Path,
    *,
    audio: bool,
    pictures: Sequence[Path] = (),
    frames: range | None = None,
    progress: Progress | None = None,
) -> None:
    """Draw a film and encode it; see `painter.film.render`."""
    from painter.film import render as draw_and_encode

    draw_and_encode(plan, out, audio=audio, pictures=pictures, frames=frames, progress=progress)


def compose_sound(plan: FilmPlan, chapters_s: Sequence[float] | None = None) -> Samples:
    """Compose a film's music and the sounds of its places; see `painter.sound.compose`."""
    from painter.sound import compose

    return compose(plan, chapters_s)


def compose_bed(name: BedName, duration_s: float, seed: int) -> Samples:
    """Compose a bed of music by itself, as long as is wanted; see `painter.sound.compose_bed`."""
    from painter.sound import compose_bed as composed

    return composed(name, duration_s, seed)


def draw_title(
    text: str,
    kind: TitleKind,
    frame: tuple[int, int],
    room: float | None = None,
    *,
    accent: str | None = None,
    font: str = "",
) -> DrawnTitle:
    """Draw words to be laid over any film; see `painter.text.film_titles.draw_title`."""
    from painter.text.film_titles import draw_title as drawn

    return drawn(text, kind, frame, room, accent=accent, font=font)


def fits(card: Card, width: int, height: int, style: Style, *, caption: str = "") -> bool:
    """Whether a card's words fit in letters that are large enough; see `painter.measures.fits`."""
    from painter.measures import fits as measured

    return measured(card, width, height, style, caption=caption)


def crowded_notes(plan: FilmPlan) -> tuple[str, ...]:
    """Which cards of a film say too much to be read; see `painter.measures.crowded_notes`."""
    if not any(beat.card for beat in plan.beats):
        return ()
    from painter.measures import crowded_notes as measured

    return measured(plan)


def text_facts(plan: FilmPlan, pictures: Sequence[Path] = (), *, with_frames: bool = True) -> tuple[BeatFacts, ...]:
    """How every beat reads: sizes, cut texts and empty frames; see `painter.measures.text_facts`."""
    from painter.measures import text_facts as measured

    return measured(plan, pictures, with_frames=with_frames)


def encoder_options(fps: int) -> list[str]:
    """The ffmpeg options drawn films are encoded with; see `painter.film.encoder_options`."""
    from painter.film import encoder_options as options

    return options(fps)
