"""Films that go on from others: any frame as a picture, told by a name that agents guess."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from films.services import CallersServices
from footage.caller import LOCAL
from footage.errors import InvalidInputError
from media import ffmpeg
from media.frames import read_frames
from media.takes_sheet import SheetTake, takes_sheet
from painter import going_on, plan_film, render
from tools.inputs import resolve_frame, resolve_image
from tools.moments import FIRST, LAST, Moment, moment_of, parted
from tools.variants import backends_of, wanted


class Files:
    """The part of the services that files need."""

    def __init__(self, root: Path) -> None:
        self.roots, self.parts_dir, self.caller, self.links = (root,), root / "parts", LOCAL, None


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film whose frames are told by their grey, and red ones whose colours are stored in every way."""
    folder = tmp_path_factory.mktemp("films")

    def make(name: str, source: str, *coded: str) -> None:
        args = ["-v", "error", "-y", "-f", "lavfi", "-i", source, *coded, str(folder / name)]
        subprocess.run([ffmpeg.executable(), *args], check=True)

    make("count.mp4", "color=black:s=64x64:r=10:d=1,geq=lum='N*20+20':cb=128:cr=128", "-c:v", "libx264", "-crf", "1")
    red = "color=c=0xE02020:s={}:r=10:d=0.3"
    tagged = (
        "-colorspace",
        "bt709",
        "-color_primaries",
        "bt709",
        "-color_trc",
        "bt709",
        "-c:v",
        "libx264",
        "-crf",
        "2",
    )
    hd = "scale=out_color_matrix=bt709:out_range={},format={}"
    make("hd.mp4", red.format("1280x720"), "-vf", hd.format("tv", "yuv420p"), *tagged)
    make("full.mp4", red.format("64x64"), "-vf", hd.format("pc", "yuvj420p"), "-color_range", "pc", *tagged)
    unsaid = "setparams=colorspace=unknown:color_primaries=unknown:color_trc=unknown"
    make("unsaid.mp4", red.format("1280x720"), "-vf", f"{hd.format('tv', 'yuv420p')},{unsaid}", "-c:v", "libx264")
    make("turned.mp4", "color=c=0xE02020:s=32x64:r=10:d=0.3,pad=64:64:0:0:blue", "-vf", "format=yuv420p", *tagged)
    turned = ["-v", "error", "-y", "-display_rotation", "90", "-i", str(folder / "turned.mp4"), "-c", "copy"]
    subprocess.run([ffmpeg.executable(), *turned, str(folder / "upright.mp4")], check=True)
    return folder


def services(root: Path) -> CallersServices:
    return cast("CallersServices", Files(root))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("last", LAST), ("LAST_FRAME", LAST), ("end", LAST), ("first", FIRST), ("start", FIRST),
        ("3.2s", Moment(seconds=3.2)), ("3,2 s", Moment(seconds=3.2)), ("3.2", Moment(seconds=3.2)),
        ("0", Moment(seconds=0)), ("1500ms", Moment(seconds=1.5)), ("1:05", Moment(seconds=65)),
        ("01:00:05.5", Moment(seconds=3605.5)), ("50%", Moment(percent=50)), ("middle", Moment(percent=50)),
        ("-1s", Moment(seconds=-1)), ("2 seconds", Moment(seconds=2)),
        ("2x.png", None), ("example.com/film.mp4", None), ("", None), ("120%", None),
    ],
)  # fmt: skip
def test_a_moment_is_understood_as_people_write_it(said: str, meant: Moment | None) -> None:
    assert moment_of(said) == meant
    assert parted(f"job_1@{said}") == (("job_1", meant) if meant else (f"job_1@{said}", None))


@pytest.mark.parametrize(
    ("moment", "frame"), [("last", 9), ("first", 0), ("0.3s", 3), ("0.35", 3), ("-0.2s", 8), ("1s", 9), ("50%", 5)]
)
def test_the_frame_is_the_very_one(films: Path, moment: str, frame: int) -> None:
    shown = resolve_frame(services(films), f"{films / 'count.mp4'}@{moment}")
    assert abs(int(_centre(shown.path)[0]) - round((frame * 20 + 20 - 16) * 255 / 219)) <= 3
    assert shown.path == resolve_image(services(films), f"{films / 'count.mp4'}@{moment}")


def test_a_film_itself_stands_for_its_last_frame_where_a_film_goes_on(films: Path) -> None:
    assert resolve_frame(services(films), str(films / "count.mp4"), LAST).moment == LAST


