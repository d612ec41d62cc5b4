"""Screens as they are recorded: a terminal, a page that is scrolled, slides, a window with a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, FPS, SECONDS = 640, 360, 15, 5

Picture = Image.Image

_LOG = (
    "$ make test",
    "collecting ...",
    "tests/unit/test_money.py ......",
    "tests/unit/test_jobs.py ....F.",
    "FAILED test_a_job_ends - TimeoutError",
    "1 failed, 11 passed in 3.21s",
    "$ git diff --stat",
    " jobs.py | 4 +---",
    "$ make test",
    "collecting ...",
    "tests/unit/test_money.py ......",
    "tests/unit/test_jobs.py ......",
    "12 passed in 2.98s",
    "$ _",
)
_PAGE = (
    "How a dam is built",
    "",
    "A dam holds back water by its weight or by its shape.",
    "A gravity dam is heavy. An arch dam leans",
    "against the sides of the valley.",
    "",
    "1. The river is led around the site.",
    "2. Loose rock is cleared.",
    "3. Concrete is poured in blocks.",
    "4. Joints are filled with grout.",
    "",
    "What can go wrong",
    "",
    "Water that seeps under the wall lifts it.",
    "Drains and galleries carry it away.",
    "",
    "Who looks after it",
    "",
    "Engineers read pendulums and gauges each day.",
    "",
    "Further reading",
    "",
    "The large dams of the Alps, 1957.",
)
_SLIDES = (
    ("Third quarter", "What we learned"),
    ("Sales", "North +12 %   South -3 %"),
    ("Next", "Two people for the south"),
)


@dataclass(frozen=True)
class Screen:
    """A recorded screen: what it shows, and its frames as RGB bytes."""

    what: str
    held_back: bool
    picture_at: Callable[[float], Picture]
    width: int = WIDTH
    height: int = HEIGHT
    fps: int = FPS

    def frames(self) -> Iterator[bytes]:
        """All its frames, in order."""
        for number in range(self.fps * SECONDS):
            yield self.picture_at(number / self.fps).tobytes()


def _blank(colour: str) -> tuple[Picture, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour)
    return picture, ImageDraw.Draw(picture)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _terminal(time_s: float) -> Picture:
    picture, draw = _blank("#10141a")
    left = int(time_s * 60)
    for number, line in enumerate(_LOG):
        shown, left = line[: max(left, 0)], left - len(line)
        draw.text((12, 10 + 23 * number), shown, "#d0e0c0" if line.startswith("$") else "#a8b0b8", _font(15))
    return picture


def _page(time_s: float) -> Picture:
    picture, draw = _blank("#ffffff")
    scrolled = 220 * max(0.0, min(time_s - 1, 2.5)) / 2.5
    for number, line in enumerate(_PAGE):
        heading = line and number in (0, 11, 16, 20)
        draw.text((40, 20 + 26 * number - scrolled), line, "#202020", _font(22 if heading else 16))
    draw.rectangle((628, 10 + scrolled / 2, 634, 120 + scrolled / 2), "#c0c0c0")
    return picture


def _slides(time_s: float) -> Picture:
    title, words = _SLIDES[min(int(time_s / 1.8), len(_SLIDES) - 1)]
    picture, draw = _blank("#f4efe6")
    draw.rectangle((0, 0, WIDTH, 70), "#27456b")
    draw.text((30, 16), title, "#ffffff", _font(34))
    draw.text((60, 150), words, "#27456b", _font(28))
    return picture


def _form(time_s: float) -> Picture:
    picture, draw = _blank("#e8ebf0")
    draw.rounded_rectangle((90, 40, 550, 320), 8, "#ffffff", "#b0b8c4")
    for number, label in enumerate(("Name", "Street", "City")):
        top = 70 + 64 * number
        draw.text((120, top), label, "#404850", _font(15))
        draw.rectangle((200, top - 6, 520, top + 26), "#fafbfc", "#9aa4b0")
        typed = ("Ada Example", "12 Mill Lane", "Leeds")[number][: max(0, int((time_s - 1.3 * number) * 12))]
        draw.text((208, top), typed, "#101418", _font(15))
    draw.rounded_rectangle((420, 268, 520, 300), 6, "#2f6fde" if time_s > 4.2 else "#7f9fdc")
    x, y = 150 + 75 * time_s, 110 + 38 * time_s
    draw.polygon([(x, y), (x, y + 16), (x + 5, y + 12), (x + 12, y + 12)], "#000000", "#ffffff")
    return picture


SCREENS = {
    "terminal": Screen("tests run in a dark terminal, line after line", False, _terminal),
    "page": Screen("a page of text stands, is scrolled, and stands again", True, _page),
    "slides": Screen("three slides, each held and cut to the next", True, _slides),
    "form": Screen("a form is filled in, the pointer moves", False, _form),
}
"""The screens by their names."""
