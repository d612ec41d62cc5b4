"""Clients of both eras and of two teams that make films and look at them all the time, and what became of it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from footage.domain import TERMINAL
from footage.money import Money
from tests.http_servers import ERAS

FILM = {"backend": "runway", "duration_s": 2, "resolution": "720p", "audio": False, "wait_s": 0}
BILL = Money.usd("0.01")
ANSWERS_S = 75.0
ANYTHING = ("",)
_TAG = re.compile(r"\[film (\w+ \d+)\]")
_NUMBERS = itertools.count()
_ANSWERED, _REFUSED = "answered", "refused by a cap"


@dataclass
class Told:
    """What became of everything; all of `harm` must be empty."""

    part: str = "before"
    may_fail: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Which calls may fail in each part: what their names begin with."""

    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    accepted: set[str] = field(default_factory=set)
    harm: list[str] = field(default_factory=list)
    samples: int = 0
    is_over: bool = False

    def begin(self, part: str, may_fail: tuple[str, ...]) -> None:
        """Another part of the drill."""
        self.part = part
        self.may_fail[part] = may_fail

    def count(self, era: str, what: str, how: str, began: str) -> None:
        """One more call; one that failed belongs to the part in which it may, of those that it has seen.

        Args:
            era: Of the protocol.
            what: The call.
            how: What became of it.
            began: The part in which it was made.
        """
        has_failed = how not in {_ANSWERED, _REFUSED}
        parts = [part for part in (self.part, began) if what.startswith(self.may_fail.get(part, ()))]
        part = parts[0] if has_failed and parts else self.part
        self.calls[part, f"{era} {what} {how}"] += 1
        if has_failed and not parts:
            self.harm.append(f"{part}: {era} {what} {how}")


class Agent:
    """A client that calls until it is over, connects anew where that breaks, and repeats what was not answered.

    Args:
        url: Where it calls.
        era: Of the protocol.
        team: Whose it is.
        key: What it calls with.
        pause_s: Between two films, and between two looks.
        told: What became of its calls.
    """

    def __init__(self, url: str, era: str, team: str, key: str, pause_s: float, told: Told) -> None:
        self._url, self._era, self._team, self._key, self._told = url, era, team, key, told
        self._pause_s = pause_s
        self._doing, self._began = "", told.part
        self._tag = ""
        self._job: dict[str, Any] | None = None

    async def makes_films(self) -> None:
        """One film after the other: placed, waited for, fetched."""
        await self._again_and_again(self._next_step)

    async def looks(self) -> None:
        """Small calls, all the time."""
        await self._again_and_again(self._look)

    async def listens(self) -> None:
        """A stream that says when there is a new film, and again whenever one ends in order."""
        await self._again_and_again(self._listen)

    async def _again_and_again(self, step: Callable[[httpx2.AsyncClient, Client], Awaitable[None]]) -> None:
        headers = {"Authorization": f"Bearer {self._key}"}
        while not self._told.is_over:
            self._begin("connect")
            try:
                async with (
                    httpx2.AsyncClient(timeout=ANSWERS_S) as plain,
                    httpx2.AsyncClient(headers=headers, timeout=ANSWERS_S) as http,
                    Client(
                        streamable_http_client(f"{self._url}/mcp", http_client=http), mode=ERAS[self._era]
                    ) as client,
                ):
                    while not self._told.is_over:
                        await step(plain, client)
            except Exception as exc:  # noqa: BLE001 - each is counted
                self._count(f"FAILED {_cause(exc)}")
            await anyio.sleep(self._pause_s)

    async def _next_step(self, http: httpx2.AsyncClient, client: Client) -> None:
        if self._job is None:
            self._tag = self._tag or f"{self._team} {next(_NUMBERS)}"
            prompt = f"a boat [slow 1] [bill {BILL.as_usd()}] [film {self._tag}]"
            answer = await self._call(client, "generate_video", prompt=prompt, idempotency_key=self._tag, **FILM)
            self._job = answer or None
            if self._job:
                self._told.accepted.add(self._job["job_id"])
        elif self._job["status"] not in TERMINAL:
            self._job = await self._call(client, "get_job", job_id=self._job["job_id"], wait_s=10) or self._job
        else:
            job, self._job, self._tag = self._job, None, ""
            if job["video"]:
                await self._fetch(http, job["video"]["url"])
            await anyio.sleep(self._pause_s)

    async def _look(self, _http: httpx2.AsyncClient, client: Client) -> None:
        await self._call(client, "list_jobs", limit=1)
        await anyio.sleep(self._pause_s)

    async def _listen(self, _http: httpx2.AsyncClient, client: Client) -> None:
        self._begin("listen")
        async with client.listen(resources_list_changed=True) as events:
            async for _ in events:
                pass
        self._count(_ANSWERED)

    async def _call(self, client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
        """The answer; nothing where a cap or the database's absence refuses."""
        self._begin(tool)
        with anyio.fail_after(ANSWERS_S):
            result = await client.call_tool(tool, arguments)
        answer = result.structured_content or {}
        if not result.is_error or answer.get("job_id"):  # a job that has failed is an answer, too
            self._count(_ANSWERED)
            return answer
        code = answer["error"]["code"]
        self._count(_REFUSED if code == "budget_exceeded" else f"FAILED {code}")
        if code == "budget_exceeded":
            self._tag = ""
        await anyio.sleep(2 * self._pause_s)
        return {}

    async def _fetch(self, http: httpx2.AsyncClient, url: str) -> None:
        self._begin("film")
        answer = await http.get(url, headers={"Range": "bytes=0-99"}, follow_redirects=True)
        is_there = answer.status_code == 206 and len(answer.content) == 100
        self._count(_ANSWERED if is_there else f"FAILED {answer.status_code}")

    def _begin(self, what: str) -> None:
        self._doing, self._began = what, self._told.part

    def _count(self, how: str) -> None:
        self._told.count(self._era, self._doing, how, self._began)


def tag_of(text: str) -> str:
    """Which film a prompt or a title is of."""
    found = _TAG.search(text)
    return found[1] if found else "?"


def _cause(exc: BaseException) -> str:
    """The kind of what is innermost of a group of errors."""
    while isinstance(exc, BaseExceptionGroup):
        exc = exc.exceptions[0]
    return type(exc).__name__
