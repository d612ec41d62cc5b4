"""Reads lists of shots: "Shot 1: ...", "[0-3s] ...", "INT. KITCHEN - DAY", in many languages, with their times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SHOT_WORD = (
    r"(?:shots?|scenes?|clips?|frames?|beats?|segments?|multi-shot prompt|panel|sequence|cut|szene|einstellung|bild|"
    r"plan|"
    r"scène|séquence|toma|escena|plano|cena|tomada|scena|inquadratura|opname|scène|сцена|кадр|план|ujęcie|sahne|çekim|"
    r"adegan|cảnh|दृश्य|सीन|शॉट|مشهد|لقطة|장면|컷|씬)"
)
_CJK_SHOT = r"(?:镜头|分镜|场景|鏡頭|場景|シーン|カット|ショット|場面)"
_COUNT = r"(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|eins|zwei|drei|[一二三四五六七八九十]+|[a-h])"
_CLOCK = r"(?:(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?|\d{1,3}(?:[.,]\d+)?)"
_UNIT = (
    r"\s?(?:s|sec|secs|seconds?|sek|sekunden?|secondes?|segundos?|secondi|сек\w*|saniye|detik|giây|सेकंड|ثانية|"
    r"ثواني|秒|초)?"
)
_DASH = r"\s?(?:-|–|—|~|〜|～|to|bis|à|a|until|至|到|から|→)\s?"
_SPAN = rf"(?P<from>{_CLOCK}){_UNIT}{_DASH}(?P<to>{_CLOCK}){_UNIT}"
_LONG = (
    r"(?P<long>\d{1,2}(?:[.,]\d+)?)\s?-?(?:s|sec|secs|seconds?|sek|sekunden?|secondes?|segundos?|secondi|сек\w*|"
    r"秒|초)\b"
)
_AT = r"(?P<at>(?:\d{1,2}:)?\d{1,2}:\d{2}|\d{1,3}(?:[.,]\d+)?\s?(?:s|sec|seconds?|秒|초))"
_TIME = rf"(?:{_SPAN}|(?:duration\s*[:=]?\s*)?{_LONG}|{_AT})"
_EDGE = r"(?:^|(?<=[\n.;!?。！？；|)\]”\"]))"
_NUMBERED = (
    rf"{_EDGE}[\s*#>【\[(-]*(?:(?:{_SHOT_WORD})\s*#?(?P<number>{_COUNT})|{_CJK_SHOT}\s*(?P<cjk>{_COUNT}))"
    rf"(?:\s*[\[(（,–—-]\s*(?P<said>(?:[^\])）:：\n]|"
    rf"(?<=\d)[:：](?=\d)){{1,40}})[\])）]?)?\s*[\]】)]?\s*\**\s*(?:[:：.)]|\s[-–—]\s|\n)\s*\**"
)
_TIMED = (
    rf"{_EDGE}[\s*#>•-]*(?:(?:second(?:s)?|time|sekunde|seconde|"
    rf"segundo)\s*)?[\[(【（]?\s*{_SPAN}\s*[\])】）]?\**\s*[:：–—-]?\s*"
)
_STAMPED = rf"(?:^|(?<=\n)|(?<=[.;]\s))\s*[\[(]?{_AT}[\])]?(?:\s*[:：–—-]\s*|\s+(?=\D))"
_SLUG = (
    r"(?:^|(?<=[\n.]))\s*(?:\d+\.?\s*)?(?:INT|EXT|INT\./EXT|EXT\./INT|I/E|INNEN|AUSSEN)\b[./]?\s*(?:/\s*(?:INT|"
    r"EXT)\.?\s*)?(?P<slug>[^\n.]{2,70}?)(?=\n|\.\s|$)"
)
_CUTS = re.compile(r"\s*(?:\b(?:(?:hard |smash |match |jump )?cut to|lens switch|dissolve to|\[cut\]|next shot)\b|"
r"镜头切换|切换到|切至)\s*[:.,]?\s*",
                   re.IGNORECASE)  # fmt: skip
_PARTS = re.compile(
    r"(?:^|\n)[\s*#>-]*(?:hook|problem|agitation|solution|benefits?|proof|cta|call to action|intro(?:duction)?|outro|"
    r"opening|closing|"
    r"ending|offer|body|payoff|einleitung|lösung|aufruf|problème|accroche|solución|problema|gancho|llamada a la "
    r"acción|soluzione|solução|проблема|решение|призыв)(?:\s*[\[(][^\])\n]*[\])])?\s*\**\s*[:：]\s*\**",
    re.IGNORECASE,
)
"""The parts of an advertisement, each of which is a message."""

_LISTED = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.):])\s+(?=\S)")
_MOST_SHOTS = 24
_LEAST_S = 0.5


class Shot(NamedTuple):
    """One shot of a list: what it says, and how long it lasts, if that is said."""

    text: str
    duration_s: float | None = None
    is_message: bool = False
    """Whether its words are to be read, as those of an advertisement are."""


class ShotList(NamedTuple):
    """What holds for all of a film, and its shots; none where a text is no list of shots."""

    before: str
    shots: tuple[Shot, ...] = ()


def shots_of(text: str) -> ShotList:
    """Take a list of shots apart."""
    for pattern in (_NUMBERED, _TIMED, _STAMPED):
        found = list(re.finditer(pattern, text, re.IGNORECASE))
        if len(found) > 1:
            return _cut_at(text, found)
    found = list(re.finditer(_SLUG, text))
    if found:
        return _screenplay(text, found)
    if listed := _messages(text) or _bare_list(text):
        return ShotList("", listed)
    cuts = [part.strip(" ,;:") for part in _CUTS.split(text)]
    if len(cuts) > 1 and all(len(part.split()) > 2 or not part.isascii() for part in cuts):
        return ShotList("", tuple(Shot(_sentence(part)) for part in cuts[:_MOST_SHOTS]))
    return ShotList(text)


def _messages(text: str) -> tuple[Shot, ...]:
    """The parts of an advertisement; none where a text has fewer than two."""
    parts = _PARTS.split(text)
    if len(parts) < 3 or parts[0].strip():
        return ()
    return tuple(Shot(_sentence(part), is_message=True) for part in parts[1:] if part.strip())


def _bare_list(text: str) -> tuple[Shot, ...]:
    """The lines of a text that is nothing but a list; none of any other text."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(map(_LISTED.match, lines)):
        return ()
    shots = [timed(_LISTED.sub("", line)) for line in lines[:_MOST_SHOTS]]
    return tuple(shot for shot in shots if shot.text)


