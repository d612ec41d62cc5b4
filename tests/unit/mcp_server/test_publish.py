"""`footage publish` and `footage unpublish`."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcp_server.cli import run
from tests.film_site import FILM, film_site, get


def test_a_film_is_published_and_taken_back_from_the_command_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with film_site(home) as site:
        job = site.a_film()
        monkeypatch.setenv("FOOTAGE_PUBLIC_URL", site.base_url)
        assert run(["publish", job]) == 0
        page, film = capsys.readouterr().out.split()
        assert (get(film).content, get(page).status_code) == (FILM, 200)
        assert run(["unpublish", job]) == 0
        assert "not on the web any more" in capsys.readouterr().out
        assert [get(film).status_code, get(page).status_code] == [404, 404]
        assert run(["unpublish", job]) == 0
        assert "was not published" in capsys.readouterr().out


def test_what_cannot_be_published_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with film_site(home) as site:
        job = site.a_film()
        assert run(["publish", job]) != 0
        assert "FOOTAGE_PUBLIC_URL" in capsys.readouterr().err
        monkeypatch.setenv("FOOTAGE_PUBLIC_URL", site.base_url)
        assert run(["publish", "job_00000000000000000000"]) != 0
        assert "not_found" in capsys.readouterr().err
