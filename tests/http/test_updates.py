"""What a client hears of jobs that it listens to, whoever makes them, and what it does not hear of others'."""

from __future__ import annotations

import json
from collections.abc import Iterator

import anyio
import pytest
from mcp import MCPError
from mcp.client.subscriptions import ResourceUpdated

from footage.config import load_settings
from tests.databases import ready
from tests.http.test_gate import TOKENS
from tests.http_servers import Running, connected, served
from tests.servers import call

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM = {
    "prompt": "a boat [slow 2]",
    "duration_s": 1,
    "resolution": "480p",
    "audio": False,
    "backend": "fake",
    "wait_s": 0,
}
ENOUGH_S = 60.0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05)
    with served(settings, TOKENS, lame_duck_s=2.0) as one:
        yield one


async def test_who_listens_hears_of_every_step_and_of_the_film(running: Running) -> None:
    heard: list[str] = []
    async with connected(running, token="ann") as ann, connected(running, token="eve") as eve:
        job_id = (await call(ann, "generate_video", **FILM))["job_id"]
        job, film = f"footage://job/{job_id}", f"footage://video/{job_id}"
        shown = (await ann.read_resource(job)).contents[0].model_dump()
        assert (json.loads(shown["text"])["job_id"], shown["mime_type"]) == (job_id, "application/json")
        with pytest.raises(MCPError, match="no job"):
            await eve.read_resource(job)
        async with (
            ann.listen(resource_subscriptions=[job, film], resources_list_changed=True) as events,
            eve.listen(resource_subscriptions=[job, film], resources_list_changed=True) as silence,
        ):
            with anyio.fail_after(ENOUGH_S):
                async for event in events:
                    heard.append(event.uri if isinstance(event, ResourceUpdated) else "list")
                    if film in heard and "list" in heard:
                        break
            assert json.loads((await ann.read_resource(job)).contents[0].model_dump()["text"])["status"] == "completed"
            with anyio.move_on_after(0.2) as nothing:
                async for _ in silence:
                    break
            assert nothing.cancelled_caught, "another team heard of the film"
    assert heard.count(film) == 1
    assert job in heard


async def test_a_stream_ends_in_order_after_a_while_so_that_whoever_listens_is_looked_at_again(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcp_server.protocol.updates.LONGEST_S", 0.05)
    async with connected(running, token="ann") as ann, ann.listen(resources_list_changed=True) as events:
        with anyio.fail_after(ENOUGH_S):
            async for _ in events:
                pass


async def test_whoever_may_call_no_more_hears_nothing_more(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcp_server.protocol.updates.ASK_AGAIN_S", 0.05)
    async with (
        connected(running, token="eve") as eve,
        connected(running, token="ann") as ann,
        eve.listen(resources_list_changed=True) as events,
        ann.listen(resources_list_changed=True) as others,
    ):
        monkeypatch.delitem(TOKENS.known, "eve")
        with anyio.fail_after(ENOUGH_S):
            async for _ in events:
                pass
        with anyio.move_on_after(0.2) as goes_on:
            async for _ in others:
                pass
        assert goes_on.cancelled_caught


async def test_a_server_that_ends_lets_its_listeners_go(running: Running) -> None:
    async with connected(running, token="ann") as ann:
        job_id = (await call(ann, "generate_video", **FILM))["job_id"]
        for _ in range(2):  # one that listens when it ends, and one that comes a moment later
            async with ann.listen(resource_subscriptions=[f"footage://job/{job_id}"]) as events:
                if not running.was_told:
                    running.end()
                with anyio.fail_after(ENOUGH_S):
                    async for _ in events:
                        pass
