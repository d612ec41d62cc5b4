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
from media.painter.ink import unwrapped
from media.painter.stage import Stage
from media.painter.styles import Entrance, Type

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

_FONTS = Path(__file__).parent.parent / "fonts"
_PROBE_PX = 100.0
_MAX_LINES = 5
_MAX_TOKEN_CHARS = 24
_CONTRAST = 5.0
"""More than the 4.5 that WCAG asks for, since the picture moves on between the frames that are judged."""
_INK = "#10131c"


class Line:
    """One line of text, shaped by skia's paragraph engine, which also orders right-to-left runs.

    Args:
        text: The text; characters that no font on this machine has are left out.
        size_px: Font size in pixels.
        colour: "#rrggbb".
        font: A file in `media/fonts` without its ending.
        tracking: Extra room between the letters of a script that does not join them, as a share of the size.
    """

    def __init__(
        self, text: str, size_px: float, colour: str, font: str = "Inter-ExtraBold", tracking: float = -0.012
    ) -> None:
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
        style.setLetterSpacing(tracking * size_px if self.text.isascii() else 0.0)
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
        self._paragraph.paint(unwrapped(canvas), left, top)
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
        self._type = stage.look.type
        self._pace = min(1.0, stage.plan.duration_s / 3)
        self.lines = self._set("#ffffff")
        self.colour, plate = _printed(stage)
        self._scrim = None
        if self.lines:
            if self._type.ground == "veil":
                box = _union([placed.box for placed in self.lines])
                dark_text, strength = _contrast(behind, box, self._type.white)
                self.colour = _INK if dark_text else "#ffffff"
                self._scrim = self._paint_scrim("#ffffff" if dark_text else "#05070f", strength)
            self.lines = self._set(self.colour)
        shadow = self._type.shadow and self.colour != _INK
        glow = stage.plan.palette.accent if self._type.glow else None
        self._pictures = [_picture(placed.line, shadow=shadow, glow=glow) for placed in self.lines]
        self._plates = [_plate(placed.line, plate) if plate else None for placed in self.lines]

    def draw(self, canvas: Any, time_s: float, *, letters: bool = True) -> None:
        """Paint the titles as they are at a time in seconds, line after line in the style's own way.

        Args:
            canvas: Where to paint.
            time_s: Seconds since the titles began.
            letters: False paints only what lies behind them.
        """
        if not self.lines:
            return
        if self._scrim is not None:
            share = ease_out(time_s / self._pace / 0.8)
            canvas.drawImage(self._scrim, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=share))
        if letters and self._type.ground in {"veil", "panel"}:
            self._rule(canvas, ease_out((time_s / self._pace - 0.1) / 0.7))
        for placed, picture, plate in zip(self.lines, self._pictures, self._plates, strict=True):
            share = min(1.0, (time_s - placed.enters_s) / (0.75 * self._pace))
            if share > 0:
                for part in (plate, picture if letters else None):
                    if part:
                        _enter(canvas, self._type.entrance, placed, part, share)

    def _set(self, colour: str) -> list[Placed]:
        """Choose sizes and breaks so that everything fits the box, as large as the design allows."""
        stage, kind = self._stage, self._type
        left, top, right, bottom = stage.title_box
        texts = [drawable(text.upper() if kind.upper else text) for text in stage.plan.titles]
        if not texts or not texts[0]:
            return []
        serif = kind.serif_font and stage.plan.mood in {"calm", "epic"} and texts[0].isascii()
        font = kind.serif_font if serif and kind.serif_font else kind.font
        has_more = len(texts) > 1 and bool(texts[1])
        room = (bottom - top) * (0.74 if has_more else 0.92)
        limit = stage.unit * kind.size * (1.0 if stage.is_wide else 1.09)
        lines = _fitted(texts[0], (right - left, room), limit, colour, font, kind)
        if has_more:
            small = min(lines[0].size_px * 0.46, stage.unit * 0.05)
            lines += _fitted(
                texts[1], (right - left, (bottom - top) * 0.2), small, colour, kind.text_font, kind, most=2
            )
        return self._place(lines)

    def _place(self, lines: list[Line]) -> list[Placed]:
        left, top, _, bottom = self._stage.title_box
        gaps = [_gap_above(lines, index) for index in range(len(lines))]
        spare = max(0.0, bottom - top - sum(gaps) - sum(line.size_px * self._type.leading for line in lines))
        y = top + (spare / 2 if self._stage.is_wide else min(spare, lines[0].size_px * 0.3))
        widest = max(line.width for line in lines)
        placed = []
        for index, line in enumerate(lines):
            y += gaps[index]
            x = left + (widest - line.width if _right_to_left(lines[0].text) else 0.0)
            centred = y + (line.size_px * self._type.leading - line.height) / 2
            placed.append(Placed(line, x, centred, (0.2 + 0.13 * index) * self._pace))
            y += line.size_px * self._type.leading
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
        fade = [(0.0, colour, strength), (0.66, colour, strength), (0.85, colour, strength * 0.4), (1.0, colour, 0.0)]
        _, _, right, bottom = stage.title_box
        end = (right * 1.52, 0.0) if stage.is_wide else (0.0, bottom * 1.52)
        surface.getCanvas().drawPaint(brush.linear((0, 0), end, fade))
        return surface.makeImageSnapshot()


