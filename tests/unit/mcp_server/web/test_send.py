"""A film is sent from its page in the studio: whoever presses the button is the person who is asked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from tests.outlets import Outside, connect_all, surroundings
from tests.studio_site import StudioSite, studio_site
from tests.studio_world import made

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def world() -> Iterator[Outside]:
    with surroundings() as world:
        yield world


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, world: Outside) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def job_id(site: StudioSite) -> str:
    return anyio.run(lambda: made(site, "A boat", backend="fake"))


def ended(site: StudioSite, path: str) -> str:
    """The page of a job, when that has ended."""
    visitor = site.visitor("ann", "owner")
    for _ in range(400):
        page = html.unescape(visitor.get(path).text)
        if "in work" not in page and "waiting" not in page:
            return page
        anyio.run(anyio.sleep, 0.05)
    raise AssertionError("the job does not end")


def test_a_film_is_sent_and_its_page_says_where_it_is(
    site: StudioSite, world: Outside, job_id: str, tmp_path: Path
) -> None:
    owner = site.visitor("ann", "owner")
    empty = owner.get(f"/films/{job_id}/send").text
    assert "No account is connected" in empty or "a permanent link" in empty
    connect_all(site.services.accounts, world, tmp_path)
    page = owner.get(f"/films/{job_id}/send").text
    assert "YouTube: youtube channel" in page
    wish = {"place": "youtube UCemulated", "title": "Boats", "tags": "boats, the sea", "visibility": "unlisted"}
    asked = owner.send(f"/films/{job_id}/send", wish)
    assert "everybody can see it who has the address" in asked.text
    assert world.videos("youtube") == []
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    sent = owner.send(f"/films/{job_id}/send", fields)
    assert sent.status_code == 303
    shown = ended(site, sent.headers["location"].removeprefix("/studio").partition("?")[0])
    [came] = world.videos("youtube")
    assert f"https://www.youtube.com/watch?v={came['id']}" in shown
    assert came["facts"]["status"] == {
        "privacyStatus": "unlisted",
        "selfDeclaredMadeForKids": False,
        "containsSyntheticMedia": False,
        "embeddable": True,
    }


def test_what_cannot_be_sent_is_told_on_the_page(site: StudioSite, world: Outside, job_id: str, tmp_path: Path) -> None:
    owner = site.visitor("ann", "owner")
    connect_all(site.services.accounts, world, tmp_path)
    for wish, words in (
        ({"title": "Boats"}, "not said where to"),
        ({"place": "tiktok emulated-person", "visibility": "public"}, "gets a draft"),
        ({"place": "youtube UCemulated", "publish_at": "tomorrow"}, "is no moment"),
    ):
        page = owner.send(f"/films/{job_id}/send", wish)
        assert (page.status_code, words in html.unescape(page.text)) == (400, True)
    assert site.visitor("vic", "viewer").send(f"/films/{job_id}/send", {}).status_code == 403


def test_a_person_says_where_a_film_is_that_nobody_knew_of(
    site: StudioSite, world: Outside, job_id: str, tmp_path: Path
) -> None:
    owner = site.visitor("ann", "owner")
    connect_all(site.services.accounts, world, tmp_path)
    other = anyio.run(lambda: made(site, "A ship", backend="fake"))
    wish = {"place": "youtube UCemulated", "title": "Lost [gone never]", "ai": "on"}
    sent = owner.send(f"/films/{other}/send", wish)
    path = sent.headers["location"].removeprefix("/studio").partition("?")[0]
    assert "Nobody knows whether it is there" in ended(site, path)
    assert "Write that down?" in owner.send(f"{path}/posted", {"url": ""}).text
    assert owner.send(f"{path}/posted", {"url": "", "sure": "yes"}).status_code == 303
    again = owner.send(f"/films/{other}/send", wish).headers["location"].removeprefix("/studio").partition("?")[0]
    assert again != path
    assert "watch?v=" in ended(site, again)
    assert len(world.videos("youtube", "Lost")) == 1
