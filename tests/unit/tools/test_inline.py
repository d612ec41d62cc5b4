"""Pictures that come within an argument."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import quote

import pytest

from footage.errors import InvalidInputError, UnsupportedMediaError
from tools.inline import MAX_INLINE_BYTES, is_inline, unpacked

CONTENT = bytes(range(256)) * 3
CODED = base64.b64encode(CONTENT).decode()


@pytest.mark.parametrize(
    ("image", "suffix"),
    [
        (f"data:image/png;base64,{CODED}", ".png"),
        (f"DATA:image/JPEG;BASE64,{CODED}", ".jpg"),
        (f" data:image/webp;charset=utf-8;base64,{CODED}\n", ".webp"),
        (f"data:image/png;base64,{CODED.rstrip('=')}", ".png"),
        (f"data:image/png;base64,{quote(CODED)}", ".png"),
        ("data:image/png;base64," + "\r\n".join(CODED[at : at + 76] for at in range(0, len(CODED), 76)), ".png"),
        (f"data:image/png;base64,{base64.urlsafe_b64encode(CONTENT).decode()}", ".png"),
        (f"data:image/svg+xml,{quote(CONTENT)}", ".svg"),
    ],
)
def test_a_picture_is_unpacked_once_however_it_is_written(tmp_path: Path, image: str, suffix: str) -> None:
    assert is_inline(image)
    file = unpacked(image, tmp_path / "pictures")
    assert (file.read_bytes(), file.suffix) == (CONTENT, suffix)
    assert unpacked(image, tmp_path / "pictures") == file
    assert list((tmp_path / "pictures").iterdir()) == [file]


@pytest.mark.parametrize(
    "text", ["data:text/plain;base64,eA==", "image.png", "https://a.test/data:image/png,x", "data:"]
)
def test_everything_else_is_none(text: str) -> None:
    assert not is_inline(text)


def test_what_is_broken_or_too_large_is_told_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="not whole base64") as broken:
        unpacked("data:image/png;base64,A", tmp_path)
    assert len(broken.value.message) < 100
    with pytest.raises(UnsupportedMediaError, match=r"2\.5 MB fit"):
        unpacked(f"data:image/png;base64,{base64.b64encode(bytes(MAX_INLINE_BYTES + 1)).decode()}", tmp_path)
