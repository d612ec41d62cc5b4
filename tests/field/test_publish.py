"""Films that are sent outside, as agents and people ask for it: who is asked first, what is told, what stays secret."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anyio import create_task_group
from mcp import Client
from mcp.types import ElicitRequestParams, ElicitResult

from footage.config import Settings, load_settings
from footage.ports.outlets import Account
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from mcp_server.wiring.outlets import account_book
from storage.outlets.s3 import Bucket, signature
from storage.outlets.sites import instagram, tiktok, youtube
from tests.outlets import Outside, connect_all, film, impatient, surroundings
from tests.servers import call, refused

pytestmark = pytest.mark.anyio

SECRETS = ("emulated-access-", "emulated-refresh-", "hidden-secret", "hidden-password", "upload_id=")


class Person:
    """Whoever sits at the client, and what they were asked."""

    def __init__(self) -> None:
        self.says = True
        self.questions: list[str] = []

    async def __call__(self, context: Any, params: ElicitRequestParams) -> ElicitResult:
        self.questions.append(params.message)
        return ElicitResult(action="accept", content={"approve": self.says})


@pytest.fixture(scope="module")
def world() -> Iterator[Outside]:
    with surroundings() as world:
        yield world


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, world: Outside) -> Settings:
    folder = tmp_path_factory.mktemp("publishing")
    settings = impatient(load_settings(home=folder / "home", allowed_dirs=[folder]))
    settings.home.mkdir()
    with account_book(settings) as accounts:
        connect_all(accounts, world, folder)
    return settings


@pytest.fixture(scope="module")
def source(settings: Settings) -> Path:
    return film(settings.allowed_dirs[0] / "film.mp4", padding=9_000_000)


@pytest.fixture(scope="module")
def person() -> Person:
    return Person()


@pytest.fixture(scope="module")
async def asking(settings: Settings, person: Person) -> AsyncIterator[Client]:
    async with Client(build_server(build_app(settings)), elicitation_callback=person) as client:
        yield client


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[Client]:
    """One that cannot ask its user; a process runs jobs for one server alone, which is the other's."""
    async with Client(build_server(build_app(settings, run_jobs=False, place_jobs=True))) as connected:
        yield connected


@pytest.mark.parametrize(
    "wish",
    [
        {"visibility": "public"},
        {"visibility": "unlisted"},
        {"publish_at": "2099-01-01T00:00:00Z"},
        {"target": "instagram", "visibility": "public"},
    ],
)
async def test_nothing_is_seen_by_others_before_a_person_agrees(
    client: Client, world: Outside, source: Path, wish: dict[str, Any]
) -> None:
    order = {"video": str(source), "target": "youtube", "title": "Boats", **wish}
    error = await refused(client, "publish_video", **order)
    assert error["code"] == "approval_required"
    assert "labelled as made with AI" in error["message"]
    other = await refused(client, "publish_video", **{**order, "title": "Ships", "quote_id": error["quote_id"]})
    assert "other arguments" in other["message"]
    assert world.videos(order["target"]) == []


async def test_the_yes_is_for_this_film_alone(client: Client, world: Outside, settings: Settings) -> None:
    other = film(settings.allowed_dirs[0] / "other.mp4", padding=10)
    order = {"video": str(other), "target": "youtube", "visibility": "public"}
    error = await refused(client, "publish_video", **order)
    film(other, seconds=4, padding=10)
    changed = await refused(client, "publish_video", **order, quote_id=error["quote_id"])
    assert "other arguments" in changed["message"]
    assert world.videos("youtube") == []


async def test_a_person_is_asked_in_the_call(asking: Client, person: Person, world: Outside, source: Path) -> None:
    order = {"video": str(source), "target": "youtube", "title": "Asked", "visibility": "unlisted"}
    person.says = False
    no = await refused(asking, "publish_video", **order)
    assert (no["code"], "nothing was sent" in no["message"]) == ("cancelled", True)
    person.says = True
    job = await call(asking, "publish_video", **order)
    assert person.questions[-1].startswith("Send “Asked” (3 s) to YouTube, youtube channel: everybody can see it who")
    assert world.videos("youtube", "Asked")[0]["facts"]["status"]["privacyStatus"] == "unlisted"
    again = await asking.call_tool("publish_video", {**order, "title": "Asked again"})
    assert "is not sent twice" in (again.structured_content or {})["message"]
    assert len(person.questions) == 2
    shown = json.dumps(job) + again.model_dump_json()
    assert len(shown) / 4 < 2 * 2_500
    assert not [one for one in SECRETS if one in shown]


async def test_calls_at_once_for_the_same_film_share_one_job(asking: Client, settings: Settings) -> None:
    other = film(settings.allowed_dirs[0] / "at-once.mp4", padding=100)
    order = {"video": str(other), "target": "youtube", "title": "At once [quota]"}
    async with create_task_group() as group:
        answers: list[Any] = []

        async def ask() -> None:
            answers.append(await asking.call_tool("publish_video", order))

        for _ in range(4):
            group.start_soon(ask)
    first = {(one.structured_content or {})["job_id"] for one in answers}
    later = await asking.call_tool("publish_video", order)
    assert len(first) == 1
    assert (later.structured_content or {})["job_id"] not in first


def test_no_key_is_in_the_database_as_it_is(settings: Settings, asking: Client) -> None:
    with sqlite3.connect(settings.home / "footage.db") as database:
        kept = "\n".join(str(row) for row in database.iterdump())
    assert "footage_posting" in kept
    assert not [one for one in SECRETS if one in kept]


