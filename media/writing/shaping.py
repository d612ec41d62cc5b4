"""Measures texts as they are once their letters have been joined, stacked and reordered."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from media.writing.breaks import is_ideographic

if TYPE_CHECKING:
    from media.writing.faces import Face

_WIDTH_PX, _INK_PX, _PAD_PX = 200.0, 24.0, 40
_KEPT = 20_000
_widths: dict[tuple[int, str], float] = {}
_reaches: dict[tuple[int, str], tuple[float, float]] = {}
_collections: dict[int, Any] = {}


def width_em(text: str, face: Face) -> float:
    """The width of a text in a typeface, in em."""
    key = face.typeface.uniqueID(), text
    if key not in _widths:
        if len(_widths) >= _KEPT:
            _widths.clear()
        _widths[key] = _width_em(text, face.typeface)
    return _widths[key]


def reach_em(text: str, face: Face) -> tuple[float, float]:
    """How far the letters of a text reach above and below its baseline, in em."""
    key = face.typeface.uniqueID(), text
    if key not in _reaches:
        if len(_reaches) >= _KEPT:
            _reaches.clear()
        _reaches[key] = _reach_em(text, face.typeface)
    return _reaches[key]


def _width_em(text: str, typeface: Any) -> float:
    import skia

    if all(map(is_ideographic, text)):  # each stands by itself, and there are thousands of them
        font = skia.Font(typeface, _WIDTH_PX)
        return float(sum(font.getWidths(font.textToGlyphs(text)))) / _WIDTH_PX
    return float(_paragraph(text, typeface, _WIDTH_PX).LongestLine) / _WIDTH_PX


def _reach_em(text: str, typeface: Any) -> tuple[float, float]:
    import numpy as np
    import skia

    paragraph = _paragraph(text, typeface, _INK_PX)
    surface = skia.Surface(int(paragraph.LongestLine) + 2 * _PAD_PX, int(paragraph.Height) + 2 * _PAD_PX)
    paragraph.paint(surface.getCanvas(), _PAD_PX, _PAD_PX)
    inked = np.flatnonzero(surface.toarray()[..., 3].any(axis=1))
    if not inked.size:
        return 0.0, 0.0
    baseline = _PAD_PX + float(paragraph.AlphabeticBaseline)
    return (baseline - float(inked[0])) / _INK_PX, (float(inked[-1]) + 1 - baseline) / _INK_PX


def _paragraph(text: str, typeface: Any, size_px: float) -> Any:
    import skia

    style = skia.textlayout_TextStyle()
    style.setFontFamilies(["face"])
    style.setFontSize(size_px)
    setting = skia.textlayout_ParagraphStyle()
    setting.setTextStyle(style)
    builder = skia.textlayout_ParagraphBuilder.make(setting, _collection(typeface), _unicode())
    builder.pushStyle(style)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(1e7)
    return paragraph


def _collection(typeface: Any) -> Any:
    import skia

    unique = typeface.uniqueID()
    if unique not in _collections:
        provider = skia.textlayout_TypefaceFontProvider()
        provider.registerTypeface(typeface, "face")
        _collections[unique] = skia.textlayout_FontCollection()
        _collections[unique].setDefaultFontManager(provider)
    return _collections[unique]


@functools.cache
def _unicode() -> Any:
    import skia

    return skia.Unicodes.ICU.Make()