def timed(text: str) -> Shot:
    """A shot that states its time in brackets in front, such as "[0-3s] A boat"."""
    words, length_s = _own_time(text)
    return Shot(_sentence(words), length_s)


def _cut_at(text: str, found: Sequence[re.Match[str]]) -> ShotList:
    shots = []
    for at, one in enumerate(found[:_MOST_SHOTS]):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        words = text[one.end() : end].strip(" \n\t*|,;-–—[(")
        said = one.groupdict().get("said") or ""
        length = _length_of(one)
        for part in (part for part in re.split(r"[,，/|]|\s[-–—]\s", said) if part.strip()):
            time = _stated(part)
            length = length or time
            if time is None and not _is_stage(part):
                words = f"{part.strip()}. {words}" if words else part.strip()
        if length is None:
            words, length = _own_time(words)
        shots.append(Shot(_sentence(words), length))
    starts = [_seconds(one.groupdict().get("at")) for one in found]
    shots = _lasting_to_the_next(shots, starts)
    return ShotList(text[: found[0].start()].strip(" \n*#-:|"), tuple(shot for shot in shots if shot.text))


def _lasting_to_the_next(shots: list[Shot], starts: Sequence[float | None]) -> list[Shot]:
    """Shots that say only when they begin last until the next one does."""
    for at in range(len(shots) - 1):
        here, after = starts[at], starts[at + 1]
        if here is not None and after is not None and after > here:
            shots[at] = shots[at]._replace(duration_s=after - here)
    return shots


def _length_of(found: re.Match[str]) -> float | None:
    groups = found.groupdict()
    start, end = _seconds(groups.get("from")), _seconds(groups.get("to"))
    return end - start if start is not None and end is not None and end - start >= _LEAST_S else None


def _stated(text: str) -> float | None:
    """The length that a few words in brackets state, such as "3s", "0:00-0:03" or "duration: 5 seconds"."""
    found = re.fullmatch(rf"\s*(?:\w+\s*[:=]?\s*)?{_TIME}\s*\w*\s*", text, re.IGNORECASE)
    if not found:
        return None
    span = _length_of(found)
    return span if span is not None else _seconds(found["long"])


def _own_time(words: str) -> tuple[str, float | None]:
    """A shot's words without the time in brackets at their beginning or end, and that time."""
    for pattern in (r"^\s*[\[(（]([^\])）]{1,24})[\])）]\s*[:：–—-]?\s*", r"\s*[\[(（]([^\])）]{1,24})[\])）]\s*\.?$"):
        found = re.search(pattern, words)
        length = _stated(found[1]) if found else None
        if found and length is not None:
            return (words[: found.start()] + words[found.end() :]).strip(), length
    found = re.match(rf"\s*{_SPAN}\s*[:：,–—-]\s*", words, re.IGNORECASE)
    if found:
        return words[found.end() :], _length_of(found)
    return words, None


def _seconds(text: str | None) -> float | None:
    if not text:
        return None
    digits = re.sub(r"[^\d:.,]", "", text).replace(",", ".")
    try:
        total = 0.0
        for part in digits.split(":"):
            total = 60 * total + float(part)
    except ValueError:
        return None
    return total


def _is_stage(said: str) -> bool:
    """Whether the words after a shot's number name its part of a story, which nobody needs to read."""
    return bool(re.fullmatch(
        r"\s*(?:the\s+)?(?:hook|intro|introduction|opening|opener|problem|solution|cta|call to action|outro|ending|end|"
        r"closing|climax|setup|payoff|reveal|wide|close[\s-]?up|medium|b-?roll|establishing(?: shot)?|transition)\s*",
        said,
        re.IGNORECASE,
    ))  # fmt: skip


def _screenplay(text: str, found: Sequence[re.Match[str]]) -> ShotList:
    """Scenes under headings such as "EXT. BEACH - DAY", which become their first words."""
    shots = []
    for at, one in enumerate(found[:_MOST_SHOTS]):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        place, _, hour = (part.strip() for part in re.sub(r"\s[-–—]+\s", "|", one["slug"]).partition("|"))
        action = text[one.end() : end].strip(" \n.")
        where = f"{place.lower()} {hour.lower()}".strip()
        shots.append(Shot(f"{action}. {where}." if action else f"{where}."))
    before = text[: found[0].start()].strip(" \n.")
    if len(shots) == 1:
        return ShotList(" ".join(part for part in (before, shots[0].text) if part))
    return ShotList(before, tuple(shots))


def _sentence(words: str) -> str:
    return " ".join(words.split()).strip(" *|")
