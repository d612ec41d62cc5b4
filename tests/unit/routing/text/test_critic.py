"""The judge that watches films, through the real SDK against an emulated Gemini on a real socket."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from footage.errors import DatabaseAwayError, JobCancelledError
from footage.money import ZERO, Money
from footage.opinions import disagreements
from footage.ports.jobs import RunOverError
from footage.ports.records import JobResult
from footage.verdicts import Fault, Opinion, Quality
from media import ffmpeg
from routing.emulators.google.credentials import INVALID_KEY
from routing.text import paid_once
from routing.text.critic import GeminiCritic, load_critic
from routing.text.model import TextModel
from routing.text.paid_once import PaidOnce
from storage.books.texts import TextTable
from storage.tables import LedgerEntry
from tests.databases import ready
from tests.support import Books, RunningJob, a_verdict
from tests.unit.routing.generators.google_support import Google, google, served

__all__ = ["google", "served"]
pytestmark = pytest.mark.anyio

MARK = {"score": 7.5, "at_s": 1, "reason": "The boat is there."}
MARKS = {"content_accuracy": MARK, "visual_quality": MARK, "coherence": {**MARK, "at_s": 99}, "text_legibility": None}


class KilledError(BaseException):
    """What comes after never happens."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=2", "-pix_fmt", "yuv420p", str(path)])
    return path


class World:
    """A ledger, a film, and Gemini."""

    def __init__(self, google: Google, film: Path, books: Books, folder: Path) -> None:
        self.google, self.film, self.books, self.folder = google, film, books, folder
        self.texts = TextTable(books.database, books.clock)
        self.prompt = f"a boat at sunset, take {uuid.uuid4().hex}"  # which no other test has asked about
        self.job = self.a_job()

    def a_job(self, **limits: Any) -> RunningJob:
        return RunningJob(self.books, self.books.place(tool="check_quality", **limits), self.folder)

    def critic(self, *, key: str | None = "secret-key", **limits: Any) -> GeminiCritic:
        answers = PaidOnce(self.books.attempts, self.texts)
        limits = {"no_spend": False, "consented": None, **limits}
        return load_critic(self.google.settings(gemini_api_key=key), self.folder, answers, **limits)

    async def opinion(self, more: str = "", quality: Quality | None = None, **critic: Any) -> Opinion:
        return await self.critic(**critic).opinion(self.job, self.film, self.prompt + more, quality)

    def asked(self) -> list[dict[str, Any]]:
        return self.google.calls(":generateContent")

    def entries(self) -> list[LedgerEntry]:
        """What it wrote into the ledger for this test's job."""
        mine = self.job.record.job_id
        return [one for one in self.books.entries() if (one.job_id, one.backend) == (mine, "gemini")]

    def charged(self) -> Money:
        assert self.books.ledger.line().held == ZERO
        return self.books.ledger.charged(self.job.record.job_id)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    database = ready(tmp_path_factory.mktemp("database") / "footage.db")
    yield Books(database)
    database.close()


@pytest.fixture
def world(google: Google, film: Path, books: Books, tmp_path: Path) -> World:
    return World(google, film, books, tmp_path)


def answers(monkeypatch: pytest.MonkeyPatch, marks: dict[str, Any]) -> None:
    """What Gemini will say."""
    monkeypatch.setattr("routing.emulators.google.text._answer", lambda *_: json.dumps(marks))


async def test_an_opinion_has_marks_with_reasons_and_times(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, MARKS)
    told = await world.opinion()
    assert (told.judge, told.model, told.unavailable) == ("gemini", "gemini-3.8-flash", None)
    assert told.content_accuracy
    assert told.content_accuracy.model_dump() == MARK
    assert told.text_legibility is None
    assert told.coherence
    assert told.coherence.at_s is None  # the film is not that long


async def test_gemini_sees_a_small_film_without_sound_and_is_told_the_prompt(world: World) -> None:
    await world.opinion()
    [call] = world.asked()
    film, said = call["body"]["contents"][0]["parts"]
    assert film["inlineData"]["mime_type"] == "video/mp4"
    assert film["videoMetadata"] == {"fps": 4.0}
    assert world.prompt in said["text"]
    schema = call["body"]["generationConfig"]["responseJsonSchema"]
    assert set(schema["required"]) == {"content_accuracy", "visual_quality", "coherence", "text_legibility"}


BLUR = Fault(kind="blur", start_s=0.5, end_s=1.0, reason="the picture is out of focus", evidence=1.4)
BLACK = Fault(kind="black", start_s=1.25, end_s=1.5, reason="the picture is black", evidence=2.0)


