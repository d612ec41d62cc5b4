"""Clips ruined from end to end, a little or much, each with what a reference says of it: VMAF against the clip."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.cutting import Clip
from benchmarks.corpus.origins import folder
from benchmarks.corpus.running import run
from media.probe import probe

LEVELS = (1, 2, 3, 4, 5)
SECONDS = 2.0
"""How much of a clip is ruined: enough to judge, as hundreds of ladders are to be made."""

_KEPT = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "8"]
_SUBSAMPLE = 3


@dataclass(frozen=True)
class Damaged:
    """A ruined clip.

    Attributes:
        path: The film, of the clip's size, without sound: its first `SECONDS`.
        vmaf: 0 to 100, against the clip.
        clip: The clip that it was made from.
        family: One of `FAMILIES`.
        level: One of `LEVELS`; 5 is the worst.
    """

    path: Path
    vmaf: float
    clip: Clip
    family: str
    level: int


_CODED: dict[str, tuple[list[str], str, tuple[str, ...]]] = {
    "x264": (["-c:v", "libx264", "-preset", "veryfast"], "-crf", ("28", "34", "40", "46", "51")),
    "x265": (
        ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"],
        "-crf",
        ("28", "34", "40", "46", "51"),
    ),
    "vp9": (
        ["-c:v", "libvpx-vp9", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8"],
        "-crf",
        ("35", "45", "53", "59", "63"),
    ),
    "mpeg4": (["-c:v", "mpeg4", "-g", "50"], "-q:v", ("5", "9", "14", "21", "31")),
    "mpeg2": (["-c:v", "mpeg2video", "-g", "15"], "-q:v", ("5", "9", "14", "21", "31")),
}
"""Codecs of the time before and of today: what to tell ffmpeg, and its knob at every level."""

_FILTERED: dict[str, tuple[str, tuple[str, ...]]] = {
    "upscaled": (
        "scale=w='max(16,2*trunc(iw/2/{0}))':h='max(16,2*trunc(ih/2/{0}))':flags=area,scale={w}:{h}:flags=bicubic",
        ("1.5", "2", "3", "5", "8"),
    ),
    "enlarged": (
        "scale=w='max(16,2*trunc(iw/2/{0}))':h='max(16,2*trunc(ih/2/{0}))':flags=bilinear,"
        "scale={w}:{h}:flags=lanczos,unsharp=5:5:0.8",
        ("1.5", "2", "3", "5", "8"),
    ),
    "noise": ("noise=alls={0}:allf=t", ("8", "16", "28", "45", "70")),
    "grain": ("noise=c0s={0}:c0f=t,gblur=sigma=0.6:planes=1,eq=contrast=1", ("14", "28", "45", "70", "100")),
    "gauss": ("gblur=sigma={0}", ("0.8", "1.4", "2.2", "3.5", "6")),
    "box": ("avgblur=sizeX={0}", ("1", "2", "3", "5", "8")),
    "smeared": ("avgblur=sizeX={0}:sizeY=1", ("2", "4", "7", "11", "17")),
    "banded": (
        "lutyuv=y='trunc(val/{0})*{0}+{0}/2':u='trunc(val/{0})*{0}+{0}/2':v='trunc(val/{0})*{0}+{0}/2'",
        ("8", "14", "22", "32", "48"),
    ),
    "sharpened": ("unsharp=7:7:{0}", ("1", "1.8", "2.8", "3.8", "5")),
    "combed": (
        "split[a][b];[b]tpad=start={0}:start_mode=clone,trim=end_frame={frames}[late];"
        "[a][late]blend=all_expr='if(mod(Y\\,2)\\,A\\,B)':shortest=1",
        ("1", "2", "3", "5", "8"),
    ),
    "bright": ("lutyuv=y='clip(val+{0},16,235)'", ("12", "25", "45", "70", "100")),
    "dark": ("lutyuv=y='clip((val-16)*{0}+16,16,235)'", ("0.8", "0.6", "0.42", "0.28", "0.17")),
}
"""Filters, with their knob at every level; `{w}`, `{h}` and `{frames}` are the clip's."""

