"""Addresses that agents name are told how their tasks stand: public ones alone, until they have heard it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import anyio
import pytest
from a2a.server.context import ServerCallContext
from a2a.types import (
    AuthenticationInfo,
    DeleteTaskPushNotificationConfigRequest,
    GetTaskPushNotificationConfigRequest,
    ListTaskPushNotificationConfigsRequest,
    TaskPushNotificationConfig,
)
from a2a.utils.errors import A2AError, InvalidParamsError, TaskNotFoundError

from footage import webhooks
from footage.caller import Caller
from footage.config import load_settings
from footage.ports.agent_tasks import Sent, Wanted
from mcp_server.agents.card import card_of
from mcp_server.agents.face import Face
from mcp_server.agents.pushes import Pusher
from mcp_server.app import App, build_app
from tests.teams import ANN, EVE

pytestmark = pytest.mark.anyio


class Receiver:
    """Whoever is told; answers 500 as often as it is asked to."""

    def __init__(self, refusals: int = 0) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        heard, left = self.heard, [refusals]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                left[0] -= 1
                if left[0] < 0:
                    heard.append(({name.lower(): one for name, one in self.headers.items()}, body))
                self.send_response(500 if left[0] >= 0 else 204)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.netloc = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.netloc}/hook"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
async def app(home: Path) -> AsyncIterator[App]:
    app = build_app(load_settings(home=home, agent_webhooks=True), run_jobs=False, place_jobs=True)
    await app.services()
    yield app
    await app.close()


def context(caller: Caller) -> ServerCallContext:
    return ServerCallContext(state={"caller": caller, "headers": {}, "refusal": None})


async def a_task(app: App) -> str:
    tasks = (await app.services()).for_(ANN).tasks
    sent = Sent(message_id="m", digest="d", document={"messageId": "m", "role": "ROLE_USER", "parts": [{"text": "a"}]})
    return tasks.claim(sent, Wanted(tool="generate_video", arguments={}, context_id="c")).task.task_id


def config(task_id: str, url: str, **more: Any) -> TaskPushNotificationConfig:
    return TaskPushNotificationConfig(task_id=task_id, url=url, **more)


async def test_they_hear_of_each_state_and_of_the_whole_task_at_its_end(app: App) -> None:
    receiver = Receiver()
    pusher = Pusher(app, trusted=(receiver.netloc,))
    face = Face(app, card_of("http://x", asks_for_token=False, pushes=True), pusher)
    task_id = await a_task(app)
    tasks = (await app.services()).for_(ANN).tasks
    auth = AuthenticationInfo(scheme="Bearer", credentials="s3cret")
    wanted = config(task_id, receiver.url, id="mine", token="a token", authentication=auth)
    told = await face.on_create_task_push_notification_config(wanted, context(ANN))
    assert (told.id, told.token, told.authentication.credentials) == ("mine", "", "")
    async with anyio.create_task_group() as running:
        running.start_soon(pusher.run)
        for begin, count in (
            (lambda: tasks.asks(task_id, "a dollar?", "quote_1"), 1),
            (lambda: tasks.cancelled(task_id, "no"), 2),
        ):
            begin()
            with anyio.fail_after(20):
                while len(receiver.heard) < count:  # noqa: ASYNC110 - it is a server of its own
                    await anyio.sleep(0.05)
        running.cancel_scope.cancel()
    receiver.close()
    (headers, first), (_, last) = receiver.heard
    assert json.loads(first)["statusUpdate"]["status"]["state"] == "TASK_STATE_INPUT_REQUIRED"
    assert json.loads(last)["task"]["status"]["state"] == "TASK_STATE_CANCELED"
    assert (headers["authorization"], headers["x-a2a-notification-token"]) == ("Bearer s3cret", "a token")
    expected = webhooks.headers("a token", headers["webhook-id"], int(headers["webhook-timestamp"]), first)
    assert headers["webhook-signature"] == expected["webhook-signature"]


async def test_what_is_not_taken_is_tried_again_later(app: App) -> None:
    receiver = Receiver(refusals=1)
    pusher = Pusher(app, trusted=(receiver.netloc,))
    services, task_id = await app.services(), await a_task(app)
    face = Face(app, card_of("http://x", asks_for_token=False, pushes=True), pusher)
    await face.on_create_task_push_notification_config(config(task_id, receiver.url), context(ANN))
    services.for_(ANN).tasks.cancelled(task_id, "no")
    push = services.pushes.take()
    assert push
    assert services.pushes.take() is None
    await pusher._places.acquire_on_behalf_of(push)
    await pusher._send(push)
    assert receiver.heard == []
    assert services.pushes.take() is None  # not yet
    await pusher._places.acquire_on_behalf_of(push)
    await pusher._send(push)
    receiver.close()
    assert len(receiver.heard) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook",
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "https://[::1]/hook",
        "https://[::ffff:10.0.0.1]/hook",
        "https://169.254.169.254/latest",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://user:password@example.com/",
        "https://",
        "https://[/",
        "https://127.0.0.1:99999/",
        "file:///etc/passwd",
        "gopher://example.com",
        "javascript:alert(1)",
        "not a url",
        "https://no-such-name.invalid/",
    ],
)
async def test_no_address_of_this_network_is_ever_told(app: App, url: str) -> None:
    face = Face(app, card_of("http://x", asks_for_token=False, pushes=True), Pusher(app))
    with pytest.raises(InvalidParamsError):
        await face.on_create_task_push_notification_config(config(await a_task(app), url), context(ANN))


async def test_only_the_team_sets_reads_and_removes_them(app: App) -> None:
    receiver = Receiver()
    face = Face(app, card_of("http://x", asks_for_token=False, pushes=True), Pusher(app, trusted=(receiver.netloc,)))
    task_id = await a_task(app)
    await face.on_create_task_push_notification_config(config(task_id, receiver.url, id="1"), context(ANN))
    listed = ListTaskPushNotificationConfigsRequest(task_id=task_id)
    one = GetTaskPushNotificationConfigRequest(task_id=task_id, id="1")
    gone = DeleteTaskPushNotificationConfigRequest(task_id=task_id, id="1")
    for attempt in (
        face.on_create_task_push_notification_config(config(task_id, receiver.url), context(EVE)),
        face.on_list_task_push_notification_configs(listed, context(EVE)),
        face.on_get_task_push_notification_config(one, context(EVE)),
        face.on_delete_task_push_notification_config(gone, context(EVE)),
    ):
        with pytest.raises(TaskNotFoundError):
            await attempt
    assert len((await face.on_list_task_push_notification_configs(listed, context(ANN))).configs) == 1
    for token in ("a\r\nX: y", "ü", "x" * 3000):
        with pytest.raises(A2AError):
            await face.on_create_task_push_notification_config(config(task_id, receiver.url, token=token), context(ANN))
    for _ in range(2):  # whoever removes it twice is told nothing
        await face.on_delete_task_push_notification_config(gone, context(ANN))
    with pytest.raises(TaskNotFoundError):
        await face.on_get_task_push_notification_config(one, context(ANN))
    receiver.close()
