"""Films are sent to emulated outlets, once, whatever breaks on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from films.publish_order import PublishOrder
from films.services import Services
from footage.answers import VideoJob
from footage.caller import LOCAL
from footage.config import Settings, load_settings
from footage.errors import ApprovalRequiredError
from footage.ports.jobs import JobSpec
from footage.ports.outlets import Post
from mcp_server.app import App, build_app
from routing.emulators.outlets.store import HOOK_KEY
from storage.outlet_tables import Posting
from storage.outlets.places import Webhook
from storage.outlets.wire import Patience, Web
from tests.outlets import Outside, connect_all, film, impatient, surroundings
from tests.plain_http import http
from tools.publish_video import TOOL
from tools.wait import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.anyio]


@pytest.fixture(scope="module")
def world() -> Iterator[Outside]:
    with surroundings() as world:
        yield world


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("publishing")
    for name in ("mine", "place"):
        (folder / name).mkdir()
    return impatient(load_settings(home=folder / "home", allowed_dirs=[folder]))


@pytest.fixture(scope="module")
def source(settings: Settings) -> Path:
    return film(settings.allowed_dirs[0] / "mine" / "film.mp4")


@pytest.fixture(scope="module")
async def app(settings: Settings, world: Outside) -> AsyncIterator[App]:
    app = build_app(settings)
    services = await app.services()
    connect_all(services.accounts, world, settings.allowed_dirs[0] / "place")
    yield app
    await app.close()


@pytest.fixture
async def services(app: App, world: Outside, settings: Settings) -> Services:
    world.reset()
    services = await app.services()
    connect_all(services.accounts, world, settings.allowed_dirs[0] / "place")
    with services.postings._db.write() as session:  # type: ignore[attr-defined]
        session.execute(delete(Posting))  # so that the same film may be sent again
    return services


async def _silently(_progress: float, _message: str) -> None:
    """Nobody waits."""


async def publish(services: Services, source: Path, **arguments: Any) -> VideoJob:
    params = TOOL.params.parse({"video": str(source), "wait_s": 60, **arguments})
    answer = await TOOL.ask(params, services.for_(LOCAL), _silently)
    assert isinstance(answer.result, VideoJob)
    return answer.result


async def agreed(services: Services, source: Path, **arguments: Any) -> VideoJob:
    """The same after the yes of a person."""
    with pytest.raises(ApprovalRequiredError) as asked:
        await publish(services, source, **arguments)
    return await publish(services, source, quote_id=asked.value.quote_id, **arguments)


def often(*all_of_them: Any, fast: Any) -> list[Any]:
    """Those that `make test` tries, and the others, which the second tier tries."""
    marks = {True: (), False: (pytest.mark.system,)}
    return [pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=marks[one in fast]) for one in all_of_them]


ONCE = [
    "",
    "[cut]",
    "[boom]",
    "[lost]",
    "[gone]",
    "[gone late]",
    "[old]",
    "[conflict]",
    "[slow]",
    "[boom] [cut] [lost]",
    "[no thumbnail]",
]


@pytest.mark.parametrize("words", often(*ONCE, fast=("", "[lost]", "[gone late]", "[boom] [cut] [lost]")))
async def test_youtube_gets_a_film_once_whatever_breaks(
    services: Services, world: Outside, source: Path, words: str
) -> None:
    job = await publish(services, source, target="youtube", title=f"A film {words}", tags=["boats"])
    assert job.publication is not None, job.error
    came = world.videos("youtube")
    assert [(one["size"], one["facts"]["status"]["privacyStatus"]) for one in came] == [
        (source.stat().st_size, "private")
    ]
    assert came[0]["facts"]["status"]["containsSyntheticMedia"] is True
    assert came[0]["facts"]["snippet"]["tags"] == [job.publication.tag, "boats"]
    assert (job.publication.state, job.publication.remote_id) == ("live", came[0]["id"])
    again = await publish(services, source, target="youtube", title=f"A film {words}")
    assert again.job_id == job.job_id
    assert len(world.videos("youtube")) == 1


SEEN = {"visibility": "public"}
REFUSED = [
    ("youtube", "[quota]", "quota_exhausted", "midnight in California"),
    ("youtube", "[limit]", "quota_exhausted", "24 hours"),
    ("youtube", "[scope]", "auth_failed", "fewer rights"),
    ("youtube", "[revoked]", "auth_failed", "after 7 days"),
    ("youtube", "[reject]", "moderation_output", "YouTube Studio"),
    ("youtube", "[fail]", "vendor_failed", "encodes it anew"),
    ("instagram", "[quota]", "quota_exhausted", "tomorrow"),
    ("instagram", "[scope]", "auth_failed", "fewer rights"),
    ("instagram", "[revoked]", "auth_failed", "60 days"),
    ("instagram", "[reject]", "request_rejected", "Reels are"),
]


@pytest.mark.parametrize(("target", "words", "code", "hint"), often(*REFUSED, fast=REFUSED[:5]))
async def test_refusals_have_a_code_and_a_way_on(
    services: Services, world: Outside, source: Path, target: str, words: str, code: str, hint: str
) -> None:
    wish = {"target": target, "title": f"A film {words}"}
    job = await (publish(services, source, **wish) if target == "youtube" else agreed(services, source, **wish, **SEEN))
    assert job.error is not None
    assert job.error.code == code
    assert hint in job.error.hint
    # What was refused may be sent again.
    [posting] = services.for_(LOCAL).postings.newest(10)
    assert posting.state in {"failed", "session"}


async def test_what_nobody_knows_is_never_sent_again(services: Services, world: Outside, source: Path) -> None:
    job = await publish(services, source, target="youtube", title="A film [gone never]")
    assert job.error is not None
    assert job.error.code == "in_doubt"
    assert f"footage resolve {job.job_id}" in job.error.hint
    again = await publish(services, source, target="youtube", title="A film [gone never]")
    assert again.job_id == job.job_id
    assert world.videos("youtube") == []
    services.for_(LOCAL).postings.resolve(job.job_id or "", url=None)
    sent = await publish(services, source, target="youtube", title="A film [gone never]")
    assert sent.publication is not None
    assert len(world.videos("youtube")) == 1


@pytest.mark.parametrize("word", often("", "cut", "boom", "lost", "gone", "slow", fast=("", "gone")))
async def test_tiktok_gets_a_draft_once(services: Services, world: Outside, source: Path, word: str) -> None:
    if word:
        http.post(f"{world.emulators['tiktok'].base_url}/__emu/next", params={"word": word})
    job = await publish(services, source, target="tiktok")
    assert job.publication is not None, job.error
    assert job.publication.state == "draft"
    assert "inbox" in job.message
    assert [one["size"] for one in world.videos("tiktok")] == [source.stat().st_size]


@pytest.mark.parametrize(
    ("word", "code", "hint"),
    [
        ("quota", "quota_exhausted", "drafts"),
        ("scope", "auth_failed", "right to upload"),
        ("revoked", "auth_failed", "footage connect tiktok"),
        ("reject", "request_rejected", "MP4"),
    ],
)
async def test_tiktoks_refusals(
    services: Services, world: Outside, source: Path, word: str, code: str, hint: str
) -> None:
    http.post(f"{world.emulators['tiktok'].base_url}/__emu/next", params={"word": word})
    job = await publish(services, source, target="tiktok")
    assert job.error is not None
    assert (job.error.code, hint in job.error.hint) == (code, True), job.error


IG_ONCE = [
    "",
    "[cut]",
    "[boom]",
    "[lost]",
    "[gone]",
    "[slow]",
    "[blocked]",  # it says that it has blocked what it has published
    "[forgotten]",  # it forgets what it has published
    "[flicker]",  # it does not know what it has, for a moment
    "[not ready]",
]


@pytest.mark.parametrize("words", often(*IG_ONCE, fast=("", "[lost]", "[blocked]", "[forgotten]")))
async def test_instagram_gets_a_reel_once(services: Services, world: Outside, source: Path, words: str) -> None:
    job = await agreed(services, source, target="instagram", title=f"A reel {words}", tags=["small boats"], **SEEN)
    assert job.publication is not None, job.error
    came = world.videos("instagram")
    assert [one["title"] for one in came] == [f"{f'A reel {words}'.strip()}\n\n#smallboats"]
    assert came[0]["facts"]["is_ai_generated"] == "true"
    assert job.publication.url == f"https://www.instagram.com/reel/{came[0]['id']}/"


PLACES = [
    *((kind, word) for kind in ("s3", "webdav") for word in ("well", "cut", "boom", "lost")),
    ("s3", "gone"),
    ("folder", "well"),
]


USUAL = (("s3", "well"), ("s3", "lost"), ("webdav", "lost"), ("folder", "well"))


@pytest.mark.parametrize(("kind", "word"), often(*PLACES, fast=USUAL))
async def test_a_place_of_ones_own_gets_a_film_once(
    services: Services, world: Outside, source: Path, settings: Settings, kind: str, word: str
) -> None:
    job = await publish(services, source, target="store", account=kind, title=f"A film: {word}!")
    assert job.publication is not None, job.error
    name = f"a-film-{word}-{job.publication.tag}.mp4"
    if kind == "folder":
        assert (settings.allowed_dirs[0] / "place" / name).read_bytes() == source.read_bytes()
    else:
        came = world.videos("store", name)
        assert [(one["size"], one["sha256"]) for one in came] == [
            (source.stat().st_size, hashlib.sha256(source.read_bytes()).hexdigest())
        ]


async def test_another_wish_never_goes_on_with_what_was_begun_for_others_to_see(
    services: Services, world: Outside, source: Path
) -> None:
    broken = await agreed(services, source, target="youtube", title="A film [down]", **SEEN)
    assert broken.error is not None
    assert broken.error.code == "vendor_failed"
    private = await publish(services, source, target="youtube", title="Another [down]")
    assert private.error is not None
    assert world.videos("youtube") == []
    http.post(f"{world.emulators['youtube'].base_url}/__emu/reset")
    sent = await publish(services, source, target="youtube", title="Another")
    assert sent.publication is not None, sent.error
    assert [one["facts"]["status"]["privacyStatus"] for one in world.videos("youtube")] == ["private"]


async def test_a_film_that_was_changed_since_is_not_sent(
    services: Services, settings: Settings, world: Outside
) -> None:
    mine = film(settings.allowed_dirs[0] / "mine" / "changing.mp4", padding=10)
    order = PublishOrder(
        source=mine,
        film_sha256="0" * 64,
        duration_s=3,
        target="youtube",
        account="UCemulated",
        account_title="c",
        once="changed",
        name="film",
        title="Changed",
    )
    spec = JobSpec(tool="publish_video", title="Changed", order=order, queue="cloud")
    callers = services.for_(LOCAL)
    placed = callers.jobs.place(spec)
    record = await wait_for(callers.jobs, placed.job_id, 30, _silently)
    assert record.error is not None
    assert "not the one any more" in record.error.message
    assert world.videos("youtube") == []


def test_a_webhook_hears_the_same_message_under_the_same_id(world: Outside, source: Path) -> None:
    base = world.emulators["store"].base_url
    hook = Webhook(f"{base}/hook", HOOK_KEY, (base.removeprefix("http://"),), Web(Patience(first_pause_s=0.01)))
    post = Post(film=source, sha256="f", name="n", tag="ftg-12345678", title="A film", link="https://x/y", job_id="j")
    ids = {hook.send(post, hook.start(post), progress=lambda _done: None, last=lambda: None).remote_id for _ in "12"}
    [told] = world.videos("store", "ftg-12345678")
    assert ids == {told["id"]}
    assert json.loads(told["title"])["data"]["film"]["url"] == "https://x/y"
