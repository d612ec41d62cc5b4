"""Where a text may be broken: by ICU's rules and dictionaries, and in Japanese between phrases.

`pieces` are what a line may always be broken between. A piece that is longer than a line falls into `parts`: at the
slashes of an address, within a phrase, and in the end within a word, but never within a syllable.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from media.writing.languages import language

SPACES = " \u3000"
"""What is left out at the end of a line."""

_FULL = 1 + 1e-9
_SOFT_HYPHEN = "\u00ad"
_HYPHENATED = frozenset(("LATIN", "CYRILLIC", "GREEK", "GEORGIAN", "ARMENIAN"))
_ADDRESS = frozenset("./:@_=&?#\\")
_SPACES = re.compile(r"[ \t\n]+")
_APART = "!?;:»%…"
"""Signs that stand apart from the word that they belong to, as in French."""
_SPACED_WORD = re.compile(rf"^ +|(?:[«¿¡(\[] )?[^ ]+(?: [{_APART}]+(?![^ ]))* *")
_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
_DICTIONARIES = (
    (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19FF), (0x1A20, 0x1AAF), (0x1B00, 0x1B7F),
    (0xA980, 0xA9FF), (0xAA60, 0xAADF), (0x11700, 0x1174F), (0x11F00, 0x11F5F),
)  # fmt: skip
"""Thai, Lao, Tibetan, Burmese, Khmer, Tai Le, Tai Lue, Tai Tham, Balinese, Javanese, Tai Viet, Ahom and Kawi."""
_HALFWIDTH_KANA = (0xFF66, 0xFF9D)
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_IDEOGRAPHIC_MARKS = frozenset("、。，．・：；？！「」『』（）〔〕［］｛｝〈〉《》【】〜～ー｡｢｣､")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_TRAILING_VOWELS = frozenset("ะาำๅๆฯະາຳຯໆ")
_PARTICLES = frozenset("的了着過过得地和與与及或也就都而是在把被嗎吗呢吧")
"""Chinese words of one character that end or join phrases, and are no part of a name."""
_LONGEST_NAME = 5
_ASAT = "\u103a"
"""What silences the consonant at the end of a Burmese syllable."""


def clusters(text: str) -> Sequence[str]:
    """The user-perceived characters of a text (extended grapheme clusters, Unicode TR 29)."""
    return text if text.isascii() else _clusters(text)


@functools.lru_cache(maxsize=8192)
def _clusters(text: str) -> tuple[str, ...]:
    from icu4py.breakers import CharacterBreaker

    return tuple(CharacterBreaker(text, "en"))


def flowing(text: str) -> str:
    """The text in one line: a break of lines is a space, but nothing between ideographs; runs of spaces are one."""
    lines = _LINE_END.split(text.strip(" \t\n"))
    joined = lines[0]
    for line in lines[1:]:
        joined += line if _meet(joined[-1:], line[:1]) else f" {line}"
    return _SPACES.sub(" ", joined)


def _meet(before: str, after: str) -> bool:
    """Whether two characters stand beside each other without a space when lines are joined (CSS Text 4, 4.1.3)."""
    if not before or not after or before in _IDEOGRAPHIC_MARKS or after in _IDEOGRAPHIC_MARKS:
        return True
    return is_ideographic(before) and is_ideographic(after)


def is_ideographic(char: str) -> bool:
    """Whether a character is Chinese or Japanese: set without spaces, and as wide as high."""
    if char in _IDEOGRAPHIC_MARKS or _within(char, (_HALFWIDTH_KANA,)):
        return True
    if unicodedata.east_asian_width(char) not in ("W", "F") or _within(char, _HANGUL):
        return False
    return unicodedata.category(char)[0] in "LNPM"


def is_spaceless(char: str) -> bool:
    """Whether a character's script has no spaces between words."""
    if char < "\u0e00":
        return False
    return _within(char, _DICTIONARIES) or is_ideographic(char) or _is_pictograph(char)


