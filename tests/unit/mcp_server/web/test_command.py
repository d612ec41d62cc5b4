"""`footage studio`: links for oneself and for others, who has it open, and an end to it; and what open pages hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import httpx
import pytest

from footage.caller import LOCAL
from mcp_server.cli import run
from tests.film_site import FilmSite
from tests.plain_http import http
from tests.studio_site import StudioSite, Visitor, sent, studio_site

pytestmark = pytest.mark.slow

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)/studio/enter\?link=([\w-]{43})\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def home(site: StudioSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_HOME", str(site.home))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["studio", *arguments]) == 0
    return capsys.readouterr().out


def test_it_opens_the_studio_of_the_server_that_runs(site: StudioSite, capsys: pytest.CaptureFixture[str]) -> None:
    port = site.running.face.address.port
    found = LINK.fullmatch(printed(capsys, "--no-open", "--port", f"{port}"))
    assert found
    assert int(found[1]) == port
    assert site.post("/enter", {"link": found[2]}).status_code == 303
    assert "owner" in printed(capsys, "--list")


def test_somebody_is_let_in_seen_and_shown_out(site: StudioSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["teams", "add", "films"]) == 0
    capsys.readouterr()
    found = LINK.fullmatch(printed(capsys, "--invite", "ben", "--role", "approver", "--team", "films"))
    assert found
    answer = site.post("/enter", {"link": found[2]})
    cookies = dict(answer.cookies)
    assert "films · approver" in site.get("", cookies).text
    row = next(line for line in printed(capsys, "--list").splitlines() if " ben " in line)
    assert printed(capsys, "--end", row.split()[0]).startswith(row.split()[0])
    assert site.get("", cookies).status_code == 401


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--invite", "ben", "--team", "nobody"], "There is no team 'nobody'"),
        (["--invite", "a\nb"], "A name has 1 to 60 characters"),
        (["--invite", " "], "A name has 1 to 60 characters"),
        (["--end", "visit_none"], "There is no session 'visit_none'"),
    ],
)
def test_what_cannot_be_is_told(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert run(["studio", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_an_open_page_hears_of_its_own_team_until_its_session_ends(site: StudioSite) -> None:
    films = FilmSite(site.running.app, site.services, site.base, site.home)
    ada, eve = site.visitor("ada"), site.visitor("eve", "owner", "e")
    session = next(one for one in site.books.sessions.listed("local") if one.seat.name == "ada" and one.began_at)
    with stream(site, ada) as mine, stream(site, eve) as theirs:
        assert mine.headers["content-type"].startswith("text/event-stream")
        assert (mine.headers["x-accel-buffering"], mine.headers["cache-control"]) == ("no", "no-store")
        ours, others = mine.iter_lines(), theirs.iter_lines()
        heard(ours, "Nothing is being made")
        heard(others, "Nothing is being made")
        ours_id = films.a_film(title="A boat of ours")
        heard(ours, "A boat of ours")
        films.a_film(title="A boat of theirs", caller=replace(LOCAL, org_id="org", team_id="e"))
        assert "of ours" not in heard(others, "A boat of theirs")
        site.books.sessions.end(session.session_id, None, "root")
        films.a_film(title="A boat that comes too late")
        assert not [line for line in ours if "too late" in line]
    assert ada.get("/events?on=now").status_code == 401
    for page in ("nothing", "film&job=job_0", f"film&job={ours_id}"):
        for path in ("/events", "/parts"):
            assert eve.get(f"{path}?on={page}").status_code == 404


def stream(site: StudioSite, visitor: Visitor) -> AbstractContextManager[httpx.Response]:
    http.cookies.clear()
    return http.stream("GET", f"{site.base}/events?on=now", headers=sent(visitor.cookies, {}))


def heard(lines: Iterator[str], words: str) -> str:
    """All that is heard until these words are."""
    told = ""
    while words not in told:
        told += next(lines)
    return told
