"""A marketing film to a landing page: the agent's own steps at a real server with a key, the page in a real browser."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

import anyio
import pytest
from marketing_agent.answers import Data, Job
from marketing_agent.brief import read_brief
from marketing_agent.build import Made, Published, build_site
from marketing_agent.campaign import campaign
from marketing_agent.desk import Desk
from marketing_agent.studio import Reached, connected
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from films.services import Services
from footage.config import load_settings
from footage.ports.identity import Identity
from tests.clients.examples import small_brief
from tests.databases import ready
from tests.film_site import served as site_served
from tests.http_servers import Tokens, served
from tests.plain_http import http
from tests.teams import ANN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.system, pytest.mark.night]

KEY = "a key"
SHORT = {"film_s": 4.0, "resolution": "480p", "style": "flat", "article": ""}
PLAYED = """async () => {
    const [video] = document.querySelectorAll("video");
    video.muted = true;
    await video.play();
    await new Promise((done) => video.ontimeupdate = () => video.currentTime > 0.5 && done());
    video.pause();
    const [track] = video.textTracks;
    return {at: video.currentTime, width: video.videoWidth, height: video.videoHeight, cues: track.cues.length};
}"""

LAID_OUT = """() => ({
    wide: document.documentElement.scrollWidth,
    small: [...document.querySelectorAll("a, summary")]
        .filter((one) => one.offsetParent && !one.matches(".skip"))
        .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 24).map((one) => one.textContent),
    films: [...document.querySelectorAll("video")].map((film) => film.offsetWidth),
    ground: getComputedStyle(document.body).backgroundColor,
})"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass
class Campaign:
    """What the agent has made: the site, its calls, and what it said; the server is still there."""

    services: Services
    folder: Path
    brief: Path
    calls: list[tuple[str, Data]]
    said: str

    @property
    def films(self) -> list[Job]:
        """The films on the page, by the agent's last calls."""
        return [Job.model_validate(answer) for tool, answer in self.calls if tool == "add_captions"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    folder = tmp_path_factory.mktemp("campaign")
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    tokens = Tokens({KEY: Identity(caller=replace(ANN, remote=True), client_id="key_ann", kind="key")})
    with served(load_settings(home=home, auth="keys"), tokens) as server:
        brief = small_brief(folder)
        calls: list[tuple[str, Data]] = []
        with ThreadPoolExecutor(1) as apart:  # Playwright's loop may run on this thread
            reached = Reached(url=server.url, key=KEY)
            said = apart.submit(anyio.run, _make, brief, folder / "site", reached, calls).result()
            services = apart.submit(anyio.run, server.app.services).result()
        yield Campaign(services, folder / "site", brief, calls, said)


async def _make(brief: Path, site: Path, reached: Reached, calls: list[tuple[str, Data]]) -> str:
    """The agent's job with a short film of the brief alone, and no framework."""
    async with connected(reached) as ask:
        desk = Desk(brief_path=brief, ask=ask, site=site, is_remote=True)
        desk.brief = read_brief(brief).model_copy(update=SHORT)
        steps = campaign()
        try:
            call = next(steps)
            while True:
                answer = await desk.call(call.tool, call.arguments)
                calls.append((call.tool, answer))
                call = steps.send(answer)
        except StopIteration as ended:
            return str(ended.value)


@pytest.fixture(scope="module")
def address(made: Campaign) -> Iterator[str]:
    """Where the site is, as on any web server."""
    listener = socket.create_server(("127.0.0.1", 0))
    with site_served(Starlette(routes=[Mount("/", StaticFiles(directory=made.folder, html=True))]), listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_the_agent_asks_checks_makes_and_builds_in_few_calls(made: Campaign) -> None:
    tools = [tool for tool, _ in made.calls]
    assert (tools[:3], tools[-2:]) == (
        ["read_brief", "check_budget", "generate_video"],
        ["build_landing_page", "publish"],
    )
    assert len(tools) <= 14
    assert made.said.startswith("The page is ready")
    assert all(film.status == "completed" for film in made.films)


def test_the_film_plays_and_the_page_asks_nobody_else(made: Campaign, address: str, page: Page) -> None:
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(address)
    seen = page.evaluate(PLAYED)
    assert seen["at"] > 0.5
    assert (seen["width"], seen["height"], seen["cues"]) == (854, 480, 2)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert [text for text in told if "favicon" not in text] == []


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_page_fits_every_screen_by_day_and_by_night(
    address: str, browser: Browser, tmp_path: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    folder = Path(os.environ.get("FOOTAGE_TEST_PICTURES", tmp_path))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"landing-page-{width}-{scheme}.png", full_page=True)
        seen = page.evaluate(LAID_OUT)
        assert seen["wide"] == width
        assert seen["small"] == []  # what is pressed is 24 px at least
        assert all(0 < film <= width for film in seen["films"])
        assert (sum(map(int, re.findall(r"\d+", seen["ground"]))) > 384) == (scheme == "light")
    context.close()


def test_films_that_stay_on_the_server_play_there_too_and_every_link_is_open_to_all(
    made: Campaign, browser: Browser, tmp_path: Path
) -> None:
    links, publish = made.services.links, made.services.publications.publish
    assert links
    folders = [links.published(publish(str(film.job_id))) for film in made.films]
    wide, tall = (
        Made(job=job, published=Published(folder=at, film=f"{at}/video.mp4"))
        for job, at in zip(made.films, folders, strict=True)
    )
    # Links in answers end; those on the page are permanent, and have no signature.
    build_site(tmp_path, read_brief(made.brief), wide, tall)
    listener = socket.create_server(("127.0.0.1", 0))
    here = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    with site_served(Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))]), listener):
        text = (tmp_path / "index.html").read_text()
        found = set(re.findall(r'(?:src|poster|href)="([^"#]+)"', text)) - {""}
        ours = {urljoin(here, one) for one in found if "tradewind.example" not in one and not one.startswith("data:")}
        assert sum(one.startswith(folders[0]) for one in ours) == 3
        answers = {one: http.get(one, headers={"Range": "bytes=0-99"}).status_code for one in ours}
        assert set(answers.values()) <= {200, 206}, answers
        context = browser.new_context()
        page = context.new_page()
        page.goto(here)
        assert page.evaluate(PLAYED)["cues"] == 2
        assert context.cookies() == []
        context.close()
