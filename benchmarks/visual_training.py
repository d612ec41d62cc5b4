"""Trains the net that tells how good a film looks, from ladders of damage, and puts it where it ships.

Ladders are made of the clips of the corpus that may be trained on, a few frames each and some two seconds long, of test
cards, of pages of our own documents, and of any folder of sharp photographs, over which a camera is moved, once as they
are and once with haze, a shallow focus or little light laid over them. The shipped net has seen those of Debian's
packages lomiri-wallpapers-16.04, lomiri-wallpapers-20.04, mate-backgrounds, ukui-wallpapers and
plasma-workspace-wallpapers, of the repositories BuddiesOfBudgie/budgie-backgrounds (CC0, 18), pop-os/wallpapers (public
domain but for its drawings, 15), link-u/avif-sample-images (CC BY-SA 4.0: a fox, a dove, a kimono), hhoppe/data (CC0,
one), and 122 skies of 0x4248/OpenSky (public domain), four of each of its days. It is twelve nets of each of two seeds.
Figures are kept beside the ladders, so that a second run takes seconds.

    python -m benchmarks.corpus
    python -m benchmarks.visual_training [--photos FOLDER] [--skies FOLDER] [--ladders FOLDER] [--further] [--try]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import LEVELS, clips, folder
from benchmarks.visual_ladders import (
    FRAMES,
    PATTERNS,
    Ruined,
    Weather,
    from_clip,
    from_damaged,
    from_pattern,
    from_photo,
    from_screen,
    made,
)
from benchmarks.visual_net import Lesson, joined, trained
from benchmarks.visual_pages import pages
from footage.verdicts import Sign
from media.frames import decoded_at
from media.probe import probe
from quality.picture_features import MOVING, NAMES, VERSION, Sample, features_of
from quality.regressor import FILE, HEADS, Regressor, shipped, written
from quality.sampling import MOST_FRAMES, Waiting

Floats = NDArray[np.float32]

PHOTO_TURNS, SKY_TURNS, PAGE_TURNS = 3, 1, 2
OVER_PHOTOS: tuple[Weather, ...] = ("fog", "shallow", "night", "shallow", "fog")
OVER_SKIES: tuple[Weather, ...] = ("night", "smoke")
SEEDS = (0, 1)
_HIDDEN = 0.1
"""From so many pictures colours are withheld, and from as many the next frame: the net has to do without at times."""

_USUAL_FPS = 25
PATTERN_SIZES = ((480, 480), (320, 180), (854, 480), (1280, 720))
DRAWN = frozenset({"drawn", "screen", "pattern"})
UNTRUE = frozenset({"sharpened"})
"""VMAF takes sharpening for an improvement: no score is learned from it, only its sign."""

UNMOVED = frozenset({"photo", "pattern"})
"""A camera that is moved over a photograph passes blocks on as they are, as codecs do: no change is learned from it."""

AT_SHARES = (0.25, 0.8)
"""How far into a film its pictures are looked at."""

_MOVING, _COLOURS = np.isin(NAMES, MOVING), np.char.startswith(NAMES, "colour_")

_SIGNS: dict[str, Sign] = {
    **dict.fromkeys(("mpeg4", "mpeg2", "mjpeg", "mosaic"), "blocky"),
    **dict.fromkeys(
        ("x264", "x265", "vp9", "again", "blown_up", "recoded", "passed_on", "upscaled", "enlarged"), "smeared"
    ),
    **dict.fromkeys(("restored_mpeg4", "restored_mpeg2", "restored_x264"), "smeared"),
    **dict.fromkeys(("gauss", "box", "smeared"), "blurred"),
    **dict.fromkeys(("noise", "grain", "soft_grain"), "noisy"),
    "banded": "banded",
    "sharpened": "ringing",
}
_SIGN_WEIGHT, _KIND_WEIGHT, _CLEAN_WEIGHT, _RUINED_WEIGHT = 0.3, 0.8, 2.5, 1.6
_RUINED, _FULL = 0.4, 0.7
"""So far below a clean film's VMAF (as a share) a sign counts as full."""


def figures_of(path: Path, kept: Path) -> Floats:
    """Rows of figures of some pictures of a film, kept on the disk; none where it shows next to nothing."""
    place = kept / f"{path.parent.name}-{path.stem}-{VERSION}.npy"
    if not place.is_file():
        info = probe(path)
        starts = [int(share * (info.frame_count or FRAMES)) for share in AT_SHARES]
        samples = (_sample(path, start, info.fps or _USUAL_FPS, turn) for turn, start in enumerate(starts))
        rows = [figures for sample in samples if (figures := features_of(sample)) is not None]
        place.parent.mkdir(parents=True, exist_ok=True)
        np.save(place, np.asarray(rows, np.float32).reshape(-1, len(NAMES)))
    return np.asarray(np.load(place), np.float32)


