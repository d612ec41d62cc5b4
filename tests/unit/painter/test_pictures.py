"""Pictures of emoji: their outlines, where several of them stand, and how they move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pytest
import skia

from painter import ScenePlan, emoji, facts, kinds, plan_scene
from painter.craft.inks import inked
from painter.craft.stage import Stage
from painter.names import Action, Setting
from painter.plan import Look
from painter.shots.paint import ScenePainter
from painter.subjects import subject_layers
from painter.subjects.arranging import arranged
from painter.subjects.bodies import composed
from painter.subjects.drawn import drawn
from painter.subjects.dyes import dyed, portrait
from painter.subjects.figures import Figure, extent
from painter.subjects.layouts import Field, Herd, rows_of, side_by_side
from painter.subjects.poses import Actor, pose

_SHAPES_KNOWN = {"wide": (640, 360), "tall": (360, 640), "square": (480, 480)}


def plan(setting: str = "hills", shape: str = "wide", **fields: object) -> ScenePlan:
    width, height = _SHAPES_KNOWN[shape]
    made = plan_scene("quiet hills", duration_s=4, width=width, height=height, seed=3, style="flat")
    return ScenePlan.model_validate(made.model_dump() | {"setting": setting, "titles": (), **fields})


@pytest.mark.slow
def test_every_picture_is_closed_areas_in_its_box() -> None:
    for kind in {emoji.kind_of(one) for one in emoji.all_emoji()}:
        for one in (one for one in emoji.all_emoji() if emoji.kind_of(one) == kind):
            shown = composed(one, 2)
            assert shown.shapes, one
            assert 0.05 < shown.half < 6, one
            for shape in shown.shapes:
                box = shape.outline.getBounds()
                assert len(shape.colour) == 7 or shape.colour == "accent", one
                assert 0 < shape.opacity <= 1, one
                assert -1.3 <= box.top() <= box.bottom() <= 0.45, one
                last = list(shape.outline)[-1][0]
                assert last == skia.Path.kClose_Verb, one


def test_people_have_no_yellow_skin() -> None:
    for one in emoji.all_emoji():
        if emoji.kind_of(one) in {"person", "person-role", "hand-fingers-open", "family"}:
            assert all(shape.colour not in {"#ffc83d", "#ffca28"} for shape in composed(one, 2).shapes) or (
                one in {"🧑‍🎨", "🧑‍🌾"} or "‍" in one
            ), one


@pytest.mark.parametrize("count", range(1, 13))
def test_a_herd_stands_in_rows_in_which_each_is_seen(count: int) -> None:
    field = Field(0, 0, 600, 300, 360)
    (spots,) = side_by_side([Herd(count, 120, 100)], field, gap=0.2)
    assert len(spots) == count == sum(rows_of(count))
    boxes = [(one.x - 60 * one.scale, one.y - 100 * one.scale, 120 * one.scale, 100 * one.scale) for one in spots]
    assert all(box[0] >= -0.5 and box[0] + box[2] <= 600.5 for box in boxes)
    for index, box in enumerate(boxes):
        for other in boxes[:index]:
            assert _shared(box, other) < 0.45 * box[2] * box[3]


def _shared(one: Sequence[float], other: Sequence[float]) -> float:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)


_GROUPS = [
    (("🐝",) * 3 + ("flower",), "hills"),
    (("🐑",) * 12, "hills"),
    (("⭐",) * 12, "mountains"),
    (("🐡",) * 7, "underwater"),
    (("🍏",) * 5, "studio"),
    (("dog", "cat"), "hills"),
    (("castle", "🐉", "tree"), "hills"),
    (("🧑‍🌾", "🚜"), "hills"),
    (("🚢",) * 3, "sea"),
    (("astronaut", "🍕"), "space"),
    (("🚂", "🚃", "🏔️"), "snow"),
    (("🦒",) * 2 + ("lighthouse",) * 2, "desert"),
]


@pytest.mark.parametrize("shape", _SHAPES_KNOWN)
@pytest.mark.parametrize(("subjects", "setting"), _GROUPS)
@pytest.mark.parametrize("titles", [(), ("A title of a few words",)])
def test_all_that_is_counted_is_in_the_picture(
    subjects: tuple[str, ...], setting: str, shape: str, titles: tuple[str, ...]
) -> None:
    stage = Stage(plan(setting, shape, subjects=subjects, titles=titles, looks=(Look(),)))
    figures = arranged(stage)
    assert len(figures) == len(subjects)
    for one in figures:
        assert one.x - one.half > 0
        assert one.x + one.half < stage.width
        assert one.y - one.size > 0
        assert one.y < stage.height or one.near
        assert one.size > 0.03 * stage.height
        if titles and stage.is_wide and one.y - one.size < stage.title_box[3]:
            assert one.x - one.half > 0.9 * stage.title_box[2], "it stands before the title"
    for index, one in enumerate(figures):
        for other in figures[:index]:
            assert _shared(_box(one), _box(other)) < 0.5 * min(_area(one), _area(other)), (one.name, other.name)


def _box(one: Figure) -> tuple[float, float, float, float]:
    return one.x - one.half, one.y - one.size, 2 * one.half, one.size


def _area(one: Figure) -> float:
    return 2 * one.half * one.size


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("subjects", [("🐆",), ("dog", "cat"), ("🚗", "🌳"), ("🐟", "🐟", "🐟"), ("🍁",)])
def test_an_action_moves_its_subject_and_keeps_it_in_the_picture(action: Action, subjects: tuple[str, ...]) -> None:
    stage = Stage(plan(subjects=subjects, action=action))
    figures = arranged(stage)
    whole = extent(figures)
    assert whole.x - whole.half >= 0
    assert whole.x + whole.half <= stage.width
    acting = [one for one in figures if one.actor.action]
    assert acting
    poses = [pose(acting[0].actor, time_s, 4.0) for time_s in np.linspace(0.2, 3.9, 12)]
    assert len({tuple(one) for one in poses}) > 1
    assert all(-1.0 < one.y < 2 and 0.2 < one.high < 1.2 for one in poses)


def test_a_chase_goes_one_way_and_the_hunted_leads() -> None:
    chaser, hunted = sorted(arranged(Stage(plan(subjects=("dog", "cat"), action="chases"))), key=lambda one: one.x)
    assert (chaser.name, hunted.name) == ("dog", "🐈")
    assert chaser.actor.facing == hunted.actor.facing == 1
    hunted_first, chaser_last = sorted(
        arranged(Stage(plan(subjects=("🐅", "🦓"), action="chases"))), key=lambda one: one.x
    )
    assert (hunted_first.name, chaser_last.name) == ("🦓", "🐅")


def test_a_bee_is_not_as_large_as_a_house() -> None:
    sizes = {one.name: one.size for one in arranged(Stage(plan(subjects=("🐝", "house"))))}
    assert sizes["🐝"] < 0.4 * sizes["house"]


@pytest.mark.parametrize(
    ("colour", "dominant", "wanted", "changed"),
    [
        ("#c03020", "#d04030", "#2040e0", True),
        ("#202020", "#d04030", "#2040e0", False),
        ("#f0f0f0", "#d04030", "#2040e0", False),
        ("#808080", "#707070", "#101010", True),
        ("#f0c020", "#707070", "#101010", False),
    ],
)
def test_only_the_shades_of_most_of_a_thing_are_dyed(colour: str, dominant: str, wanted: str, changed: bool) -> None:
    assert (dyed(colour, dominant, wanted) != colour) is changed


@pytest.mark.parametrize(("name", "colour"), [("car", "#e02020"), ("🚑", "#2040ff"), ("cat", "#111111")])
def test_a_thing_is_seen_in_the_colour_that_is_asked_for(name: str, colour: str) -> None:
    made = plan("studio", subjects=(name,), looks=(Look(colour=colour),))
    own = made.model_copy(update={"looks": (Look(),)})
    asked, usual = (ScenePainter(one).paint(1.0).astype(int) for one in (made, own))
    assert np.abs(asked - usual).max(axis=2).mean() > 0.3


def test_the_same_plan_gives_the_same_picture() -> None:
    made = plan(subjects=("🐝", "🐝", "🌹"), action="flies", looks=(Look(size="large"),))
    assert np.array_equal(ScenePainter(made).paint(1.0), ScenePainter(made).paint(1.0))


@pytest.mark.parametrize("style", ["paper", "neon", "blueprint", "editorial"])
def test_a_picture_that_stands_still_is_whole_in_every_style(style: str) -> None:
    made = plan_scene("hills", duration_s=2, width=320, height=180, seed=1, style=style)
    stage = Stage(made.model_copy(update={"setting": "city", "subjects": ("🏥",), "titles": ()}))
    layer = inked(stage, subject_layers(stage))[-1]
    first, later = np.zeros((180, 320, 4), np.uint8), np.zeros((180, 320, 4), np.uint8)
    for pixels, time_s in ((first, 0.0), (later, 1.9)):
        info = skia.ImageInfo.MakeN32Premul(320, 180)
        layer.draw(skia.Surface.MakeRasterDirect(info, pixels).getCanvas(), time_s)
    assert layer.still
    assert np.array_equal(first, later)
    assert first.any()


def test_what_is_drawn_by_hand_is_measured_as_it_is_seen() -> None:
    stage = Stage(plan(subjects=("dog",)))
    seen = portrait(stage, [part for part in (drawn("dog").still, drawn("dog").moving) if part])
    assert 0.5 < seen.half < 0.9


def test_every_emoji_has_its_kind_and_stands_somewhere() -> None:
    for one in map(emoji.known, emoji.all_emoji()):
        assert one is not None
        assert facts.setting_of(one) in get_args(Setting)
        assert 0 < kinds.kind_of_any(one).stature <= 0.8
        assert pose(Actor(kinds.kind_of_any(one).idle), 1.0, 4.0).high > 0.9


def test_who_climbs_starts_on_the_ground_and_the_sun_below_the_horizon() -> None:
    def low(one: Actor) -> float:
        return pose(one, 0.0, 6.0).y

    assert low(Actor("breathes", "rises")) >= 0 > low(Actor("hovers", "rises"))
