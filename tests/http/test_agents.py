"""Agents that call by A2A: films, questions about money, cancelling, lists, and what is refused."""

from __future__ import annotations

import contextlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta

import anyio
import pytest
from a2a.client.client import Client
from a2a.types import (
    CancelTaskRequest,
    GetExtendedAgentCardRequest,
    GetTaskRequest,
    ListTasksRequest,
    SubscribeToTaskRequest,
    Task,
    TaskState,
)
from a2a.utils.errors import (
    A2AError,
    InvalidParamsError,
    TaskNotCancelableError,
    TaskNotFoundError,
    UnsupportedOperationError,
)
from google.protobuf.json_format import MessageToDict

from footage.config import load_settings
from footage.ports.agent_tasks import Sent, Wanted
from footage.threads import utc_now
from mcp_server.agents.card import SKILLS_EXTENSION
from mcp_server.http.door import MAX_BODY_BYTES
from storage.books.agent_tasks import AgentTaskTable
from storage.db import Database
from tests.agents import (
    BINDINGS,
    FILM,
    RPC,
    agent,
    asked,
    by_hand,
    call,
    data_of,
    every_method,
    message,
    sent,
    task_of,
    text_of,
)
from tests.databases import ready
from tests.http.test_gate import REMOTE, TOKENS
from tests.http_servers import Running, connected, served
from tests.plain_http import http
from tests.teams import ANN
from tools.registry import TOOLS

pytestmark = [pytest.mark.system, pytest.mark.anyio]

DEAR = {**FILM, "backend": "fake", "duration_s": 2}
"""Above what may be spent without asking."""

SLOW = {**FILM, "backend": "fake", "prompt": "a boat [slow 60]"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05, approve_above_usd="0.05")
    with served(settings, TOKENS) as one:
        yield one


EARLY = urlsafe_b64encode(b'["0001-01-01T00:00:00+14:00", "task_x"]').decode()
"""A place before the first moment that there is."""


async def got(client: Client, task: Task) -> Task:
    return await client.get_task(GetTaskRequest(id=task.id))


async def ended(client: Client, task: Task) -> Task:
    with contextlib.suppress(UnsupportedOperationError):  # it has ended already
        async for _ in client.subscribe(SubscribeToTaskRequest(id=task.id)):
            pass
    return await got(client, task)


@pytest.mark.parametrize("binding", BINDINGS)
async def test_a_prompt_becomes_a_film_that_plays(running: Running, binding: str) -> None:
    async with agent(running, binding=binding) as ann:
        first, *later = await sent(ann, message(data=call(**{**FILM, "prompt": f"a boat {binding}"})))
        *_, artifact, last = later
        task = await got(ann, first.task)
    assert [one.HasField("artifact_update") for one in later].count(True) == 1
    assert (artifact.artifact_update.append, artifact.artifact_update.last_chunk) == (False, True)
    assert last.status_update.status.state == task.status.state == TaskState.TASK_STATE_COMPLETED
    assert task.artifacts[0] == artifact.artifact_update.artifact
    film, poster, job = task.artifacts[0].parts
    assert (film.media_type, film.filename, poster.media_type) == ("video/mp4", "video.mp4", "image/jpeg")
    assert film.url in text_of(task)
    assert http.get(film.url, headers={"Range": "bytes=4-7"}).content == b"ftyp"
    assert http.get(poster.url).content[:2] == b"\xff\xd8"
    told = data_of(task.artifacts[0])
    assert (told["status"], told["tool"], told["cost"]["charged_usd"]) == ("completed", "generate_video", "0.00")
    assert job.media_type == "application/json"
    for words in (text_of(task), json.dumps(told)):
        assert "get_job" not in words
        assert f"{running.app.settings.home}" not in words


