"""Who shows jobs while they change hears of it here: one task looks into the database for all of them.

Jobs are made by other processes, too, and on other machines: only the database knows of all. It is looked at while
somebody listens, and not at all otherwise.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import anyio

from footage.domain import TERMINAL
from footage.ports.changes import ChangeLog, JobNews, Look, Mark
from footage.threads import in_thread
from mcp_server.trouble import in_words

LOOK_S = 0.5
_AFTER_TROUBLE_S = 3.0
_log = logging.getLogger("footage.changes")


@dataclass(frozen=True, kw_only=True)
class News:
    """What has changed for a team since it was last told.

    Attributes:
        number: Goes up with every look: two who hear the same number know the same.
        jobs: The jobs that changed, as they are now.
        turned: Those of them whose state is another one: begun, ended, stopped.
        money: Whether something was held, charged or freed.
        quotes: Whether other quotes than before wait for a yes.
    """

    number: int
    jobs: Mapping[str, JobNews] = field(default_factory=dict)
    turned: frozenset[str] = frozenset()
    money: bool = False
    quotes: bool = False

    @property
    def ended(self) -> list[JobNews]:
        """The jobs that have ended."""
        return [one for one in self.jobs.values() if one.job_id in self.turned and one.state.status in TERMINAL]

    def after(self, earlier: News) -> News:
        """Both together, for whoever has not heard of the earlier one yet."""
        return News(
            number=self.number,
            jobs={**earlier.jobs, **self.jobs},
            turned=earlier.turned | self.turned,
            money=earlier.money or self.money,
            quotes=earlier.quotes or self.quotes,
        )


class Ear:
    """Somebody who listens to the news of a team. Whoever is slow hears of several looks at once."""

    def __init__(self, team_id: str) -> None:
        self.team_id = team_id
        self._heard: News | None = None
        self._rings = asyncio.Event()
        self._is_over = False

    async def news(self) -> News | None:
        """What has changed since the last time, as soon as something has; None when nothing more will come."""
        await self._rings.wait()
        heard, self._heard = self._heard, None
        if not self._is_over:
            self._rings.clear()
        return heard

    def tell(self, news: News) -> None:
        """Let it be heard."""
        self._heard = news.after(self._heard) if self._heard else news
        self._rings.set()

    def end(self) -> None:
        """Nothing more will come."""
        self._is_over = True
        self._rings.set()


class Changes:
    """Looks for all who listen; used on one event loop.

    Args:
        log: Opens what happened; asked for when somebody listens.
    """

    def __init__(self, log: Callable[[], ChangeLog]) -> None:
        self._log = log
        self._ears: set[Ear] = set()
        self._task: asyncio.Task[None] | None = None
        self._number = 0
        self._is_over = False
        self._looks = asyncio.Event()

    @property
    def number(self) -> int:
        """That of the latest news."""
        return self._number

    async def looking(self) -> None:
        """Wait until nothing that happens from now on is missed; not for long, where the database is away."""
        with anyio.move_on_after(_AFTER_TROUBLE_S):
            await self._looks.wait()

    @contextlib.contextmanager
    def heard(self, team_id: str) -> Iterator[Ear]:
        """Listen to the news of a team for as long as the block."""
        ear = Ear(team_id)
        self._ears.add(ear)
        if self._is_over:
            ear.end()
        elif self._task is None or self._task.done():
            self._looks.clear()
            self._task = asyncio.ensure_future(self._look_on())
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    def close(self) -> None:
        """Let all who listen go, now and from now on."""
        self._is_over = True
        for ear in self._ears:
            ear.end()

    async def _look_on(self) -> None:
        """Look until nobody listens."""
        seen = _Seen()
        mark: Mark | None = None
        while self._ears and not self._is_over:
            pause_s = LOOK_S
            try:
                if mark is None:
                    mark = await in_thread(self._log().mark)
                    seen.take(await in_thread(self._log().since, mark))  # what is under way already is no news
                self._looks.set()
                look = await in_thread(self._log().since, mark)
                mark = look.mark
                self._tell(seen.take(look))
            except Exception as exc:  # noqa: BLE001 - boundary: a database that is away must not end all streams
                pause_s = _AFTER_TROUBLE_S
                if in_words(exc) is None:
                    _log.exception("looking for changes broke")
            await anyio.sleep(pause_s)

    def _tell(self, changed: Mapping[str, News]) -> None:
        if not changed:
            return
        self._number += 1
        for ear in self._ears:
            if news := changed.get(ear.team_id):
                ear.tell(News(**{**vars(news), "number": self._number}))


class _Seen:
    """What was seen at the last look."""

    def __init__(self) -> None:
        self._jobs: dict[str, JobNews] = {}
        self._quotes: Mapping[str, int] = {}

    def take(self, look: Look) -> dict[str, News]:
        """What is new to each team."""
        fresh = [one for one in look.jobs if self._jobs.get(one.job_id) != one]
        turned = {one.job_id for one in fresh if self._status(one.job_id) != one.state.status}
        quotes = {team for team in {*look.quotes, *self._quotes} if look.quotes.get(team) != self._quotes.get(team)}
        self._jobs = {one.job_id: one for one in look.jobs}
        self._quotes = look.quotes
        teams = {one.team_id for one in fresh} | look.paid | quotes
        return {
            team: News(
                number=0,
                jobs={one.job_id: one for one in fresh if one.team_id == team},
                turned=frozenset(one.job_id for one in fresh if one.team_id == team and one.job_id in turned),
                money=team in look.paid,
                quotes=team in quotes,
            )
            for team in teams
        }

    def _status(self, job_id: str) -> str | None:
        known = self._jobs.get(job_id)
        return known.state.status if known else None