@pytest.mark.parametrize("film", ["hd", "full", "unsaid"])
def test_its_colours_are_right_however_they_are_stored(films: Path, film: str) -> None:
    red, green, blue = map(int, _centre(resolve_image(services(films), f"{films / film}.mp4@last")))
    assert max(abs(red - 0xE0), abs(green - 0x20), abs(blue - 0x20)) <= 4


def test_it_is_the_right_way_up(films: Path) -> None:
    picture = _picture(resolve_image(services(films), f"{films / 'upright.mp4'}@first"))
    rows = picture.mean(axis=1)
    assert rows[0][2] > rows[0][0] or rows[-1][2] > rows[-1][0], "its halves lie above each other now"
    assert abs(int(rows[5][0]) - int(rows[-5][0])) > 100


@pytest.mark.parametrize("moment", ["2s", "1:00", "-3s"])
def test_a_moment_outside_of_the_film_is_refused(films: Path, moment: str) -> None:
    with pytest.raises(InvalidInputError, match=r"lasts 1\.00 s"):
        resolve_image(services(films), f"{films / 'count.mp4'}@{moment}")


def test_a_drawn_film_goes_on_without_a_cut(tmp_path: Path) -> None:
    told, size = 'a sailing boat on the sea at sunset "Set sail"', {"width": 160, "height": 90, "fps": 12, "seed": 5}
    before = plan_film(told, duration_s=2, **size)  # type: ignore[arg-type]
    after = going_on(before, told, "make it longer", duration_s=2, **size)  # type: ignore[arg-type]
    again = after and going_on(after, told, "a harbour at night", duration_s=3, **size)  # type: ignore[arg-type]
    assert after
    assert again
    assert [len(after.beats), again.beats[0].goes_on_s, again.beats[0].planned_s] == [1, 4, 2]
    assert again.beats[1].transition == "dissolve"
    films = [tmp_path / "before.mp4", tmp_path / "after.mp4"]
    for plan, film in zip((before, after), films, strict=True):
        render(plan, film, audio=False)
    ends = read_frames(films[0], [1.8, 2])
    begins = read_frames(films[1], [0])[0]
    step, join = _far(ends[0], ends[1]), _far(ends[1], begins)
    assert join < max(2.5 * step, 4.0), "the first frame is the next one"


def test_a_drawn_film_goes_on_from_any_moment_of_it() -> None:
    told, size = "a boat on the sea. A fox in the snow.", {"width": 160, "height": 90, "fps": 12, "seed": 5}
    before = plan_film(told, duration_s=12, **size)  # type: ignore[arg-type]
    assert len(before.beats) > 1
    begins_s = before.starts_s[1]
    after = going_on(before, told, "more", duration_s=2, at_s=begins_s + 0.5, **size)  # type: ignore[arg-type]
    assert after
    assert after.beats[0].setting == before.beats[1].setting
    assert after.beats[0].goes_on_s == pytest.approx(0.5)
    early = going_on(before, told, "more", duration_s=2, at_s=0.0, **size)  # type: ignore[arg-type]
    assert early
    assert early.beats[0].setting == before.beats[0].setting
    assert early.beats[0].goes_on_s == pytest.approx(1 / 12)


def test_another_style_does_not_go_on() -> None:
    size = {"width": 160, "height": 90, "fps": 12, "seed": 5}
    before = plan_film("a boat on the sea", duration_s=2, style="paper", **size)  # type: ignore[arg-type]
    assert going_on(before, "", "more", duration_s=2, style="neon", **size) is None  # type: ignore[arg-type]


def test_takes_differ_in_what_chance_draws_from_and_in_who_makes_them() -> None:
    assert wanted(1, (), 5) == wanted(1, ("veo",), 5) == ()
    assert len({one.seed for one in wanted(6, (), 2**31 - 1)}) == 6
    assert all(0 <= one.seed < 2**31 for one in wanted(6, (), 2**31 - 1))
    assert [one.backend for one in wanted(3, ("a", "b"), 5)] == ["a", "b", "a"]
    assert [one.backend for one in wanted(1, backends_of("veo,_runway, "), 5)] == ["veo", "runway"]
    with pytest.raises(InvalidInputError):
        wanted(1, tuple("abcdefg"), 5)


def test_a_sheet_has_a_row_for_each_take_and_is_small(films: Path) -> None:
    sheet = takes_sheet([SheetTake(films / name, name) for name in ("count.mp4", "full.mp4")])
    assert 1000 < len(sheet) <= 45_000


def _far(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def _picture(path: Path) -> np.ndarray:
    from PIL import Image

    return np.asarray(Image.open(path).convert("RGB"))


def _centre(path: Path) -> np.ndarray:
    picture = _picture(path)
    return picture[picture.shape[0] // 2, picture.shape[1] // 2]  # type: ignore[no-any-return]
