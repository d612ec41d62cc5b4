"""Finds what a film shows twice: texts that are the same but for a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from footage.edited_film import EditedFilm, EditedScene
from media.writing.breaks import is_ideographic

_LIKE = 0.85
_LEAST_WIDTH = 20
"""Shorter texts are names and headings, which may come back; an ideograph counts as two and a half letters."""
_MANY_ALIKE = frozenset({"list", "table", "chart", "code"})
_SAME_WORDS, _MANY_WORDS = 0.7, 5
_LETTERS = re.compile(r"[^\w%$€£¥]+")


def repeats(film: EditedFilm) -> Iterator[tuple[str, Sequence[EditedScene]]]:
    """Each text that comes again, with the scenes that show it, in their order; one scene where it is there twice."""
    groups: list[tuple[str, list[EditedScene]]] = []
    for scene in film.scenes:
        texts = [text for text in dict.fromkeys(scene.texts) if _counts(text, scene, film)]
        yield from _within(texts, scene)
        for text in texts:
            known = next((group for group in groups if is_repeat(text, group[0])), None)
            if known is None:
                groups.append((text, [scene]))
            elif all(scene.id != other.id for other in known[1]):  # its next page may show the same heading
                known[1].append(scene)
    yield from (group for group in groups if len(group[1]) > 1)


def is_repeat(one: str, other: str) -> bool:
    """Whether two texts say the same in nearly the same words; another number is another statement."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    if not shorter or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    if len(shorter) < _LIKE * len(longer) * _LIKE:
        return False
    if SequenceMatcher(None, first, second, autojunk=False).ratio() < _LIKE:
        return False
    return _words_in_common(first.split(), second.split()) >= _SAME_WORDS


def _words_in_common(first: Sequence[str], second: Sequence[str]) -> float:
    """Which share of the longer text's words the other has in the same order: what differs may be the point."""
    most = max(len(first), len(second))
    if most < _MANY_WORDS:
        return 1.0
    same = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same) / most


def _within(texts: Sequence[str], scene: EditedScene) -> Iterator[tuple[str, Sequence[EditedScene]]]:
    if scene.kind in _MANY_ALIKE:
        return
    for at, text in enumerate(texts):
        if any(is_repeat(text, other) for other in texts[:at]):
            yield text, (scene,)


def _counts(text: str, scene: EditedScene, film: EditedFilm) -> bool:
    if scene is film.scenes[-1] and is_repeat(text, film.title):  # which is a fault of another kind
        return False
    width = sum(2.5 if is_ideographic(char) else 1.0 for char in text)
    is_name = text in scene.names or _bare(text) == _bare(scene.chapter)
    return width >= _LEAST_WIDTH and not is_name and scene.kind != "code"


def _bare(text: str) -> str:
    return _LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