async def test_a_client_that_does_not_stream_waits_for_the_end_unless_it_will_not(running: Running) -> None:
    async with agent(running, streaming=False) as ann:
        (done,) = await sent(ann, message(data=call(**FILM, seed=1)))
        assert done.task.status.state == TaskState.TASK_STATE_COMPLETED
        assert done.task.artifacts
        at_once = await task_of(ann, message(data=call(**SLOW)), history_length=0)
        assert at_once.status.state in {TaskState.TASK_STATE_SUBMITTED, TaskState.TASK_STATE_WORKING}
        assert not at_once.history
        cancelled = await ann.cancel_task(CancelTaskRequest(id=at_once.id))
        assert cancelled.status.state == TaskState.TASK_STATE_CANCELED
        with pytest.raises(TaskNotCancelableError):
            await ann.cancel_task(CancelTaskRequest(id=at_once.id))
        with pytest.raises(UnsupportedOperationError, match="referenceTaskIds"):
            await sent(ann, message("more", task_id=at_once.id))
    async with agent(running) as ann:
        with pytest.raises(UnsupportedOperationError):
            await anext(aiter(ann.subscribe(SubscribeToTaskRequest(id=at_once.id))))


@pytest.mark.parametrize("by_data", [True, False])
async def test_a_price_is_agreed_to_by_name_alone(running: Running, by_data: bool) -> None:
    async with agent(running, "eve") as eve:
        *_, asking = await sent(eve, message(data=call(**DEAR, seed=int(by_data))))
        task = asking.task
        assert task.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
        question = data_of(task.status.message)
        quote_id = question["quote_id"]
        assert quote_id in text_of(task)
        for more in ("yes", "approve", "approve quote_" + "0" * 24, "make it red"):
            (again,) = await sent(eve, message(more, task_id=task.id))
            assert again.task.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
        (echoed,) = await sent(eve, message(data=question, task_id=task.id))
        assert echoed.task.status.state == TaskState.TASK_STATE_INPUT_REQUIRED
        yes = {"data": {"approve": True, "quote_id": quote_id}} if by_data else {"text": f"approve {quote_id}"}
        *_, last = await sent(eve, message(task_id=task.id if by_data else "", **yes))
        assert last.status_update.status.state == TaskState.TASK_STATE_COMPLETED
        done = await got(eve, task)
    assert data_of(done.artifacts[0])["cost"]["charged_usd"] == "0.08"
    assert len(done.history) == 7


async def test_a_price_is_declined_or_its_task_cancelled(running: Running) -> None:
    async with agent(running) as ann:
        asking = await task_of(ann, message(data=call(**DEAR, seed=7)))
        (no,) = await sent(ann, message("decline", task_id=asking.id))
        assert no.task.status.state == TaskState.TASK_STATE_REJECTED
        assert "nothing was made or charged" in text_of(no.task)
        other = await task_of(ann, message(data=call(**DEAR, seed=8)))
        (stopped,) = await sent(ann, message("cancel it", task_id=other.id))
        assert stopped.task.status.state == TaskState.TASK_STATE_CANCELED
        (late,) = await sent(ann, message(f"approve {data_of(other.status.message)['quote_id']}"))
        assert "No task waits" in text_of(late.message)


async def test_a_person_may_decide_elsewhere(running: Running) -> None:
    film = {**DEAR, "seed": 31}
    async with agent(running) as ann, connected(running, token="ann") as client:
        asking = await task_of(ann, message(data=call(**film)))
        made = await client.call_tool("generate_video", {**film, "quote_id": quote_of(asking), "wait_s": 0})
        done = await ended(ann, asking)
        assert done.status.state == TaskState.TASK_STATE_COMPLETED
        assert data_of(done.artifacts[0])["job_id"] == (made.structured_content or {})["job_id"]
        other = await task_of(ann, message(data=call(**{**film, "seed": 32})))
        theirs = (await running.app.services()).for_(ANN).approvals
        assert theirs.decline(quote_of(other))
        declined = await got(ann, other)
    assert (declined.status.state, "A person declined" in text_of(declined)) == (TaskState.TASK_STATE_REJECTED, True)


def quote_of(task: Task) -> str:
    found = data_of(task.status.message)["quote_id"]
    assert isinstance(found, str)
    return found


async def test_five_equal_messages_at_once_are_one_task_and_one_job(running: Running) -> None:
    said = message(data=call(**{**FILM, "backend": "fake", "prompt": "five boats"}), message_id="five")
    found: list[Task] = []
    async with agent(running, streaming=False) as ann:

        async def ask() -> None:
            (event,) = await sent(ann, said)
            found.append(event.task)

        async with anyio.create_task_group() as tasks:
            for _ in range(5):
                tasks.start_soon(ask)
        (again,) = await sent(ann, said)
        with pytest.raises(InvalidParamsError, match="already used"):
            await sent(ann, message(data=call(**FILM), message_id="five"))
    assert {one.id for one in [*found, again.task]} == {found[0].id}
    assert {one.status.state for one in found} == {TaskState.TASK_STATE_COMPLETED}
    jobs = (await running.app.services()).jobs.newest(status=None, limit=100)  # type: ignore[attr-defined]
    assert [one.title for one in jobs].count("five boats") == 1


