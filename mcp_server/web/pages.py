"""Templates, and how they write numbers, times and states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from footage import __version__
from footage.money import Money
from footage.plain_text import shortened
from footage.threads import utc_now
from mcp_server.web import guard
from mcp_server.web.front import Front

if TYPE_CHECKING:
    from jinja2 import Environment

    from footage.caller import Scope
    from mcp_server.web.people import Person

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
THEME = "footage_theme"
"""The cookie in which a browser keeps whether it wants the studio light or dark."""


@dataclass(frozen=True)
class Place:
    """A page that others lead to, if one may do what it `needs`; `of_machine` is for who runs the installation."""

    path: str
    title: str
    of_machine: bool = False
    needs: Scope = "video:read"


PLACES = (
    Place("", "Now"),
    Place("/make", "Make", needs="video:make"),
    Place("/plan", "Plan"),
    Place("/films", "Films"),
    Place("/money", "Money"),
    Place("/backends", "Backends"),
    Place("/health", "Health", of_machine=True),
    Place("/people", "People"),
)

SAID: dict[str, str] = {
    "welcome": "You are in.",
    "cancelled": "It is asked to stop.",
    "ended": "That session has ended.",
    "placed": "It is being made.",
    "removed": "The draft is gone.",
    "picked": "This take is the one.",
    "approved": "You said yes: it is being made.",
    "declined": "You said no: nobody can make that call with its quote any more.",
    "enhancing": "It is measured first, and made better where that helps.",
    "published": "It is on the web now.",
    "sent": "It is on its way.",
    "posted": "It is written down where it is.",
    "unpublished": "It is not on the web any more; caches may keep it for five minutes.",
    "resolved": "It is written down as charged.",
    "asked": "The vendor was asked, and what it charged is written down.",
    "answers": "It answers, and takes the key.",
    "capped": "The cap holds from the next call on.",
    "uncapped": "The cap is gone.",
}
"""What is said after an act, by the word that stands in the address: nobody can put words of theirs there."""

WORK = {
    "generate_video": "Film",
    "add_captions": "Captions",
    "enhance_quality": "Enhancement",
    "blog_to_video": "Article film",
    "check_quality": "Check",
    "edit_video": "Edit",
    "publish_video": "Publication",
}
STATES = {
    "queued": "waiting",
    "working": "in work",
    "completed": "done",
    "failed": "failed",
    "cancelled": "stopped",
    "sending": "being sent",
    "accepted": "at the vendor",
    "succeeded": "done",
    "refused": "refused",
    "in_doubt": "in doubt",
}


class Pages:
    """Makes pages of templates.

    Args:
        front: For addresses.
    """

    def __init__(self, front: Front) -> None:
        self._front = front

    def render(
        self, request: Request, template: str, *, status: int = 200, person: Person | None = None, **values: Any
    ) -> Response:
        """A page, with the headers of all pages."""
        theme = request.cookies.get(THEME)
        shown = {
            "person": person,
            "theme": theme if theme in {"light", "dark"} else "",
            "here": request.url.path.removeprefix("/studio"),
            "said": SAID.get(request.query_params.get("said", ""), ""),
            **values,
        }
        return guard.guarded(HTMLResponse(self.text(template, **shown), status))

    def text(self, template: str, **values: Any) -> str:
        """A template filled in."""
        return _environment().get_template(template).render(root=self._front.root, now=utc_now(), **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"usd": usd, "ago": ago, "moment": moment, "lasting": lasting, "size": size}
    made.filters |= {"shortened": shortened, "browser": browser}
    made.globals |= {"places": PLACES, "version": __version__, "stamp": stamp, "works": WORK, "states": STATES}
    return made


@cache
def stamp(name: str) -> str:
    """What tells a version of a static file from others, in its address: browsers keep each for good."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def usd(amount: Money | str | None) -> str:
    """An amount as people write it; a dash where it is not known."""
    if amount is None:
        return "–"
    return f"{amount if isinstance(amount, Money) else Money.usd(amount)}"


_STEPS = ((60, "s", 1), (3600, "min", 60), (86_400, "h", 3600), (86_400 * 14, "days", 86_400))


def ago(at: datetime | None, now: datetime) -> str:
    """How long that is ago, or ahead."""
    if at is None:
        return "never"
    seconds = (now - at).total_seconds()
    for most, unit, each in _STEPS:
        if abs(seconds) < most:
            count = int(abs(seconds) // each)
            named = "day" if unit == "days" and count == 1 else unit
            if seconds < 0:
                return f"in {count} {named}"
            return f"{count} {named} ago" if abs(seconds) >= 5 else "just now"
    return f"{at.astimezone(UTC):%d %b %Y}"


def moment(at: datetime | None) -> str:
    """A moment, as the world's clock has it."""
    return f"{at.astimezone(UTC):%d %b %Y, %H:%M} UTC" if at else "–"


def lasting(seconds: float | None) -> str:
    """How long something takes."""
    if seconds is None:
        return "–"
    if round(seconds) < 60:
        return f"{seconds:.0f} s" if seconds >= 10 or seconds == int(seconds) else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def size(count: int | None) -> str:
    """How large a file is."""
    if count is None:
        return "–"
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{max(1, count // 1000)} KB"


_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")


def browser(agent: str) -> str:
    """What a browser and its system are called, as far as it says so."""
    named = next((one for one in _BROWSERS if one in agent), "A browser")
    system = next((one for one in _SYSTEMS if one in agent), "")
    shown = {"Edg": "Edge", "OPR": "Opera"}.get(named, named)
    return f"{shown} on {system}" if system else shown


def picked(chosen: Mapping[str, str], **changes: str) -> str:
    """A query with other choices in it, without empty ones."""
    from urllib.parse import urlencode

    return urlencode({name: value for name, value in {**chosen, **changes}.items() if value})
