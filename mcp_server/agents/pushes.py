"""Telling addresses that agents have named how their tasks stand: to public ones alone, again until they have heard."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import anyio
import httpx
from a2a.types import AuthenticationInfo, StreamResponse, TaskPushNotificationConfig
from google.protobuf.json_format import MessageToDict

from footage import webhooks
from footage.caller import Caller
from footage.errors import FootageError, ForbiddenUrlError, InvalidInputError
from footage.ports.agent_tasks import ENDED, Push, PushTarget
from footage.retry import is_away
from footage.threads import in_thread
from mcp_server.agents import telling, wire
from mcp_server.app import App

if TYPE_CHECKING:
    from films.services import Services

LOOK_S = 2.0
ANSWERS_WITHIN_S = 10.0
AT_ONCE = 8
"""Addresses that are told at the same time, so that a dead one keeps few of the others waiting."""

_MOST_CHARS = 2000
_SENDABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}")
_log = logging.getLogger("footage.a2a")


def target_of(config: TaskPushNotificationConfig) -> PushTarget:
    """Where an agent wants to be told.

    Raises:
        InvalidInputError: No address that could be told, or nothing that could be sent along.
    """
    url, auth = config.url.strip(), config.authentication
    try:
        parts = urlsplit(url)
    except ValueError as exc:
        raise InvalidInputError("url: is no address.") from exc
    if not parts.hostname or parts.username is not None or len(url) > _MOST_CHARS:
        raise InvalidInputError("url: is no address.")
    for name, value in (("token", config.token), ("authentication.credentials", auth.credentials)):
        if value and (len(value) > _MOST_CHARS or not _SENDABLE.fullmatch(value)):
            raise InvalidInputError(f"{name}: cannot be sent in a header.")
    if auth.scheme and not _SCHEME.fullmatch(auth.scheme):
        raise InvalidInputError("authentication.scheme: is none.")
    name = config.id or secrets.token_hex(8)
    return PushTarget(
        id=name[:_MOST_CHARS], url=url, token=config.token, scheme=auth.scheme, credentials=auth.credentials
    )


def config_of(task_id: str, target: PushTarget) -> TaskPushNotificationConfig:
    """As it is told again, without what is secret in it."""
    config = TaskPushNotificationConfig(id=target.id, task_id=task_id, url=target.url)
    if target.scheme:
        config.authentication.CopyFrom(AuthenticationInfo(scheme=target.scheme))
    return config


class Pusher:
    """Tells them, in one process; several may run beside each other.

    Args:
        app: Whose tasks they are.
        trusted: Hosts ("name:port") that may be private, and need no https; for tests.
    """

    def __init__(self, app: App, trusted: Collection[str] = ()) -> None:
        self._app, self._trusted = app, trusted
        self._places = anyio.CapacityLimiter(AT_ONCE)

    async def require_public(self, target: PushTarget) -> None:
        """Refuse an address that will never be told, while somebody is there to hear it.

        Raises:
            ForbiddenUrlError: It is not https, or leads to a private address.
        """
        parts = urlsplit(target.url)
        if parts.netloc in self._trusted:
            return
        if parts.scheme != "https":
            raise ForbiddenUrlError("Only https addresses are told.", hint="Name an https address.")
        await in_thread(_look_up, parts.hostname or "", _port(target.url))

    async def run(self) -> None:
        """Tell everybody who is due, again and again."""
        async with anyio.create_task_group() as sending:
            while True:
                try:
                    pushes = (await self._app.services()).pushes
                    while push := await in_thread(pushes.take):
                        await self._places.acquire_on_behalf_of(push)
                        sending.start_soon(self._send, push)
                except Exception as exc:  # noqa: BLE001 - boundary: whatever it is, it is tried again
                    _log.warning("nobody was told of tasks (%s)", exc, exc_info=not is_away(exc))
                await anyio.sleep(LOOK_S)

    async def _send(self, push: Push) -> None:
        try:
            services = await self._app.services()
            trouble = await self._told(services, push)
            if trouble:
                _log.warning("%s did not take news of %s (try %d): %s", _host(push), push.task_id, push.tries, trouble)
                await in_thread(services.pushes.failed, push, trouble)
            else:
                await in_thread(services.pushes.arrived, push)
        except Exception:  # noqa: BLE001 - boundary: the others are told all the same, and this one later
            _log.exception("news of %s could not be sent", push.task_id)
        finally:
            self._places.release_on_behalf_of(push)

    async def _told(self, services: Services, push: Push) -> str:
        """Why it was not taken; empty if it was."""
        body = json.dumps(await self._news(services, push), ensure_ascii=False).encode()
        headers = dict(webhooks.headers(push.target.token, f"{push.task_id}.{push.status}", int(time.time()), body))
        headers["content-type"] = "application/a2a+json"
        if push.target.token:
            headers["x-a2a-notification-token"] = push.target.token
        else:
            del headers["webhook-signature"]  # nobody has agreed on a secret
        if push.target.scheme and push.target.credentials:
            headers["authorization"] = f"{push.target.scheme} {push.target.credentials}"
        return await anyio.to_thread.run_sync(_posted, push.target.url, body, headers, tuple(self._trusted))

    async def _news(self, services: Services, push: Push) -> dict[str, Any]:
        """The whole task at its end, before that how it stands."""
        owner = Caller(**push.owner.ids(), scopes=frozenset({"video:read"}), remote=True)
        mine = services.for_(owner)
        seen = await telling.seen(mine, await in_thread(mine.tasks.get, push.task_id))
        if seen.record.status in ENDED:
            told = StreamResponse(task=seen.task)
        else:
            told = StreamResponse(status_update=wire.status_update(seen.record, seen.status))
        found: dict[str, Any] = MessageToDict(told)
        return found


def _posted(url: str, body: bytes, headers: dict[str, str], trusted: tuple[str, ...]) -> str:
    from media.download import post

    try:
        answered = post(url, body, headers, trusted=trusted, max_s=ANSWERS_WITHIN_S)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as exc:
        return f"{type(exc).__name__}: {exc}"
    except FootageError as exc:
        return exc.message
    return "" if answered.is_taken else answered.told


def _look_up(host: str, port: int) -> None:
    from media.download import require_public

    try:
        require_public(host, port)
    except ForbiddenUrlError as exc:
        raise ForbiddenUrlError(exc.message, hint="Name a public https address.") from exc


def _port(url: str) -> int:
    try:
        return urlsplit(url).port or 443
    except ValueError as exc:
        raise InvalidInputError("url: is no address.") from exc


def _host(push: Push) -> str:
    return urlsplit(push.target.url).hostname or "?"
