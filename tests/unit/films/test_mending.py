"""What is tried for a bad film, for how much, and which take is kept; vendors, judge and books are stand-ins."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest

from films.clips import MadeFilm
from films.mending import Mending
from footage.caller import Limits
from footage.errors import (
    BudgetExceededError,
    DatabaseAwayError,
    FootageError,
    InDoubtError,
    InternalError,
    JobCancelledError,
)
from footage.money import ZERO, Money
from footage.ports.files import ObjectStore
from footage.ports.jobs import HandOnError, RunOverError
from footage.ports.quality import Checked, Doubt, Stretch
from footage.ports.routing import Rendered, Retake
from footage.verdicts import Fault, Quality, Repair
from media import ffmpeg
from media.probe import probe
from quality.policy import load_policy
from quality.trust import AlarmTrust
from storage.books.alarms import AlarmTable
from storage.books.retakes import RetakeTable
from storage.objects.folder import FolderPlace
from storage.objects.local import LocalObjects
from storage.objects.shared import SharedObjects
from tests.databases import ready
from tests.support import Books, Clock, a_request

pytestmark = pytest.mark.anyio

COST = Money.usd("0.10")
TRY = "try 1 again 0.000-1.000 s in 1 s"


def verdict(score: float, *, black: bool = True, evidence: float = 2.5) -> Quality:
    """Of a film that is black in the middle, or not."""
    fault = Fault(kind="black", start_s=0.25, end_s=0.5, reason="the picture is black", evidence=evidence)
    faults = [fault] if black else []
    return Quality(
        status="partial",
        verdict="retry" if black else "accept",
        conforms=None,
        score=score,
        coherence=None,
        prompt_match=None,
        technical=score,
        faults=faults,
        reasons=[],
    )


class KilledError(BaseException):
    """What comes after never happens."""


class World:
    """A film of a second; what the vendor gives and how it is judged is ordered by tests."""

    def __init__(self, folder: Path) -> None:
        self.parts_dir, self.work_dir, self.film = folder / "parts", folder / "work", folder / "film.mp4"
        self.work_dir.mkdir()
        self.objects: ObjectStore = LocalObjects(folder / "media", self.work_dir)
        ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x36:r=24:d=1", "-pix_fmt", "yuv420p", str(self.film)])
        self.router = self.attempts = self.renderer = self.mender = self
        self.tries, self.paid, self.stops = 3, "asked", ("reject",)
        database = ready(folder / "footage.db")
        self.books = Books(database)
        self.record = self.books.place(pays_for_mending=True)
        self.retakes = RetakeTable(database)
        self.alarms = AlarmTable(database, Clock())
        self.trust = AlarmTrust(load_policy(), self.alarms)
        self.evidence = self.found = 2.5
        """Of the first film's alarm, and of the same one in the takes."""
        self.way: Literal["again", "onward"] = "again"
        self.cost, self.fillable, self.short = COST, False, False
        self.scores: list[float | None] = []
        """What each take scores; None is accepted."""
        self.error: Exception | None = None
        self.book: list[Any] = []
        self.asked: list[tuple[list[str], str, Any]] = []
        self.rated: list[tuple[int, float]] = []
        self.limits: Limits | None = None

    def stretches(self, film: Checked) -> list[Stretch]:
        alarms = self.trust.alarms(film.quality.faults, self.trust.known())
        where: dict[str, Any] = {"start_s": 0.25, "end_s": 0.5, "shot_s": (0.0, 1.0), "alarms": alarms}
        return [Stretch(**where, fillable=self.fillable, short=self.short)] if alarms else []

    def within(self, limits: Limits) -> World:
        self.limits = limits
        return self

    def why_not_bought(self, stretch: Stretch) -> str | None:
        return self.trust.why_not(stretch.alarms)

    def doubt(self, film: Checked, least: float) -> Doubt:
        return self.trust.doubt(film, least)

    def learn(self, *lesson: Any) -> str:
        return self.trust.learn(*lesson)

    def fill(self, film: Path, stretches: Sequence[Stretch], out: Path, work: Path) -> None:
        out.write_bytes(film.read_bytes())

    def better(self, one: Any, other: Any) -> Any:
        """Both the mender's, of verdicts, and the router's, of backends."""
        return ["best"] if isinstance(one, str) else one.score > other.score

    def retake(self, backend: str, request: Any, stretch: Stretch) -> Retake:
        return Retake(way=self.way, start_s=0.0, end_s=1.0, clip_s=1.0, cost=self.cost)

    def of_job(self, job_id: str) -> list[Any]:
        return self.book

    def rate(self, attempt_id: int, quality: float, measure: str | None = None) -> None:
        self.rated.append((attempt_id, quality))

    async def render(
        self, job: Any, request: Any, order: list[str], part: str = "", *, apart: bool = False
    ) -> Rendered:
        assert apart, "the holds placed with the job are for the film"
        self.asked.append((order, part, request))
        if self.error:
            raise self.error
        made = Rendered(path=job.work_dir / "clip.mp4", backend=order[0], model="m", attempt_id=100 + len(self.asked))
        made_by = {"backend": made.backend, "model": made.model, "attempt_id": made.attempt_id}
        self.book.append(SimpleNamespace(part=part, state="succeeded", quoted=COST, cost=COST, **made_by))
        made.path.write_bytes(self.film.read_bytes())
        return made

    async def report(self, progress: float, message: str) -> None:
        assert progress == 0, "the job's progress is told by whoever makes the film"

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        return lambda fraction: None

    def check(self, path: Path) -> Checked:
        score = self.scores.pop(0)
        return Checked(quality=verdict(score or 1.0, black=score is not None, evidence=self.found), info=probe(path))

    def names_no_limit(self) -> None:
        self.record = replace(self.record, pays_for_mending=False)

    async def mended(self, score: float = 0.5, **request: Any) -> tuple[MadeFilm, list[Repair], Quality]:
        film = MadeFilm(path=self.film, backend="good", model="m", attempt_ids=(1,), duration_s=1.0)
        film, checked = await Mending(
            services=self,  # type: ignore[arg-type]
            job=self,
            request=a_request(**request),
            film=film,
            checked=Checked(quality=verdict(score, evidence=self.evidence), info=probe(self.film)),
            check=self.check,
        ).mend()
        return film, checked.quality.repairs, checked.quality


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def told(tries: list[Repair]) -> list[tuple[str, bool, str | None]]:
    return [(one.method, one.kept, one.cost_usd) for one in tries]


