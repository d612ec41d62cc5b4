"""Text that every database, log and client can take: others send halves of characters and control codes in theirs."""

from __future__ import annotations

import re

SIGN = "\ufffd"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with a sign in the place of each character that could not be stored or would steer a terminal."""
    return _UNFIT.sub(SIGN, text)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut at a word."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[most // 2 :] else head}…"
