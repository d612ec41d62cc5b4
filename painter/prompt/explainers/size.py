"""What length and shape a prompt asks for in so many words: in its instruction, or in a part that says nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

from painter.prompt.forms.asking import asked

MOST_S = 180
_COUNTED = {
    "one": 1, "two": 2, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "sixty": 60, "half a": 0.5, "half": 0.5, "a": 1, "un": 1, "una": 1, "eine": 1, "une": 1,
    "um": 1,
}  # fmt: skip
_SECONDS = (
    r"(?:s|secs?|seconds?|sekunden?|sekündig\w*|secondes?|segundos?|secondi|секунд\w*|saniye\w*|detik|giây|सेकंड|"
    r"ثانية)\b|[秒초]"
)
_MINUTES = r"(?:min|minutes?|minuten?|minütig\w*|minutos?|minuti|минут\w*)\b|分钟|分鐘|분"
_LENGTH = re.compile(
    rf"(?<![\d.:A-Za-z])(?P<count>\d{{1,3}}|{'|'.join(_COUNTED)})[\s-]?(?:(?P<min>{_MINUTES})|{_SECONDS})",
    re.IGNORECASE,
)
_MOMENT = re.compile(rf"\b(?:a|an|one|un|una|une|eine|um)[\s-](?:{_SECONDS})", re.IGNORECASE)
_PAIR = r"(16|9|1|4|3|21)\s?[:x]\s?(9|16|1|3|4)(?![\d:%])"
_FORMAT = r"aspect|format|ratio|vertical|portrait|horizontal|video|widescreen|shot|clip"
_RATIO = re.compile(
    rf"(?<![\d:]){_PAIR}(?=\s*(?:$|[,;.)|，、。；]|{_FORMAT}))"
    rf"|(?:\b(?:in|ratio|format|formato|--ar)|比例|比率)\s*:?\s*{_PAIR}",
    re.IGNORECASE,
)
_UPRIGHT = re.compile(
    r"\b(?:vertical|upright|portrait (?:mode|format|video)|hochformat|hochkant\w*|tik\s?toks?|youtube shorts?|"
    r"(?:instagram |facebook )?(?<!film )reels?(?!\s+of)|(?:instagram|facebook|whatsapp) stor(?:y|ies))\b|"
    r"縦型|竖屏|竖版|세로",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"\b(?:square|quadratisch\w*|cuadrad[oa]|carrée?|quadrad[oa]|quadrat[oa])\b|方形", re.IGNORECASE)
_PARTS = re.compile(r"[,;.|，、。；：:\n]")


class Size(NamedTuple):
    """How long a film is to be, and in which shape; None where a prompt does not say."""

    length_s: float | None
    shape: str | None


def size_in(prompt: str) -> Size:
    """The length and the shape that a prompt asks for.

    A story may tell of seconds and squares as well: only the instruction counts ("make a 15 second vertical promo
    about"), and parts that are nothing but a length or a shape ("8s, 9:16").
    """
    asks = asked(prompt)
    kept = asks.text.casefold()
    apart = [
        part.strip() for part in _PARTS.split(prompt) if len(part.strip()) < 24 and part.strip().casefold() not in kept
    ]
    said = " , ".join([asks.order, *apart])
    length_s = None if asks.shots else _length_s(said)  # shots have times of their own
    return Size(length_s, _shape(prompt, kept, said))


def _length_s(said: str) -> float | None:
    found = _LENGTH.search(_MOMENT.sub(" ", said))
    if found is None:
        return None
    number = _COUNTED.get(found["count"].casefold()) or float(found["count"])
    length_s = float(number * (60 if found["min"] else 1))
    return length_s if 1 <= length_s <= MOST_S else None


def _shape(prompt: str, kept: str, said: str) -> str | None:
    for found in _RATIO.finditer(prompt):
        wide, high = (one for one in found.groups() if one)
        if found[0].casefold() not in kept:
            return f"{wide}:{high}"
    if _UPRIGHT.search(said):
        return "9:16"
    return "1:1" if _SQUARE.search(said) else None
