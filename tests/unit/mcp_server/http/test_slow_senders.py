"""Whoever sends slowly keeps nobody else out, and what is asked for is logged without what gives a right to it."""

from __future__ import annotations

import logging

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send

from mcp_server.http import door
from mcp_server.http.access_log import AccessLog
from mcp_server.http.uploads import UploadRoute

pytestmark = pytest.mark.anyio


async def test_a_body_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dripping() -> Message:
        await anyio.sleep(0.001)
        return {"type": "http.request", "body": b"x", "more_body": True}

    monkeypatch.setattr(door, "BODY_S", 0.05)
    with pytest.raises(door.Refused) as caught:
        await door.posted({"type": "http", "method": "POST", "headers": []}, dripping)
    assert caught.value.response.status_code == 408


async def test_a_team_has_a_few_of_all_places_for_files() -> None:
    route = UploadRoute()
    taken = [route._team("red") for _ in range(4)]
    for place in taken:
        place.acquire_nowait()
    with pytest.raises(anyio.WouldBlock):
        route._team("red").acquire_nowait()
    route._team("blue").acquire_nowait()
    del taken, place
    route._team("red").acquire_nowait()  # nobody has one of the old ones


async def test_the_address_of_a_published_film_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async def answers(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(_message: Message | None = None) -> Message:
        return {"type": "http.request"}

    async def sent(_message: Message) -> None:
        """Nobody reads it."""

    token = "pub_" + "AbCdEfGh-_" * 2 + "wxyz"
    caplog.set_level(logging.INFO, "footage.http")
    for path in (f"/v/{token}", f"/v/{token}/video.mp4"):
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode()}
        await AccessLog(answers)(scope, nothing, sent)
    assert token not in caplog.text
    assert "GET /v/pub_AbCd.../video.mp4 200" in caplog.text
