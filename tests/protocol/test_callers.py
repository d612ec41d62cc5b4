"""Two teams on one server, through real clients: nobody sees, uses or changes what is another team's."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from mcp import Client, MCPError
from mcp.types import ResourceTemplateReference

from footage.caller import Caller
from footage.config import load_settings
from mcp_server.app import App, build_app
from mcp_server.protocol.callers import CallerOf
from mcp_server.protocol.server import build_server
from routing.emulators.serve import serving
from routing.emulators.stock.pexels import PexelsEmulator
from tests.databases import Postgres
from tests.servers import call, finished, refused
from tests.teams import ANN, BEN, EVE, READER
from tools.registry import TOOLS

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

DRAWN = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "storyboard"}
FILM = {**DRAWN, "seed": 3}
DEAR = {**DRAWN, "duration_s": 2, "backend": "fake"}
REAL = {"prompt": "a fox", "duration_s": 2, "resolution": "480p", "audio": False, "look": "real"}
NO_JOB = "job_" + "0" * 20
CALLERS: Mapping[str, Caller] = {"own": ANN, "teammate": BEN, "other": EVE, "reader": READER}


@dataclass(frozen=True)
class Row:
    """What callers get who name a film of Ann's: "answered" or a refusal's code; the film's own maker always answers.

    "JOB" in an argument stands for the film.
    """

    arguments: Mapping[str, Any] = field(default_factory=dict)
    other: str = "not_found"
    reader: str = "forbidden_scope"


CAPTIONS = [{"start_s": 0, "end_s": 0.9, "text": "Hello"}]
ROWS: Mapping[str, Row] = {
    "generate_video": Row({**FILM, "dry_run": True}, other="answered"),
    "add_captions": Row({"video": "JOB", "captions": CAPTIONS, "preview": True}),
    "enhance_quality": Row({"video": "footage://video/JOB", "operations": ["denoise"], "wait_s": 30}),
    "blog_to_video": Row({"source": "# A boat\n\nIt sails over the sea at night.", "dry_run": True}, other="answered"),
    "check_budget": Row(other="answered"),
    "check_quality": Row({"video": "JOB", "wait_s": 30}),
    "get_job": Row({"job_id": "JOB"}, reader="answered"),
    "list_jobs": Row(other="answered", reader="answered"),
    "cancel_job": Row({"job_id": "JOB"}),
}
RESOURCES: Mapping[str, str] = {
    "footage://job/{job_id}": "film",
    "footage://video/{job_id}": "film",
    "footage://poster/{job_id}": "film",
    "footage://contact-sheet/{job_id}": "film",
    "footage://timeline/{job_id}": "check",
    "footage://subtitles/{job_id}": "captioned",
    "footage://credits/{job_id}": "real",
}
"""Every kind of resource, and which of Ann's jobs has one."""


@dataclass(frozen=True)
class World:
    """A server, a client for each caller, and what Ann has made."""

    app: App
    clients: Mapping[str, Client]
    jobs: Mapping[str, str]
    path: str

    def __getitem__(self, who: str) -> Client:
        return self.clients[who]


def as_caller(caller: Caller) -> CallerOf:
    return lambda _request: caller


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
async def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with contextlib.AsyncExitStack() as stack:
        url = None
        if request.param == "postgres":
            databases: Postgres = request.getfixturevalue("postgres")
            url = databases.create()
            stack.callback(databases.drop, url)
        home = tmp_path_factory.mktemp(request.param)
        site = PexelsEmulator(tmp_path_factory.mktemp("site"))
        stack.enter_context(serving(site))
        variables = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in site.environment().items():
            variables.setenv(name, value)
        settings = load_settings(
            home=home,
            database_url=url,
            backends={"fake": True},
            poll_interval_s=0.05,
            approve_above_usd="0.15",
            allowed_buckets=["films"],
        )
        app = build_app(settings)
        clients = {
            who: await stack.enter_async_context(Client(build_server(app, as_caller(caller))))
            for who, caller in CALLERS.items()
        }
        ann = clients["own"]
        film = await finished(ann, **FILM, idempotency_key="first")
        subtitles = await call(ann, "add_captions", video=film["job_id"], captions=CAPTIONS, mode="sidecar")
        check = await call(ann, "check_quality", video=film["job_id"])
        real = await finished(ann, **REAL)
        jobs = {"film": film, "captioned": subtitles, "check": check, "real": real}
        yield World(app, clients, {name: job["job_id"] for name, job in jobs.items()}, film["video"]["path"])


def naming(job_id: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.replace("JOB", job_id) if isinstance(value, str) else value for name, value in arguments.items()
    }


async def error_of(client: Client, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The refusal; empty for an answer."""
    result = await client.call_tool(tool, dict(arguments))
    error = (result.structured_content or {}).get("error") if result.is_error else None
    return error or {}


async def test_every_tool_and_every_resource_has_its_row(world: World) -> None:
    assert set(ROWS) == {tool.name for tool in TOOLS}
    listed = await world["own"].list_resource_templates()
    assert set(RESOURCES) == {template.uri_template for template in listed.resource_templates}


@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("tool", [tool.name for tool in TOOLS])
async def test_a_tool_answers_the_team_and_nobody_else(world: World, tool: str, who: str) -> None:
    row = ROWS[tool]
    expected = {"other": row.other, "reader": row.reader}.get(who, "answered")
    error = await error_of(world[who], tool, naming(world.jobs["film"], row.arguments))
    assert error.get("code", "answered") == expected
    if expected == "not_found":
        random = await error_of(world[who], tool, naming(NO_JOB, row.arguments))
        assert {**error, "message": error["message"].replace(world.jobs["film"], NO_JOB)} == random


@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("template", RESOURCES)
async def test_a_resource_is_there_for_the_team_and_nobody_else(world: World, template: str, who: str) -> None:
    job_id = world.jobs[RESOURCES[template]]
    if who != "other":
        assert (await world[who].read_resource(template.format(job_id=job_id))).contents
        return
    with pytest.raises(MCPError) as caught:
        await world[who].read_resource(template.format(job_id=job_id))
    with pytest.raises(MCPError) as random:
        await world[who].read_resource(template.format(job_id=NO_JOB))
    assert str(caught.value).replace(job_id, NO_JOB) == str(random.value)
    assert caught.value.error.code == random.value.error.code


async def test_films_are_listed_and_completed_to_the_team_alone(world: World) -> None:
    film = world.jobs["film"]
    about = ResourceTemplateReference(uri="footage://video/{job_id}")
    for who in CALLERS:
        listed = {str(one.uri) for one in (await world[who].list_resources()).resources}
        assert (f"footage://video/{film}" in listed) == (who != "other")
        offered = await world[who].complete(about, {"name": "job_id", "value": "job_"})
        assert (film in offered.completion.values) == (who != "other")


async def test_a_film_is_refused_by_its_path_and_its_place_in_the_bucket_too(world: World) -> None:
    """Also to the team itself: a caller from afar has no folders here, nor what the installation may read."""
    for who in ("own", "other"):
        for video, code in ((world.path, "forbidden_path"), ("gs://films/job/video.mp4", "forbidden_url")):
            assert (await refused(world[who], "check_quality", video=video))["code"] == code


async def test_jobs_are_listed_to_the_team_alone(world: World) -> None:
    mine = {job["job_id"] for job in (await call(world["own"], "list_jobs", limit=100))["jobs"]}
    assert mine >= set(world.jobs.values())
    assert {job["job_id"] for job in (await call(world["reader"], "list_jobs", limit=100))["jobs"]} == mine
    theirs = await finished(world["other"], **DRAWN)
    listed = (await call(world["other"], "list_jobs", limit=100))["jobs"]
    assert theirs["job_id"] in {job["job_id"] for job in listed}
    assert not mine & {job["job_id"] for job in listed}
    assert theirs["job_id"] not in {job["job_id"] for job in (await call(world["own"], "list_jobs", limit=100))["jobs"]}


async def test_a_key_that_one_team_used_is_new_to_another(world: World) -> None:
    again = await call(world["teammate"], "generate_video", **FILM, idempotency_key="first")
    assert again["job_id"] == world.jobs["film"]
    other = {**FILM, "prompt": "a lighthouse"}
    assert (await refused(world["own"], "generate_video", **other, idempotency_key="first"))["code"] == "invalid_input"
    theirs = await finished(world["other"], **other, idempotency_key="first")
    assert (theirs["status"], theirs["job_id"] != world.jobs["film"]) == ("completed", True)


async def test_a_film_is_used_again_for_the_team_alone(world: World) -> None:
    same = await call(world["teammate"], "generate_video", **FILM)
    assert same["job_id"] == world.jobs["film"]
    assert (await call(world["other"], "generate_video", **FILM, wait_s=0))["job_id"] != world.jobs["film"]


async def test_only_the_team_can_use_its_quote_and_pays_what_it_used(world: World) -> None:
    dear = {**DEAR, "duration_s": 4, "seed": 5}
    asked = await refused(world["own"], "generate_video", **dear)
    assert asked["code"] == "approval_required"
    quote_id = "quote_" + asked["hint"].partition("quote_id='quote_")[2].partition("'")[0]
    stolen = await refused(world["other"], "generate_video", **dear, quote_id=quote_id)
    made_up = await refused(world["other"], "generate_video", **dear, quote_id="quote_x")
    assert {**stolen, "message": stolen["message"].replace(quote_id, "quote_x")} == made_up
    film = await finished(world["teammate"], **dear, quote_id=quote_id)
    assert film["status"] == "completed"
    mine, theirs = [await call(world[who], "check_budget") for who in ("own", "other")]
    bill = film["cost"]["charged_usd"]
    assert (mine["spent_usd"], paid(mine["by_backend"]), paid(mine["by_day"])) == (bill, [bill], [bill])
    assert (theirs["spent_usd"], paid(theirs["by_backend"]), theirs["by_day"]) == ("0.00", [], [])
    assert (theirs["held_usd"], theirs["forecast_usd"], theirs["in_doubt"]) == ("0.00", "0.00", [])
    assert theirs["message"].startswith("$0.00 spent and $0.00 held")
    budget = (await world.app.services()).budget
    assert [budget.spent(team, "month").as_usd() for team in ("a", "e", "local")] == [bill, "0.00", "0.00"]
    assert budget.report("month").spent_usd == bill


def paid(rows: list[dict[str, Any]]) -> list[str]:
    """What rows of a budget say was spent, without those that drew for nothing."""
    return [row["spent_usd"] for row in rows if row["spent_usd"] != "0.00"]


async def test_a_job_says_who_asked_for_it(world: World) -> None:
    record = (await world.app.services()).jobs.get(world.jobs["film"])
    assert record.caller.ids() == ANN.ids()
