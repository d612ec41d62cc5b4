"""ASS documents for libass. Text from callers can only ever be drawn: it cannot set a tag, a break or a style.

Every line of a page is an event of its own at a fixed place, so that the line pitch and the plate are ours and not the
renderer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from media.captions.faces import FACES
from media.captions.layout import Line, Page
from media.captions.model import Style

_WORD_JOINER = "\u2060"
_ESCAPES = str.maketrans({"\\": "\\" + _WORD_JOINER, "{": "\\{", "}": "\\}", "\n": " ", "\r": " "})

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
    times = f"{_time(page.start_s)},{_time(page.end_s)}"
    if style == "box":
        yield f"Dialogue: 0,{times},Text,,0,0,0,,{_plate(page)}"
    for line in page.lines:
        for layer, look in enumerate(_looks(page.em_px, style), 1):
            yield f"Dialogue: {layer},{times},Text,,0,0,0,,{_start(line, page, look, style)}{escape(line.text)}"


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
    cents = round(time_s * 100)
    return f"{cents // 360000}:{cents // 6000 % 60:02d}:{cents // 100 % 60:02d}.{cents % 100:02d}"
