"""A film of real footage through a real MCP client, against the emulated sites."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp.types import TextResourceContents

from media.probe import opened, probe
from routing.emulators.serve import serving
from routing.emulators.stock.pexels import PexelsEmulator
from routing.emulators.stock.pixabay import PixabayEmulator
from tests.servers import call, leftovers, refused, server_here

pytestmark = [pytest.mark.system, pytest.mark.night, pytest.mark.anyio]

NO_VENDORS = {f"FOOTAGE_BACKEND_FAKE{one}_ENABLED": "0" for one in ("", "_LOOKUP", "_BLIND")}
SHOWN = {"look": "real", "resolution": "480p", "aspect_ratio": "1:1", "style": "flat", "narration": "off"}


def scene(name: str, query: str, text: str = "", seconds: float = 2.5) -> dict[str, Any]:
    show = {"kind": "film", "prompt": query, "stock_query": query, "text": text}
    return {"id": name, "show": show, "seconds": seconds}


FIGURE = {"id": "share", "show": {"kind": "figure", "value": "40 %", "label": "of the day"}, "seconds": 2}


def script(*scenes: dict[str, Any]) -> dict[str, Any]:
    return {"title": "A fox in winter", "language": "en", "scenes": [*scenes, FIGURE]}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables that lead to two sites in miniature."""
    films = tmp_path_factory.mktemp("stock")
    with contextlib.ExitStack() as running:
        found: dict[str, str] = {}
        for kind in (PexelsEmulator, PixabayEmulator):
            site = kind(films)
            running.enter_context(serving(site))
            found |= site.environment()
        yield found


async def test_an_article_film_has_fitting_clips_credits_no_repeats_and_says_what_is_missing(
    home: Path, sites: dict[str, str]
) -> None:
    asked = script(scene("one", "fox snow", "A fox"), scene("two", "fox snow"), scene("gone", "zero unicorn"))
    async with server_here(home, **sites, **NO_VENDORS) as client:
        dry = await call(client, "blog_to_video", script=asked, **SHOWN, dry_run=True)
        made = await call(client, "blog_to_video", script=asked, **SHOWN, credits="card", wait_s=90)
        whole = await call(client, "get_job", job_id=made["job_id"], details=True)
        [said] = (await client.read_resource(f"footage://credits/{made['job_id']}")).contents
        captioned = await call(
            client,
            "add_captions",
            video=made["job_id"],
            captions=[{"start_s": 0, "end_s": 2, "text": "A fox"}],
            mode="soft",
            wait_s=60,
        )
        swap = whole["stock"][1]["alternatives"][0]
        other = script(scene("one", "fox snow", "A fox"), scene("two", f"{swap['source']}:{swap['id']}"))
        again = await call(client, "blog_to_video", script=other, **SHOWN, wait_s=90)
    assert [one.get("stock_query") for one in dry["plan"]["scenes"]] == ["fox snow", "fox snow", "zero unicorn", None]
    assert dry["plan"]["stock"]["sources"] == ["pexels", "pixabay"]
    assert made["status"] == "completed", made["error"]
    assert "2 of 4 scenes are real footage, the others are drawn." in made["message"]
    assert "Drawn instead: gone (There is no footage for 'zero unicorn'" in made["message"]
    assert [one["scene"] for one in made["stock"]] == ["one", "two"]
    assert len({(one["source"], one["id"]) for one in made["stock"]}) == 2
    assert all("fox" in one["page"] for one in made["stock"])
    assert made["cost"]["charged_usd"] == "0.00"
    film = probe(Path(made["video"]["path"]))
    assert (film.width, film.height, film.fps) == (480, 480, 24)
    assert isinstance(said, TextResourceContents)
    assert said.text == Path(made["video"]["credits"]).read_text()
    assert all(f"Video by {one['author']} on Pexels" in said.text for one in made["stock"])
    # Whatever is done to the film, it stays theirs.
    assert captioned["stock"] == made["stock"]
    assert Path(captioned["video"]["credits"]).read_text() == said.text
    with opened(Path(made["video"]["path"]), "mov") as container:
        assert container.metadata["copyright"].startswith("Video by ")
    # Only the scene with other words is looked for again; the other keeps its clip.
    assert [one["id"] for one in again["stock"]] == [made["stock"][0]["id"], swap["id"]]
    assert leftovers(home) == []


async def test_sites_that_refuse_leave_their_scenes_drawn_and_no_key_is_no_film(
    home: Path, sites: dict[str, str]
) -> None:
    asked = script(scene("blocked", "challenge fox"), scene("busy", "limit fox"), scene("wrong", "unauthorized fox"))
    keyless = {name: value for name, value in sites.items() if name.endswith("URL")}
    async with server_here(home, **keyless, **NO_VENDORS) as client:
        error = await refused(client, "blog_to_video", script=asked, **SHOWN)
        usual = await call(client, "blog_to_video", script=asked, **{**SHOWN, "look": "auto"}, dry_run=True)
    async with server_here(home, **sites, **NO_VENDORS) as client:
        made = await call(client, "blog_to_video", script=asked, **SHOWN, wait_s=90)
    assert error["code"] == "unavailable"
    assert "PEXELS_API_KEY" in error["message"]
    assert "stock_query changes nothing: There is no real footage" in usual["message"]
    assert made["status"] == "completed", made["error"]
    assert not {"stock"} & made.keys()
    assert "Footage:" not in Path(made["video"]["credits"]).read_text()  # of its sounds alone
    assert "0 of 4 scenes are real footage" in made["message"]
    assert all(f"{name} (" in made["message"] or f"{name}," in made["message"] for name in ("blocked", "busy", "wrong"))
    assert "emulated" not in made["message"]
