"""Filmed scenes are measured as they come; one that stays bad is drawn instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from films.filmed_scenes import film_scenes
from footage.caller import LOCAL
from footage.errors import DatabaseAwayError, JobCancelledError, VendorFailedError
from footage.money import Money
from footage.ports.jobs import HandOnError, RunOverError
from footage.ports.money import Hold
from footage.ports.quality import Checked
from footage.ports.records import FilmedScene
from footage.ports.routing import Rendered
from footage.verdicts import Quality
from storage.objects.local import LocalObjects
from tests.support import a_request
from tests.teams import ANN, BEN, EVE

pytestmark = pytest.mark.anyio


class World:
    """A vendor whose clips have the verdict that is in their prompt."""

    def __init__(self, folder: Path) -> None:
        self.parts_dir, self.work_dir = folder / "parts", folder / "work"
        self.objects = LocalObjects(folder / "media", folder / "work")
        self.work_dir.mkdir()
        self.record = SimpleNamespace(job_id="job_1", pays_for_mending=False, caller=LOCAL)
        self.renderer = self.judge = self.mender = self.attempts = self
        self.tries, self.paid, self.stops = 0, "never", ("reject",)
        self.bought = 0
        self.error: Exception | None = None

    async def render(self, job: Any, request: Any, order: Any, part: str) -> Rendered:
        if self.error and request.prompt.startswith("breaks"):
            raise self.error
        if request.prompt.startswith("refused"):
            raise VendorFailedError("fake says no.", backend="fake")
        self.bought += 1
        path = job.work_dir / "clip.mp4"
        path.write_text(request.prompt)
        return Rendered(path=path, backend=order[0], model="m", attempt_id=1)

    def check(self, path: Path) -> Checked:
        verdict: Any = path.read_text().split()[0]
        quality = Quality(
            status="partial",
            verdict=verdict,
            conforms=None,
            score=None,
            coherence=None,
            prompt_match=None,
            reasons=[],
        )
        return Checked(quality=quality)

    def of_job(self, job_id: str) -> list[Any]:
        return []

    async def report(self, progress: float, message: str) -> None:
        raise AssertionError("nothing is mended")

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        raise AssertionError("nothing is rendered here")


def scenes(*verdicts: str) -> list[FilmedScene]:
    return [
        FilmedScene(
            scene=at, order=("fake",), hold=Hold(Money.usd("0.10"), "fake"), request=a_request(prompt=f"{verdict} {at}")
        )
        for at, verdict in enumerate(verdicts)
    ]


async def test_a_scene_that_stays_bad_is_drawn_and_the_others_are_kept(tmp_path: Path) -> None:
    world: Any = World(tmp_path)
    clips, notes = await film_scenes(world, world, scenes("accept", "reject", "retry"), 0.0, 1.0)
    assert {at: clip.read_text() for at, clip in clips.items()} == {0: "accept 0", 2: "retry 2"}
    assert notes == ["Scene 2 was drawn instead: fake's clip stays bad."]
    assert not (world.parts_dir / "repairs" / "job_1").exists()


async def test_what_one_team_has_paid_for_is_made_anew_for_another(tmp_path: Path) -> None:
    world: Any = World(tmp_path)
    for caller, bought in ((ANN, 1), (BEN, 1), (EVE, 2), (LOCAL, 3), (EVE, 3)):
        world.record.caller = caller
        clips, _ = await film_scenes(world, world, scenes("accept"), 0.0, 1.0)
        assert (sorted(clips), world.bought) == ([0], bought)


async def test_a_backend_whose_first_clip_stays_bad_is_paid_for_no_other(tmp_path: Path) -> None:
    world: Any = World(tmp_path)
    clips, notes = await film_scenes(world, world, scenes("reject", "accept", "accept"), 0.0, 1.0)
    assert (clips, world.bought) == ({}, 1)
    assert notes[1:] == [f"Scene {at} was drawn instead: The clips before it stay bad." for at in (2, 3)]
    again, _ = await film_scenes(world, world, scenes("accept", "accept", "accept"), 0.0, 1.0)
    assert (len(again), world.bought) == (3, 4)


async def test_a_scene_that_is_refused_keeps_no_other_from_being_filmed(tmp_path: Path) -> None:
    world: Any = World(tmp_path)
    clips, notes = await film_scenes(world, world, scenes("refused", "accept", "refused", "accept"), 0.0, 1.0)
    assert sorted(clips) == [1, 3]
    assert notes == [f"Scene {at} was drawn instead: fake says no." for at in (1, 3)]


@pytest.mark.parametrize(
    "error",
    [
        JobCancelledError("stop"),
        HandOnError("no key here", "cloud"),
        RunOverError("run 2 is on"),
        DatabaseAwayError("It is locked."),
    ],
)
async def test_what_ends_the_run_is_no_reason_to_draw_a_scene(tmp_path: Path, error: Exception) -> None:
    world: Any = World(tmp_path)
    world.error = error
    with pytest.raises(type(error)):
        await film_scenes(world, world, scenes("accept", "breaks", "accept"), 0.0, 1.0)
