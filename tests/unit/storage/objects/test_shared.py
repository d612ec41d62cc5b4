"""What machines share, in every kind of place: a folder, S3 and Google's buckets, the last two on real sockets."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from marketing_agent.publish import publish

from footage.errors import UnavailableError
from routing.emulators.gcs import BUCKET as GOOGLES_BUCKET
from storage.objects.folder import FolderPlace
from storage.objects.gcs import Gcs, GcsPlace
from storage.objects.local import LocalObjects
from storage.objects.s3 import S3Place
from storage.objects.shared import Place, SharedObjects
from tests.buckets import bucket
from tests.plain_http import http
from tests.weed import BUCKET, serving_s3

JOB = "job_0123456789abcdef0123"
UPLOAD = "upload_0123456789abcdef0123"
LARGE = bytes(range(256)) * (18 << 12)


@pytest.fixture(scope="module")
def weed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with serving_s3(tmp_path_factory.mktemp("weed")) as variables:
        yield variables


@pytest.fixture(scope="module")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gcs]:
    with bucket() as cloud:
        service = cloud.service(tmp_path_factory.mktemp("google") / "account.json")
        yield service
        service.close()


@pytest.fixture(params=["folder", "s3", "gs"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    if request.param == "gs":
        return GcsPlace(request.getfixturevalue("google"), GOOGLES_BUCKET)
    if request.param == "s3":
        for name, value in request.getfixturevalue("weed").items():
            monkeypatch.setenv(name, value)
        return S3Place(BUCKET)
    (tmp_path / "mounted").mkdir()
    return FolderPlace(tmp_path / "mounted")


def machine(place: Place, home: Path) -> SharedObjects:
    return SharedObjects(LocalObjects(home / "media", home / "work"), place, home.parent.name)


@pytest.fixture
def one(place: Place, tmp_path: Path) -> SharedObjects:
    return machine(place, tmp_path / "one")


@pytest.fixture
def other(place: Place, tmp_path: Path) -> SharedObjects:
    return machine(place, tmp_path / "other")


@pytest.mark.slow
def test_a_film_of_one_machine_is_found_by_the_other(one: SharedObjects, other: SharedObjects, tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(LARGE)
    stored = one.put(JOB, "video.mp4", tmp_path / "film")
    assert stored.path.read_bytes() == LARGE
    assert other.here(JOB, "video.mp4") is None
    found = other.ensure(JOB, "video.mp4")
    assert found
    assert found.read_bytes() == LARGE
    assert other.here(JOB, "video.mp4") == found
    assert other.ensure(JOB, "poster.jpg") is None
    assert list((tmp_path / "other" / "work" / "downloads").iterdir()) == []


def test_what_could_not_be_uploaded_is_shared_later(tmp_path: Path) -> None:
    store = machine(FolderPlace(tmp_path / "mounted"), tmp_path / "one")
    store.put_bytes(JOB, "video.mp4", b"film")
    assert not store.share(JOB)
    (tmp_path / "mounted").mkdir()
    assert store.share(JOB)
    found = machine(FolderPlace(tmp_path / "mounted"), tmp_path / "other").ensure(JOB, "video.mp4")
    assert found
    assert found.read_bytes() == b"film"


def test_other_content_under_the_same_name_replaces_it(one: SharedObjects, other: SharedObjects) -> None:
    one.put_bytes(JOB, "video.mp4", b"first!")
    one.put_bytes(JOB, "video.mp4", b"second")
    found = other.ensure(JOB, "video.mp4")
    assert found
    assert found.read_bytes() == b"second"


def test_an_address_of_its_own_is_read_by_anybody(one: SharedObjects, other: SharedObjects, place: Place) -> None:
    one.put_bytes(JOB, "video.mp4", b"film")
    link = other.link(JOB, "video.mp4")
    if isinstance(place, FolderPlace):
        assert link is None
        return
    assert link
    assert http.get(link.url).content == b"film"
    assert other.link(JOB, "nothing.mp4") is None


def test_what_was_uploaded_is_gone_everywhere_when_it_is_removed(one: SharedObjects, other: SharedObjects) -> None:
    one.put_bytes(UPLOAD, "a.mp4", b"film")
    one.remove(UPLOAD, "a.mp4")
    one.remove(UPLOAD, "a.mp4")
    assert (one.ensure(UPLOAD, "a.mp4"), other.ensure(UPLOAD, "a.mp4")) == (None, None)
    for name in ("b.mp4", "c.mp4"):
        one.put_bytes(UPLOAD, name, b"film")
    other.remove(UPLOAD)
    one.remove(UPLOAD)
    assert other.ensure(UPLOAD, "b.mp4") is None


def test_clips_are_kept_for_whoever_goes_on_until_they_are_taken_back(
    one: SharedObjects, other: SharedObjects, tmp_path: Path
) -> None:
    for name in ("1.mp4", "2.mp4"):
        (tmp_path / name).write_bytes(name.encode())
        one.keep(f"parts/clips/{JOB}/{name}", tmp_path / name)
    one.keep(f"parts/clips/{JOB}0/1.mp4", tmp_path / "1.mp4")
    out = tmp_path / "new" / "2.mp4"
    assert other.fetch(f"parts/clips/{JOB}/2.mp4", out)
    assert out.read_bytes() == b"2.mp4"
    assert not other.fetch(f"parts/clips/{JOB}/3.mp4", tmp_path / "3.mp4")
    assert not (tmp_path / "3.mp4").exists()
    one.forget(f"parts/clips/{JOB}")
    assert not other.fetch(f"parts/clips/{JOB}/2.mp4", out)
    assert other.fetch(f"parts/clips/{JOB}0/1.mp4", out)


def test_it_can_be_asked_whether_it_works(place: Place) -> None:
    place.check()


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_a_place_that_says_no_costs_no_film_and_is_left_alone_for_a_while(
    kind: str, weed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in {**weed, "AWS_SECRET_ACCESS_KEY": "not the right one"}.items():
        monkeypatch.setenv(name, value)
    place: Place = FolderPlace(tmp_path / "not mounted") if kind == "folder" else S3Place(BUCKET)
    store = machine(place, tmp_path / "one")
    with caplog.at_level(logging.WARNING):
        assert store.put_bytes(JOB, "video.mp4", b"film").path.read_bytes() == b"film"
    assert "stays on this machine" in caplog.text
    assert "not the right one" not in caplog.text
    with pytest.raises(UnavailableError):
        store.link(JOB, "video.mp4")
    with pytest.raises(UnavailableError):
        place.check()
    assert not store.fetch("parts/1.mp4", tmp_path / "1.mp4")
    assert not store.share(JOB)
    store.keep("parts/1.mp4", store.here(JOB, "video.mp4") or tmp_path)
    store.forget("parts")
    store.remove(JOB, "poster.jpg")
    assert not (tmp_path / "not mounted").exists()


def test_a_site_of_the_marketing_agent_goes_into_a_bucket_with_the_page_last(
    weed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in weed.items():
        monkeypatch.setenv(name, value)
    for name in ("index.html", "film.mp4", "film.vtt"):
        (tmp_path / name).write_text(name)
    assert publish(tmp_path, f"s3://{BUCKET}/campaign")[-1] == "index.html"
    assert S3Place(BUCKET).download("campaign/film.mp4", tmp_path / "fetched")
    assert (tmp_path / "fetched").read_text() == "film.mp4"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(OSError, match="does not take it"):
        publish(tmp_path, f"s3://{BUCKET}/campaign")
