"""Films by signed addresses and published ones, over a real socket."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.film_site import FILM, FilmSite, film_site, get


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FilmSite]:
    with film_site(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def job(site: FilmSite) -> str:
    return site.a_film(title='Ein "Boot" / naïve; \r\n')


def test_a_film_is_read_whole_by_whoever_has_its_address(site: FilmSite, job: str) -> None:
    answer = get(site.link(job))
    assert (answer.status_code, answer.content) == (200, FILM)
    said = answer.headers
    assert said["etag"] == f'"{hashlib.sha256(FILM).hexdigest()}"'
    assert said["cache-control"] == "private, max-age=3600, immutable"
    assert said["content-security-policy"] == "sandbox; default-src 'none'"
    assert (said["x-content-type-options"], said["cross-origin-resource-policy"]) == ("nosniff", "cross-origin")
    assert (said["access-control-allow-origin"], said["referrer-policy"]) == ("*", "no-referrer")
    assert (said["content-type"], said["accept-ranges"]) == ("video/mp4", "bytes")
    assert said["content-disposition"] == "inline; filename*=utf-8''Ein%20Boot%20na%C3%AFve%3B.mp4"


def test_it_is_kept_by_its_title_where_that_is_asked_for(site: FilmSite, job: str) -> None:
    assert get(f"{site.link(job)}&dl=1").headers["content-disposition"].startswith("attachment; filename")


def test_a_head_tells_the_same_without_the_film(site: FilmSite, job: str) -> None:
    answer = get(site.link(job), "HEAD")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", str(len(FILM)))


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-0", 206, FILM[:1]),
        ("bytes=100-", 206, FILM[100:]),
        ("bytes=-5", 206, FILM[-5:]),
        ("bytes=10200-99999", 206, FILM[10200:]),
        ("Bytes=1-2", 206, FILM[1:3]),
        ("bytes=10240-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=5-2", 200, FILM),
        ("bytes=", 200, FILM),
        ("bytes=-", 200, FILM),
        ("bytes=a-b", 200, FILM),
        ("bytes", 200, FILM),
        ("seconds=0-1", 200, FILM),
        ("bytes=0-1,", 200, FILM),
        ("bytes=0-" + "9" * 5000, 200, FILM),
    ],
)
def test_a_part_is_read_by_range_and_what_makes_no_sense_is_passed_over(
    site: FilmSite, job: str, asked: str, status: int, content: bytes
) -> None:
    answer = get(site.link(job), range=asked)
    assert (answer.status_code, answer.content) == (status, content)


def test_several_ranges_come_in_one_answer(site: FilmSite, job: str) -> None:
    answer = get(site.link(job), range="bytes=0-1, 10-11")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (206, "multipart/byteranges")


def test_a_part_belongs_to_the_film_that_the_browser_knows(site: FilmSite, job: str) -> None:
    link = site.link(job)
    etag = get(link, "HEAD").headers["etag"]
    assert get(link, range="bytes=0-1", if_range=etag).status_code == 206
    assert get(link, range="bytes=0-1", if_range='"another"').content == FILM


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_a_film_that_the_browser_has_is_not_sent_again(site: FilmSite, job: str, known: str) -> None:
    link = site.link(job)
    etag = get(link, "HEAD").headers["etag"]
    answer = get(link, if_none_match=known.format(etag))
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


@pytest.mark.parametrize("name", ["poster.jpg", "contact_sheet.jpg", "captions.srt", "captions.vtt"])
def test_what_belongs_to_it_is_read_likewise(site: FilmSite, job: str, name: str) -> None:
    answer = get(site.link(job, name))
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'


def test_nothing_is_read_without_the_right_address(site: FilmSite, job: str) -> None:
    link = site.link(job)
    bare = link.partition("?")[0]
    assert get(bare).status_code == 403
    assert get(link.replace("video.mp4", "poster.jpg")).status_code == 403
    assert get(re.sub("s=.", "s=_", link)).status_code == 403
    assert get(link, "POST").status_code == 405
    for name in ("nothing.mp4", "..", "../video.mp4", "%2e%2e%2ffootage.db", "footage.db"):
        assert get(site.link(job, name)).status_code in {403, 404}
    assert get(site.link("job_00000000000000000000")).status_code == 404
    assert get(site.link("..", "footage.db")).status_code in {403, 404}


def test_a_browser_of_any_site_may_ask(site: FilmSite, job: str) -> None:
    answer = get(site.link(job), "OPTIONS", origin="https://blog.test", access_control_request_method="GET")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")


def test_the_key_is_kept_by_the_database_for_all_processes_and_for_nobody_else(site: FilmSite, job: str) -> None:
    site.link(job)
    assert stat.S_IMODE((site.home / "footage.db").stat().st_mode) == 0o600
    link = site.link(job)
    with film_site(site.home) as another:
        moved = urlsplit(link)._replace(netloc=urlsplit(another.base_url).netloc).geturl()
        assert get(moved).content == FILM


def test_a_key_of_the_user_s_own_is_used_and_may_be_changed(tmp_path: Path) -> None:
    first, second = "the first key of ours", "the second key of ours"
    with film_site(tmp_path, link_key=first) as site:
        job = site.a_film()
        link = site.link(job)
    with film_site(tmp_path, link_key=f"{second},{first}") as site:
        here = urlsplit(link)._replace(netloc=urlsplit(site.base_url).netloc).geturl()
        assert get(here).content == FILM
        assert site.link(job).partition("&k=")[2] != link.partition("&k=")[2]
    with film_site(tmp_path, link_key=second) as site:
        assert get(urlsplit(link)._replace(netloc=urlsplit(site.base_url).netloc).geturl()).status_code == 403


def test_addresses_are_in_no_log(site: FilmSite, job: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    link = site.link(job)
    secret = link.partition("&s=")[2]
    get(link)
    site.services.objects.remove(job, "captions.vtt")
    get(site.link(job, "captions.vtt"))
    # httpx logs the addresses that this test asks for: only what the server says counts.
    assert not [one for one in caplog.records if secret in one.getMessage() and not one.name.startswith("http")]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_page_to_be_framed_shows_the_film_and_nothing_else(site: FilmSite) -> None:
    job = site.a_film(title="<script>alert(1)</script> </title>")
    assert site.services.links
    answer = get(site.services.links.page(job).url)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in answer.text
    assert "crossorigin" not in answer.text
    film = re.search(r'<source src="([^"]+)"', answer.text)
    assert film
    assert get(film[1].replace("&amp;", "&")).content == FILM


def test_a_published_film_has_an_address_for_good_until_it_is_taken_back(site: FilmSite) -> None:
    job = site.a_film(title="For our landing page")
    token = site.services.publications.publish(job)
    assert token == site.services.publications.publish(job)
    page = f"{site.base_url}/v/{token}"
    answer = get(page)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    assert data
    described = json.loads(data[1])
    assert (described["@type"], described["contentUrl"]) == ("VideoObject", f"{page}/video.mp4")
    assert "noindex" not in answer.text
    assert get(f"{page}/video.mp4", range="bytes=0-9").content == FILM[:10]
    assert get(f"{page}/video.mp4").headers["cache-control"] == "public, max-age=300"
    assert get(f"{page}/poster.jpg").status_code == 200
    assert get(f"{page}/contact_sheet.jpg").status_code == 404
    assert site.services.publications.unpublish(job)
    assert [get(page).status_code, get(f"{page}/video.mp4").status_code] == [404, 404]
    assert not site.services.publications.unpublish(job)
    assert site.services.publications.publish(job) != token
