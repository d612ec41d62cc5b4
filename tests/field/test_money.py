"""Money after a vendor's odd day: what is charged, what is said of it, and what comes home later."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from films.parts_home import PartsHome
from footage.answers import ErrorInfo
from footage.caller import LOCAL, NO_LIMITS
from footage.domain import VideoRequest
from footage.errors import AuthFailedError, GeneratorError, InDoubtError, InvalidInputError, VendorFailedError
from footage.heard_out import HeardOut, is_heard_out
from footage.money import ZERO, Money
from footage.ports.generators import Generator, RateLimits
from footage.ports.jobs import JobRecord, JobSpec
from footage.ports.money import AttemptRecord, Hold, Intent
from footage.ports.records import JobPlan, VideoOrder
from footage.threads import in_thread
from footage.vendors import VendorSettings
from mcp_server.app import build_app
from routing.blame import RefusedClipError
from routing.catalog import load_catalog
from routing.generators.fake import FakeVendor
from routing.generators.omni import Omni
from routing.patience import Patience
from routing.reconcile import Reconciler
from routing.render import PaidRenderer
from routing.wire import google
from storage.db import Database
from storage.engine.runs import JobLoop
from storage.objects.local import LocalObjects
from tests.emulated import World, emulated
from tests.paid_film import Paid
from tests.plain_http import http
from tests.support import Books, a_request
from tests.unit.routing.paid_scene import BILL, QUICK, QUOTE, Scene
from tools.add_captions import AddCaptions
from tools.aftermath import doubt_of, with_money
from tools.generate_video import GenerateVideo, planned

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

KNOWN, OPEN = "known", "open"
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path_factory.mktemp("field"), vendor_films) as served:
        yield served


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    if "world" in request.fixturenames:
        request.getfixturevalue("world").reset()


# --- what a film costs that is not given ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backend", "word", "code", "costs"),
    [
        ("veo_fast", "moderated output", "moderation_output", ZERO),
        ("veo_fast", "empty", "vendor_failed", OPEN),
        ("veo_fast", "fail", "vendor_failed", OPEN),
        ("omni", "fail", "vendor_failed", OPEN),
        ("runway", "moderated output", "moderation_output", KNOWN),
        ("runway", "moderated", "moderation_prompt", KNOWN),
        ("runway", "fail", "vendor_failed", ZERO),
        ("pixverse", "moderated output", "moderation_output", OPEN),
        ("pixverse", "empty", "vendor_failed", OPEN),
        ("hailuo", "moderated output", "moderation_output", OPEN),
        ("hailuo", "empty", "vendor_failed", OPEN),
        ("hailuo", "fail", "vendor_failed", ZERO),
        ("openai_video", "moderated output", "moderation_output", OPEN),
        ("openai_video", "fail", "vendor_failed", OPEN),
    ],
)
async def test_a_film_that_is_not_given_costs_what_its_vendor_says_or_is_in_doubt(
    world: World, tmp_path: Path, backend: str, word: str, code: str, costs: Money | str
) -> None:
    paid = Paid(world, tmp_path, backend)
    error = await paid.error(f"a boat [{word}]")
    assert error is not None
    assert error.code == code
    [attempt] = paid.attempts()
    if costs == OPEN:
        assert (attempt.state, attempt.error_code, attempt.cost) == ("in_doubt", code, None)
        assert paid.spent() == (ZERO, paid.quote)
    else:
        assert paid.spent() == (paid.quote if costs == KNOWN else ZERO, ZERO)


async def test_a_moderated_task_that_tells_no_bill_costs_as_much_as_a_good_one(world: World, tmp_path: Path) -> None:
    told = {"on": "poll", "times": 99, "answer": {"cost": None}}
    http.post(f"{world.of('runway').base_url}/__emu/scenario", json=told).raise_for_status()
    paid = Paid(world, tmp_path, "runway")
    assert await paid.error("a boat [moderated output]")
    assert paid.spent() == (paid.quote, ZERO)


async def test_money_in_doubt_stops_no_other_backend(database: Database, tmp_path: Path) -> None:
    class Silent(FakeVendor):
        async def poll(self, operation_id: str) -> Any:
            poll = await super().poll(operation_id)
            return replace(poll, state="failed", cost=None, error=VendorFailedError("No.", backend=self.name))

    books = tmp_path / "vendor.jsonl"
    scene = Scene(database, tmp_path, Silent("fake", "blind", books), FakeVendor("next", "blind", books))
    assert (await scene.render()).backend == "next"
    assert scene.states() == ["in_doubt", "succeeded"]
    assert scene.books.ledger.line().held == QUOTE
    assert doubt_of(scene.books.attempts.of_job(scene.record.job_id)).startswith("$0.05 is held")
    await scene.render()  # run again, it is not taken for a request that may still be under way
    assert len(scene.films()) == 2


async def test_what_another_backend_took_for_nothing_is_told_with_the_film(database: Database, tmp_path: Path) -> None:
    class Charging(FakeVendor):
        async def poll(self, operation_id: str) -> Any:
            poll = await super().poll(operation_id)
            return replace(poll, state="failed", cost=QUOTE, error=VendorFailedError("No.", backend=self.name))

    books = tmp_path / "vendor.jsonl"
    scene = Scene(database, tmp_path, Charging("fake", "blind", books), FakeVendor("next", "blind", books))
    assert (await scene.render()).notes == ("A film that fake did not give cost $0.05.",)


# --- what is said of the money ----------------------------------------------------------------------------------------


def _attempt(**changes: Any) -> AttemptRecord:
    usual: dict[str, Any] = {"attempt_id": 1, "job_id": "job_1", "n": 1, "backend": "fake", "model": "m", "key": "k"}
    usual |= {"state": "failed", "request_hash": "h", "quoted": QUOTE, "operation_id": "op-7", "cost": QUOTE}
    usual |= {"error_code": "vendor_failed", "started_at": NOW, "ended_at": None}
    return AttemptRecord(**{**usual, **changes})


def _failed(error: ErrorInfo) -> JobRecord:
    usual: dict[str, Any] = dict.fromkeys(("cost", "max_cost", "plan_document", "result_document"))
    usual |= {"job_id": "job_1", "caller": LOCAL, "tool": "generate_video", "title": "", "status": "failed"}
    usual |= {"queue": "cloud", "progress": 0.0, "message": "", "cancel_requested": False, "runs": 1}
    usual |= {
        "limits": NO_LIMITS,
        "pays_for_mending": False,
        "created_at": NOW,
        "finished_at": NOW,
        "order_document": {},
    }
    return JobRecord(**usual, error=error)


CALL_AGAIN = ErrorInfo(code="vendor_failed", message="It failed.", hint="Call again.", retryable=True)
REWORD = ErrorInfo(code="moderation_output", message="Withheld.", hint="Reword the prompt.", retryable=False)
DOUBT = ErrorInfo(code="in_doubt", message="Unknown.", hint="Ask the user to look there.", retryable=False)


@pytest.mark.parametrize(
    ("error", "attempt", "retryable", "says", "never"),
    [
        (CALL_AGAIN, _attempt(), False, "$0.05 was charged", "Call again"),
        (CALL_AGAIN, _attempt(cost=ZERO), True, "Nothing was charged. Call again.", "held"),
        (CALL_AGAIN, _attempt(state="in_doubt", cost=None), False, "footage resolve", "Call again"),
        (REWORD, _attempt(), False, "another film costs anew", "call again."),
        (REWORD, _attempt(cost=ZERO), False, "Nothing was charged. Reword the prompt and call again.", "anew"),
        (DOUBT, _attempt(state="in_doubt", cost=None, error_code="in_doubt"), False, "(operation op-7)", "anew"),
        (DOUBT, _attempt(state="in_doubt", cost=ZERO), True, "Nothing was charged. Call again", "look"),
        (DOUBT, _attempt(state="in_doubt", cost=QUOTE), False, "$0.05 was charged", "Call again"),
    ],
)
def test_an_error_says_what_is_true_of_its_money_now(
    error: ErrorInfo, attempt: AttemptRecord, retryable: bool, says: str, never: str
) -> None:
    shown = with_money(_failed(error), [attempt]).error
    assert shown is not None
    assert shown.retryable == retryable
    assert says in shown.hint
    assert never not in shown.hint


def test_an_error_that_cost_nobody_anything_is_left_alone() -> None:
    record = _failed(CALL_AGAIN)
    assert with_money(record, []) is record
    assert with_money(record, [_attempt(state="refused", cost=None)]) is record


# --- keys that are refused for a moment -------------------------------------------------------------------------------


async def test_a_clip_that_is_refused_is_told_apart_from_one_that_is_broken(world: World, tmp_path: Path) -> None:
    generator = world.generators["openai_video"]
    film = a_request(prompt="a boat", duration_s=4, resolution="720p")
    operation_id = await generator.submit(film, "key")
    world.order("openai_video", "download", "auth")
    with pytest.raises(RefusedClipError):
        await generator.fetch(operation_id, film, tmp_path / "clip.mp4", lambda _: None)


async def test_a_refusal_that_passes_costs_no_film(database: Database, tmp_path: Path) -> None:
    class Rotating(FakeVendor):
        refusals = 6

        async def poll(self, operation_id: str) -> Any:
            self._refuse(AuthFailedError, until=3)
            return await super().poll(operation_id)

        async def fetch(self, *args: Any) -> None:
            self._refuse(RefusedClipError, until=0)
            await super().fetch(*args)

        def _refuse(self, kind: type[GeneratorError], until: int) -> None:
            if self.refusals > until:
                self.refusals -= 1
                raise kind("bad key", backend=self.name)

    scene = Scene(database, tmp_path, Rotating("fake", "blind", tmp_path / "vendor.jsonl"))
    patient = Patience(poll_interval_s=0.01)
    scene.renderer = PaidRenderer(
        scene.vendors, scene.books.attempts, scene.health, patience=patient, clock=scene.books.clock
    )
    await scene.render()
    assert (scene.states(), len(scene.films())) == (["succeeded"], 1)


async def test_a_film_that_is_refused_for_long_is_in_doubt_and_comes_home_later(
    database: Database, tmp_path: Path
) -> None:
    class Refusing(FakeVendor):
        refuses = True

        async def fetch(self, *args: Any) -> None:
            if self.refuses:
                raise AuthFailedError("bad key", backend=self.name)
            await super().fetch(*args)

    vendor = Refusing("fake", "blind", tmp_path / "vendor.jsonl")
    scene = Scene(database, tmp_path, vendor)
    scene.record = scene.books.place(QUOTE, order=VideoOrder(**dict(a_request(prompt="a boat"))))
    error = await scene.refusal()
    assert (error.code, scene.states()) == ("in_doubt", ["in_doubt"])
    vendor.refuses = False
    objects = LocalObjects(tmp_path / "m", tmp_path / "w")

    ends: list[type[Exception]] = [KeyError]

    def bring_home(job: JobRecord, film: Path) -> Path:
        home = objects.put(job.job_id, "video.mp4", film).path
        if ends:  # the process ends here, the film stored and not paid
            raise ends.pop()
        return home

    reconciler = Reconciler({"fake": vendor}, scene.books.attempts, objects, bring_home)
    with pytest.raises(KeyError):
        await reconciler.settle(scene.books.jobs.get(scene.record.job_id))
    assert scene.books.ledger.charged(scene.record.job_id) == ZERO
    [finding] = await reconciler.settle(scene.books.jobs.get(scene.record.job_id))
    assert finding.film is not None
    assert (finding.film.is_file(), scene.books.ledger.charged(scene.record.job_id)) == (True, BILL)


async def test_credentials_are_read_again_after_a_refusal(world: World, tmp_path: Path) -> None:
    file = tmp_path / "account.json"
    account = json.loads(Path(world.environment["GOOGLE_APPLICATION_CREDENTIALS"]).read_text())
    file.write_text(json.dumps({**account, "client_email": "old@emulated"}))
    environment = {name.lower(): value for name, value in world.environment.items()}
    settings = VendorSettings(**{**environment, "google_application_credentials": file})  # type: ignore[arg-type]
    catalog = load_catalog()
    spec = catalog.backends["veo_fast"]
    veo = type(world.generators["veo_fast"])("veo_fast", spec, catalog.vendors["veo"], settings)  # type: ignore[call-arg]
    operation_id = await veo.submit(a_request(prompt="a boat", duration_s=4, resolution="720p"), "key")
    file.write_text(json.dumps({**account, "client_email": "new@emulated"}))
    world.order("veo_fast", "poll", "auth")
    with suppress(AuthFailedError):
        await veo.poll(operation_id)
    used = (await google.vertex(settings, "veo_fast")).credentials
    assert used.service_account_email == "new@emulated"  # type: ignore[attr-defined]


# --- answers that never end, and that come late -----------------------------------------------------------------------


@asynccontextmanager
async def dripping() -> AsyncIterator[str]:
    """A server whose answers never end, and never pause for long."""

    answering: set[asyncio.Task[Any]] = set()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.add(asyncio.tasks.current_task())  # type: ignore[arg-type]
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
        try:
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        except (ConnectionError, asyncio.CancelledError):
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for one in answering:
            one.cancel()
        await asyncio.gather(*answering)


async def test_googles_answer_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google, "WHOLE_S", 0.3)
    catalog = load_catalog()
    async with dripping() as url:
        settings = VendorSettings(gemini_api_key="a-key-of-a-test", google_gemini_base_url=url)  # type: ignore[arg-type]
        omni = Omni("omni", catalog.backends["omni"], catalog.vendors["omni"], settings)
        with pytest.raises(VendorFailedError):
            await asyncio.wait_for(omni.poll("an-operation"), 30)
        with pytest.raises(InDoubtError):
            await asyncio.wait_for(omni.submit(a_request(duration_s=4, resolution="720p"), "key"), 30)


class Slow(FakeVendor):
    """A blind vendor that takes its time to answer."""

    limits = RateLimits(max_concurrent=9, starts_per_minute=99)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def submit(self, request: VideoRequest, key: str) -> str:
        operation_id = await super().submit(request, key)
        self.asked.set()
        await self.answers.wait()
        return operation_id


async def _cut_off(scene: Scene, vendor: Slow) -> None:
    """As a run ends whose process has lost its slot while a request was on its way."""
    run = asyncio.create_task(scene.render())
    await asyncio.wait_for(vendor.asked.wait(), 30)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run


async def _answered(scene: Scene) -> AttemptRecord:
    """The attempt once nothing waits for its answer any more."""
    await asyncio.gather(*(task for task in asyncio.all_tasks() if is_heard_out(task)))
    [attempt] = scene.books.attempts.of_job(scene.record.job_id)
    return attempt


async def test_the_next_run_of_this_process_hears_the_answer_to_the_first(database: Database, tmp_path: Path) -> None:
    vendor = Slow("fake", "blind", tmp_path / "vendor.jsonl")
    scene = Scene(database, tmp_path, vendor)
    await _cut_off(scene, vendor)
    again = asyncio.create_task(scene.render())
    await asyncio.sleep(0)
    vendor.answers.set()
    assert (await again).backend == "fake"
    assert (len(scene.films()), scene.states()) == (1, ["succeeded"])


async def test_an_answer_that_comes_after_another_process_gave_up_is_written_down(
    database: Database, tmp_path: Path
) -> None:
    vendor = Slow("fake", "blind", tmp_path / "vendor.jsonl")
    scene = Scene(database, tmp_path, vendor)
    await _cut_off(scene, vendor)
    elsewhere = {"fake": FakeVendor("fake", "blind", tmp_path / "vendor.jsonl")}
    scene.renderer = PaidRenderer(
        elsewhere, scene.books.attempts, scene.health, patience=QUICK, clock=scene.books.clock
    )
    assert (await scene.refusal()).code == "in_doubt"
    vendor.answers.set()
    attempt = await _answered(scene)
    assert (attempt.state, len(scene.films()), scene.books.ledger.line().held) == ("in_doubt", 1, QUOTE)


async def test_the_end_of_a_process_gives_an_answer_a_moment() -> None:
    jobs, heard, asked, said = JobLoop(), HeardOut(), threading.Event(), []

    async def ask() -> str:
        asked.set()
        await asyncio.sleep(0.1)
        said.append("film 7")
        return said[0]

    async def work() -> None:
        await heard.answer(1, ask)

    run = asyncio.create_task(jobs.run(work))
    await in_thread(asked.wait, 30)
    await in_thread(jobs.close)
    assert said == ["film 7"]
    with pytest.raises(asyncio.CancelledError):
        await run


async def test_an_operation_of_the_same_account_pays_for_one_film(database: Database) -> None:
    books = Books(database)
    attempts: list[AttemptRecord] = []
    for backend in ("runway", "runway_turbo"):
        job_id = books.place(QUOTE, backend=backend).job_id
        intent = Intent(backend=backend, vendor="runway", model="m", quoted=QUOTE, request_hash="h")
        attempts.append(books.attempts.intend(job_id, intent))
    books.attempts.accept(attempts[0].attempt_id, "task-1")
    with pytest.raises(InDoubtError):
        books.attempts.accept(attempts[1].attempt_id, "task-1")


# --- parts of a film --------------------------------------------------------------------------------------------------


async def test_a_clip_that_was_made_all_the_same_is_joined_to_its_film(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTAGE_DAILY_BUDGET_USD", "5")
    app = build_app(run_jobs=False)
    services = await app.services()
    vendor: Generator = FakeVendor("fake", "blind", home / "vendor.jsonl")
    order = VideoOrder(**dict(a_request(prompt="a boat [slow 0]", duration_s=2)))
    plan = JobPlan(backend="fake", model="m", reason="", degraded=False, way="chain", segments_s=(1.0, 1.0))
    spec = JobSpec(
        tool="generate_video",
        title="a boat",
        order=order,
        queue="cloud",
        holds=(Hold(QUOTE, "fake"), Hold(QUOTE, "fake")),
        plan=plan,
        cost={"quoted_usd": "0.10", "price_source": "a test", "price_as_of": None},
    )
    services.jobs._enqueue = lambda *_: None  # type: ignore[attr-defined]
    job_id = services.jobs.for_(LOCAL).place(spec).job_id
    parts = {}
    for part in ("1", "2"):
        intent = Intent(backend="fake", vendor="fake", model="m", quoted=QUOTE, request_hash="h", part=part)
        parts[part] = services.attempts.intend(job_id, intent).attempt_id
        services.attempts.accept(parts[part], await vendor.submit(order.request, f"key {part}"))
        services.attempts.doubt(parts[part])
    services.jobs.fail(job_id, InDoubtError("It no longer answers.", backend="fake"))

    async def reconcile(answers: Callable[[str], bool]) -> str:
        class Some(FakeVendor):
            async def poll(self, operation_id: str) -> Any:
                poll = await super().poll(operation_id)
                known = {one.operation_id: one.part for one in services.attempts.of_job(job_id)}
                return poll if answers(known[operation_id]) else replace(poll, state="working")

        some = Some("fake", "blind", home / "vendor.jsonl")
        reconciler = Reconciler(
            {"fake": some}, services.attempts, services.objects, lambda *_: home, PartsHome(services)
        )
        return " ".join(one.message for one in await reconciler.settle(services.jobs.get(job_id)))

    assert "The film has 1 of its 2 clips now." in await reconcile(lambda part: part == "1")
    job = services.jobs.get(job_id)
    assert job.result is not None
    assert job.result.video is not None
    assert (job.status, job.result.in_part, round(job.result.video.duration_s)) == ("completed", True, 1)
    assert "these are missing: 2" in job.result.message
    assert "The film has 2 of its 2 clips now." in await reconcile(lambda part: True)
    whole = services.jobs.get(job_id).result
    assert whole is not None
    assert whole.video is not None
    assert whole.quality is not None
    assert (whole.in_part, round(whole.video.duration_s), Path(str(whole.video.poster)).is_file()) == (False, 2, True)
    assert services.budget.line().held == ZERO
    assert await reconcile(lambda part: True) == ""
    await app.close()


async def test_a_job_that_still_runs_is_not_reconciled(database: Database, tmp_path: Path) -> None:
    scene = Scene(database, tmp_path, FakeVendor("fake", "blind", tmp_path / "vendor.jsonl"))
    scene.books.jobs.claim(scene.record.job_id)
    scene.sending(await scene.vendors["fake"].submit(a_request(prompt="a boat [slow 0]"), "key"))
    scene.books.attempts.doubt(scene.books.attempts.of_job(scene.record.job_id)[0].attempt_id)
    objects = LocalObjects(tmp_path / "m", tmp_path / "w")
    reconciler = Reconciler(scene.vendors, scene.books.attempts, objects, lambda *_: tmp_path)
    [finding] = await reconciler.settle(scene.books.jobs.get(scene.record.job_id))
    assert (finding.settled, finding.message) == (None, "the job still runs.")


# --- arguments --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("params", "arguments"),
    [
        (AddCaptions, {"video": "job_1", "captions": '[{"start_s": 0, "end_s": 1, "text": "a\\u0000b"}]'}),
        (GenerateVideo, {"prompt": "a boat", "plan": '{"title": "a\\u0000b"}'}),
        (GenerateVideo, {"prompt": "a boat", "plan": '{"beats": [{"text": ["\\u0000"]}]}'}),
        (GenerateVideo, {"prompt": "a boat", "plan": "[" * 100_000}),
    ],
)
async def test_a_nul_in_json_text_is_refused_by_name(params: Any, arguments: dict[str, Any]) -> None:
    def read() -> None:
        planned(params.parse(arguments))  # a plan is read last: to which end, the other arguments say

    with pytest.raises(InvalidInputError, match=r"captions|plan"):
        read()
