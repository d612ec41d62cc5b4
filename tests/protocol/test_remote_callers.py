"""Callers from elsewhere, through a real MCP client: they see addresses, never a path of this machine."""

from __future__ import annotations

import base64
import json
import re
import shlex
import shutil
import socket
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, MCPError
from mcp.types import ImageContent
from starlette.applications import Starlette

from footage.caller import Caller
from footage.config import load_settings
from footage.threads import in_thread
from mcp_server.app import build_app
from mcp_server.http.films import routes
from mcp_server.protocol.server import build_server
from media.probe import probe
from tests.film_site import served
from tests.plain_http import http
from tests.servers import call, refused
from tests.teams import ANN, EVE, READER

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "seed": 3, "backend": "storyboard"}
CUES = [{"start_s": 0, "end_s": 0.9, "text": "Hello"}]
SRT = b"1\n00:00:00,000 --> 00:00:00,900\nBrought from afar\n"


def a_png(side: int = 64) -> bytes:
    """A small grey picture."""
    rows = zlib.compress((b"\0" + b"\x80" * side) * side)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    whole = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


@dataclass(frozen=True)
class World:
    """A server with its routes, a client for each caller, and Ann's film as she was told of it."""

    home: Path
    base_url: str
    ann: Client
    eve: Client
    reader: Client
    at_home: Client
    film: dict[str, Any]


@pytest.fixture(scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    home = tmp_path_factory.mktemp("home")
    listener = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = build_app(load_settings(home=home, public_url=base_url))
    async with AsyncExitStack() as stack:
        stack.enter_context(served(Starlette(routes=routes(app)), listener))
        clients = []
        callers = [*(replace(one, remote=True) for one in (ANN, EVE, READER)), ANN]
        for caller in callers:
            server = build_server(app, partial(said_to_be, caller))
            clients.append(await stack.enter_async_context(Client(server)))
        ann, eve, reader, at_home = clients
        film = await call(ann, "generate_video", **FILM)
        assert film["status"] == "completed", film
        yield World(home, base_url, ann, eve, reader, at_home, film)


def said_to_be(caller: Caller, _request: object) -> Caller:
    return caller


def get(url: str) -> httpx.Response:
    return http.get(url, follow_redirects=False)


def bring(hint: str, content: bytes) -> str:
    """Do what the hint says, as a shell would; the address of what was brought."""
    words = shlex.split(hint.partition(" (")[0].partition(": ")[2])
    assert words[:3] == ["curl", "-T", "FILE"]
    answer = http.put(words[3], content=content)
    assert answer.status_code == 201, answer.text
    uri = str(answer.json()["uri"])
    assert uri in hint
    return uri


async def offered(world: World) -> str:
    error = await refused(world.ann, "add_captions", video="/home/ann/holiday.mp4", captions=CUES)
    assert error["code"] == "forbidden_path"
    return str(error["hint"])


async def test_a_film_is_shown_by_addresses_that_play(world: World) -> None:
    video = world.film["video"]
    stored = world.home / "media" / world.film["job_id"]
    assert video["path"] is None
    assert get(video["url"]).content == (stored / "video.mp4").read_bytes()
    assert get(video["poster"]).content == (stored / "poster.jpg").read_bytes()
    assert get(video["contact_sheet"]).content == (stored / "contact_sheet.jpg").read_bytes()
    assert video["url"].replace("&", "&amp;") in video["embed_html"]
    assert world.film["expires_at"] is not None
    assert "the link" in world.film["next_step"]


async def test_it_is_told_in_words_and_with_its_picture(world: World) -> None:
    result = await world.ann.call_tool("get_job", {"job_id": world.film["job_id"], "details": True})
    said = result.content[0].text  # type: ignore[union-attr]
    url = (result.structured_content or {})["video"]["url"]
    assert f"Film: {url}" in said
    assert [part for part in result.content if isinstance(part, ImageContent)]


async def test_captions_come_with_addresses_of_their_own(world: World) -> None:
    job = await call(world.ann, "add_captions", video=world.film["job_id"], captions=CUES, mode="sidecar")
    assert b"Hello" in get(job["video"]["subtitles"]).content
    track = re.search(r'<track kind="captions" src="([^"]+)"', job["video"]["embed_html"])
    assert track
    assert b"WEBVTT" in get(track[1].replace("&amp;", "&")).content
    # The film is the one that was given, so that its address is that film's.
    assert world.film["job_id"] in job["video"]["url"]
    assert "unchanged" in json.dumps(job) or job["video"]["sha256"] == world.film["video"]["sha256"]


async def test_no_answer_names_a_path_of_the_server(world: World) -> None:
    job_id = world.film["job_id"]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("get_job", {"job_id": job_id, "details": True}),
        ("list_jobs", {}),
        ("check_quality", {"video": job_id}),
        ("enhance_quality", {"video": job_id, "operations": ["sharpen"]}),
        ("edit_video", {"video": job_id, "steps": [{"do": "export", "as": "png", "at": 0}]}),
        ("check_budget", {}),
        ("add_captions", {"video": job_id, "captions": CUES, "mode": "soft"}),
        ("add_captions", {"video": str(world.home / "footage.db"), "captions": CUES}),
        ("add_captions", {"video": "../../etc/passwd", "captions": CUES}),
        ("generate_video", {**FILM, "start_image": "/etc/passwd"}),
        ("blog_to_video", {"source": "/etc/passwd.md", "dry_run": True}),
        ("blog_to_video", {"source": "# Boats\n\nThey sail over the sea.\n\n![x](/etc/x.png)", "dry_run": True}),
        ("blog_to_video", {"source": "# Boats\n\nThey sail over the sea.", "music": "/etc/passwd", "dry_run": True}),
    ]
    for tool, arguments in calls:
        said = (await world.ann.call_tool(tool, arguments)).model_dump_json()
        assert str(world.home) not in said.replace(str(arguments.get("video")), ""), (tool, arguments, said)
    with pytest.raises(MCPError) as caught:
        await world.ann.read_resource(f"footage://credits/{job_id}")
    assert str(world.home) not in str(caught.value)


