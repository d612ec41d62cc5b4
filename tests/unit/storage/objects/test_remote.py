"""Copies of what callers name by URL, against servers on real sockets."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from footage.caller import LOCAL
from footage.errors import (
    DeadlineError,
    FootageError,
    ForbiddenUrlError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
    UnsupportedMediaError,
)
from routing.emulators.gcs import BUCKET
from storage.objects import remote
from storage.objects.gcs import Gcs
from storage.objects.remote import RemoteCopies
from tests.buckets import bucket
from tests.teams import ANN, EVE

CONTENT = b"a film" * 1000
MB = 1_000_000
HOUR_S, DAY_S = 3600, 86_400


class Web(BaseHTTPRequestHandler):
    """Serves CONTENT; the path may be a status to answer instead."""

    asked: ClassVar[list[str]] = []
    open: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.open.wait(20)
        status = self.path.partition("?")[0].strip("/")
        self.send_response(int(status) if status.isdigit() else 200)
        self.send_header("content-length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    Web.asked.clear()
    Web.open.set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        Web.open.set()
        server.shutdown()


def copies(folder: Path, *trusted: str, patience_s: float = 20.0) -> RemoteCopies:
    return RemoteCopies(folder, Gcs(), trusted=trusted, patience_s=patience_s)


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_a_copy_is_made_once_in_an_hour(web: str, tmp_path: Path) -> None:
    store = copies(tmp_path / "inputs", web)
    url = f"http://{web}/a.MP4?signature=secret"
    path = store.fetch(url, max_bytes=MB)
    assert (path.read_bytes(), path.suffix, "secret" in path.name) == (CONTENT, ".mp4", False)
    assert store.fetch(url, max_bytes=MB) == path
    assert len(Web.asked) == 1
    aged(path, HOUR_S + 1)
    store.fetch(url, max_bytes=MB)
    assert len(Web.asked) == 2


def test_copies_and_leftovers_of_yesterday_are_removed(web: str, tmp_path: Path) -> None:
    for name, age_s in (("old.mp4", DAY_S + 1), ("dead.new.part", DAY_S + 1), ("young.mp4", DAY_S - 60)):
        (tmp_path / name).write_bytes(b"x")
        aged(tmp_path / name, age_s)
    path = copies(tmp_path, web).fetch(f"http://{web}/a.mp4", max_bytes=MB)
    assert set(tmp_path.iterdir()) == {path, tmp_path / "young.mp4"}


def test_two_processes_may_copy_the_same_at_once(web: str, tmp_path: Path) -> None:
    Web.open.clear()
    url = f"http://{web}/a.mp4"
    stores = [copies(tmp_path, web), copies(tmp_path, web)]
    with ThreadPoolExecutor() as threads:
        found = [threads.submit(store.fetch, url, max_bytes=MB) for store in stores * 2]
        until = time.monotonic() + 10
        while len(Web.asked) < 2 and time.monotonic() < until:
            pass
        Web.open.set()
        paths = {one.result() for one in found}
    assert len(Web.asked) == 2, "one request for each process"
    assert list(tmp_path.iterdir()) == list(paths)


def test_a_slow_download_goes_on_when_the_caller_is_answered(web: str, tmp_path: Path) -> None:
    Web.open.clear()
    url = f"http://{web}/a.mp4"
    with pytest.raises(DeadlineError, match="on its way") as caught:
        copies(tmp_path, web, patience_s=0.01).fetch(url, max_bytes=MB)
    assert caught.value.retryable
    store = copies(tmp_path, web)
    Web.open.set()
    assert store.fetch(url, max_bytes=MB).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/404", NotFoundError, "has no such file"),
        ("/403", NotFoundError, "expired"),
        ("/410", NotFoundError, "expired"),
    ],
)
def test_a_link_that_gives_nothing_is_explained_without_its_secrets(
    web: str, tmp_path: Path, path: str, error: type[FootageError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        copies(tmp_path, web).fetch(f"http://{web}{path}?signature=secret", max_bytes=MB)
    assert "secret" not in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_limit_is_refused_even_when_a_copy_is_there(web: str, tmp_path: Path) -> None:
    store = copies(tmp_path, web)
    url = f"http://{web}/a.mp4"
    with pytest.raises(UnsupportedMediaError, match="larger than"):
        store.fetch(url, max_bytes=100)
    assert list(tmp_path.iterdir()) == []
    store.fetch(url, max_bytes=MB)
    with pytest.raises(UnsupportedMediaError, match="larger than"):
        store.fetch(url, max_bytes=100)


def test_a_full_folder_takes_no_more(web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_FOLDER_BYTES", len(CONTENT) - 1)
    store = copies(tmp_path, web)
    store.fetch(f"http://{web}/a.mp4", max_bytes=MB)
    with pytest.raises(UnavailableError, match="take 0 GB"):
        store.fetch(f"http://{web}/b.mp4", max_bytes=MB)
    assert Web.asked == ["/a.mp4"]


@pytest.mark.parametrize(
    "url",
    ["https://localhost/a.mp4", "https://10.1.2.3/a.mp4", "https://[::1]/a.mp4", "http://example.com/a.mp4"],
)
def test_the_inside_of_a_network_is_never_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        copies(tmp_path).fetch(url, max_bytes=MB)


@pytest.mark.parametrize("url", ["https://", "https://[/a", "https://exa\x7fmple.com/a", "gs://films", "gs://films/a/"])
def test_what_names_no_file_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidInputError):
        copies(tmp_path).fetch(url, max_bytes=MB)


def test_a_bucket_is_read_only_where_it_is_allowed(tmp_path: Path) -> None:
    with bucket() as cloud:
        service = cloud.service()
        for name in ("films/a b#1.mp4", "private/a.mp4"):
            (tmp_path / "film").write_bytes(CONTENT)
            service.upload(BUCKET, name, tmp_path / "film")
        store = RemoteCopies(tmp_path / "inputs", service, [f"{BUCKET}/films", "closed"])
        path = store.fetch(f"gs://{BUCKET}/films/a b#1.mp4", max_bytes=MB)
        assert (path.read_bytes(), path.suffix) == (CONTENT, ".mp4")
        for forbidden in (f"{BUCKET}/private/a.mp4", f"{BUCKET}/filmsmore/a.mp4", "other/a.mp4"):
            asked = len(cloud.calls)
            with pytest.raises(ForbiddenUrlError, match="not a bucket that"):
                store.fetch(f"gs://{forbidden}", max_bytes=MB)
            assert len(cloud.calls) == asked
        with pytest.raises(NotFoundError):
            store.fetch(f"gs://{BUCKET}/films/not-there.mp4", max_bytes=MB)
        with pytest.raises(UnsupportedMediaError):
            store.fetch(f"gs://{BUCKET}/films/a b#1.mp4", max_bytes=10)
        cloud.closed = {"GET"}
        with pytest.raises(UnavailableError, match="refuses access"):
            store.fetch("gs://closed/a.mp4", max_bytes=MB)
        service.close()


def test_a_caller_reads_only_the_caller_s_own_buckets_even_what_is_copied_already(tmp_path: Path) -> None:
    with bucket() as cloud:
        service = cloud.service()
        (tmp_path / "film").write_bytes(CONTENT)
        service.upload(BUCKET, "a/film.mp4", tmp_path / "film")
        store = RemoteCopies(tmp_path / "inputs", service, [BUCKET])
        film = f"gs://{BUCKET}/a/film.mp4"
        team = store.for_(replace(ANN, buckets=(f"{BUCKET}/a", "closed")))
        assert team.fetch(film, max_bytes=MB) == store.for_(LOCAL).fetch(film, max_bytes=MB)
        for caller in (EVE, replace(EVE, buckets=(f"{BUCKET}/e",))):
            for view in (store.for_(caller), team.for_(caller)):
                with pytest.raises(ForbiddenUrlError, match="not a bucket that"):
                    view.fetch(film, max_bytes=MB)
        with pytest.raises(ForbiddenUrlError, match="gs://closed is not"):  # which the installation may not read
            team.fetch("gs://closed/a.mp4", max_bytes=MB)
        service.close()


def test_a_link_of_the_store_itself_can_be_given_back(tmp_path: Path) -> None:
    with bucket() as cloud:
        service = cloud.service(tmp_path / "account.json")
        (tmp_path / "film").write_bytes(CONTENT)
        service.upload(BUCKET, "films/a.mp4", tmp_path / "film")
        url = service.signed(BUCKET, "films/a.mp4")
        assert url is not None
        store = RemoteCopies(tmp_path / "inputs", service, trusted=[httpx.URL(cloud.host).netloc.decode()])
        assert store.fetch(url, max_bytes=MB).read_bytes() == CONTENT
        service.close()
