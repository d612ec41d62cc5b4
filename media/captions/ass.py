"""ASS documents for libass. Text from callers can only ever be drawn: it cannot set a tag, a break or a style.

Every line of a page is an event of its own at a fixed place, so that the line pitch and the plate are ours and not the
renderer's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from media.captions.faces import FACES
from media.captions.layout import Line, Page, Spoken
from media.captions.model import Style

_WORD_JOINER = "\u2060"
_ESCAPES = str.maketrans({"\\": "\\" + _WORD_JOINER, "{": "\\{", "}": "\\}", "\n": " ", "\r": " "})

_LIT, _UNLIT = "{\\1c&H45D9FF&}", "{\\1c&HFFFFFF&}"  # blue, green, red

_HEADER = """\
[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
LayoutResX: {width}
LayoutResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: None
Kerning: yes

[V4+ Styles]
Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,BackColour,Bold,Italic,Underline,StrikeOut,\
ScaleX,ScaleY,Spacing,Angle,BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding
Style: Text,{font},40,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,5,0,0,0,-1

[Events]
Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text
"""


def document(pages: Sequence[Page], width: int, height: int, style: Style) -> str:
    """The ASS document that draws the pages on frames of this size in pixels."""
    head = _HEADER.format(width=width, height=height, font=FACES[style].name)
    return head + "".join(f"{event}\n" for page in pages for event in _events(page, style))


def escape(text: str) -> str:
    r"""Text that libass draws literally.

    A brace is escaped the way libass reads it. A backslash has no escape, so an invisible word joiner parts it from
    the letter that would make it a tag (`\N`, `\h`).
    """
    return text.translate(_ESCAPES)


def _events(page: Page, style: Style) -> Iterator[str]:
    if style == "box":
        yield _event(0, page.start_s, page.end_s, _plate(page))
    *under, top = _looks(page.em_px, style)
    for line in page.lines:
        for layer, look in enumerate(under, 1):
            yield _event(layer, page.start_s, page.end_s, _start(line, page, look, style) + escape(line.text))
    for start_s, end_s, word in _moments(page):
        offset = 0
        for line in page.lines:
            text, offset = _lit(line.text, offset, word)
            yield _event(len(under) + 1, start_s, end_s, _start(line, page, top, style) + text)


def _event(layer: int, start_s: float, end_s: float, text: str) -> str:
    return f"Dialogue: {layer},{_time(start_s)},{_time(end_s)},Text,,0,0,0,,{text}"


def _moments(page: Page) -> Iterator[tuple[float, float, Spoken | None]]:
    """The page's time, cut wherever another word is lit: a word stays lit until the next one."""
    words: list[Spoken | None] = [None, *page.spoken]
    starts_s = [page.start_s, *(word.start_s for word in page.spoken), page.end_s]
    for word, (start_s, end_s) in zip(words, itertools.pairwise(starts_s), strict=True):
        if end_s > start_s:
            yield start_s, end_s, word


def _lit(text: str, offset: int, word: Spoken | None) -> tuple[str, int]:
    """The escaped line with its part of the word in colour, and the offset of the next line.

    Offsets count the characters of the page, white space left out.
    """
    result, lit = "", False
    for run in re.findall(r"\s+|\S", text):
        if not run.isspace():
            inside = word is not None and word.first <= offset < word.last
            if inside != lit:
                result, lit = result + (_LIT if inside else _UNLIT), inside
            offset += 1
        result += escape(run)
    return result, offset


def _start(line: Line, page: Page, look: str, style: Style) -> str:
    face = FACES[style]
    size = f"\\fs{page.em_px * face.win_height_em:.2f}\\fsp{page.em_px * face.tracking_em:.2f}"
    return f"{{\\an5\\pos({line.x:.2f},{line.y:.2f}){size}{look}}}"


def _looks(em_px: float, style: Style) -> tuple[str, ...]:
    """Override tags of each pass over a line, lowest first."""
    if style == "box":
        return ("\\bord0\\shad0",)
    if style == "outline":
        return (f"\\bord{em_px * 0.1:.2f}\\xshad0\\yshad{em_px * 0.045:.2f}\\4a&H60&",)
    glow = f"\\bord{em_px * 0.09:.2f}\\blur{em_px * 0.075:.2f}\\3a&H70&\\xshad0\\yshad{em_px * 0.03:.2f}\\4a&H90&"
    return (glow, f"\\bord{em_px * 0.028:.2f}\\shad0\\3a&H50&")


def _plate(page: Page) -> str:
    """A rounded rectangle around the lines, drawn from the middle of its left edge clockwise."""
    pad_x, pad_y, radius = page.em_px * 0.55, page.em_px * 0.18, page.em_px * 0.32
    width, height = page.right - page.left + 2 * pad_x, page.bottom - page.top + 2 * pad_y
    inner = radius * 0.45  # control points of a quarter circle
    right, low, tail = width - radius, height - radius, width - inner
    path = (
        f"m {radius:.1f} 0 l {right:.1f} 0 b {tail:.1f} 0 {width:.1f} {inner:.1f} {width:.1f} {radius:.1f} "
        f"l {width:.1f} {low:.1f} b {width:.1f} {height - inner:.1f} {tail:.1f} {height:.1f} {right:.1f} {height:.1f} "
        f"l {radius:.1f} {height:.1f} b {inner:.1f} {height:.1f} 0 {height - inner:.1f} 0 {low:.1f} "
        f"l 0 {radius:.1f} b 0 {inner:.1f} {inner:.1f} 0 {radius:.1f} 0"
    )
    place = f"\\an7\\pos({page.left - pad_x:.2f},{page.top - pad_y:.2f})"
    return f"{{{place}\\bord0\\shad0\\1c&H14100E&\\1a&H38&\\p1}}{path}"


def _time(time_s: float) -> str:
    cents = max(0, round(time_s * 100))
    return f"{cents // 360000}:{cents // 6000 % 60:02d}:{cents // 100 % 60:02d}.{cents % 100:02d}"
