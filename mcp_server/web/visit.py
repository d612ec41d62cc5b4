"""A request of somebody who is let in, and what is done with it: pages are shown, acts are done and written down."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from footage.caller import Scope
from footage.errors import (
    ApprovalRequiredError,
    FootageError,
    ForbiddenScopeError,
    InternalError,
    InvalidInputError,
    KeyLimitError,
    MoneyError,
    NotFoundError,
    TooManyCallsError,
    UnavailableError,
)
from footage.plain_text import plain
from footage.threads import in_thread, utc_now
from mcp_server.app import App
from mcp_server.trouble import in_words
from mcp_server.web import guard
from mcp_server.web.forms import form_of
from mcp_server.web.front import ROOT, Front
from mcp_server.web.pages import Pages
from mcp_server.web.people import Person

if TYPE_CHECKING:
    from films.services import CallersServices, Services
    from footage.ports.drafts import CallersDrafts
    from mcp_server.wiring.studio import StudioBooks
    from tools.base import Answer, Tool

_STATUS: tuple[tuple[type[FootageError], int], ...] = (
    (NotFoundError, 404),
    (ForbiddenScopeError, 403),
    (KeyLimitError, 403),
    (TooManyCallsError, 429),
    (MoneyError, 409),
    (UnavailableError, 503),
    (InternalError, 500),
)
T = TypeVar("T")
_log = logging.getLogger("footage.studio")


@dataclass(frozen=True)
class Done:
    """An act was done: where to go on, and the word for what is said there (see `mcp_server.web.pages.SAID`)."""

    path: str
    said: str = ""


@dataclass(frozen=True)
class Visit:
    """A request of somebody who is let in.

    Attributes:
        request: As it came.
        studio: What every page has.
        person: Who asks.
        everything: All teams' jobs and money; `services` is what this person may use.
        books: What only the studio reads and writes.
    """

    request: Request
    studio: Studio
    person: Person
    everything: Services
    books: StudioBooks

    @cached_property
    def services(self) -> CallersServices:
        """What this person's team may use."""
        return self.everything.for_(self.person.caller)

    @cached_property
    def drafts(self) -> CallersDrafts:
        """The drafts of this person's team."""
        return self.books.drafts.for_(self.person.caller)

    @property
    def today(self) -> date:
        """The day that it is where this installation's days begin."""
        return utc_now().astimezone(ZoneInfo(self.studio.app.settings.time_zone)).date()

    def asked(self, name: str) -> str:
        """A word of the address' query; empty without one."""
        return plain(self.request.query_params.get(name, "")).strip()

    async def form(self) -> Mapping[str, str]:
        """The fields of the form that was sent."""
        return await form_of(self.request)

    async def call(self, tool: Tool, **arguments: Any) -> Answer:
        """Call a tool as this person, without waiting for its job: the page tells how it gets on.

        Raises:
            FootageError: As the tool does.
        """
        if "wait_s" in tool.params.model_fields:
            arguments = {"wait_s": 0, **arguments}
        return await tool.ask(tool.params.parse(arguments), self.services, _unheard)

    async def spend(self, tool: Tool, agreed_usd: str, **arguments: Any) -> Answer:
        """Call a tool for a sum that this person has said yes to, and for not a cent more.

        Raises:
            FootageError: As the tool does; also where it has become dearer since.
        """
        if not agreed_usd.strip():
            raise InvalidInputError("It is not said which sum was agreed to.", hint="Open the page again.")
        arguments = {**arguments, "max_cost_usd": agreed_usd}
        try:
            return await self.call(tool, **arguments)
        except ApprovalRequiredError as exc:
            if exc.quote_id is None:
                raise
            return await self.call(tool, **arguments, quote_id=exc.quote_id)

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page."""
        return self.studio.pages.render(self.request, template, status=status, person=self.person, **values)

    def text(self, template: str, **values: Any) -> str:
        """A part of a page."""
        return self.studio.pages.text(template, person=self.person, **values)

    def question(
        self, title: str, text: str, yes: str, fields: Mapping[str, str], *, back: str, danger: bool = False
    ) -> Response:
        """Ask once more, in a page of its own; its button sends the same form again, with `sure`.

        Args:
            title: What is about to be done, as a question.
            text: What that means, with every sum that it is about.
            yes: What the button says.
            fields: What is sent again.
            back: Where whoever does not want that goes, below the studio's address.
            danger: Whether it undoes something.
        """
        shown = {name: value for name, value in fields.items() if name != "sure"}
        return self.page("question.html", title=title, text=text, yes=yes, fields=shown, back=back, danger=danger)


Shown = Callable[[Visit], Awaitable[Response]]
Act = Callable[[Visit], Awaitable["Response | Done"]]
"""Does something, or answers with a page first: a question, or what is wrong with the form."""


async def _unheard(_progress: float, _message: str) -> None:
    """Nobody waits for the call."""


def _not_for(role: str) -> ForbiddenScopeError:
    return ForbiddenScopeError(
        f"Your role here, {role}, does not allow that.", hint="Ask whoever invited you for a link with another role."
    )


class Studio:
    """What every page has.

    Args:
        app: Footage.
        front: How the studio is reached.
    """

    def __init__(self, app: App, front: Front) -> None:
        self.app, self.front = app, front
        self.pages = Pages(front)
        self._kept: dict[str, tuple[float, Any]] = {}

    def kept(self, name: str, make: Callable[[], T], for_s: float = 60.0) -> T:
        """Something that takes long to find out and changes seldom; found out anew after so many seconds."""
        made_s, value = self._kept.get(name, (float("-inf"), None))
        if time.monotonic() - made_s > for_s:
            value = make()
            self._kept[name] = (time.monotonic(), value)
        return cast("T", value)

    def page(self, path: str, answer: Shown, scope: Scope = "video:read") -> Route:
        """A route that shows something to whoever may see it.

        Args:
            path: Below the studio's address, with a slash first; "" is the start.
            answer: Makes the page.
            scope: What a person must be allowed.
        """

        async def shown(visit: Visit) -> Response:
            if not visit.person.may(scope):
                raise _not_for(visit.person.role)
            return await answer(visit)

        return self._route(path, "GET", shown)

    def act(self, path: str, act: Act, *, name: str, scope: Scope) -> Route:
        """A route of a form: refused to other sites' pages and to whoever may not, and written down when it is done.

        Args:
            path: As in `page`.
            act: Does it.
            name: What the audit calls it.
            scope: What a person must be allowed.
        """

        async def acted(visit: Visit) -> Response:
            caller, audit = visit.person.caller, visit.everything.audit
            try:
                caller.require(scope)
                done = await act(visit)
            except FootageError as exc:
                await in_thread(audit.refused, caller, f"studio {name}", exc.code)
                if isinstance(exc, ForbiddenScopeError):
                    raise _not_for(visit.person.role) from exc
                raise
            if isinstance(done, Response):
                return done
            await in_thread(audit.acted, caller, f"studio {name}")
            return self.go_on(done)

        return self._route(path, "POST", acted)

    def go_on(self, done: Done) -> Response:
        """Show what came of an act, at an address that can be loaded again without doing it again."""
        said = f"{'&' if '?' in done.path else '?'}said={done.said}" if done.said else ""
        return guard.guarded(RedirectResponse(f"{self.front.root}{done.path}{said}", status_code=303))

    async def visit(self, request: Request) -> Visit | None:
        """Who asks; None where nobody is known."""
        everything, books = await self.app.services(), self.app.studio_books
        cookie = request.cookies.get(self.front.cookie)
        session = await in_thread(books.sessions.known, cookie) if cookie else None
        if session is None:
            return None
        person = Person(caller=session.seat.caller(), role=session.seat.role, session_id=session.session_id)
        return Visit(request, self, person, everything, books)

    def refused(self, request: Request, error: FootageError, person: Person | None = None) -> Response:
        """A page that says what went wrong and what can be done."""
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
        return self.pages.render(request, "trouble.html", status=status, person=person, error=error)

    def stranger(self, request: Request) -> Response:
        """The page of those who are not known here."""
        again = guard.came_from_elsewhere(request)
        return self.pages.render(request, "stranger.html", status=401, person=None, again=again)

    def foreign(self, request: Request) -> Response:
        """The refusal of forms that were not sent by a page of ours."""
        error = ForbiddenScopeError(
            "This form was not sent by a page of the studio.", hint="Open the studio itself, and do it there."
        )
        return self.refused(request, error)

    def _route(self, path: str, method: str, answer: Shown) -> Route:
        async def endpoint(request: Request) -> Response:
            if method == "POST" and not guard.comes_from_us(request, self.front):
                return self.foreign(request)
            visit: Visit | None = None
            try:
                visit = await self.visit(request)
                return guard.guarded(await answer(visit)) if visit else self.stranger(request)
            except Exception as exc:  # noqa: BLE001 - boundary: whatever it is, a person sees a page
                known = in_words(exc)
                if known is None:
                    _log.exception("a page of the studio broke")
                    known = InternalError("Something broke inside Footage.", hint="Its log says what.")
                return self.refused(request, known, visit.person if visit else None)

        return Route(f"{ROOT}{path}", endpoint, methods=[method])
