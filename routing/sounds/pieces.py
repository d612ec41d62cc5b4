"""Long texts in parts that a vendor takes: at paragraphs, else at sentences, else at words."""

from __future__ import annotations

import re

_PARAGRAPHS = re.compile(r"\n\s*\n")
_SENTENCES = re.compile(r"(?<=[.!?…。！？؟।])\s*(?=\S)")


def pieces(text: str, most_chars: int) -> list[str]:
    """A text in as few parts as there can be, each within the limit.

    Args:
        text: What is to be said.
        most_chars: The longest part.
    """
    found: list[str] = []
    for part in _small(text, most_chars):
        if found and len(found[-1]) + 2 + len(part) <= most_chars:
            found[-1] = f"{found[-1]}\n\n{part}"
        else:
            found.append(part)
    return found


def _small(text: str, most: int) -> list[str]:
    """Paragraphs within the limit; of longer ones, sentences, words or letters joined as far as they go."""
    small: list[str] = []
    for paragraph in filter(None, map(str.strip, _PARAGRAPHS.split(text))):
        if len(paragraph) <= most:
            small.append(paragraph)
            continue
        for sentence in _SENTENCES.split(paragraph):
            small += _joined(sentence.split(), most) if len(sentence) > most else [sentence.strip()]
        small = _together(small, most)
    return small


def _joined(words: list[str], most: int) -> list[str]:
    cut = [word[at : at + most] for word in words for at in range(0, len(word), most)]
    return _together(cut, most)


def _together(parts: list[str], most: int) -> list[str]:
    """Neighbours joined by a space for as long as they fit."""
    whole: list[str] = []
    for part in filter(None, parts):
        if whole and len(whole[-1]) + 1 + len(part) <= most:
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole
