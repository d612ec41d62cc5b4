"""What AGENTS.md tells whoever works here is true."""

from __future__ import annotations

import importlib.util
import re

import pytest

from tests.servers import ROOT

PAGE = (ROOT / "AGENTS.md").read_text()
CODE = re.findall(r"`([^`\n]+)`", PAGE)
PATHS = sorted({one for one in CODE if re.fullmatch(r"[\w./-]+", one) and ("/" in one or one.endswith(".md"))})
MODULES = sorted({found for one in CODE for found in re.findall(r"python -m ([\w.]+)", one)})


def test_every_make_command_is_in_the_makefile_and_every_one_is_told() -> None:
    told = set(re.findall(r"`make (\w+)`", PAGE))
    there = set(re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.M)[1].split())  # type: ignore[index]
    assert told <= there
    assert there - told <= {"wheel", "bundle"}


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_run(module: str) -> None:
    found = importlib.util.find_spec(module)
    assert found
    assert found.submodule_search_locations is None or importlib.util.find_spec(f"{module}.__main__")


def test_the_arrows_are_those_that_the_linter_holds() -> None:
    layers = re.search(
        r'name = "Arrows point down"\ntype = "layers"\nlayers = \[(.*)\]', (ROOT / "pyproject.toml").read_text()
    )
    assert layers
    assert " -> ".join(re.findall(r'"([^"]+)"', layers[1])) in PAGE


def test_it_is_short() -> None:
    assert len(PAGE.splitlines()) <= 60
