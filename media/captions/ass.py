"""Writes captions as an ASS document, the format that libass draws into films.

Text from callers can only ever be drawn: it cannot set a tag, a line break or a style. Every line of a page is an event
of its own at a fixed position, so that we set the line pitch and the plate rather than the renderer.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from media.captions.layout import CaptionLine, Page, WordTiming
from media.captions.looks import CaptionLook, Pass, Plate, look_of
from media.captions.model import Style
from media.captions.typefaces import Typeface, ruler, typeface_of
from media.writing.breaks import clusters, pieces
from media.writing.direction import END, has_right_to_left, marks
from media.writing.faces import Face

_WORD_JOINER = "\u2060"
_ESCAPES = str.maketrans({"\\": "\\" + _WORD_JOINER, "{": "\\{", "}": "\\}", "\n": " ", "\r": " "})

_RESCUE = Pass(edge=0.11, blur=0.02, colour="#000000", opacity=1.0)
GROWN_PERCENT = 114
_GROWS_MS = 90
_TYPED_PER_S = 22.0
_TYPED_SHARE = 0.6

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
    head = _HEADER.format(width=width, height=height, font=typeface_of(style).name)
    return head + "".join(f"{event}\n" for page in pages for event in _Drawing(page, style).events())


def escape(text: str) -> str:
    r"""Text that libass draws literally.

    A brace is escaped the way libass reads it. A backslash has no escape, so an invisible word joiner parts it from
    the letter that would make it a tag (`\N`, `\h`).
    """
    return text.translate(_ESCAPES)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a line that belongs to one spoken word, or to none; `start` is its offset in the line."""

    text: str
    word: WordTiming | None
    start: int = 0