def _gap_above(lines: list[Line], index: int) -> float:
    """Extra room between the headline and the subtitle."""
    is_subtitle = index > 0 and lines[index].size_px < lines[index - 1].size_px * 0.8
    return lines[index].size_px * 0.45 if is_subtitle else 0.0


def _fitted(
    text: str,
    room: tuple[float, float],
    limit_px: float,
    colour: str,
    font: str,
    kind: Type,
    *,
    most: int = _MAX_LINES,
) -> list[Line]:
    """The fewest lines that come close to the largest size with which the text fits."""
    width, height = room
    probe = functools.cache(
        lambda part: (
            Line(part, _PROBE_PX, colour, font, kind.tracking).width + (_PROBE_PX * 0.25 if part.endswith(" ") else 0)
        )
    )
    options: list[tuple[float, list[str]]] = []
    for count in range(1, most + 1):
        parts = balanced(text, count, probe)
        longest = max(probe(part) for part in parts)
        size = min(limit_px, _PROBE_PX * width * 0.99 / max(longest, 1.0), height / (len(parts) * kind.leading))
        options.append((size, parts))
    largest = max(size for size, _ in options)
    size, parts = next(option for option in options if option[0] >= 0.94 * largest)
    return [Line(part, size, colour, font, kind.tracking) for part in parts]


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


