"""Films that come back bad, through an MCP client and from emulated vendors: mended for nothing or within the limit."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.cli.forget_alarms import forget
from mcp_server.desk.findings import alarm_lines
from mcp_server.protocol.server import build_server
from tests.emulated import World
from tests.servers import call, finished, vendor_films

pytestmark = [pytest.mark.system, pytest.mark.anyio]

FAKE = {"duration_s": 2, "resolution": "480p", "aspect_ratio": "1:1", "audio": False, "backend": "fake"}
HAILUO = {"duration_s": 5, "resolution": "480p", "aspect_ratio": "4:3", "audio": False, "backend": "hailuo"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    # The shipped rule but for its pace: one take in vain is enough. How test pictures look is left out.
    lines = dict.fromkeys(("retry_below", "suspect_below", "smeared_below", "blocky_below"), 0)
    own = {"repair": {"learn": {"in_vain": 10, "most": 100}}, "visual": {**lines, "most_above": 1}}
    (home / "quality.yaml").write_text(json.dumps(own))
    return home


@pytest.fixture(scope="module")
async def client(world: World, home: Path) -> AsyncIterator[Client]:
    settings = load_settings(
        home=home, poll_interval_s=0.05, monthly_budget_usd="100", reuse_hours=0, backends={"fake": True}
    )
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    world.reset()


def tries(job: dict[str, Any]) -> list[tuple[str, bool, str | None]]:
    return [(one["method"], one["kept"], one["cost_usd"]) for one in job["quality"]["repairs"]]


async def test_a_call_that_named_no_limit_pays_for_one_film_and_the_stretch_is_filled_in(
    client: Client, home: Path
) -> None:
    job = await finished(client, prompt="a boat [flawed]", **FAKE)
    assert tries(job) == [("fill", True, None)]
    assert job["message"] == "Done. It came with faults and was mended: 0.8-1.3 s (filled in)."
    (repair,) = job["quality"]["repairs"]
    assert (round(repair["start_s"], 1), round(repair["end_s"], 1), repair["kinds"]) == (0.8, 1.3, ["black"])
    assert repair["score_before"] + 0.1 < repair["score"]
    assert (job["quality"]["verdict"], job["quality"]["conforms"], job["video"]["duration_s"]) == ("accept", True, 2.0)
    assert (len(vendor_films(home)), job["cost"]["charged_usd"]) == (1, "0.08")
    assert list((home / "parts").rglob("*.*")) == []


async def test_where_the_limit_is_reached_no_more_is_bought(client: Client, home: Path) -> None:
    before = len(vendor_films(home))
    job = await finished(client, prompt="a bird [flawed]", **FAKE, max_cost_usd=0.1)
    assert tries(job) == [("retake", False, None), ("fill", True, None)]
    assert "max_cost_usd" in job["quality"]["repairs"][0]["problem"]
    assert (job["quality"]["verdict"], job["cost"]["charged_usd"]) == ("accept", "0.08")
    assert len(vendor_films(home)) == before + 1


async def test_within_the_limit_the_stretch_is_made_anew_between_its_neighbours(client: Client, world: World) -> None:
    job = await finished(client, prompt="a boat [flawed]", **HAILUO, max_cost_usd=1)
    assert tries(job) == [("retake", True, "0.25")]
    (repair,) = job["quality"]["repairs"]
    assert repair["score_before"] + 0.1 < repair["score"] == job["quality"]["score"]
    assert (job["quality"]["verdict"], job["video"]["duration_s"]) == ("accept", 5.0)
    first, again = job["route"]["attempts"]
    assert (first["part"], again["part"]) == ("", "try 1 between 0.958-4.292 s in 5 s")
    assert Decimal(job["cost"]["charged_usd"]) == Decimal(first["cost_usd"]) + Decimal(again["cost_usd"])
    made = list(world.of("hailuo").films.values())
    assert [sorted(film.details.keys() & {"start", "end"}) for film in made] == [[], ["end", "start"]]


BOAT = "A boat sails on the sea at sunset"
SHOWN = {"resolution": "480p", "aspect_ratio": "1:1", "style": "flat", "narration": "off", "wait_s": 300}


def of_one_scene(number: int) -> dict[str, Any]:
    """An article, and a script that has it filmed with faults."""
    show = {"kind": "film", "prompt": f"{BOAT} [flawed] {number}"}
    return {"source": f"# The road\n\n{BOAT}.\n", "script": {"scenes": [{"id": "boat", "show": show, "say": BOAT}]}}


@pytest.mark.parametrize("limit", [{"max_cost_usd": 5}, {}])
async def test_an_article_s_bad_scene_is_bought_anew_where_the_call_named_a_limit(
    client: Client, limit: dict[str, float]
) -> None:
    job = await call(client, "blog_to_video", **of_one_scene(len(limit)), **SHOWN, **limit)
    assert job["status"] == "completed", job["error"]
    tried = [one["part"] for one in job["route"]["attempts"] if " try 1 " in one["part"]]
    assert len(tried) == len(limit), job["route"]["attempts"]


async def test_what_was_bought_in_vain_is_found_out_and_costs_no_more_from_then_on(
    client: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTAGE_HOME", str(home))
    forget()
    paid: dict[str, Any] = {**FAKE, "max_cost_usd": 2}
    before = len(vendor_films(home))
    first = await finished(client, prompt="a boat [black]", **paid)
    bought, withheld = first["quality"]["repairs"]
    assert (bought["method"], bought["kinds"], bought["kept"], bought["cost_usd"]) == (
        "remake",
        ["black"],
        False,
        "0.08",
    )
    assert (
        bought["problem"] == "black was bought in vain once of 1 on this machine; it needs 20 times its threshold now."
    )
    assert withheld["problem"].startswith("not bought: the evidence for black is ")
    assert (first["cost"]["charged_usd"], len(vendor_films(home)) - before) == ("0.16", 2)
    second = await finished(client, prompt="a bird [black]", **paid)
    assert tries(second) == [("remake", False, None)]
    assert "since it was bought in vain once on this machine" in second["quality"]["reasons"][0]
    assert (second["cost"]["charged_usd"], len(vendor_films(home)) - before) == ("0.08", 3)
    ((_, line),) = alarm_lines()
    assert line.startswith("alarms: black was bought in vain once of 1 on this machine;")
    assert (forget(), list(alarm_lines())) == (0, [])
