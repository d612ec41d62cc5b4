"""The marketing agent asks over A2A what it asks over MCP, and hears the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from marketing_agent.a2a_studio import connected
from marketing_agent.answers import AgentError, Budget, job_of
from marketing_agent.desk import TOOLS
from marketing_agent.studio import Reached

from footage.config import load_settings
from tests.databases import ready
from tests.http_servers import served

pytestmark = [pytest.mark.needs("a2a"), pytest.mark.slow, pytest.mark.anyio]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False}


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05, approve_above_usd="0.05")
    with served(settings) as server:
        yield Reached(url=server.url.removesuffix("/mcp") + "/a2a")


async def test_a_film_is_placed_and_followed_and_has_links(reached: Reached) -> None:
    assert reached.is_a2a
    async with connected(reached) as line:
        skills = {skill.name: skill.schema for skill in await line.skills()}
        budget = Budget.model_validate(await line.ask("check_budget", {}))
        draft = job_of(await line.ask("generate_video", {**FILM, "backend": "storyboard", "dry_run": True}))
        placed = job_of(await line.ask("generate_video", {**FILM, "backend": "storyboard", "wait_s": 0}))
        film = job_of(await line.ask("get_job", {"job_id": placed.job_id}))
        again = job_of(await line.ask("get_job", {"job_id": placed.job_id}))
    assert set(TOOLS) <= set(skills)
    assert "prompt" in skills["generate_video"]["properties"]
    assert budget.remaining_usd is not None
    assert (draft.status, placed.is_running) == ("dry_run", True)
    assert film.job_id == again.job_id == placed.job_id
    assert film.video
    assert film.video.url
    assert film.video.url.startswith(reached.url.removesuffix("/a2a"))
    assert film.quality
    assert film.quality.verdict


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("generate_video", {**FILM, "duration_s": 4, "backend": "fake"}, "approve quote_"),
        ("generate_video", {**FILM, "duration_s": 9000}, "duration_s"),
        ("generate_video", {**FILM, "duration_s": 4, "backend": "fake", "max_cost_usd": 0.01}, "0.01"),
        ("make_coffee", {}, "make_coffee"),
    ],
)
async def test_what_a_person_has_to_decide_or_mend_is_said(
    reached: Reached, tool: str, arguments: dict[str, object], said: str, tmp_path: Path
) -> None:
    async with connected(reached) as line:
        answer = await line.ask(tool, arguments)
    with pytest.raises(AgentError, match=said):
        job_of(answer)
