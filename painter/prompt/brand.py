"""Finds the brand colours that a prompt states: hex codes anywhere, colour words where it speaks of a brand."""

from __future__ import annotations

import re

from painter.craft import harmony, palette
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.vocabulary import vocabulary
from painter.prompt.wordlists.words import Words

MAX_COLOURS = 5

_HEX = r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b"
_CUE = (
    r"(?:brand(?:ing|ed)?|corporate|company|house)\s+(?:colou?rs?|palette)|markenfarben|hausfarben|"
    r"couleurs\s+de\s+(?:la|notre)\s+marque|colores\s+de\s+(?:la\s+|nuestra\s+)?marca|colori\s+del\s+marchio|"
    r"cores\s+da\s+marca|ブランドカラー"
)
_LINK = r"(?:\s*(?:,|&|\+|/|and|und|et|con|y|e|o|plus)?\s*)"
_LEAD = (
    r"(?:[,;]?\s*\b(?:in|with|using|use|mit|avec|con|com|aux|nas|em)\s+)?"
    r"(?:\b(?:our|the|my|their|its|unseren|den|nos|nuestros|los|nostri|nossas|as|les)\s+)?"
)
_STATED = re.compile(
    rf"{_LEAD}(?:(?:{_CUE}|colou?rs?|palette|farben)\s*:?\s*)?(?:\b(?:are|is|sind|of)\s+)?{_HEX}(?:{_LINK}{_HEX})*"
    rf"(?:\s+as\s+(?:our\s+|the\s+)?(?:{_CUE}))?",
    re.I,
)
_SPOKEN = re.compile(rf"{_LEAD}(?:{_CUE})\s*:?\s*(?P<list>[^.,;!?\n#]*(?:,\s*\w+(?=\s*(?:,|&|and|und|et|$)))*)", re.I)
_GREYS = vocabulary(
    black="black, schwarz, noir, negro, nero, preto, 黒",
    white="white, weiss, blanc, blanco, bianco, branco, 白",
    grey="grey, gray, silver, grau, gris, grigio, cinza, 灰色",
    navy="navy, navy blue, dark blue, dunkelblau, bleu marine, azul marino, 紺",
)
_CODES = {"black": "#111111", "white": "#ffffff", "grey": "#808890", "navy": "#12284c"}


def brand_of(prompt: str) -> tuple[str, ...]:
    """The brand colours that a prompt states, "#rrggbb", in order; at most `MAX_COLOURS`."""
    cued = re.search(_CUE, prompt, re.I) is not None
    codes = [code for code in re.findall(_HEX, prompt, re.I) if cued or _is_code(code)]
    found = [_long(code) for code in codes]
    for stated in _SPOKEN.finditer(prompt):
        words = Words(stated["list"])
        greys = words.all_of(_GREYS)
        hued = [name for name in words.all_of(vocabularies.COLOURS) if not (name == "blue" and "navy" in greys)]
        found += [palette.to_hex((0.66, 0.18, harmony.COLOUR_HUES[name])) for name in hued]
        found += [_CODES[name] for name in greys]
    return tuple(dict.fromkeys(found))[:MAX_COLOURS]


def without_brand(prompt: str) -> str:
    """A prompt without the words that state brand colours, which must not appear in titles."""
    if not brand_of(prompt):
        return prompt
    return _SPOKEN.sub("", _STATED.sub("", prompt))


def _is_code(code: str) -> bool:
    """Whether it is a hex code rather than a hashtag such as #facade."""
    return any(char.isdigit() for char in code) or len(set(code[1:].lower())) == 1


def _long(code: str) -> str:
    digits = code[1:].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)
