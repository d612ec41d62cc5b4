"""Which scenes of an article's film show real footage, with which words it is looked for, and what is written over it.

Words over a picture may stand over a film as well: titles, messages, places, and of course what a script wants filmed.
Figures, charts, lists, quotations, programs and the article's own pictures keep their cards, and footage is cut between
them. A scene in which nothing is named that a camera could have seen keeps its card, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from films.script.search_words import MOST_WORDS, NO_FOOTAGE
from footage.domain import FILMED
from painter import PhotoCard, TextCard, TitleCard, fits, search_words, subject_name

if TYPE_CHECKING:
    from films.article.storyboard import ArticleFilm, SceneNote
    from painter import Beat

_KINDS = frozenset({"film", "place", "text", "title"})
_NO_SCENE = frozenset({"abstract", "studio", "room"})
_HOURS = frozenset({"night", "sunset"})
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by for from has have in into is it its no not of off on or
our over shot show shows that the their this to under up video was we were while who will with your you""",
    )
)


def queries(storyboard: ArticleFilm, *, everywhere: bool) -> dict[int, str]:
    """The search words of every beat that is to show footage."""
    film, found = storyboard.film, dict[int, str]()
    said: tuple[str, ...] = ()
    about = search_words(storyboard.title) if everywhere else ()
    for at, (note, beat) in enumerate(zip(storyboard.scenes, film.beats, strict=True)):
        said = note.lines if note.lines or not at or note.scene_id != storyboard.scenes[at - 1].scene_id else said
        if note.backend not in ("", FILMED) or note.kind not in _KINDS or note.stock_query == NO_FOOTAGE:
            continue
        query = note.stock_query or (_found(note, beat, said, about) if everywhere or note.backend else "")
        card = over_picture(beat, note, 0, title=storyboard.title, is_narrated=False)
        if query and fits(card.card, film.width, film.height, film.style, caption=card.caption):
            found[at] = query
    return found


def _found(note: SceneNote, beat: Beat, said: Sequence[str], about: Sequence[str]) -> str:
    """Search words for a scene whose script gives none; empty where it names nothing that can be filmed."""
    match note.kind:
        case "film":
            words = search_words(note.prompt) or _plain(note.prompt)
        case "place":
            there = () if beat.setting in _NO_SCENE else (beat.setting,)
            words = (*map(subject_name, dict.fromkeys(beat.subjects)), *there) or search_words(" ".join(said))
            words = (*words, beat.time_of_day) if beat.time_of_day in _HOURS else words
        case _:
            words = search_words(" ".join([*said, written(beat)]), most=2)
            if len(words) == 1:
                words = (*words, *about[:1])
    each = [word for name in words for word in name.replace(":", " ").split()]
    return " ".join(dict.fromkeys(each[:MOST_WORDS]))


def _plain(prompt: str) -> tuple[str, ...]:
    """The first telling words of an English prompt."""
    if not prompt.isascii():
        return ()
    words = [word.lower() for word in _WORD.findall(prompt)]
    return tuple(word for word in words if word not in _SMALL)[:MOST_WORDS]


def written(beat: Beat) -> str:
    """The message on a card of words; empty on others."""
    match beat.card:
        case TextCard(text=text):
            return text
        case TitleCard(heading=heading):
            return heading
        case _:
            return ""


class OverPicture(NamedTuple):
    """What is written over a picture, and at its foot."""

    card: PhotoCard
    caption: str


def over_picture(beat: Beat, note: SceneNote, picture: int, *, title: str, is_narrated: bool) -> OverPicture:
    """The words of a scene as they stand over footage instead.

    Args:
        beat: The scene as it would be drawn.
        note: What is known of it.
        picture: The index of the clip among the film's pictures.
        title: The film's.
        is_narrated: Whether somebody speaks; then nothing is written that is also said.
    """
    caption = beat.caption or ""
    match beat.card:
        # Of what nothing could be drawn, a sentence or the film's title would be written instead.
        case TextCard(text=text) if note.kind in {"film", "place"} and any(text in line for line in note.lines):
            return OverPicture(PhotoCard(picture=picture), "" if is_narrated else text)
        case TextCard(text=text) if note.kind in {"film", "place"} and text in title:
            return OverPicture(PhotoCard(picture=picture), caption)
        case TextCard(text=text, kicker=kicker):
            return OverPicture(PhotoCard(picture=picture, text=text, kicker=kicker), caption)
        case TitleCard(heading=heading, kicker=kicker):
            return OverPicture(PhotoCard(picture=picture, text=heading, kicker=kicker), caption)
        case _:
            return OverPicture(PhotoCard(picture=picture, text="".join(beat.titles[:1])), caption)