async def test_gemini_sees_the_alarms_in_a_picture_and_is_asked_about_each_by_number(world: World) -> None:
    told = await world.opinion(quality=a_verdict(BLUR, BLACK))
    [call] = world.asked()
    film, picture, said = call["body"]["contents"][0]["parts"]
    assert film["inlineData"]["mime_type"] == "video/mp4"
    assert picture["inlineData"]["mime_type"] == "image/jpeg"
    assert said["text"].endswith(
        "Alarms:\n1. blur, 0.50-1.00 s: the picture is out of focus\n2. black, 1.25-1.50 s: the picture is black"
    )
    config = call["body"]["generationConfig"]
    assert "alarms" in config["responseJsonSchema"]["required"]
    assert "agrees" in json.dumps(call["body"]["systemInstruction"])
    assert [(one.kind, one.start_s, one.agrees) for one in told.alarms] == [("blur", 0.5, True), ("black", 1.25, True)]
    assert disagreements(told) == []
    [hold, capture] = world.entries()
    assert capture.amount_microusd > (8 * 258 + 1120) * 0.75, "the picture is in the bill"
    assert capture.amount_microusd < hold.amount_microusd


async def test_other_alarms_are_another_question_and_the_same_ones_are_not(world: World) -> None:
    first = await world.opinion(quality=a_verdict(BLUR))
    for count, quality in ((1, a_verdict(BLUR)), (2, a_verdict(BLUR, BLACK)), (3, None), (3, a_verdict(BLUR))):
        world.job = world.a_job()
        told = await world.opinion(quality=quality)
        assert len(world.asked()) == count
        assert (told == first) is (quality == a_verdict(BLUR))


async def test_the_picture_is_in_what_is_held(world: World) -> None:
    await world.opinion()
    world.job, alone = world.a_job(), world.entries()[0].amount_microusd
    await world.opinion(quality=a_verdict(BLUR))
    assert world.entries()[0].amount_microusd > alone + 2500 * 0.75


async def test_what_the_judge_does_not_see_is_told_with_its_reason(world: World) -> None:
    told = await world.opinion(" [disagree]", quality=a_verdict(BLUR))
    (remark,) = disagreements(told)
    assert remark.startswith("The judge sees no blur at 0.5-1.0 s: reason: It should show: a boat at sunset")
    assert len(remark) < 400


