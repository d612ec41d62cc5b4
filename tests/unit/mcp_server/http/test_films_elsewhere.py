"""Films that another machine has made: read from the bucket; small files come from the replica itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mcp_server.sharing import tell_what_is_not_shared
from routing.emulators.gcs import BUCKET
from routing.emulators.google.credentials import write_service_account
from tests.buckets import bucket
from tests.film_site import FILM, film_site, get


def test_a_film_of_another_machine_is_read_from_the_bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = tmp_path / "account.json"
    write_service_account(account, "http://127.0.0.1:1/token")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(account))
    with bucket(), film_site(tmp_path / "home", storage=f"gs://{BUCKET}/films") as site:
        job = site.a_film()
        etag = get(site.link(job)).headers["etag"]
        shutil.rmtree(site.home / "media" / job)  # as on a machine that did not make it
        head = get(site.link(job), "HEAD")
        assert (head.status_code, head.headers["content-length"], head.headers["etag"]) == (200, str(len(FILM)), etag)
        answer = get(site.link(job))
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (302, "*")
        assert get(answer.headers["location"]).content == FILM
        assert not (site.home / "media" / job).exists()
        captions = get(site.link(job, "captions.vtt"))
        assert (captions.status_code, b"hello" in captions.content) == (200, True)
        page = f"{site.base_url}/v/{site.services.publications.publish(job)}"
        assert get(f"{page}/video.mp4").status_code == 302


def test_what_is_not_shared_is_told_at_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from footage.config import load_settings

    postgres = {"home": tmp_path, "database_url": "postgresql://host/footage"}
    tell_what_is_not_shared(load_settings(**postgres), "footage serve")
    assert "footage serve: films, uploads and the clips" in capsys.readouterr().err
    tell_what_is_not_shared(load_settings(home=tmp_path), "footage serve")
    assert capsys.readouterr().err == ""
