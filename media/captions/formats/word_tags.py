"""Reads and writes the times of words in WebVTT: a timestamp tag stands before each word that starts after its caption.

https://www.w3.org/TR/webvtt1/#webvtt-cue-timestamp: tags lie between the caption's times and rise from one to the next.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from media.captions.formats.markup import without_vtt_markup, without_word_times
from media.captions.model import Cue, clean_text
from media.captions.words import with_words

_BRACE = re.compile(r"\{(?=\s*[\"\\])")
_TAG = re.compile(r"<((?:\d{2,6}:)?\d{2}:\d{2}\.\d{3})>")


def tagged(cue: Cue, clock: Callable[[float], str]) -> str:
    """The text of a caption as WebVTT, with a tag for each of its words that needs one.

    Args:
        cue: The caption.
        clock: How a time in seconds is written.
    """
    return "".join(f"{time}{_escaped(text)}" for time, text in _pieces(cue, clock))


def untagged(body: str, start_s: float, end_s: float) -> Cue:
    """A caption from its text in WebVTT: with words if it has tags that are in order, plain otherwise."""
    first, *rest = _TAG.split(body)
    texts = [_plain(text) for text in (first, *rest[1::2])]
    times_s = [start_s, *map(_seconds, rest[::2]), end_s]
    if len(texts) > 1 and times_s[-2] == end_s:  # the last word is said as the caption ends
        texts[-2:] = [_plain("".join([first, *rest[1::2]][-2:]))]
        del times_s[-2], rest[-2:]
    whole = Cue(start_s, end_s, _plain(_TAG.sub("", body)))
    rising = all(before < after for before, after in pairwise(times_s[1:]))
    if not rest or not rising or times_s[1] < start_s or (texts[0] and times_s[1] == start_s):
        return whole
    spoken = zip(texts, pairwise(times_s), strict=True)
    words = [
        word for text, (said_s, until_s) in spoken if text for word in with_words(Cue(said_s, until_s, text)).words
    ]
    fits = "".join("".join(word.text.split()) for word in words) == "".join(whole.text.split())
    return Cue(start_s, end_s, whole.text, tuple(words)) if fits else whole


def _pieces(cue: Cue, clock: Callable[[float], str]) -> Iterator[tuple[str, str]]:
    """The caption's text in parts, each with the tag that stands before it."""
    done, at, tag, last_s = 0, 0, "", cue.start_s
    for word in cue.words:
        at = cue.text.find(word.text, at)
        if at < 0:
            break
        if round(last_s, 3) < round(word.start_s, 3) < round(cue.end_s, 3):
            yield tag, cue.text[done:at]
            done, tag, last_s = at, f"<{clock(word.start_s)}>", word.start_s
        at += len(word.text)
    yield tag, cue.text[done:]


def _escaped(text: str) -> str:
    """The text as WebVTT has it, and so that no reader takes it for ASS's tags or for data."""
    return _BRACE.sub("&#123;", html.escape(text, quote=False))


def _plain(text: str) -> str:
    return clean_text(without_vtt_markup(without_word_times(text)))


def _seconds(clock: str) -> float:
    hours, minutes, seconds = ["0", *clock.split(":")][-3:]
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