class _Drawing:
    """Writes the events of one page."""

    def __init__(self, page: Page, style: Style) -> None:
        self._page = page
        self._look: CaptionLook = look_of(style)
        self._face: Typeface = typeface_of(style)
        self._ruler = ruler(self._face, page.language)
        self._turned = any(has_right_to_left(line.text) for line in page.lines)
        # An opaque outline hides the other passes, so it is the only one.
        self._passes = [_RESCUE] if page.rescue == "outline" else [*self._look.passes]
        self._lines = list(runs(page))

    def events(self) -> Iterator[str]:
        """All events of the page, lowest layer first."""
        plate = self._look.plate_on_rescue if self._page.rescue == "box" else self._look.plate
        if plate:
            yield self._event(0, self._fade() + _plate(self._page, plate))
        words = self._look.word
        if words == "pop" and self._page.spoken and not self._turned:
            yield from self._popping()
        elif words == "type":
            yield from self._typed()
        elif words == "fill" and self._page.spoken and not self._turned:
            yield from self._filling()
        else:
            yield from self._lit()

    def _lit(self) -> Iterator[str]:
        yield from self._still(self._passes[:-1])
        look = self._look
        for start_s, end_s, word in moments(self._page):
            for line, parts in self._lines:
                text = ""
                for run in parts:
                    colour = look.lit if word is not None and run.word is word else look.fill
                    shown = self._text(line, run.start, run.text)
                    text += f"{{\\1c{_colour(colour)}}}{shown}" if run.word else shown
                place = self._place(line, self._passes[-1], start_s, end_s)
                yield self._event(len(self._passes), place + text, start_s, end_s)

    def _filling(self) -> Iterator[str]:
        """A colour that runs through each word while it is spoken."""
        yield from self._still(self._passes[:-1])
        colours = f"{{\\1c{_colour(self._look.lit)}\\2c{_colour(self._look.fill)}}}"
        start = to_cents(self._page.start_s)
        for line, parts in self._lines:
            text, now = "", start
            for run in parts:
                if not run.word:
                    text += f"{{\\k0}}{self._text(line, run.start, run.text)}"
                    continue
                begin, end = _said(run, self._page)
                shown = self._text(line, run.start, run.text)
                text += f"{{\\k{max(0, begin - now)}}}{{\\kf{end - max(begin, now)}}}{shown}"
                now = max(now, end)
            yield self._event(len(self._passes), self._place(line, self._passes[-1]) + colours + text)

    def _popping(self) -> Iterator[str]:
        """The spoken word, larger and in colour, in place of the one in the line, which is hidden."""
        for start_s, end_s, word in moments(self._page):
            for line, parts in self._lines:
                for layer, one in enumerate(self._passes, 1):
                    hidden, shown = "{\\alpha&HFF&}", f"{{\\r{self._tags(one)}}}"
                    text = ""
                    for run in parts:
                        letters = self._text(line, run.start, run.text)
                        text += f"{hidden}{letters}{shown}" if word and run.word is word else letters
                    yield self._event(layer, self._place(line, one) + text, start_s, end_s)
                if word is not None:
                    yield from self._grown(line, parts, word, start_s, end_s)

    def _grown(
        self, line: CaptionLine, parts: list[TextRun], word: WordTiming, start_s: float, end_s: float
    ) -> Iterator[str]:
        here = [index for index, run in enumerate(parts) if run.word is word]
        if not here:
            return
        width = self._ruler.width_em
        before = "".join(run.text for run in parts[: here[0]])
        text = "".join(run.text for run in parts[here[0] : here[-1] + 1])
        left = line.x - width(line.text) * self._page.em_px / 2
        middle = left + (width(before) + width(text) / 2) * self._page.em_px
        y = line.y - self._ruler.drop_em(text) * self._page.em_px
        colour = f"\\1c{_colour(self._look.lit)}"
        grow = f"{colour}\\t(0,{_GROWS_MS},\\fscx{GROWN_PERCENT}\\fscy{GROWN_PERCENT})"
        for layer, one in enumerate(self._passes, len(self._passes) + 1):
            place = f"{{\\an5\\pos({middle:.2f},{y:.2f}){self._tags(one)}{grow}}}"
            yield self._event(layer, place + self._text(line, parts[here[0]].start, text), start_s, end_s)

    def _typed(self) -> Iterator[str]:
        """Letters that appear one after another, by karaoke timing: those not yet sung are transparent."""
        yield from self._still(self._passes[:-1])
        start = to_cents(self._page.start_s)
        for (line, _), typed in zip(self._lines, steps(self._page, self._lines), strict=True):
            now, at = typed[0][0], 0
            # A syllable is visible from its start, so an empty one makes the first letter wait.
            text = f"{{\\k{now - start}}}" if now > start else ""
            for (_, letters), (following, _) in zip(typed, [*typed[1:], (now, "")], strict=True):
                lasts = max(1, following - now)
                text += f"{{\\k{lasts}}}{self._text(line, at, letters)}"
                now, at = now + lasts, at + len(letters)
            yield self._event(len(self._passes), self._place(line, self._passes[-1]) + "{\\2a&HFF&}" + text)

    def _text(self, line: CaptionLine, start: int, text: str) -> str:
        """A part of a line, each script in its typeface, with the marks that order what runs the other way."""
        if text.isascii() and not line.to_left and not self._turned:
            return escape(text)
        found = marks(line.text, to_left=line.to_left)
        end = start + len(text)
        # What opens stands with the letter that follows it, what closes with the one before.
        cuts = [start, *sorted(at for at in found if start < at < end), end]
        return "".join(
            _opening(found.get(first, "")) + self._set(line.text[first:last]) + _closing(found.get(last, ""))
            for first, last in itertools.pairwise(cuts)
        )

    def _set(self, text: str) -> str:
        return "".join(
            f"{self._switch(run.face)}{escape(run.text)}{self._switch(None)}" if run.face else escape(run.text)
            for run in self._ruler.runs(text)
        )

    def _switch(self, face: Face | None) -> str:
        """The tag that changes to a typeface of the system, in the same size, or back to the style's own."""
        em_px, own = self._page.em_px, self._face
        if face is None:
            size, tracking = em_px * own.win_height_em, em_px * own.tracking_em
            return f"{{\\fn{own.name}\\b0\\fs{size:.2f}\\fsp{tracking:.2f}}}"
        size = em_px * (face.ascent_em + face.descent_em)
        return f"{{\\fn{_name(face.family)}\\b{face.weight}\\fs{size:.2f}\\fsp0}}"

    def _still(self, passes: Sequence[Pass]) -> Iterator[str]:
        for layer, one in enumerate(passes, 1):
            for line, _ in self._lines:
                yield self._event(layer, self._place(line, one) + self._text(line, 0, line.text))

    def _event(self, layer: int, text: str, start_s: float | None = None, end_s: float | None = None) -> str:
        start_s = self._page.start_s if start_s is None else start_s
        end_s = self._page.end_s if end_s is None else end_s
        return f"Dialogue: {layer},{_time(start_s)},{_time(end_s)},Text,,0,0,0,,{text}"

    def _place(self, line: CaptionLine, one: Pass, start_s: float | None = None, end_s: float | None = None) -> str:
        y = line.y - self._ruler.drop_em(line.text) * self._page.em_px
        return f"{self._fade(start_s, end_s)}{{\\an5\\pos({line.x:.2f},{y:.2f}){self._tags(one)}}}"

    def _fade(self, start_s: float | None = None, end_s: float | None = None) -> str:
        """The fade tag: where the page begins and ends, but not where another word is lit."""
        if not self._look.fade_ms:
            return ""
        fade_in_ms = self._look.fade_ms if start_s in (None, self._page.start_s) else 0
        fade_out_ms = self._look.fade_ms if end_s in (None, self._page.end_s) else 0
        return f"{{\\fad({fade_in_ms},{fade_out_ms})}}"

    def _tags(self, one: Pass) -> str:
        em_px, face = self._page.em_px, self._face
        return (
            f"\\fs{em_px * face.win_height_em:.2f}\\fsp{em_px * face.tracking_em:.2f}"
            f"\\1c{_colour(self._look.fill)}\\bord{em_px * one.edge:.2f}\\blur{em_px * one.blur:.2f}"
            f"\\3c{_colour(one.colour)}\\3a{_alpha(one.opacity)}"
            f"\\xshad0\\yshad{em_px * one.drop:.2f}\\4a{_alpha(one.drop_opacity)}"
        )