async def test_an_answer_about_alarms_that_makes_no_sense_costs_no_mark(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [
        {"number": 2, "agrees": False, "reason": " It is\na night. "},
        {"number": 2, "agrees": True, "reason": "again"},
        {"number": 9, "agrees": True, "reason": "there is no such alarm"},
        {"number": "one"},
        None,
    ]
    answers(monkeypatch, {**MARKS, "alarms": said})
    told = await world.opinion(quality=a_verdict(BLUR, BLACK))
    assert told.visual_quality
    assert [(one.kind, one.agrees, one.reason) for one in told.alarms] == [("black", False, "It is a night.")]
    answers(monkeypatch, {**MARKS, "alarms": "none"})
    world.job = world.a_job()
    told = await world.opinion(" in the rain", quality=a_verdict(BLUR))
    assert (told.unavailable, told.alarms) == (None, [])


async def test_the_bill_is_that_of_the_tokens_and_lies_under_what_was_held(world: World) -> None:
    await world.opinion()
    [hold, capture] = world.entries()
    frames_alone = 8 * 258 * 0.75
    assert frames_alone < capture.amount_microusd < hold.amount_microusd
    assert world.charged() == Money(capture.amount_microusd)
    assert world.books.ledger.report("month").by_backend[0].backend == "gemini"


async def test_the_same_question_is_paid_for_once_and_another_is_not_the_same(world: World) -> None:
    first = await world.opinion()
    world.job = world.a_job()
    assert await world.opinion() == first
    assert (len(world.asked()), world.charged()) == (1, ZERO)
    await world.opinion(" and a train")
    assert len(world.asked()) == 2


async def test_another_team_pays_for_the_same_question_itself(world: World) -> None:
    await world.opinion()
    world.job = world.a_job(team_id="other")
    await world.opinion()
    assert (len(world.asked()), world.charged() > ZERO) == (2, True)
    world.job = world.a_job(team_id="other")
    await world.opinion()
    assert (len(world.asked()), world.charged()) == (2, ZERO)


async def test_jobs_that_ask_the_same_at_the_same_time_pay_once(
    world: World, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, waiting = anyio.Event(), anyio.Event()
    told: list[Opinion] = []
    jobs = [world.a_job(), world.a_job()]

    async def slowly(model: TextModel, *asked: Any) -> Any:
        asking.set()
        await waiting.wait()
        return await complete(model, *asked)

    async def report(progress: float, message: str) -> None:
        waiting.set()

    async def ask(job: RunningJob) -> None:
        told.append(await world.critic().opinion(job, world.film, world.prompt))

    complete = TextModel.complete
    monkeypatch.setattr(jobs[1], "report", report)
    monkeypatch.setattr(TextModel, "complete", slowly)
    monkeypatch.setattr(paid_once, "LOOK_AGAIN_S", 0.01)
    monkeypatch.setattr(paid_once, "RENEW_S", 0.01)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask, jobs[0])
        await asking.wait()
        tasks.start_soon(ask, jobs[1])
    assert told[0] == told[1]
    charged = [books.ledger.charged(job.record.job_id) for job in jobs]
    assert (len(world.asked()), charged[0] > ZERO, charged[1]) == (1, True, ZERO)


async def test_cancelled_while_another_job_asks_it_ends(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.texts, "claim", lambda *_: False)
    world.books.jobs.request_cancel(world.job.record.job_id)
    with pytest.raises(JobCancelledError):
        await world.opinion()
    assert (world.asked(), world.entries()) == ([], [])


@pytest.mark.parametrize("error", [RunOverError("run 2 is on"), DatabaseAwayError("It is locked.")])
async def test_what_ends_a_run_is_no_opinion(world: World, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def ends(*_: object) -> bool:
        raise error

    monkeypatch.setattr(world.texts, "claim", ends)
    with pytest.raises(type(error)):
        await world.opinion()


async def test_without_a_prompt_its_match_is_not_marked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, MARKS)
    told = await world.critic().opinion(world.job, world.film, None)
    assert told.content_accuracy is None
    assert told.visual_quality


async def test_an_answer_that_is_none_is_paid_for_and_says_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await world.opinion(" [not json]")
    assert told.unavailable == "gemini did not answer with JSON."
    first = world.charged()
    assert first > ZERO
    answers(monkeypatch, {**MARKS, "coherence": {**MARK, "score": 11}})
    told = await world.opinion()
    assert told.unavailable == "gemini left out or overdid: coherence.score."
    assert told.visual_quality is None
    assert world.charged() > first


async def test_nothing_is_sent_that_a_cap_forbids(world: World) -> None:
    world.job = world.a_job(max_cost=Money.usd("0.001"))
    told = await world.opinion()
    assert "only $0.001 is left of max_cost_usd" in (told.unavailable or "")
    assert world.asked() == []


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"key": None}, "Gemini is not asked without a key. Set GEMINI_API_KEY (or GOOGLE_API_KEY)."),
        ({"no_spend": True}, "Spending is switched off. Unset FOOTAGE_NO_SPEND to ask Gemini."),
        ({"consented": Money(1)}, "FOOTAGE_APPROVE_ABOVE_USD"),
    ],
)
async def test_without_key_or_leave_to_spend_it_says_why(world: World, limits: dict[str, Any], reason: str) -> None:
    told = await world.opinion(**limits)
    assert reason in (told.unavailable or "")
    assert (world.asked(), world.entries()) == ([], [])


async def test_a_refusal_costs_nothing(world: World) -> None:
    told = await world.opinion(key=INVALID_KEY)
    assert "API key not valid" in (told.unavailable or "")
    world.google.order("submit", "busy")
    assert "answered 429" in ((await world.opinion()).unavailable or "")
    world.books.jobs.complete(world.job.record.job_id, JobResult())
    assert world.charged() == ZERO


async def test_a_lost_answer_is_charged_at_its_worst_and_not_asked_for_again(world: World) -> None:
    world.google.order("submit", "reset_after")
    assert "did not answer" in ((await world.opinion()).unavailable or "")
    assert world.charged() == Money(world.entries()[0].amount_microusd)
    assert "its answer was lost" in ((await world.opinion()).unavailable or "")
    assert len(world.asked()) == 1


async def test_killed_before_the_answer_was_kept_it_is_not_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(world.texts, "put", _die)
        with pytest.RaisesGroup(KilledError):
            await world.opinion()
    assert "its answer was lost" in ((await world.opinion()).unavailable or "")
    assert len(world.asked()) == 1
    assert world.charged() == Money(world.entries()[0].amount_microusd)


async def test_killed_after_the_answer_was_kept_it_is_told_and_its_bill_is_right(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(world.books.attempts, "settle", _die)
        with pytest.RaisesGroup(KilledError):
            await world.opinion()
    told = await world.opinion()
    assert told.visual_quality
    assert (len(world.asked()), [one.kind for one in world.entries()]) == (1, ["hold", "capture"])
    assert ZERO < world.charged() < Money(world.entries()[0].amount_microusd)


async def test_a_film_that_cannot_be_shown_is_not_paid_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routing.text.critic.make_proxy", lambda *_: 1 / 0)
    assert await world.opinion() == Opinion(
        judge="gemini", model="gemini-3.8-flash", unavailable="Asking broke; Footage's log says how."
    )
    assert world.entries() == []


def _die(*_: Any) -> None:
    raise KilledError
