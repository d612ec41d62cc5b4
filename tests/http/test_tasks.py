"""Calls that are answered by a task: only for clients that know tasks, and found by whoever made them alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from footage.config import load_settings
from tests.databases import ready
from tests.http.test_gate import TOKENS
from tests.http_servers import JSON_OR_STREAM, Running, ask, connected, served
from tests.plain_http import http
from tests.servers import call

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

TASKS = "io.modelcontextprotocol/tasks"
FILM = {"prompt": "a boat [slow 2]", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "fake"}
MISSING_CAPABILITY, HEADER_MISMATCH, INVALID_PARAMS, NO_METHOD = -32021, -32020, -32602, -32601


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    with served(load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05), TOKENS) as one:
        yield one


def asked(
    running: Running, method: str, about: str, *, token: str = "ann", known: bool = True, **params: Any
) -> dict[str, Any]:
    """What a client of 2026-07-28 is answered: the result, or the error."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {"extensions": {TASKS: {}}} if known else {},
    }
    answer = http.post(
        running.url,
        json={"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": meta}},
        headers={
            "Accept": JSON_OR_STREAM,
            "MCP-Protocol-Version": "2026-07-28",
            "Mcp-Method": method,
            "Mcp-Name": about,
            "Authorization": f"Bearer {token}",
        },
    )
    told = answer.json()
    found = told.get("result") or told["error"]
    assert isinstance(found, dict)
    return found


def made(running: Running, **how: Any) -> dict[str, Any]:
    arguments = {**FILM, **how.pop("arguments", {})}
    return asked(running, "tools/call", "generate_video", name="generate_video", arguments=arguments, **how)


def get(running: Running, task: dict[str, Any], **how: Any) -> dict[str, Any]:
    return asked(running, "tasks/get", task["taskId"], taskId=task["taskId"], **how)


def ended(running: Running, task: dict[str, Any]) -> dict[str, Any]:
    while (now := get(running, task))["status"] == "working":
        time.sleep(0.1)
    return now


async def test_a_task_is_the_job_and_its_result_is_that_of_the_call(running: Running) -> None:
    began_s = time.monotonic()
    task = made(running, arguments={"wait_s": 300})
    assert time.monotonic() - began_s < 300
    assert (task["resultType"], task["status"], task["ttlMs"]) == ("task", "working", None)
    assert task["createdAt"] <= task["lastUpdatedAt"]
    assert (now := get(running, task))["resultType"] == "complete"
    assert "result" not in now or now["status"] == "completed"
    done = ended(running, task)
    assert (done["status"], done["result"]["structuredContent"]["status"]) == ("completed", "completed")
    assert not done["result"]["isError"]
    async with connected(running, token="ann") as ann:
        assert (await call(ann, "get_job", job_id=task["taskId"]))["status"] == "completed"


def test_who_does_not_know_tasks_waits_for_the_film_as_before(running: Running) -> None:
    answer = made(running, known=False, arguments={"prompt": "a boat", "wait_s": 60})
    assert (answer["resultType"], answer["structuredContent"]["status"]) == ("complete", "completed")
    refused = asked(running, "tasks/get", "job_1", taskId="job_1", known=False)
    assert refused["code"] == MISSING_CAPABILITY
    assert refused["data"] == {"requiredCapabilities": {"extensions": {TASKS: {}}}}
    assert ask(running, "tasks/get", "ann", taskId="job_1").json()["error"]["code"] == NO_METHOD


def test_what_is_answered_at_once_is_no_task(running: Running) -> None:
    plan = made(running, arguments={"dry_run": True})
    assert (plan["resultType"], plan["structuredContent"]["status"]) == ("complete", "dry_run")
    wrong = made(running, arguments={"duration": 3})
    assert (wrong["resultType"], wrong["structuredContent"]["error"]["code"]) == ("complete", "invalid_input")
    jobs = asked(running, "tools/call", "list_jobs", name="list_jobs", arguments={})
    assert jobs["resultType"] == "complete"


def test_a_film_that_fails_is_a_task_with_a_result_that_says_so(running: Running) -> None:
    done = ended(running, made(running, arguments={"prompt": "a boat [slow 1] [fail]"}))
    assert (done["status"], done["result"]["isError"]) == ("completed", True)
    assert done["result"]["structuredContent"]["error"]["code"] == "vendor_failed"


def test_a_task_is_stopped_and_stopping_it_again_is_no_error(running: Running) -> None:
    task = made(running, arguments={"prompt": "a boat [slow 60]"})
    for _ in range(2):
        answer = asked(running, "tasks/cancel", task["taskId"], taskId=task["taskId"])
        assert answer["resultType"] == "complete"
        assert ended(running, task)["status"] == "cancelled"
    assert asked(running, "tasks/update", task["taskId"], taskId=task["taskId"], inputResponses={})["resultType"]


@pytest.mark.parametrize("method", ["tasks/get", "tasks/update", "tasks/cancel"])
def test_another_teams_task_is_as_unknown_as_none(running: Running, method: str) -> None:
    task_id = made(running, arguments={"prompt": "a boat"})["taskId"]
    theirs = asked(running, method, task_id, taskId=task_id, token="eve", inputResponses={})
    nobodys = asked(running, method, "job_" + "0" * 20, taskId="job_" + "0" * 20, token="eve", inputResponses={})
    assert theirs["code"] == nobodys["code"] == INVALID_PARAMS
    assert theirs["message"].replace(task_id, "job_" + "0" * 20) == nobodys["message"]
    reader = asked(running, method, task_id, taskId=task_id, token="reader", inputResponses={})
    assert ("code" in reader) == (method != "tasks/get")


@pytest.mark.parametrize("name", ["", "job_other"])
def test_the_header_names_the_same_task(running: Running, name: str) -> None:
    assert asked(running, "tasks/get", name, taskId="job_1")["code"] == HEADER_MISMATCH


async def test_the_server_says_that_it_knows_tasks_and_has_skills(running: Running) -> None:
    async with connected(running, token="ann") as ann:
        extensions = ann.server_capabilities.extensions or {}
        assert {TASKS, "io.modelcontextprotocol/skills"} <= set(extensions)
        page = (await ann.read_resource("skill://direct-a-film/SKILL.md")).contents[0].model_dump()
    listed = asked(running, "skills/list", "")
    assert [one["frontmatter"]["name"] for one in listed["skills"]] == ["direct-a-film"]
    uri = listed["skills"][0]["uri"]
    entry = asked(running, "skills/get", uri, uri=uri)["skill"]
    assert entry["resources"][0]["size"] == len(page["text"].encode())
    assert asked(running, "skills/get", "skill://x/SKILL.md", uri="skill://x/SKILL.md")["code"] == INVALID_PARAMS
