"""Parts of films and files of orders, between the homes of two machines."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from films.captioned import CaptionOrder
from films.unfinished import brought, forget, is_there, keep, lend
from storage.objects.folder import FolderPlace
from storage.objects.local import LocalObjects
from storage.objects.shared import SharedObjects

JOB = "job_0123456789abcdef0123"


def machine(folder: Path, name: str, *, shares: bool = True) -> Any:
    """The services of a machine, as far as files go."""
    home, place = folder / name / "home", folder / "mounted"
    place.mkdir(exist_ok=True)
    local = LocalObjects(home / "media", home / "work")
    objects = SharedObjects(local, FolderPlace(place)) if shares else local
    (home / "work").mkdir(parents=True)
    return SimpleNamespace(home=home, parts_dir=home / "parts", objects=objects)


def a_file(path: Path, content: bytes = b"content") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("shares", [True, False])
def test_a_part_is_found_by_the_machine_that_goes_on(tmp_path: Path, shares: bool) -> None:
    one, two = machine(tmp_path, "one", shares=shares), machine(tmp_path, "two", shares=shares)
    clip = one.parts_dir / "clips" / JOB / "001.mp4"
    keep(one, JOB, a_file(one.home / "work" / "made.mp4"), clip)
    assert is_there(one, JOB, clip)
    there = two.parts_dir / "clips" / JOB / "001.mp4"
    assert is_there(two, JOB, there) == shares == there.is_file()
    assert not is_there(two, "job_" + "0" * 20, two.parts_dir / "clips" / JOB / "002.mp4")
    there.unlink(missing_ok=True)
    forget(one, JOB)
    assert not is_there(two, JOB, there)
    assert clip.is_file()


@pytest.mark.parametrize("place", ["inputs/abc.mp4", "parts/frames/x.png", "parts/pictures/y.png"])
def test_a_file_that_an_order_names_is_brought_to_where_it_is_worked_on(tmp_path: Path, place: str) -> None:
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    order = CaptionOrder(source=a_file(one.home / place))
    lend(one, order)
    document = {**order.model_dump(mode="json"), "more": [{"path": str(one.home / place)}], "says": f"no {place}"}
    a_file(one.home / place, b"").unlink()  # that machine is gone
    found = brought(two, document)
    assert found["source"] == found["more"][0]["path"] == str(two.home / place)
    assert Path(found["source"]).read_bytes() == b"content"
    assert found["says"] == document["says"]


def test_a_film_and_an_upload_are_brought_from_where_finished_files_are(tmp_path: Path) -> None:
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    for folder in (JOB, "upload_0123456789abcdef0123"):
        path = one.objects.put_bytes(folder, "video.mp4", b"film").path
        path.unlink()
        found = brought(two, {"source": str(path)})["source"]
        assert found == str(two.home / "media" / folder / "video.mp4")
        assert Path(found).read_bytes() == b"film"


def test_what_is_the_caller_s_own_or_nowhere_stays_as_it_is(tmp_path: Path) -> None:
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    own = a_file(tmp_path / "videos" / "inputs" / "own.mp4")
    lend(one, CaptionOrder(source=own))
    assert list((tmp_path / "mounted").rglob("*")) == []
    for name in (str(own), "/nowhere/inputs/x.mp4", "/etc/passwd", f"{one.home}/inputs/../../secret", "a boat", "/"):
        assert brought(two, {"source": name}) == {"source": name}


@pytest.mark.parametrize("has_bucket", [True, False])
def test_a_machine_that_works_alone_lends_nothing_and_looks_nowhere(tmp_path: Path, has_bucket: bool) -> None:
    one = machine(tmp_path, "one", shares=has_bucket)
    one.objects.lends = False
    keep(one, JOB, a_file(one.home / "work" / "made.mp4"), one.parts_dir / "clips" / JOB / "001.mp4")
    lend(one, CaptionOrder(source=a_file(one.home / "inputs" / "x.mp4")))
    assert list((tmp_path / "mounted").rglob("*")) == []
    document = {"source": "/other/home/inputs/x.mp4"}
    assert brought(one, document) is document
