"""What pages hear while they are open: parts of themselves, as soon as those have changed.

A page names itself in the address of its stream. Its parts are made once for all who see the same, and sent as they
are: whoever comes late, or anew, first gets all of them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from footage.errors import NotFoundError
from footage.threads import in_thread
from mcp_server.changes import Ear, News
from mcp_server.trouble import in_words
from mcp_server.web import guard
from mcp_server.web.visit import Studio, Visit

_QUIET_S = 15.0
_LONGEST_S = 900.0
_SURE_S = 1.0
"""So long a session counts as good after it was looked at: one look for all who listen."""

_PAUSE_S = 0.6
"""After each line: what gets on all the time is told once a second, and what has rested at once."""

_MOST_KEPT = 256


@dataclass(frozen=True)
class Parts:
    """The parts of a page that change while it is open.

    Attributes:
        make: The parts, or those that some news is about: HTML of `<hx-partial>`s; empty where there is nothing to say.
        same_for: What tells apart those who do not see the same, besides their team and role.
    """

    make: Callable[[Visit, News | None], Awaitable[str]]
    same_for: Callable[[Visit], str] = lambda _visit: ""


class Live:
    """The streams of one server.

    Args:
        studio: What every page has.
        pages: The parts of each page, by its name in the address.
    """

    def __init__(self, studio: Studio, pages: Mapping[str, Parts]) -> None:
        self._studio, self._changes, self._pages = studio, studio.app.changes, pages
        self._made: dict[tuple[str, ...], tuple[object, asyncio.Task[str]]] = {}
        self._guests: dict[str, int] = {}
        self._good: frozenset[str] = frozenset()
        self._looked_s = float("-inf")

    def routes(self) -> list[Route]:
        """The streams, and the same for browsers that no stream reaches."""
        return [self._studio.page("/events", self._events), self._studio.page("/parts", self._once)]

    async def _once(self, visit: Visit) -> Response:
        return HTMLResponse(await self._page(visit).make(visit, None))

    async def _events(self, visit: Visit) -> Response:
        page = self._page(visit)
        await self._all(visit, page)  # what cannot be shown is refused, as long as there is an answer to refuse it with
        headers = {**guard.HEADERS, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return EventSourceResponse(self._told(visit, page), headers=headers, ping=round(_QUIET_S))

    def _page(self, visit: Visit) -> Parts:
        if (page := self._pages.get(visit.asked("on"))) is None:
            raise NotFoundError("There is no such page.")
        return page

    async def _told(self, visit: Visit, page: Parts) -> AsyncIterator[ServerSentEvent]:
        session_id, until_s = visit.person.session_id, time.monotonic() + _LONGEST_S
        self._guests[session_id] = self._guests.get(session_id, 0) + 1
        try:
            with self._changes.heard(visit.person.caller.team_id) as ear:
                await self._changes.looking()
                yield ServerSentEvent(data=await self._all(visit, page))
                async for news in _heard(ear, until_s):
                    if not await self._is_good(session_id):
                        return
                    if news and (text := await self._text(visit, page, news)):
                        yield ServerSentEvent(data=text, id=f"{news.number}")
        except Exception as exc:
            if in_words(exc) is None:
                raise
            # Such a film is not theirs, or the database is away: browsers come again, ever more seldom.
        finally:
            self._guests[session_id] -= 1
            if not self._guests[session_id]:
                del self._guests[session_id]

    async def _text(self, visit: Visit, page: Parts, news: News) -> str:
        """The parts that some news is about."""
        return await self._shared(visit, page, news, news)

    async def _all(self, visit: Visit, page: Parts) -> str:
        """All parts; whoever comes with many others gets what those got, unless something has happened since."""
        moment = (self._changes.number, int(time.monotonic() / _SURE_S))
        return await self._shared(visit, page, None, moment)

    async def _shared(self, visit: Visit, page: Parts, news: News | None, moment: object) -> str:
        """Made once for all who see the same at a moment."""
        caller = visit.person.caller
        key = (
            "all" if news is None else "",
            visit.asked("on"),
            caller.team_id,
            visit.person.role,
            page.same_for(visit),
        )
        known = self._made.get(key)
        if known is None or known[0] != moment:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            known = self._made[key] = (moment, asyncio.ensure_future(page.make(visit, news)))
        return await asyncio.shield(known[1])

    async def _is_good(self, session_id: str) -> bool:
        """Whether a session has not been ended meanwhile."""
        if time.monotonic() - self._looked_s > _SURE_S or session_id not in self._good:
            self._looked_s = time.monotonic()
            self._good = await in_thread(self._studio.app.studio_books.sessions.good, list(self._guests))
        return session_id in self._good


async def _heard(ear: Ear, until_s: float) -> AsyncIterator[News | None]:
    """News as it comes, and now and then none; ends when nothing more will come."""
    while time.monotonic() < until_s:
        news: News | None = None
        with anyio.move_on_after(_QUIET_S) as waited:
            news = await ear.news()
            if news is None:
                return
        if waited.cancelled_caught or news:
            yield news
            await anyio.sleep(_PAUSE_S)


def partials(parts: Sequence[tuple[str, str]]) -> str:
    """Parts of a page by their ids, each of which takes the place of what is there, as far as it differs."""
    return "".join(f'<hx-partial hx-target="#{name}" hx-swap="innerMorph">{html}</hx-partial>' for name, html in parts)