async def test_every_try_has_another_seed_and_the_best_take_is_kept(world: World) -> None:
    world.scores, world.evidence, world.found = [0.4, 0.7, 0.6], 9, 9
    film, tries, quality = await world.mended()
    assert told(tries) == [("remake", False, "0.10"), ("remake", True, "0.10"), ("remake", False, "0.10")]
    assert [(one.score_before, one.score) for one in tries] == [(0.5, 0.4), (0.5, 0.7), (0.7, 0.6)]
    assert (film.attempt_ids, quality.score) == ((102,), 0.7)
    assert film.path.is_file()
    assert len({request.seed for _, _, request in world.asked}) == 3
    assert [part for _, part, _ in world.asked] == [TRY.replace("1", str(n), 1) for n in (1, 2, 3)]
    assert world.rated == [(1, 0.5), (101, 0.4), (102, 0.7), (103, 0.6)]


async def test_a_film_that_is_accepted_is_not_tried_again(world: World) -> None:
    world.scores = [None]
    film, tries, quality = await world.mended()
    assert (told(tries), quality.verdict, film.attempt_ids) == ([("remake", True, "0.10")], "accept", (101,))


@pytest.mark.parametrize("paid", ["asked", "caps", "never"])
async def test_without_a_limit_only_the_policy_allows_to_buy(world: World, paid: str) -> None:
    world.names_no_limit()
    world.paid, world.scores = paid, [None]
    _, tries, _ = await world.mended()
    assert len(tries) == len(world.asked) == (paid == "caps")


async def test_what_is_free_may_always_be_made_anew(world: World) -> None:
    world.names_no_limit()
    world.cost, world.scores = ZERO, [None]
    _, tries, _ = await world.mended()
    assert [one.kept for one in tries] == [True]


async def test_a_short_stretch_is_filled_in_once_before_anything_is_bought(world: World) -> None:
    world.fillable, world.short, world.scores = True, True, [0.4, None]
    _, tries, _ = await world.mended()
    assert told(tries) == [("fill", False, None), ("remake", True, "0.10")]


async def test_what_could_not_be_bought_is_filled_in_last(world: World) -> None:
    world.fillable, world.scores = True, [0.4, 0.3, None]
    _, tries, _ = await world.mended()
    assert [one.method for one in tries] == ["remake", "remake", "fill"]
    assert tries[-1].kept


@pytest.mark.parametrize("error", [BudgetExceededError("no money"), InDoubtError("Nobody knows.", backend="good")])
async def test_after_a_refusal_no_more_is_bought_and_the_film_is_delivered(world: World, error: FootageError) -> None:
    world.error, world.fillable, world.scores = error, True, [None]
    film, tries, _ = await world.mended()
    assert [(one.method, one.problem, one.kept) for one in tries] == [
        ("remake", str(error), False),
        ("fill", None, True),
    ]
    assert (len(world.asked), film.attempt_ids) == (1, (1,))