FAMILIES = (*_CODED, *_FILTERED, "recoded")
UNSEEN_WITHOUT_REFERENCE = ("bright", "dark")
"""Families of which nobody could tell, who does not know the original, whether they are damage."""


def families_for(clip: Clip, count: int = 5) -> tuple[str, ...]:
    """Some families for a clip, others for the next, so that a corpus has ladders of all in reasonable time."""
    start = zlib.crc32(clip.name.encode()) % len(FAMILIES)
    stride = 7
    return tuple(FAMILIES[(start + stride * number) % len(FAMILIES)] for number in range(min(count, len(FAMILIES))))


def damaged(clip: Clip, family: str, level: int) -> Damaged:
    """The clip, ruined; made and measured once, then found on the disk.

    Args:
        clip: What to ruin.
        family: One of `FAMILIES`.
        level: One of `LEVELS`.
    """
    place = folder() / "damaged" / clip.name
    film, told = place / f"{family}-{level}.mp4", place / f"{family}-{level}.json"
    if not told.is_file():
        place.mkdir(parents=True, exist_ok=True)
        _ruin(clip, family, level, film)
        told.write_text(json.dumps({"vmaf": vmaf(film, clip.path)}), encoding="utf-8")
    return Damaged(film, json.loads(told.read_text(encoding="utf-8"))["vmaf"], clip, family, level)


def _ruin(clip: Clip, family: str, level: int, film: Path) -> None:
    if family in _CODED:
        codec, knob, values = _CODED[family]
        run([*_shown(clip.path), "-an", *codec, knob, values[level - 1], str(film)])
    elif family in _FILTERED:
        graph, values = _FILTERED[family]
        run([*_shown(clip.path), "-an", "-filter_complex", _graph(graph, values[level - 1], clip), *_KEPT, str(film)])
    else:
        _recode(clip.path, level, film)


def _shown(clip: Path) -> list[str]:
    return ["-t", str(SECONDS), "-i", str(clip)]


def _graph(graph: str, value: str, clip: Clip) -> str:
    if "{w}" not in graph and "{frames}" not in graph:
        return graph.replace("{0}", value)
    info = probe(clip.path)
    filled = graph.replace("{0}", value).replace("{w}", str(info.width)).replace("{h}", str(info.height))
    return filled.replace("{frames}", str(info.frame_count or round(info.fps * info.duration_s)))


def _recode(clip: Path, level: int, film: Path) -> None:
    """Shown and stored again by one site after another, with two codecs in turn."""
    before, passes = clip, 1 + level
    for number in range(passes):
        last = number == passes - 1
        after = film if last else film.with_suffix(f".{number}.mp4")
        crf, scale = str(30 + 2 * level), str(5 + 3 * level)
        codec = ["mpeg4", "-q:v", scale] if number % 2 else ["libx264", "-preset", "ultrafast", "-crf", crf]
        run([*_shown(before), "-an", "-c:v", *codec, str(after)])
        if before != clip:
            before.unlink()
        before = after


def vmaf(film: Path, clip: Path) -> float:
    """VMAF of a film against the clip that it was made from: the mean over its frames, 0 to 100."""
    log = film.with_suffix(".vmaf.json")
    both = "[0:v]setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]"
    graph = f"{both}libvmaf=n_threads=1:n_subsample={_SUBSAMPLE}:log_fmt=json:log_path={_quoted(log)}"
    run(["-i", str(film), *_shown(clip), "-filter_complex", graph, "-f", "null", "-"])
    found = json.loads(log.read_text(encoding="utf-8"))["pooled_metrics"]["vmaf"]["mean"]
    log.unlink()
    return round(float(found), 2)


def _quoted(path: Path) -> str:
    """A path as ffmpeg reads it within a graph."""
    escaped = str(path).replace("\\", "\\\\").replace("'", "\\'").replace(":", "\\:")
    return escaped.replace("\\", "\\\\").replace("'", "\\'").replace(",", "\\,").replace("[", "\\[").replace("]", "\\]")
