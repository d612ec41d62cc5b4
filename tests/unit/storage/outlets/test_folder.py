"""A folder that films are put into: whole or not at all, and what stands in the way is told."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from footage.errors import ForbiddenPathError, JobCancelledError, UnavailableError
from footage.ports.outlets import Post, Sent
from storage.outlets.places import MB, Folder
from tests.servers import ROOT
from tests.small_disk import small_disk

FILM = b"film" * (5 * MB // 4)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    file = tmp_path / "film.mp4"
    file.write_bytes(FILM)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (made := tmp_path / "Filme, 100 % & #1?").mkdir()
    return made


def send(folder: Path, film: Path, heard: list[float] | None = None) -> Sent:
    post = Post(film=film, sha256="f", name="a-boat", tag="ftg-12345678", title="A boat", job_id="j")
    told = heard if heard is not None else []
    place = Folder(folder, "https://films.example.com")
    return place.send(post, "folder", progress=told.append, last=lambda: None)


def test_it_is_told_how_far_it_is(folder: Path, film: Path) -> None:
    heard: list[float] = []
    assert send(folder, film, heard).url == "https://films.example.com/a-boat-ftg-12345678.mp4"
    assert heard == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert [one.read_bytes() == FILM for one in folder.iterdir()] == [True]
    heard.clear()
    send(folder, film, heard)
    assert heard == [], "it is there already"


def test_one_that_is_cancelled_leaves_nothing(folder: Path, film: Path) -> None:
    class Cancelled(list[float]):
        def append(self, _share: float) -> None:
            raise JobCancelledError("stop")

    with pytest.raises(JobCancelledError):
        send(folder, film, Cancelled())
    assert list(folder.iterdir()) == []


def test_a_disk_without_room_is_told(folder: Path, film: Path) -> None:
    with small_disk(folder, 2) as disk:
        if disk is None:
            pytest.skip("only root may have a disk of its own")
        with pytest.raises(UnavailableError) as full:
            send(folder, film)
        assert "Make room there" in full.value.hint
        assert list(folder.iterdir()) == []


def test_a_folder_that_was_unmounted_is_told(folder: Path, film: Path) -> None:
    folder.rmdir()
    with pytest.raises(UnavailableError) as gone:
        send(folder, film)
    assert "is there" in gone.value.hint


def test_a_disk_that_takes_no_large_files_is_told(folder: Path, film: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    said = f"""
import resource, signal; from pathlib import Path; from storage.outlets.places import Folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, {limits[1]}))
try: Folder(Path({str(folder)!r}))._beside("film.mp4", Path({str(film)!r}))
except Exception as exc: print(type(exc).__name__, exc.hint)
"""
    told = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert told.startswith("UnavailableError Connect a folder on a disk that takes files of that size")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["a-boat-ftg-12345678.mp4", ".a-boat-ftg-12345678.mp4.part"])
def test_nothing_is_written_through_a_link(folder: Path, film: Path, name: str) -> None:
    (folder / name).symlink_to("/etc/passwd")
    with pytest.raises(ForbiddenPathError):
        send(folder, film)


def test_another_film_of_the_same_size_is_replaced(folder: Path, film: Path) -> None:
    (folder / "a-boat-ftg-12345678.mp4").write_bytes(os.urandom(len(FILM)))
    send(folder, film)
    assert (folder / "a-boat-ftg-12345678.mp4").read_bytes() == FILM