@pytest.mark.parametrize(("error", "told"), [(JobCancelledError("stop"), False), (ZeroDivisionError(), True)])
async def test_a_cancelled_job_and_a_mender_that_breaks_cost_no_film(
    world: World, error: Exception, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    world.error = error
    film, _, quality = await world.mended()
    assert (film.path, quality.score, quality.verdict) == (world.film, 0.5, "retry")
    assert ("Mending it broke; Footage's log says how." in quality.reasons) == told
    assert ("ZeroDivisionError" in caplog.text) == told


@pytest.mark.parametrize(
    "error", [HandOnError("no key here", "cloud"), RunOverError("run 2 is on"), DatabaseAwayError("It is locked.")]
)
async def test_what_ends_a_run_is_no_fault_of_the_mender(world: World, error: Exception) -> None:
    world.error = error
    with pytest.raises(type(error)):
        await world.mended()


async def test_a_filling_that_fails_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise InternalError("ffmpeg failed")

    world.names_no_limit()
    world.fillable = True
    monkeypatch.setattr(world, "fill", broken)
    _, tries, _ = await world.mended()
    assert [one.problem for one in tries] == ["ffmpeg failed"]


async def test_after_a_crash_the_try_goes_on_that_was_paid_for(world: World) -> None:
    # The film is measured a little differently now, so another stretch would be chosen.
    first = Retake(way="again", start_s=0.0, end_s=1.0, clip_s=1.0, cost=COST)
    world.retakes.begin(world.record.job_id, "", 1, first)
    world.way, world.scores = "onward", [None]
    _, tries, _ = await world.mended()
    assert [part for _, part, _ in world.asked] == [TRY]
    assert told(tries)[0][:2] == ("remake", True)


async def test_what_an_older_footage_sent_without_its_place_is_not_paid_for_twice(world: World) -> None:
    world.fillable, world.scores = True, [None]
    world.book = [SimpleNamespace(part=TRY, backend="good", state="in_doubt", quoted=COST, cost=COST)]
    _, tries, _ = await world.mended()
    assert (world.asked, [one.method for one in tries]) == ([], ["fill"])


async def test_a_film_below_min_quality_is_made_once_by_a_better_backend(world: World) -> None:
    world.names_no_limit()
    world.tries, world.scores = 0, [0.8]
    film, tries, quality = await world.mended(min_quality=0.7)
    assert told(tries) == [("escalate", True, "0.10")]
    assert (film.backend, quality.score, world.asked[0][:2]) == ("best", 0.8, (["best"], "better"))
    assert film.reason == "good's film scored 0.50, below 0.7, so best made it too."
    assert world.limits == world.record.limits  # of the key that placed it


async def test_what_the_better_backend_makes_worse_is_not_taken(world: World) -> None:
    world.tries, world.scores = 0, [0.4]
    film, tries, quality = await world.mended(min_quality=0.7)
    assert (film.backend, quality.score, [one.kept for one in tries]) == ("good", 0.5, [False])


async def test_what_is_good_enough_is_not_made_by_a_better_backend(world: World) -> None:
    world.names_no_limit()
    film, tries, _ = await world.mended(min_quality=0.5)
    assert (film.backend, tries, world.asked) == ("good", [], [])


@pytest.mark.parametrize(("evidence", "bought"), [(1.5, 0), (1.99, 0), (2.0, 1), (2.5, 1)])
async def test_only_an_alarm_far_above_its_threshold_is_paid_for(world: World, evidence: float, bought: int) -> None:
    world.evidence, world.scores = evidence, [None]
    _, tries, quality = await world.mended()
    assert len(world.asked) == bought
    if not bought:
        why = f"not bought: the evidence for black is {evidence:g} times its threshold, and 2 is needed."
        assert [(one.method, one.kept, one.problem) for one in tries] == [("remake", False, why)]
        again = "Call again with another seed to pay for another take all the same."
        assert quality.reasons == [f"0.2-0.5 s, {why} {again}"]


async def test_a_doubtful_alarm_is_still_filled_in_for_nothing_and_then_not_told(world: World) -> None:
    world.evidence, world.fillable, world.scores = 1.5, True, [None]
    _, tries, quality = await world.mended()
    assert (told(tries), quality.reasons, world.asked) == ([("fill", True, None)], [], [])


async def test_a_call_that_named_no_limit_hears_nothing_of_what_it_would_not_have_paid_for(world: World) -> None:
    world.names_no_limit()
    world.evidence = 1.5
    _, tries, quality = await world.mended()
    assert (tries, quality.reasons) == ([], [])


async def test_takes_that_are_all_as_bad_cost_money_for_so_long_and_no_longer(world: World) -> None:
    spent = []
    for number in range(3):
        world.scores, world.record = [0.4, 0.4, 0.4], world.books.place(pays_for_mending=True)
        before = len(world.asked)
        _, tries, _ = await world.mended()
        spent.append(len(world.asked) - before)
        if number == 0:
            problems = [one.problem for one in tries]
            assert problems[0] == (
                "black was bought in vain once of 1 on this machine; it needs 2.4 times its threshold now."
            )
            assert problems[-1] == (
                "not bought: the evidence for black is 2.5 times its threshold, and 2.88 is needed since it was bought "
                "in vain 2 times on this machine."
            )
    assert spent == [2, 0, 0]
    assert world.alarms.known()["black"].in_vain == 2


async def test_an_alarm_that_is_in_the_better_take_too_was_bought_in_vain(world: World) -> None:
    world.scores, world.found = [0.9, 0.8, 0.8], 2.4
    await world.mended()
    known = world.alarms.known()["black"]
    assert (known.bought, known.in_vain) == (2, 2)


async def test_what_helped_is_no_reason_to_ask_for_more(world: World) -> None:
    world.scores = [None]
    _, tries, _ = await world.mended()
    known = world.alarms.known()["black"]
    assert (known.bought, known.in_vain, known.factor, tries[0].problem) == (1, 0, 1.0, None)


@pytest.mark.parametrize("is_learned", [False, True])
async def test_killed_around_learning_a_job_learns_once_of_the_take_that_it_paid_for(
    world: World, monkeypatch: pytest.MonkeyPatch, is_learned: bool
) -> None:
    def killed(*lesson: Any) -> str:
        if is_learned:
            world.trust.learn(*lesson)
        raise KilledError

    world.tries, world.scores = 1, [0.4]
    monkeypatch.setattr(world, "learn", killed)
    with pytest.raises(KilledError):
        await world.mended()
    monkeypatch.undo()
    world.scores = [0.4]
    await world.mended()  # the next run finds the try begun
    assert [part for _, part, _ in world.asked] == [TRY], "paid for once, and not asked for again"
    assert world.alarms.known()["black"].bought == 1


@pytest.mark.parametrize("shares", [True, False])
async def test_a_take_is_found_by_the_machine_that_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shares: bool
) -> None:
    def killed(*_lesson: Any) -> str:
        raise KilledError

    if shares:
        (tmp_path / "mounted").mkdir()
        world.objects = SharedObjects(LocalObjects(tmp_path / "m", tmp_path / "w"), FolderPlace(tmp_path / "mounted"))
    world.tries, world.scores = 1, [0.4]
    monkeypatch.setattr(world, "learn", killed)
    with pytest.raises(KilledError):
        await world.mended()
    monkeypatch.undo()
    shutil.rmtree(world.parts_dir)  # the other machine has none of it
    world.scores = [0.4]
    await world.mended()
    assert [part for _, part, _ in world.asked] == [TRY] * (1 if shares else 2)


