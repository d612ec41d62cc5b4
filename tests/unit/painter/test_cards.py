"""Cards by their layout: sizes, whole words, room for the buttons of apps; and pictures that keep their subject."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import TypeAdapter

from painter import FilmPlan, fits, plan_film, text_facts
from painter.cards import (
    Card,
    CodeCard,
    EndCard,
    ListCard,
    PhotoCard,
    QuoteCard,
    SplitCard,
    StatisticCard,
    TextCard,
    TitleCard,
    pictures_of,
)
from painter.shots.reel import Reel
from painter.text import photo_crop
from painter.text.photo_crop import camera_path, detail_map, is_drawn

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


LONG_ITEM = "An item that goes on and on, and says much more than anybody wants to read at once in a moving picture"


@pytest.mark.parametrize(
    ("card", "size", "is_enough"),
    [
        (TextCard(text="Short."), (1280, 720), True),
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
