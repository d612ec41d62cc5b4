"""Finds texts that stop too early: an open bracket, a word that leads to another, a colon with nothing behind it."""

from __future__ import annotations

import re

_PAIRS = (
    ("(", ")"),
    ("[", "]"),
    ("（", "）"),
    ("「", "」"),
    ("『", "』"),
    ("【", "】"),
    ("《", "》"),
    ("〈", "〉"),
    ("«", "»"),
)
_MARKS = re.compile("[“”„]")
_NOT_BRACKETS = re.compile(r"[:;=][-o^']?[(\[]+(?!\S)|[\[(]\s?-?[\w.∞]+[,;]\s?[\w.∞]+\s?[)\]]|\d+[\"″]")
_OPEN_MARKS = re.compile(r"[:,;、，：；،؛\-–—(\[（「『«„]\s*$")


def _words(some: str) -> frozenset[str]:
    return frozenset(some.split())


_LEADS_ON: dict[str, frozenset[str]] = {
    "en": _words(
        "the a an and or but nor because than whose although if unless whereas into onto your my our their its"
    ),
    "de": _words("und oder aber weil dass sowie ein eine einen einem einer eines dem den des zum zur vom im"),
    "es": _words("el la los las un una unos unas y o pero porque que de del al con para su sus"),
    "fr": _words("le la les un une et ou mais que de du des au aux avec pour dans sur ses leur"),
    "pt": _words("o a os as um uma e ou mas porque que de do da dos das ao com para seu sua"),
    "it": _words("il lo la i gli le un uno una e o ma che di del della dei delle al alla con per"),
    "ru": _words("и или но что чтобы если потому в на с к у о из для по от"),
}
_LONG_ENOUGH, _SHORT = 4, 2


def loose_end(text: str) -> str:
    """What is left open at the end of a text, in words; empty where nothing is."""
    text = text.strip()
    plain = _NOT_BRACKETS.sub(" ", text)
    for opening, closing in _PAIRS:
        if plain.count(opening) > plain.count(closing):
            return f"{opening!r} is not closed"
    if len(_MARKS.findall(plain)) % 2 or len(re.findall(r'"', plain)) % 2:
        return "a quotation is not closed"
    if len(text.split()) >= _LONG_ENOUGH or not text.isascii():
        if found := _OPEN_MARKS.search(text):
            return f"it ends with {found[0].strip()!r}"
        if word := _leading_on(text):
            return f"it ends with the word {word!r}"
    return ""


def _leading_on(text: str) -> str:
    """The last word, where it leads to another in the language that most of the text's small words belong to."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _LONG_ENOUGH or not text[-1].isalpha():
        return ""
    last = words[-1]
    of = [tag for tag, some in _LEADS_ON.items() if last in some]
    if not of:
        return ""
    counts = {tag: sum(word in some for word in words[:-1]) for tag, some in _LEADS_ON.items()}
    most = max(counts.values())
    known = any(counts[tag] == most for tag in of) if most else len(of) == 1 and len(last) > _SHORT
    return last if known else ""
