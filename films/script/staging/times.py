"""How long a scene lasts: as long as it takes to read what it shows, or to say what it says, whichever is longer.

Everything here is arithmetic on texts, so that a script can be weighed hundreds of times while it is written.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from films.article.sentences import is_spaceless, sentences
from films.script.documents import CodeShow, ListShow, Scene, Show, SpeakingRate, SplitShow, TableShow
from films.script.staging.foot import shown_texts, unshown
from media.speech.units import spoken_units

STEP_S = 0.5
"""Scenes last a multiple of this, so that a changed word seldom changes any scene's length."""

LEAD_S = 0.4
"""From the beginning of a scene to its first word, in seconds."""

PAUSE_S = 0.6
"""From a scene's last word to its end, where the film's length leaves the choice."""

LEAST_PAUSE_S = 0.3
SETTLE_S = 0.8
"""Until the words of a card have come in, before anybody can read them."""

USUAL_RATE = SpeakingRate(syllables_per_s=5.4, pause_s=0.35)
"""A calm voice, where none has been measured."""

MOST_TITLE_S, END_S = 7.0, 3.5
LIST_ITEMS, TABLE_ROWS, CODE_LINES = 6, 6, 12
"""How much of each a card holds at most; the rest goes to further pages."""

_CPS_LATIN, _CPS_OTHER, _CPS_SPACELESS = 17.0, 13.0, 9.0
_CODE_LINE_S, _MOST_CODE_S = 0.55, 9.0
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
    voice_s = LEAD_S + saying_s(scene.say, rate) + LEAST_PAUSE_S if rate and scene.say.strip() else 0.0
    if scene.seconds is not None:
        return stepped_up(max(scene.seconds, voice_s))
    usual_s = voice_s + PAUSE_S - LEAST_PAUSE_S if voice_s else 0.0
    wanted_s = reading_s(scene, is_silent=rate is None)
    if scene.show.kind == "title":
        wanted_s = min(MOST_TITLE_S, wanted_s)
    return stepped_up(max(wanted_s, usual_s))


def saying_s(say: str, rate: SpeakingRate) -> float:
    """How long it takes to say a text, sentence by sentence, in seconds."""
    said = [sentence for sentence in sentences(say) if any(map(str.isalnum, sentence))]
    words_s = sum(map(spoken_units, said)) / rate.syllables_per_s
    return words_s + rate.pause_s * max(0, len(said) - 1)


def reading_s(scene: Scene, *, is_silent: bool) -> float:
    """How long a scene must be seen so that everything in it can be read, in seconds, at least its kind's least."""
    texts = (*shown_texts(scene.show), *(unshown(scene) if is_silent else ()))
    wanted = SETTLE_S * pages(scene.show) + sum(map(text_s, texts)) + _code_s(scene.show)
    return max(_LEAST_S[scene.show.kind] * pages(scene.show), wanted)


def least_s(show: Show) -> float:
    """How long what is shown takes to be read by itself, in seconds; never less than its kind needs."""
    wanted = SETTLE_S * pages(show) + sum(map(text_s, shown_texts(show))) + _code_s(show)
    return max(_LEAST_S[show.kind] * pages(show), wanted)


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


def stepped_up(seconds: float) -> float:
    """The next multiple of `STEP_S`, at least two of them."""
    return max(2, math.ceil(round(seconds / STEP_S, 6))) * STEP_S


def _code_s(show: Show) -> float:
    """Programs are looked over, not read."""
    match show:
        case CodeShow():
            return min(_MOST_CODE_S, 1.2 + _CODE_LINE_S * len(chosen_lines(show)))
        case SplitShow():
            return _code_s(show.left) + _code_s(show.right)
        case _:
            return 0.0


def chosen_lines(show: CodeShow) -> list[str]:
    """The lines of a program that are shown, before they are set."""
    every = show.text.expandtabs(4).splitlines()
    if not show.lines:
        return every[:CODE_LINES]
    first, _, last = show.lines.partition("-")
    start, end = int(first), int(last or first)
    return every[max(0, start - 1) : min(end, start - 1 + CODE_LINES)] or every[:CODE_LINES]