def _is_pictograph(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "W" and unicodedata.category(char)[0] == "S"


def _within(char: str, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def pieces(text: str) -> Sequence[str]:
    """What a line may be broken between: words with the space after them, and phrases where no spaces are.

    Args:
        text: One line; joined, the pieces are the same again.
    """
    if not any(map(is_spaceless, text)) and "\u200b" not in text:
        return _spaced(text)
    return _pieces(text)


def _spaced(text: str) -> list[str]:
    return _SPACED_WORD.findall(text)


@functools.lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    allowed = _offsets(_lines(text))
    wanted = _phrase_ends(text)
    ends = [end for end in allowed if end == len(text) or (_always(text, end) and (wanted is None or end in wanted))]
    return tuple(text[start:end] for start, end in pairwise([0, *ends]))


def _always(text: str, end: int) -> bool:
    before, after = text[end - 1], text[end]
    if before == " " and after in _APART:
        return False
    return before in " \u200b\u3000" or is_spaceless(before) or is_spaceless(after)


def _phrase_ends(text: str) -> frozenset[int] | None:
    """Where phrases of Japanese and words of Chinese and Thai end; None for other languages.

    In Thai both ICU's dictionary and this must agree: each takes other compounds apart.
    """
    tag = language(text)
    if tag == "ja":
        return frozenset(_offsets(_parser("japanese").parse(text))) | _after_spaces(text)
    if tag.startswith("zh"):
        from icu4py.breakers import WordBreaker

        return frozenset(_word_ends(list(WordBreaker(text, "zh")))) | _between(text, is_ideographic)
    if any(map(_is_thai, text)):
        return frozenset(_offsets(_parser("thai").parse(text))) | _after_spaces(text) | _between(text, _is_thai)
    return None


def _word_ends(words: Sequence[str]) -> Iterator[int]:
    """Where Chinese words end; characters in a row that are each a word are a name that no dictionary has."""
    end, run = 0, 0
    for word, following in zip(words, [*words[1:], ""], strict=True):
        end += len(word)
        run = run + 1 if _is_single(word) else 0
        joins = _is_single(word) and _is_single(following) and word not in _PARTICLES and run < _LONGEST_NAME
        if not joins:
            run = 0
            yield end


def _is_single(word: str) -> bool:
    return len(word) == 1 and is_ideographic(word) and word not in _IDEOGRAPHIC_MARKS


def _after_spaces(text: str) -> frozenset[int]:
    return frozenset(match.end() for match in re.finditer(r"[ \u200b\u3000]+", text))


def _between(text: str, belongs: Callable[[str], bool]) -> frozenset[int]:
    """The offsets that are not between two characters of a kind: what is known of words there says nothing."""
    return frozenset(at for at in range(1, len(text)) if not all(map(belongs, text[at - 1 : at + 1])))


def _is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"


@functools.cache
def _parser(language: str) -> Any:
    import budoux

    return getattr(budoux, f"load_default_{language}_parser")()


def parts(piece: str, size: Callable[[str], float]) -> Iterator[tuple[str, bool]]:
    """A piece in parts that fit a line, and whether a line that ends after each needs a hyphen.

    Args:
        piece: See `pieces`.
        size: The size of a text as a share of a line.
    """
    if size(piece.rstrip(SPACES)) <= _FULL:
        yield piece, False
        return
    spelt = _is_spelt(piece)
    for joint in _joints(piece, size):
        if size(joint.rstrip(SPACES)) <= _FULL:
            yield joint, False
        else:
            yield from _cut(joint, size, spelt=spelt)


def _joints(piece: str, size: Callable[[str], float]) -> Iterator[str]:
    """Where a piece may be broken by ICU's rules; an address rather after a slash than after a hyphen."""
    if any(map(is_ideographic, piece)):
        yield from _phrase_joints(piece, size)
        return
    joint = ""
    for part in _lines(piece):
        if joint and not (joint.endswith("-") and "/" in piece and size(joint + part) <= _FULL):
            yield joint
            joint = ""
        joint += part
    yield joint


def _phrase_joints(piece: str, size: Callable[[str], float]) -> Iterator[str]:
    """A phrase falls apart after punctuation, else between words, else between any two ideographs."""
    from icu4py.breakers import WordBreaker

    allowed = frozenset(_offsets(_lines(piece)))
    words = frozenset(_offsets(WordBreaker(piece, "ja")))
    pauses = frozenset(at for at in words if unicodedata.category(piece[at - 1])[0] == "P")
    start = 0
    for part in _split(piece, allowed & pauses):
        whole = size(part.rstrip(SPACES)) <= _FULL
        for word in [part] if whole else _split(part, {at - start for at in allowed & words}):
            yield from [word] if size(word.rstrip(SPACES)) <= _FULL else _lines(word)
        start += len(part)


def _split(text: str, offsets: Iterable[int]) -> list[str]:
    cuts = [0, *sorted(at for at in offsets if 0 < at < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def ending(text: str, *, hyphen: bool = False) -> str:
    """A text as it is drawn at the end of a line: a soft hyphen shows there, as does one that is needed."""
    return f"{text.removesuffix(_SOFT_HYPHEN)}-" if hyphen or text.endswith(_SOFT_HYPHEN) else text


def _cut(word: str, size: Callable[[str], float], *, spelt: bool) -> Iterator[tuple[str, bool]]:
    """A word longer than a line, cut into even parts, so that no lone letter is left over."""
    smallest = [one for whole in _syllables(word) for one in ([whole] if size(whole) <= 1 else clusters(whole))]
    spelt = spelt and max(size(f"{one}-") for one in smallest) <= 1
    whole = size(word.rstrip(SPACES))
    limit = min(_FULL, whole / math.ceil(whole) + max(map(size, smallest)))
    part = ""
    for syllable in smallest:
        shown = f"{part}{syllable}".rstrip(SPACES)
        if part and size(ending(shown, hyphen=spelt)) > limit:
            yield part, spelt
            part = ""
        part += syllable
    yield part, False


def _is_spelt(piece: str) -> bool:
    """Whether a word takes a hyphen where it is cut: one of an alphabet that is not joined, and no address."""
    letters = [char for char in piece if unicodedata.category(char)[0] in "LNS"]
    inner = piece.strip("".join(set(piece) - set(letters)))
    names = {unicodedata.name(char, "").split(" ")[0] for char in letters}
    return bool(letters) and names <= _HYPHENATED and not _ADDRESS & set(inner)


@functools.lru_cache(maxsize=4096)
def _lines(text: str) -> tuple[str, ...]:
    from icu4py.breakers import LineBreaker

    return tuple(LineBreaker(text, f"{language(text)[:2] or 'en'}@lb=strict"))


def _syllables(text: str) -> Iterator[str]:
    """The smallest parts of a word: clusters, with the vowels and silent letters that are written beside them."""
    whole = ""
    for cluster in clusters(text):
        if whole and not (whole[-1] in _LEADING_VOWELS or _leans(cluster)):
            yield whole
            whole = ""
        whole += cluster
    if whole:
        yield whole


def _leans(cluster: str) -> bool:
    """Whether a cluster belongs to the one before it."""
    first = cluster[0]
    leans = first in _TRAILING_VOWELS or _ASAT in cluster or unicodedata.category(first) in ("Mn", "Mc", "Me", "Cf")
    return leans or (unicodedata.category(first) in ("Po", "Pe", "Pf") and not cluster.isascii())


def _offsets(texts: Iterable[str]) -> list[int]:
    return list(accumulate(map(len, texts)))
