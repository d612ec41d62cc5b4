"""The examples do their job, each in an environment of its own, over stdio, HTTP with a key, and A2A: `make examples`.

No model is asked: each framework has a scripted one. What counts is the page: it is there, and shows two films with
their captions.

    python -m tests.clients.examples [names]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.clients.driving import Reached, environment, node, run_to_end, serving
from tests.servers import ROOT, command

FOLDER = ROOT / "examples"
ENVIRONMENTS = ROOT / ".venv-examples"
WITHIN_S = 600
EXPECTED = {"index.html", "film.mp4", "film.jpg", "film.vtt", "film-9x16.mp4", "film-9x16.jpg", "film-9x16.vtt"}
A_SMALL_BRIEF = "film_s: 15\nresolution: 480p\nstyle: flat\n"


@dataclass(frozen=True)
class Example:
    """An example: what its environment is made from, and how it is started."""

    name: str
    needs: str
    module: str = ""
    speaks_a2a: bool = False

    @property
    def environment(self) -> Path:
        """Where it is installed."""
        return ENVIRONMENTS / self.name

    @property
    def program(self) -> list[str]:
        """What is run, in the folder of the examples."""
        if not self.module:
            return [node(), str(self.environment / "typescript.mts")]
        return [str(self.environment / "bin" / "python"), "-m", self.module]


EXAMPLES = (
    Example("google-adk", "marketing_agent/requirements.txt", "marketing_agent", speaks_a2a=True),
    Example("plain-mcp", "same_job/requirements/plain_mcp.txt", "same_job.plain_mcp"),
    Example("openai-agents", "same_job/requirements/openai_agents.txt", "same_job.openai_agents"),
    Example("pydantic-ai", "same_job/requirements/pydantic_ai_agent.txt", "same_job.pydantic_ai_agent"),
    Example("langgraph", "same_job/requirements/langgraph_agent.txt", "same_job.langgraph_agent"),
    Example("typescript", "same_job/package.json"),
)


def main(names: list[str]) -> int:
    """Run the examples, print a table, and say whether all did their job."""
    chosen = [example for example in EXAMPLES if not names or example.name in names]
    with tempfile.TemporaryDirectory(prefix="footage-examples-") as folder:
        home = Path(folder) / "home"
        brief = small_brief(Path(folder))
        faults = sum(_told(example, brief, home) for example in chosen)
        home.mkdir(exist_ok=True)
        with serving(home) as reached:
            faults += sum(_told(example, brief, home, reached) for example in chosen)
            among_agents = Reached(reached.url.removesuffix("/mcp") + "/a2a", reached.headers)
            faults += sum(_told(example, brief, home, among_agents) for example in chosen if example.speaks_a2a)
    return int(faults > 0)


def small_brief(folder: Path) -> Path:
    """The brief that comes with the agent, of a film that is quickly made."""
    text = (FOLDER / "marketing_agent" / "brief.md").read_text()
    shorter = "\n".join(line for line in text.splitlines() if not line.startswith("film_s:"))
    brief = folder / "brief.md"
    brief.write_text(shorter.replace("---\n", f"---\n{A_SMALL_BRIEF}", 1))
    shutil.copy(FOLDER / "marketing_agent" / "article.md", folder)
    return brief


def install(example: Example) -> None:
    """Make an example's environment if it is not there, or is for older needs.

    Raises:
        CalledProcessError: It cannot be made; its `stderr` says why.
    """
    needs, made = (FOLDER / example.needs).read_text(), example.environment / ".made"
    if made.exists() and made.read_text() == needs:
        return
    if example.module:
        venv.create(example.environment, with_pip=True, clear=True)
        pip = [str(example.environment / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
        run_to_end([*pip, "--quiet", "--requirement", str(FOLDER / example.needs)])
    else:
        example.environment.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / example.needs, example.environment)
        npm = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        run_to_end([node(), str(npm), "install", "--no-audit", "--no-fund", "--prefix", str(example.environment)])
    made.write_text(needs)


def fault_of(example: Example, brief: Path, home: Path, reached: Reached | None = None) -> str:
    """What went wrong with an example; nothing if its page is there."""
    try:
        install(example)
    except subprocess.CalledProcessError as exc:
        return f"cannot be installed: {str(exc.stderr)[-300:]}"
    if not example.module:  # node looks for packages beside the script
        shutil.copy(FOLDER / "same_job" / "typescript.mts", example.environment)
    with tempfile.TemporaryDirectory(prefix="footage-page-") as out:
        arguments = [str(brief), "--out", out] if example.module == "marketing_agent" else [str(brief), out]
        server = " ".join(["env", f"PYTHONPATH={ROOT}", *command("mcp")])
        told = environment(home) | {"STUDIO_COMMAND": server, "PYTHON": sys.executable, "FOOTAGE_REUSE_HOURS": "0"}
        if reached:
            told |= {"STUDIO_URL": reached.url, "STUDIO_KEY": reached.headers["Authorization"].removeprefix("Bearer ")}
        done = subprocess.run(
            [*example.program, *arguments], cwd=FOLDER, env=told, capture_output=True, text=True, timeout=WITHIN_S
        )
        missing = EXPECTED - {file.name for file in Path(out).iterdir()}
    if done.returncode or missing:
        return f"ended with {done.returncode}, without {sorted(missing)}: {(done.stdout + done.stderr)[-600:]}"
    return ""


def _told(example: Example, brief: Path, home: Path, reached: Reached | None = None) -> bool:
    """Run an example and print how that went; whether something was wrong."""
    began_s = time.monotonic()
    fault = fault_of(example, brief, home, reached)
    how = "stdio" if reached is None else "A2A" if reached.url.endswith("/a2a") else "HTTP"
    took_s = time.monotonic() - began_s
    print(f"{example.name:14} {how:5} {took_s:6.1f} s  {fault or 'a page with two films'}", flush=True)  # noqa: T201
    return bool(fault)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
