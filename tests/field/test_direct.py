"""An agent that knows nothing but the list of tools and a prompt directs a film."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import av
import pytest
from mcp import Client
from PIL import Image

from tests.servers import call, refused, server_here

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

ARTICLE = """# The night bus that pays for itself

Since March the town of Lindau runs one bus through the night. In the first week 41 people took it; now 310 do.

![The bus at two in the morning](bus.png)

| Month | Riders a week |
|---|---|
| March | 41 |
| May | 190 |
| July | 310 |

"I close the bar at two, and I used to walk for an hour," says Mara Hoss.

The town had set aside 90,000 euros for the loss. It needed none of it. From September a second line runs.
"""


class Stranger:
    """A client's model, as far as it can be written down: it reads what it is told, and counts its calls."""

    def __init__(self, client: Client) -> None:
        self.client, self.calls = client, 0

    async def learn(self, wish: str) -> tuple[str, dict[str, Any], str]:
        """The tool that turns an article into a film, its parameters, and what the prompt for directing says."""
        tools = (await self.client.list_tools()).tools
        (tool,) = (one for one in tools if "blog post" in (one.description or ""))
        prompts = (await self.client.list_prompts()).prompts
        (prompt,) = (one for one in prompts if "direct" in one.name and one.name in json.dumps(tool.input_schema))
        (message,) = (await self.client.get_prompt(prompt.name, {"article": wish})).messages
        return tool.name, tool.input_schema["properties"], message.content.text  # type: ignore[union-attr]

    async def call(self, tool: str, **arguments: Any) -> tuple[dict[str, Any], str]:
        self.calls += 1
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.structured_content
        return result.structured_content or {}, result.content[0].text  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("post")
    Image.new("RGB", (320, 240), "#204060").save(folder / "bus.png")
    (folder / "post.md").write_text(ARTICLE)
    return folder / "post.md"


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory, article: Path) -> AsyncIterator[tuple[Client, Path]]:
    """A server that may read the article, and its home."""
    home = tmp_path_factory.mktemp("home")
    async with server_here(home, FOOTAGE_ALLOWED_DIRS=str(article.parent), FOOTAGE_NO_SPEND="1") as client:
        yield client, home


def drawn(home: Path) -> set[str]:
    return {file.name for file in (home / "parts").glob("*.mp4")}


