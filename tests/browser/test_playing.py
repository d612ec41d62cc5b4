"""Films in a real browser: Debian's Chromium, driven by Playwright (`make browser`)."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from films.delivery import embed_html
from media import ffmpeg
from tests.browser.looking import look
from tests.film_site import FilmSite, film_site, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.system, pytest.mark.night]

LENGTH_S, SEEN_AT_S = 24.0, 20.0
PLAYED = """async () => {
    const video = document.querySelector("video");
    await new Promise((done, failed) => {
        video.onerror = () => failed(new Error(video.error.message));
        if (video.readyState >= 1) done(); else video.onloadedmetadata = done;
    });
    video.muted = true;
    video.currentTime = %s;
    await new Promise((done) => video.onseeked = done);
    await video.play();
    await new Promise((done) => video.ontimeupdate = () => video.currentTime > %s && done());
    video.pause();
    const track = video.textTracks[0];
    return {duration: video.duration, at: video.currentTime, width: video.videoWidth,
            cues: track && track.cues ? track.cues.length : -1};
}""" % (SEEN_AT_S, SEEN_AT_S + 0.3)  # noqa: UP031 - braces are JavaScript's


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Long and rich enough that no browser fetches all of it before it is asked for its end."""
    out = tmp_path_factory.mktemp("film") / "film.mp4"
    drawn = ["-f", "lavfi", "-i", f"testsrc2=s=320x180:r=24:d={LENGTH_S},noise=alls=60:allf=t"]
    heard = ["-f", "lavfi", "-i", f"sine=d={LENGTH_S}"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p", "-g", "24", "-c:a", "aac"]
    ffmpeg.run([*drawn, *heard, *coded, "-movflags", "+faststart", f"file:{out}"], duration_s=LENGTH_S)
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FilmSite]:
    with film_site(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def ranges(page: Page) -> list[tuple[str, int]]:
    """What is asked for of the film, and how it is answered, as that happens."""
    asked: list[tuple[str, int]] = []

    def note(answer: object) -> None:
        request, status = answer.request, answer.status  # type: ignore[attr-defined]
        if "video.mp4" in request.url:
            asked.append((request.headers.get("range", ""), status))

    page.on("response", note)
    return asked


def assert_played(page: Page, asked: list[tuple[str, int]], *, cues: int) -> None:
    """The end of the film was seen before all of it was there."""
    seen = page.evaluate(PLAYED)
    assert seen["duration"] == pytest.approx(LENGTH_S, abs=0.2)
    assert seen["at"] > SEEN_AT_S
    assert (seen["width"], seen["cues"]) == (320, cues)
    assert {status for _, status in asked} == {206}
    assert any(not asked_for.startswith("bytes=0-") for asked_for, _ in asked), asked


def test_a_published_page_plays_by_range(site: FilmSite, film: Path, page: Page) -> None:
    assert site.services.links
    job = site.a_film(film, title="A boat & <others>")
    asked = ranges(page)
    page.goto(site.services.links.published(site.services.publications.publish(job)))
    assert page.title() == "A boat & <others>"
    assert_played(page, asked, cues=1)
    look(page, "published")


def test_another_site_plays_it_in_a_page_of_its_own_with_captions(site: FilmSite, film: Path, page: Page) -> None:
    job = site.a_film(film)
    record = site.services.jobs.get(job)
    figure = embed_html(
        record.title,
        video=site.link(job),
        poster=site.link(job, "poster.jpg"),
        captions=site.link(job, "captions.vtt"),
        created_at=record.created_at,
        width=320,
        height=180,
        duration_s=LENGTH_S,
    )

    async def blog(_request: Request) -> HTMLResponse:
        return HTMLResponse(f"<!doctype html><title>A blog</title>{figure}")

    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    asked = ranges(page)
    with served(Starlette(routes=[Route("/", blog)]), listener):
        page.goto(address)
        assert_played(page, asked, cues=1)
        look(page, "blog")


def test_a_signed_page_is_framed_by_another_site(site: FilmSite, film: Path, page: Page) -> None:
    assert site.services.links
    link = site.services.links.page(site.a_film(film)).url
    asked = ranges(page)
    page.set_content(f'<iframe width="600" height="400" src="{link.replace("&", "&amp;")}"></iframe>')
    frame = page.frames[-1]
    frame.wait_for_selector("video")
    seen = frame.evaluate(PLAYED)
    assert (seen["width"], seen["cues"]) == (320, 1)
    assert {status for _, status in asked} == {206}
    look(page, "framed")
