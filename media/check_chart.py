"""Draws a verdict over the time of its film as one picture: frames, scores, and where the faults are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footage.errors import InvalidInputError
from footage.verdicts import Quality
from media.contact_sheet import clock, encode_jpeg, image_of, typeface
from media.frames import read_frames
from media.probe import VideoInfo, probe

SUFFIXES = (".jpg", ".jpeg", ".png")
WIDTH_PX = 1280
MARGIN_PX = 28
_TITLE_PX = 48
_STRIP_PX = 72
_MOST_FRAMES = 16
_SCORES_PX = 160
_ROW_PX = 26
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
_MOST_TICKS = 16
_MOST_CHARS = 150

Rgb = tuple[int, int, int]
Points = list[tuple[float, float]]
_BACK: Rgb = (18, 18, 20)
_PANEL: Rgb = (32, 33, 38)
_LINE: Rgb = (66, 68, 76)
_TEXT: Rgb = (222, 224, 230)
FAULT: Rgb = (226, 78, 66)
COLOURS: dict[str, Rgb] = {
    "technical": (112, 190, 120),
    "visual": (214, 132, 232),
    "coherence": (96, 165, 250),
    "prompt match": (240, 180, 80),
}


@dataclass(frozen=True)
class Curve:
    """A score over time: its lines, each of (seconds, 0 to 1), and its legend."""

    name: str
    lines: tuple[Points, ...]
    legend: str


def timeline(film: Path, quality: Quality) -> bytes:
    """Draw the chart of a verdict, as a JPEG of at most `media.contact_sheet.MAX_JPEG_BYTES`.

    Args:
        film: The file that was measured.
        quality: The judge's own answer: one that was read back from a job has no scores over time.

    Raises:
        UnsupportedMediaError: The film cannot be read.
    """
    info = probe(film)
    kinds = list(dict.fromkeys(fault.kind for fault in quality.faults))
    found = curves(quality)
    scores_y = _TITLE_PX + _STRIP_PX + MARGIN_PX // 2
    kinds_y = scores_y + _SCORES_PX
    legend_y = kinds_y + (len(kinds) + 1) * _ROW_PX
    sheet = _Sheet(info.duration_s, legend_y + len(found) * _ROW_PX + MARGIN_PX)
    score = f", {quality.score:.2f} of 1" if quality.score is not None else ""
    sheet.text(f"Verdict: {quality.verdict or 'none'}{score}", MARGIN_PX, 32, size_px=20)
    sheet.strip(film, info)
    sheet.panel(scores_y, _SCORES_PX, [(fault.start_s, fault.end_s) for fault in quality.faults], quality.cuts_s)
    for row, kind in enumerate(kinds):
        y = kinds_y + row * _ROW_PX
        sheet.bars(y, [(fault.start_s, fault.end_s) for fault in quality.faults if fault.kind == kind])
        sheet.text(kind, MARGIN_PX + 6, y + 18)
    for row, curve in enumerate(found):
        sheet.curve(scores_y, curve)
        sheet.text(curve.legend, MARGIN_PX, legend_y + (row + 1) * _ROW_PX, COLOURS[curve.name])
    sheet.seconds(kinds_y + len(kinds) * _ROW_PX + 18)
    return encode_jpeg(sheet.surface.makeImageSnapshot())


def curves(quality: Quality) -> tuple[Curve, ...]:
    """The four scores over time; one that was not measured has no line, and its legend says why."""
    coherence, match, visual = quality.coherence, quality.prompt_match, quality.visual
    pairs = (coherence.overall, coherence.over_time) if coherence else (None, [])
    matches = (match.score, match.over_time) if match else (None, [])
    return (
        _curve(quality, "technical", quality.technical, _steps(quality.technical_by_second)),
        _curve(quality, "visual", visual.score if visual else None, _steps(visual.over_time if visual else [])),
        _curve(quality, "coherence", *pairs),
        _curve(quality, "prompt match", *matches),
    )


def _steps(seconds: Sequence[tuple[float, float, float]]) -> Points:
    """A line that is level in each stretch."""
    return [point for start_s, end_s, mark in seconds for point in ((start_s, mark), (end_s, mark))]


def save_as(jpeg: Path, out: Path) -> None:
    """Copy a timeline's picture, as PNG where the name asks for one.

    Raises:
        InvalidInputError: The name is not one of a picture, or cannot be written.
    """
    import skia

    refuse_name(out)
    content = jpeg.read_bytes()
    if out.suffix.lower() == ".png":
        content = bytes(skia.Image.MakeFromEncoded(content).encodeToData(skia.kPNG, 100))
    try:
        out.write_bytes(content)
    except OSError as exc:
        raise InvalidInputError(f"{out} cannot be written: {exc.strerror}.") from exc


def refuse_name(out: Path) -> None:
    """Refuse a name that no picture can have.

    Raises:
        InvalidInputError: As said.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise InvalidInputError(f"{out.name} is no name of a picture.", hint=f"End it with {', '.join(SUFFIXES)}.")
    if not out.absolute().parent.is_dir():
        raise InvalidInputError(f"There is no folder {out.absolute().parent}.")


