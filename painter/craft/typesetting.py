"""Typesetting: shapes lines of text with fallback fonts, and breaks a text into balanced lines that fit a box."""

from __future__ import annotations

import functools
import unicodedata
from typing import Any

import skia

from footage.errors import UnavailableError
from media.fonts import FONTS_DIR
from painter.craft import brush
from painter.craft.ink import unwrapped
from painter.craft.styles import Typography

_PROBE_PX = 100.0
_MAX_LINES = 5
_MAX_TOKEN_CHARS = 24
_NEVER_FIRST = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")


class ShapedLine:
    """One line of text, shaped by skia's paragraph engine, which also orders right-to-left runs.

    Args:
        text: The text; characters that no font on this machine can draw are left out.
        size_px: Font size in pixels.
        colour: "#rrggbb".
        font: A file in `media/fonts` without its suffix.
        tracking: Extra room between letters, as a share of the size; for ASCII texts only.
        whole: The text that the line is a part of, which decides language and direction; None for a line by itself.
    """

    def __init__(
        self,
        text: str,
        size_px: float,
        colour: str,
        font: str = "Inter-ExtraBold",
        tracking: float = -0.012,
        *,
        whole: str | None = None,
    ) -> None:
        self.text = drawable(text, font)
        self.size_px = size_px
        self._made_with = (size_px, colour, font, tracking, whole or text)
        self.right_to_left = right_to_left(whole or text)
        fonts = _fonts_for(self.text, font, language(whole or text))
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
        # The engine has no setter for the base direction; an isolate orders words and full stops the same way.
        builder.addText(f"\u2067{self.text}\u2069" if self.right_to_left else self.text)
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

    def reading(self, text: str) -> ShapedLine:
        """A line with another text that looks the same."""
        size_px, colour, font, tracking, whole = self._made_with
        return ShapedLine(text, size_px, colour, font, tracking, whole=whole)

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


def fitted(
    text: str,
    room: tuple[float, float],
    limit_px: float,
    colour: str,
    font: str,
    kind: Typography,
    *,
    most: int = _MAX_LINES,
) -> list[ShapedLine]:
    """The fewest lines that come close to the largest size with which the text fits."""
    width, height = room
    probe = functools.cache(
        lambda part: (
            ShapedLine(part, _PROBE_PX, colour, font, kind.tracking, whole=text).width
            + (_PROBE_PX * 0.25 if part.endswith(" ") else 0)
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
    return [ShapedLine(part, size, colour, font, kind.tracking, whole=text) for part in parts]


def _tokens(text: str) -> list[str]:
    """Texts between which a line may break: words, parts of overlong words, characters of scripts without spaces."""
    tokens: list[str] = []
    for word in text.split():
        pieces = (
            list(word)
            if _spaceless(word)
            else [word[i : i + _MAX_TOKEN_CHARS] for i in range(0, len(word), _MAX_TOKEN_CHARS)]
        )
        glued: list[str] = []
        for piece in pieces:
            # Marks and joiners stay with the character they modify. Closing punctuation and small kana never start a
            # line, and an opening bracket never ends one.
            if glued and (
                _ignorable(piece[0])
                or unicodedata.category(piece[0]) in {"Po", "Pe", "Pf"}
                or piece[0] in _NEVER_FIRST
                or unicodedata.category(glued[-1][-1]) in {"Ps", "Pi"}
                or glued[-1].endswith("\u200d")
            ):
                glued[-1] += piece
            else:
                glued.append(piece)
        tokens += [*glued[:-1], glued[-1] + " "]
    return tokens


def _spaceless(word: str) -> bool:
    """Whether the script has no spaces between words. Korean is as wide as Chinese and Japanese, but has spaces."""
    if any("\uac00" <= char <= "\ud7af" for char in word):
        return False
    return any(unicodedata.east_asian_width(char) in "WF" or "\u0e00" <= char <= "\u0eff" for char in word)


def _ignorable(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"} or "\ufe00" <= char <= "\ufe0f"


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)


@functools.cache
def _bundled(font: str) -> Any:
    file = FONTS_DIR / f"{font}.ttf"
    face = skia.Typeface.MakeFromFile(str(file)) if file.is_file() else None
    if face is None:
        raise UnavailableError(
            f"The font file {file.name} is missing or broken.", hint="Install footage again; it brings its fonts."
        )
    return face


@functools.cache
def _system_fonts() -> Any:
    return skia.FontMgr()


def language(text: str) -> str:
    """The language tag that selects the form of ideographs: ja, ko, zh-cn or zh-tw; "" where there are none."""
    if any("\u3040" <= char <= "\u30ff" for char in text):
        return "ja"
    if any("\uac00" <= char <= "\ud7af" for char in text):
        return "ko"
    ideographs = "".join(char for char in text if "\u4e00" <= char <= "\u9fff")
    if not ideographs:
        return ""
    # GB 2312 has simplified characters only.
    return "zh-cn" if len(ideographs.encode("gb2312", "ignore")) == 2 * len(ideographs) else "zh-tw"


def without_font(text: str) -> str:
    """The characters of a text that no font on this machine has, each once."""
    return "".join(dict.fromkeys(char for char in text if not _ignorable(char) and _face_for(char) is None))


@functools.lru_cache(maxsize=4096)
def _face_for(char: str, font: str = "Inter-ExtraBold", tag: str = "") -> Any:
    """The typeface that has a character: the wanted font, else a system font for the language, else None."""
    if char.isspace() or _bundled(font).unicharToGlyph(ord(char)):
        return _bundled(font)
    family = "serif" if font.startswith("Fraunces") else "sans-serif"
    tags = [tag] if tag else []
    face = _system_fonts().matchFamilyStyleCharacter(family, skia.FontStyle.Bold(), tags, ord(char))
    return face if face is not None and face.unicharToGlyph(ord(char)) else None


def _fonts_for(text: str, font: str, tag: str) -> list[Any]:
    faces: dict[int, Any] = {}
    for face in (_bundled(font), *(_face_for(char, font, tag) for char in text if not _ignorable(char))):
        if face is not None:
            faces.setdefault(face.uniqueID(), face)
    return list(faces.values())
