"""Rooms, the sea floor, maps and stadiums: what calls for them, and what is particular to each."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from painter import ScenePlan, facts, plan_scene
from painter.craft import palette
from painter.craft.stage import Stage
from painter.indoors.windows import RoomLayout
from painter.prompt.wordlists import vocabularies
from painter.scenery.city import buildings
from painter.shots.paint import PIXEL_FORMAT, ScenePainter

WIDTH, HEIGHT = 320, 180


def plan(prompt: str, **changes: object) -> ScenePlan:
    made = plan_scene(prompt, duration_s=4, seed=2, style="flat", width=WIDTH, height=HEIGHT)
    return made.model_copy(update={"titles": (), **changes})


def frame(made: ScenePlan, time_s: float = 2.0) -> NDArray[np.int64]:
    """A frame's red, green and blue, shape (height, width, 3)."""
    shown = ScenePainter(made).paint(time_s)[..., :3].astype(int)
    return np.asarray(shown[..., ::-1] if PIXEL_FORMAT == "bgra" else shown)


def luminance(colours: NDArray[np.int64]) -> NDArray[np.float64]:
    """WCAG relative luminance of colours of shape (n, 3)."""
    return np.array([palette.luminance(*(part / 255 for part in colour)) for colour in colours.tolist()])


@pytest.mark.parametrize(
    ("prompt", "setting", "variant", "subjects"),
    [
        ("a quiet living room with a cup of tea", "room", "living_room", ("cup",)),
        ("a phone on the office desk", "room", "office", ("phone",)),
        ("cooking in the kitchen", "room", "kitchen", ("chef",)),
        ("ein Büro am Morgen", "room", "office", ()),
        ("Under water: a whale swims through light", "underwater", None, ("whale",)),
        ("a truck on its route across Europe", "map", "world", ("truck",)),
        ("express delivery, a city map", "map", "streets", ("truck",)),
        ("a football stadium, the final", "stadium", None, ("ball",)),
        ("a garden in spring", "hills", "meadow", ()),
        ("a coffee cup on a wooden table, morning light", "studio", "table", ("cup",)),
        ("an office tower downtown", "city", None, ("skyscraper",)),
    ],
)
def test_words_choose_the_place_and_its_kind(
    prompt: str, setting: str, variant: str | None, subjects: tuple[str, ...]
) -> None:
    found = plan(prompt)
    assert (found.setting, found.variant, found.subjects) == (setting, variant, subjects)


@pytest.mark.parametrize(
    ("subject", "setting", "fits"),
    [
        ("cup", "room", True),
        ("cup", "sea", False),
        ("castle", "room", False),
        ("whale", "underwater", True),
        ("castle", "underwater", False),
        ("truck", "map", True),
        ("person", "stadium", True),
    ],
)
def test_things_stand_only_where_they_can(subject: str, setting: str, fits: bool) -> None:
    assert facts.fits(subject, setting) is fits


@pytest.mark.parametrize("kind", ["living_room", "office", "kitchen", "workshop"])
def test_each_kind_of_room_has_furniture_of_its_own(kind: str) -> None:
    made = plan("a room by day", variant=kind)
    others = [plan("a room by day", variant=other) for other in vocabularies.VARIANTS["room"] if other != kind]
    assert min(np.abs(frame(made) - frame(other)).mean() for other in others) > 5


def test_rain_falls_outside_the_room() -> None:
    made = plan("a living room by day", weather="rain", camera="push")
    painter = ScenePainter(made)
    early, late = (painter.paint(time_s).astype(int).copy() for time_s in (2.0, 2.01))
    changed = np.abs(early - late).max(axis=-1)
    window = RoomLayout.of(Stage(made))
    inside = np.zeros(changed.shape, bool)
    inside[round(window.top) : round(window.bottom), round(window.left) : round(window.right)] = True
    assert changed[inside].mean() > 10 * changed[~inside].mean()


def test_a_route_is_drawn_from_one_pin_to_the_next() -> None:
    made = plan("a route across Europe", camera="push")
    accent = np.array(palette.channels(made.palette.accent))
    painter = ScenePainter(made)

    def drawn(time_s: float) -> int:
        shown = painter.paint(time_s)[..., :3].astype(int)
        shown = shown[..., ::-1] if PIXEL_FORMAT == "bgra" else shown
        return int((np.abs(shown - accent).max(axis=-1) < 24).sum())

    counts = [drawn(time_s) for time_s in (0.2, 1.2, 2.2, 3.6)]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] + 200


@pytest.mark.parametrize("setting", ["room", "underwater", "stadium"])
def test_the_hour_changes_the_light(setting: str) -> None:
    by_day, at_night = (frame(plan(f"{setting} {hour}")).mean() for hour in ("day", "night"))
    assert by_day > at_night * 1.15


@pytest.mark.parametrize("style", ["flat", "editorial", "cinematic"])
@pytest.mark.parametrize("subject", ["horse", "deer", "house"])
def test_at_night_a_subject_stands_out_from_the_land(subject: str, style: str) -> None:
    made = plan(f"a {subject} at night", style=style, setting="hills")
    bare = frame(made.model_copy(update={"subjects": ()}))
    shown = frame(made)
    changed = np.abs(shown - bare).max(axis=-1) > 10
    changed[: round(Stage(made).horizon)] = False
    light, dark = (np.quantile(luminance(part[changed]), share) for part, share in ((shown, 0.8), (bare, 0.5)))
    assert (light + 0.05) / (dark + 0.05) > 1.3


def test_towers_leave_the_sky_behind_titles_free() -> None:
    made = plan("a city by day, towers")
    _, _, right, bottom = Stage(made).title_box
    for index in range(3):
        beneath = [y for x, y, width in buildings(Stage(made), index) if x + width / 2 < right]
        assert min(beneath) > bottom - 0.03 * HEIGHT


@pytest.mark.parametrize("variant", ["product", "table", "figures"])
def test_a_studio_is_set_for_what_it_shows(variant: str) -> None:
    made = plan("our new phone", variant=variant)
    others = [plan("our new phone", variant=other) for other in vocabularies.VARIANTS["studio"] if other != variant]
    assert min(np.abs(frame(made) - frame(other)).mean() for other in others) > 8
