"""Every film of `docs/reference/inputs.md` is taken in, and captions are drawn on it at the right times."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from footage.errors import UnsupportedMediaError
from media import ffmpeg
from media.captions.burn import burn, soft
from media.captions.model import Cue
from media.dolby import compatibility_of
from media.enhance.film import enhance
from media.enhance.model import EnhanceRequest
from media.fields import Fields, combs_in, judged
from media.frames import read_frames
from media.intake import take_in
from media.probe import decodes_to_end, probe
from media.tracks import tracks_of
from tests.field.odd_films import ODD_FILMS, plain_film

TABLE = (Path(__file__).resolve().parents[2] / "docs/reference/inputs.md").read_text()
ROWS = re.findall(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \|$", TABLE, re.MULTILINE)[1:]
CUE = Cue(start_s=0.2, end_s=0.8, text="MM")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd_films")


def test_the_table_and_the_films_are_the_same() -> None:
    assert list(ODD_FILMS) == ROWS


@pytest.mark.parametrize("name", ODD_FILMS)
def test_odd_films_are_taken_as_players_take_them(name: str, folder: Path, tmp_path: Path) -> None:
    odd, out = ODD_FILMS[name], tmp_path / "out.mp4"
    film = odd.make(folder)
    if odd.refused:
        with pytest.raises(UnsupportedMediaError, match=odd.refused):
            take_in(film, tmp_path)
        return
    taken = take_in(film, tmp_path)
    info = taken.info
    assert (taken.path != film, info.width, info.height) == (odd.copied, *odd.size)
    assert info.duration_s == pytest.approx(odd.duration_s, abs=0.06)
    assert info.fps == pytest.approx(odd.fps, rel=0.01)
    if not odd.drawn:
        assert len(read_frames(taken.path, [0.0, info.duration_s])) == 2
        return
    if odd.undrawn:
        with pytest.raises(UnsupportedMediaError, match=odd.undrawn):
            burn(taken.path, [CUE], out)
        return
    cue = Cue(start_s=info.duration_s * 0.7, end_s=info.duration_s, text="MM")
    notes = [*taken.notes, *burn(taken.path, [cue], out, style="box")]
    assert len(notes) == len(odd.said), notes
    assert all(part in note for part, note in zip(odd.said, notes, strict=True)), notes
    decodes_to_end(out)
    result = probe(out)
    assert (result.video_codec, result.plays_in_browsers, result.square_pixels) == ("h264", True, True)
    assert result.duration_s == pytest.approx(odd.duration_s, abs=0.12)
    assert result.has_audio == info.has_audio
    if name != "telecined":  # what changes there are the combs
        _is_captioned(taken.path, out, info.duration_s)


def _is_captioned(film: Path, result: Path, duration_s: float) -> None:
    """The pictures are those of the film at the same times, and a caption is on them in their last third only."""
    moments = [duration_s * 0.6, duration_s * 0.97]
    changed = []
    for old, new in zip(read_frames(film, moments), read_frames(result, moments), strict=True):
        rows, columns = (min(sides) for sides in zip(old.shape[:2], new.shape[:2], strict=True))
        change = np.abs(old[:rows, :columns].astype(int) - new[:rows, :columns])
        assert np.median(change[: rows // 2]) < 24
        changed.append(float(np.mean(change[rows // 2 :])))
    assert changed[1] > changed[0] + 1.2


def test_all_tracks_come_along_and_a_caption_track_is_added(folder: Path, tmp_path: Path) -> None:
    film = ODD_FILMS["several sounds and subtitles"].make(folder)
    kept = [("opus", "eng", "", "0"), ("aac", "deu", "Kommentar", "default")]
    shown = [("mov_text", "eng", "", "default"), ("mov_text", "fra", "", "forced")]
    burn(film, [CUE], tmp_path / "burnt.mp4")
    assert _tracks(tmp_path / "burnt.mp4") == (kept, shown)
    soft(film, [CUE], tmp_path / "one.mp4", language="de")
    soft(tmp_path / "one.mp4", [CUE], tmp_path / "two.mp4", language="es")
    hidden = [("mov_text", "eng", "", "0"), shown[1]]
    added = [("mov_text", "deu", "", "0"), ("mov_text", "spa", "", "default")]
    assert _tracks(tmp_path / "two.mp4") == (kept, [*hidden, *added])
    wish = EnhanceRequest(operations=frozenset({"loudness", "upscale"}), target_resolution="480p")
    outcome = enhance(film, tmp_path / "better.mp4", wish)
    assert outcome.report.changed
    assert _tracks(tmp_path / "better.mp4") == (kept, shown)


def _tracks(film: Path) -> tuple[list[tuple[str, str, str, str]], ...]:
    tracks = tracks_of(probe(film))
    kinds = (tracks.sounds, tracks.texts)
    return tuple([(one.codec, one.language, one.title, one.flags) for one in kind] for kind in kinds)


def test_dolby_vision_stays_so_under_a_caption_track(folder: Path, tmp_path: Path) -> None:
    film = ODD_FILMS["Dolby Vision with colours of its own"].make(folder)
    soft(film, [CUE], tmp_path / "soft.mp4")
    assert compatibility_of(probe(tmp_path / "soft.mp4")) == compatibility_of(probe(film)) == 0
    copy = tmp_path / "copy.mkv"
    ffmpeg.run(["-i", str(film), "-c", "copy", "-strict", "unofficial", str(copy)])
    assert compatibility_of(probe(copy)) == 0


def test_pictures_that_mp4_cannot_hold_are_encoded_for_a_caption_track(folder: Path, tmp_path: Path) -> None:
    film = ODD_FILMS["Motion JPEG and PCM"].make(folder)
    assert soft(film, [CUE], tmp_path / "soft.mp4") == ("its pictures were encoded again, as an MP4 cannot hold mjpeg",)
    assert probe(tmp_path / "soft.mp4").video_codec == "h264"


def test_captions_come_on_time_where_a_frame_stands_for_long(tmp_path: Path) -> None:
    film = tmp_path / "screen.mp4"
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 96, "yuv420p"
        for at in (0, 1, 2, 3, 4, 5, *range(40, 60)):
            frame = av.VideoFrame.from_ndarray(np.full((96, 96, 3), 40 + at, np.uint8))
            frame.pts = at
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    notes = burn(film, [Cue(start_s=2.0, end_s=3.0, text="MM")], tmp_path / "out.mp4", style="outline")
    assert any("stood for long" in note for note in notes)
    brightest = [int(picture.max()) for picture in read_frames(tmp_path / "out.mp4", [1.8, 2.2, 2.8, 3.2])]
    assert [level > 150 for level in brightest] == [False, True, True, False]


def test_the_new_film_has_no_combs(folder: Path, tmp_path: Path) -> None:
    for name in ("interlaced, and says so", "interlaced, and does not say so", "telecined"):
        film = ODD_FILMS[name].make(folder)
        burn(film, [CUE], tmp_path / "out.mp4")
        moments = [at / 25 for at in range(2, 20)]
        before, after = (max(map(_combs, read_frames(one, moments))) for one in (film, tmp_path / "out.mp4"))
        assert (before > 0.05, after) == (True, 0.0), name
    outcome = enhance(folder / "tff.mp4", tmp_path / "better.mp4", EnhanceRequest(target_resolution="480p"))
    assert outcome.report.applied[0].operation == "deinterlace"
    assert max(map(_combs, read_frames(tmp_path / "better.mp4", [0.3, 0.5]))) == 0.0


def _combs(picture: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> float:
    return combs_in(np.ascontiguousarray(picture[..., 1]))


@pytest.mark.parametrize(
    ("counted", "combed", "is_said", "fields"),
    [
        ({"single.tff": 9}, "CCCCC", False, Fields(kind="interlaced", top_first=True)),
        ({"single.bff": 9, "single.progressive": 1}, "CCCCC", True, Fields(kind="interlaced", top_first=False)),
        ({"single.tff": 9}, "..CC...CC...CC.", False, Fields(kind="telecined", top_first=True)),
        ({"single.progressive": 9}, ".....", True, None),
        ({}, ".....", True, Fields(kind="interlaced", top_first=True)),
        ({}, "CCCCC", False, None),
    ],
)
def test_what_idet_counts_and_where_the_combs_are_tells_how(
    counted: dict[str, float], combed: str, is_said: bool, fields: Fields | None
) -> None:
    runs = [[one == "C" for one in combed]]
    assert judged(counted, runs, is_said=is_said, bottom_first=False) == fields


def test_a_copy_is_made_once_for_each_version_of_a_film(folder: Path, tmp_path: Path) -> None:
    film = ODD_FILMS["H.264 and MP2"].make(folder)
    first = take_in(film, tmp_path).path
    assert take_in(film, tmp_path).path == first
    film.write_bytes(film.read_bytes() + film.read_bytes()[-188:])
    assert take_in(film, tmp_path).path != first
    assert not list(tmp_path.glob("*.new"))


def test_a_mirrored_film_is_drawn_on_as_it_is_shown(folder: Path) -> None:
    mirrored = ODD_FILMS["mirrored"].make(folder)
    plain, seen = (read_frames(path, [0.5])[0].astype(int) for path in (plain_film(folder), mirrored))
    assert np.abs(plain[:, ::-1] - seen).mean() < 2


def test_frames_follow_one_another_in_a_film_with_late_pictures(folder: Path) -> None:
    """Times count from the sound; before the first picture there is the first picture."""
    film = ODD_FILMS["pictures from 0.5 s after the sound on"].make(folder)
    pictures = read_frames(film, [0.0, 0.45, 0.55, 0.65])
    changes = [bool(np.any(one != other)) for one, other in pairwise(pictures)]
    assert changes == [False, False, True]
