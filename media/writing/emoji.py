"""Finds emoji in texts, and draws them in colour where this machine has a font for them.

Subtitle renderers draw in one colour only. So each emoji becomes a picture that is laid over a gap left in the text.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Any

from media.system_fonts import system_fonts

SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_AS_TEXT, _AS_PICTURE = "\ufe0e", "\ufe0f"
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_PICTOGRAPHS = ("\U0001f000", "\U0001fbff")
# The others that are pictures unless a variation selector says otherwise: Emoji_Presentation in emoji-data.txt of
# Unicode 17.
_PICTURES = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳"
    "⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_UNSEEN = ("Cf", "Mn", "Me", "Zs")
_COLOUR_TABLES = {"COLR", "CBDT", "sbix", "SVG "}
_EMOJI_SCRIPT = "und-Zsye"
"""The language tag that asks for pictures where a font has both (Unicode TR 35)."""
_ROCKET = 0x1F680
_MASTER_PX = 128.0
"""Size at which fonts of pictures in pixels have them."""


def _is_flag(cluster: str) -> bool:
    return len(cluster) == 2 and all(_FLAG_LETTERS[0] <= char <= _FLAG_LETTERS[1] for char in cluster)


@functools.lru_cache(maxsize=4096)
def is_picture(cluster: str) -> bool:
    """Whether a cluster is an emoji that a font here draws in colour."""
    first = cluster[0]
    wanted = _AS_PICTURE in cluster or first in _PICTURES or _PICTOGRAPHS[0] <= first <= _PICTOGRAPHS[1]
    if not wanted or _AS_TEXT in cluster or unicodedata.category(first) in _UNSEEN:
        return False
    font = colour_font()
    return font is not None and bool(font.unicharToGlyph(ord(first)))


def name_of(cluster: str) -> str:
    """The name written for an emoji that no font here draws, such as ":rocket:"; empty for one without a name."""
    if _is_flag(cluster):
        return "".join(chr(ord(char) - ord(_FLAG_LETTERS[0]) + ord("A")) for char in cluster)
    name = unicodedata.name(cluster[0], "")
    return f":{name.lower().replace(' ', '_')}:" if name else ""


@functools.cache
def colour_font() -> Any:
    """The system's typeface with coloured pictures, or None."""
    import skia

    found = system_fonts().matchFamilyStyleCharacter("", skia.FontStyle(), [_EMOJI_SCRIPT], _ROCKET)
    return found if found is not None and is_coloured(found) and found.unicharToGlyph(_ROCKET) else None


def is_coloured(typeface: Any) -> bool:
    """Whether a typeface's glyphs are coloured pictures, which subtitle renderers cannot draw."""
    tags = {tag.to_bytes(4).decode("latin-1") for tag in typeface.getTableTags()}
    return bool(_COLOUR_TABLES & tags)


@functools.lru_cache(maxsize=256)
def painted(cluster: str) -> Any:
    """The picture of an emoji as a skia image, about 128 pixels high, as wide as its font says.

    Parts that the font cannot join stand side by side.
    """
    import skia

    fonts = skia.textlayout_TypefaceFontProvider()
    fonts.registerTypeface(colour_font(), "emoji")
    collection = skia.textlayout_FontCollection()
    collection.setDefaultFontManager(fonts)
    style = skia.textlayout_TextStyle()
    style.setFontFamilies(["emoji"])
    style.setFontSize(_MASTER_PX)
    builder = skia.textlayout_ParagraphBuilder.make(
        skia.textlayout_ParagraphStyle(), collection, skia.Unicodes.ICU.Make()
    )
    builder.pushStyle(style)
    builder.addText(cluster)
    paragraph = builder.Build()
    paragraph.layout(1e6)
    surface = skia.Surface(max(1, round(paragraph.LongestLine)), max(1, round(paragraph.Height)))
    paragraph.paint(surface.getCanvas(), 0, 0)
    return surface.makeImageSnapshot()
