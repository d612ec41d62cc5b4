"""What Kokoro reads: the phonemes of espeak-ng in the letters that the model was trained on, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_TOKENS = 500
_SYMBOLS = {
    16: " ",
    1: ";:,.!?",
    9: '—…"()“”',
    17: "̃ʣʥʦʨᵝꭧAI",
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
"""Runs of the model's alphabet, each by the number of its first letter."""

_NUMBERS = {letter: first + at for first, letters in _SYMBOLS.items() for at, letter in enumerate(letters)}
_TIED = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("s^s", "S"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
)
_ENGLISH = (
    ("ʔˌn\u0329", "tᵊn"),
    ("ʔn\u0329", "tᵊn"),
    ("ʔn", "tᵊn"),
    ("ʔ", "t"),
    ("ə^l", "ᵊl"),
    ("ʲo", "jo"),
    ("ʲə", "jə"),
    ("ʲ", ""),
    ("ɚ", "əɹ"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
)
_BRITISH = (("e^ə", "ɛː"), ("iə", "ɪə"), ("e", "A"))
_AMERICAN = (("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("e", "A"), ("ː", ""))
_SYLLABIC = re.compile(r"(\S)\u0329")
_MARKS = re.compile(r"\s*([,;:.!?…—]+(?=[\s\"”')]|$)|[()\"“”—…])\s*")
_NO_END = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|no|vs|etc|e\.g|i\.e|approx|fig|sr|jr|sra|dra)$", re.IGNORECASE)


def marked_off(text: str) -> Iterator[tuple[str, str]]:
    """A text in parts between marks that are heard as pauses, each with the mark after it; empty for none.

    Args:
        text: A sentence or more.
    """
    begins, at = 0, 0
    for found in _MARKS.finditer(text):
        if found[1] == "." and _NO_END.search(text[begins : found.start()]):
            continue
        yield text[begins : found.start()], found[1]
        begins = at = found.end()
    if at < len(text):
        yield text[begins:], ""


def in_letters(phonemes: str, spoken: str) -> str:
    """The phonemes of espeak-ng, with ties, in the model's letters.

    Args:
        phonemes: As `media.speech.kokoro.phonemes` answers.
        spoken: The pronunciation, such as "en-us".
    """
    found = phonemes
    is_english = spoken.startswith("en")
    for theirs, ours in _TIED:
        found = found.replace(theirs, ours)
    if is_english:
        for theirs, ours in (*_ENGLISH, *(_BRITISH if spoken == "en-gb" else _AMERICAN)):
            found = found.replace(theirs, ours)
        found = _SYLLABIC.sub(r"ᵊ\1", found).replace("o", "ɔ").replace("ɾ", "T")
    return "".join(letter for letter in found.replace("^", "").replace("\u0329", "") if letter in _NUMBERS)


def numbers(letters: str) -> list[int]:
    """The numbers of letters; those that the model does not know are left out."""
    return [_NUMBERS[letter] for letter in letters if letter in _NUMBERS]


def in_breaths(parts: list[str], most: int = MOST_TOKENS) -> list[str]:
    """Parts joined for as long as the model can read them in one go; a longer one is cut between words."""
    breaths: list[str] = []
    for part in parts:
        for piece in _cut(part, most):
            if breaths and len(breaths[-1]) + 1 + len(piece) <= most:
                breaths[-1] = f"{breaths[-1]} {piece}"
            else:
                breaths.append(piece)
    return breaths


def _cut(part: str, most: int) -> Iterator[str]:
    while len(part) > most:
        at = part.rfind(" ", 1, most)
        at = at if at > 0 else most
        yield part[:at].strip()
        part = part[at:].strip()
    if part:
        yield part
