"""Words to look for real footage with: what a text names that a camera can have filmed, in English.

English texts keep their own words, for sites know "bar" as well as "chocolate bar" and mean another thing by it. Of
other languages the pictures' English names are taken, where the text calls them by their name.
"""

from __future__ import annotations

import re
from typing import get_args

from painter.names import HandDrawn
from painter.prompt.nouns.keywords import EXACT, SURE, found_in, language_of

_ENGLISH = "en"
_TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_BESIDE = re.compile(r":| with | of | in | at | over | and ")
"""What follows in a picture's name is seen in few films, as in "night with stars"."""

_NO_FILM = frozenset(
    re.findall(
        r"\w+",
        """face symbol button sign mark bag wings heart hearts emoji leafless tanabata classical desert person man woman
        back front left right up down new end top soon on ok hundred points zero one two three
        cost costs price prices""",
    )
)
_FILMABLE = frozenset(
    re.findall(
        r"\w+",
        """airport animals audience autumn baker bakery bank beach bridge building buildings bus cafe camera
        castle chef child children church city classroom clouds coast coffee computer concert construction
        cook cooking corridor countryside crowd dance dawn desert desk doctor door driver dusk engineer
        factory family farm farmer ferry field fire fireworks fishing flowers fog food forest friends garden
        glass grass gym hands harbor harbour highway hill hills hospital hotel house houses ice island
        islands keyboard kitchen laboratory lake laptop lawyer library lighthouse machine market meeting
        money moon morning mountain mountains museum newspaper night nurse nurses ocean office park
        passengers patient people phone pilot plane plants playground police pool port rain restaurant river
        road robot roof room running school scientist screen sea server servers ship shop sky smoke snow
        soldiers spring stadium stairs station storm street students summer sunrise sunset supermarket
        teacher team technician theatre tourists tower town traffic train tree trees truck tunnel typing
        valley village vineyard walking wall warehouse water waterfall waves wheat wind window winter wood
        woods worker workers workshop writing""",
    )
)
"""Nouns, and a few verbs, of English prose that stand for something to be seen."""

_DRAWN = frozenset(get_args(HandDrawn))


def search_words(text: str, most: int = 3) -> tuple[str, ...]:
    """Words for what a text in any language shows, the most important first; none where it shows nothing.

    Args:
        text: Any text.
        most: At most so many.
    """
    language = language_of(text)
    found = sorted((one for one in found_in(text, language) if one.score >= SURE), key=lambda one: -one.score)
    if language == _ENGLISH:
        words = [_head(one.name) if one.score == EXACT else one.word.lower() for one in found]
        words += [word for word in _TOKEN.findall(text.lower()) if word in _FILMABLE or word in _DRAWN]
    else:
        words = [_head(one.name) for one in found if one.score == EXACT or (one.by_name and one.length > 1)]
    told = [word for word in words if word and not {*word.split()} <= _NO_FILM]
    return tuple(dict.fromkeys(told))[:most]


def _head(name: str) -> str:
    """A picture's name without what is beside the thing itself."""
    words = _BESIDE.split(name.lower())[0].split()
    return " ".join(word for word in words if word not in _NO_FILM)
