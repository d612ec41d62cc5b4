"""How long a scene lasts: as long as it takes to read what it shows, or to say what it says, whichever is longer.

Everything here is arithmetic on texts, so that a script can be weighed hundreds of times while it is written.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from films.article.pacing import GAP_S, MOST_TITLE_S, Wanted
from films.article.sentences import is_spaceless, sentences
from films.script.documents import ChartShow, CodeShow, End, ListShow, Scene, Show, SpeakingRate, SplitShow, TableShow
from films.script.staging.foot import dressed, read_texts, silent
from media.speech.units import spoken_units
from painter import Card, ChartCard, CodeCard, ListCard, SplitCard, TableCard, TitleCard, texts_of

SETTLE_S = 0.8
"""Until the words of a card have come in, before anybody can read them."""

USUAL_RATE = SpeakingRate(syllables_per_s=5.4, pause_s=GAP_S)
"""A calm voice, where none has been measured."""

END_S = 3.5
LIST_ITEMS, TABLE_ROWS, CODE_LINES, NAMED_LINES = 6, 8, 12, 24
"""How much of each a card holds at most; the rest goes to further pages."""

_CPS_LATIN, _CPS_OTHER, _CPS_SPACELESS = 17.0, 13.0, 9.0
_CODE_LINE_S, _VALUE_S, _CELL_S, _ITEM_S, _MOST_GLANCE_S = 0.55, 0.5, 0.3, 0.5, 8.2
_LEAST_S = {
    "title": 2.5,
    "text": 2.5,
    "list": 3.5,
    "figure": 3.0,
    "chart": 4.0,
    "table": 4.5,
    "quote": 3.5,
    "code": 4.5,
    "picture": 3.0,
    "place": 2.5,
    "film": 3.0,
    "split": 4.0,
}


def scene_s(scene: Scene, rate: SpeakingRate | None, size: tuple[int, int]) -> float:
    """How many seconds a scene takes, in multiples of `STEP_S`.

    Args:
        scene: The scene; its own `seconds` win, but it is never shorter than its voice.
        rate: How fast the voice speaks; None where nobody does, and what is said is read at the foot of the picture.
        size: Width and height of the film in pixels.
    """
    return wanted(scene, rate).lasting_s()


def wanted(scene: Scene, rate: SpeakingRate | None) -> Wanted:
    """What a scene needs to be read and said."""
    said_s = saying_s(scene.say, rate) if rate else 0.0
    seen_s = reading_s(scene, is_silent=rate is None)
    least_s = _LEAST_S[scene.show.kind] * pages(scene.show)
    tight_s = min(seen_s, max(least_s, seen_s - SETTLE_S * pages(scene.show)))
    return Wanted(seen_s, said_s, scene.seconds, tight_s=tight_s)


def end_wanted(end: End, rate: SpeakingRate | None) -> Wanted:
    """What the last card needs."""
    seen_s = max(END_S, SETTLE_S + text_s(end.line) + text_s(end.url))
    return Wanted(seen_s, saying_s(end.say, rate) if rate else 0.0)


def saying_s(say: str, rate: SpeakingRate) -> float:
    """How long it takes to say a text, sentence by sentence, in seconds."""
    said = [sentence for sentence in sentences(say) if any(map(str.isalnum, sentence))]
    words_s = sum(rate.heard_s.get(sentence) or spoken_units(sentence) / rate.syllables_per_s for sentence in said)
    return words_s + rate.pause_s * max(0, len(said) - 1)


def reading_s(scene: Scene, *, is_silent: bool) -> float:
    """How long a scene must be seen so that everything in it can be read, in seconds, at least its kind's least."""
    own, below = silent(scene) if is_silent else (dressed(scene), ())
    show = own.show
    texts = (*read_texts(show), *below)
    wanted_s = SETTLE_S * pages(show) + sum(map(text_s, texts)) + _glance_s(show)
    seen_s = max(_LEAST_S[show.kind] * pages(show), wanted_s)
    return min(MOST_TITLE_S, seen_s) if show.kind == "title" else seen_s


@lru_cache(maxsize=8192)
def text_s(text: str) -> float:
    """How long it takes to read a text once it stands there, in seconds."""
    return len(text) / characters_a_second(text)


@lru_cache(maxsize=8192)
def characters_a_second(text: str) -> float:
    """How fast a text in this script is read without hurry."""
    letters = [char for char in text if char.isalpha()]
    if is_spaceless(text) or 2 * sum("\uac00" <= char <= "\ud7a3" for char in letters) > len(letters):
        return _CPS_SPACELESS
    latin = sum(char.isascii() or "LATIN" in unicodedata.name(char, "") for char in letters)
    return _CPS_LATIN if 2 * latin >= len(letters) else _CPS_OTHER


def pages(show: Show) -> int:
    """On how many cards a list or table is shown, as far as counting can tell."""
    match show:
        case ListShow():
            return math.ceil(len(show.items) / LIST_ITEMS)
        case TableShow():
            return max(1, math.ceil(len(show.rows) / TABLE_ROWS))
        case _:
            return 1


def _glance_s(show: Show) -> float:
    """How long it takes to look over what is not read word by word: a program, a chart, a table."""
    match show:
        case CodeShow():
            return _lines_s(len(chosen_lines(show)))
        case ChartShow():
            return _values_s(len(show.values))
        case TableShow():
            return _cells_s(show.rows)
        case ListShow():
            return _one_by_one_s(show.items)
        case SplitShow():
            return _glance_s(show.left) + _glance_s(show.right)
        case _:
            return 0.0


def card_s(card: Card) -> float:
    """How long it takes to read a card, in seconds."""
    match card:
        case SplitCard(left=left, right=right):
            return card_s(left) + card_s(right) - SETTLE_S
        case CodeCard(lines=lines):
            return SETTLE_S + text_s(card.heading) + _lines_s(len(lines))
        case ChartCard(values=values):
            return SETTLE_S + text_s(card.heading) + _values_s(len(values))
        case TableCard(rows=rows):
            return SETTLE_S + text_s(card.heading) + _cells_s(rows)
        case ListCard(items=items):
            return SETTLE_S + sum(map(text_s, texts_of(card))) + _one_by_one_s(items)
        case TitleCard():
            return min(MOST_TITLE_S, SETTLE_S + sum(map(text_s, texts_of(card))))
        case _:
            return SETTLE_S + sum(map(text_s, texts_of(card)))


def _one_by_one_s(items: Sequence[str]) -> float:
    """How much longer short items take than their letters: they come in one after the other."""
    return sum(max(0.0, _ITEM_S - text_s(item)) for item in items)


def _lines_s(count: int) -> float:
    return min(_MOST_GLANCE_S, _CODE_LINE_S * count)


def _values_s(count: int) -> float:
    return min(_MOST_GLANCE_S, _VALUE_S * count)


def _cells_s(rows: Sequence[Sequence[str]]) -> float:
    return min(_MOST_GLANCE_S, _CELL_S * sum(map(len, rows)))


def chosen_lines(show: CodeShow) -> list[str]:
    """The lines of a program that are shown, before they are set: those that are named, or the first."""
    every = show.text.expandtabs(4).strip("\n").splitlines()
    if not show.lines:
        return every if len(every) <= CODE_LINES + 2 else every[:CODE_LINES]
    first, _, last = show.lines.partition("-")
    named = show.text.expandtabs(4).splitlines()[max(0, int(first) - 1) : int(last or first)]
    return named[:NAMED_LINES] or every[:CODE_LINES]
