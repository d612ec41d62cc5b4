"""Typesetting: shapes lines of text with fallback fonts, and breaks a text into balanced lines that fit a box."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from media.writing import breaks, direction, faces, shaping
from media.writing.emoji import is_picture
from media.writing.languages import language
from painter.craft import brush
from painter.craft.ink import unwrapped
from painter.craft.styles import Typography

_PROBE_PX = 100.0
_MAX_LINES = 5
_MAX_TOKEN_CHARS = 24
_SOFT_HYPHEN = "\u00ad"
_USUAL_PITCH_EM = 1.24

_STOPS, _PAUSES = tuple(";:.!?…–—。；：！？؛؟।」』）"), tuple(",、，،")
_AFTER_A_STOP, _AFTER_A_PAUSE = 0.68, 0.88
"""What a line that ends where a reader stops or pauses costs, as a share of what others of its width do."""

SetAs = tuple[str, bool]
"""The language of a text's ideographs, and whether it runs from right to left."""


class ShapedLine:
    """One line of text, shaped by skia's paragraph engine, which also orders right-to-left runs.

    Args:
        text: The text; characters that no font on this machine can draw are left out.
        size_px: Font size in pixels.
        colour: "#rrggbb".
        font: A file in `media/fonts` without its suffix.
        tracking: Extra room between letters, as a share of the size; for ASCII texts only.
        whole: The text that the line is a part of, which decides language and direction; None for a line by itself.
        set_as: The language and the direction, where they are known already.
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
        set_as: SetAs | None = None,
    ) -> None:
        self.text = drawable(text, font)
        self.size_px = size_px
        self._made_with = (size_px, colour, font, tracking, whole or text)
        tag, self.right_to_left = set_as or (language(whole or text), direction.right_to_left(whole or text))
        marked = direction.marked(self.text, to_left=self.right_to_left)
        # The engine has no setter for the base direction; an isolate orders words and full stops the same way.
        marked = f"\u2067{marked}\u2069" if self.right_to_left else marked
        self._runs = runs = faces.runs(marked, font, tag)
        typefaces = {_family(run, font): run.face.typeface if run.face else faces.bundled(font) for run in runs}
        provider = skia.textlayout_TypefaceFontProvider()
        for family, typeface in typefaces.items():
            provider.registerTypeface(typeface, family)
        collection = skia.textlayout_FontCollection()
        collection.setDefaultFontManager(provider)
        style = skia.textlayout_TextStyle()
        style.setFontSize(size_px)
        style.setColor(brush.argb(colour))
        style.setLetterSpacing(tracking * size_px if self.text.isascii() else 0.0)
        setting = skia.textlayout_ParagraphStyle()
        setting.setTextStyle(style)
        builder = skia.textlayout_ParagraphBuilder.make(setting, collection, skia.Unicodes.ICU.Make())
        for run in runs:
            # What a typeface of a script lacks all the same is looked for in the shipped one.
            style.setFontFamilies([_family(run, font), font])
            builder.pushStyle(style)
            builder.addText(run.text)
            builder.pop()
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

    @functools.cached_property
    def stretch(self) -> float:
        """How much more room than usual it needs from line to line: letters stack in Burmese, Tibetan or Khmer."""
        return max(1.0, (sum(self._reach_em) + 0.1) / _USUAL_PITCH_EM)

    @functools.cached_property
    def _reach_em(self) -> tuple[float, float]:
        """How far letters that may stack reach above and below the baseline."""
        reaches = [shaping.reach_em(run.text, run.face) for run in self._runs if run.face and _may_stack(run.text)]
        return max((above for above, _ in reaches), default=0.0), max((below for _, below in reaches), default=0.0)

    def pitch_px(self, leading: float) -> float:
        """From this line to the next, in pixels; `leading` is the usual distance as a share of the size."""
        return self.size_px * leading * self.stretch

    @property
    def baseline_px(self) -> float:
        """How far its baseline is below its middle."""
        return float(self._paragraph.AlphabeticBaseline) + self._shift_px - self.height / 2

    @property
    def _shift_px(self) -> float:
        """How far down stacked letters are moved, so that what is seen of them is in the middle of the line."""
        if self.stretch == 1.0:
            return 0.0
        above, below = self._reach_em
        return self.height / 2 - float(self._paragraph.AlphabeticBaseline) - (below - above) / 2 * self.size_px

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
        self._paragraph.paint(unwrapped(canvas), left, top + self._shift_px)
        canvas.restore()


def drawable(text: str, font: str = "Inter-ExtraBold") -> str:
    """The text in one line, without the characters that neither this font nor any on the system has."""
    missing = set(faces.undrawable(text, font))
    shown = (char for char in text if char not in missing and (char >= " " or char.isspace()))
    kept = breaks.flowing("".join(shown))
    return kept if any(not faces.is_ignorable(char) for char in kept) else ""


def without_font(text: str) -> str:
    """The characters of a text that no font on this machine has, each once."""
    return "".join(dict.fromkeys(faces.undrawable(text, "Inter-ExtraBold")))


def balanced(text: str, lines: int, width_of: Callable[[str], float]) -> list[str]:
    """Break a text into at most `lines` lines of about the same width.

    Args:
        text: Words, or a script that is written without spaces.
        lines: At least one.
        width_of: Measures a string; any unit.
    """
    return _breakings(text, lines, width_of)[-1]


def _breakings(text: str, most: int, width_of: Callable[[str], float]) -> list[list[str]]:
    """A text broken into 1, 2, ... and at most `most` lines, each time of about the same width."""
    tokens = _tokens(text)
    count, used = len(tokens), min(most, len(tokens))
    reach = np.cumsum([0.0, *map(width_of, tokens)])
    lengths = reach[None, :] - reach[:, None]
    costs = np.where(lengths > 0, lengths, 0.0) ** 3
    costs[np.tril_indices(count + 1)] = np.inf
    costs *= [1.0, *map(_ending_cost, tokens)]
    best = np.array([0.0, *[np.inf] * count])
    cuts: list[list[int]] = []
    for _ in range(used):
        tried = (best[:, None] + costs)[::-1]  # the last of equal places: what is left over stands in the first line
        starts = tried.argmin(axis=0)
        best = tried[starts, np.arange(count + 1)]
        cuts.append((count - starts).tolist())
    return [_cut(tokens, cuts[:lines]) for lines in range(1, used + 1)] or [[""]]


def _ending_cost(token: str) -> float:
    """What it costs to end a line after a word, as a share of the usual."""
    word = token.rstrip(breaks.SPACES)
    return _AFTER_A_STOP if word.endswith(_STOPS) else _AFTER_A_PAUSE if word.endswith(_PAUSES) else 1.0


def _cut(tokens: Sequence[str], cuts: Sequence[Sequence[int]]) -> list[str]:
    result, end = [], len(tokens)
    for starts in reversed(cuts):
        start = starts[end]
        result.append(breaks.ending("".join(tokens[start:end]).strip(breaks.SPACES)))
        end = start
    return result[::-1]


@functools.lru_cache(maxsize=16384)
def _em_width(part: str, font: str, tracking: float, set_as: SetAs) -> float:
    """The width of a text as a share of its size."""
    wide = ShapedLine(part, _PROBE_PX, "#000000", font, tracking, set_as=set_as).width
    return (wide + (_PROBE_PX * 0.25 if part.endswith(" ") else 0)) / _PROBE_PX


@functools.lru_cache(maxsize=2048)
def _stretch(text: str, font: str, set_as: SetAs) -> float:
    return ShapedLine(text, _PROBE_PX, "#000000", font, set_as=set_as).stretch


def fitted(
    text: str,
    room: tuple[float, float],
    limit_px: float,
    colour: str,
    font: str,
    kind: Typography,
    *,
    most: int = _MAX_LINES,
    whole: str | None = None,
    leading: float | None = None,
) -> list[ShapedLine]:
    """The fewest lines that come close to the largest size with which the text fits.

    `whole` is what the text stands together with: all of it runs the same way and is in one language. `leading` is the
    distance from line to line as a share of the size, if not the usual one of the style.
    """
    width, height = room
    whole = whole or text
    broken = breakings(text, font, kind.tracking, most, whole)
    pitch = (leading or kind.leading) * stretch(text, font, whole)
    sizes = [min(limit_px, width * 0.99 / option.em, height / (len(option.lines) * pitch)) for option in broken]
    size, parts = next(
        (size, option.lines) for size, option in zip(sizes, broken, strict=True) if size >= 0.94 * max(sizes)
    )
    return [ShapedLine(part, size, colour, font, kind.tracking, whole=whole) for part in parts]


@dataclass(frozen=True)
class Breaking:
    """A text in some number of lines, and the width of the longest as a share of its size."""

    lines: tuple[str, ...]
    em: float


@functools.lru_cache(maxsize=4096)
def breakings(text: str, font: str, tracking: float, most: int, whole: str) -> tuple[Breaking, ...]:
    """A text broken into 1, 2, ... and at most `most` balanced lines; the other arguments as for `ShapedLine`."""
    set_as = language(whole), direction.right_to_left(whole)
    em = functools.partial(_em_width, font=font, tracking=tracking, set_as=set_as)
    return tuple(Breaking(tuple(parts), max(0.01, *map(em, parts))) for parts in _breakings(text, most, em))


def stretch(text: str, font: str, whole: str) -> float:
    """See `ShapedLine.stretch`."""
    return 1.0 if text.isascii() else _stretch(text, font, (language(whole), direction.right_to_left(whole)))


def _tokens(text: str) -> Sequence[str]:
    """Texts between which a line may break: words, phrases of scripts without spaces, parts of overlong words.

    Where a part needs a hyphen at the end of a line, it has a soft one, which is invisible elsewhere.
    """
    return [
        part + _SOFT_HYPHEN if hyphen else part
        for piece in breaks.pieces(breaks.flowing(text))
        for part, hyphen in breaks.parts(piece, lambda some: len(breaks.clusters(some)) / _MAX_TOKEN_CHARS)
    ]


def _family(run: faces.Run, font: str) -> str:
    return f"{run.face.family} {run.face.weight}" if run.face else font


def _may_stack(text: str) -> bool:
    return any(not breaks.is_ideographic(char) and not char.isspace() for char in text) and not is_picture(text)
