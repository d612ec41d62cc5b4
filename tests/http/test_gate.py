"""Who is let in, who is told how they could be, and how much one key may ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from footage.config import load_settings
from footage.ports.identity import Identity
from footage.threads import utc_now
from mcp_server.http.limits import AT_ONCE, MOST_WAITING, PER_S, REMEMBERED, Limits
from tests.databases import ready
from tests.http_servers import ERAS, Running, Tokens, ask, connected, served
from tests.plain_http import http
from tests.servers import refused
from tests.teams import ANN, EVE, READER

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

ISSUER = "https://login.example.com"
REMOTE = replace(ANN, remote=True)
TOKENS = Tokens(
    {
        "ann": Identity(caller=REMOTE, client_id="key_ann", kind="key"),
        "eve": Identity(caller=replace(EVE, remote=True), client_id="key_eve", kind="key"),
        "reader": Identity(caller=replace(READER, remote=True), client_id="key_reader", kind="key"),
        "signed": Identity(
            caller=replace(REMOTE, scopes=frozenset({"video:read", "budget:read"})), client_id="app", kind="jwt"
        ),
        "nothing": Identity(caller=replace(REMOTE, scopes=frozenset()), client_id="app", kind="jwt"),
    }
)
DEAR = {"prompt": "a boat", "duration_s": 2, "resolution": "480p", "audio": False, "backend": "fake"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05, approve_above_usd="0.05")
    with served(settings, TOKENS, ISSUER) as one:
        yield one


def challenge(answer: httpx.Response) -> dict[str, str]:
    header = answer.headers["www-authenticate"]
    assert header.startswith("Bearer ")
    return dict(re.findall(r'(\w+)="([^"]*)"', header))


def metadata_of(running: Running) -> str:
    return f"{running.face.address.base}/.well-known/oauth-protected-resource/mcp"


@pytest.mark.parametrize("authorization", [None, "", "Basic YW5uOmFubg==", "Bearer", "ann"])
def test_who_says_nothing_is_told_where_to_get_a_token_and_no_error(
    running: Running, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    for answer in (ask(running, "tools/list", headers=headers), http.get(running.url, headers=headers)):
        assert answer.status_code == 401
        assert challenge(answer) == {
            "scope": "video:read video:make budget:read",
            "resource_metadata": metadata_of(running),
        }


@pytest.mark.parametrize(
    ("token", "told"), [("wrong", "not valid"), ("expired", "has expired"), ("x" * 9000, "not valid")]
)
def test_a_bad_token_is_an_error_that_says_no_more_than_that(running: Running, token: str, told: str) -> None:
    answer = ask(running, "tools/list", token)
    assert (answer.status_code, challenge(answer)["error"]) == (401, "invalid_token")
    assert told in challenge(answer)["error_description"]
    assert challenge(answer)["resource_metadata"] == metadata_of(running)


def test_the_scheme_has_no_case_and_a_token_is_taken_from_the_header_alone(running: Running) -> None:
    assert ask(running, "tools/list", headers={"Authorization": "bEaReR ann"}).status_code == 200
    answer = http.post(f"{running.url}?access_token=ann", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert answer.status_code == 401


def test_a_signed_token_without_the_scope_is_told_all_that_the_next_one_needs(running: Running) -> None:
    answer = ask(running, "tools/call", "signed", name="generate_video", arguments=DEAR)
    assert answer.status_code == 403
    told = challenge(answer)
    assert (told["error"], told["scope"]) == ("insufficient_scope", "budget:read video:make video:read")
    assert told["resource_metadata"] == metadata_of(running)
    assert ask(running, "tools/call", "signed", name="check_budget", arguments={}).status_code == 200
    assert ask(running, "tools/list", "nothing").status_code == 200
    assert ask(running, "resources/list", "nothing").status_code == 403
    assert ask(running, "resources/read", "nothing", uri="footage://video/job_1").status_code == 403
    assert ask(running, "tools/call", "nothing", name="list_jobs").status_code == 403


@pytest.mark.parametrize("era", ERAS)
async def test_a_key_without_the_scope_gets_an_error_that_its_model_reads(running: Running, era: str) -> None:
    async with connected(running, era, "reader") as client:
        assert (await refused(client, "generate_video", **DEAR))["code"] == "forbidden_scope"


@pytest.mark.parametrize("where", ["/mcp", "", "/mcp/nothing"])
def test_who_gives_tokens_out_is_said_at_both_addresses(running: Running, where: str) -> None:
    answer = http.get(
        f"{running.face.address.base}/.well-known/oauth-protected-resource{where}",
        headers={"Origin": "https://any.org"},
    )
    if where == "/mcp/nothing":
        assert answer.status_code == 404
        return
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {
        "resource": running.url,
        "authorization_servers": [ISSUER],
        "scopes_supported": ["video:read", "video:make", "budget:read"],
        "bearer_methods_supported": ["header"],
        "resource_name": "Footage",
    }


async def test_what_the_gate_refuses_is_written_down(running: Running) -> None:
    ask(running, "tools/call", "signed", name="blog_to_video", arguments={})
    audit = (await running.app.services()).audit
    noted = {(one.tool, one.code) for one in audit.lines(utc_now() - timedelta(hours=1), team_id="a")}
    assert ("blog_to_video", "forbidden_scope") in noted


async def test_callers_are_told_apart_within_one_server(running: Running) -> None:
    async with connected(running, token="ann") as ann, connected(running, "2025-11-25", "eve") as eve:
        film = await ann.call_tool("generate_video", {**DEAR, "duration_s": 1, "wait_s": 30})
        job = (film.structured_content or {})["job_id"]
        assert (await refused(eve, "get_job", job_id=job))["code"] == "not_found"
        record = (await running.app.services()).jobs.get(job)
    assert record.caller.ids() == ANN.ids()


async def test_a_key_has_only_so_many_calls_that_wait(running: Running) -> None:
    slow = {**DEAR, "duration_s": 1, "prompt": "a boat [slow 30]", "wait_s": 0}
    codes: list[str] = []
    async with connected(running, token="eve") as eve:
        job = (await eve.call_tool("generate_video", slow)).structured_content or {}
        assert job["status"] in {"queued", "working"}, job

        async def look() -> None:
            result = await eve.call_tool("get_job", {"job_id": job["job_id"], "wait_s": 3})
            error = (result.structured_content or {}).get("error") or {}
            codes.append(error.get("code", "answered"))

        async with anyio.create_task_group() as tasks:
            for _ in range(MOST_WAITING + 4):
                tasks.start_soon(look)
        assert (codes.count("answered"), codes.count("rate_limited")) == (MOST_WAITING, 4)
        async with connected(running, token="ann") as ann:
            assert (await refused(ann, "get_job", job_id="job_1"))["code"] == "not_found"
        await eve.call_tool("cancel_job", {"job_id": job["job_id"]})


class User:
    """Whoever sits at a client and says yes."""

    async def __call__(self, context: Any, params: Any) -> Any:
        from mcp.types import ElicitResult

        return ElicitResult(action="accept", content={"approve": True})


async def test_an_answer_to_a_question_is_good_for_whoever_was_asked(running: Running) -> None:
    """Also at another replica: the key that seals it is the installation's."""
    state: list[str] = []

    class Overheard(httpx2.AsyncBaseTransport):
        def __init__(self) -> None:
            self._inner = httpx2.AsyncHTTPTransport()

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            found = re.search(rb'"requestState":"([^"]+)"', await request.aread())
            if found:
                state.append(found[1].decode())
            return await self._inner.handle_async_request(request)

        async def aclose(self) -> None:
            await self._inner.aclose()

    headers = {"Authorization": "Bearer ann"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=30, transport=Overheard()) as overheard,
        Client(streamable_http_client(running.url, http_client=overheard), elicitation_callback=User()) as ann,
    ):
        job = (await ann.call_tool("generate_video", {**DEAR, "seed": 4})).structured_content or {}
    assert job["status"] == "completed", job
    assert len(state) == 1


def test_too_many_other_requests_wait(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.http.limits.PER_S", 0.001)
    monkeypatch.setattr("mcp_server.http.limits.AT_ONCE", 3.0)
    answers = [ask(running, "ping", "reader") for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1].headers["retry-after"]) > 1
    assert ask(running, "ping", "ann").status_code == 200


def test_a_bucket_fills_up_again_and_few_are_remembered() -> None:
    now_s = 0.0
    limits = Limits(lambda: now_s)
    assert [limits.pause_s("a") > 0 for _ in range(int(AT_ONCE) + 1)] == [False] * int(AT_ONCE) + [True]
    assert limits.pause_s("b") == 0
    now_s = 1.0
    assert [limits.pause_s("a") > 0 for _ in range(int(PER_S) + 1)] == [False] * int(PER_S) + [True]
    for key in range(REMEMBERED + 10):
        limits.pause_s(str(key))
    assert limits.pause_s("a") == 0


def test_a_call_that_is_over_makes_room() -> None:
    limits = Limits()
    for _ in range(3 * MOST_WAITING):
        with limits.waiting("a") as is_free:
            assert is_free
