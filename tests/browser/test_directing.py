"""Films made by a person alone, in a real browser: from words and from an article, directed, approved, captioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from footage.caller import LOCAL
from tests.browser.looking import look
from tests.npm import AXE, script
from tests.studio_site import StudioSite, studio_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect
pytestmark = [pytest.mark.system, pytest.mark.night]

ARTICLE = (
    "# The night bus\n\nForty-one people took it in March. By July there were 310.\n\n"
    "## What it costs\n\nA ride is two euros. The bus pays for itself.\n"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """async (rules) => {
    const found = await axe.run(document, {runOnly: rules});
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
}"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOADED = "(image) => image.complete && image.naturalWidth > 0"
ORDER = "() => [...document.querySelectorAll('.scenes > li')].map((one) => one.id.replace('scene-', ''))"
Scheme = Literal["light", "dark"]
PATIENTLY_MS = 120_000
"""For what waits for a film, or for all that reads articles to be loaded."""

EXPECTED = re.compile("status of (409|422)|favicon")


class Person:
    """Somebody in front of a browser, who hears of everything that it complains about."""

    def __init__(
        self, site: StudioSite, browser: Browser, name: str, width: int = 1200, scheme: Scheme = "light"
    ) -> None:
        self.site = site
        self.troubles: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self._hear(said.text) if said.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._hear(f"{error}"))
        self.page.on("request", lambda one: None if one.url.startswith(site.base) else self._hear(f"asked {one.url}"))
        self.page.goto(f"{site.base}/enter?link={site.link(name)}")
        self.page.get_by_role("button", name="Open the studio").click()

    def go(self, path: str) -> Page:
        """Open a page."""
        self.page.goto(f"{self.site.base}{path}")
        return self.page

    def _hear(self, text: str) -> None:
        if not EXPECTED.search(text):
            self.troubles.append(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioSite]:
    with studio_site(tmp_path_factory.mktemp("home"), approve_above_usd=0.0001) as opened:
        yield opened


@pytest.fixture(scope="module")
def ann(site: StudioSite, browser: Browser) -> Iterator[Person]:
    person = Person(site, browser, "Ann")
    yield person
    person.context.close()


@pytest.fixture(autouse=True)
def nothing_is_complained_about(ann: Person) -> Iterator[None]:
    yield
    assert ann.troubles == []


def at_step(page: Page, step: int) -> None:
    """The page shows the draft after so many changes."""
    expect(page.get_by_text(f"step {step}", exact=False)).to_be_visible(timeout=PATIENTLY_MS)


@pytest.fixture(scope="module")
def made(ann: Person) -> str:
    """A draft of which two takes were made for money, by a person with a mouse."""
    page = ann.go("/make")
    page.get_by_label("What the film shows").fill("a boat on the sea")
    page.get_by_label("Seconds").fill("1")
    page.get_by_label("Takes").select_option("2")
    page.get_by_text("More choices").click()
    page.get_by_label("Size", exact=True).select_option("480p")
    page.get_by_label("Made by").select_option("fake")
    page.get_by_role("button", name="See scenes and price").click()
    expect(page.get_by_text("Fake films this from your words")).to_be_visible()
    price = page.locator("#price")
    expect(price).to_contain_text("(2 takes)")
    look(page, "plan-paid", whole=True)
    price.get_by_role("button", name=re.compile(r"^Approve, up to \$0\.\d\d$")).click()
    expect(page.locator(".take video")).to_have_count(2, timeout=PATIENTLY_MS)
    return page.url.rpartition("/")[2].partition("?")[0]


