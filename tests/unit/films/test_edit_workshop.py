"""What an edit's graph reads is made for real: words, pictures, music, the part that another shape shows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import skia

from films.edit_workshop import EditWorkshop
from footage.errors import InvalidInputError
from media.edit.compile import compile_edit
from media.edit.make import Outcome, make
from media.edit.model import Step
from media.edit.silence import silences
from media.edit.sources import open_film, open_picture, rate_for
from media.intake import take_in
from media.probe import probe
from tests.unit.media.edit.films import Ears, numbered

SIZE = 320, 180


def crossed(path: Path, seconds: int = 2) -> Path:
    """A white square crosses a dark picture from the left to the right."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10, options={"preset": "ultrafast", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for at in range(seconds * 10):
            picture = np.full((SIZE[1], SIZE[0], 3), 20, np.uint8)
            left = round(at / (seconds * 10) * (SIZE[0] - 40))
            picture[70:110, left : left + 40] = 240
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode())
    return path


def edited(film: Path, folder: Path, *steps: dict[str, Any], picture: Path | None = None) -> Outcome:
    info = take_in(film, folder / "taken").info
    rate = rate_for(info, text=True)
    found = {str(picture): open_picture("a picture", picture)} if picture else {}
    wanted = [Step.model_validate(one) for one in steps]
    project = compile_edit(open_film("the film", info, rate, text=True), wanted, rate, found, Ears())
    return make(project, folder / "out.mp4", EditWorkshop(folder, project))


def frames(path: Path) -> list[np.ndarray[Any, Any]]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="gray") for frame in film.decode(video=0)]


@pytest.mark.parametrize(
    ("place", "text", "where"),
    [
        ("lower-third", "Ada Lovelace\nAnalyst", (slice(110, 180), slice(0, 200))),
        ("top-right", "$ 49", (slice(0, 80), slice(200, 320))),
        ("centre", "Half price", (slice(50, 130), slice(60, 260))),
        ("full", "The end\nThank you", (slice(40, 140), slice(40, 280))),
        ("lower-third", "עדה לאבלייס", (slice(110, 180), slice(120, 320))),
    ],
)
def test_words_are_drawn_where_they_belong(tmp_path: Path, place: str, text: str, where: tuple[slice, slice]) -> None:
    film = crossed(tmp_path / "film.mp4", 1)
    made = edited(film, tmp_path, {"do": "title", "text": text, "place": place, "in_s": 0, "out_s": 0})
    assert made.film is not None
    before, after = frames(film)[5].astype(int), frames(made.film)[5].astype(int)
    changed = np.abs(after - before) > 40
    assert changed[where].sum() > 0.5 * changed.sum() > 20


def test_words_that_nothing_can_draw_are_refused(tmp_path: Path) -> None:
    film = crossed(tmp_path / "film.mp4", 1)
    with pytest.raises(InvalidInputError, match="cannot be drawn"):
        edited(film, tmp_path, {"do": "title", "text": "\U000f0000"})


def test_another_shape_goes_along_with_what_moves(tmp_path: Path) -> None:
    made = edited(crossed(tmp_path / "film.mp4", 3), tmp_path, {"do": "reframe", "aspect": "9:16"})
    assert made.film is not None
    info = probe(made.film)
    assert info.width < info.height
    seen = [frame for frame in frames(made.film)[3:-3] if (frame > 180).sum() > 0.02 * frame.size]
    assert len(seen) >= 0.8 * (info.frame_count or 30)


def test_a_picture_fills_the_frame_and_music_lies_under_it(tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    skia.Image.fromarray(np.full((50, 100, 4), 255, np.uint8)).save(str(picture), skia.kPNG)
    film = numbered(tmp_path / "film.mp4", 25, sound=False)
    over = {"do": "overlay", "file": str(picture), "place": "full", "at": 0, "for": 1, "in_s": 0, "out_s": 0}
    made = edited(film, tmp_path, over, {"do": "music", "file": "piano"}, picture=picture)
    assert made.film is not None
    assert frames(made.film)[10].mean() > 200


def test_silence_is_found_between_tones(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        heard = out.add_stream("aac", rate=48000, layout="mono")
        for _ in range(30):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")))
        out.mux(stream.encode())
        tone = (np.sin(np.arange(3 * 48000) * 2 * np.pi * 440 / 48000) * 0.3).astype(np.float32)
        tone[48000 : 2 * 48000] = 0
        for begin in range(0, len(tone), 1024):
            part = np.ascontiguousarray(tone[None, begin : begin + 1024])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 48000, begin, Fraction(1, 48000)
            out.mux(heard.encode(frame))
        out.mux(heard.encode())
    info = probe(path)
    (found,) = silences(open_film("the film", info, rate_for(info, text=False)), -35.0, 0.5)
    assert found == pytest.approx((1.0, 2.0), abs=0.1)
