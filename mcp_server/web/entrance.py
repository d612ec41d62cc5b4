"""Coming in by a link that works once, and going out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from footage.errors import FootageError
from footage.threads import in_thread
from mcp_server.web import guard
from mcp_server.web.forms import form_of
from mcp_server.web.front import ROOT
from mcp_server.web.visit import Done, Studio, Visit

_KEPT_S = 30 * 86_400


def routes(studio: Studio) -> list[Route]:
    """The door, from outside and from inside."""

    async def shown(request: Request) -> Response:
        """The page behind a link. It uses nothing up: programs that look at links follow them, too."""
        try:
            await studio.app.services()
            link = request.query_params.get("link", "")
            seat = await in_thread(studio.app.studio_books.sessions.offered, link)
        except FootageError as exc:
            return studio.refused(request, exc)
        return studio.pages.render(request, "enter.html", status=200 if seat else 403, seat=seat, link=link)

    async def entered(request: Request) -> Response:
        if not guard.comes_from_us(request, studio.front):
            return studio.foreign(request)
        try:
            await studio.app.services()
            link = (await form_of(request)).get("link", "")
            browser = request.headers.get("user-agent", "")
            cookie = await in_thread(studio.app.studio_books.sessions.enter, link, browser)
        except FootageError as exc:
            return studio.refused(request, exc)
        if cookie is None:
            return studio.pages.render(request, "enter.html", status=403, seat=None, link="")
        answer = studio.go_on(Done("", "welcome"))
        _give(answer, studio, cookie, _KEPT_S)
        return answer

    async def left(visit: Visit) -> Done:
        person = visit.person
        await in_thread(visit.books.sessions.end, person.session_id, person.caller.team_id, person.name)
        return Done("")

    return [
        Route(f"{ROOT}/enter", shown, methods=["GET"]),
        Route(f"{ROOT}/enter", entered, methods=["POST"]),
        studio.act("/leave", left, name="leave", scope="video:read"),
    ]


def _give(answer: Response, studio: Studio, cookie: str, kept_s: int) -> None:
    front = studio.front
    answer.set_cookie(
        front.cookie,
        cookie,
        max_age=kept_s,
        path=front.cookie_path,
        secure=front.is_secure,
        httponly=True,
        samesite="strict",
    )