def _sample(path: Path, start: int, fps: float, turn: int) -> Sample:
    """What is looked at of one frame of a film, and of the next other one."""
    times_s = [(start + later) / fps for later in range(MOST_FRAMES + 1)]
    first, *following = [frame for frame, _ in decoded_at(path, times_s)]
    waiting = Waiting(0.0, first, turn)
    any(waiting.is_done_with(frame) for frame in following)
    return waiting.sample


def marks_of(film: Ruined) -> tuple[Floats, Floats]:
    """What the net should say of a film's pictures, and how much each mark counts."""
    score = film.vmaf / 100
    marks, weights = np.zeros(len(HEADS), np.float32), np.full(len(HEADS), _SIGN_WEIGHT, np.float32)
    marks[:2] = score, film.kind in DRAWN
    weights[1] = _KIND_WEIGHT
    weights[0] = (
        0.0
        if film.family in UNTRUE
        else _CLEAN_WEIGHT
        if film.family == "clean"
        else _RUINED_WEIGHT
        if score < _RUINED
        else 1.0
    )
    if sign := _SIGNS.get(film.family):
        lost = film.level / 5 if film.family in UNTRUE else (1 - score) / _FULL
        marks[HEADS.index(sign)] = min(1.0, lost)
    return marks, weights


def lesson_of(films: Sequence[Ruined], kept: Path) -> Lesson:
    """All pictures of the films and their marks."""
    rows: list[tuple[Floats, Floats, Floats]] = []
    named: dict[str, int] = {}
    places: list[int] = []
    for film in films:
        marks, weights = marks_of(film)
        unknown = _MOVING & (film.kind in UNMOVED)
        pictures = figures_of(Path(film.path), kept)
        rows += [(np.where(unknown, np.float32("nan"), figures), marks, weights) for figures in pictures]
        places += [named.setdefault(film.clip, len(named))] * len(pictures)
    figures, marks, weights = (np.asarray(part, np.float32) for part in zip(*rows, strict=True))
    dice = np.random.default_rng(0)
    for withheld in (_MOVING, _COLOURS):
        figures[(dice.random(len(figures)) < _HIDDEN)[:, None] & withheld] = np.nan
    return Lesson(figures, marks, weights, np.asarray(places))


def learned(films: Sequence[Ruined], kept: Path, start: Regressor | None = None) -> Regressor:
    """A net that has seen the films, from random places or from one that knows others (`start`)."""
    about = {
        "films": str(len(films)),
        "sources": str(len({film.source for film in films})),
        "kinds": ", ".join(sorted({film.kind for film in films})),
        "families": ", ".join(sorted({film.family for film in films})),
        "truth": "libvmaf, vmaf_v0.6.1, against the clean clip; clean clips count as 100",
    }
    lesson = lesson_of(films, kept)
    if start is None:
        return joined([trained(lesson, about, nets=12, steps=6000, seed=seed) for seed in SEEDS])
    before = f"{start.about['films']} films of {start.about['sources']} sources"
    return trained(lesson, {**about, "before": before}, steps=2500, start=start)


def fill(ladders: Path, photos: Path | None, skies: Path | None) -> None:
    """Make what ladders are missing."""
    for clip in clips(held_back=False, clean=True):
        from_clip(clip, ladders)
        from_damaged(clip, ladders, LEVELS)
    for pattern in PATTERNS:
        for size in PATTERN_SIZES:
            from_pattern(pattern, ladders, size)
    for page in pages(ladders / "pages"):
        for turn in range(PAGE_TURNS):
            from_screen(page, ladders, turn)
    _fill_of(photos, ladders, PHOTO_TURNS, OVER_PHOTOS)
    _fill_of(skies, ladders, SKY_TURNS, OVER_SKIES)


def _fill_of(photos: Path | None, ladders: Path, turns: int, weathers: Sequence[Weather]) -> None:
    """Ladders of a folder of photographs: some as they are, and about as many in one weather after the other."""
    for number, photo in enumerate(sorted(photos.rglob("*.jpg")) if photos else ()):
        for turn in range(turns):
            from_photo(photo, ladders, turn)
        for turn in range(max(1, turns - 1)):
            from_photo(photo, ladders, turn, weathers[(number + turn) % len(weathers)])


def main(arguments: Sequence[str] | None = None) -> Regressor:
    """Make ladders, learn, and put the net where it ships."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, help="a folder of sharp photographs")
    parser.add_argument("--skies", type=Path, help="a folder of photographs of the sky")
    parser.add_argument("--ladders", type=Path, default=folder() / "ladders", help="where ladders are kept")
    parser.add_argument("--further", action="store_true", help="start from the shipped net")
    parser.add_argument("--try", dest="trial", action="store_true", help="leave the shipped net as it is")
    said = parser.parse_args(arguments)
    fill(said.ladders, said.photos, said.skies)
    net = learned(made(said.ladders), said.ladders / "figures", shipped() if said.further else None)
    if not said.trial:
        written(net, FILE)
    return net


if __name__ == "__main__":
    print(main().about)
