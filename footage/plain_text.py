"""Text that every database, log and client can take: others send halves of characters and control codes in theirs."""

from __future__ import annotations

import re

SIGN = "\ufffd"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows, as long as nobody turns it back."""


def plain(text: str) -> str:
    """The text with a sign in the place of each character that could not be stored or would steer a terminal."""
    return _UNFIT.sub(SIGN, text)


def one_line(text: str) -> str:
    """The same in one line, whose end is where it seems to be: names and titles stand in lists, pages and terminals."""
    return plain(_TURNS.sub("", " ".join(text.split())))


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut at a word."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[most // 2 :] else head}…"
