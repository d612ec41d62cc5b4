from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from footage.errors import (
    FootageError,
    ForbiddenPathError,
    ForbiddenUrlError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
    UnsupportedMediaError,
)
from footage.ports import Services
from tools.inputs import confined, read_subtitles, resolve_image, resolve_video


class Roots:
    """The part of the services that files need."""

    def __init__(self, *roots: Path) -> None:
        self.roots = roots


def roots(*folders: Path) -> Services:
    return cast("Services", Roots(*folders))


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


@pytest.mark.parametrize(
    ("video", "error"),
    [
        ("https://example.com/film.mp4", UnavailableError),
        ("gs://bucket/film.mp4", UnavailableError),
        ("file:///etc/passwd", ForbiddenUrlError),
        ("rtmp://host/live", ForbiddenUrlError),
    ],
)
def test_urls_are_refused_with_their_reason(tmp_path: Path, video: str, error: type[FootageError]) -> None:
    with pytest.raises(error):
        resolve_video(roots(tmp_path), video)


def test_subtitles_are_text_or_a_file_with_a_telling_name(tmp_path: Path) -> None:
    file = tmp_path / "lines.srt"
    file.write_text("from a file")
    assert read_subtitles(roots(tmp_path), str(file)) == b"from a file"
    assert read_subtitles(roots(tmp_path), "1\n00:00 --> 00:01\nx") == b"1\n00:00 --> 00:01\nx"
    assert read_subtitles(roots(tmp_path), str(tmp_path / "config.yaml")) == str(tmp_path / "config.yaml").encode()


def test_an_image_is_told_by_its_content(tmp_path: Path) -> None:
    picture, text = tmp_path / "a.png", tmp_path / "b.png"
    Image.new("RGB", (4, 4)).save(picture)
    text.write_text("x")
    assert resolve_image(roots(tmp_path), str(picture)) == picture
    with pytest.raises(UnsupportedMediaError):
        resolve_image(roots(tmp_path), str(text))
