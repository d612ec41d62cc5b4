"""The studio on a real socket, and people who have it open."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from films.services import Services
from footage.caller import LOCAL
from footage.config import load_settings
from footage.ports.studio import Role, Seat
from mcp_server.web.front import ROOT
from mcp_server.wiring.studio import StudioBooks
from tests.apart import run_apart
from tests.http_servers import Running, served
from tests.plain_http import http

TEN_MINUTES = timedelta(minutes=10)
OURS: Mapping[str, str] = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class StudioSite:
    """A server with a studio."""

    running: Running
    services: Services
    home: Path

    @property
    def base(self) -> str:
        """What its addresses begin with."""
        return f"{self.running.face.address.base}{ROOT}"

    @property
    def books(self) -> StudioBooks:
        """What it reads and writes."""
        return self.running.app.studio_books

    def link(self, name: str = "ada", role: Role = "owner", team_id: str = LOCAL.team_id) -> str:
        """A new link for somebody."""
        org_id = LOCAL.org_id if team_id == LOCAL.team_id else "org"
        return self.books.sessions.invite(
            Seat(name=name, role=role, org_id=org_id, team_id=team_id), "root", TEN_MINUTES
        )

    def visitor(self, name: str = "ada", role: Role = "owner", team_id: str = LOCAL.team_id) -> Visitor:
        """Somebody who has it open."""
        answer = self.post("/enter", {"link": self.link(name, role, team_id)})
        assert answer.status_code == 303, answer.text
        return Visitor(self, dict(answer.cookies))

    def get(self, path: str, cookies: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
        """A page."""
        http.cookies.clear()
        return http.get(f"{self.base}{path}", headers=sent(cookies, headers))

    def post(
        self,
        path: str,
        fields: Mapping[str, str],
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] = OURS,
    ) -> httpx.Response:
        """A form."""
        http.cookies.clear()
        return http.post(f"{self.base}{path}", data=dict(fields), headers=sent(cookies, headers))


@dataclass(frozen=True)
class Visitor:
    """Somebody's browser, without a browser."""

    site: StudioSite
    cookies: Mapping[str, str]

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A page."""
        return self.site.get(path, self.cookies, **headers)

    def send(self, path: str, fields: Mapping[str, str]) -> httpx.Response:
        """A form with these fields."""
        return self.site.post(path, fields, self.cookies)

    def post(self, path: str, headers: Mapping[str, str] = OURS, **fields: str) -> httpx.Response:
        """A form."""
        return self.site.post(path, fields, self.cookies, headers)


def sent(cookies: Mapping[str, str] | None, headers: Mapping[str, str]) -> dict[str, str]:
    """Headers with cookies among them, as a browser sends them; underscores stand for dashes."""
    jar = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {**named, **({"Cookie": jar} if jar else {})}


@contextlib.contextmanager
def studio_site(home: Path, **settings: Any) -> Iterator[StudioSite]:
    """Serve it until the block ends."""
    how = {"poll_interval_s": 0.05, "backends": {"fake": True, "fake_blind": True}, **settings}
    with served(load_settings(home=home, **how)) as running:
        http.get(f"{running.face.address.base}/livez")  # answers when Footage is open
        yield StudioSite(running, run_apart(running.app.services), home)