def _curve(quality: Quality, name: str, overall: float | None, points: Sequence[tuple[float, float]]) -> Curve:
    if overall is None:
        why = quality.unavailable.get(name.replace(" ", "_"), "not measured")
        return Curve(name, (), f"{name}: none. {why}"[:_MOST_CHARS])
    lines: list[Points] = [[]]
    for point in points:
        before_s = lines[-1][-1][0] if lines[-1] else point[0]
        if name == "coherence" and any(before_s < cut_s <= point[0] for cut_s in quality.cuts_s):
            lines.append([])
        lines[-1].append(point)
    return Curve(name, tuple(line for line in lines if line), f"{name}: {overall:.2f}")


class _Sheet:
    """The chart being drawn: its width is the time of the film."""

    def __init__(self, duration_s: float, height_px: int) -> None:
        import skia

        self._duration_s = duration_s
        self.surface = skia.Surface(WIDTH_PX, height_px)
        self._canvas = self.surface.getCanvas()
        self._canvas.clear(skia.ColorSetRGB(*_BACK))

    def text(self, text: str, left: float, base: float, colour: Rgb = _TEXT, size_px: float = 14) -> None:
        import skia

        font = skia.Font(typeface(), size_px)
        font.setEdging(skia.Font.Edging.kAntiAlias)
        self._canvas.drawString(text, left, base, font, self._paint(colour))

    def strip(self, film: Path, info: VideoInfo) -> None:
        """Frames at their times, beside each other."""
        import skia

        wide_px = _STRIP_PX * info.width / info.height
        count = max(1, min(_MOST_FRAMES, int((WIDTH_PX - 2 * MARGIN_PX) / wide_px)))
        times_s = [self._duration_s * (index + 0.5) / count for index in range(count)]
        side_px = round(max(_STRIP_PX, wide_px))
        for time_s, picture in zip(times_s, read_frames(film, times_s, side_px, roughly=True), strict=True):
            image = image_of(picture)
            left = min(max(self._x(time_s) - wide_px / 2, MARGIN_PX), WIDTH_PX - MARGIN_PX - wide_px)
            place = skia.Rect.MakeXYWH(left, _TITLE_PX, wide_px, _STRIP_PX)
            self._canvas.drawImageRect(image, place, skia.SamplingOptions(skia.FilterMode.kLinear))

    def panel(self, top: float, height: float, faults: Sequence[tuple[float, float]], cuts_s: Sequence[float]) -> None:
        """The ground of the scores: bad stretches, the lines of 0, one half and 1, and cuts."""
        self._box(0.0, self._duration_s, top, height, _PANEL)
        for start_s, end_s in faults:
            self._box(start_s, end_s, top, height, FAULT, alpha=70)
        for score in (0.0, 0.5, 1.0):
            y = self._y(top, score)
            self._canvas.drawLine(MARGIN_PX, y, WIDTH_PX - MARGIN_PX, y, self._paint(_LINE))
            self.text(f"{score:g}", 8, y + 5, size_px=11)
        for cut_s in cuts_s:
            self._canvas.drawLine(self._x(cut_s), top, self._x(cut_s), top + height, self._paint(_TEXT))

    def bars(self, top: float, ranges: Sequence[tuple[float, float]]) -> None:
        """One kind of fault."""
        for start_s, end_s in ranges:
            self._box(start_s, end_s, top + 4, _ROW_PX - 6, FAULT)

    def curve(self, top: float, curve: Curve) -> None:
        """A score; a point alone is a dot."""
        paint = self._paint(COLOURS[curve.name], width_px=2.5)
        for line in curve.lines:
            places = [(self._x(time_s), self._y(top, score)) for time_s, score in line]
            for before, after in zip(places, places[1:] or places, strict=False):
                self._canvas.drawLine(*before, *after, paint)

    def seconds(self, base: float) -> None:
        """Times below, as many as can be read."""
        step = next((one for one in _TICKS_S if self._duration_s / one <= _MOST_TICKS), _TICKS_S[-1])
        for time_s in range(0, int(self._duration_s) + 1, step):
            self.text(clock(time_s), min(self._x(time_s), WIDTH_PX - MARGIN_PX - 36), base, size_px=12)

    def _box(self, start_s: float, end_s: float, top: float, height: float, colour: Rgb, alpha: int = 255) -> None:
        """A box at least two pixels wide, so that one bad frame can be seen."""
        import skia

        left = self._x(start_s)
        place = skia.Rect.MakeLTRB(left, top, max(self._x(end_s), left + 2), top + height)
        self._canvas.drawRect(place, self._paint(colour, alpha=alpha))

    def _x(self, time_s: float) -> float:
        share = min(1.0, max(0.0, time_s / self._duration_s))
        return MARGIN_PX + share * (WIDTH_PX - 2 * MARGIN_PX)

    def _y(self, top: float, score: float) -> float:
        return top + 8 + (1 - min(1.0, max(0.0, score))) * (_SCORES_PX - 16)

    def _paint(self, colour: Rgb, *, alpha: int = 255, width_px: float = 1) -> Any:
        import skia

        return skia.Paint(
            Color=skia.ColorSetARGB(alpha, *colour),
            AntiAlias=True,
            StrokeWidth=width_px,
            StrokeCap=skia.Paint.kRound_Cap,
        )