def _contrast(behind: NDArray[np.uint8], box: Box, white: float) -> tuple[bool, float]:
    """Whether dark text needs the weaker veil, and how opaque the veil must be for a WCAG contrast of 4.5."""
    left, top, right, bottom = (max(0, round(side / 3)) for side in box)
    patch = behind[:, top : bottom + 1, left : right + 1, :3].astype(float) / 255
    # The brightest channel counts in full, so that no order of channels and no colour is judged too dark.
    bright = float(np.quantile(patch.max(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.985))
    dim = float(np.quantile(patch.min(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.015))
    most = ((1.05 / _CONTRAST) - 0.05) ** (1 / 2.2)
    ink = palette.luminance(*(part / 255 for part in palette.channels(_INK)))
    least = ((ink + 0.05) * _CONTRAST - 0.05) ** (1 / 2.2)
    for_white = max(0.0, 1 - most / max(bright, 1e-3))
    for_dark = max(0.0, (least - dim) / max(1 - dim, 1e-3))
    # White reads as a film title; dark text is for skies so bright that a veil would spoil them.
    dark_text = for_dark + white < for_white
    return dark_text, min(for_dark if dark_text else for_white, 0.82)


def _printed(stage: Stage) -> tuple[str, str | None]:
    """The letters' colour, and what is laid under every line; veils are chosen by what they cover."""
    match stage.look.type.ground:
        case "panel":
            return stage.page[1], None
        case "strips":
            return _INK, palette.mix(stage.plan.palette.light, "#fbf6ea", 0.7)
        case "block":
            return "#ffffff", palette.lighten(_INK, 0.02)
        case _:
            return "#ffffff", None


def _enter(canvas: Any, entrance: Entrance, placed: Placed, part: tuple[Any, int], share: float) -> None:
    """Draw a line's picture `share` (0..1) of its way in."""
    picture, pad = part
    line, eased = placed.line, ease_out(share)
    left, top = round(placed.left) - pad, round(placed.top) - pad
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear if share < 1 else skia.FilterMode.kNearest)
    opacity, rise = _arrival(entrance, share)
    canvas.save()
    if entrance == "slide":
        canvas.clipRect(skia.Rect(left, top, left + picture.width(), placed.top + line.height + 0.1 * line.size_px))
    elif entrance in {"words", "wash", "type"} and share < 1:
        reach = _revealed(line, entrance, share) + pad
        right = left + picture.width()
        canvas.clipRect(
            skia.Rect(right - reach, top, right, top + picture.height())
            if _right_to_left(line.text)
            else skia.Rect(left, top, left + reach, top + picture.height())
        )
    elif entrance == "drop":
        canvas.rotate((1 - eased) * 5, placed.left, placed.top + line.height / 2)
    canvas.drawImage(picture, left, top + rise * line.size_px, sampling, skia.Paint(Alphaf=opacity))
    canvas.restore()


def _arrival(entrance: Entrance, share: float) -> tuple[float, float]:
    """Opacity 0..1 and how far below its place a line is, in shares of its size."""
    eased = ease_out(share)
    match entrance:
        case "rise":
            return eased, (1 - eased) * 0.35
        case "slide":
            return 1.0, (1 - eased) * 1.3
        case "drop":
            return min(1.0, share * 3), (eased - 1) * 0.5
        case "flicker":
            # One dip only: letters must not flash faster than three times a second.
            return (0.35 if 0.35 < share < 0.5 else min(1.0, share * 3)), 0.0
        case "wash":
            return eased, 0.0
        case _:
            return 1.0, 0.0


def _revealed(line: Line, entrance: Entrance, share: float) -> float:
    """How much of a line is to be seen, in pixels from where it begins."""
    if entrance == "wash":
        return line.width * ease_out(share)
    if entrance == "type":
        return line.width * int(share * len(line.text)) / max(1, len(line.text))
    words = line.text.split(" ")
    return line.width * len(" ".join(words[: 1 + int(share * len(words))])) / max(1, len(line.text))


def _plate(line: Line, colour: str) -> tuple[Any, int]:
    """A strip under a line, with the padding around the line in pixels."""
    pad = int(line.size_px * 0.4) + 2
    wide, tall = int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, tall))
    inset = pad - 0.22 * line.size_px
    middle, half = tall / 2, 0.60 * line.size_px
    box = skia.Rect(inset, middle - half, wide - inset, middle + half)
    shade = brush.stroke("#1a1020", 0.06 * line.size_px, 0.4)
    surface.getCanvas().drawRect(box.makeOffset(0, 0.03 * line.size_px), brush.blurred(shade, 0.04 * line.size_px))
    surface.getCanvas().drawRect(box, brush.fill(colour))
    return surface.makeImageSnapshot(), pad


def _picture(line: Line, *, shadow: bool, glow: str | None) -> tuple[Any, int]:
    """The line painted once, with a soft shadow or in its own light, and the padding around it in pixels."""
    pad = int(line.size_px * 0.4) + 2
    surface = skia.Surface.MakeRaster(
        skia.ImageInfo.MakeN32Premul(int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2)
    )
    canvas = surface.getCanvas()
    if glow:
        light = skia.ImageFilters.DropShadow(0, 0, line.size_px * 0.09, line.size_px * 0.09, brush.argb(glow, 0.9))
        canvas.saveLayer(None, skia.Paint(ImageFilter=light))
    elif shadow:
        blur = skia.ImageFilters.DropShadow(
            0, line.size_px * 0.03, line.size_px * 0.10, line.size_px * 0.10, brush.argb("#000000", 0.45)
        )
        canvas.saveLayer(None, skia.Paint(ImageFilter=blur))
    line.draw(canvas, pad, pad)
    if glow or shadow:
        canvas.restore()
    return surface.makeImageSnapshot(), pad
