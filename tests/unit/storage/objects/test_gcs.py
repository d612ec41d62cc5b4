"""Files in a bucket, against a server on real sockets."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footage.errors import UnavailableError
from routing.emulators.gcs import BUCKET
from routing.emulators.google.credentials import write_service_account
from storage.objects.gcs import Gcs, GcsPlace
from storage.objects.local import LocalObjects
from storage.objects.shared import LINK_LASTS, SharedObjects
from tests.buckets import Bucket, bucket
from tests.plain_http import http

pytestmark = pytest.mark.slow

JOB = "job_0123456789abcdef0123"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def cloud() -> Iterator[Bucket]:
    with bucket() as ordered:
        yield ordered


@pytest.fixture
def service(cloud: Bucket, tmp_path: Path) -> Iterator[Gcs]:
    opened = cloud.service(tmp_path / "account.json")
    yield opened
    opened.close()


def machine(service: Gcs, home: Path, name: str = BUCKET, public_url: str | None = None) -> SharedObjects:
    """The store of one machine."""
    local = LocalObjects(home / "media", home / "work")
    return SharedObjects(local, GcsPlace(service, name), "films", public_url, lambda: NOW)


def served(url: str) -> bytes:
    answer = http.get(url)
    answer.raise_for_status()
    return answer.content


def test_a_film_is_here_and_in_the_bucket_under_its_job(cloud: Bucket, service: Gcs, tmp_path: Path) -> None:
    stored = machine(service, tmp_path).put_bytes(JOB, "video.mp4", b"film")
    assert stored.path.read_bytes() == b"film"
    answer = http.get(f"{cloud.host}/{BUCKET}/films/{JOB}/video.mp4")
    assert (answer.content, answer.headers["content-type"]) == (b"film", "video/mp4")


def test_a_large_film_goes_in_parts(cloud: Bucket, service: Gcs, tmp_path: Path) -> None:
    content = bytes(range(256)) * (20 << 12)
    film = tmp_path / "film.mp4"
    film.write_bytes(content)
    machine(service, tmp_path).put(JOB, "video.mp4", film)
    ranges = [call.split(" bytes ")[1] for call in cloud.seen("PUT")]
    assert ranges == ["0-8388607/20971520", "8388608-16777215/20971520", "16777216-20971519/20971520"]
    assert served(f"{cloud.host}/{BUCKET}/films/{JOB}/video.mp4") == content


def test_the_library_asks_for_nothing_behind_our_back(
    cloud: Bucket, service: Gcs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its thread for traces would look the bucket itself up, with rights that an account for objects has not."""
    begun: list[str] = []
    start = threading.Thread.start

    def started(thread: threading.Thread) -> None:
        begun.append(thread.name)
        start(thread)

    monkeypatch.delenv("DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA", raising=False)
    monkeypatch.setattr(threading.Thread, "start", started)
    machine(service, tmp_path).put_bytes(JOB, "video.mp4", b"film")
    assert service.has(BUCKET, f"films/{JOB}/video.mp4")
    assert [name for name in begun if "_background" in name] == []
    assert [call for call in cloud.calls if re.fullmatch(rf"GET /storage/v1/b/{BUCKET}(\?\S*)?", call)] == []


def test_the_credentials_of_the_machine_sign(cloud: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_service_account(tmp_path / "account.json", "http://127.0.0.1:1/token")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "account.json"))
    service = Gcs()
    url = service.signed(BUCKET, "films/film.mp4")
    assert url is not None
    assert "X-Goog-Credential=" in url
    service.close()


@pytest.mark.parametrize("again", [b"film", b"another film"])
def test_a_job_that_runs_again_puts_its_film_there_again(
    cloud: Bucket, service: Gcs, tmp_path: Path, again: bytes
) -> None:
    store = machine(service, tmp_path)
    store.put_bytes(JOB, "video.mp4", b"film")
    store.put_bytes(JOB, "video.mp4", again)
    assert served(f"{cloud.host}/{BUCKET}/films/{JOB}/video.mp4") == again


@pytest.mark.parametrize("trouble", ["busy", "lost"])
def test_a_moment_of_trouble_is_waited_out(cloud: Bucket, service: Gcs, tmp_path: Path, trouble: str) -> None:
    setattr(cloud, trouble, 1)
    store = machine(service, tmp_path)
    store.put_bytes(JOB, "video.mp4", b"film")
    link = store.link(JOB, "video.mp4")
    assert link is not None
    assert served(link.url) == b"film"
    assert len(cloud.seen("POST")) == 2


def test_a_link_is_signed_and_says_when_it_ends(service: Gcs, tmp_path: Path) -> None:
    store = machine(service, tmp_path)
    store.put_bytes(JOB, "video.mp4", b"film")
    link = store.link(JOB, "video.mp4")
    assert link is not None
    assert "X-Goog-Signature=" in link.url
    assert "X-Goog-Expires=604800" in link.url
    assert link.expires_at == NOW + LINK_LASTS
    assert served(link.url) == b"film"