def test_a_person_pays_for_two_takes_and_picks_one(site: StudioSite, ann: Person, made: str) -> None:
    page = ann.page
    draft = site.books.drafts.for_(LOCAL).get(made)
    assert len({one.job_id for one in draft.jobs}) == 2
    assert all(site.services.budget.charged(one.job_id).microusd > 0 for one in draft.jobs)
    page.get_by_role("button", name="Pick this one take 2").click()
    expect(page.locator(".take.picked")).to_have_count(1)
    assert site.books.drafts.for_(LOCAL).get(made).picked == draft.jobs[1].job_id
    look(page, "takes", whole=True)
    ann.go(f"/plan/{made}")
    expect(page.get_by_role("link", name="It is made: see it")).to_be_visible()
    expect(page.locator("#approve")).to_have_count(0)


def test_a_person_directs_an_article_by_keyboard_alone(ann: Person) -> None:
    page = ann.go("/make?from=article")
    page.get_by_label("The article: its text, Markdown or HTML").focus()
    page.keyboard.insert_text(ARTICLE)
    page.get_by_label("Seconds").press("ControlOrMeta+a")
    page.keyboard.type("15")
    page.get_by_label("Voice", exact=True).select_option("off")  # to hear how fast one speaks takes seconds
    page.get_by_role("button", name="See scenes and price").press("Enter")
    at_step(page, 1)
    expect(page.locator(".scene .frame img").first).to_be_visible()
    first, second, *_ = page.evaluate(ORDER)
    words = page.locator(f"#f-{first}-show-text")
    words.press("ControlOrMeta+a")
    page.keyboard.type("A bus at night")
    page.keyboard.press("Tab")
    at_step(page, 2)
    # The page was put together anew around somebody who went on writing.
    assert page.evaluate("document.activeElement.id") == f"f-{first}-kind"
    expect(words).to_have_value("A bus at night")
    page.locator(f"#more-{first} > summary").press("Enter")
    page.locator(f"#f-{first}-say").press("ControlOrMeta+a")
    page.keyboard.type("Nobody counted 999 riders.")
    page.keyboard.press("Tab")
    at_step(page, 3)
    expect(page.locator(f"#scene-{first}")).to_contain_text("Not in the article: 999")
    assert page.evaluate(f"document.querySelector('#more-{first}').open")
    page.locator(f"#later-{first}").press("Enter")
    at_step(page, 4)
    assert page.evaluate(ORDER)[:2] == [second, first]
    assert page.evaluate("document.activeElement.id") == f"later-{first}"
    page.locator("#undo").press("Enter")
    at_step(page, 5)
    assert page.evaluate(ORDER)[:2] == [first, second]
    page.locator(f"#f-{second}-kind").select_option("figure")
    at_step(page, 6)
    value = page.locator(f"#f-{second}-show-value")
    value.fill("many")
    value.press("Tab")
    expect(value).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#approve")).to_have_count(0)
    value.fill("310")
    value.press("Tab")
    expect(page.locator("#approve")).to_have_text("Make it, free")
    look(page, "plan-article", whole=True)
    page.locator("#approve").press("Enter")
    expect(page.get_by_text("It is being made.")).to_be_visible()
    page.get_by_role("button", name="Cancel The night bus").click()


def test_scenes_are_dragged_subjects_are_found_and_others_are_told(
    site: StudioSite, ann: Person, browser: Browser
) -> None:
    page = ann.go("/make?prompt=a+fox+in+the+snow,+then+a+lighthouse")
    page.get_by_text("More choices").click()
    page.get_by_label("Made by").select_option("storyboard")
    page.get_by_role("button", name="See scenes and price").click()
    at_step(page, 1)
    order = page.evaluate(ORDER)
    page.drag_and_drop(f"#strip-{order[1]}", f"#strip-{order[0]}")
    at_step(page, 2)
    assert page.evaluate(ORDER)[0] == order[1]
    page.locator(f"#find-{order[0]}").fill("bicy")
    page.locator(f"#found-{order[0]}").get_by_role("button", name="bicycle", exact=False).first.click()
    at_step(page, 3)
    assert "bicycle" in page.locator(f"#f-{order[0]}-subjects").input_value()
    ben = Person(site, browser, "Ben")
    ben.page.goto(page.url)
    page.locator(f"#f-{order[0]}-titles").fill("Ann was here")
    page.keyboard.press("Tab")
    at_step(page, 4)
    ben.page.locator(f"#f-{order[0]}-titles").fill("Ben was here")
    ben.page.keyboard.press("Tab")
    expect(ben.page.get_by_role("alert")).to_contain_text("Ann has changed this meanwhile")
    expect(ben.page.get_by_role("alert")).to_contain_text("Ben was here")
    look(ben.page, "plan-conflict", whole=True)
    assert ben.troubles == []
    ben.context.close()


