"""What people do in the studio, by role and by team; each act is one that agents and commands have, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import anyio
import pytest

from footage.money import Money
from footage.ports.overview import DaySum, Wanted
from footage.threads import utc_now
from mcp_server.web.money import SERIES, by_day
from mcp_server.web.pages import ago, browser, lasting
from tests.film_site import FilmSite
from tests.studio_site import StudioSite, studio_site
from tests.studio_world import AGENT, DEAR, DOUBTFUL, asked_for, made

pytestmark = pytest.mark.slow

NO_QUOTE = "quote_" + "0" * 24
PATHS = ("", "/films", "/money", "/backends", "/people")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home"), approve_above_usd="0.12") as opened:
        yield opened


@pytest.fixture(scope="module")
def doubtful(site: StudioSite) -> str:
    return anyio.run(lambda: made(site, DOUBTFUL, backend="fake_blind"))


def a_film(site: StudioSite) -> str:
    return FilmSite(site.running.app, site.services, site.base, site.home).a_film(title="<b>A boat</b> & others")


def acts(site: StudioSite, job_id: str) -> Mapping[str, dict[str, str]]:
    """Every act, with what it is about."""
    cap = {"scope": "team", "id": "local", "period": "month", "amount": "5"}
    return {
        **{f"/films/{job_id}/{act}": {} for act in ("cancel", "again", "publish", "unpublish")},
        f"/enhance/{job_id}": {},
        f"/quotes/{NO_QUOTE}/approve": {},
        f"/quotes/{NO_QUOTE}/decline": {},
        "/money/resolve": {"job": job_id, "charged": "0", "sure": "yes"},
        "/money/ask": {"job": job_id},
        "/money/cap": {**cap, "sure": "yes"},
        "/money/uncap": {**cap, "sure": "yes"},
        "/backends/fake/probe": {},
    }


OWNERS = ("/money/resolve", "/money/cap", "/money/uncap", "/backends/fake/probe")
"""What only owners may."""


def test_a_viewer_may_do_nothing_and_an_approver_nothing_that_is_an_owners(site: StudioSite) -> None:
    job_id = a_film(site)
    viewer, approver = site.visitor("vic", "viewer"), site.visitor("ann", "approver")
    for path, fields in acts(site, job_id).items():
        assert (path, viewer.send(path, fields).status_code) == (path, 403)
        if path in OWNERS:
            assert (path, approver.send(path, fields).status_code) == (path, 403)
    for path in (*PATHS, f"/films/{job_id}"):
        page = viewer.get(path)
        assert page.status_code == 200
        forms = set(re.findall(r'method="post" action="/studio([^"]*)"', page.text))
        assert forms <= {"/leave", "/people/end"}, path


def test_an_owner_of_another_team_finds_nothing_to_act_on(site: StudioSite, doubtful: str) -> None:
    quote_id = anyio.run(asked_for, site)
    eve, job_id = site.visitor("eve", "owner", "e"), a_film(site)
    for path, fields in acts(site, job_id).items():
        assert (path, eve.send(path, fields).status_code) in {(path, 404), (path, 400)}
    assert eve.post("/money/resolve", job=doubtful, charged="0", sure="yes").status_code == 404
    assert eve.post(f"/quotes/{quote_id}/approve").status_code == 404
    assert eve.post(f"/quotes/{quote_id}/decline").status_code == 404
    for path in PATHS:
        page = eve.get(path).text
        for name in (job_id, doubtful, quote_id, "A boat", DOUBTFUL, DEAR, str(site.home)):
            assert name not in page, (path, name)
    assert eve.get("/health").status_code == 404
    assert site.books.caps.all() == []


def test_what_callers_wrote_is_text_and_nothing_else(site: StudioSite) -> None:
    job_id, ada = a_film(site), site.visitor()
    for path in ("", "/films", f"/films/{job_id}"):
        page = ada.get(path).text
        assert "<b>A boat" not in page
        assert "&lt;b&gt;A boat&lt;/b&gt; &amp; others" in page


@pytest.mark.parametrize(
    "query",
    [
        "state=made-up",
        "day=2026-13-40",
        "day=9999-12-31",
        "day=0001-01-01",
        "page=0",
        "page=99999999999999",
        "page=-1",
        "words=%25%5F%27%22",
        "key=%00",
        "x=y",
    ],
)
def test_an_address_that_makes_no_sense_shows_films_all_the_same(site: StudioSite, query: str) -> None:
    assert site.visitor().get(f"/films?{query}").status_code == 200


@pytest.mark.parametrize("before", ["9" * 30, "9" * 5000, "-1", "\u00b2", "x"])
def test_a_line_that_cannot_be_begins_the_statement_anew(site: StudioSite, before: str) -> None:
    assert site.visitor().get(f"/money?before={before}").status_code == 200


def test_of_many_who_approve_at_once_one_does(site: StudioSite) -> None:
    title = f"{DEAR}, for many"
    quote_id = anyio.run(asked_for, site, title)
    people = [site.visitor(f"person {n}", "approver") for n in range(4)]
    with ThreadPoolExecutor(len(people)) as threads:
        said = list(threads.map(lambda one: one.post(f"/quotes/{quote_id}/approve").status_code, people))
    assert sorted(said)[0] == 303
    assert said.count(303) == 1
    found = site.books.overview.films("local", Wanted(words=title), first=0, count=9)
    assert found.total == 1


def test_a_call_that_is_declined_can_be_made_with_its_quote_no_more(site: StudioSite) -> None:
    quote_id = anyio.run(asked_for, site, f"{DEAR}, for nobody")
    ada = site.visitor()
    assert ada.post(f"/quotes/{quote_id}/decline").headers["location"] == "/studio?said=declined"
    assert ada.post(f"/quotes/{quote_id}/approve").status_code == 404


@pytest.mark.parametrize("charged", ["", "$", "x", "-1", "1e400", "NaN", "9999999", "1,000", "1,000.50"])
def test_a_sum_that_nobody_can_have_charged_is_refused(site: StudioSite, doubtful: str, charged: str) -> None:
    answer = site.visitor().post("/money/resolve", job=doubtful, charged=charged, sure="yes")
    assert answer.status_code == 400, answer.text
    assert [one.job_id for one in site.books.overview.doubts("local")] == [doubtful]


def test_money_is_settled_after_it_was_asked_once_more_with_the_sum(site: StudioSite, doubtful: str) -> None:
    ada = site.visitor()
    asked = ada.post("/money/resolve", job=doubtful, charged="$0.06")
    assert (asked.status_code, "Write down that $0.06 was charged?" in asked.text) == (200, True)
    assert site.books.overview.doubts("local")
    assert ada.post("/money/resolve", job=doubtful, charged="0.06", sure="yes").status_code == 303
    assert ada.post("/money/resolve", job=doubtful, charged="0.01", sure="yes").status_code == 404
    assert site.services.budget.charged(doubtful) == Money.usd("0.06")
    csv = ada.get("/money/backend.csv")
    assert (csv.headers["content-type"], "fake_blind,,0.06,1" in csv.text) == ("text/csv; charset=utf-8", True)
    lines = site.books.overview.statement("local", before=None, count=9)
    assert [(one.kind, one.amount) for one in lines if one.job_id == doubtful][:1] == [("capture", Money.usd("0.06"))]
    assert lines[0].running == site.services.budget.spent("local", "total")


def test_a_page_takes_no_form_that_is_none(site: StudioSite) -> None:
    ada = site.visitor()
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    assert ada.post("/people/end", headers=headers).status_code == 400
    assert ada.post("/people/end", session="x" * (3 << 20)).status_code == 400
    assert ada.get("/money/made-up.csv").status_code == 404


# --- how things are written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before_s", "told"),
    [
        (0, "just now"),
        (59, "59 s ago"),
        (90, "1 min ago"),
        (7200, "2 h ago"),
        (90_000, "1 day ago"),
        (-120, "in 2 min"),
    ],
)
def test_how_long_ago(before_s: float, told: str) -> None:
    now = utc_now()
    assert ago(now - timedelta(seconds=before_s), now) == told
    assert ago(None, now) == "never"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, "–"), (2.0, "2 s"), (2.5, "2.5 s"), (59.7, "1 min 00 s"), (3700, "1 h 01 min")],
)
def test_how_long(seconds: float | None, told: str) -> None:
    assert lasting(seconds) == told


def test_what_a_browser_is_called() -> None:
    assert browser("Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36 Edg/156.0") == "Edge on Linux"
    assert browser("") == "A browser"


def test_days_have_a_column_for_each_of_few_backends_and_one_for_the_rest() -> None:
    today = utc_now().date()
    sums = [DaySum(day=today, backend=f"b{n}", spent=Money(10 + n)) for n in range(SERIES + 4)]
    names, rows = by_day(sums, today - timedelta(days=2), today)
    assert (len(names), names[-1], len(rows)) == (SERIES + 1, "others", 3)
    assert sum((sum(one.microusd for one in row[1]) for row in rows), 0) == sum(one.spent.microusd for one in sums)


def test_the_agent_of_these_tests_is_of_the_team(site: StudioSite) -> None:
    askers: Any = site.books.overview.askers("local")
    assert (AGENT.key_id, AGENT.subject) in askers