@pytest.mark.parametrize("by", ["following", "looking"])
async def test_a_task_whose_tool_was_never_asked_is_taken_over_by_whoever_asks_for_it(
    running: Running, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """As when a server dies between the message and the job."""
    left = Sent(message_id=f"left {by}", digest="d", document=by_hand("a boat", messageId="left"))
    with monkeypatch.context() as patch:
        patch.setattr("storage.books.agent_tasks.ASKED_FOR", timedelta(seconds=-1))
        wanted = Wanted(tool="generate_video", arguments={**FILM, "seed": 61}, context_id="left")
        with contextlib.closing(Database(running.app.settings.home / "footage.db")) as database:
            task_id = AgentTaskTable(database, utc_now).for_(REMOTE).claim(left, wanted).task.task_id
    async with agent(running) as ann:
        page = await ann.list_tasks(ListTasksRequest(context_id="left"))
        assert page.tasks[0].status.state == TaskState.TASK_STATE_SUBMITTED
        begun = page.tasks[0] if by == "following" else await ann.get_task(GetTaskRequest(id=task_id))
        with anyio.fail_after(60):
            assert (await ended(ann, begun)).status.state == TaskState.TASK_STATE_COMPLETED


async def test_a_message_that_was_refused_may_come_again_when_it_can_be_answered(running: Running) -> None:
    async with agent(running) as ann:
        film = await task_of(ann, message(data=call(**{**FILM, "backend": "fake", "prompt": "a boat [slow 3]"})))
        job_id = film.metadata["jobId"] if film.metadata else ""
        check = message(data=call("check_quality", video=job_id))
        with pytest.raises(InvalidParamsError, match="no video"):
            await sent(ann, check)
        await ended(ann, film)
        assert (await ended(ann, await task_of(ann, check))).status.state == TaskState.TASK_STATE_COMPLETED


async def test_a_message_id_is_its_senders(running: Running) -> None:
    async with agent(running) as ann, agent(running, "eve") as eve:
        mine = await task_of(ann, message(data=call(**FILM, seed=1), message_id="1"))
        theirs = await task_of(eve, message(data=call(**FILM, seed=2), message_id="1"))
    assert mine.id != theirs.id


async def test_tasks_are_listed_page_by_page_the_newest_first(running: Running) -> None:
    async with agent(running, "eve") as eve:
        made = [await task_of(eve, message(data=call(**DEAR, seed=100 + n), context_id="pages")) for n in range(4)]
        made.append(await ended(eve, await task_of(eve, message(data=call(**FILM, seed=2), context_id="pages"))))
        found: list[Task] = []
        token, pages = "", 0
        while pages == 0 or token:
            page = await eve.list_tasks(ListTasksRequest(context_id="pages", page_size=2, page_token=token))
            found += page.tasks
            token, pages = page.next_page_token, pages + 1
            assert page.total_size == len(made)
        assert (pages, [one.id for one in found]) == (3, [one.id for one in reversed(made)])
        assert not any(one.artifacts for one in found)
        whole = await eve.list_tasks(ListTasksRequest(context_id="pages", page_size=1, include_artifacts=True))
        assert whole.tasks[0].artifacts == made[-1].artifacts
        for state, count in ((TaskState.TASK_STATE_WORKING, 0), (TaskState.TASK_STATE_INPUT_REQUIRED, 4)):
            asked_for = ListTasksRequest(context_id="pages", status=state)
            assert (await eve.list_tasks(asked_for)).total_size == count
        since = ListTasksRequest(context_id="pages", status_timestamp_after=made[3].status.timestamp)
        assert [one.id for one in (await eve.list_tasks(since)).tasks] == [made[4].id, made[3].id]
        for wrong in (
            {"page_size": 101},
            {"page_size": 0},
            {"page_token": "abc"},
            {"page_token": EARLY},
            {"history_length": -1},
        ):
            with pytest.raises(InvalidParamsError):
                await eve.list_tasks(ListTasksRequest(**wrong))


async def test_what_makes_nothing_is_answered_by_a_message(running: Running) -> None:
    async with agent(running) as ann:
        (plan,) = await sent(ann, message(data=call(**FILM, dry_run=True)))
        assert data_of(plan.message)["status"] == "dry_run"
        assert "Call generate_video again" not in text_of(plan.message)
        (budget,) = await sent(ann, message("budget"))
        assert "spent_usd" in data_of(budget.message)
        (told,) = await sent(ann, message("caption https://x.org/a.mp4"))
        assert data_of(told.message)["suggestions"] == [call("add_captions", video="https://x.org/a.mp4")]


async def test_a_conversation_goes_on_in_text(running: Running) -> None:
    async with agent(running) as ann:
        slow = await task_of(ann, message(data=call(**SLOW, seed=3), context_id="talk"))
        (status,) = await sent(ann, message("is it done yet?", context_id="talk"))
        assert slow.id in text_of(status.message)
        (named,) = await sent(ann, message(f"how far is {slow.id}?"))
        assert f'"cancel {slow.id}"' in text_of(named.message)
        with pytest.raises(UnsupportedOperationError, match="takes no more"):
            await sent(ann, message("make it red", task_id=slow.id))
        (stopped,) = await sent(ann, message("cancel it", context_id="talk"))
        assert slow.id in text_of(stopped.message)
        assert (await got(ann, slow)).status.state == TaskState.TASK_STATE_CANCELED
        with pytest.raises(InvalidParamsError, match="contextId"):
            await sent(ann, message("status", task_id=slow.id, context_id="other"))


async def test_a_task_stands_for_its_film(running: Running) -> None:
    cue = {"start_s": 0, "end_s": 0.9, "text": "Hello"}
    async with agent(running) as ann:
        film = await ended(ann, await task_of(ann, message(data=call(**FILM, seed=11))))
        captions = call("add_captions", video=film.id, captions=[cue], mode="sidecar")
        done = await ended(ann, await task_of(ann, message(data=captions)))
        assert data_of(done.artifacts[0])["tool"] == "add_captions"
        open_one = await task_of(ann, message(data=call(**DEAR, seed=12)))
        with pytest.raises(InvalidParamsError, match="has made nothing"):
            await sent(ann, message(data=call("check_quality", video=open_one.id)))
        failed = await ended(ann, await task_of(ann, message(data=call(**{**SLOW, "prompt": "a boat [fail]"}))))
        assert failed.status.state == TaskState.TASK_STATE_FAILED
        assert data_of(failed.status.message)["error"]["code"] == data_of(failed.artifacts[0])["error"]["code"]


async def test_what_cannot_be_answered_is_no_task(running: Running) -> None:
    async with agent(running) as ann:
        before = (await ann.list_tasks(ListTasksRequest())).total_size
        for data in (
            call("fly"),
            call(**FILM, colour="red"),
            call(**{**FILM, "duration_s": 999}),
            call("add_captions", video="/etc/passwd"),
            call("check_quality", video="job_" + "0" * 20),
            call("check_quality", video="https://127.0.0.1/a.mp4"),
        ):
            with pytest.raises(A2AError) as caught:
                await sent(ann, message(data=data))
            assert isinstance(caught.value, InvalidParamsError), caught.value
            assert caught.value.message
        assert (await ann.list_tasks(ListTasksRequest())).total_size == before
    async with agent(running, "reader") as reader:
        with pytest.raises(A2AError, match="scope"):
            await sent(reader, message(data=call(**FILM)))


async def test_another_teams_task_is_not_there(running: Running) -> None:
    async with agent(running) as ann, agent(running, "eve") as eve:
        task = await task_of(ann, message(data=call(**DEAR, seed=21), context_id="private"))
        quote_id = data_of(task.status.message)["quote_id"]
        for attempt in (
            eve.get_task(GetTaskRequest(id=task.id)),
            eve.cancel_task(CancelTaskRequest(id=task.id)),
            anext(aiter(eve.subscribe(SubscribeToTaskRequest(id=task.id)))),
            sent(eve, message(f"approve {quote_id}", task_id=task.id)),
        ):
            with pytest.raises(TaskNotFoundError) as caught:
                await attempt
            assert caught.value.message == f"There is no task '{task.id}'."
        (told,) = await sent(eve, message(f"approve {quote_id}"))
        assert "No task waits" in text_of(told.message)
        assert not (await eve.list_tasks(ListTasksRequest(context_id="private"))).tasks
        with pytest.raises(InvalidParamsError, match="no task"):
            await sent(eve, message(data=call("check_quality", video=task.id)))
        (seen,) = await sent(eve, message("status?", context_id="private"))
        assert task.id not in text_of(seen.message)


async def test_a_known_caller_sees_what_they_may_use_and_how(running: Running) -> None:
    url = f"{running.face.address.base}/.well-known/agent-card.json"
    public = http.get(url, headers={"Origin": "https://any.org"})
    assert public.headers["access-control-allow-origin"] == "*"
    assert {"etag", "last-modified", "cache-control"} <= set(public.headers)
    again = http.get(url, headers={"If-None-Match": public.headers["etag"]})
    assert again.status_code == 304
    card = public.json()
    assert card["supportedInterfaces"][0]["url"] == f"{running.face.address.base}/a2a"
    assert {one["id"] for one in card["skills"]} == {
        tool.name for tool in TOOLS if tool.name not in {"get_job", "list_jobs", "cancel_job"}
    }
    assert not [one for one in card["skills"] if "get_job" in one["description"] or "wait_s" in one["description"]]
    async with agent(running, "reader") as reader, agent(running) as ann:
        mine = MessageToDict(await ann.get_extended_agent_card(GetExtendedAgentCardRequest()))
        theirs = MessageToDict(await reader.get_extended_agent_card(GetExtendedAgentCardRequest()))
    (extension,) = mine["capabilities"]["extensions"]
    assert extension["uri"] == SKILLS_EXTENSION
    assert extension["params"]["skills"]["generate_video"]["properties"]["prompt"]["type"] == "string"
    assert [one["id"] for one in theirs.get("skills", [])] == []


def test_an_agent_of_the_older_protocol_is_understood(running: Running) -> None:
    said = {"kind": "message", "messageId": "old", "role": "user", "parts": [{"kind": "data", "data": call(**FILM)}]}
    task = asked(running, "message/send", {"message": said}).json()["result"]
    assert (task["kind"], task["status"]["state"]) == ("task", "completed")
    film = task["artifacts"][0]["parts"][0]
    assert (film["kind"], film["file"]["mimeType"]) == ("file", "video/mp4")
    got = asked(running, "tasks/get", {"id": task["id"]}).json()["result"]
    assert got["id"] == task["id"]
    assert asked(running, "tasks/get", {"id": "task_x"}).json()["error"]["code"] == -32001
    assert asked(running, "agent/getAuthenticatedExtendedCard", {}).json()["result"]["name"] == "Footage"


def test_nothing_but_json_of_known_callers_gets_in(running: Running) -> None:
    base = running.face.address.base
    send = {"message": by_hand()}
    for headers, status in (
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Origin": "http://evil.com"}, 403),
        ({"Host": "evil.com"}, 421),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": ""}, 401),
    ):
        assert asked(running, "SendMessage", send, headers=headers).status_code == status, headers
        told = {"Authorization": "Bearer ann", **RPC, **headers}
        assert http.post(f"{base}/a2a/rest/message:send", json=send, headers=told).status_code == status, headers
    large = {"message": by_hand("x" * MAX_BODY_BYTES)}
    assert asked(running, "SendMessage", large).status_code == 413
    own = asked(running, "ListTasks", {}, headers={"Origin": "http://localhost:3000"})
    assert own.headers["access-control-allow-origin"] == "http://localhost:3000"
    bytes_of_a_file = {"message": by_hand(parts=[{"raw": "AAAA", "mediaType": "video/mp4"}])}
    refused = asked(running, "SendMessage", bytes_of_a_file).json()["error"]
    assert (refused["code"], "curl -T" in refused["message"]) == (-32005, True)
    for verb, path in (("GET", "/a2a"), ("PUT", "/a2a/rest/tasks"), ("GET", "/a2a/rest/nothing"), ("GET", "/x/y")):
        answer = http.request(verb, f"{base}{path}", headers={"Authorization": "Bearer ann"})
        assert answer.status_code in {404, 405}, path


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"7", b'"SendMessage"', b"[" * 100_000, b"\xff", b'{"jsonrpc":"2.0","id":1,"x":NaN}',
        b'{"jsonrpc":"2.0","id":"\\ud800","method":"GetTask","params":{"id":"x"}}',
        b'{"jsonrpc":"2.0","id":{},"method":"GetTask","params":{"id":"x"}}',
        b'{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":{"a":1}}}',
        b'{"jsonrpc":"2.0","id":1,"method":"GetTask","params":[1]}',
        b'{"jsonrpc":"2.0","id":1,"method":"SendMessage","params":{"message":{"parts":[{"text":"a\\u0000b"}]}}}',
        b'{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"a\\u0000"}}',
        b'{"jsonrpc":"2.0","id":1,"method":"nothing"}',
        b'[{"jsonrpc":"2.0","id":1,"method":"ListTasks"}]',
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused_in_the_protocols_words(running: Running, body: bytes) -> None:
    headers = {"Authorization": "Bearer ann", "Content-Type": "application/json", **RPC}
    answer = http.post(f"{running.face.address.base}/a2a", content=body, headers=headers)
    assert answer.status_code == 200
    assert -32800 < answer.json()["error"]["code"] < -32000
    rest = http.post(f"{running.face.address.base}/a2a/rest/message:send", content=body, headers=headers)
    assert 400 <= rest.status_code < 500, rest.text


def test_only_so_many_messages_of_a_caller_are_looked_into(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.agents.incoming.MOST_ASKED", 0)
    error = asked(running, "SendMessage", {"message": by_hand()}).json()["error"]
    assert (error["code"], error["data"][0]["metadata"]["code"]) == (-32600, "rate_limited")
    assert "result" in asked(running, "SendMessage", {"message": by_hand("budget")}).json()


def test_a_signed_token_without_the_scope_is_told_which_one_it_needs(running: Running) -> None:
    for method, params in (("SendMessage", {"message": by_hand()}), ("CancelTask", {"id": "task_x"})):
        answer = asked(running, method, params, "signed")
        assert (answer.status_code, "video:make" in answer.headers["www-authenticate"]) == (403, True)
    free = {"message": by_hand(parts=[{"data": call("check_budget")}])}
    assert asked(running, "SendMessage", free, "signed").json()["result"]["message"]
    assert asked(running, "ListTasks", {}, "nothing").status_code == 403


async def test_a_stream_ends_with_its_key(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.http.agent_gate.LOOK_AGAIN_S", 0.2)
    monkeypatch.setitem(TOKENS.known, "leaver", TOKENS.known["ann"])
    async with agent(running, "leaver") as leaver, agent(running) as ann:
        task = await task_of(leaver, message(data=call(**SLOW, seed=41)))
        events = aiter(leaver.subscribe(SubscribeToTaskRequest(id=task.id)))
        await anext(events)

        async def all_of_it() -> None:
            async for _ in events:
                pass

        del TOKENS.known["leaver"]
        with anyio.fail_after(30), pytest.raises(Exception, match=r"closed|disconnect|incomplete"):
            await all_of_it()
        await ann.cancel_task(CancelTaskRequest(id=task.id))


def test_pushes_are_not_to_be_had_unless_somebody_allows_them(running: Running) -> None:
    for method, params in every_method("task_" + "0" * 20).items():
        if "Push" in method:
            assert asked(running, method, params).json()["error"]["code"] == -32003


async def test_a_server_that_ends_lets_those_go_who_wait(running: Running) -> None:
    """The last test of its server."""
    async with agent(running) as ann, agent(running, streaming=False) as waiting:
        said = message(data=call(**SLOW, seed=51))
        task = await task_of(ann, said)
        answers: list[Task] = []

        async def wait() -> None:
            answers.append((await sent(waiting, said))[0].task)

        with anyio.fail_after(30):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(wait)
                events = aiter(ann.subscribe(SubscribeToTaskRequest(id=task.id)))
                await anext(events)
                await anyio.sleep(0.5)
                running.end()
                async for _ in events:
                    pass
    assert [(one.id, one.status.state) for one in answers] == [(task.id, TaskState.TASK_STATE_WORKING)]
