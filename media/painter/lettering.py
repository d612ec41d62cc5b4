"""Typesetting: one shaped line of text with fallback fonts, and the titles of a film in their box."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from media.painter import brush, palette
from media.painter.camera import ease_out
from media.painter.stage import Stage

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

_FONTS = Path(__file__).parent.parent / "fonts"
_PROBE_PX = 100.0
_MAX_LINES = 5
_MAX_TOKEN_CHARS = 24
_LEADING = 1.12
_CONTRAST = 4.5
_INK = "#10131c"


class Line:
    """One line of text, shaped by skia's paragraph engine, which also orders right-to-left runs.

    Args:
        text: The text; characters that no font on this machine has are left out.
        size_px: Font size in pixels.
        colour: "#rrggbb".
        font: A file in `media/fonts` without its ending.
    """

    def __init__(self, text: str, size_px: float, colour: str, font: str = "Inter-ExtraBold") -> None:
        self.text = drawable(text, font)
        self.size_px = size_px
        fonts = _fonts_for(self.text, font)
        provider = skia.textlayout_TypefaceFontProvider()
        for index, face in enumerate(fonts):
            provider.registerTypeface(face, f"font {index}")
        collection = skia.textlayout_FontCollection()
        collection.setDefaultFontManager(provider)
        style = skia.textlayout_TextStyle()
        style.setFontFamilies([f"font {index}" for index in range(len(fonts))])
        style.setFontSize(size_px)
        style.setColor(brush.argb(colour))
        style.setLetterSpacing(-0.012 * size_px if self.text.isascii() else 0.0)
        setting = skia.textlayout_ParagraphStyle()
        setting.setTextStyle(style)
        builder = skia.textlayout_ParagraphBuilder.make(setting, collection, skia.Unicodes.ICU.Make())
        builder.pushStyle(style)
        builder.addText(self.text)
        self._paragraph = builder.Build()
        self._paragraph.layout(1e6)

    @property
    def width(self) -> float:
        """Width in pixels."""
        return float(self._paragraph.LongestLine)

    @property
    def height(self) -> float:
        """Height in pixels from the ascenders' top to the descenders' bottom."""
        return float(self._paragraph.Height)

    def draw(self, canvas: Any, left: float, top: float, opacity: float = 1.0) -> None:
        """Paint it with its upper left corner at a point."""
        bounds = skia.Rect(
            left - self.size_px, top - self.size_px, left + self.width + self.size_px, top + self.height + self.size_px
        )
        canvas.saveLayerAlpha(bounds, round(255 * min(1.0, max(0.0, opacity))))
        self._paragraph.paint(canvas, left, top)
        canvas.restore()


def drawable(text: str, font: str = "Inter-ExtraBold") -> str:
    """The text without the characters that neither this font nor any on the system has."""
    kept = "".join(char for char in text if _ignorable(char) or _face_for(char, font) is not None)
    return " ".join(kept.split()) if any(not _ignorable(char) and not char.isspace() for char in kept) else ""


def balanced(text: str, lines: int, width_of: Any) -> list[str]:
    """Break a text into at most `lines` lines of about the same width.

    Args:
        text: Words, or a script that is written without spaces.
        lines: At least one.
        width_of: Measures a string; any unit.
    """
    tokens = _tokens(text)
    widths = [width_of(token) for token in tokens]
    count = len(tokens)
    best = [[float("inf")] * (count + 1) for _ in range(lines + 1)]
    cut = [[0] * (count + 1) for _ in range(lines + 1)]
    best[0][0] = 0.0
    for line in range(1, lines + 1):
        for end in range(1, count + 1):
            width = 0.0
            for start in range(end - 1, -1, -1):
                width += widths[start]
                cost = best[line - 1][start] + width**3
                if cost < best[line][end]:
                    best[line][end], cut[line][end] = cost, start
    used = min(lines, count)
    result, end = [], count
    for line in range(used, 0, -1):
        start = cut[line][end]
        result.append("".join(tokens[start:end]).strip())
        end = start
    return result[::-1]


@dataclass(frozen=True)
class Placed:
    """A line at its final place, with the second at which it enters."""

    line: Line
    left: float
    top: float
    enters_s: float

    @property
    def box(self) -> Box:
        """What it covers."""
        return self.left, self.top, self.left + self.line.width, self.top + self.line.height


class Titles:
    """The titles of a film: a headline in balanced lines, a subtitle, and a short rule in the accent colour.

    Args:
        stage: The film's layout.
        behind: Every third pixel of frames without titles, uint8 (frames, height / 3, width / 3, 4).
    """

    def __init__(self, stage: Stage, behind: NDArray[np.uint8]) -> None:
        self._stage = stage
        self._pace = min(1.0, stage.plan.duration_s / 3)
        self.lines = self._set("#ffffff")
        self._colour, self._scrim = "#ffffff", None
        if self.lines:
            dark_text, strength = _contrast(behind, _union([placed.box for placed in self.lines]))
            self._colour = _INK if dark_text else "#ffffff"
            self.lines = self._set(self._colour)
            self._scrim = self._paint_scrim("#ffffff" if dark_text else "#05070f", strength)
        self._pictures = [_picture(placed.line, shadow=self._colour != _INK) for placed in self.lines]

    def draw(self, canvas: Any, time_s: float) -> None:
        """Paint the titles as they are at a time in seconds: lines rise and appear one after another."""
        if not self.lines:
            return
        if self._scrim is not None:
            share = ease_out(time_s / self._pace / 0.8)
            canvas.drawImage(self._scrim, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=share))
        self._rule(canvas, ease_out((time_s / self._pace - 0.1) / 0.7))
        for placed, (picture, pad) in zip(self.lines, self._pictures, strict=True):
            share = ease_out((time_s - placed.enters_s) / (0.75 * self._pace))
            if share <= 0:
                continue
            rise = (1 - share) * placed.line.size_px * 0.35
            sampling = skia.SamplingOptions(skia.FilterMode.kLinear if share < 1 else skia.FilterMode.kNearest)
            left, top = round(placed.left) - pad, round(placed.top) - pad + rise
            canvas.drawImage(picture, left, top, sampling, skia.Paint(Alphaf=share))

    def _set(self, colour: str) -> list[Placed]:
        """Choose sizes and breaks so that everything fits the box, as large as the design allows."""
        stage = self._stage
        left, top, right, bottom = stage.title_box
        texts = [drawable(text) for text in stage.plan.titles]
        if not texts or not texts[0]:
            return []
        serif = not stage.is_flat and stage.plan.mood in {"calm", "epic"} and texts[0].isascii()
        font = "Fraunces-SemiBold" if serif else "Inter-ExtraBold"
        has_more = len(texts) > 1 and bool(texts[1])
        room = (bottom - top) * (0.74 if has_more else 0.92)
        limit = stage.unit * (0.108 if stage.is_wide else 0.118)
        lines = _fitted(texts[0], (right - left, room), limit, colour, font)
        if has_more:
            small = min(lines[0].size_px * 0.46, stage.unit * 0.05)
            lines += _fitted(texts[1], (right - left, (bottom - top) * 0.2), small, colour, "Inter-SemiBold", most=2)
        return self._place(lines)

    def _place(self, lines: list[Line]) -> list[Placed]:
        left, top, _, bottom = self._stage.title_box
        gaps = [_gap_above(lines, index) for index in range(len(lines))]
        spare = max(0.0, bottom - top - sum(gaps) - sum(line.size_px * _LEADING for line in lines))
        y = top + (spare / 2 if self._stage.is_wide else min(spare, lines[0].size_px * 0.3))
        widest = max(line.width for line in lines)
        placed = []
        for index, line in enumerate(lines):
            y += gaps[index]
            x = left + (widest - line.width if _right_to_left(lines[0].text) else 0.0)
            centred = y + (line.size_px * _LEADING - line.height) / 2
            placed.append(Placed(line, x, centred, (0.2 + 0.13 * index) * self._pace))
            y += line.size_px * _LEADING
        return placed

    def _rule(self, canvas: Any, share: float) -> None:
        first = self.lines[0]
        size, length = first.line.size_px, first.line.size_px * 0.9 * share
        y = first.top - size * 0.22
        x = first.left
        if _right_to_left(first.line.text):
            x = first.left + first.line.width - length
        brush.rounded(
            canvas, x, y, x + length, y + size * 0.075, size * 0.0375, brush.fill(self._stage.plan.palette.accent)
        )

    def _paint_scrim(self, colour: str, strength: float) -> Any:
        """A soft veil from the edge the titles stand at; None where the picture is quiet enough without."""
        if strength <= 0.02:
            return None
        stage = self._stage
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
        fade = [(0.0, colour, strength), (0.55, colour, strength), (0.8, colour, strength * 0.45), (1.0, colour, 0.0)]
        _, _, right, bottom = stage.title_box
        end = (right * 1.3, 0.0) if stage.is_wide else (0.0, bottom * 1.35)
        surface.getCanvas().drawPaint(brush.linear((0, 0), end, fade))
        return surface.makeImageSnapshot()


def _gap_above(lines: list[Line], index: int) -> float:
    """Extra room between the headline and the subtitle."""
    is_subtitle = index > 0 and lines[index].size_px < lines[index - 1].size_px * 0.8
    return lines[index].size_px * 0.45 if is_subtitle else 0.0


def _fitted(
    text: str, room: tuple[float, float], limit_px: float, colour: str, font: str, *, most: int = _MAX_LINES
) -> list[Line]:
    """The fewest lines that come close to the largest size with which the text fits."""
    width, height = room
    probe = functools.cache(
        lambda part: Line(part, _PROBE_PX, colour, font).width + (_PROBE_PX * 0.25 if part.endswith(" ") else 0)
    )
    options: list[tuple[float, list[str]]] = []
    for count in range(1, most + 1):
        parts = balanced(text, count, probe)
        longest = max(probe(part) for part in parts)
        size = min(limit_px, _PROBE_PX * width * 0.99 / max(longest, 1.0), height / (len(parts) * _LEADING))
        options.append((size, parts))
    largest = max(size for size, _ in options)
    size, parts = next(option for option in options if option[0] >= 0.94 * largest)
    return [Line(part, size, colour, font) for part in parts]


def _tokens(text: str) -> list[str]:
    """Pieces between which a line may break: words, parts of very long ones, characters of scripts without spaces."""
    tokens: list[str] = []
    for word in text.split():
        pieces = (
            list(word)
            if _spaceless(word)
            else [word[i : i + _MAX_TOKEN_CHARS] for i in range(0, len(word), _MAX_TOKEN_CHARS)]
        )
        glued: list[str] = []
        for piece in pieces:
            # Marks and joiners stay with what they modify; closing punctuation never starts a line.
            if glued and (
                _ignorable(piece[0])
                or unicodedata.category(piece[0]) in {"Po", "Pe", "Pf"}
                or glued[-1].endswith("\u200d")
            ):
                glued[-1] += piece
            else:
                glued.append(piece)
        tokens += [*glued[:-1], glued[-1] + " "]
    return tokens


def _spaceless(word: str) -> bool:
    return any(unicodedata.east_asian_width(char) in "WF" or "\u0e00" <= char <= "\u0eff" for char in word)


def _ignorable(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"} or "\ufe00" <= char <= "\ufe0f"


def _right_to_left(text: str) -> bool:
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)


@functools.cache
def _bundled(font: str) -> Any:
    return skia.Typeface.MakeFromFile(str(_FONTS / f"{font}.ttf"))


@functools.cache
def _system_fonts() -> Any:
    return skia.FontMgr()


@functools.lru_cache(maxsize=4096)
def _face_for(char: str, font: str) -> Any:
    """The typeface that has a character: the wanted one, else any on the system, else None."""
    if char.isspace() or _bundled(font).unicharToGlyph(ord(char)):
        return _bundled(font)
    face = _system_fonts().matchFamilyStyleCharacter("", skia.FontStyle.Bold(), [], ord(char))
    return face if face is not None and face.unicharToGlyph(ord(char)) else None


def _fonts_for(text: str, font: str) -> list[Any]:
    faces: dict[int, Any] = {}
    for face in (_bundled(font), *(_face_for(char, font) for char in text if not _ignorable(char))):
        faces.setdefault(face.uniqueID(), face)
    return list(faces.values())


def _union(boxes: list[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _contrast(behind: NDArray[np.uint8], box: Box) -> tuple[bool, float]:
    """Whether dark text needs the weaker veil, and how opaque the veil must be for a WCAG contrast of 4.5."""
    left, top, right, bottom = (max(0, round(side / 3)) for side in box)
    patch = behind[:, top : bottom + 1, left : right + 1, :3].astype(float) / 255
    values = patch.mean(axis=-1)
    bright, dim = (float(np.quantile(values, share)) for share in (0.92, 0.08))
    most = ((1.05 / _CONTRAST) - 0.05) ** (1 / 2.2)
    ink = palette.luminance(*(part / 255 for part in palette.channels(_INK)))
    least = ((ink + 0.05) * _CONTRAST - 0.05) ** (1 / 2.2)
    for_white = max(0.0, 1 - most / max(bright, 1e-3))
    for_dark = max(0.0, (least - dim) / max(1 - dim, 1e-3))
    # White reads as a film title; dark text is for skies so bright that a veil would spoil them.
    return for_dark + 0.42 < for_white, min(for_white, 0.72) if for_dark + 0.42 >= for_white else min(for_dark, 0.72)


def _picture(line: Line, *, shadow: bool) -> tuple[Any, int]:
    """The line painted once, with a soft shadow, and the padding around it in pixels."""
    pad = int(line.size_px * 0.4) + 2
    surface = skia.Surface.MakeRaster(
        skia.ImageInfo.MakeN32Premul(int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2)
    )
    canvas = surface.getCanvas()
    if shadow:
        blur = skia.ImageFilters.DropShadow(
            0, line.size_px * 0.03, line.size_px * 0.10, line.size_px * 0.10, brush.argb("#000000", 0.45)
        )
        canvas.saveLayer(None, skia.Paint(ImageFilter=blur))
    line.draw(canvas, pad, pad)
    if shadow:
        canvas.restore()
    return surface.makeImageSnapshot(), pad