def test_a_public_bucket_needs_no_signature(cloud: Bucket, tmp_path: Path) -> None:
    service = cloud.service()
    store = machine(service, tmp_path, public_url=f"{cloud.host}/{BUCKET}")
    store.put_bytes(JOB, "video.mp4", b"film")
    link = store.link(JOB, "video.mp4")
    assert link is not None
    assert (link.url, link.expires_at) == (f"{cloud.host}/{BUCKET}/films/{JOB}/video.mp4", None)
    assert served(link.url) == b"film"
    service.close()


def test_credentials_that_cannot_sign_are_told_once(
    cloud: Bucket, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = cloud.service()
    store = machine(service, tmp_path)
    store.put_bytes(JOB, "video.mp4", b"film")
    with caplog.at_level(logging.WARNING, "footage.storage"):
        assert [store.link(JOB, "video.mp4") for _ in range(3)] == [None, None, None]
    assert len(caplog.records) == 1
    service.close()


def test_a_film_of_another_machine_is_brought_here(cloud: Bucket, service: Gcs, tmp_path: Path) -> None:
    machine(service, tmp_path / "one").put_bytes(JOB, "video.mp4", b"film")
    other = machine(service, tmp_path / "two")
    with ThreadPoolExecutor() as threads:
        found = list(threads.map(lambda _: other.ensure(JOB, "video.mp4"), range(4)))
    assert {path and path.read_bytes() for path in found} == {b"film"}
    assert [path.name for path in (tmp_path / "two").rglob("*") if path.is_file()] == ["video.mp4"]
    before = len(cloud.calls)
    assert other.ensure(JOB, "video.mp4") == tmp_path / "two" / "media" / JOB / "video.mp4"
    assert len(cloud.calls) == before


def test_a_link_to_a_film_of_another_machine_needs_no_download(service: Gcs, tmp_path: Path) -> None:
    machine(service, tmp_path / "one").put_bytes(JOB, "video.mp4", b"film")
    other = machine(service, tmp_path / "two")
    assert other.link(JOB, "video.mp4") is not None
    assert not (tmp_path / "two").exists()


def test_what_nobody_has_is_not_found(service: Gcs, tmp_path: Path) -> None:
    store = machine(service, tmp_path)
    assert (store.ensure(JOB, "video.mp4"), store.link(JOB, "video.mp4")) == (None, None)


def test_a_film_from_before_there_was_a_bucket_is_uploaded_when_it_is_shown(service: Gcs, tmp_path: Path) -> None:
    LocalObjects(tmp_path / "media", tmp_path / "work").put_bytes(JOB, "video.mp4", b"film")
    link = machine(service, tmp_path).link(JOB, "video.mp4")
    assert link is not None
    assert served(link.url) == b"film"


def test_a_bucket_that_refuses_costs_no_film_and_is_served_later(cloud: Bucket, service: Gcs, tmp_path: Path) -> None:
    cloud.closed = {"POST"}
    store = machine(service, tmp_path)
    assert store.put_bytes(JOB, "video.mp4", b"film").path.read_bytes() == b"film"
    asked = len(cloud.calls)
    with pytest.raises(UnavailableError, match="refuses access"):
        store.link(JOB, "video.mp4")
    assert len(cloud.calls) == asked, "it is left alone for a while"
    cloud.closed = set()
    link = machine(service, tmp_path).link(JOB, "video.mp4")
    assert link is not None
    assert served(link.url) == b"film"


def test_a_bucket_that_is_not_there_is_named(service: Gcs, tmp_path: Path) -> None:
    store = machine(service, tmp_path, "not-there")
    assert store.put_bytes(JOB, "video.mp4", b"film").path.exists()
    with pytest.raises(UnavailableError, match="knows no bucket 'not-there'"):
        store.link(JOB, "video.mp4")


def test_a_service_without_credentials_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "no-file.json"))
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    store = machine(Gcs(), tmp_path)
    assert store.put_bytes(JOB, "video.mp4", b"film").path.exists()
    with pytest.raises(UnavailableError, match="no valid Google Cloud credentials"):
        store.link(JOB, "video.mp4")


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_an_account_file_that_is_none_costs_no_film(cloud: Bucket, tmp_path: Path, content: str | None) -> None:
    account = tmp_path / "account.json"
    if content is not None:
        account.write_text(content)
    store = machine(Gcs(emulated=True, credentials_file=account), tmp_path)
    assert store.put_bytes(JOB, "video.mp4", b"film").path.exists()
    with pytest.raises(UnavailableError, match="no valid Google Cloud credentials"):
        store.link(JOB, "video.mp4")