async def test_a_video_that_was_brought_is_worked_on(world: World) -> None:
    content = (world.home / "media" / world.film["job_id"] / "video.mp4").read_bytes()
    uri = bring(await offered(world), content)
    job = await call(world.ann, "add_captions", video=uri, captions=CUES, mode="burn")
    assert job["status"] == "completed"
    local = world.home / "here.mp4"
    local.write_bytes(get(job["video"]["url"]).content)
    assert probe(local).duration_s == pytest.approx(1.0, abs=0.1)
    beside = await call(world.ann, "add_captions", video=uri, captions=CUES, mode="sidecar")
    assert get(beside["video"]["url"]).content == content
    error = await refused(world.eve, "add_captions", video=uri, captions=CUES)
    random = await refused(world.eve, "add_captions", video="footage://upload/upload_" + "0" * 20, captions=CUES)
    assert {**error, "message": ""} == {**random, "message": ""}


async def test_subtitles_a_picture_and_an_article_that_were_brought_are_used(world: World) -> None:
    subtitles = bring(await offered(world), SRT)
    job = await call(world.ann, "add_captions", video=world.film["job_id"], subtitles=subtitles, mode="sidecar")
    assert b"Brought from afar" in get(job["video"]["subtitles"]).content
    picture = bring(await offered(world), a_png())
    planned = await call(world.ann, "generate_video", **{**FILM, "backend": None, "start_image": picture}, dry_run=True)
    assert planned["status"] == "dry_run"
    inline = base64.b64encode(a_png()).decode()
    text = f"# Boats at sea\n\nThey sail over the sea.\n\n![a boat](data:image/png;base64,{inline})\n"
    article = bring(await offered(world), text.encode())
    film = await call(world.ann, "blog_to_video", source=article, dry_run=True)
    assert "Boats at sea" in json.dumps(film)
    assert "forbidden" not in json.dumps(film)