def runs(page: Page) -> Iterator[tuple[CaptionLine, list[TextRun]]]:
    """Every line of the page, divided into runs by spoken word. Offsets of words do not count white space."""
    offset = 0
    spoken = list(page.spoken)
    for line in page.lines:
        runs: list[TextRun] = []
        for at, char in enumerate(line.text):
            word = None
            if at >= len(line.text) - line.added:
                word = runs[-1].word  # a hyphen that is not in the text belongs to the word that it is in
            elif not char.isspace():
                while spoken and spoken[0].last <= offset:
                    spoken.pop(0)
                word = spoken[0] if spoken and spoken[0].first <= offset else None
                offset += 1
            if runs and runs[-1].word is word:
                runs[-1] = TextRun(runs[-1].text + char, word, runs[-1].start)
            else:
                runs.append(TextRun(char, word, at))
        yield line, runs


def moments(page: Page) -> Iterator[tuple[float, float, WordTiming | None]]:
    """The page's time, divided by which word is lit: start, end and the word. A word stays lit until the next one."""
    words: list[WordTiming | None] = [None, *page.spoken]
    starts_s = [page.start_s, *(word.start_s for word in page.spoken), page.end_s]
    for word, (start_s, end_s) in zip(words, itertools.pairwise(starts_s), strict=True):
        if end_s > start_s:
            yield start_s, end_s, word


def _said(run: TextRun, page: Page) -> tuple[int, int]:
    """From when to when a run's word is spoken, in hundredths of a second."""
    word = run.word
    if word is None:
        return to_cents(page.start_s), to_cents(page.start_s)
    return to_cents(word.start_s), max(to_cents(word.start_s), to_cents(word.end_s))


def steps(page: Page, lines: Sequence[tuple[CaptionLine, list[TextRun]]]) -> list[list[tuple[int, str]]]:
    """For each line the texts that appear and when, in hundredths of a second: letters, or words where letters join."""
    pieces = [[piece for run in runs for piece in _pieces(run)] for _, runs in lines]
    total = sum(map(len, pieces))
    per_s = max(_TYPED_PER_S, total / max(0.01, (page.end_s - page.start_s) * _TYPED_SHARE))
    result, typed, now = [], 0, to_cents(page.start_s)
    for line in pieces:
        steps = []
        for run, index, count, text in line:
            time_s = page.start_s + typed / per_s
            if run.word is not None:
                time_s = run.word.start_s + (run.word.end_s - run.word.start_s) * index / count
            elif page.spoken:
                time_s = now / 100  # punctuation between spoken words appears with the word before
            now = max(now, to_cents(time_s))
            steps.append((now, text))
            typed += 1
        result.append(steps)
    return result


def _pieces(run: TextRun) -> list[tuple[TextRun, int, int, str]]:
    texts = clusters(run.text) if all(map(_stands_alone, run.text)) else pieces(run.text)
    return [(run, index, len(texts), text) for index, text in enumerate(texts)]


def _stands_alone(char: str) -> bool:
    """Whether a letter looks the same beside any other; in Arabic and the scripts of India it does not."""
    category = unicodedata.category(char)
    return category != "Mc" and (category != "Lo" or unicodedata.east_asian_width(char) == "W")


def _opening(marks: str) -> str:
    return marks.lstrip(END)


def _closing(marks: str) -> str:
    return END * marks.count(END)


def _name(family: str) -> str:
    """A typeface's name, without what could end the tag."""
    return family.translate({ord(char): None for char in "\\{}"})


def _plate(page: Page, plate: Plate) -> str:
    """A rounded rectangle around the lines, drawn from the middle of its left edge clockwise."""
    pad_x, pad_y, radius = page.em_px * plate.pad_x, page.em_px * plate.pad_y, page.em_px * plate.radius
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
    return f"{{{place}\\bord0\\shad0\\1c{_colour(plate.colour)}\\1a{_alpha(plate.opacity)}\\p1}}{path}"


def _colour(colour: str) -> str:
    return f"&H{colour[5:7]}{colour[3:5]}{colour[1:3]}&".upper()


def _alpha(opacity: float) -> str:
    return f"&H{round(255 * (1 - opacity)):02X}&"


def to_cents(time_s: float) -> int:
    """A time in hundredths of a second, as subtitles have it."""
    return max(0, round(time_s * 100))


def _time(time_s: float) -> str:
    cents = to_cents(time_s)
    return f"{cents // 360000}:{cents // 6000 % 60:02d}:{cents // 100 % 60:02d}.{cents % 100:02d}"
