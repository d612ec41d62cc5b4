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
    "it": _words("il lo la i gli le un una e o ma che di del della dei delle al alla con per"),
    "ru": _words("и или но что чтобы если потому в на с к у о из для по от"),
}
_LONG_ENOUGH, _SHORT = 4, 2


_BEGINS_A_PART = _words(
    "and or but nor because than which who whom whose that where when while although though if unless until till "
    "after before since so as like including such even in on at for with without by from into onto over under "
    "about across during between among through against per via und oder aber weil dass die der das den dem wo "
    "wenn während obwohl damit ohne mit in im an am auf bei für von vom zu zum zur seit nach vor über unter durch "
    "gegen als wie sowie y e o u pero porque que cual quien donde cuando mientras aunque si hasta desde en con "
    "sin por para sobre entre como et ou mais car qui dont où quand pendant bien jusque depuis dans avec sans par "
    "pour sur sous chez comme afin mas onde enquanto embora até sem sob com por para em no na nos nas ma perché "
    "che cui dove quando mentre sebbene fino da con senza per tra fra su a to"
)


def stops_short(text: str, next_word: str) -> bool:
    """Whether a text that goes on with this word is a clause that lost its end, as far as its language is known."""
    words = re.findall(r"\w+", text.casefold())
    known = any(word in some for word in words for some in _LEADS_ON.values())
    if len(words) < _LONG_ENOUGH or not known or not next_word:
        return False
    return next_word.casefold() not in _BEGINS_A_PART and not next_word.endswith(("ing", "end", "ndo", "ant"))


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
