"""The names of everything that can be drawn: what is drawn by hand, and some 1,700 emoji with their English names.

Which emoji there are stands in `painter/data/emoji.tsv`, which is read when the first name is looked up.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple, get_args

from pydantic import BeforeValidator

from painter.hand_drawn import HAND_DRAWN as HAND_DRAWN
from painter.hand_drawn import PICTURE_OF as PICTURE_OF
from painter.hand_drawn import HandDrawn

_ALSO: Mapping[str, str] = {
    "aeroplane": "plane",
    "airplane": "plane",
    "automobile": "car",
    "beach": "🏖️",
    "berry": "🍓",
    "bike": "bicycle",
    "coffee": "cup",
    "computer": "laptop",
    "doctor": "🧑‍⚕️",
    "fire": "🔥",
    "flag": "🏁",
    "flowers": "flower",
    "hot air balloon": "balloon",
    "ice cream": "icecream",
    "leaf": "🍃",
    "light bulb": "bulb",
    "lightbulb": "bulb",
    "lorry": "truck",
    "mobile phone": "phone",
    "money": "💵",
    "moon": "🌕",
    "mushroom": "🍄",
    "palm tree": "palm",
    "piano": "🎹",
    "pony": "horse",
    "police": "👮",
    "rain": "🌧️",
    "river": "🏞️",
    "smartphone": "phone",
    "street lamp": "lamp",
    "student": "🧑‍🎓",
    "sun": "☀️",
    "wind turbine": "turbine",
    "wine": "glass",
}
"""What is meant by more names, also by such as several pictures have."""

BY_HAND: frozenset[str] = frozenset(get_args(HandDrawn))
"""Everything that is drawn by hand."""

TONES = "🏻🏼🏽🏾🏿"
"""The skin tones, the lightest first."""

_FEW = 6
"""So many names are offered that are like one which is not known."""

_ARTICLES = frozenset({"a", "an", "the", "some"})
_FIRST_SIGN = 0x2000
_SELECTORS = re.compile("[\ufe0e\ufe0f]")
_TONE = re.compile(f"[{TONES}]")
_GENDER = re.compile("\u200d[\u2640\u2642\u27a1]")
_NO_NAME = re.compile(r"[^\w ]+", re.ASCII)


class Picture(NamedTuple):
    """One emoji: what kind of thing it shows, its English name, and whether it comes in five skin tones."""

    emoji: str
    kind: str
    name: str
    toned: bool


def known(subject: str) -> str | None:
    """The name of a subject as plans have it, from any usual way to name it; None if nothing like it can be drawn.

    Args:
        subject: A name of ours, an emoji, an English name such as "honeybee" or "bee", or a short code ":bee:".

    Returns:
        Our name for what is drawn by hand, else an emoji. A person of another gender stands for one that there is
        not; a skin tone is kept where the picture has it.
    """
    if subject in BY_HAND:
        return subject
    parts = subject.split()
    if any(ord(char) > _FIRST_SIGN for char in subject):
        # Some write the emoji and its name.
        found = {known(part) if part.isascii() else _known_emoji(part) for part in parts}
        return found.pop() if len(found) == 1 else None
    if len(parts) > 1 and parts[0].lower() in _ARTICLES:
        parts = parts[1:]
    name = _plain_name(" ".join(parts))
    for one in (name, *_singulars(name)):
        if one in _by_name():
            return _by_name()[one]
    return None


def closest(subject: str, count: int = 3) -> tuple[str, ...]:
    """The names that are most like one that is not known, the most alike first; none if none is."""
    signs = " ".join(unicodedata.name(char, "") for char in subject.strip()[:2])
    name = _plain_name(subject) or ("flag" if signs.startswith("REGIONAL") else _plain_name(signs))
    known_names = _by_name()
    # A thing is often named last, with what is said of it before: a "big red lorry".
    words = [one for word in reversed(name.split()) for one in (word, *_singulars(word)) if one in known_names]
    alike = difflib.get_close_matches(name, known_names, n=8 * count, cutoff=0.68)
    different: dict[str, str] = {}
    for one in (*words, *alike, *(difflib.get_close_matches(name, BY_HAND, n=count, cutoff=0.3))):
        different.setdefault(known_names[one], one)
    return tuple(different.values())[:count]


def search(words: str, count: int = 24) -> tuple[str, ...]:
    """Subjects that somebody may mean who begins to type, the likeliest first; none for no words.

    Args:
        words: The beginning of a name or of a word in it, a whole name, or an emoji.
        count: How many at most.
    """
    plain = _plain_name(words)
    found = dict.fromkeys(filter(None, (known(words.strip()) if words.strip() else None,)))
    if plain:
        names = _by_name()
        begin = [name for name in names if name.startswith(plain)]
        inside = [name for name in names if f" {plain}" in name]
        for name in (*sorted(begin, key=len), *sorted(inside, key=len)):
            found.setdefault(names[name])
        if not found:
            found = dict.fromkeys(closest(words, count=_FEW))
    return tuple(found)[:count]


def unknown(subject: str) -> str:
    """What to tell somebody who named a subject that cannot be drawn."""
    alike = ", ".join(closest(subject))
    return f"{subject[:40]!r} cannot be drawn{alike and '; the closest are ' + alike}; most emoji can be drawn"


def picture(subject: str) -> Picture:
    """What is known of an emoji, or of the emoji of something drawn by hand.

    Raises:
        KeyError: There is no such picture.
    """
    plain = folded(PICTURE_OF.get(subject, subject))
    return _pictures().get(plain) or _pictures()[without_gender(plain)]


def kind_of(emoji: str) -> str:
    """The kind of thing that an emoji shows: one of Unicode's subgroups, such as "animal-bug"."""
    return picture(emoji).kind


