from __future__ import annotations

from pathlib import Path

from routing.carried import unpacked
from tests.support import a_request

START, END = b"a picture", b"another one"


def test_pictures_that_are_not_here_are_unpacked_and_the_others_stay(tmp_path: Path) -> None:
    here, folder = tmp_path / "here.png", tmp_path / "job"
    here.write_bytes(START)
    folder.mkdir()
    carried = {str(here): START, "/elsewhere/end.jpg": END, "/elsewhere/who.webp": END}
    request = a_request(
        start_image=str(here),
        end_image="/elsewhere/end.jpg",
        reference_images=("/elsewhere/who.webp", "/too/large.png"),
    )
    told = unpacked(request, carried.get, folder)
    assert told.start_image == str(here)
    assert told.end_image
    assert Path(told.end_image).read_bytes() == END
    assert (Path(told.end_image).parent, Path(told.end_image).suffix) == (folder, ".jpg")
    assert Path(told.reference_images[0]).read_bytes() == END
    assert told.reference_images[1] == "/too/large.png"
    assert (
        told.model_copy(update={name: getattr(request, name) for name in ("end_image", "reference_images")}) == request
    )


def test_another_picture_under_the_same_path_is_not_mistaken_for_it(tmp_path: Path) -> None:
    (tmp_path / "start.png").write_bytes(b"what this machine has there")
    told = unpacked(a_request(start_image=str(tmp_path / "start.png")), lambda _: START, tmp_path)
    assert told.start_image != str(tmp_path / "start.png")
    assert Path(str(told.start_image)).read_bytes() == START


def test_without_pictures_nothing_is_asked_for(tmp_path: Path) -> None:
    assert unpacked(a_request(), lambda _: START, tmp_path) == a_request()
