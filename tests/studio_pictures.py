"""The pictures of docs/guides/studio.md: `python -m tests.studio_pictures docs/images/studio`.

A month of a team's work is written into the ledger; its last films are really drawn, and really shown by a browser.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from footage.threads import utc_now
from storage.db import Database
from tests.apart import run_apart
from tests.studio_site import StudioSite, studio_site
from tests.studio_world import AGENT, APPROVE_ABOVE, DOUBTFUL, asked_for, made

if TYPE_CHECKING:
    from playwright.sync_api import Page

DRAWN = (
    "Wind turbines on green hills, 'Clean energy for all'",
    "Tokyo at night, neon signs, rain on the street",
    "A sailing boat crosses a calm bay at dawn",
    "A lighthouse in a storm at night, 'Hold the light'",
)
BACKENDS = ("veo_fast", "seedance", "runway")


def month(database: Database) -> None:
    """What the team spent in the last thirty days."""
    tables, now = SQLModel.metadata.tables, utc_now()
    jobs: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for n in range(46):
        at, backend = now - timedelta(days=1 + n * 0.63, hours=n % 5), BACKENDS[(n * n) % 3]
        job_id, cents = f"job_{n:020x}", 20 + (37 * n) % 90
        title = ("A red kite over the dunes", "The harbour from above", "Coffee is poured, close")[n % 3]
        jobs.append(
            {
                **AGENT.ids(),
                **{"id": job_id, "tool": "generate_video", "title": title, "status": "cancelled", "queue": "cloud"},
                **{"request": {}, "request_hash": job_id, "progress": 1.0, "message": "", "cancel_requested": False},
                **{"runs": 1, "pays_for_mending": False, "created_at": at, "finished_at": at, "tag": ""},
            }
        )
        one = {"job_id": job_id, "backend": backend, "at": at}
        held = {**one, "id": 2 * n + 1, "kind": "hold", "amount_microusd": 12_000 * cents, "resolves_id": None}
        paid = {**one, "id": 2 * n + 2, "kind": "capture", "amount_microusd": 10_000 * cents, "resolves_id": 2 * n + 1}
        lines += [held, paid]
    with database.write() as session:
        session.execute(insert(tables["footage_job"]), jobs)
        session.execute(insert(tables["footage_ledger"]), lines)


def pictures(site: StudioSite, job_id: str, folder: Path) -> Sequence[Path]:
    """Each page in the light that suits it."""
    from playwright.sync_api import sync_playwright

    pages = {"now-light": "", "film-dark": f"/films/{job_id}", "money-light": "/money"}
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_page(viewport={"width": 1200, "height": 900}, locale="en-GB", reduced_motion="reduce")
        page.goto(f"{site.base}/enter?link={site.link()}")
        page.get_by_role("button", name="Open the studio").click()
        page.wait_for_url("**/studio?said=welcome")
        made = [_picture(page, f"{site.base}{path}", folder / f"{name}.png") for name, path in pages.items()]
        browser.close()
    return made


def _picture(page: Page, address: str, file: Path) -> Path:
    page.emulate_media(color_scheme="dark" if "dark" in file.stem else "light")
    page.goto(address)
    page.wait_for_timeout(1500)
    page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1200, "height": 900}, full_page=True)
    return file


async def _films(site: StudioSite) -> str:
    job_id = ""
    for prompt in DRAWN:
        job_id = await made(site, prompt, backend="storyboard", seed=7, duration_s=3)
    await made(site, DOUBTFUL.removesuffix(" [lost]") + " [lost]", backend="fake_blind")
    await asked_for(site)
    await made(site, "The coast in winter, from a drone [slow 60]", backend="fake", wait_s=3)
    return job_id


def main() -> None:
    """Make them anew."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        studio_site(Path(home), approve_above_usd=APPROVE_ABOVE, monthly_budget_usd=50) as site,
    ):
        database = Database(Path(home) / "footage.db")
        month(database)
        database.close()
        job_id = run_apart(lambda: _films(site))
        for file in pictures(site, job_id, folder):
            sys.stdout.write(f"{file}: {file.stat().st_size // 1000} KB\n")


if __name__ == "__main__":
    main()