async def test_pictures_of_an_article_that_was_brought_are_told_as_it_names_them(world: World) -> None:
    picture = bring(await offered(world), a_png())
    names = ["beside.png", "../up.png", "/abs/film.png", "cid:a.b", "app://boat.png"]
    text = "# Boats at sea\n\nThey sail over the sea.\n\n" + "\n\n".join(f"![x]({name})" for name in names)
    for article in (text, bring(await offered(world), text.encode())):
        film = await call(world.ann, "blog_to_video", source=article, dry_run=True)
        told = json.dumps(film)
        assert str(world.home) not in told
        assert all(name in film["message"] for name in names[:3]), film["message"]
    own = f"# Boats\n\nThey sail.\n\n![x](footage://poster/{world.film['job_id']})\n\n![y]({picture})\n"
    for article in (own, bring(await offered(world), own.encode())):
        film = await call(world.ann, "blog_to_video", source=article, dry_run=True)
        assert (len(film["plan"]["article"]["pictures"]), "left out" in film["message"]) == (2, False), film["message"]
    film = await call(world.eve, "blog_to_video", source=own, dry_run=True)
    assert (film["plan"]["article"]["pictures"], film["message"].count("left out (not_found)")) == ([], 2)


async def test_a_link_that_was_told_stands_for_its_film(world: World) -> None:
    video = world.film["video"]
    for url in (video["url"], video["url"].partition("?")[0]):
        job = await call(world.ann, "add_captions", video=url, captions=CUES, mode="sidecar")
        assert world.film["job_id"] in job["video"]["url"]
    planned = await call(
        world.ann, "generate_video", **{**FILM, "backend": None, "start_image": video["poster"]}, dry_run=True
    )
    assert planned["status"] == "dry_run"
    for mine in (video["url"], video["contact_sheet"]):
        assert (await refused(world.eve, "add_captions", video=mine, captions=CUES))["code"] == "forbidden_url"


@pytest.mark.parametrize("name", ["file:///home/ann/a.mp4", "http://localhost:3000/a.mp4", "https://192.168.1.5/a.mp4"])
async def test_a_file_of_the_caller_s_own_network_can_be_brought_too(world: World, name: str) -> None:
    error = await refused(world.ann, "add_captions", video=name, captions=CUES)
    assert (error["code"], "curl -T FILE" in error["hint"]) == ("forbidden_url", True)


async def test_a_picture_may_come_within_the_call(world: World) -> None:
    picture = f"data:image/png;base64,{base64.b64encode(a_png()).decode()}"
    planned = await call(world.ann, "generate_video", **{**FILM, "backend": None, "start_image": picture}, dry_run=True)
    assert planned["status"] == "dry_run"
    error = await refused(world.ann, "generate_video", **{**FILM, "start_image": picture[:-60]}, dry_run=True)
    assert error["code"] == "unsupported_media"


async def test_whoever_may_only_look_is_offered_no_place(world: World) -> None:
    error = await refused(world.reader, "check_quality", video="/home/ann/holiday.mp4")
    assert "curl" not in error["hint"]


async def test_a_film_that_was_deleted_has_no_address(world: World) -> None:
    film = await call(world.ann, "generate_video", **{**FILM, "seed": 4})
    await in_thread(shutil.rmtree, world.home / "media" / film["job_id"])
    job = await call(world.ann, "get_job", job_id=film["job_id"])
    assert job["video"]["url"] is None
    assert "not here any more" in job["message"]


async def test_a_local_caller_is_still_shown_paths(world: World) -> None:
    job = await call(world.at_home, "get_job", job_id=world.film["job_id"])
    assert await in_thread(Path(job["video"]["path"]).is_file)
    assert job["video"]["url"] is None
