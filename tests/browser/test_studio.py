"""The studio as people use it: every page and every act in a real browser, by mouse and by keyboard, in every light."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pytest

from footage.ports.studio import Role
from tests.apart import run_apart
from tests.browser.looking import look
from tests.npm import AXE, script
from tests.studio_site import StudioSite, studio_site
from tests.studio_world import AGENT, APPROVE_ABOVE, DEAR, DOUBTFUL, DRAWN, FAILED, PAID, asked_for, fill, made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = pytest.mark.system

PAGES = (
    "",
    "/films",
    "/films?words=nothing",
    "/films/PAID",
    "/films/FAILED",
    "/money",
    "/backends",
    "/health",
    "/people",
)
WIDTHS = {"phone": 390, "tablet": 820, "desk": 1440}
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIGHTS: dict[Literal["light", "dark"], list[str]] = {"light": AXE_RULES, "dark": ["cat.color"]}
"""What is looked at in each: only colours differ."""

FOUND = """async (rules) => {
    const found = await axe.run(document, {runOnly: rules});
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
}).length"""
BROKEN_RULES = """document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy: ${event.violatedDirective}`);
});"""


def elsewhere(do: Callable[..., Any], *arguments: Any) -> Any:
    """Run something async on a thread of its own: the browser's has an event loop already."""
    return run_apart(partial(do, *arguments))


@dataclass
class World:
    """A studio with something of everything, and people in front of it."""

    site: StudioSite
    browser: Browser
    jobs: dict[str, str]
    troubles: list[str] = field(default_factory=list)

    def person(self, name: str = "ada", role: Role = "owner", team: str = "local", **how: Any) -> Page:
        """Somebody's browser, inside; what it complains about is noted."""
        context = self.browser.new_context(**{"viewport": {"width": 1200, "height": 900}, "locale": "en-GB", **how})
        page = context.new_page()
        page.goto(f"{self.site.base}/enter?link={self.site.link(name, role, team)}")
        page.get_by_role("button", name="Open the studio").click()
        expect(page.get_by_text("You are in.")).to_be_visible()
        self.watch(context, page)
        return page

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Note whatever is not as it should be."""
        base = self.site.base.removesuffix("/studio")
        context.add_init_script(BROKEN_RULES)
        page.on("console", lambda said: self.note(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.note(f"{error}"))
        page.on("request", lambda one: None if one.url.startswith((base, "data:")) else self.note(f"asked {one.url}"))

    def note(self, trouble: str) -> None:
        """Something was complained about; that a page says 401, 403 or 404 is meant where it is tested."""
        if not re.search("status of (401|403|404|409)", trouble):
            self.troubles.append(trouble)

    def url(self, path: str) -> str:
        """A page's address; PAID and FAILED stand for films."""
        return f"{self.site.base}{path.replace('PAID', self.jobs[PAID]).replace('FAILED', self.jobs[FAILED])}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home"), approve_above_usd=APPROVE_ABOVE) as opened:
        yield opened


@pytest.fixture(scope="module")
def world(site: StudioSite, browser: Browser) -> World:
    return World(site, browser, elsewhere(fill, site, DRAWN[:1]))


@pytest.fixture(autouse=True)
def without_complaints(world: World) -> Iterator[None]:
    world.troubles.clear()
    yield
    assert world.troubles == []
    for context in world.browser.contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until the page has what it fetches by itself."""
    page.wait_for_load_state("load")
    if page.url.endswith("/health"):
        expect(page.locator("#findings")).not_to_contain_text("Looking", timeout=60_000)


# --- how pages are ---------------------------------------------------------------------------------------------------


def test_every_page_is_for_everybody(world: World) -> None:
    """In light and dark, on every width, at 200 % (a window of 640 pixels is then one of 320), without motion, and with
    nothing inline in it.
    """
    axe, page = script(AXE, "axe.min.js"), world.person(reduced_motion="reduce")
    for path in PAGES:
        answer = page.goto(world.url(path))
        assert answer
        assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=", answer.text()), path
        settle(page)
        assert page.evaluate(MOVES) == 0, path
        page.evaluate(axe)
        for scheme, rules in LIGHTS.items():
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(FOUND, rules) == [], (path, scheme)
            look(page, f"studio-{path.strip('/').split('/')[0] or 'now'}-{scheme}", whole=True)
        for width in (820, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(SIDEWAYS) <= 0, (path, width)
        page.set_viewport_size({"width": 1200, "height": 900})


def test_forced_colours_keep_what_is_used_visible(world: World) -> None:
    page = world.person(forced_colors="active")
    page.goto(world.url("/money"))
    button = page.get_by_role("button", name="Set the cap", include_hidden=True)
    border = button.evaluate("(one) => [getComputedStyle(one).borderTopWidth, getComputedStyle(one).borderTopStyle]")
    assert border == ["1px", "solid"]


def test_light_and_dark_are_switched_and_remembered(world: World) -> None:
    page = world.person(color_scheme="light")
    page.get_by_role("button", name="Light or dark").click()
    page.goto(world.url("/films"))
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("() => getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(13, 20, 32)"


def test_all_can_be_done_by_keyboard(world: World) -> None:
    quote_id = elsewhere(asked_for, world.site, f"{DEAR}, by keyboard")
    page = world.person()
    page.goto(world.url(""))
    page.keyboard.press("Tab")
    expect(page.get_by_text("To the content")).to_be_focused()
    page.keyboard.press("Enter")
    approve = page.locator(f"#{quote_id}").get_by_role("button", name=re.compile("Approve"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if approve.evaluate("(one) => one === document.activeElement"):
            break
    expect(approve).to_be_focused()
    assert approve.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said yes")).to_be_visible()


# --- what people do --------------------------------------------------------------------------------------------------


def test_a_person_approves_watches_settles_publishes_and_makes_again_in_the_browser_alone(world: World) -> None:
    quote_id = elsewhere(asked_for, world.site, f"{DEAR}, once more")
    page = world.person()
    page.goto(world.url(""))
    page.locator(f"#{quote_id}").get_by_role("button", name=re.compile(r"Approve, up to \$0\.15")).click()
    expect(page.locator(".badge.completed").first).to_be_visible(timeout=60_000)  # it comes over the stream
    expect(page.locator("#news")).to_contain_text("Done")
    expect(page.get_by_text("$0.12 charged")).to_be_visible()
    assert page.locator("video").evaluate(
        "async (film) => { film.muted = true; await film.play(); film.pause(); return film.videoWidth > 0 }"
    )

    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()  # asked once more
    expect(page.get_by_text("It is on the web now.")).to_be_visible()
    address = page.locator("a[href*='/v/pub_']").get_attribute("href")
    assert page.request.get(address or "").status == 200
    page.get_by_role("button", name="Take off the web").click()
    assert page.request.get(address or "").status == 404

    page.goto(world.url("/films/PAID"))
    page.get_by_role("button", name="Make again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make another take for up to $0.10?")
    page.get_by_role("button", name="Make it, up to $0.10").click()
    expect(page.get_by_text("It is being made.")).to_be_visible()
    expect(page.locator(".badge.completed").first).to_be_visible(timeout=60_000)

    page.goto(world.url("/money"))
    doubt = page.locator("li.doubt").filter(has_text=DOUBTFUL)
    doubt.get_by_label("It was charged, in dollars").fill("0.06")
    doubt.get_by_role("button", name="Write down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write down that $0.06 was charged?")
    page.get_by_role("button", name="Yes, $0.06 was charged").click()
    expect(page.get_by_text("It is written down as charged.")).to_be_visible()
    expect(page.locator("li.doubt")).to_have_count(0)
    expect(page.locator(".statement tr").filter(has_text=DOUBTFUL).filter(has_text="charged").first).to_contain_text(
        "$0.06"
    )
    world.jobs.pop(DOUBTFUL)


def test_a_film_in_work_is_shown_as_it_gets_on_and_can_be_stopped(world: World) -> None:
    page = world.person()
    job_id = elsewhere(slow, world.site)
    expect(page.locator(f"#work-{job_id}")).to_be_visible(timeout=10_000)
    page.locator(f"#work-{job_id}").get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("It is asked to stop.")).to_be_visible()
    expect(page.locator("#film .badge.cancelled").first).to_be_visible(timeout=20_000)


async def slow(site: StudioSite) -> str:
    return await made(site, "A barge on the canal [slow 60]", backend="fake", wait_s=0)


NO_STREAM = """const asked = fetch;
const none = () => Promise.reject(new TypeError("no stream"));
window.fetch = (url, more) => String(url).includes("/events") ? none() : asked(url, more)"""


def late(route: Route) -> None:
    """Scripts come in any order: what listens must not miss a stream that fails at once."""
    answer = route.fetch()
    time.sleep(0.3)
    route.fulfill(response=answer)


def test_where_no_stream_comes_the_page_asks(world: World) -> None:
    page = world.person()
    page.add_init_script(NO_STREAM)
    page.route("**/studio.js*", late)
    page.clock.install()
    page.goto(world.url(""))
    expect(page.locator("html[data-asks]")).to_be_attached(timeout=10_000)
    with page.expect_response("**/parts?on=now"):
        page.clock.run_for(6000)
    world.troubles.clear()  # the browser tells of the stream that failed


def test_filters_stand_in_the_address_and_the_list_can_be_sent_on(world: World) -> None:
    page = world.person()
    page.goto(world.url("/films"))
    page.get_by_label("Words in the title").fill("kite")
    page.get_by_label("State").select_option("completed")
    page.get_by_role("button", name="Show").click()
    assert "words=kite" in page.url
    assert "state=completed" in page.url
    expect(page.locator("article.film").first).to_contain_text(PAID)
    page.get_by_role("link", name="show all").click()
    expect(page.locator("article.film").filter(has_text=FAILED)).to_be_visible()


def test_an_owner_sets_a_cap_and_takes_it_back(world: World) -> None:
    page = world.person()
    page.goto(world.url("/money"))
    page.get_by_text("Set a cap").click()
    page.get_by_label("For a").select_option("key")
    page.get_by_label("Called").fill(AGENT.key_id)
    page.get_by_label("Dollars", exact=True).fill("12")
    page.get_by_role("button", name="Set the cap").click()
    page.get_by_role("button", name="Set the cap of $12.00").click()
    row = page.locator("tr").filter(has_text=AGENT.key_id).filter(has_text="$12.00")
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove the cap of $12.00").click()
    expect(page.get_by_text("The cap is gone.")).to_be_visible()


def test_of_two_who_say_yes_at_once_one_does(world: World) -> None:
    title = f"{DEAR}, for two"
    quote_id = elsewhere(asked_for, world.site, title)
    pages = [world.person("ada"), world.person("ben", "approver")]
    for page in pages:
        page.route("**/events*", lambda route: route.abort())  # neither hears of the other
        page.goto(world.url(""))
    for page in pages:
        page.locator(f"#{quote_id}").get_by_role("button", name=re.compile("Approve")).click()
    expect(pages[0].get_by_text("You said yes")).to_be_visible()
    expect(pages[1].get_by_text("This no longer waits for anybody.")).to_be_visible()
    world.troubles.clear()  # the streams that were cut off
    made = [one for one in world.site.services.jobs.for_(AGENT).newest(status=None, limit=50) if one.title == title]
    assert [one.caller.subject for one in made] == ["ada"]


def test_sessions_are_seen_and_ended(world: World) -> None:
    ben, ada = world.person("ben", "approver"), world.person("ada")
    ada.goto(world.url("/people"))
    theirs = ada.locator("li.session").filter(has_text="ben").filter(has_text="here").first
    theirs.get_by_role("button", name="End").click()
    expect(ada.get_by_text("That session has ended.")).to_be_visible()
    ben.goto(world.url("/films"))
    expect(ben.get_by_text("The studio opens with a link")).to_be_visible()
    ada.get_by_role("button", name="Sign out").click()
    expect(ada.get_by_text("The studio opens with a link")).to_be_visible()
