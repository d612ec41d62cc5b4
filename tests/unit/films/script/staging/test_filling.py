from __future__ import annotations

from typing import Any

import pytest

from films.script.documents import End, Scene, Script, SpeakingRate, TextShow, Wish, Written
from films.script.staging import fill, stage
from films.script.staging.filling import without_scenes

SIZE = (320, 180)
CALM = SpeakingRate(syllables_per_s=5, pause_s=0.35)
SAY = "The night train leaves at nine and half of the town is there."


def scene(name: str, **changes: Any) -> Scene:
    return Scene(id=name, say=SAY, show=TextShow(text=f"What {name} tells"), **changes)


def written(count: int, spare: int = 0, reserve: int = 0) -> Written:
    scenes = [scene(f"s{n}") for n in range(count)]
    return Written(
        script=Script(title="Trains", scenes=tuple(scenes), end=End(line="Book early", url="trains.example")),
        kind="travel",
        spare=tuple(one.id for one in reversed(scenes[count - spare :])),
        reserve=tuple(("s0", scene(f"r{n}")) for n in range(reserve)),
    )


@pytest.mark.parametrize("rate", [None, CALM, SpeakingRate(syllables_per_s=3, pause_s=0.35)])
@pytest.mark.parametrize("duration_s", [20.0, 45.0, 90.0])
def test_a_script_fills_its_time_silent_or_said_by_a_quick_or_a_slow_voice(
    rate: SpeakingRate | None, duration_s: float
) -> None:
    wish = Wish(duration_s=duration_s, aspect_ratio="16:9", language="en", rate=rate)
    found = fill(written(12, spare=11, reserve=12), wish, SIZE)
    board = stage(found.script, [], size=SIZE, style="flat", rate=rate, duration_s=duration_s)
    assert abs(board.film.duration_s - duration_s) <= 0.05 * duration_s
    assert found.script.scenes[0].id == "s0"


def test_the_least_needed_goes_first_and_the_best_of_the_reserve_comes_first() -> None:
    wish = Wish(duration_s=20, aspect_ratio="16:9", language="en", rate=CALM)
    assert [one.id for one in fill(written(6, spare=5), wish, SIZE).script.scenes] == ["s0", "s1", "s2"]
    found = fill(written(1, reserve=5), wish, SIZE)
    assert [one.id for one in found.script.scenes][-1] == "r0"
    assert set(found.spare) == {one.id for one in found.script.scenes} - {"s0"}
    assert [one.id for _, one in found.reserve] == ["r2", "r3", "r4"]


def test_a_chapter_begins_with_its_next_scene_where_its_first_is_left_out() -> None:
    scenes = [scene("a", chapter="One"), scene("b"), scene("c", chapter="Two"), scene("d", chapter="Three")]
    assert [one.chapter for one in without_scenes(scenes, ["a", "c"])] == ["One", "Three"]
