"""What is written in films: where it stands, that it can be read over what moves beneath, and what a prompt states."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skia
import yaml
from numpy.typing import NDArray
from pydantic import ValidationError

from footage.errors import InvalidInputError
from media.writing.languages import language
from painter import STYLES, Beat, FilmPlan, plan_film
from painter.cards import CodeCard, ImageCard, ListCard, PhotoCard, QuoteCard, StatisticCard, TitleCard
from painter.craft.stage import Stage
from painter.craft.typesetting import ShapedLine, without_font
from painter.figures import counted, figure_in
from painter.prompt.forms.wording import wording
from painter.shots.paint import ScenePainter
from painter.shots.reel import Reel
from painter.text.texts import ShotTexts

FILMS: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).resolve().parents[3] / "docs" / "gallery" / "prompts.yaml").read_text()
)[1::2]  # test_signals draws the others
SIZES = {
    "16:9": (480, 270),
    "9:16": (270, 480),
    "1:1": (360, 360),
    "4:3": (400, 300),
    "3:4": (300, 400),
    "21:9": (630, 270),
}
SHAPES = ("16:9", "9:16", "1:1")
CARDS = {
    "title": TitleCard(heading="Why we moved to another database in the middle of the year", more="And what it cost"),
    "list": ListCard(
        heading="What you need",
        items=("A kettle and good water", "Beans, ground just before brewing and never earlier than that", "A scale"),
        numbered=True,
    ),
    "quote": QuoteCard(text="A long sentence about work, love and patience. " * 6, source="Somebody Wise"),
    "code": CodeCard(heading="Hello", lines=("def greet(name: str) -> str:", '    return f"Hello {name}!"  # loudly')),
    "statistic": StatisticCard(figure="10,000", label="users in the first week", delta="+12% since May"),
}


def film(
    prompt: str, style: str = "cinematic", shape: str = "16:9", duration_s: float = 5.0, **beat: object
) -> FilmPlan:
    width, height = SIZES[shape]
    made = plan_film(prompt, duration_s=duration_s, width=width, height=height, seed=5, style=style)
    return made.model_copy(update={"beats": tuple(shot.model_copy(update=beat) for shot in made.beats)})


class Reader:
    """Stands in for `ShotTexts.draw_letters`: paints nothing, and compares every letter with what lies beneath it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.worst: list[tuple[float, str]] = []
        draw = ShotTexts.draw_letters

        def read(texts: ShotTexts, canvas: Any, time_s: float) -> None:
            size = canvas.getBaseLayerSize()
            letters = np.zeros((size.height(), size.width(), 4), np.uint8)
            info = skia.ImageInfo.Make(size.width(), size.height(), skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
            draw(texts, skia.Surface.MakeRasterDirect(info, letters).getCanvas(), time_s)
            ground = canvas.toarray(colorType=skia.kRGBA_8888_ColorType)
            for placed in (placed for block in texts.blocks for placed in block.lines):
                left, top, right, bottom = (round(side) for side in placed.box)
                box = np.s_[top:bottom, left:right]
                opaque = letters[box][..., 3] >= 250
                if opaque.any():
                    worst = float(np.quantile(contrast(letters[box][opaque], ground[box][opaque]), 0.03))
                    self.worst.append((worst, placed.line.text))
            draw(texts, canvas, time_s)

        monkeypatch.setattr(ShotTexts, "draw_letters", read)

    def check(self) -> None:
        assert self.worst, "nothing was written"
        assert [found for found in self.worst if found[0] < 4.5] == []


def contrast(letters: NDArray[np.uint8], ground: NDArray[np.uint8]) -> NDArray[np.float64]:
    first, second = (luminance(pixels[..., :3] / 255) for pixels in (letters, ground))
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def luminance(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("entry", FILMS, ids=[f"{entry['prompt'][:24]} {entry['style']}" for entry in FILMS])
@pytest.mark.few(one_in=3)
def test_gallery_texts_keep_their_contrast_in_every_second(
    entry: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing := without_font(entry["prompt"]):
        pytest.skip(f"no font here has {missing}")
    reader = Reader(monkeypatch)
    reel = Reel(film(entry["prompt"], entry["style"], entry["aspect_ratio"], 8.0))
    for second in range(8):
        reel.paint(second + 0.5)
    reader.check()


PLACES = ("snowy mountains with a cabin", "Tokyo at night, rain", "desert caravan at dawn")


@pytest.mark.parametrize("shape", ["16:9", "9:16"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.few(one_in=3)
def test_all_kinds_of_text_keep_their_contrast(
    style: str, place: str, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(monkeypatch)
    texts = {"lower_third": ("Ada Lovelace", "mathematician"), "caption": "The first program, 1843", "figure": "40%"}
    reel = Reel(film(place, style, shape, 4.0, **texts))
    for time_s in (1.5, 3.9):
        reel.paint(time_s)
    reader.check()


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(CARDS))
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.few(one_in=3)
def test_cards_keep_their_contrast(style: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "code":
        pytest.skip("its words stand on a screen of their own")
    reader = Reader(monkeypatch)
    for place in PLACES[:2]:
        Reel(film(place, style, "16:9", 5.0, card=CARDS[kind])).paint(4.2)
    reader.check()


@pytest.mark.parametrize("level", [5, 120, 250])
@pytest.mark.parametrize("shape", SHAPES)
def test_words_on_photographs_keep_their_contrast(
    shape: str, level: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "picture.png"
    noise = np.random.default_rng(1).normal(level, 9, (300, 400, 4)).clip(0, 255).astype(np.uint8)
    noise[..., 3] = 255
    skia.Image.fromarray(noise).save(str(path), skia.kPNG)
    silent = Reel(film(PLACES[0], "editorial", shape, card=PhotoCard()), pictures=(path,)).paint(4.2)
    assert abs(float(silent[..., :3].mean()) - level) < 12  # nothing darkens a picture without words
    reader = Reader(monkeypatch)
    Reel(
        film(PLACES[0], "editorial", shape, card=PhotoCard(text="Nobody is here", kicker="Today")), pictures=(path,)
    ).paint(4.2)
    reader.check()


def boxes(made: FilmPlan) -> list[tuple[float, float, float, float]]:
    dark = np.zeros((1, made.height // 3 + 1, made.width // 3 + 1, 4), np.uint8)
    texts = ShotTexts(Stage(made.scene(0)), dark)
    return [placed.box for block in texts.blocks for placed in block.lines]


LONG = {
    "titles": ("A headline that goes on for much longer than anybody would like to read", "And it has more to say"),
    "lower_third": ("Wolfeschlegelsteinhausenbergerdorff", "a role that takes long to explain to anybody at all"),
    "caption": "A caption that says so much that it needs more than one line, whatever the shape of the frame is",
}


WRITTEN: dict[str, dict[str, Any]] = {
    "texts": LONG,
    **{kind: {"card": card} for kind, card in CARDS.items()},
    "quote and caption": {"card": CARDS["quote"], "caption": LONG["caption"]},
}
# Every text in every shape, with three of the styles in turn.
LAID_OUT = [
    (STYLES[(turn + step) % len(STYLES)], shape, kind)
    for turn, (shape, kind) in enumerate(itertools.product(SIZES, WRITTEN))
    for step in (0, 3, 6)
]


@pytest.mark.parametrize(("style", "shape", "kind"), LAID_OUT)
def test_no_text_leaves_the_safe_area_or_covers_another(style: str, shape: str, kind: str) -> None:
    texts = WRITTEN[kind]
    made = film("a lighthouse on the coast", style, shape, **texts)
    found = boxes(made)
    for left, top, right, bottom in found:
        assert 0.05 * made.width <= left < right <= 0.95 * made.width
        # A box is as high as the tallest letters of its font; what is seen of these is less.
        assert 0.04 * made.height <= top < bottom <= 0.96 * made.height
    for one, other in itertools.combinations(found, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 1 or down <= 0.3 * min(one[3] - one[1], other[3] - other[1])


@pytest.mark.parametrize("style", ["cinematic", "editorial", "pixel"])
def test_a_caption_stands_below_a_card(style: str) -> None:
    made = film("a lake", style, card=CARDS["quote"], caption="Brighton")
    dark = np.zeros((1, made.height // 3 + 1, made.width // 3 + 1, 4), np.uint8)
    written = [placed.line.text for block in ShotTexts(Stage(made.scene(0)), dark).blocks for placed in block.lines]
    assert "Brighton" in written


@pytest.mark.parametrize("kind", list(CARDS))
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.few(one_in=3)
def test_a_card_comes_in_and_the_place_moves_behind_it(style: str, kind: str) -> None:
    reel = Reel(film("a lake in the mountains", style, "16:9", 5.0, card=CARDS[kind], titles=()))
    early, late, later = (reel.paint(time_s)[..., :3].astype(int) for time_s in (0.0, 4.0, 4.9))
    assert np.abs(early - late).mean() > 4
    assert np.abs(late - later).mean() > 0.02


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({"kind": "poem"}, ("card",)),
        ({"kind": "list", "items": []}, ("card", "list", "items")),
        ({"kind": "list", "items": ["x"] * 7}, ("card", "list", "items")),
        ({"kind": "code", "lines": ["x" * 97]}, ("card", "code", "lines", 0)),
        ({"kind": "statistic", "figure": "many", "label": "users"}, ("card", "statistic", "figure")),
        ({"kind": "image", "picture": -1}, ("card", "image", "picture")),
        ({"kind": "image", "path": "/etc/passwd"}, ("card", "image", "path")),
    ],
)
def test_a_bad_card_names_the_field(card: dict[str, object], field: tuple[object, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        Beat.model_validate({"duration_s": 3, "setting": "sea", "card": card})
    assert field in [error["loc"] for error in refused.value.errors()]


def test_a_picture_that_was_not_given_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="picture 0"):
        Reel(film("x", card=ImageCard())).paint(0)


@pytest.mark.parametrize(
    ("prompt", "quote", "source"),
    [
        ('"Simplicity is the ultimate sophistication" - Leonardo da Vinci', "Simplicity is", "Leonardo da Vinci"),
        ('"Stay hungry" by Steve Jobs', "Stay hungry", "Steve Jobs"),
        ('mountains, "We choose to go to the moon and do the other things"', "We choose", ""),
        ('A lighthouse in a storm at night, "Hold the light"', None, ""),
    ],
)
def test_a_quotation_becomes_a_card(prompt: str, quote: str | None, source: str) -> None:
    made = film(prompt, duration_s=9)
    cards = {beat.card for beat in made.beats}
    if quote is None:
        assert cards == {None}
        assert made.beats[0].titles
        return
    (card,) = cards
    assert isinstance(card, QuoteCard)
    assert (card.text.startswith(quote), card.source) == (True, source)
    assert not any(beat.titles for beat in made.beats)


def test_a_word_that_names_nothing_stands_on_a_card() -> None:
    assert {beat.card for beat in film('"Hello"', duration_s=9).beats} == {TitleCard(heading="Hello")}


def test_stated_texts_are_taken_out_of_the_prompt() -> None:
    said = wording("A beach. lower third: Ada Lovelace, mathematician. caption: Brighton, 1843.")
    assert said.lower_third == ("Ada Lovelace", "mathematician")
    assert said.caption == "Brighton, 1843."
    assert said.rest.strip(" .") == "A beach"
    assert wording("interview with Grace Hopper, rear admiral").lower_third == ("Grace Hopper", "rear admiral")
    assert film("A beach. caption: Brighton", duration_s=9).beats[-1].caption == "Brighton"


@pytest.mark.parametrize(
    ("text", "figure", "half"),
    [
        ("revenue up 40 %", "40%", "20%"),
        ("$1.2M raised", "$1.2M", "$0.6M"),
        ("for 10,000 users", "10,000", "5,000"),
        ("€5,5bn", "€5,5bn", "€2,8bn"),
        ("in 2024", None, None),
    ],
)
def test_figures_are_found_and_count_up(text: str, figure: str | None, half: str | None) -> None:
    assert figure_in(text) == figure
    if figure:
        assert (counted(figure, 0.5), counted(figure, 0.95), counted(figure, 1.0)) == (half, figure, figure)
    for several in ("60/40", "24/7", "10-12 %"):
        assert counted(several, 0.5) == several


def test_a_figure_counts_where_it_stands() -> None:
    made = film("Launch our phone, 3x faster than 90% of them", shape="16:9")
    painter = ScenePainter(made.scene(0))
    changed = [painter.paint(time_s)[..., :3].astype(int) for time_s in (1.0, 1.1, 1.2)]
    assert made.beats[0].figure == "3x"
    assert all(np.abs(one - other).max() > 60 for one, other in itertools.pairwise(changed))


def ink_columns(line: ShapedLine) -> NDArray[np.bool_]:
    surface = skia.Surface(int(line.width) + 8, int(line.height) + 8)
    line.draw(surface.getCanvas(), 4, 4)
    return np.asarray(surface.toarray()[..., 3].any(axis=0))


@pytest.mark.parametrize("text", ["منارة على البحر", "מגדלור בלילה"])
def test_the_full_stop_of_a_right_to_left_line_stands_on_the_left(text: str) -> None:
    plain, stopped = ShapedLine(text, 40, "#ffffff"), ShapedLine(f"{text}!", 40, "#ffffff")
    mark = stopped.width - plain.width
    ends = ink_columns(plain)[-30:], ink_columns(stopped)[-30:]
    assert mark > 3
    assert (ends[0] == ends[1]).all()


@pytest.mark.parametrize(
    ("text", "tag"),
    [("雪の山", "ja"), ("한국어 제목", "ko"), ("门边的灯塔", "zh-cn"), ("門邊的燈塔", "zh-tw"), ("Hello", "")],
)
def test_ideographs_take_the_form_of_their_language(text: str, tag: str) -> None:
    assert language(text) == tag


def test_right_to_left_texts_stand_on_the_right() -> None:
    made = film("A beach", lower_third=("עדה לאבלייס", "מתמטיקאית"), titles=())
    stage = Stage(made.scene(0))
    assert all(box[2] > 0.8 * stage.width for box in boxes(made))


def pictures(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.png" for name in ("red", "green", "blue")]
    for path, colour in zip(paths, (skia.ColorRED, skia.ColorGREEN, skia.ColorBLUE), strict=True):
        surface = skia.Surface(64, 48)
        surface.getCanvas().clear(colour)
        surface.makeImageSnapshot().save(str(path), skia.kPNG)
    return paths


def test_several_pictures_follow_each_other(tmp_path: Path) -> None:
    made = plan_film("x", duration_s=6.0, width=160, height=90, seed=1, pictures=3)
    bare = [beat.model_copy(update={"titles": (), "transition": "cut"}) for beat in made.beats]
    reel = Reel(made.model_copy(update={"beats": tuple(bare)}), pictures=pictures(tmp_path))
    assert [beat.picture for beat in bare] == [0, 1, 2]
    shown = [reel.paint(start + 0.5)[45, 80, :3].argmax() for start in made.starts_s]
    assert len(set(map(int, shown))) == 3


def test_a_plan_that_names_no_picture_shows_those_given_in_order() -> None:
    made = film("a forest, then the sea, then a city", duration_s=12)
    shown = [beat.picture for beat in made.showing(2).beats]
    assert shown == sorted(shown, key=lambda index: index or 0)
    assert set(shown) == {0, 1}


def test_an_image_card_shows_the_picture_it_names(tmp_path: Path) -> None:
    made = film("a lake", card=ImageCard(picture=2, caption="Blue"), titles=())
    centre = Reel(made, pictures=pictures(tmp_path)).paint(3.0)[120, 240, :3].astype(int)
    assert centre.max() - centre.min() > 150