async def test_what_only_informs_is_neither_paid_for_nor_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    burnt = Fault(kind="exposure", start_s=0.25, end_s=0.5, reason="the light parts are burnt out", evidence=9)
    alarms = world.trust.alarms([burnt], {})
    stretch = Stretch(start_s=0.25, end_s=0.5, shot_s=(0.0, 1.0), alarms=alarms, fillable=False, short=False)
    monkeypatch.setattr(world, "stretches", lambda _: [stretch])
    _, tries, quality = await world.mended()
    assert (world.asked, tries, quality.reasons) == ([], [], [])


async def test_a_take_that_cannot_be_measured_teaches_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = verdict(0.4).model_copy(update={"technical": None, "score": None, "verdict": "reject", "faults": []})
    monkeypatch.setattr(world, "check", lambda path: Checked(quality=broken, info=probe(path)))
    monkeypatch.setattr(world, "better", lambda one, other: False)
    world.tries = 1
    await world.mended()
    assert (len(world.asked), world.alarms.known()) == (1, {})


async def test_a_score_that_only_a_doubtful_alarm_lowers_buys_no_better_backend(world: World) -> None:
    world.tries, world.evidence = 0, 1.5
    _, tries, quality = await world.mended(0.55, min_quality=0.7)  # black costs twice its share of the film
    assert (world.asked, [one.method for one in tries]) == ([], ["escalate"])
    assert tries[0].problem is not None
    assert tries[0].problem.startswith(
        "not bought: only doubtful alarms put the score below 0.7: the evidence for black"
    )
    assert quality.reasons[0].startswith("0.0-1.0 s, not bought: only doubtful alarms")


async def test_what_a_better_backend_makes_teaches_too(world: World) -> None:
    world.tries, world.scores = 0, [0.4]
    await world.mended(0.55, min_quality=0.7)
    assert world.alarms.known()["black"].in_vain == 1