def english_name(emoji: str) -> str:
    """What an emoji shows, in English: "honeybee"; our own name for what is drawn by hand."""
    return emoji if emoji in BY_HAND else picture(emoji).name


def sign_of(subject: str) -> str:
    """The emoji by which people know a subject; empty for the few things that none shows."""
    return PICTURE_OF.get(subject, "" if subject in BY_HAND else subject)


def all_emoji() -> tuple[str, ...]:
    """Every emoji of which there is a picture, in Unicode's order."""
    return tuple(one.emoji for one in _pictures().values())


def folded(emoji: str) -> str:
    """An emoji without variation selectors and skin tones."""
    return _TONE.sub("", _SELECTORS.sub("", emoji))


def without_gender(emoji: str) -> str:
    """A folded emoji of nobody in particular: of a woman or a man that of a person, without the way they look."""
    plain = _GENDER.sub("", emoji)
    return "🧑" + plain[1:] if plain[:2] in {"👨\u200d", "👩\u200d"} else plain


def tone_of(emoji: str) -> int | None:
    """The skin tone that an emoji asks for: 0 is the lightest, 4 the darkest; None if it does not say."""
    tone = _TONE.search(emoji)
    return TONES.index(tone[0]) if tone else None


def _known_emoji(emoji: str) -> str | None:
    plain = folded(emoji)
    neutral = without_gender(plain)
    by_hand = HAND_DRAWN.get(plain) or HAND_DRAWN.get(neutral)
    if by_hand:
        return by_hand
    found = _pictures().get(plain) or _pictures().get(neutral)
    tone = tone_of(emoji)
    if found is not None and found.kind in {"family", "person-symbol"} and found.name.startswith("family"):
        return "family"
    if found is None or tone is None or not found.toned:
        return found and found.emoji
    # The tone stands behind the first character, in the place of a selector.
    first, rest = found.emoji[0], found.emoji[1:].removeprefix("\ufe0f")
    return first + TONES[tone] + rest


def _plain_name(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(_NO_NAME.sub(" ", plain.replace("_", " ").replace("-", " ").replace("'", "")).split())


def _singulars(name: str) -> tuple[str, ...]:
    """What a name may be the plural of; the likeliest first."""
    ends = (("ies", "y"), ("ves", "f"), ("s", ""), ("es", ""))
    return tuple(name.removesuffix(end) + one for end, one in ends if name.endswith(end) and len(name) > len(end) + 1)


@functools.lru_cache(maxsize=1)
def _lines() -> tuple[list[str], ...]:
    text = (Path(__file__).parent / "data" / "emoji.tsv").read_text(encoding="utf-8")
    return tuple([*line.split("\t"), "", ""] for line in text.splitlines())


@functools.lru_cache(maxsize=1)
def _pictures() -> Mapping[str, Picture]:
    """Every picture by its folded emoji."""
    pictures = (Picture(emoji, kind, name, marks == "tones") for emoji, kind, name, _, marks, *_ in _lines())
    return {folded(picture.emoji): picture for picture in pictures}


@functools.lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    """Every subject by its plain names; a picture's own name goes before another's second one."""
    names: dict[str, str] = {}
    for emoji, _, name, *_ in _lines():
        names.setdefault(_plain_name(name), _known_emoji(emoji) or emoji)
    for emoji, _, _, others, *_ in _lines():
        for one in filter(None, others.split(",")):
            names.setdefault(_plain_name(one), _known_emoji(emoji) or emoji)
    names.pop("", None)
    return {**names, **_ALSO, **{name: name for name in BY_HAND}}


def _subject(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = known(value)
    if found is None:
        raise ValueError(unknown(value))
    return found


Subject = Annotated[str, BeforeValidator(_subject)]
"""What a plan shows: a name of ours or an emoji, always as `known` writes it."""
