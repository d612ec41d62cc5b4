"""Takes titles from a prompt: quoted text as it is, otherwise its first clause as a headline that stands by itself.

A clause that is too long for a headline ends before a phrase that says more, never on a small word such as "of the".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from media.writing.breaks import clusters, is_spaceless, pieces
from painter.prompt.forms.directions import is_direction
from painter.prompt.forms.messages import NO_DATE, SECOND_LINE_CHARS, is_fact
from painter.prompt.forms.writing import QUOTED, clean
from painter.prompt.wordlists.small_words import BEHIND, JOINS, LINKS, OPENERS, PARTICLES, language_of, these

HEADLINE_CHARS = 52
_SPACELESS_CHARS = 28
"""The longest headline in a script without spaces."""

_ONE_LINE_CHARS = 34
_LEAST_SHARE, _LONGER = 0.5, 1.3
"""A headline ends before a phrase if that uses so much of its room, or takes no more than so much of it."""

_TOLERATED = 1.16
"""A clause that is only so much longer is not cut."""

_BEFORE_NAMES = OPENERS["en"] | OPENERS["de"] | OPENERS["fr"] | OPENERS["es"] | OPENERS["it"]
_QUESTIONS = these(
    "how why what when where who which wie warum wann wo comment quand où cómo cuando donde como quando onde come cui"
)
_PARTICLES_BEHIND = frozenset(("over", "up", "down", "off", "out", "away"))
"""English words that may belong to the verb before them: "tips over onto the table"."""

_SIGNS = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d\u20e3]+")
_SENTENCE_END = re.compile(rf"(?<=[.!?。！？]){NO_DATE}\s+(?=\S)")
_MOST_SENTENCES = 2
"""A text of more is described by its first alone."""

_DEFINES = re.compile(
    r"^(?P<what>[^,;:]{3,40}?) (?:is|are|means|ist|sind|est|sont|es|son|è|sono|é|são|to|это|jest|adalah|là) "
    r"(?:the|an?|when|how|der|die|das|eine?|les?|la|une?|el|los|las|una?|il|lo|gli|o|os|as|uma?)\b",
    re.IGNORECASE,
)
"""A sentence that says what something is."""

_CLAUSE_END = re.compile(rf"(?<=\S)(?:[,;:.!?](?=\s|$){NO_DATE}(?![^()]*\))|\s[-–—]+\s|[。、！？،؛؟；：，\n])")
_DOING = re.compile(r"\w{3,}ing$", re.IGNORECASE)
_DONE = re.compile(r"(?:\w{3,}ed|made|worn|built|seen|held|lit|set)$", re.IGNORECASE)
"""English words that begin a phrase about the noun before them; the second kind only before a link, "filled with"."""

_POINTS_ON = re.compile(r"(?:\w{3,}(?:ing|ly|ed)|filled|made|worn)$", re.IGNORECASE)
"""An English word on which a headline that is cut does not end: its object or its manner is missing."""


def titles_from(text: str, *, is_described: bool = False) -> tuple[str, ...]:
    """Up to two titles: a headline and, when the text has a short second clause, a subtitle.

    Args:
        text: What a film is about, without instructions; see `painter.prompt.forms.asking.Asked.text`.
        is_described: Whether it describes pictures, so that what follows its first clause is no message.

    Returns:
        No title, a headline, or a headline and a subtitle; each on one line, without control characters.
    """
    text = clean(text)
    quoted = wanted_quote(text)
    if quoted:
        headline = clean(quoted.group(1) or quoted.group(2))
        return (shorten(headline, HEADLINE_CHARS * 2),) if headline else ()
    text = _without_signs(text)
    if len(sentences := _SENTENCE_END.split(text)) > _MOST_SENTENCES:
        text = sentences[0]
    clauses = [part for part in (_trim(clause) for clause in _CLAUSE_END.split(text)) if part]
    shown = [clause for clause in clauses if not is_direction(clause)]
    clauses = shown or clauses[:1]
    if not clauses:
        return ()
    if len(clauses) > 1 and _begins_with_link(clauses[0]) and not is_fact(clauses[0]) and f"{clauses[0]}:" not in text:
        clauses = clauses[1:]
    if len(clauses) == 2 and _is_said_with(*clauses):
        return (_cased(f"{clauses[0]}, {clauses[1]}"),)
    headline = headline_of(clauses[0])
    if re.search(rf"{re.escape(clauses[0])}\s?[?？]", text):
        headline, clauses[0] = f"{headline}?", f"{clauses[0]}?"
    more = ("，" if is_spaceless(clauses[0][-1]) else ", ").join(clauses[1:])
    subtitle = more if len(more) <= SECOND_LINE_CHARS else "".join(clauses[1:2])
    is_aside = is_described or (_says_how(subtitle) and f"{clauses[0]}:" not in text)
    is_whole = headline.casefold() == _cased(clauses[0]).casefold()
    if subtitle and not is_aside and is_whole and len(subtitle) <= SECOND_LINE_CHARS:
        return headline, _cased(subtitle)
    return (headline,)


def _is_said_with(clause: str, last: str) -> bool:
    """Whether the last word belongs to the clause before it: a town's state, or who is thanked."""
    is_short = " " not in last and len(clause) + len(last) < _ONE_LINE_CHARS
    return is_short and (last[:1].isupper() or clause.casefold() in {"thank you", "thanks"})


def _without_signs(text: str) -> str:
    """A text without its emoji; nothing where only small words are left, as of "🐝 on a 🌻"."""
    bare = _SIGNS.sub(" ", text)
    if bare == text:
        return text
    language = language_of(bare)
    words = [word for word in map(_bare, bare.split()) if word]
    if all(word in LINKS[language] or word in OPENERS[language] for word in words):
        return ""
    return " ".join(bare.split())


