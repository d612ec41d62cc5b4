"""Splits a prompt into scenes: its sentences, or the clauses of one sentence that name another place or thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from painter.prompt import titles
from painter.prompt.doing import action_of
from painter.prompt.forms.asking import asked
from painter.prompt.forms.directions import is_direction
from painter.prompt.forms.messages import NO_DATE, facts_apart, is_fact
from painter.prompt.nouns.keywords import SURE, found_in
from painter.prompt.nouns.scenery import scenery_of
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.camera_words import CAMERA_TALK
from painter.prompt.wordlists.small_words import begins_with_pronoun
from painter.prompt.wordlists.words import Words

_CLAUSE_WORDS = 3
_SENTENCE_END = re.compile(
    rf"(?<=\S)(?:[.;!?]+(?=\s|$){NO_DATE}|,?\s+(?:and\s+)?(?:then|finally|afterwards|next)\b|\s[-–—]+\s)|[。！？؟؛\n]"
)
_FIRST = re.compile(
    r"^\s*(?:first(?:ly)?|then|next|after that|finally|lastly|at the end|zuerst|dann|danach|schließlich|am ende|"
    r"d['’]abord|ensuite|puis|enfin|"
    r"primero|luego|después|finalmente|al final|prima|poi|infine|alla fine|primeiro|depois|por fim|no final|eerst|"
    r"daarna|ten slotte)\b,?\s+",
    re.IGNORECASE,
)
"""What a sentence begins with that only says when it is."""

_WHERE = re.compile(r"(by|at|in|on|near|with|am|an|im|bei|auf|mit|au|dans|sur|en|con|nel|sul|na|no)\s", re.I)
"""A clause that starts like this says where the one before it takes place."""


def clauses_of(prompt: str) -> list[str]:
    """The sentences of a prompt; if there is only one, its clauses that name another place or thing."""
    text = titles.without_quotes(asked(prompt).text)
    sentences = [part for part in map(_bare, _SENTENCE_END.split(text)) if part]
    sentences = [f"{part}?" if f"{part}?" in text else part for part in sentences]
    described = asked(prompt).is_described
    if not described:
        sentences = [part for sentence in sentences for part in facts_apart(sentence)]
    sentences = _scenes_of([part for part in sentences if not is_direction(part)], is_described=described)
    return sentences if len(sentences) > 1 else _clauses_in(text)


def _bare(sentence: str) -> str:
    """A sentence without what only says when it is, and signs around it but for that of a number."""
    bare = _FIRST.sub("", sentence).strip(" ,;:")
    return bare if re.match(r"[-–]\d", bare) else bare.strip(" ,;:-")


def _scenes_of(sentences: Sequence[str], *, is_described: bool) -> list[str]:
    """Sentences, each with those after it that say more of what it shows: most do where pictures are described."""
    found: list[str] = []
    shown: set[str] = set()
    for sentence in sentences:
        named = _places_in(sentence) | _things_in(sentence)
        goes_on = begins_with_pronoun(sentence) and not _places_in(sentence) - shown and action_of(sentence) is None
        is_more = is_described or (len(sentence) > titles.HEADLINE_CHARS and not is_fact(sentence))
        says_more = goes_on or (is_more and not named - shown)
        if found and says_more:
            found[-1] += f". {sentence}"
        else:
            found.append(sentence)
        shown |= named
    return found


def _clauses_in(sentence: str) -> list[str]:
    """The clauses of a sentence, each with those after it that name nothing new to show."""
    found: list[str] = []
    shown: set[str] = set()
    for clause in re.split(r"[,;\u3001\u060c](?!\d)\s*", sentence):
        named = _places_in(clause) | _things_in(clause)
        names_more = len(clause.split()) >= _CLAUSE_WORDS and named and not named & shown
        if not found or (shown and names_more and not _WHERE.match(clause)):
            found.append(clause)
        else:
            found[-1] += f", {clause}"
        shown |= named
    return found


def _places_in(text: str) -> set[str]:
    return {*Words(text, ignoring=CAMERA_TALK).all_of(vocabularies.SETTINGS), *scenery_of(text).settings}


def _things_in(text: str) -> set[str]:
    sure = {one.subject for one in found_in(text) if one.score >= SURE}
    return sure | set(Words(text, ignoring=CAMERA_TALK).all_of(vocabularies.SUBJECTS))
