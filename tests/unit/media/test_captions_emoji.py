"""Emoji in burnt-in captions are pictures: whole, in their place and time, in every style; named without a font."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
import skia
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from media.captions import typefaces
from media.captions.burn import burn, preview
from media.captions.layout import lay_out
from media.captions.model import Cue, Style, Word
from media.captions.pictures import _left_em, _Pictures, write_overlay
from media.captions.typefaces import SEMIBOLD, missing_pictures, ruler, without_missing_pictures
from media.frames import read_frames
from media.probe import probe
from media.writing import emoji
from media.writing.breaks import clusters
from media.writing.direction import right_to_left
from media.writing.emoji import is_picture

MakeClip = Callable[..., Path]
BLACK = "color=black:s=640x360:r=24:d=2"
ROCKET, WOMAN, LAPTOP, JOINER = "🚀", "👩", "💻", "\u200d"
CODER = WOMAN + JOINER + LAPTOP
COLOURS = {"rocket": (1, 0, 0), "woman": (0, 1, 0), "laptop": (0, 0, 1), "coder": (1, 0, 1)}


@pytest.fixture(scope="module")
def typeface(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A font of squares: a red rocket, a green woman and a blue laptop, which together are purple."""
    path = tmp_path_factory.mktemp("font") / "squares.ttf"
    names = [".notdef", "joiner", *COLOURS]
    pen = TTGlyphPen(None)
    for step, corner in enumerate([(0, 0), (0, 800), (1000, 800), (1000, 0)]):
        pen.lineTo(corner) if step else pen.moveTo(corner)
    pen.closePath()
    square, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(ROCKET): "rocket", ord(WOMAN): "woman", ord(LAPTOP): "laptop", 0x200D: "joiner"})
    builder.setupGlyf({name: square if name in COLOURS else empty for name in names})
    builder.setupHorizontalMetrics({name: (1000 if name in COLOURS else 0, 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupCPAL([[(*colour, 1.0) for colour in COLOURS.values()]])
    builder.setupCOLR({name: [(name, index)] for index, name in enumerate(COLOURS)}, version=0)
    addOpenTypeFeaturesFromString(builder.font, "feature ccmp { sub woman joiner laptop by coder; } ccmp;")
    builder.save(path)
    return skia.Typeface.MakeFromFile(str(path))


@pytest.fixture
def with_font(monkeypatch: pytest.MonkeyPatch, typeface: Any) -> Iterator[None]:
    yield from _with_font(monkeypatch, typeface)


@pytest.fixture
def without_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(typefaces, "_without_face", lambda text: tuple(char for char in text if char > "\U0001f000"))
    yield from _with_font(monkeypatch, None)


def _with_font(monkeypatch: pytest.MonkeyPatch, typeface: Any) -> Iterator[None]:
    monkeypatch.setattr(emoji, "colour_font", lambda: typeface)
    for cache in (emoji.is_picture, emoji.painted):
        cache.cache_clear()
    yield
    for cache in (emoji.is_picture, emoji.painted):
        cache.cache_clear()


def coloured(picture: np.ndarray, name: str) -> np.ndarray:
    """Where the picture has the colour of a square."""
    return np.asarray(np.abs(picture.astype(int) - 255 * np.array(COLOURS[name])).max(axis=2) < 90)


@pytest.mark.parametrize("whole", [CODER, "👩🏽‍💻", "👍🏿", "🇩🇪", "🏴\U000e0067\U000e0062\U000e007f", "1️⃣", "❤️‍🔥"])
def test_what_belongs_together_is_one(whole: str) -> None:
    assert list(clusters(f"a{whole}{whole}b")) == ["a", whole, whole, "b"]


def test_flags_side_by_side_are_two() -> None:
    assert list(clusters("🇩🇪🇫🇷")) == ["🇩🇪", "🇫🇷"]


@pytest.mark.usefixtures("with_font")
def test_pictures_are_what_the_font_draws_and_text_is_not() -> None:
    assert is_picture(ROCKET)
    assert is_picture(CODER)
    assert not any(map(is_picture, ("a", "1", "\u200d\ufe0f", " \ufe0f", "🎉", f"{ROCKET}\ufe0e", "漢")))
    assert ruler(SEMIBOLD).width_em(CODER) == ruler(SEMIBOLD).width_em(ROCKET) == pytest.approx(1.26, abs=0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("with_font")
@pytest.mark.parametrize("style", get_args(Style))
def test_every_style_shows_the_picture_in_the_gap(make_clip: MakeClip, tmp_path: Path, style: Style) -> None:
    cue = Cue(0.5, 1.5, f"HH {ROCKET} HH", (Word(0.5, 0.7, "HH"), Word(0.7, 0.9, ROCKET), Word(0.9, 1.5, "HH")))
    last = Cue(1.9, 2, ROCKET)
    out = tmp_path / "out.mp4"
    clip = make_clip("black.mp4", BLACK)
    burn(clip, [cue, last], out, style=style)
    before, during, after = read_frames(out, [0.25, 1.3, 1.75])
    assert probe(out).duration_s == probe(clip).duration_s
    assert not coloured(before, "rocket").any()
    assert not coloured(after, "rocket").any()
    rows, columns = np.nonzero(coloured(during, "rocket"))
    em_px = lay_out([cue], 640, 360, style, "bottom")[0].em_px
    assert np.ptp(columns) == pytest.approx(1.1 * em_px, abs=3)
    assert columns.mean() == pytest.approx(320, abs=3)
    letters = during[..., 1] > 150
    assert letters[:, :310].sum() > 50
    assert letters[:, 330:].sum() > 50
    assert not letters[:, columns.min() : columns.max()].any()
    middle = np.nonzero(letters)[0].mean()
    assert rows.mean() == pytest.approx(middle, abs=0.15 * em_px)


@pytest.mark.usefixtures("with_font")
def test_joined_emoji_are_one_picture(make_clip: MakeClip) -> None:
    encoded = preview(make_clip("black.mp4", BLACK), [Cue(0, 2, f"I {CODER}")], style="box")
    picture = skia.Image.MakeFromEncoded(encoded).toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    assert coloured(picture, "coder").sum() > 100
    assert not coloured(picture, "woman").any()
    assert not coloured(picture, "laptop").any()


@pytest.mark.usefixtures("with_font")
def test_a_picture_is_typed_with_its_letters_and_grows_with_its_word() -> None:
    words = (Word(0, 0.5, "Go"), Word(0.5, 1, ROCKET), Word(1, 2, "now"))
    cue = Cue(0, 2, f"Go {ROCKET} now", words)
    typed = list(_Pictures(lay_out([cue], 640, 360, "typewriter", "bottom")[0], "typewriter").changes())
    assert [(time, len(placed)) for time, placed in typed] == [(0, 0), (50, 1), (200, 0)]
    popped = list(_Pictures(lay_out([cue], 640, 360, "pop", "bottom")[0], "pop").changes())
    sides = [placed[0].side_px for _, placed in popped if placed]
    assert [time for time, _ in popped] == [0, 50, 100, 200]
    assert sides[1] > sides[0] == sides[2]


@pytest.mark.usefixtures("with_font")
def test_words_keep_their_times_around_a_picture() -> None:
    words = (Word(0, 0.5, "Go"), Word(0.5, 1, f"{CODER}!"), Word(1, 2, "now"))
    (page,) = lay_out([Cue(0, 2, f"Go {CODER}! now", words)], 640, 360, "karaoke", "bottom")
    text = "".join(page.lines[0].text.split())
    assert [(one.start_s, text[one.first : one.last]) for one in page.spoken] == [
        (0, "Go"),
        (0.5, f"{CODER}!"),
        (1, "now"),
    ]


def test_a_film_without_emoji_needs_no_pictures(tmp_path: Path) -> None:
    pages = lay_out([Cue(0, 2, "plain ✓")], 640, 360, "clean", "bottom")
    assert write_overlay(tmp_path / "emoji.mov", pages, (640, 360), "clean") is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ab*c", 2),
        ("אב*ג", 1),
        ("*אב", 2),
        ("אב*", 0),
        ("abc אב*גד def", 6),
        ("אב ab*cd ג", 4),
        ("אב ab*", 0),
        ("*", 0),
    ],
)
def test_a_gap_is_found_in_either_direction(text: str, left: int) -> None:
    at = text.index("*")
    assert _left_em(text, at, at + 1, len, base=-1 if right_to_left(text) else 1) == left


@pytest.mark.usefixtures("without_font")
def test_without_a_font_emoji_are_written_by_name() -> None:
    assert without_missing_pictures("Go 🚀 now 🇩🇪\n👩🏽‍💻 🎉") == "Go :rocket: now DE\n:woman: :party_popper:"
    assert missing_pictures([Cue(0, 1, "Go 🚀🚀")]) == (ROCKET,)
    assert lay_out([Cue(0, 2, "Go 🚀")], 640, 360, "clean", "bottom")[0].lines[0].text == "Go :rocket:"
