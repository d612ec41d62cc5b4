"""Sentences that have lost a part: whatever stood there, no viewer could understand the rest."""

from __future__ import annotations

import re
from collections import Counter

from films.article.outline import tidy
from films.article.sentences import sentences

HOLE = "\ufffc"
"""Stands where a part of a sentence has been taken out that its reader would have seen."""

_LONGEST_LINE = 500
_KINDS = {
    "block of code with a part missing": "blocks of code with a part missing",
    "column with formulas": "columns with formulas",
    "value of a template": "values of templates",
    "sentence with a part missing": "sentences with a part missing",
}


def whole_sentences(text: str, left: Counter[str]) -> str:
    """A text without the sentences that have lost a part; a hole at either end of one is no loss.

    Args:
        text: One or more sentences.
        left: Counts what is left out.
    """
    if HOLE not in text:
        return text
    kept = []
    for sentence in sentences(text):
        bare = sentence.strip(f"{HOLE} ")
        if (
            HOLE in bare.rstrip(f".!?…{HOLE} ")
            or (sentence.startswith(HOLE) and bare[:1].islower())
            or bare.endswith((f"{HOLE}.", f"{HOLE}!", f"{HOLE}?"))
        ):
            left["sentence with a part missing"] += 1
        elif any(char.isalnum() for char in bare):
            kept.append(bare)
    return tidy(" ".join(kept))


def stands_alone(found: re.Match[str], beside: re.Pattern[str]) -> bool:
    """Whether nothing else is on the lines of a part of a text, so that no sentence loses anything with it.

    A very long line is text.

    Args:
        found: The part.
        beside: More of what may be there.
    """
    text = found.string
    begin = text.rfind("\n", max(0, found.start() - _LONGEST_LINE), found.start())
    end = text.find("\n", found.end(), found.end() + _LONGEST_LINE)
    if (begin < 0 and found.start() > _LONGEST_LINE) or (end < 0 and len(text) - found.end() > _LONGEST_LINE):
        return False
    line = text[begin + 1 : found.start()] + text[found.end() : end if end >= 0 else len(text)]
    return not beside.sub("", line).strip(" \t>*-")


def told_of(left: Counter[str]) -> tuple[str, ...]:
    """What was left out, in one sentence, if anything was."""
    told = [
        f"{count} {kind if count == 1 else _KINDS.get(kind, f'{kind}s')}"
        for kind, count in sorted(left.items())
        if count > 0
    ]
    return (f"Left out of the article: {', '.join(told)}.",) if told else ()