ODD: list[tuple[dict[str, Any], str, str]] = [
    ({"target": "tiktok", "visibility": "public"}, "invalid_input", "gets a draft"),
    ({"target": "instagram"}, "invalid_input", "no private or unlisted"),
    ({"target": "store"}, "invalid_input", "Several accounts"),
    ({"target": "store", "account": "nowhere"}, "invalid_input", "no account"),
    ({"target": "youtube", "account": "link"}, "invalid_input", "no account"),
    ({"target": "youtube", "publish_at": "2099-01-01T00:00:00"}, "invalid_input", "no time zone"),
    ({"target": "youtube", "publish_at": "2020-01-01T00:00:00Z"}, "invalid_input", "past"),
    (
        {"target": "youtube", "publish_at": "2099-01-01T00:00:00Z", "visibility": "public"},
        "invalid_input",
        "until then",
    ),
    ({"target": "tiktok", "playlist": "PL1"}, "invalid_input", "playlists"),
    ({"target": "youtube", "title": "x" * 101}, "invalid_input", "at most 100"),
    ({"target": "vimeo"}, "invalid_input", "is one of youtube, tiktok, instagram, store"),
    ({"target": "youtube", "privacy": "public"}, "invalid_input", "visibility"),
    ({"target": "youtube", "video": "job_" + "0" * 20}, "not_found", ""),
]


@pytest.mark.parametrize(("wish", "code", "words"), ODD)
async def test_what_cannot_be_is_refused_before_anybody_is_asked(
    asking: Client, source: Path, wish: dict[str, Any], code: str, words: str
) -> None:
    error = await refused(asking, "publish_video", **{"video": str(source), **wish})
    assert (error["code"], words in error["message"]) == (code, True), error


async def test_a_dry_run_shows_what_would_be_sent(asking: Client, source: Path) -> None:
    order = {"video": str(source), "target": "youtube", "account": "YouTube channel", "visibility": "public"}
    job = await call(asking, "publish_video", **order, title="a < b", tags=["boats"], dry_run=True)
    assert job["plan"] == {
        "target": "youtube",
        "account": "youtube channel",
        "title": "a ‹ b",
        "description": "",
        "tags": ["boats"],
        "visibility": "public",
        "publish_at": None,
        "made_with_ai": True,
        "captions": False,
        "thumbnail": False,
        "needs_consent": True,
        "notes": ["< and > became ‹ and › in the title: YouTube refuses them"],
    }


GERMAN = [
    {"start_s": 0.0, "end_s": 1.4, "text": "Ein Boot fährt über das Meer und die Sonne geht auf."},
    {"start_s": 1.5, "end_s": 2.9, "text": "Wir sehen die Küste, und der Wind weht nicht mehr."},
]


@pytest.mark.slow
async def test_subtitles_go_along_in_their_language(asking: Client, world: Outside, source: Path) -> None:
    captioned = await call(asking, "add_captions", video=str(source), captions=GERMAN, mode="sidecar")
    order = {"video": captioned["job_id"], "target": "youtube", "title": "Ein Boot", "idempotency_key": "de"}
    job = await call(asking, "publish_video", **order)
    [came] = world.videos("youtube", "Ein Boot")
    assert came["beside"] == ["thumbnail", "captions de"]
    assert "with thumbnail and captions" in job["message"]


async def test_a_place_inside_the_network_is_only_reached_where_whoever_runs_footage_says_so(
    asking: Client, world: Outside, settings: Settings, source: Path
) -> None:
    base = world.emulators["store"].base_url
    keys = {"url": f"{base}/dav/", "user": "ada", "password": "hidden-password"}
    facts = {"kind": "webdav"}
    with account_book(settings) as accounts:
        accounts.connect(Account(team_id="local", target="store", account="inside", title="i", facts=facts, keys=keys))
    asked = len(world.emulators["store"].log)
    result = await asking.call_tool("publish_video", {"video": str(source), "target": "store", "account": "inside"})
    error = (result.structured_content or {})["error"]
    assert error["code"] == "forbidden_url"
    assert len(world.emulators["store"].log) == asked


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://www.googleapis.com/upload/youtube/v3/videos?upload_id=x", True),
        ("https://upload.googleapis.com/x", True),
        ("http://www.googleapis.com/x", False),
        ("https://googleapis.com.evil.example/x", False),
        ("https://evilgoogleapis.com/x", False),
        ("https://169.254.169.254/x", False),
        ("", False),
    ],
)
def test_bytes_go_to_the_sites_own_hosts_alone(url: str, may: bool) -> None:
    assert youtube().may_upload_to(url) is may
    assert not tiktok().may_upload_to(url)
    assert not instagram().may_upload_to(url)


def test_buckets_are_asked_with_the_signature_of_amazons_own_example() -> None:
    """The first example of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html."""
    bucket = Bucket(
        endpoint="https://examplebucket.s3.amazonaws.com",
        region="us-east-1",
        prefix="",
        key_id="AKIAIOSFODNN7EXAMPLE",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    )
    at = datetime(2013, 5, 24, tzinfo=UTC)
    signed = signature(bucket, "GET", f"{bucket.endpoint}/test.txt", b"", {"range": "bytes=0-9"}, at)
    assert signed["Authorization"].endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )
