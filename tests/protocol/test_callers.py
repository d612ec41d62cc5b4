"""Teams on one server, through real clients with real keys over HTTP: nobody sees, uses or changes what is another's.

Every tool, every resource and every route has its row: what each kind of caller gets who names something of Ann's.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from a2a.server.routes.jsonrpc_dispatcher import JsonRpcDispatcher
from mcp import Client, MCPError
from mcp.types import ResourceTemplateReference

from footage.caller import Limits, Scope
from footage.config import load_settings
from footage.ports.keys import KeyTerms
from footage.threads import utc_now
from mcp_server.app import App
from mcp_server.http.app import http_app
from mcp_server.identity.verifier import TokenVerifier
from mcp_server.protocol.callers import remote
from mcp_server.protocol.server import build_server
from routing.emulators.serve import serving
from routing.emulators.stock.pexels import PexelsEmulator
from storage.books.keys import KeyTable
from storage.db import Database
from storage.schema import upgrade
from tests import agents
from tests.databases import Postgres
from tests.http.test_tasks import asked
from tests.http_servers import Running, ask, connected, served
from tests.plain_http import http
from tests.servers import call, finished, refused
from tools.registry import TOOLS

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

DRAWN: Mapping[str, Any] = {
    "prompt": "a boat",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "backend": "storyboard",
}
FILM = {**DRAWN, "seed": 3}
DEAR = {**DRAWN, "duration_s": 2, "backend": "fake"}
REAL = {"prompt": "a fox", "duration_s": 2, "resolution": "480p", "audio": False, "look": "real"}
NO_JOB = "job_" + "0" * 20
MAKES: frozenset[Scope] = frozenset({"video:make", "video:publish", "budget:read"})
OWN = KeyTerms(name="ann", team_id="a", org_id="org", scopes=MAKES)
CALLERS: Mapping[str, KeyTerms] = {
    "own": OWN,
    "teammate": replace(OWN, name="ben"),
    "other": replace(OWN, name="eve", team_id="e"),
    "stranger": replace(OWN, name="fay", team_id="f", org_id="other org"),
    "reader": replace(OWN, name="reader", scopes=frozenset({"video:read"})),
    "limited": replace(OWN, name="limited", limits=Limits(tools=frozenset({"list_jobs"}))),
}
OUTSIDE = ("other", "stranger")
"""Who is of another team."""

GONE = ("revoked", "expired", "made up", "nobody")
"""Whose keys are not good, or who has none."""


@dataclass(frozen=True)
class Row:
    """What callers get who name a film of Ann's: "answered" or a refusal's code; the film's own maker always answers.

    "JOB" in an argument stands for the film.
    """

    arguments: Mapping[str, Any] = field(default_factory=dict)
    other: str = "not_found"
    reader: str = "forbidden_scope"
    limited: str = "key_limit"

    def expected(self, who: str) -> str:
        """What a caller gets."""
        return self.other if who in OUTSIDE else {"reader": self.reader, "limited": self.limited}.get(who, "answered")


CAPTIONS = [{"start_s": 0, "end_s": 0.9, "text": "Hello"}]
ROWS: Mapping[str, Row] = {
    "generate_video": Row({**FILM, "dry_run": True}, other="answered"),
    "add_captions": Row({"video": "JOB", "captions": CAPTIONS, "preview": True}),
    "edit_video": Row({"video": "JOB", "steps": [{"do": "keep", "ranges": [[0, 0.5]]}], "dry_run": True}),
    "enhance_quality": Row({"video": "footage://video/JOB", "operations": ["denoise"], "wait_s": 30}),
    "blog_to_video": Row(
        {"source": "# A boat\n\nIt sails over the sea at night.", "narration": "off", "dry_run": True}, other="answered"
    ),
    "check_budget": Row(other="answered"),
    "check_quality": Row({"video": "JOB", "wait_s": 30}),
    "publish_video": Row({"video": "JOB", "target": "store", "dry_run": True}),
    "get_job": Row({"job_id": "JOB"}, reader="answered"),
    "list_jobs": Row(other="answered", reader="answered", limited="answered"),
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
    "footage://file/{job_id}/{name}": "exported",
    "footage://preview/{job_id}": "film",
}
"""Every kind of resource, and which of Ann's jobs has one."""


@dataclass(frozen=True)
class World:
    """A server, a key and a client for each caller, and what Ann has made."""

    running: Running
    home: Path
    tokens: Mapping[str, str]
    clients: Mapping[str, Client]
    jobs: Mapping[str, str]

    def __getitem__(self, who: str) -> Client:
        return self.clients[who]

    @property
    def app(self) -> App:
        return self.running.app


def made(keys: KeyTable) -> dict[str, str]:
    """A key for each caller, good or not."""
    ended = replace(OWN, expires_at=utc_now() - timedelta(minutes=1))
    known = {who: keys.add(terms, "ada") for who, terms in {**CALLERS, "revoked": OWN, "expired": ended}.items()}
    keys.revoke(known["revoked"].key_id, "ada")
    tokens = {who: key.secret.get_secret_value() for who, key in known.items()}
    return {**tokens, "made up": f"{tokens['own'][:-4]}AAAA", "nobody": ""}


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
        database = Database(home / "footage.db", url)
        stack.callback(database.close)
        upgrade(database)
        keys = KeyTable(database, utc_now)
        tokens = made(keys)
        running = stack.enter_context(served(settings, TokenVerifier(keys, None)))
        clients = {who: await stack.enter_async_context(connected(running, token=tokens[who])) for who in CALLERS}
        ann = clients["own"]
        film = await finished(ann, **FILM, idempotency_key="first")
        subtitles = await call(ann, "add_captions", video=film["job_id"], captions=CAPTIONS, mode="sidecar")
        check = await call(ann, "check_quality", video=film["job_id"])
        real = await finished(ann, **REAL)
        export = {"do": "export", "as": "png", "at": 0.2}
        exported = await call(ann, "edit_video", video=film["job_id"], steps=[export])
        jobs = {"film": film, "captioned": subtitles, "check": check, "real": real, "exported": exported}
        yield World(running, home, tokens, clients, {name: job["job_id"] for name, job in jobs.items()})


def naming(job_id: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.replace("JOB", job_id) if isinstance(value, str) else value for name, value in arguments.items()
    }


async def error_of(world: World, who: str, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The refusal; empty for an answer. Neither names a folder of the server."""
    result = await world[who].call_tool(tool, dict(arguments))
    assert f"{world.home}" not in str(result)
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
    error = await error_of(world, who, tool, naming(world.jobs["film"], row.arguments))
    assert error.get("code", "answered") == row.expected(who)
    if row.expected(who) == "not_found":
        random = await error_of(world, who, tool, naming(NO_JOB, row.arguments))
        assert {**error, "message": error["message"].replace(world.jobs["film"], NO_JOB)} == random


@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("template", RESOURCES)
async def test_a_resource_is_there_for_the_team_and_nobody_else(world: World, template: str, who: str) -> None:
    job_id = world.jobs[RESOURCES[template]]
    if who not in OUTSIDE:
        assert (await world[who].read_resource(template.format(job_id=job_id, name="still.png"))).contents
        return
    with pytest.raises(MCPError) as caught:
        await world[who].read_resource(template.format(job_id=job_id, name="still.png"))
    with pytest.raises(MCPError) as random:
        await world[who].read_resource(template.format(job_id=NO_JOB, name="still.png"))
    assert str(caught.value).replace(job_id, NO_JOB) == str(random.value)
    assert caught.value.error.code == random.value.error.code


async def test_films_are_listed_and_completed_to_the_team_alone(world: World) -> None:
    film = world.jobs["film"]
    about = ResourceTemplateReference(uri="footage://video/{job_id}")
    for who in CALLERS:
        listed = {str(one.uri) for one in (await world[who].list_resources()).resources}
        assert (f"footage://video/{film}" in listed) == (who not in OUTSIDE)
        offered = await world[who].complete(about, {"name": "job_id", "value": "job_"})
        assert (film in offered.completion.values) == (who not in OUTSIDE)


async def test_a_film_is_refused_by_its_path_and_its_place_in_the_bucket_too(world: World) -> None:
    """Also to the team itself: a caller from afar has no folders here, nor what the installation may read."""
    result = (await world.app.services()).jobs.get(world.jobs["film"]).result
    assert result
    assert result.video
    for who in ("own", "other"):
        for video, code in ((result.video.path, "forbidden_path"), ("gs://films/job/video.mp4", "forbidden_url")):
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
    key_id = world.tokens["own"][4:12]
    assert record.caller.ids() == {"org_id": "org", "team_id": "a", "key_id": key_id, "subject": "ann"}


# --- routes ---------------------------------------------------------------------------------------------------------

PROTOCOL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tools/list", {}),
    ("tools/call", {"name": "list_jobs", "arguments": {}}),
    ("resources/list", {}),
    ("resources/read", {"uri": "footage://video/JOB"}),
    ("resources/templates/list", {}),
    ("prompts/list", {}),
    ("prompts/get", {"name": "promo", "arguments": {"subject": "a boat"}}),
    (
        "completion/complete",
        {
            "ref": {"type": "ref/resource", "uri": "footage://video/{job_id}"},
            "argument": {"name": "job_id", "value": "job_"},
        },
    ),
    ("skills/list", {}),
    ("skills/get", {"uri": "footage://skills/landing-page"}),
    ("server/discover", {}),
    ("ping", {}),
)
TASKS: Mapping[str, Row] = {
    "tasks/get": Row(reader="answered", limited="answered"),
    "tasks/update": Row(reader="scope", limited="answered"),
    "tasks/cancel": Row(reader="scope", limited="may not call cancel_job"),
}
"""What of the newer era names a job: the words of the refusal."""

STREAM = "subscriptions/listen"
"""It has tests of its own."""

ROUTES: Mapping[str, int | str] = {
    "/mcp": "key",
    "/mcp/": "key",
    "/livez": 200,
    "/readyz": 200,
    "/v/{token}": 404,
    "/v/{job}/{name}": 403,
    "/u/{upload}": 403,
    "/studio": 401,
    "/studio/": 401,
    "/studio/captions": 401,
    "/studio/captions/{draft}": 401,
    "/studio/captions/{draft}/add": 401,
    "/studio/captions/{draft}/cue/{cue}": 401,
    "/studio/captions/{draft}/frame/{cue}/{key}.jpg": 401,
    "/studio/captions/{draft}/leave-out": 401,
    "/studio/captions/{draft}/look": 401,
    "/studio/captions/{draft}/make": 401,
    "/studio/captions/{draft}/shift": 401,
    "/studio/captions/{draft}/subtitles": 401,
    "/studio/captions/{draft}/undo": 401,
    "/studio/compare/{job}": 401,
    "/studio/compare/{job}/{side}.jpg": 401,
    "/studio/enhance/{job}": 401,
    "/studio/backends": 401,
    "/studio/backends/{backend}/probe": 401,
    "/studio/enter": 403,
    "/studio/events": 401,
    "/studio/films": 401,
    "/studio/films/{job}": 401,
    "/studio/films/{job}/again": 401,
    "/studio/films/{job}/cancel": 401,
    "/studio/films/{job}/posted": 401,
    "/studio/films/{job}/publish": 401,
    "/studio/films/{job}/send": 401,
    "/studio/films/{job}/unpublish": 401,
    "/studio/health": 401,
    "/studio/health/findings": 401,
    "/studio/leave": 401,
    "/studio/make": 401,
    "/studio/media/{job}/{name}": 401,
    "/studio/money": 401,
    "/studio/money/ask": 401,
    "/studio/money/cap": 401,
    "/studio/money/resolve": 401,
    "/studio/money/uncap": 401,
    "/studio/money/{by}.csv": 401,
    "/studio/parts": 401,
    "/studio/people": 401,
    "/studio/people/end": 401,
    "/studio/plan": 401,
    "/studio/plan/{draft}": 401,
    "/studio/plan/{draft}/add": 401,
    "/studio/plan/{draft}/anew": 401,
    "/studio/plan/{draft}/approve": 401,
    "/studio/plan/{draft}/frame/{beat:int}/{key}.jpg": 401,
    "/studio/plan/{draft}/leave-out": 401,
    "/studio/plan/{draft}/move": 401,
    "/studio/plan/{draft}/remove": 401,
    "/studio/plan/{draft}/scene/{scene}": 401,
    "/studio/plan/{draft}/undo": 401,
    "/studio/plan/{draft}/whole": 401,
    "/studio/quotes/{quote}/approve": 401,
    "/studio/quotes/{quote}/decline": 401,
    "/studio/static/{name}": 404,
    "/studio/subjects": 401,
    "/studio/takes/{draft}": 401,
    "/studio/takes/{draft}/pick": 401,
    "/studio/{rest:path}": 401,
    "/.well-known/agent-card.json": 200,
    "/.well-known/agent.json": 200,
    "/a2a": "key",
    "/a2a/": "key",
    **dict.fromkeys(
        (
            "/a2a/rest/message:send",
            "/a2a/rest/message:stream",
            "/a2a/rest/tasks",
            "/a2a/rest/tasks/{id}",
            "/a2a/rest/tasks/{id}:cancel",
            "/a2a/rest/tasks/{id}:subscribe",
            "/a2a/rest/tasks/{id}/pushNotificationConfigs",
            "/a2a/rest/tasks/{id}/pushNotificationConfigs/{push_id}",
            "/a2a/rest/extendedAgentCard",
        ),
        "key",
    ),
}
"""Every route: "key" where the gate asks for one, else what whoever comes without a signature gets, key or not."""


def routes_of(app: Any) -> set[str]:
    """Paths of all routes, however many layers stand before them."""
    if hasattr(app, "routes"):
        return {one.path for one in app.routes}
    inside = [one for one in vars(app).values() if callable(one) and hasattr(one, "__dict__")]
    return set().union(*(routes_of(one) for one in inside))


async def test_every_method_has_its_row(world: World) -> None:
    handled = build_server(world.app, remote)._request_handlers
    assert handled.keys() <= {*(method for method, _ in PROTOCOL), *TASKS, STREAM}


@pytest.mark.parametrize("who", CALLERS)
async def test_a_task_is_there_for_the_team_and_nobody_else(world: World, who: str) -> None:
    for method, row in TASKS.items():
        told = [
            asked(world.running, method, job_id, token=world.tokens[who], taskId=job_id)
            for job_id in (world.jobs["film"], NO_JOB)
        ]
        assert "There is no task" in told[1].get("message", "") or row.expected(who) not in ("answered", "not_found")
        if row.expected(who) == "answered":
            assert told[0]["resultType"] == "complete"
        elif row.expected(who) == "not_found":
            assert str(told[0]).replace(world.jobs["film"], NO_JOB) == str(told[1])
        else:
            assert row.expected(who) in told[0]["message"]


@pytest.mark.parametrize("who", OUTSIDE)
async def test_a_method_tells_another_team_what_it_tells_of_a_film_that_never_was(world: World, who: str) -> None:
    for method, params in PROTOCOL:
        told = []
        for job_id in (world.jobs["film"], NO_JOB):
            answer = ask(world.running, method, world.tokens[who], **naming(job_id, params))
            assert (method, answer.status_code) == (method, 200)
            told.append(answer.text.replace(job_id, NO_JOB))
        assert told[0] == told[1]
        assert not [job for job in world.jobs.values() if job in told[0]]


async def test_every_route_has_its_row(world: World) -> None:
    assert routes_of(http_app(world.app, world.running.face, "k" * 32)) == set(ROUTES)


@pytest.mark.parametrize("who", [*CALLERS, *GONE])
async def test_a_route_without_a_gate_gives_nothing_of_a_film_for_a_key(world: World, who: str) -> None:
    names = {
        "{token}": "pub_" + "a" * 24,
        "{job}": world.jobs["film"],
        "{name}": "video.mp4",
        "{upload}": "upload_" + "0" * 20,
        "{rest:path}": "nothing",
        "{draft}": "draft_" + "0" * 20,
        "{scene}": "s1",
        "{cue}": "c1",
        "{side}": "after",
        "{beat:int}": "0",
        "{key}": "0" * 16,
        "{backend}": "fake",
        "{quote}": "quote_" + "0" * 24,
        "{by}": "backend",
    }
    open_routes = {route: status for route, status in ROUTES.items() if isinstance(status, int)}
    for route, status in open_routes.items():
        path = re.sub(r"\{[\w:]+\}", lambda found: names[found[0]], route)
        method = "PUT" if route.startswith("/u/") else "GET"
        answer = http.request(method, f"{base(world)}{path}", headers=held(world, who))
        assert (route, answer.status_code) == (route, status)
        assert world.jobs["film"] not in answer.text


def base(world: World) -> str:
    return world.running.face.address.base


def held(world: World, who: str) -> dict[str, str]:
    """The header with a caller's key."""
    return {"Authorization": f"Bearer {world.tokens[who]}"} if world.tokens[who] else {}


@pytest.mark.parametrize("who", GONE)
async def test_a_key_that_is_not_good_is_refused_whatever_it_asks_for(world: World, who: str) -> None:
    for slash in ("", "/"):
        url = f"{world.running.url}{slash}"
        for method, params in asked_of_all(world.jobs["film"]):
            sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            answer = http.post(url, json=sent, headers=held(world, who))
            assert (method, answer.status_code) == (method, 401)
            assert world.jobs["film"] not in answer.text
            assert ("expired" in answer.text) == (who == "expired")


def asked_of_all(job_id: str) -> Iterator[tuple[str, Any]]:
    """Every method and every tool."""
    for method, params in PROTOCOL:
        yield method, naming(job_id, params)
    for tool, row in ROWS.items():
        yield "tools/call", {"name": tool, "arguments": naming(job_id, row.arguments)}


# --- agents that call by A2A ---------------------------------------------------------------------------------------

NO_TASK = "task_" + "0" * 20
NOT_THERE, NO_PUSHES, ENDED_TASK, NOT_CANCELABLE, NOT_ALLOWED = -32001, -32003, -32004, -32002, -32600


@dataclass(frozen=True)
class AgentRow:
    """What callers get of a method that is about a finished task of Ann's: a code, 0 for an answer."""

    mine: int = 0
    other: int = NOT_THERE
    reader: int = 0
    limited: int = 0

    def expected(self, who: str) -> int:
        return self.other if who in OUTSIDE else {"reader": self.reader, "limited": self.limited}.get(who, self.mine)


AGENT_ROWS: Mapping[str, AgentRow] = {
    "SendMessage": AgentRow(ENDED_TASK, reader=ENDED_TASK, limited=ENDED_TASK),
    "SendStreamingMessage": AgentRow(ENDED_TASK, reader=ENDED_TASK, limited=ENDED_TASK),
    "GetTask": AgentRow(),
    "ListTasks": AgentRow(other=0),
    "CancelTask": AgentRow(NOT_CANCELABLE, reader=NOT_ALLOWED, limited=NOT_CANCELABLE),
    "SubscribeToTask": AgentRow(ENDED_TASK, reader=ENDED_TASK, limited=ENDED_TASK),
    **dict.fromkeys(
        (
            "CreateTaskPushNotificationConfig",
            "GetTaskPushNotificationConfig",
            "ListTaskPushNotificationConfigs",
            "DeleteTaskPushNotificationConfig",
        ),
        AgentRow(*[NO_PUSHES] * 4),
    ),
    "GetExtendedAgentCard": AgentRow(other=0),
}


async def agents_task(world: World) -> str:
    """A task of Ann's that has a film."""
    async with agents.agent(world.running, world.tokens["own"]) as ann:
        said = agents.message(data=agents.call(**FILM), message_id="the film")
        *_, last = await agents.sent(ann, said)
        return last.status_update.task_id or last.task.id


async def test_every_method_of_agents_has_its_row(world: World) -> None:
    assert AGENT_ROWS.keys() == JsonRpcDispatcher.METHOD_TO_MODEL.keys() == agents.every_method(NO_TASK).keys()


@pytest.mark.parametrize("who", CALLERS)
async def test_an_agents_task_is_there_for_the_team_and_nobody_else(world: World, who: str) -> None:
    task_id, token = await agents_task(world), world.tokens[who]
    for method, row in AGENT_ROWS.items():
        told = []
        for name in (task_id, NO_TASK):
            params = agents.every_method(name)[method]
            answer = agents.asked(world.running, method, params, token)
            routed = agents.routed(world.running, method, name, token)
            code = answer.json().get("error", {}).get("code", 0)
            assert (code == 0) == (routed.status_code == 200), (method, answer.text, routed.text)
            told.append((code, answer.text.replace(name, NO_TASK)))
        assert told[0][0] == row.expected(who), (method, told)
        if who in OUTSIDE:
            assert told[0] == told[1]
            assert world.jobs["film"] not in told[0][1]


@pytest.mark.parametrize("who", GONE)
async def test_an_agent_whose_key_is_not_good_is_refused_whatever_it_asks_for(world: World, who: str) -> None:
    for method, params in agents.every_method(NO_TASK).items():
        token = world.tokens[who] or None
        assert agents.asked(world.running, method, params, token).status_code == 401, method
        assert agents.routed(world.running, method, NO_TASK, token).status_code == 401, method


async def test_a_key_is_refused_from_the_moment_it_is_revoked(world: World) -> None:
    with contextlib.closing(Database(world.home / "footage.db", url_of(world))) as database:
        keys = KeyTable(database, utc_now)
        key = keys.add(OWN, "ada")
        token = key.secret.get_secret_value()
        assert ask(world.running, "tools/list", token).status_code == 200
        keys.revoke(key.key_id, "ada")
        assert ask(world.running, "tools/list", token).status_code == 401


def url_of(world: World) -> str | None:
    url = world.app.settings.database_url
    return url.get_secret_value() if url else None


async def test_what_was_refused_is_in_the_audit_and_nothing_of_what_it_was_about(world: World) -> None:
    await refused(world["reader"], "generate_video", **{**FILM, "prompt": "a secret wish"})
    await refused(world["limited"], "get_job", job_id=NO_JOB)
    audit = (await world.app.services()).audit
    lines = list(audit.lines(utc_now() - timedelta(hours=1), team_id="a"))
    found = {(one.event, one.subject, one.tool, one.code) for one in lines}
    assert ("refused", "reader", "generate_video", "forbidden_scope") in found
    assert ("refused", "limited", "get_job", "key_limit") in found
    assert ("key revoked", "ada", "", "") in found
    assert "secret wish" not in str(lines)
