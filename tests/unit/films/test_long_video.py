"""How a film of clips goes on when one of them cannot be made; vendors and books are stand-ins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest

from films.long_video import CLIPS, forget_clips, render_film
from footage.answers import Considered
from footage.domain import SegmentWay, Verdict, VideoRequest
from footage.errors import BudgetExceededError, DatabaseAwayError, FootageError, JobCancelledError, VendorFailedError
from footage.money import Money
from footage.ports.jobs import RunOverError
from footage.ports.money import Hold
from footage.ports.quality import Alarm, Checked, Stretch
from footage.ports.records import JobPlan
from footage.ports.routing import Rendered, Retake, Segments
from footage.verdicts import Quality
from media import ffmpeg
from media.assembly import length_s
from media.probe import probe
from storage.books.retakes import RetakeTable
from storage.objects.local import LocalObjects
from tests.databases import ready
from tests.support import Books, a_request

pytestmark = pytest.mark.anyio

ALL = ("good", "dear", "whole")
COST = Money.usd("0.10")


class World:
    """Three backends: two make clips of a second, one the whole film."""

    def __init__(self, folder: Path) -> None:
        self.parts_dir, self.work_dir = folder / "parts", folder / "work"
        self.objects = LocalObjects(folder / "media", folder / "work")
        self.work_dir.mkdir()
        self.clip = folder / "clip.mp4"
        ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x36:r=24:d=1", "-pix_fmt", "yuv420p", str(self.clip)])
        self.asked: list[tuple[str, str]] = []
        self.fails: Callable[[str, str], Exception | None] = lambda backend, part: None
        self.holds: tuple[Hold, ...] = ()
        self.refuses_hold = False
        self.plans: list[JobPlan] = []
        database = ready(folder / "footage.db")
        self.record = Books(database).place()
        self.retakes = RetakeTable(database)
        self.router = self.attempts = self.jobs = self.renderer = self.judge = self.mender = self
        self.verdicts: dict[str, Verdict] = {}
        self.stops = ("reject",)
        self.paid = "never"
        self.tries = 3
        self.way: SegmentWay = "chain"
        self.count = 3
        self.taken = self.checked = 0
        self.full = {size: anyio.Event() for size in (1, 2, 4)}

    def segments(self, backend: str, request: VideoRequest) -> Segments | None:
        count = self.count
        return None if backend == "whole" else Segments(way=self.way, lengths_s=(1.0,) * count, costs=(COST,) * count)

    def able(self, request: VideoRequest, backends: list[str]) -> list[str]:
        return backends

    def hold_anew(self, job_id: str, holds: tuple[Hold, ...]) -> None:
        if self.refuses_hold:
            raise BudgetExceededError("no money")
        self.holds = holds

    def set_plan(self, job_id: str, plan: JobPlan) -> None:
        self.plans.append(plan)

    def of_job(self, job_id: str) -> list[Any]:
        made = [(backend, part) for backend, part in self.asked if self.fails(backend, part) is None]
        return [
            SimpleNamespace(part=part, backend=backend, model="m", attempt_id=n, state="succeeded", cost=COST)
            for n, (backend, part) in enumerate(made)
        ]

    def check(
        self, path: Path, request: VideoRequest | None = None, prompt: str | None = None, *, is_drawn: bool = False
    ) -> Checked:
        """The verdict on the clip that was asked for last, or on that of a folder."""
        self.checked += 1
        part = str(int(path.parent.name[-3:])) if self.way == "keyframes" else self.asked[-1][1]
        return Checked(quality=a_quality(self.verdicts.get(part, "accept")), info=probe(path))

    def stretches(self, film: Checked) -> list[Stretch]:
        whole = Stretch(
            start_s=0,
            end_s=1,
            shot_s=(0, 1),
            alarms=(Alarm(kind="black", evidence=2.5, buys_from=2.0),),
            fillable=False,
            short=False,
        )
        return [] if film.quality.verdict == "accept" else [whole]

    def why_not_bought(self, stretch: Stretch) -> None:
        """Anything may be bought."""

    def learn(self, *lesson: Any) -> str:
        return ""

    def retake(self, backend: str, request: VideoRequest, stretch: Stretch) -> Retake:
        return Retake(way="again", start_s=0, end_s=1, clip_s=1, cost=COST)

    def better(self, one: Quality, other: Quality) -> bool:
        return one.verdict == "accept" != other.verdict

    def rate(self, attempt_id: int, quality: float, measure: str | None = None) -> None:
        assert 0 <= quality <= 1

    async def render(
        self, job: Any, request: VideoRequest, order: list[str], part: str = "", *, apart: bool = False
    ) -> Rendered:
        assert apart == ("try" in part), "what is reserved for the next clip is not for a second take of this one"
        error: Exception | None = None
        for backend in order:
            self.asked.append((backend, part))
            if (error := self.fails(backend, part)) is None:
                if self.way == "keyframes":
                    await self._side_by_side(int(part))
                path = shutil.copy(self.clip, job.work_dir / "made.mp4")
                return Rendered(path=Path(path), backend=backend, model="m", attempt_id=1)
        assert error
        raise error

    async def _side_by_side(self, number: int) -> None:
        """Clip 1 is made alone, then 2 and 3 at the same time, then 4 to 7."""
        self.taken += 1
        assert self.taken - self.checked <= self.checked + 1, "more are at risk than were good"
        size = 2 ** (number.bit_length() - 1)
        if self.taken == 2 * size - 1:
            self.full[size].set()
        await self.full[size].wait()

    async def report(self, progress: float, message: str) -> None:
        assert 0 <= progress <= 1

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        return lambda fraction: None

    async def film(self, **request: Any) -> Any:
        plan = JobPlan(
            backend="good",
            model="m",
            reason="why",
            degraded=False,
            considered=tuple(Considered(backend=name, score=1, cost_usd="0.30", rejected=None) for name in ALL),
            order=ALL,
            way=self.way,
            segments_s=(1.0,) * self.count,
        )
        asked = a_request(duration_s=self.count, **request)
        return await render_film(self, self, asked, plan)  # type: ignore[arg-type]


def a_quality(verdict: Verdict) -> Quality:
    """A verdict with nothing to mend."""
    return Quality(
        status="partial",
        verdict=verdict,
        conforms=None,
        score=0.2 if verdict == "reject" else 0.9,
        coherence=None,
        prompt_match=None,
        reasons=["It is black."],
    )


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("films.long_video._LongFilm._draw_pictures", lambda film: None)
    return World(tmp_path)


def refusal(backend: str) -> FootageError:
    return VendorFailedError(f"{backend} says no.", backend=backend)


async def test_each_clip_begins_where_the_one_before_ends(world: World) -> None:
    film, _ = await world.film()
    assert world.asked == [("good", "1"), ("good", "2"), ("good", "3")]
    assert (length_s(film.path), film.duration_s, film.missing) == (3.0, 3.0, "")
    kept = world.parts_dir / CLIPS / world.record.job_id
    assert sorted(path.name for path in kept.iterdir()) == ["001.mp4", "002.mp4", "002.png", "003.mp4", "003.png"]
    await world.film()
    assert len(world.asked) == 3
    (kept.parent / "of_another_job").symlink_to(kept.parent / "just_removed")  # listed, and gone when looked at
    forget_clips(world, world.record.job_id)  # type: ignore[arg-type]
    assert not kept.exists()


async def test_a_later_clip_may_come_from_another_backend(world: World) -> None:
    world.fails = lambda backend, part: refusal(backend) if (backend, part) == ("good", "2") else None
    film, plan = await world.film()
    assert world.asked == [("good", "1"), ("good", "2"), ("dear", "2"), ("good", "3")]
    assert (film.backend, film.missing, plan.backend) == ("good", "", "good")


@pytest.mark.parametrize("error", [refusal("good"), BudgetExceededError("no money")])
async def test_what_breaks_off_is_delivered_as_far_as_it_is(world: World, error: FootageError) -> None:
    world.fails = lambda backend, part: error if part == "3" else None
    film, _ = await world.film()
    assert (length_s(film.path), film.duration_s) == (2.0, 2.0)
    assert film.missing == f"Only 2 of 3 clips were made: {error}"


async def test_after_a_clip_that_stays_bad_no_other_is_paid_for(world: World) -> None:
    world.verdicts = {"2": "reject"}
    film, _ = await world.film()
    assert world.asked == [("good", "1"), ("good", "2")]
    assert (film.duration_s, film.missing) == (
        2.0,
        "Only 2 of 3 clips were made: Clip 2 stays bad: It is black.",
    )


async def test_side_by_side_each_good_clip_lets_two_more_begin(world: World) -> None:
    world.way, world.count = "keyframes", 7
    film, _ = await world.film()
    assert sorted(part for _, part in world.asked) == list("1234567")
    assert (film.duration_s, film.missing) == (7.0, "")


@pytest.mark.parametrize(("bad", "bought"), [("1", 1), ("2", 3)])
async def test_side_by_side_a_clip_that_stays_bad_ends_the_film_too(world: World, bad: str, bought: int) -> None:
    world.way, world.count = "keyframes", 7
    world.verdicts = {str(number): "reject" for number in range(int(bad), 4)}
    film, _ = await world.film()
    assert sorted(part for _, part in world.asked) == ["1", "2", "3"][:bought]
    assert film.missing.startswith(f"Only {bought} of 7 clips were made: Clip ")


async def test_side_by_side_a_backend_that_makes_nothing_is_found_out_by_one_clip(world: World) -> None:
    world.way = "keyframes"
    world.fails = lambda backend, part: refusal(backend) if backend == "good" else None
    film, plan = await world.film()
    assert sorted(world.asked) == [("dear", "1"), ("dear", "2"), ("dear", "3"), ("good", "1")]
    assert (film.backend, plan.degraded) == ("dear", True)


async def test_a_bad_clip_is_made_anew_before_the_next_is_bought(world: World) -> None:
    world.verdicts, world.paid = {"2": "reject"}, "caps"
    film, _ = await world.film()
    again = "2 try 1 again 0.000-1.000 s in 1 s"
    assert [part for _, part in world.asked] == ["1", "2", again, "3"]
    assert (film.duration_s, film.missing) == (3.0, "")
    assert [(one.start_s, one.kept) for one in film.repairs] == [(1.0, True)]


async def test_a_clip_that_is_merely_not_good_does_not_end_the_film(world: World) -> None:
    world.verdicts = {"1": "retry", "3": "reject"}
    film, _ = await world.film()
    assert (len(world.asked), film.missing, film.repairs) == (3, "", ())


async def test_a_named_backend_is_the_only_one_asked(world: World) -> None:
    world.fails = lambda backend, part: refusal(backend) if part == "2" else None
    film, _ = await world.film(backend="good")
    assert (world.asked, film.duration_s) == ([("good", "1"), ("good", "2")], 1.0)


async def test_nothing_begun_another_backend_takes_over_and_its_money_is_held(world: World) -> None:
    world.fails = lambda backend, part: refusal(backend) if backend == "good" else None
    film, plan = await world.film()
    assert (film.backend, plan.backend, plan.degraded) == ("dear", "dear", True)
    assert world.holds == (Hold(COST, "dear"),) * 3
    assert world.plans[-1].reason.startswith("good failed, so dear took over.")


async def test_who_makes_the_film_in_one_go_may_take_over_too(world: World) -> None:
    world.fails = lambda backend, part: refusal(backend) if backend != "whole" else None
    film, plan = await world.film()
    assert (film.backend, plan.way, plan.segments_s, world.holds) == ("whole", None, (), ())
    assert world.asked[-1] == ("whole", "")


async def test_without_money_for_anybody_else_it_ends_there(world: World) -> None:
    world.fails = lambda backend, part: refusal(backend)
    world.refuses_hold = True
    with pytest.raises(BudgetExceededError):
        await world.film()
    assert world.asked == [("good", "1")]


@pytest.mark.parametrize("way", ["chain", "keyframes"])
@pytest.mark.parametrize(
    "error", [JobCancelledError("stop"), RunOverError("run 2 is on"), DatabaseAwayError("It is locked.")]
)
async def test_what_ends_the_run_delivers_nothing_in_part(world: World, error: Exception, way: SegmentWay) -> None:
    world.way = way
    world.fails = lambda backend, part: error if part == "2" else None
    world.full[2].set()
    with pytest.raises(type(error)):
        await world.film()
