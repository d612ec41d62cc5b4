"""How a shot is composed: what it is about is whole, stands on something, and nothing comes between."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from painter import ScenePlan, plan_film, plan_scene
from painter.craft import brush, palette
from painter.craft.camera import SUBJECT_DEPTH, Camera
from painter.craft.ink import ShadeCache, shape_of
from painter.craft.inks import _editorial
from painter.craft.stage import Layer, Stage
from painter.facts import SUBJECT_SETTING
from painter.scenery.water import lake, sea
from painter.shots.paint import ScenePainter
from painter.shots.reel import Reel
from painter.shots.scene import build_scene
from painter.subjects import SUBJECTS
from painter.subjects.arranging import arranged
from painter.subjects.placing import spot

SIZES = {"wide": (320, 180), "tall": (180, 320), "square": (240, 240)}


def plan(size: tuple[int, int] = (320, 180), style: str = "flat", **changes: object) -> ScenePlan:
    made = plan_scene("x", duration_s=4, width=size[0], height=size[1], seed=4, style=style)
    return made.model_copy(update={"titles": (), "time_of_day": "day", "weather": "clear"} | changes)


@pytest.mark.parametrize("shape", list(SIZES))
@pytest.mark.parametrize("shot", ["medium", "close"])
@pytest.mark.parametrize("subject", list(SUBJECT_SETTING))
def test_a_closer_shot_shows_its_subject_from_side_to_side(subject: str, shot: str, shape: str) -> None:
    made = plan(SIZES[shape], setting=SUBJECT_SETTING[subject], subjects=(subject,), shot=shot, camera="push")
    stage, framing = Stage(made), build_scene(made).framing
    x, _, size = spot(stage, SUBJECTS[subject])
    grown = framing.scale(SUBJECT_DEPTH)
    middle = framing.centre[0] + framing.offset(SUBJECT_DEPTH)[0] + grown * (x - framing.centre[0])
    # The least step closer may bring the end of something as wide as the frame to its edge, but not beyond.
    least = grown < 1.09
    spare = (-0.06 if least else 0.04) * stage.width
    assert middle - grown * SUBJECTS[subject].half * size >= spare
    assert middle + grown * SUBJECTS[subject].half * size <= stage.width - spare


@pytest.mark.parametrize("shape", list(SIZES))
@pytest.mark.parametrize(("subject", "setting"), [("runner", "city"), ("crowd", "city"), ("butterfly", "hills")])
def test_the_ground_reaches_the_foot_of_the_picture(subject: str, setting: str, shape: str) -> None:
    for shot in ("medium", "close", "detail"):
        made = plan(SIZES[shape], setting=setting, subjects=(subject,), shot=shot, camera="sink")
        framing, floor = build_scene(made).framing, Stage(made).floor
        ends = framing.centre[1] + (floor - framing.centre[1]) * framing.scale(SUBJECT_DEPTH)
        lowest = max(view.y_px for view in Camera(made).path())
        assert ends + framing.offset(SUBJECT_DEPTH)[1] - lowest * SUBJECT_DEPTH >= made.height


@pytest.mark.parametrize(("place", "draw"), [("sea", sea), ("lake", lake)])
def test_who_does_not_swim_stands_on_the_shore(place: str, draw: object) -> None:
    def layers(*subjects: str) -> tuple[list[Layer], list[Layer]]:
        return draw(Stage(plan(setting=place, subjects=subjects)))  # type: ignore[operator,no-any-return]

    assert layers("boat")[1]
    assert not layers("family")[1]
    sand = ScenePainter(plan(setting=place, subjects=("family",))).paint(1.0)[-3:, :, :3].mean(axis=(0, 1))
    water = ScenePainter(plan(setting=place, subjects=())).paint(1.0)[-3:, :, :3].mean(axis=(0, 1))
    assert np.abs(sand - water).max() > 25


@pytest.mark.parametrize(("setting", "subject"), [("forest", "deer"), ("city", "car")])
def test_nothing_upright_stands_between_the_camera_and_what_it_closes_in_on(setting: str, subject: str) -> None:
    made = plan(setting=setting, subjects=(subject,), shot="medium", camera="orbit")
    stage = Stage(made)
    near = np.zeros((stage.plan.height, stage.plan.width, 4), np.uint8)
    canvas = skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32Premul(320, 180), near).getCanvas()
    nearer = [layer for layer in build_scene(made).layers if layer.depth > SUBJECT_DEPTH]
    for layer in nearer:
        layer.draw(canvas, 1.0)
    assert nearer
    assert not near[: round(stage.ground - 0.1 * stage.unit), :, 3].any()


@pytest.mark.parametrize(
    ("prompt", "walks"),
    [
        ("a violinist walks through a harbour in the rain", False),
        ("a chess player walks through an old library", False),
        ("a robot walks through a snowy village", True),
    ],
)
def test_things_that_do_not_walk_are_seen_where_somebody_does(prompt: str, walks: bool) -> None:
    made = plan_scene(prompt, duration_s=4, width=320, height=180, seed=3)
    assert made.action == "walks"
    assert any(figure.actor.action == "walks" for figure in arranged(Stage(made))) is walks
    ScenePainter(made).paint(0.0)


@pytest.mark.parametrize("subject", list(SUBJECTS))
@pytest.mark.few(one_in=3)
def test_whatever_is_drawn_is_painted_beside_something_else(subject: str) -> None:
    for action in (None, "walks", "flies"):
        ScenePainter(plan((160, 90), subjects=("house", subject), action=action)).paint(0.0)


def test_food_keeps_its_colours_in_print() -> None:
    crust = "#c98a4b"
    made = [plan(style="editorial", setting="studio", subjects=(name,)) for name in ("pizza", "phone")]
    inks = [_editorial(Stage(one), Layer(SUBJECT_DEPTH, lambda *_: None)) for one in made]
    shape = shape_of(skia.Rect(0, 0, 50, 50), brush.fill(crust), ShadeCache())
    food, ware = (palette.to_oklch(f"#{next(iter(ink(shape))).getColor() & 0xFFFFFF:06x}")[2] for ink in inks)
    hue = palette.to_oklch(crust)[2]
    assert abs(food - hue) < 15 < abs(ware - hue)


@pytest.mark.parametrize(
    ("prompt", "hour"),
    [
        ("Match day, stadium at night", "night"),
        ("A day at the beach, sunset", "sunset"),
        ("A sunny day in the hills", "day"),
    ],
)
def test_a_day_counts_less_than_an_hour(prompt: str, hour: str) -> None:
    assert plan_scene(prompt, duration_s=4, width=320, height=180, seed=1).time_of_day == hour


def test_who_travels_across_a_map_stays_on_it() -> None:
    film = plan_film("Delivery by truck in 24 hours", duration_s=8, width=320, height=180, seed=5, style="flat")
    assert len(film.beats) > 1
    reel = Reel(film)
    assert reel._since_s(len(film.beats) - 1) == 0
