"""What a call may cost, through a real client: consent asked in the call, by its result, or not; films used again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import anyio
import pytest
from mcp import Client
from mcp.types import ElicitRequestParams, ElicitResult, ErrorData

from footage.config import load_settings
from footage.errors import JobCancelledError
from mcp_server.app import build_app
from mcp_server.protocol.consent import is_given
from mcp_server.protocol.server import build_server
from tests.servers import call, refused, vendor_films

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

DEAR = {"prompt": "a boat", "duration_s": 2, "resolution": "480p", "audio": False, "backend": "fake"}
ERAS = ("2025-11-25", "2026-07-28")


class User:
    """The person at the client, who always gives the same answer."""

    def __init__(self, says: Literal["accept", "decline"] = "accept", *, approve: bool = True) -> None:
        self.questions: list[str] = []
        self._answer = ElicitResult(action=says, content={"approve": approve} if says == "accept" else None)

    async def __call__(self, context: Any, params: ElicitRequestParams) -> ElicitResult:
        self.questions.append(params.message)
        return self._answer


def connect(home: Path, era: str = ERAS[1], user: User | None = None, approve_above_usd: str = "0.05") -> Client:
    settings = load_settings(
        home=home, backends={"fake": True}, poll_interval_s=0.05, approve_above_usd=approve_above_usd
    )
    mode: Any = "legacy" if era == ERAS[0] else "auto"
    return Client(build_server(build_app(settings)), mode=mode, elicitation_callback=user)


@pytest.mark.parametrize("era", ERAS)
async def test_a_user_who_agrees_is_asked_once_and_gets_the_film(tmp_path: Path, era: str) -> None:
    user = User()
    async with connect(tmp_path, era, user) as client:
        assert client.protocol_version == era
        job = await call(client, "generate_video", **DEAR)
    assert (job["status"], len(user.questions), len(vendor_films(tmp_path))) == ("completed", 1, 1)
    assert "up to $0.10 at fake" in user.questions[0]


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("user", [User("decline"), User(approve=False)], ids=["declines", "unchecks"])
async def test_a_user_who_does_not_agree_pays_nothing(tmp_path: Path, era: str, user: User) -> None:
    async with connect(tmp_path, era, user) as client:
        error = await refused(client, "generate_video", **DEAR)
        budget = await call(client, "check_budget")
    assert (error["code"], vendor_films(tmp_path), budget["held_usd"]) == ("cancelled", [], "0.00")


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_that_cannot_ask_gets_a_quote_for_this_call_only(tmp_path: Path, era: str) -> None:
    async with connect(tmp_path, era) as client:
        error = await refused(client, "generate_video", **DEAR)
        assert error["code"] == "approval_required"
        quote_id = error["hint"].split("'")[1]
        other = await refused(client, "generate_video", **{**DEAR, "duration_s": 3, "quote_id": quote_id})
        assert "other arguments" in other["message"]
        job = await call(client, "generate_video", **DEAR, quote_id=quote_id)
        again = await refused(client, "generate_video", **DEAR, quote_id=quote_id)
    assert (job["status"], len(vendor_films(tmp_path))) == ("completed", 1)
    assert "was used" in again["message"]


async def test_a_client_that_says_it_asks_and_does_not_gets_a_quote(tmp_path: Path) -> None:
    async def broken(context: Any, params: ElicitRequestParams) -> ErrorData:
        return ErrorData(code=-32601, message="no")

    async with connect(tmp_path, ERAS[0], broken) as client:  # type: ignore[arg-type]
        error = await refused(client, "generate_video", **DEAR)
    assert (error["code"], "quote_" in error["hint"]) == ("approval_required", True)


@pytest.mark.parametrize("said", ["false", "no", 0, None, "true"])
def test_nothing_but_a_yes_is_one(said: Any) -> None:
    with pytest.raises(JobCancelledError):
        is_given(ElicitResult(action="accept", content={"approve": said}))


async def test_what_is_cheap_is_not_asked_about(tmp_path: Path) -> None:
    user = User("decline")
    async with connect(tmp_path, ERAS[1], user) as client:
        job = await call(client, "generate_video", **{**DEAR, "duration_s": 1})
    assert (job["status"], user.questions) == ("completed", [])


async def test_an_identical_seeded_request_gets_the_film_that_is_there_for_nothing(tmp_path: Path) -> None:
    async with connect(tmp_path, approve_above_usd="1") as client:
        first = await call(client, "generate_video", **DEAR, seed=7)
        again = await call(client, "generate_video", **DEAR, seed=7)
        other = await call(client, "generate_video", **DEAR, seed=8)
        Path(first["video"]["path"]).unlink()
        anew = await call(client, "generate_video", **DEAR, seed=7)
    assert (again["job_id"], "nothing was charged" in again["message"]) == (first["job_id"], True)
    assert len({first["job_id"], other["job_id"], anew["job_id"]}) == 3
    assert len(vendor_films(tmp_path)) == 3


async def test_ten_calls_at_once_with_one_key_and_one_quote_are_one_job(tmp_path: Path) -> None:
    jobs: list[str] = []
    async with connect(tmp_path) as client:
        quote_id = (await refused(client, "generate_video", **DEAR))["hint"].split("'")[1]

        async def make() -> None:
            job = await call(client, "generate_video", **DEAR, quote_id=quote_id, idempotency_key="k")
            jobs.append(job["job_id"])

        async with anyio.create_task_group() as tasks:
            for _ in range(10):
                tasks.start_soon(make)
    assert (len(jobs), len(set(jobs)), len(vendor_films(tmp_path))) == (10, 1, 1)
