"""What a request names: files by their kind, jobs, addresses, quoted words, numbers with their units, colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_KINDS = {
    "film": "mp4 mov mkv webm avi m4v",
    "image": "png jpg jpeg webp svg heic",
    "sound": "mp3 wav m4a ogg flac aac",
    "subtitles": "srt vtt ass ssa lrc",
    "article": "md markdown html htm txt docx pdf",
}
_KIND_OF = {ending: kind for kind, endings in _KINDS.items() for ending in endings.split()}
_ENDINGS = "|".join(_KIND_OF)
_FILE = re.compile(
    rf"(?:~?/|[A-Za-z]:\\|\b(?=[\w.-]+\.))[^\s\"'“”，、,()]*?\.({_ENDINGS})(?![A-Za-z0-9])", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s\"'“”，、)]+")
_JOB = re.compile(r"\bjob_[0-9a-f]{8,}\b")
_QUOTED = re.compile(r"[\"“„«「『]([^\"”“»」』]{1,200})[\"”“»」』]|(?<!\w)'([^'\n]{2,200})'(?!\w)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_SECONDS = "s sec secs second seconds sekunde sekunden segundo segundos seconde secondes сек секунд 秒 초"
_MINUTES = "m min mins minute minutes minuten minuto minutos минута минуты 分钟 分 분"
_LASTS_S = {**dict.fromkeys(_SECONDS.split(), 1.0), **dict.fromkeys(_MINUTES.split(), 60.0)}
_NUMBERS = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "dos": 2, "tres": 3, "cinco": 5, "diez": 10,
    "zwei": 2, "drei": 3, "fünf": 5, "zehn": 10, "deux": 2, "trois": 3, "cinq": 5, "dix": 10, "um": 1, "dois": 2,
    "três": 3, "half a": 0.5, "half": 0.5,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _LASTS_S), key=len, reverse=True))
_WORD = "|".join(sorted((word for word in _NUMBERS if len(word) > 2), key=len, reverse=True))
_COUNT = rf"\d+(?:[.,]\d+)?|{_WORD}|an?|um"
_TIME = re.compile(rf"(?<![A-Za-z0-9.:#])({_COUNT})[\s-]*({_UNIT})(?![a-z])", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])")
_RANGE = re.compile(
    r"(?:from |between |von |de |entre )?(\d+(?:[.,]\d+)?|\d+:\d\d)\s*(?:s|sec|seconds?)?\s*"
    r"(?:-|–|to|and|until|bis|à|a|y)\s*"
    rf"(\d+(?:[.,]\d+)?|\d+:\d\d)(?!\s*(?:[x:%]|\d))\s*(?:{_UNIT})?(?![a-z])",
    re.IGNORECASE,
)
_OF_START = re.compile(rf"(?:first|primeir\w*|primer\w*|ersten?|premi\w+)\s+({_COUNT})\s*(?:{_UNIT})", re.IGNORECASE)
_OF_END = re.compile(rf"(?:last|últim\w*|letzten?|derni\w+)\s+({_COUNT})\s*(?:{_UNIT})", re.IGNORECASE)
_RANGE_AHEAD = re.compile(r"second|sekund|segund|from|between|0:|\d:\d|von|entre|\d\s*s\b|-\d+\s*s", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*(?:dollars?|usd|euros?|bucks)", re.IGNORECASE)
_FPS = re.compile(r"(\d+)\s*(?:fps|frames (?:a|per) second)", re.IGNORECASE)
_PIXELS = re.compile(r"(\d{2,4})\s*(?:px|pixels?)", re.IGNORECASE)
_TIMES = re.compile(r"(\d+(?:\.\d+)?)\s*x\b|\b(twice|double|half)\b|\bx(\d+(?:\.\d+)?)", re.IGNORECASE)
_TIMED = re.compile(
    r"(\d+(?:[.,]\d+)?|\d+:\d\d)\s*s?\s*(?:-|–|to|bis|à|a)\s*(\d+(?:[.,]\d+)?|\d+:\d\d)\s*s?\s*[:,]?\s*"
    r"[\"“„«]([^\"”»]+)[\"”»]"
    r"|[\"“„«]([^\"”»]+)[\"”»]\s*(?:\(|from |de |von )?(\d+(?:[.,]\d+)?|\d+:\d\d)\s*s?\s*(?:-|–|to|bis|à|a)\s*"
    r"(\d+(?:[.,]\d+)?|\d+:\d\d)",
    re.IGNORECASE,
)
_LONG = 160


@dataclass
class Found:
    """What a request names, and what calls have made since."""

    text: str
    files: dict[str, list[str]] = field(default_factory=dict)
    jobs: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    lengths_s: list[float] = field(default_factory=list)
    ranges_s: list[tuple[float, float]] = field(default_factory=list)
    timed: list[tuple[float, float, str]] = field(default_factory=list)
    article: str = ""

    @property
    def films(self) -> list[str]:
        """Films by their paths."""
        return self.files.get("film", [])

    @property
    def bare(self) -> str:
        """The request without the names of files, whose words mean nothing."""
        return _JOB.sub("job", _URL.sub(" ", _FILE.sub(" ", self.text)))


def found_in(text: str) -> Found:
    """Everything that can be told from a text alone."""
    urls = _URL.findall(text)
    rest = _URL.sub(" ", text)
    found = Found(text, jobs=_JOB.findall(text))
    for match in _FILE.finditer(rest):
        found.files.setdefault(_KIND_OF[match[1].lower()], []).append(match[0])
    for url in urls:
        ending = url.rpartition(".")[2].lower()
        found.files.setdefault(_KIND_OF.get(ending, "article"), []).append(url.rstrip(".,;!?"))
    bare = _FILE.sub(" ", rest)
    found.quoted = [one or other for one, other in _QUOTED.findall(bare)]
    unquoted = _QUOTED.sub(" ", bare)
    found.colours = list(dict.fromkeys(_COLOUR.findall(bare)))
    found.timed = [_timed(match) for match in _TIMED.finditer(bare)]
    found.ranges_s = [
        (seconds(one), seconds(other)) for one, other in _RANGE.findall(unquoted) if _RANGE_AHEAD.search(unquoted)
    ]
    found.ranges_s += [(0.0, _number(number)) for number in _OF_START.findall(unquoted)]
    found.ranges_s += [(-_number(number), 0.0) for number in _OF_END.findall(unquoted)]
    found.lengths_s = [
        _number(number) * _LASTS_S[unit.lower()]
        for number, unit in _TIME.findall(_RANGE.sub(" ", unquoted) if found.ranges_s else unquoted)
    ]
    _, _, after = text.partition("\n")
    if len(after.strip()) > _LONG:
        found.article = after.strip()
    return found


_VERSIONS = re.compile(
    r"\b(two|three|four|2|3|4|drei|tres|trois)\s+(?:\w+\s+){0,2}?(?:version|variant|variation|option|take|variante|versione)s?",
    re.IGNORECASE,
)
_HOW_MANY = {"two": 2, "three": 3, "four": 4, "drei": 3, "tres": 3, "trois": 3}


def versions_in(text: str) -> int:
    """How many versions of something a text asks for."""
    match = _VERSIONS.search(text)
    return (_HOW_MANY.get(match[1].lower()) or int(match[1])) if match else 1


def number_of(kind: str, text: str) -> float | None:
    """The number of a kind in a text: of money, frames a second, pixels, or how many times."""
    pattern = {"money": _MONEY, "fps": _FPS, "pixels": _PIXELS, "times": _TIMES}[kind]
    match = pattern.search(text)
    if match is None:
        return None
    said = next(one for one in match.groups() if one)
    return {"twice": 2.0, "double": 2.0, "half": 0.5}.get(said.lower()) or float(said)


def moment_in(text: str) -> float | None:
    """A moment of a film: "at 0:03", "at second 2"."""
    if clock := _CLOCK.search(re.sub(r"\b(?:9:16|16:9|1:1|4:3|3:4|4:5|21:9)\b", "", text)):
        return int(clock[1]) * 60.0 + int(clock[2])
    match = re.search(r"(?:at|second|sekunde|segundo|seconde|第)\s*(\d+(?:\.\d+)?)", text, re.IGNORECASE)
    return float(match[1]) if match else None


def seconds(said: str) -> float:
    """A time as people write it."""
    minutes, colon, rest = said.partition(":")
    return int(minutes) * 60.0 + float(rest) if colon else float(said.replace(",", "."))


def spread(texts: Sequence[str], length_s: float) -> list[tuple[float, float, str]]:
    """Texts one after the other over a length."""
    each_s = length_s / max(1, len(texts))
    return [(round(n * each_s, 2), round((n + 1) * each_s - 0.05, 2), text) for n, text in enumerate(texts)]


def _number(said: str) -> float:
    return float(_NUMBERS[said.lower()]) if said.lower() in _NUMBERS else float(said.replace(",", "."))


def _timed(match: re.Match[str]) -> tuple[float, float, str]:
    start, end, text, other, other_start, other_end = match.groups()
    return (seconds(start), seconds(end), text) if text else (seconds(other_start), seconds(other_end), other)
