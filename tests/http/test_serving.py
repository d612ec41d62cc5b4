"""`footage serve` on a real socket, with the SDK's own clients and with requests that no client would send."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from footage.config import load_settings
from mcp_server.http.door import MAX_BODY_BYTES
from tests.databases import ready
from tests.http_servers import ERAS, Running, ask, connected, served
from tests.plain_http import http
from tests.servers import call, refused
from tools.registry import TOOLS

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "storyboard"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    with served(load_settings(home=home, backends={"fake": True}, poll_interval_s=0.05)) as one:
        yield one


@pytest.mark.parametrize("era", ERAS)
async def test_a_client_makes_a_film_hears_of_it_and_reads_it(running: Running, era: str) -> None:
    heard: list[str] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(message or "")

    async with connected(running, era) as client:
        assert client.protocol_version == era
        assert len((await client.list_tools()).tools) == len(TOOLS)
        result = await client.call_tool("generate_video", {**FILM, "prompt": era}, progress_callback=hear)
        job = result.structured_content or {}
        assert job["status"] == "completed", job
        film = await client.read_resource(f"footage://video/{job['job_id']}")
        assert b"ftyp" in base64.b64decode(film.contents[0].model_dump()["blob"])[:32]
        assert (await client.list_prompts()).prompts
    assert heard


@pytest.mark.parametrize("era", ERAS)
async def test_a_file_of_the_servers_machine_is_none_of_a_clients_business(running: Running, era: str) -> None:
    secret = running.app.settings.home / "config.yaml"
    async with connected(running, era) as client:
        error = await refused(client, "check_quality", video=str(secret))
    assert error["code"] == "forbidden_path"


async def test_a_film_goes_on_when_its_client_is_gone(running: Running) -> None:
    async with connected(running) as client:
        job = await call(client, "generate_video", **{**FILM, "seed": 2, "wait_s": 0})
    async with connected(running, "2025-11-25") as client:
        done = await call(client, "get_job", job_id=job["job_id"])
    assert done["status"] == "completed"


def test_an_old_client_gets_no_stream_on_which_nothing_is_said(running: Running) -> None:
    for method in ("GET", "DELETE"):
        answer = http.request(method, running.url, headers={"Accept": "text/event-stream"})
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_only_the_servers_own_names_are_answered(running: Running) -> None:
    port = running.face.address.port
    for host in (f"127.0.0.1:{port}", f"LOCALHOST:{port}", "localhost", f"[::1]:{port}"):
        assert ask(running, "ping", headers={"Host": host}).status_code == 200, host
    for host in ("evil.com", f"localhost:{port}.evil.com", f"localhost.evil.com:{port}", "127.0.0.1:1", ""):
        assert ask(running, "ping", headers={"Host": host}).status_code in {400, 421}, host
        assert http.get(running.face.address.base + "/livez", headers={"Host": host or "x"}).status_code == 200


def test_pages_of_this_machine_may_call_and_others_may_not(running: Running) -> None:
    for origin in ("http://localhost:6274", "http://127.0.0.1:5173", "https://[::1]:1"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        preflight = http.options(
            running.url, headers={**asked, "Access-Control-Request-Headers": "authorization,mcp-protocol-version"}
        )
        assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, origin)
        answer = ask(running, "ping", headers={"Origin": origin})
        assert answer.headers["access-control-allow-origin"] == origin
        assert "WWW-Authenticate" in answer.headers["access-control-expose-headers"]
    for origin in ("http://evil.com", "http://localhost.evil.com", "http://localhost:1@evil.com", "null"):
        answer = ask(running, "ping", headers={"Origin": origin})
        assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False), origin


def test_a_body_has_a_limit_whether_its_length_is_said_or_not(running: Running) -> None:
    piece = b" " * 65_536
    pieces = MAX_BODY_BYTES // len(piece) + 2
    assert ask(running, "ping", padding="x" * MAX_BODY_BYTES).status_code == 413
    chunked = http.post(running.url, content=(piece for _ in range(pieces)))
    assert chunked.status_code == 413
    assert ask(running, "ping", padding="x" * (MAX_BODY_BYTES - 1000)).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"tools/call"', b'{"method": 7}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_request_is_refused_as_such(running: Running, body: bytes) -> None:
    for era in ERAS:
        headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": era}
        answer = http.post(running.url, content=body, headers={**headers, "Content-Type": "application/json"})
        assert answer.status_code == 400, answer.text


def test_both_forms_of_the_address_are_one_and_nothing_is_redirected(running: Running) -> None:
    answer = http.post(f"{running.url}/", json={"jsonrpc": "2.0", "id": 1, "method": "ping"}, headers={"Accept": "*/*"})
    assert answer.status_code != 307
    assert http.get(running.face.address.base + "/nothing").status_code == 404


def test_it_lives_and_is_ready(running: Running) -> None:
    base = running.face.address.base
    assert http.get(f"{base}/livez").text == "ok"
    assert http.get(f"{base}/readyz").json() == {"status": "ready"}


def test_two_servers_cannot_have_one_port(running: Running, tmp_path: Path) -> None:
    from footage.errors import UnavailableError
    from mcp_server.http.serving import listen

    with pytest.raises(UnavailableError, match="already in use"):
        listen("127.0.0.1", running.face.address.port)
