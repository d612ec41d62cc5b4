"""Makes captions of words with times: one for each sentence, or for each stretch of speech between pauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from media.captions.model import MAX_CUE_CHARS, Cue, Word

_PAUSE_S = 0.8
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


def phrases(words: Iterable[Word]) -> Iterator[Cue]:
    """The captions of words in order of time. A word that begins with a space stands apart from the one before."""
    said: list[Word] = []
    for word in words:
        if said and _ends(said, word):
            yield _cue(said)
            said = []
        said.append(word)
    if said:
        yield _cue(said)


def _ends(said: Sequence[Word], following: Word) -> bool:
    last = said[-1]
    length = sum(len(word.text) for word in said) + len(following.text)
    return last.text.endswith(_ENDS) or following.start_s - last.end_s >= _PAUSE_S or length > MAX_CUE_CHARS


def _cue(said: Sequence[Word]) -> Cue:
    words = tuple(Word(word.start_s, word.end_s, word.text.strip()) for word in said)
    return Cue(words[0].start_s, words[-1].end_s, "".join(word.text for word in said).strip(), words)
