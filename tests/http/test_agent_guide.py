"""The examples of the guide for agents are run as they stand there, against a server that asks for a key."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from footage.config import load_settings
from tests import npm
from tests.databases import ready
from tests.http.test_gate import TOKENS
from tests.http_servers import Running, served
from tests.servers import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    ready(home / "footage.db").close()
    with served(load_settings(home=home, backends={}), TOKENS) as one:
        yield one


def example(language: str) -> str:
    """The guide's program in a language, for a film that is small."""
    guide = (ROOT / "docs" / "guides" / "a2a.md").read_text()
    found = re.search(rf"```{language}\n(.*?)```", guide, re.DOTALL)
    assert found
    assert found[1].count("\n") <= 24
    return re.sub(r'("?)duration_s"?: 4', r'\1duration_s\1: 1, \1resolution\1: "480p"', found[1])


def told(program: list[str]) -> str:
    done = subprocess.run(program, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_in_python_makes_a_film(running: Running, tmp_path: Path) -> None:
    base = running.face.address.base
    script = tmp_path / "example.py"
    script.write_text(example("python").replace("http://127.0.0.1:8765", base).replace('key=""', 'key="ann"'))
    assert f"Film: {base}/v/job_" in told([sys.executable, str(script)])


def test_the_example_in_javascript_makes_a_film(running: Running) -> None:
    node, folder = npm.library(npm.A2A, "a2a-js")
    script = folder / "example.mjs"  # node looks for packages beside the script
    script.write_text(example("js"))
    base = running.face.address.base
    assert f"Film: {base}/v/job_" in told([node, str(script), base, "ann"])
