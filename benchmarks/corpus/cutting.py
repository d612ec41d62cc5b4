"""Short clips of the films: one shot each, and the whole of a short film with its cuts."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.fetching import fetch
from benchmarks.corpus.making import make
from benchmarks.corpus.origins import Source, folder, sources
from benchmarks.corpus.running import run
from footage.errors import FootageError
from media.probe import probe

MAX_SIDE_PX, FULL_SIDE_PX = 640, 1920
SHOT_S, LEAST_SHOT_S, WHOLE_S = 4.0, 1.0, 30.0
SHOTS_PER_SOURCE = 6
_CUT = 10.0
_EDGE_S = 0.08
_CUT_LINE = re.compile(r"lavfi\.scd\.time: ?([0-9.]+)")


@dataclass(frozen=True)
class Clip:
    """A few seconds of a source.

    Attributes:
        source: The film that it is of.
        name: Unique in the corpus, and a file name.
        path: A near-lossless H.264 file with the film's own sound.
        start_s: Where it begins in the film.
        duration_s: How long it is.
        is_whole: It is the film from its start (up to half a minute), cuts and all; else it lies within one shot.
    """

    source: Source
    name: str
    path: Path
    start_s: float
    duration_s: float
    is_whole: bool = False


def clips(
    *, held_back: bool | None = None, kinds: Collection[str] = (), whole: bool = False, clean: bool | None = None
) -> list[Clip]:
    """The clips that are on this machine: `python -m benchmarks.corpus` puts them there.

    Args:
        held_back: Only those that are kept from training (True), or only the others (False).
        kinds: Only these kinds of film.
        whole: Whole films instead of single shots.
        clean: Only clips whose source is clean, or only those whose source is not.
    """
    return [
        clip
        for source in sources()
        if held_back in (None, source.held_back) and (not kinds or source.kind in kinds)
        if clean in (None, source.is_clean)
        for clip in _listed(source)
        if clip.is_whole == whole
    ]


def cut_up(source: Source) -> list[Clip]:
    """Fetch or make a source and cut its clips, once.

    Raises:
        FootageError: It cannot be had, or is not a film.
    """
    if _list_of(source).is_file():
        return _listed(source)
    film = make(source) if source.origin.where == "made" else fetch(source.origin)
    duration_s = probe(film).duration_s
    place = _list_of(source).parent
    place.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, start_s, length_s, is_whole in _stretches(source, film, duration_s):
        _cut(film, place / f"{name}.mp4", start_s, length_s, "full" in source.tags)
        rows.append([name, round(start_s, 3), round(length_s, 3), is_whole])
    _list_of(source).write_text(json.dumps(rows), encoding="utf-8")
    return _listed(source)


def _list_of(source: Source) -> Path:
    return folder() / "clips" / source.name / "clips.json"


def _listed(source: Source) -> list[Clip]:
    listed = _list_of(source)
    if not listed.is_file():
        return []
    rows = json.loads(listed.read_text(encoding="utf-8"))
    return [Clip(source, name, listed.parent / f"{name}.mp4", at, length, whole) for name, at, length, whole in rows]


def _stretches(source: Source, film: Path, duration_s: float) -> Iterator[tuple[str, float, float, bool]]:
    yield f"{source.name}-whole", 0.0, min(duration_s, WHOLE_S), True
    shots = [(start, end) for start, end in _shots(film, duration_s) if end - start >= LEAST_SHOT_S]
    taken = shots[:: -(-len(shots) // SHOTS_PER_SOURCE)] if shots else []
    for number, (start_s, end_s) in enumerate(taken, 1):
        length_s = min(SHOT_S, end_s - start_s)
        yield f"{source.name}-{number}", (start_s + end_s - length_s) / 2, length_s, False


def _shots(film: Path, duration_s: float) -> list[tuple[float, float]]:
    """From cut to cut, by ffmpeg, so that what is judged has no say in what it is judged by."""
    graph = f"scdet=threshold={_CUT},metadata=print:key=lavfi.scd.time"
    told = run(["-i", str(film), "-an", "-vf", graph, "-f", "null", "-"], loud=True)
    cuts = sorted({float(found) for found in _CUT_LINE.findall(told)})
    edges = [0.0, *(at for at in cuts if 0 < at < duration_s), duration_s]
    return [(start + _EDGE_S * (start > 0), end - _EDGE_S) for start, end in itertools.pairwise(edges)]


def _cut(film: Path, out: Path, start_s: float, length_s: float, full: bool) -> None:
    side = FULL_SIDE_PX if full else MAX_SIDE_PX
    fit = (
        f"scale=w='if(gt(iw,ih),min({side},iw),-2)':h='if(gt(iw,ih),-2,min({side},ih))':flags=lanczos,"
        "crop=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p"
    )
    picture = ["-vf", fit, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "8"]
    sound = ["-map", "0:v:0", "-map", "0:a:0?", "-c:a", "aac", "-b:a", "128k", "-ac", "2"]
    run(["-ss", f"{start_s:.3f}", "-t", f"{length_s:.3f}", "-i", str(film), *picture, *sound, str(out)])


def fill() -> Iterator[tuple[Source, list[Clip], str]]:
    """Bring every source here; each with its clips, or with the reason why it has none."""
    for source in sources():
        try:
            yield source, cut_up(source), ""
        except FootageError as exc:
            yield source, [], str(exc)
