"""What a client sees of a server: pictures once, films to attach, prompts' arguments completed, a film continued."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, types
from mcp.types import ImageContent, PromptReference, ResourceTemplateReference

from footage.config import load_settings
from mcp_server.app import build_app
from mcp_server.protocol.server import build_server
from media.contact_sheet import MAX_SHEET_BYTES
from tests.servers import call

pytestmark = pytest.mark.anyio

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "seed": 3, "backend": "storyboard"}


@pytest.fixture(scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    home = tmp_path_factory.mktemp("answers")
    settings = load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05)
    async with Client(build_server(build_app(settings))) as connected:
        yield connected


@pytest.fixture(scope="module")
async def film(client: Client) -> types.CallToolResult:
    """The answer with which a film came."""
    return await client.call_tool("generate_video", FILM)


def pictures(answer: types.CallToolResult) -> list[bytes]:
    return [base64.b64decode(part.data) for part in answer.content if isinstance(part, ImageContent)]


def words(answer: types.CallToolResult) -> str:
    return answer.content[0].text  # type: ignore[union-attr]


@pytest.mark.slow
async def test_a_picture_comes_once_and_again_when_it_is_asked_for(client: Client, film: types.CallToolResult) -> None:
    job = film.structured_content or {}
    (sheet,) = pictures(film)
    assert len(sheet) <= MAX_SHEET_BYTES
    again = await client.call_tool("get_job", {"job_id": job["job_id"]})
    assert (pictures(again), again.structured_content) == ([], job)
    assert words(again) == words(film)
    whole = await client.call_tool("get_job", {"job_id": job["job_id"], "details": True})
    assert pictures(whole) == [sheet]
    assert [one for one in (whole.structured_content or {})["route"]["considered"] if one["rejected"]]
    assert [part.type for part in film.content] == ["text", "resource_link", "image"]


async def test_no_picture_comes_where_the_user_wants_none(client: Client, film: types.CallToolResult) -> None:
    video = (film.structured_content or {})["video"]
    home = Path(video["path"]).parents[2]
    async with Client(build_server(build_app(load_settings(home=home, pictures="off"), run_jobs=False))) as other:
        details = {"job_id": (film.structured_content or {})["job_id"], "details": True}
        assert pictures(await other.call_tool("get_job", details)) == []
        cues = [{"start_s": 0, "end_s": 0.9, "text": "look"}]
        shown = await other.call_tool("add_captions", {"video": details["job_id"], "captions": cues, "preview": True})
    assert pictures(shown) == []
    (preview,) = (home / "previews").iterdir()
    assert str(preview) in words(shown)
    assert str(preview) in (shown.structured_content or {})["message"]


async def test_a_film_goes_on_from_the_last_frame_of_another(client: Client, film: types.CallToolResult) -> None:
    job = film.structured_content or {}
    for image in (job["job_id"], job["video"]["uri"]):  # a drawn film goes on as it was drawn
        shown = await call(client, "generate_video", **FILM, start_image=image, dry_run=True)
        assert shown["plan"]["beats"][0]["goes_on_s"] == job["video"]["duration_s"]
    shown = await call(client, "generate_video", **FILM, start_image=f"footage://poster/{job['job_id']}", dry_run=True)
    assert shown["plan"]["beats"][0]["picture"] is not None
    frames = Path(job["video"]["path"]).parents[2].rglob(f"{job['job_id']}-*.png")
    assert [one.name for one in frames] == [f"{job['job_id']}-last.png"]
    refused = await client.call_tool("generate_video", {**FILM, "start_image": "footage://timeline/x"})
    assert "job_id" in words(refused)
    refused = await client.call_tool("generate_video", {**FILM, "start_image": "job_" + "0" * 20})
    assert (refused.structured_content or {})["error"]["code"] == "not_found"


async def test_films_can_be_attached_with_their_names_and_posters(client: Client, film: types.CallToolResult) -> None:
    job = film.structured_content or {}
    listed = {str(one.uri): one for one in (await client.list_resources()).resources}
    video, poster = listed[job["video"]["uri"]], listed[f"footage://poster/{job['job_id']}"]
    assert (video.title, video.mime_type, video.size) == ("a boat", "video/mp4", job["video"]["size_bytes"])
    assert (poster.title, poster.mime_type) == ("Poster: a boat", "image/jpeg")
    assert len(base64.b64decode((await client.read_resource(poster.uri)).contents[0].blob)) == poster.size  # type: ignore[union-attr]
    templates = (await client.list_resource_templates()).resource_templates
    assert all(one.description for one in templates)


async def test_arguments_are_completed(client: Client, film: types.CallToolResult) -> None:
    job_id = (film.structured_content or {})["job_id"]

    async def offered(ref: Any, name: str, value: str = "") -> list[str]:
        return (await client.complete(ref, {"name": name, "value": value})).completion.values

    template = ResourceTemplateReference(uri="footage://video/{job_id}")
    assert await offered(template, "job_id", "job_") == [job_id]
    assert await offered(template, "job_id", "boat") == [job_id]
    assert await offered(ResourceTemplateReference(uri="footage://timeline/{job_id}"), "job_id") == []
    promo = PromptReference(name="promo")
    assert await offered(promo, "style", "wat") == ["watercolor"]
    assert await offered(promo, "backend", "st") == ["storyboard", "stock"]
    assert await offered(PromptReference(name="caption_film"), "film", job_id[:8]) == [job_id]
    for ref, name in ((promo, "subject"), (promo, "nothing"), (PromptReference(name="x"), "style")):
        assert await offered(ref, name) == []
