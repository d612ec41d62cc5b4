"""Who gets into the studio, how far, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from footage.threads import utc_now
from mcp_server.web.front import Front
from mcp_server.web.guard import POLICY
from tests.film_site import FILM, FilmSite
from tests.studio_site import StudioSite, studio_site

pytestmark = pytest.mark.slow

NO_JOB = "job_" + "0" * 20
CROSS_SITE: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {},
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def a_film(site: StudioSite) -> str:
    return FilmSite(site.running.app, site.services, site.base, site.home).a_film()


def utc_hour_ago() -> datetime:
    return utc_now() - timedelta(hours=1)


def test_a_link_works_once(site: StudioSite) -> None:
    link = site.link("ada")
    shown = site.get(f"/enter?link={link}")
    assert (shown.status_code, "Welcome, ada" in shown.text) == (200, True)
    assert site.get(f"/enter?link={link}").status_code == 200  # programs that look at links use nothing up
    first = site.post("/enter", {"link": link})
    assert (first.status_code, first.headers["location"]) == (303, "/studio?said=welcome")
    cookie = first.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/studio", "Max-Age=2592000"))
    assert site.get("", dict(first.cookies)).status_code == 200
    second = site.post("/enter", {"link": link})
    assert (second.status_code, "set-cookie" in second.headers) == (403, False)
    assert site.get(f"/enter?link={link}").status_code == 403


@pytest.mark.parametrize("link", ["", "x", "a" * 5000, "%00"])
def test_a_made_up_link_opens_nothing(site: StudioSite, link: str) -> None:
    assert site.post("/enter", {"link": link}).status_code == 403


@pytest.mark.parametrize("path", ["", "/films", "/money", "/people", "/nothing", f"/media/{NO_JOB}/video.mp4"])
def test_a_stranger_sees_how_to_come_in_and_nothing_else(site: StudioSite, path: str) -> None:
    for cookies in (None, {site_cookie(site): "made up"}):
        answer = site.get(path, cookies)
        assert (answer.status_code, "footage studio" in answer.text) == (401, True)
        assert answer.headers["content-security-policy"] == POLICY


def site_cookie(site: StudioSite) -> str:
    return f"footage_studio_{site.running.face.address.port}"


def test_whoever_follows_a_link_of_another_site_is_asked_again_at_once(site: StudioSite) -> None:
    """Browsers keep a strict cookie back then, and send it when the page loads itself again."""
    assert 'http-equiv="refresh"' in site.get("", sec_fetch_site="cross-site").text
    assert 'http-equiv="refresh"' not in site.get("", sec_fetch_site="same-origin").text


@pytest.mark.parametrize("headers", CROSS_SITE)
def test_a_form_of_another_site_does_nothing(site: StudioSite, headers: dict[str, str]) -> None:
    ada = site.visitor()
    for path in ("/leave", "/people/end", f"/films/{NO_JOB}/cancel"):
        assert ada.post(path, headers=headers).status_code == 403
    assert site.post("/enter", {"link": site.link()}, headers=headers).status_code == 403
    assert ada.get("").status_code == 200


def test_a_form_of_our_own_is_known_by_its_origin_where_a_browser_says_no_more(site: StudioSite) -> None:
    ada = site.visitor()
    assert ada.post("/leave", headers={"Origin": site.running.face.address.base}).status_code == 303
    assert ada.get("").status_code == 401


def test_a_session_ends_for_the_very_next_request(site: StudioSite) -> None:
    ada, ben = site.visitor("ada"), site.visitor("ben", "viewer")
    theirs = next(one for one in site.books.sessions.listed("local") if one.seat.name == "ben" and one.began_at)
    mine = next(one for one in site.books.sessions.listed("local") if one.seat.name == "ada" and one.began_at)
    assert ben.post("/people/end", session=mine.session_id).status_code == 403
    assert ben.get("").status_code == 200
    assert ada.post("/people/end", session=theirs.session_id).status_code == 303
    assert ben.get("").status_code == 401
    assert site.books.sessions.good([theirs.session_id]) == frozenset()


def test_an_owner_of_another_team_ends_no_session_of_ours(site: StudioSite) -> None:
    site.visitor("ada")
    eve = site.visitor("eve", "owner", "e")
    mine = next(one for one in site.books.sessions.listed("local") if one.began_at)
    assert eve.post("/people/end", session=mine.session_id).status_code == 404
    assert "ada" not in eve.get("/people").text


def test_a_film_is_there_for_its_team_alone(site: StudioSite) -> None:
    job = a_film(site)
    ada, eve = site.visitor("ada", "viewer"), site.visitor("eve", "owner", "e")
    whole = ada.get(f"/media/{job}/video.mp4")
    assert (whole.status_code, whole.content) == (200, FILM)
    assert whole.headers["content-security-policy"] == POLICY
    assert "access-control-allow-origin" not in whole.headers
    part = ada.get(f"/media/{job}/video.mp4", Range="bytes=10-19")
    assert (part.status_code, part.content) == (206, FILM[10:20])
    for path in (f"/media/{job}/video.mp4", f"/films/{job}"):
        assert eve.get(path).status_code == 404
    assert job not in eve.get("").text


def test_a_viewer_looks_and_nothing_more(site: StudioSite) -> None:
    viewer = site.visitor("vic", "viewer")
    refused = viewer.post(f"/films/{NO_JOB}/cancel")
    assert (refused.status_code, "Your role here, viewer" in refused.text) == (403, True)
    refused = viewer.get("/make")
    assert (refused.status_code, "Your role here, viewer" in refused.text) == (403, True)
    assert "/studio/make" not in viewer.get("").text
    lines = [one for one in site.services.audit.lines(utc_hour_ago()) if one.subject == "vic"]
    assert ("refused", "studio cancel", "forbidden_scope") in {(one.event, one.tool, one.code) for one in lines}


def test_what_somebody_does_is_written_down_with_their_name(site: StudioSite) -> None:
    site.visitor("kim").post("/leave")
    lines = {
        (one.event, one.tool, one.key_id) for one in site.services.audit.lines(utc_hour_ago()) if "kim" in one.key_id
    }
    assert {("studio link", "", "studio:kim"), ("studio opened", "", "studio:kim")} <= lines
    assert ("acted", "studio leave", "studio:kim") in lines


def test_a_server_of_another_name_is_not_ours(site: StudioSite) -> None:
    assert site.visitor().get("", Host="films.evil.example").status_code == 421


def test_the_files_of_pages_are_kept_for_good_and_never_others(site: StudioSite) -> None:
    style = site.get("/static/studio.css?1")
    assert (style.status_code, style.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in style.headers["cache-control"]
    for name in ("..%2Fpages.py", "licences", "nothing.js", ".", "%2e%2e%2fpages.py", f"{'a' * 300}.css", "%00.css"):
        assert site.get(f"/static/{name}").status_code in {401, 404}


def test_over_https_the_cookie_is_bound_to_its_host() -> None:
    front = Front(base_url="https://a.example/films", is_private=False, file_of=None, then=lambda _do: None)  # type: ignore[arg-type]
    assert (front.cookie, front.cookie_path, front.root) == ("__Host-footage", "/", "/films/studio")
    assert front.is_own("https://a.example", "a.example")
    assert not front.is_own("http://a.example", "a.example")
