from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from films.services import CallersServices
from footage.caller import LOCAL
from footage.errors import (
    ForbiddenPathError,
    ForbiddenUrlError,
    InvalidInputError,
    NotFoundError,
    UnsupportedMediaError,
)
from media.probe import DEFAULT_CAPS
from tools.inputs import read_subtitles, resolve_image, resolve_video
from tools.paths import confined


class Roots:
    """The part of the services that files need; every URL gives the same file."""

    def __init__(self, *roots: Path) -> None:
        self.roots = roots
        self.caller = LOCAL
        self.remote = self
        self.links = None
        self.asked: list[tuple[str, int]] = []

    def fetch(self, url: str, *, max_bytes: int) -> Path:
        self.asked.append((url, max_bytes))
        return self.roots[0] / "remote"


def roots(*folders: Path) -> CallersServices:
    return cast("CallersServices", Roots(*folders))


def test_a_file_in_an_allowed_folder_is_found(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"x")
    assert confined(roots(tmp_path), str(file)) == file
    assert resolve_video(roots(tmp_path), str(file)).title == "film"


def test_a_sibling_whose_name_starts_alike_is_outside(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine-too").mkdir()
    (tmp_path / "mine-too" / "film.mp4").write_bytes(b"x")
    with pytest.raises(ForbiddenPathError):
        confined(roots(tmp_path / "mine"), str(tmp_path / "mine-too" / "film.mp4"))


def test_what_exists_outside_cannot_be_told(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    messages = set()
    for name in ("there.mp4", "not-there.mp4"):
        (tmp_path / "there.mp4").write_bytes(b"x")
        with pytest.raises(ForbiddenPathError) as caught:
            confined(roots(tmp_path / "mine"), str(tmp_path / name))
        messages.add(caught.value.message.replace(name, ""))
    assert len(messages) == 1


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        confined(roots(tmp_path), str(tmp_path))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_what_is_no_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError):
        confined(roots(tmp_path), name)


@pytest.mark.parametrize("video", ["file:///etc/passwd", "rtmp://host/live", "FTP://host/film.mp4"])
def test_a_url_of_another_kind_is_refused(tmp_path: Path, video: str) -> None:
    with pytest.raises(ForbiddenUrlError):
        resolve_video(roots(tmp_path), video)


def test_a_url_is_fetched_and_its_title_holds_no_secret(tmp_path: Path) -> None:
    services = roots(tmp_path)
    source = resolve_video(services, "HTTPS://films.test/a%20boat.mp4?signature=secret")
    assert (source.path, source.title, source.job_id) == (tmp_path / "remote", "a boat", None)
    assert cast("Roots", services).asked == [
        ("https://films.test/a%20boat.mp4?signature=secret", DEFAULT_CAPS.max_bytes)
    ]
    with pytest.raises(InvalidInputError):
        resolve_video(services, "https://films.test/" + "x" * 5000)


def test_pictures_and_subtitles_may_be_remote(tmp_path: Path) -> None:
    services = roots(tmp_path)
    Image.new("RGB", (4, 4)).save(tmp_path / "remote", "PNG")
    assert resolve_image(services, "gs://pictures/a.png") == tmp_path / "remote"
    (tmp_path / "remote").write_bytes(b"1")
    assert read_subtitles(services, "https://films.test/lines.srt?x=1") == b"1"
    with pytest.raises(UnsupportedMediaError):
        resolve_image(services, "https://films.test/a.png")


def test_subtitles_are_text_or_a_file_with_a_telling_name(tmp_path: Path) -> None:
    file = tmp_path / "lines.srt"
    file.write_text("from a file")
    assert read_subtitles(roots(tmp_path), str(file)) == b"from a file"
    assert read_subtitles(roots(tmp_path), "1\n00:00 --> 00:01\nx") == "1\n00:00 --> 00:01\nx"
    assert read_subtitles(roots(tmp_path), str(tmp_path / "config.yaml")) == str(tmp_path / "config.yaml")


def test_an_image_is_told_by_its_content(tmp_path: Path) -> None:
    picture, text = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("RGB", (4, 4)).save(picture)
    text.write_text("x")
    assert resolve_image(roots(tmp_path), str(picture)) == picture
    with pytest.raises(UnsupportedMediaError):
        resolve_image(roots(tmp_path), str(text))
