"""Files that a person names at a terminal may be read for that call, wherever they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mcp_server.cli.typed import folders_of


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def a_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_the_current_folder_and_those_of_named_files(here: Path) -> None:
    film, logo = a_file(here.parent / "films" / "a.mp4"), a_file(here.parent / "brand" / "logo.svg")
    steps = [{"do": "overlay", "file": str(logo)}, {"do": "join", "files": ["../films/a.mp4"]}]
    assert folders_of({"video": str(film), "steps": json.dumps(steps)}) == (here, film.parent, logo.parent)


def test_a_link_stands_for_the_file_that_it_leads_to(here: Path) -> None:
    film = a_file(here.parent / "films" / "a.mp4")
    (here / "link.mp4").symlink_to(film)
    assert folders_of({"video": "link.mp4"}) == (here, film.parent)


@pytest.mark.parametrize(
    "text", ["job_1", "a boat", "https://example.com/a.mp4", "", "\0", "x" * 300, "[" * 5000, "~nobody/a"]
)
def test_what_names_no_file_adds_no_folder(here: Path, text: str) -> None:
    assert folders_of({"video": text, "duration_s": 8, "audio": None}) == (here,)


def test_the_whole_file_system_is_never_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert folders_of({"prompt": "a boat"}) == ()
