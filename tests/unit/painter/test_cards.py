"""Cards by their layout: sizes, whole words, room for the buttons of apps; and pictures that keep their subject."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import skia
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from footage.errors import UnavailableError
from media.focus import detail_map
from painter import FilmPlan, crowded_notes, fits, plan_film, text_facts
from painter.cards import (
    Card,
    ChartCard,
    CodeCard,
    EndCard,
    ListCard,
    PhotoCard,
    QuoteCard,
    SplitCard,
    StatisticCard,
    StepsCard,
    TableCard,
    TextCard,
    TitleCard,
    pictures_of,
)
from painter.craft.stage import Stage
from painter.craft.styles import LOOKS
from painter.craft.typesetting import ShapedLine, breakings
from painter.plan import Brand
from painter.shots.reel import Reel
from painter.text import photo_crop, plates
from painter.text.card_page import CardPage, stacked
from painter.text.chart_numbers import ticks, written
from painter.text.photo_crop import camera_path, is_drawn
from painter.text.texts import ShotTexts

SIZES = {"wide": (320, 180), "upright": (180, 320), "square": (200, 200)}
MESSAGES = {
    "en": "Half of all readers leave before the third paragraph, so the answer now comes first",
    "ar": "نصف القراء يغادرون قبل الفقرة الثالثة، لذلك نقلنا الإجابة إلى الأعلى",
    "ja": "読者の半分は三段落目の前に離れるので、答えを先に書くことにしました",
    "hi": "आधे पाठक तीसरे अनुच्छेद से पहले ही चले जाते हैं, इसलिए उत्तर अब पहले आता है",
}


def film(card: object, shape: str = "wide", style: str = "editorial", **beat: object) -> FilmPlan:
    width, height = SIZES[shape]
    made = plan_film("a quiet library", duration_s=4.0, width=width, height=height, seed=5, style=style)
    changes = {"titles": (), "lower_third": (), "caption": None, "figure": None, "card": card, **beat}
    return made.model_copy(update={"beats": tuple(shot.model_copy(update=changes) for shot in made.beats[:1])})


def grain(width: int, height: int, level: int = 120) -> NDArray[np.uint8]:
    """A photograph of nothing: grey with the noise of a camera."""
    noise = np.random.default_rng(1).normal(level, 9, (height, width, 3))
    return np.clip(noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("variation", range(4))
@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("language", MESSAGES)
def test_a_message_is_large_whole_and_clear_of_buttons(language: str, shape: str, variation: int) -> None:
    made = film(TextCard(text=MESSAGES[language], kicker="2026"), shape, variation=variation)
    assert fits(made.beats[0].card, made.width, made.height, "editorial")  # type: ignore[arg-type]
    (facts,) = text_facts(made, with_frames=False)
    assert not facts.is_cut
    floor = 32 / 720 * min(made.width, made.height)
    assert facts.smallest_px >= floor - 0.5
    assert max(text.height_px for text in facts.texts) >= 1.5 * floor


LONG_KICKER = "A kicker of eighty letters, as long as anybody may make it for a card here."
LONG_ITEM = "An item that goes on and on, and says much more than anybody wants to read at once in a moving picture"


@pytest.mark.parametrize(
    ("card", "size", "is_enough"),
    [
        (TextCard(text="Short."), (1280, 720), True),
        (
            TextCard(text="word " * 39, kicker=LONG_KICKER),
            (720, 1280),
            True,
        ),
        (
            PhotoCard(text="word " * 39, kicker=LONG_KICKER),
            (720, 1280),
            True,
        ),
        (PhotoCard(text="word " * 39, kicker="A kicker"), (1280, 720), True),
        (QuoteCard(text="word " * 79, source="Somebody"), (1280, 720), True),
        (ListCard(items=("An item of a usual length",) * 6, heading="Six of them"), (720, 1280), True),
        (ListCard(items=(LONG_ITEM,) * 6, heading="Six of them"), (720, 1280), False),
        (ListCard(items=(LONG_ITEM,) * 3, heading="Three of them"), (720, 1280), True),
        (CodeCard(lines=("return 1",)), (1280, 720), True),
        (CodeCard(lines=("x" * 90,)), (1280, 720), False),
        (CodeCard(lines=("x" * 60,)), (1280, 720), True),
        (CodeCard(lines=("x" * 40,)), (720, 1280), False),
        (CodeCard(lines=("x",) * 24), (1280, 720), False),
    ],
)
def test_what_is_too_much_for_one_card_is_told(card: Card, size: tuple[int, int], *, is_enough: bool) -> None:
    assert fits(card, *size, "editorial") is is_enough


def test_layouts_take_turns() -> None:
    films = [film(TextCard(text="One message"), variation=variation) for variation in range(5)]
    pages = [Reel(made).paint(2.0).mean(axis=(0, 1)) for made in films]
    assert all(np.abs(one - other).max() > 8 for one, other in pairwise(pages))
    assert np.allclose(pages[0], pages[4], atol=4)


def test_words_of_a_script_are_understood() -> None:
    read = TypeAdapter(Card).validate_python
    assert read({"kind": "figure", "value": "1.2 million", "label": "readers"}) == StatisticCard(
        figure="1.2 million", label="readers"
    )
    assert read({"kind": "quote", "text": "Go.", "by": "Ada"}) == QuoteCard(text="Go.", source="Ada")
    assert read({"kind": "title", "text": "Trains"}) == TitleCard(heading="Trains")
    assert read({"kind": "code", "text": "a = 1\nb = 2\n"}) == CodeCard(lines=("a = 1", "b = 2"))


def test_what_says_nothing_is_not_stored() -> None:
    assert TitleCard(heading="A").model_dump() == {"kind": "title", "heading": "A", "more": ""}
    assert set(ListCard(items=("a",)).model_dump()) == {"kind", "heading", "items", "numbered"}


@pytest.mark.parametrize(("at", "frame"), [((20, 30), 9 / 16), ((130, 40), 9 / 16), ((80, 20), 16 / 9)])
def test_a_crop_keeps_the_subject(at: tuple[int, int], frame: float) -> None:
    shown = grain(160, 120)
    x, y = at
    shown[y - 10 : y + 10, x - 10 : x + 10] = (230, 60, 30)
    way = camera_path(detail_map(shown), 160 / 120, frame, pulls=False)
    for window in (way.start, way.end):
        assert window.x <= x / 160 <= window.x + window.wide
        assert window.y <= y / 120 <= window.y + window.high
    assert way.end.wide < way.start.wide


def test_drawings_are_told_from_photographs() -> None:
    chart = np.full((120, 160, 3), 255, np.uint8)
    chart[40:110, 20:50], chart[20:110, 70:100] = (40, 80, 200), (40, 80, 200)
    assert is_drawn(chart)
    assert not is_drawn(grain(160, 120))
    assert photo_crop.is_shown_whole(grain(300, 100), 3.0, 300, 320)


def test_a_part_of_a_film_takes_its_own_pictures_along() -> None:
    cards = (
        PhotoCard(picture=7),
        SplitCard(left=TextCard(text="A"), right=PhotoCard(picture=3)),
        EndCard(line="B", logo=9),
    )
    beat = film(None).beats[0]
    beats = tuple(beat.model_copy(update={"card": card, "duration_s": 1.0}) for card in cards)
    made, shown = film(None).model_copy(update={"beats": beats, "duration_s": 3.0}).with_own_pictures()
    assert shown == (3, 7, 9)
    assert [pictures_of(beat.card) for beat in made.beats] == [(1,), (0,), (2,)]


TABLE = TableCard(
    header=("Plan", "Price", "Seats", "Support"),
    rows=(
        ("Free", "$0", "1", "Community"),
        ("Team", "$20", "10", "Mail"),
        ("Business", "$1,200", "unlimited", "Phone"),
    ),
    heading="What it costs",
)
FULL_SIZES = {"wide": (1280, 720), "upright": (720, 1280), "square": (900, 900)}
CARDS: dict[str, Card] = {
    "columns": ChartCard(labels=("Ads", "Events", "Tools"), values=(480, 210, 90), unit="k", heading="Money"),
    "lying": ChartCard(
        labels=("Software engineers in all of Europe", "People who look after data", "Support"),
        values=(48.5, 21, -9),
        unit="%",
    ),
    "twelve": ChartCard(labels=tuple(f"Month {month}" for month in range(1, 13)), values=tuple(range(12))),
    "line": ChartCard(
        type="line", labels=tuple(map(str, range(2013, 2025))), values=tuple(range(12)), heading="Readers"
    ),
    "donut": ChartCard(type="donut", labels=("Wind", "Sun", "Water and waves"), values=(42, 31, 27), unit="%"),
    "table": TABLE,
    "arabic table": TableCard(header=("الخطة", "السعر"), rows=(("مجانية", "$0"), ("فريق", "$20"))),
    "steps": StepsCard(heading="Coffee", items=("Grind the beans", "Boil the water", "Pour", "Enjoy")),
    "cycle": StepsCard(form="cycle", heading="Water", items=("Rain", "River", "Sea", "Cloud")),
    "timeline": StepsCard(form="timeline", items=("1957\nSputnik", "1969\nThe moon", "1998\nA station")),
    "split": SplitCard(left=TextCard(text="One deploy a week"), right=StatisticCard(figure="38", label="a day")),
    "end": EndCard(line="Write the answer first", url="example.org/answers"),
    "list": ListCard(
        heading="Steps", items=("Boil\nwater from the tap", "Wait"), numbered=True, first=9, page="2 of 2"
    ),
}


@pytest.mark.parametrize("shape", FULL_SIZES)
@pytest.mark.parametrize("kind", CARDS)
def test_every_card_is_whole_and_large_in_every_shape(kind: str, shape: str) -> None:
    width, height = FULL_SIZES[shape]
    made = film(CARDS[kind], variation=0).model_copy(update={"width": width, "height": height})
    assert fits(CARDS[kind], width, height, "editorial")
    (facts,) = text_facts(made, with_frames=False)
    assert not facts.is_cut
    assert facts.smallest_px >= 32 / 720 * min(width, height) - 0.5


def layout(card: object, shape: str = "wide", time_s: float | None = None) -> list[tuple[str, float, float]]:
    """The lines of a card with their left and right sides."""
    width, height = FULL_SIZES[shape]
    scene = film(card, variation=0).model_copy(update={"width": width, "height": height}).scene(0)
    dark = np.zeros((1, height // 3 + 1, width // 3 + 1, 4), np.uint8)
    lines = [line for block in ShotTexts(Stage(scene), dark).blocks for line in block.lines]
    return [
        (line.line.text, line.left, line.left + line.line.width)
        for line in lines
        if time_s is None or line.enters_s <= time_s
    ]


def test_figures_are_right_aligned_and_tables_mirrored() -> None:
    found = {text: (left, right) for text, left, right in layout(TABLE)}
    assert found["$0"][1] == pytest.approx(found["$1,200"][1], abs=1)
    assert found["Free"][0] == pytest.approx(found["Business"][0], abs=1)
    mirrored = {text: (left, right) for text, left, right in layout(CARDS["arabic table"])}
    assert mirrored["فريق"][0] > mirrored["$20"][1]


def test_bars_and_lines_run_the_way_of_their_words() -> None:
    months = ("يناير", "فبراير", "مارس")
    for kind in ("bar", "line"):
        places = {text: left for text, left, _ in layout(ChartCard(type=kind, labels=months, values=(3, 1, 2)))}
        assert places[months[0]] > places[months[1]] > places[months[2]]


def test_two_figures_side_by_side_are_of_one_size_and_height() -> None:
    label = "raised from investors in three rounds of the last years"
    pair = SplitCard(left=StatisticCard(figure="215", label="people"), right=StatisticCard(figure="$194m", label=label))
    scene = film(pair, variation=0).model_copy(update={"width": 1280, "height": 720}).scene(0)
    dark = np.zeros((1, 241, 428, 4), np.uint8)
    lines = {line.line.text: line for block in ShotTexts(Stage(scene), dark).blocks for line in block.lines}
    assert lines["215"].line.size_px == pytest.approx(lines["$194m"].line.size_px)
    assert lines["215"].top == pytest.approx(lines["$194m"].top, abs=1)


def test_the_last_card_is_there_at_once() -> None:
    assert {text for text, _, _ in layout(CARDS["end"], time_s=0.1)} == {
        "Write the answer first",
        "example.org/answers",
    }


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1200, "", "1200"),
        (12400.0, "", "12\u202f400"),
        (3.5, "%", "3.5%"),
        (-9, "%", "\u22129%"),
        (0.1234, "", "0.1234"),
        (480, "$", "$480"),
        (-2, "$", "\u2212$2"),
        (12, "min", "12\u00a0min"),
        (2.5, "×", "2.5×"),
    ],
)
def test_values_are_written_whole_with_their_unit(value: float, unit: str, shown: str) -> None:
    assert written(ChartCard(labels=("a",), values=(value,), unit=unit)) == [shown]


@pytest.mark.parametrize(
    ("low", "high", "first", "last"),
    [(1200, 12400, 0, 15000), (96, 99, 96, 99), (-9, 48, -20, 60), (0, 0, 0, 0.5), (5, 5, 4, 6)],
)
def test_an_axis_has_round_steps_around_all_values(low: float, high: float, first: float, last: float) -> None:
    steps = ticks(low, high, 4)
    assert (steps[0], steps[-1]) == (first, last)
    assert len({round(after - before, 6) for before, after in pairwise(steps)}) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "chart", "labels": ["a", "b"], "values": [1]},
        {"kind": "chart", "type": "donut", "labels": ["a"], "values": [-1]},
        {"kind": "chart", "type": "line", "labels": ["a"], "values": [1]},
        {"kind": "chart", "labels": ["a"], "values": ["nan"]},
        {"kind": "table", "rows": [["a", "b"], ["c"]]},
        {"kind": "split", "left": {"kind": "text", "text": "a"}, "right": {"kind": "end", "line": "b"}},
    ],
)
def test_charts_and_tables_that_are_not_whole_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Card).validate_python(wrong)


@pytest.mark.parametrize("kind", ["columns", "table", "list", "split"])
def test_a_line_at_the_foot_takes_its_room_from_the_card(kind: str) -> None:
    said = "Where nothing is spoken, this line stands at the foot of the frame, below all that the card says."
    made = film(CARDS[kind], variation=0, caption=said).model_copy(update={"width": 1280, "height": 720})
    assert fits(CARDS[kind], 1280, 720, "editorial", caption=said)
    (facts,) = text_facts(made, with_frames=False)
    assert not facts.is_cut
    assert said in [text.text for text in facts.texts]
    assert facts.smallest_px >= 31.9


def test_lines_end_where_a_reader_pauses() -> None:
    kind = LOOKS["flat"].type
    for text, first in (
        ("玉泉洞實拍：青之泉", "玉泉洞實拍："),
        ("Three days in Iceland: the Golden Circle", "Three days in Iceland:"),
    ):
        assert breakings(text, kind.font, 0.0, 2, text)[1].lines[0] == first


def test_a_brand_is_on_every_card(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    skia.Image.fromarray(np.full((40, 40, 4), (20, 220, 40, 255), np.uint8)).save(str(path), skia.kPNG)
    brand = Brand(colours=("#ff0066",), logo=0)
    for card in (
        TextCard(text="A message"),
        EndCard(line="Goodbye", url="example.org"),
        PhotoCard(picture=0, text="Here"),
    ):
        made = film(card, variation=0).model_copy(update={"brand": brand})
        assert made.scene(0).palette.accent == "#ff0066"
        shown = Reel(made, pictures=(path,)).paint(3.0)[..., :3].astype(int)
        assert (np.abs(shown - (40, 220, 20)).max(axis=-1) < 40).sum() + (
            np.abs(shown - (20, 220, 40)).max(axis=-1) < 40
        ).sum() > 60
    moved, shown_pictures = film(TextCard(text="A")).model_copy(update={"brand": Brand(logo=5)}).with_own_pictures()
    assert (moved.brand and moved.brand.logo, shown_pictures) == (0, (5,))


@pytest.mark.parametrize("font", ["/etc/passwd", "..\\x", "a/b"])
def test_a_brands_font_is_a_name_and_never_a_file(font: str) -> None:
    with pytest.raises(ValidationError):
        Brand(font=font)


def test_a_font_that_is_not_installed_is_told() -> None:
    made = film(TextCard(text="A")).model_copy(update={"brand": Brand(font="No Such Family")})
    with pytest.raises(UnavailableError, match="No Such Family"):
        Reel(made).paint(1.0)


def test_baselines_are_evenly_apart_whatever_letters_a_line_has() -> None:
    kind = LOOKS["editorial"].type
    whole = "شرح AdGuard Home: مانع إعلانات"
    lines = [
        ShapedLine(text, 40.0, "#000000", kind.font, whole=whole) for text in ("شرح AdGuard", "مانع إعلانات", "DNS")
    ]
    made = plan_film("a library", duration_s=3.0, width=320, height=180, seed=1, style="editorial")
    page = CardPage(Stage(made.scene(0)), (0.0, 0.0, 300.0, 180.0), plates.material(Stage(made.scene(0))), (), None)
    pieces, _ = stacked(page, lines, 0.0, 0.0, 1.2)
    bases = [piece.placed.top + piece.placed.line.height / 2 + piece.placed.line.baseline_px for piece in pieces]
    assert bases[1] - bases[0] == pytest.approx(bases[2] - bases[1], abs=0.01)


def test_cards_that_say_too_much_are_named() -> None:
    beat = film(None).beats[0].model_copy(update={"duration_s": 1.0})
    cards = (TextCard(text="Short"), CodeCard(lines=("x" * 90,)), ListCard(items=(LONG_ITEM,) * 6))
    beats = tuple(beat.model_copy(update={"card": card}) for card in cards)
    made = film(None).model_copy(update={"beats": beats, "duration_s": 3.0, "width": 720, "height": 1280})
    assert "beats 2, 3 say more" in crowded_notes(made)[0]
    assert crowded_notes(made.model_copy(update={"beats": beats[:1]})) == ()
