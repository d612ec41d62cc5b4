"""The player card in a real browser, in chats that allow much and in such that allow nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from footage.config import load_settings
from tests.browser.card_host import EVERYTHING, PAGE, Chat
from tests.browser.looking import look
from tests.film_site import served as serving
from tests.http_servers import Running, ask, served

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.system

WISH = {"prompt": "A sailing boat at sea", "duration_s": 1, "resolution": "480p", "audio": False}
DEAR = {**WISH, "duration_s": 2, "backend": "fake", "wait_s": 0}
PLAYED = """async (film) => {
    film.muted = true;
    await film.play();
    await new Promise((done) => film.ontimeupdate = () => film.currentTime > 0.2 && done());
    film.pause();
    return [new URL(film.src).protocol, film.videoWidth > 0];
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    settings = load_settings(
        home=tmp_path_factory.mktemp("home"), backends={"fake": True}, poll_interval_s=0.05, approve_above_usd="0.05"
    )
    with served(settings) as server:
        yield server


@pytest.fixture(scope="module")
def chat_page() -> Iterator[str]:
    async def chat(_request: Request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    listener = socket.create_server(("127.0.0.1", 0))
    with serving(Starlette(routes=[Route("/", chat)]), listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.fixture(scope="module")
def job_id(running: Running) -> str:
    """A film that is there."""
    answer = ask(running, "tools/call", name="generate_video", arguments={**WISH, "backend": "storyboard"}).text
    return answer.split('"job_id":"')[1].split('"')[0]


def assert_plays(card: FrameLocator, scheme: str) -> None:
    film = card.locator("#film")
    expect(film).to_be_visible(timeout=20_000)
    assert film.evaluate(PLAYED) == [scheme, True]


@pytest.mark.parametrize(("origins", "scheme"), [(None, "http:"), (("blob:",), "blob:")], ids=["link", "bytes"])
@pytest.mark.few(one_in=2)
def test_the_film_plays_by_what_the_chat_allows(
    running: Running, chat_page: str, job_id: str, page: Page, origins: Any, scheme: str
) -> None:
    chat = Chat(running, "get_job", {"job_id": job_id}, origins=origins)
    card = chat.show(page, chat_page)
    assert_plays(card, scheme)
    expect(card.locator("#facts")).to_contain_text("storyboard · $0.00")
    card.get_by_role("button", name="Open the film").click()
    assert chat.opened[0].startswith(f"{running.face.address.base}/v/{job_id}/")
    look(page, f"card-{scheme[:-1]}")


@pytest.mark.parametrize("can", [EVERYTHING, {}], ids=["resources", "nothing"])
@pytest.mark.few(one_in=2)
def test_where_no_film_may_play_a_picture_of_it_is_shown(
    running: Running, chat_page: str, job_id: str, page: Page, can: Any
) -> None:
    card = Chat(running, "get_job", {"job_id": job_id}, can=can, origins=()).show(page, chat_page)
    if can:
        expect(card.locator("#picture")).to_be_visible()
        expect(card.locator("#picture")).to_have_attribute("aria-label", "A picture of: A sailing boat at sea")
    expect(card.locator("#facts")).to_contain_text("storyboard")
    expect(card.locator("#film")).to_be_hidden()
    expect(card.get_by_role("button")).to_have_count(1 + 1 if can else 0)


def test_a_price_is_approved_and_the_film_followed_until_it_plays(running: Running, chat_page: str, page: Page) -> None:
    chat = Chat(running, "generate_video", DEAR, theme="dark")
    card = chat.show(page, chat_page)
    expect(card.locator("#status")).to_contain_text("costs up to $0.10 at fake")
    look(page, "card-price")
    card.get_by_role("button", name="Approve this price").click()
    expect(card.locator("#facts")).to_contain_text("fake · $0.08", timeout=20_000)
    assert_plays(card, "http:")
    assert chat.calls[0] == "generate_video"
    assert set(chat.calls[1:]) <= {"get_job"}
    again = card.get_by_role("button", name="Make again")
    again.click()
    expect(card.get_by_role("button", name="Yes, for up to $0.10")).to_be_visible()
    assert "generate_video" not in chat.calls[1:]


def test_a_price_that_is_declined_makes_nothing(running: Running, chat_page: str, page: Page) -> None:
    chat = Chat(running, "generate_video", {**DEAR, "prompt": "A boat in fog"})
    card = chat.show(page, chat_page)
    card.get_by_role("button", name="No").click()
    expect(card.locator("#status")).to_have_text("Nothing was made and nothing was spent.")
    expect(card.get_by_role("button")).to_have_count(0)
    assert chat.calls == []


def test_a_call_that_is_refused_says_why(running: Running, chat_page: str, page: Page) -> None:
    card = Chat(running, "get_job", {"job_id": "job_00000000000000000000"}).show(page, chat_page)
    expect(card.locator("main.failed #status")).to_contain_text("job_00000000000000000000")
    expect(card.get_by_role("button")).to_have_count(0)