@pytest.fixture(scope="module")
def captions(site: StudioSite, ann: Person, made: str) -> str:
    """The address of captions that were begun on a film."""
    job_id = site.books.drafts.for_(LOCAL).get(made).jobs[0].job_id
    page = ann.go(f"/films/{job_id}")
    page.get_by_role("button", name="Captions").click()
    expect(page.locator("#stage")).to_be_visible()
    return page.url.removeprefix(site.base)


def test_captions_are_seen_on_a_real_frame_before_they_are_made(ann: Person, captions: str) -> None:
    page = ann.go(captions)
    page.get_by_role("button", name="Write the first one").click()
    page.locator("#c1-text").fill("All aboard")
    page.locator("#c1-to").fill("0.5")
    page.keyboard.press("Tab")
    stage = page.locator("#stage")
    expect(stage).to_have_attribute("alt", "A frame of the film with the caption: All aboard")
    before = stage.get_attribute("src")
    page.get_by_label("Style").select_option("box")
    expect(stage).not_to_have_attribute("src", before or "")
    page.wait_for_function(f"() => ({LOADED})(document.querySelector('#stage'))")
    look(page, "captions", whole=True)
    page.locator("#c1-add").click()
    page.locator("#c2-from").fill("0.1")
    page.keyboard.press("Tab")
    expect(page.locator("#wrong-c1")).to_contain_text("overlap")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Put the captions on").click()
    expect(page.get_by_text("It is being made.")).to_be_visible()


def test_an_enhancement_is_compared_with_what_was_before(site: StudioSite, ann: Person, made: str) -> None:
    job_id = site.books.drafts.for_(LOCAL).get(made).jobs[0].job_id
    page = ann.go(f"/enhance/{job_id}")
    page.get_by_label("Sharpen").check()
    page.get_by_role("button", name="Enhance it, free").click()
    expect(page.locator(".compare, .empty").first).to_be_visible(timeout=PATIENTLY_MS)
    if page.locator(".compare").count():
        page.get_by_label("How much of the film before").press("Home")
        assert page.evaluate("document.querySelector('.compare').style.getPropertyValue('--share')") == "0%"
    look(page, "compare", whole=True)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1200, "light")])
def test_no_page_of_directing_keeps_anybody_out(
    site: StudioSite, browser: Browser, made: str, captions: str, width: int, scheme: Scheme
) -> None:
    axe = script(AXE, "axe.min.js")
    person = Person(site, browser, "Cleo", width, scheme)
    mine = site.books.drafts.for_(LOCAL)
    article = mine.newest(["blog_to_video"], 1)
    job_id = mine.get(made).jobs[0].job_id
    paths = ["/make?from=article", *(f"/plan/{one.draft_id}" for one in article), captions, f"/takes/{made}"]
    if width < 400:
        paths += ["/make", "/plan", f"/plan/{made}", f"/enhance/{job_id}"]
    for path in paths:
        page = person.go(path)
        page.evaluate(axe)
        assert (path, page.evaluate(FOUND, RULES)) == (path, [])
        assert (path, page.evaluate(SIDEWAYS)) == (path, 0)
        look(page, f"{path.strip('/').split('/')[0].split('?')[0]}-{width}-{scheme}", whole=True)
    assert person.troubles == []
    person.context.close()
