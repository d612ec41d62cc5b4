"""Children are children, pictures of whole scenes are places, emoji move in themselves, paper is painted once."""

from __future__ import annotations

import numpy as np
import pytest

from painter import STYLES, ScenePlan, plan_scene
from painter.craft.stage import Stage
from painter.names import Action
from painter.shots.paint import ScenePainter
from painter.subjects.arranging import arranged
from painter.subjects.gaits import GAITS, STEPS, gait_of
from painter.subjects.postcards import staged


def _scene(prompt: str, **fields: object) -> ScenePlan:
    made = plan_scene(prompt, duration_s=4, width=160, height=90, seed=1, style="flat")
    return ScenePlan.model_validate(made.model_dump() | fields)


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("A little girl waters flowers", ("girl", "flower")),
        ("Two boys in the snow", ("boy", "boy")),
        ("Three children build a sandcastle", ("child", "child", "child")),
        ("children in a meadow", ("children",)),
        ("A baby laughs", ("baby",)),
        ("Ein Kind spielt mit einem Hund", ("child", "dog")),
        ("Kinder laufen durch den Wald", ("children",)),
        ("une petite fille et son chat", ("girl", "cat")),
        ("un niño corre por la playa", ("boy",)),
        ("男の子と犬", ("boy", "dog")),
        ("мальчик бежит по лесу", ("boy",)),
        ("a girl with a kite", ("kite",)),
        ("A children's hospital", ("🏥",)),
        ("A baby's first steps", ("baby",)),
        ("A school bus with children", ("bus", "children")),
        ("A school of fish", ("fish",) * 7),
        ("👧", ("girl",)),
    ],
)
def test_children_are_drawn_as_children(prompt: str, subjects: tuple[str, ...]) -> None:
    assert _scene(prompt).subjects == subjects


@pytest.mark.parametrize("style", STYLES)
def test_each_child_and_a_grown_up_look_different_in_every_style(style: str) -> None:
    shown = [
        ScenePainter(_scene("hills", style=style, subjects=(name,), titles=())).paint(1.0).copy()
        for name in ("child", "boy", "girl", "baby", "children", "person")
    ]
    assert len({frame.tobytes() for frame in shown}) == len(shown)


@pytest.mark.parametrize(
    ("sign", "setting", "hour", "subjects"),
    [
        ("🌆", "city", "sunset", ()),
        ("🌃", "city", "night", ()),
        ("🌅", "sea", "dawn", ()),
        ("🏞️", "lake", "day", ()),
        ("🏕️", "forest", "day", ("tent", "campfire")),
        ("🎆", "city", "night", ("🎆",)),
        ("🌠", "mountains", "night", ("🌠",)),
        ("🎑", "hills", "night", ("🌕",)),
    ],
)
def test_a_picture_of_a_whole_scene_is_a_place_and_no_square(
    sign: str, setting: str, hour: str, subjects: tuple[str, ...]
) -> None:
    plan = _scene("a table", setting="studio", time_of_day="day", subjects=(sign,))
    there = staged(plan)
    assert (there.setting, there.time_of_day, there.subjects) == (setting, hour, subjects)
    assert there.palette != plan.palette
    assert there.palette.accent == plan.palette.accent


def test_what_else_is_named_stands_in_the_place() -> None:
    assert staged(_scene("a table", setting="studio", subjects=("🌆", "dog"))).subjects == ("dog",)
    there = staged(_scene("the sea", setting="sea", subjects=("🎆", "boat")))
    assert (there.setting, there.subjects) == ("sea", ("🎆", "boat"))
    plain = _scene("a dog in the hills")
    assert staged(plain) is plain


def test_fireworks_move_and_are_no_plate() -> None:
    painter = ScenePainter(_scene("fireworks over the city"))
    early = painter.paint(0.5).copy()
    assert (painter.paint(1.5) != early).any()


def test_the_paper_of_a_film_is_painted_once_for_all_beats_of_a_place() -> None:
    made = plan_scene("snowy mountains", duration_s=4, width=160, height=90, seed=1, style="watercolor")
    shared: dict[object, object] = {}
    first = ScenePainter(made, kept=shared)  # type: ignore[arg-type]
    again = ScenePainter(made.model_copy(update={"shot": "close"}), kept=shared)  # type: ignore[arg-type]
    assert len(shared) == 2  # the paper and the sky
    assert all(sheet in painter._sheets for sheet in shared.values() for painter in (first, again))
    assert (again.paint(1.0) == ScenePainter(made.model_copy(update={"shot": "close"})).paint(1.0)).all()


@pytest.mark.parametrize(
    ("name", "action", "gait"),
    [
        ("🐆", "runs", "runs"),
        ("🐑", "walks", "trots"),
        ("🐅", None, "wags"),
        ("🐓", "walks", "steps"),
        ("🦅", None, "flaps"),
        ("🐝", None, "buzzes"),
        ("🐡", None, "swims"),
        ("🐙", None, "drifts"),
        ("🐼", "walks", "tilts"),
        ("🧑‍🌾", None, "tilts"),
        ("🧎", "runs", "hurries"),
        ("🚩", None, "waves"),
        ("🍕", "runs", None),
        ("dog", "runs", None),
        ("🐅", "sleeps", None),
    ],
)
def test_each_kind_has_a_gait_of_its_own(name: str, action: Action | None, gait: str | None) -> None:
    found = gait_of(name, action)
    assert (found and found.name) == gait


@pytest.mark.parametrize("name", ["trots", "steps", "flaps", "swims", "wags", "tilts", "waves", "buzzes", "drifts"])
def test_a_gait_moves_a_little_and_begins_again(name: str) -> None:
    gait = next(one for one in GAITS if one.name == name)
    u, v = np.meshgrid(np.linspace(-1.2, 1.2, 9), np.linspace(0, 1, 9))
    moved = [np.stack(gait.bend(u, v, phase)) for phase in (0.0, 1.5, 3.0, 6.283185307179586)]
    assert max(np.abs(one).max() for one in moved) < 0.25
    assert np.abs(moved[0] - moved[1]).max() > 0.005
    np.testing.assert_allclose(moved[0], moved[3], atol=1e-9)
    assert len({gait.step(time_s, 0.0) for time_s in np.linspace(0, gait.period_s, 40)}) == STEPS


def test_a_bent_picture_does_not_depend_on_what_was_painted_before() -> None:
    plan = _scene("hills", subjects=("🐆", "🐆"), action="runs", titles=())
    once, later = ScenePainter(plan), ScenePainter(plan)
    frames = [once.paint(time_s).copy() for time_s in (0.5, 1.0, 1.5)]
    assert (later.paint(1.5) == frames[2]).all()
    assert (frames[0] != frames[1]).any()


def test_a_child_is_smaller_than_a_grown_up_and_an_elephant() -> None:
    for other in ("person", "🦒", "crowd"):
        stage = Stage(_scene("hills", subjects=("boy", other), titles=()))
        sizes = {one.name: one.size for one in arranged(stage)}
        assert sizes["boy"] < 0.95 * sizes[other], other


@pytest.mark.parametrize("name", ["child", "baby"])
def test_children_who_sleep_lie_down(name: str) -> None:
    awake = _scene("a room", setting="room", subjects=(name,), titles=())
    asleep = awake.model_copy(update={"action": "sleeps"})
    assert (ScenePainter(awake).paint(1.0) != ScenePainter(asleep).paint(1.0)).any()