async def test_a_stranger_directs_a_film_in_three_calls(server: tuple[Client, Path], article: Path) -> None:
    client, home = server
    agent = Stranger(client)
    tool, parameters, rules = await agent.learn(str(article))
    assert {"source", "script", "dry_run"} <= parameters.keys()
    assert all(word in rules for word in ("hook", "herefore", "2 to 2.5 words", "three like scenes", "landing"))
    film = {"source": str(article), "aspect_ratio": "1:1", "resolution": "480p", "narration": "off", "music": "off"}

    first, said = await agent.call(tool, **film, dry_run=True, duration_s=15)
    script, told = first["plan"]["script"], first["plan"]["article"]
    assert json.loads(said.partition("plan.script: ")[2]) == script  # for clients that show words alone
    assert "script" in first["next_step"]
    (picture,) = told["pictures"]
    (table,) = (block for block in told["blocks"] if "table" in block)
    keeps = script["scenes"][0]
    script["scenes"] = [
        {"show": {"kind": "figure", "value": "90,000 €", "label": "for a loss that never came"}, "from": "b5"},
        {**keeps, "seconds": 2.5},
        {"show": {"kind": "chart", "table": table["table"]}, "seconds": 4},
        {"show": {"kind": "picture", "image": picture["id"], "text": "The bus to Konstanz"}, "seconds": 3},
    ]
    script["end"] = {"line": "Run it, and they will ride", "url": "example.com"}

    checked, _ = await agent.call(tool, **film, dry_run=True, script=script)
    assert any("not in the article: Konstanz" in warning for warning in checked["plan"]["warnings"])
    assert [scene["kind"] for scene in checked["plan"]["scenes"]] == ["figure", "title", "chart", "picture", "end"]
    ids = [scene["id"] for scene in checked["plan"]["script"]["scenes"]]
    assert len({*ids}) == 4
    assert keeps["id"] in ids
    chart = checked["plan"]["script"]["scenes"][2]["show"]
    assert (chart["labels"], chart["values"]) == (["March", "May", "July"], [41, 190, 310])
    script["scenes"][3]["show"]["text"] = "The bus at two in the morning"

    made, _ = await agent.call(tool, **film, script=json.dumps(script), wait_s=90, idempotency_key="bus")
    assert (made["status"], agent.calls) == ("completed", 3), made["error"]
    assert abs(made["video"]["duration_s"] - checked["plan"]["duration_s"]) < 0.2
    with av.open(made["video"]["path"]) as opened:
        assert (opened.streams.video[0].width, opened.streams.video[0].height) == (480, 480)
    before = drawn(home)

    same = await call(client, tool, **film, script=script, wait_s=90, idempotency_key="bus")
    assert same["job_id"] == made["job_id"]
    other = {**script, "title": "The tram"}
    assert (await refused(client, tool, **film, script=other, idempotency_key="bus"))["code"] == "invalid_input"

    kept = await call(client, "get_job", job_id=made["job_id"], details=True)
    again = kept["plan"]["script"]
    assert [scene["show"]["kind"] for scene in again["scenes"]] == ["figure", "title", "chart", "picture"]
    again["scenes"][0]["show"]["label"] = "set aside, and never needed"
    remade = await call(client, tool, **film, script=again, wait_s=90)
    assert remade["status"] == "completed"
    assert len(drawn(home)) == len(before) + 1  # the other scenes are there


async def test_a_script_alone_is_a_film_and_its_files_are_read_under_the_rules(
    server: tuple[Client, Path], article: Path
) -> None:
    scene = {
        "show": {"kind": "picture", "image": str(article.parent / "bus.png")},
        "say": "Der Bus fährt in der Nacht.",
    }
    client, home = server
    before = drawn(home)

    async def dry(**arguments: Any) -> dict[str, Any]:
        return await call(client, "blog_to_video", dry_run=True, **arguments)

    alone = await dry(script={"title": "Bus", "scenes": [scene]}, call_to_action="Ride it", narration="off")
    assert alone["plan"]["script"]["language"] == "de"
    assert alone["plan"]["script"]["end"]["line"] == "Ride it"
    assert "article" not in alone["plan"]
    both = await dry(
        source=str(article), narration="off", script=[{**scene, "show": {"kind": "photo", "src": "bus.png"}}]
    )
    assert both["plan"]["script"]["title"] == "The night bus that pays for itself"
    assert both["plan"]["script"]["scenes"][0]["show"]["image"] == "p1"
    outside = {"scenes": [{"show": {"kind": "picture", "image": "/etc/hostname"}}]}
    assert (await refused(client, "blog_to_video", script=outside))["code"] == "forbidden_path"
    inside = {"scenes": [{"show": {"kind": "picture", "image": "https://127.0.0.1/a.png"}}]}
    assert (await refused(client, "blog_to_video", script=inside))["code"] == "forbidden_url"
    neither = await refused(client, "blog_to_video", focus="buses")
    assert "neither source nor script" in neither["message"]
    assert "source" in neither["hint"]
    wrong_place = await refused(client, "blog_to_video", source=json.dumps(alone["plan"]["script"]))
    assert "source is a script" in wrong_place["message"]
    decided = await dry(script=alone["plan"]["script"], call_to_action="Walk", focus="buses", narration="off")
    assert "call_to_action and focus changed nothing" in decided["message"]
    voice = await refused(client, "blog_to_video", source=str(article), narration="off", voice="nobody")
    assert "no voice 'nobody'" in voice["message"]
    tongue = await refused(client, "blog_to_video", source=str(article), language="Klingonese")
    assert "Klingonese" in tongue["message"]
    assert drawn(home) == before