def _says_how(clause: str) -> bool:
    """Whether an English clause describes what goes on besides: "fireflies floating", "holding a spear"."""
    return re.match(r"(?:[\w'’-]+ ){0,3}[a-z]{3,}ing\b", clause) is not None


def wanted_quote(text: str) -> re.Match[str] | None:
    """The first quotation that is to be shown, rather than a name in a sentence, as in: the 'blue hour' begins."""
    for found in QUOTED.finditer(text):
        before, after = text[: found.start()].split(), text[found.end() :].strip()
        is_name = bool(before) and before[-1].casefold() in _BEFORE_NAMES and after[:1].isalpha()
        if not is_name:
            return found
    return None


def _begins_with_link(clause: str) -> bool:
    """Whether a clause only says where or when what follows takes place."""
    first = _bare(clause.split(" ")[0])
    return first in LINKS[language_of(clause)] and first not in JOINS and first not in _QUESTIONS


def headline_of(clause: str) -> str:
    """A clause as a headline; a long one ends before a phrase that says more, at a word that can stand at the end."""
    if len(clause) <= _TOLERATED * HEADLINE_CHARS and not any(map(is_spaceless, clause)):
        return _cased(clause)
    if defined := _DEFINES.match(clause):
        return _cased(defined["what"])
    limit = _SPACELESS_CHARS if any(map(is_spaceless, clause[:HEADLINE_CHARS])) else HEADLINE_CHARS
    return _cased(shorten(clause, limit))


def quoted(prompt: str) -> bool:
    """Whether a prompt quotes words to show."""
    return QUOTED.search(clean(prompt)) is not None


def without_quotes(text: str) -> str:
    """A text without the words that it quotes."""
    return QUOTED.sub(" ", text)


def shorten(text: str, limit_chars: int) -> str:
    """Cut before a phrase or at a word, so that what is left can stand; only a single longer word is cut within."""
    if len(text) <= limit_chars:
        return text
    cut = _head(pieces(text), limit_chars).rstrip()
    if not cut:
        return (_head(clusters(text), limit_chars - 1)) + "…"
    if is_spaceless(cut[-1]):
        phrase = re.match(r".{6,}(?=[、，；])", cut)
        return (phrase[0] if phrase else cut).rstrip(f"{PARTICLES}、，。・ ") or cut
    return _standing(text, limit_chars)


def _standing(text: str, limit_chars: int) -> str:
    """The first words of a text, as many as can stand: up to a phrase, somewhat longer than the limit if need be."""
    words, language = text.split(" "), language_of(text)
    ends = list(itertools.accumulate(len(word) + 1 for word in words))
    phrases = [at for at in range(2, len(words)) if _begins_a_phrase(words, at, language)]
    if language == "en":  # "tips over onto the table" ends behind "over"
        phrases = [at for at in phrases if not (at + 1 in phrases and words[at] in _PARTICLES_BEHIND)]
    fitting = [at for at in phrases if ends[at - 1] - 1 <= limit_chars]
    longer = [at for at in phrases if limit_chars < ends[at - 1] - 1 <= _LONGER * limit_chars]
    if fitting and ends[fitting[-1] - 1] >= _LEAST_SHARE * limit_chars:
        count = fitting[-1]
    elif longer or fitting:
        count = longer[0] if longer else fitting[-1]
    else:
        count = max(1, sum(end - 1 <= limit_chars for end in ends))
    small = LINKS[language] | OPENERS[language]
    after = _bare(words[count]) if count < len(words) else ""
    words = words[:count]
    if language == "en" and after in LINKS["en"] and words[-1] in _PARTICLES_BEHIND:
        return _trim_end(" ".join(words))
    while len(words) > 1 and (_bare(words[-1]) in small or (language == "en" and _POINTS_ON.match(_bare(words[-1])))):
        words = words[:-1]
        if len(words) > 2 and _bare(words[-2]) in JOINS:
            words = words[:-2]
    return _trim_end(" ".join(words))


def _begins_a_phrase(words: Sequence[str], at: int, language: str) -> bool:
    word = _bare(words[at])
    if word in BEHIND.get(language, LINKS[language]) and (word not in JOINS or words[at - 1].endswith(",")):
        return True
    after = _bare(words[at + 1]) if at + 1 < len(words) else ""
    return language == "en" and bool(_DOING.match(word) or (_DONE.match(word) and after in LINKS["en"]))


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?\"'“”‘’()[]…-–—،؛")


def _trim_end(text: str) -> str:
    return text.rstrip(' ,;:-–—،、("“')


def _head(parts: Sequence[str], limit_chars: int) -> str:
    """As many of the first parts as have no more characters, white space at the end not counted."""
    head = ""
    for part in parts:
        if len(f"{head}{part}".rstrip()) > limit_chars:
            break
        head += part
    return head


def _cased(text: str) -> str:
    if text.isupper() and len(text) > 12:
        text = text.lower()
    return text[:1].upper() + text[1:]


def _trim(text: str) -> str:
    """A clause without signs around it, but for the sign of a number and parentheses that belong together."""
    bare = text.strip(_AROUND)
    before, after = text[: text.find(bare)], text[text.find(bare) + len(bare) :]
    if before[-1:] in {"-", "–", "+", "$"} and bare[:1].isdigit():
        bare = f"{before[-1]}{bare}"
    if after[:1] == ")" and bare.count("(") > bare.count(")"):
        bare += ")"
    return bare


_AROUND = " \t,;:.!¡-–—\"'“”‘’`*_#|/\\<>[]{}()"
