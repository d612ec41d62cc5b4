"""Many short ladders of damage, quickly: a few frames of a clip, ruined in twenty ways by three runs of ffmpeg.

`benchmarks.corpus.damaged` ruins two seconds in one way and level at a time, as a film would be; training wants
thousands. What was made is kept in a folder with an index, a JSON object a line, so that a run that is stopped goes on.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from benchmarks.corpus import UNSEEN_WITHOUT_REFERENCE, Clip, damaged, families_for
from benchmarks.corpus.running import run
from media.probe import probe

FRAMES, EACH, SUBSAMPLE = 8, 14, 3
_HARD = ("recoded", "vp9", "smeared")
"""Families of which every clip has a long ladder: what they do differs most from clip to clip."""

INDEX = "index.jsonl"


@dataclass(frozen=True)
class Ruined:
    """One ruined film and the truth about it: VMAF 0 to 100 against what it was made from.

    `source` is what may only be on one side of a split; `kind` is that of the corpus.
    """

    clip: str
    source: str
    kind: str
    family: str
    level: float
    path: str
    vmaf: float
    w: int
    h: int


@dataclass(frozen=True)
class _Stage:
    """One run through a filter and an encoder."""

    filters: str
    encoder: tuple[str, ...]


@dataclass(frozen=True)
class _Damage:
    family: str
    level: float
    stages: tuple[_Stage, ...]


def made(folder: Path) -> list[Ruined]:
    """All films that are there."""
    index = folder / INDEX
    lines = index.read_text(encoding="utf-8").splitlines() if index.is_file() else []
    return [Ruined(**json.loads(line)) for line in lines]


def from_clip(clip: Clip, folder: Path) -> None:
    """A ladder of one clip of the corpus, of its middle."""
    info = probe(clip.path)
    width, height = (max(64, round(side / 2) * 2) for side in (info.width, info.height))
    start = ["-ss", f"{max(0.0, info.duration_s / 2 - FRAMES / max(info.fps, 1) / 2):.3f}", "-i", str(clip.path)]
    shrink = f"scale={width}:{height}:flags=area,format=yuv420p"
    _climb(folder, clip.name, clip.source.group, clip.source.kind, (width, height), [*start, "-vf", shrink])


def from_damaged(clip: Clip, folder: Path, levels: Sequence[int]) -> None:
    """Some ladders of `benchmarks.corpus`, whose films last two seconds: codecs settle after their first frames."""
    name = f"{clip.name}-long"
    if any(row.clip == name for row in made(folder)):
        return
    info = probe(clip.path)
    families = [family for family in (*families_for(clip), *_HARD) if family not in UNSEEN_WITHOUT_REFERENCE]
    films = [damaged(clip, family, level) for family in dict.fromkeys(families) for level in levels]
    ruined = [(film.family, film.level, film.path, film.vmaf) for film in films]
    _note(
        folder,
        [
            Ruined(name, clip.source.group, clip.source.kind, family, level, str(path), vmaf, info.width, info.height)
            for family, level, path, vmaf in [("clean", 0, clip.path, 100.0), *ruined]
        ],
    )


def _note(folder: Path, rows: Sequence[Ruined]) -> None:
    """Put films into the index."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / INDEX).open("a", encoding="utf-8") as index:
        index.writelines(json.dumps(asdict(row)) + "\n" for row in rows)


def from_photo(photo: Path, folder: Path, turn: int, weather: Weather = "as it is") -> None:
    """A ladder of a photograph, over which a camera moves by hand; some with a little grain."""
    name = photo.stem if weather == "as it is" else f"{photo.stem}-{weather}"
    dice = random.Random(f"{name}{turn}")
    width, height = dice.choice(_PHOTO_SIZES)
    room, grain = dice.uniform(1.15, 1.9), dice.choice((0, 0, 3, 6))
    across, down = (
        f"(i{side}-{length})*{dice.random():.2f}+n*{dice.gauss(0, pace):.2f}"
        for side, length, pace in (("w", width, 2.5), ("h", height, 1.2))
    )
    large = f"scale={round(width * room)}:{round(height * room)}:force_original_aspect_ratio=increase:flags=area"
    crop = f"crop={width}:{height}:x='{across}':y='{down}',format=yuv420p"
    graph = ",".join([large, crop, *_weather(weather, height, dice), f"noise=alls={grain}:allf=t"])
    shown = ["-loop", "1", "-framerate", "24", "-i", str(photo), "-vf", graph]
    _climb(folder, f"{name}_{turn}", photo.stem, "photo", (width, height), shown)


Weather = Literal["as it is", "fog", "shallow", "night", "smoke"]
"""What lies over a photograph that is clean and yet smooth: haze that is denser towards the top, a lens in focus around
one place only, little light, and (over a sky) only what is bright of it, as smoke before something black."""


def _weather(weather: Weather, height: int, dice: random.Random) -> Iterator[str]:
    if weather == "fog":
        clear, more, grey = dice.uniform(0.08, 0.3), dice.uniform(0, 0.6), dice.randint(130, 215)
        share = f"({clear:.2f}+{more:.2f}*pow(Y/H,2))"
        veiled = (
            f"{plane}='{level}+({plane}(X,Y)-{level})*{share}'"
            for plane, level in (("lum", grey), ("cb", 128), ("cr", 128))
        )
        yield "geq=" + ":".join(veiled)
    if weather == "shallow":
        sigma, size = height * dice.uniform(0.008, 0.03), dice.uniform(0.1, 0.4)
        away = (
            f"hypot(X/W-{dice.uniform(0.2, 0.8):.2f},(Y/H-{dice.uniform(0.3, 0.9):.2f})/{dice.uniform(0.6, 1.5):.2f})"
        )
        sharp = f"clip(1-({away}-{size:.2f})/0.15,0,1)"
        yield f"split[sharp][soft];[soft]gblur=sigma={sigma:.1f}[soft];[sharp][soft]blend=all_expr='B+(A-B)*{sharp}'"
    if weather == "smoke":
        dark, gain = dice.randint(90, 150), dice.uniform(1.0, 2.2)
        yield f"lutyuv=y='clip(16+(val-{dark})*{gain:.2f},16,235)':u=128:v=128"
    if weather == "night":
        light = dice.uniform(0.2, 0.5)
        colour = f"'128+(val-128)*{light * 1.5:.2f}'"
        yield f"lutyuv=y='16+(val-16)*{light:.2f}':u={colour}:v={colour}"


def from_screen(page: Path, folder: Path, turn: int) -> None:
    """A ladder of the picture of a page, which is scrolled, or stands still, in pixels of its own."""
    dice = random.Random(f"{page.stem}{turn}")
    width, height = dice.choice(_PHOTO_SIZES[1:])
    pace = dice.choice((0, 0, 1, 3, 8, 20))
    across, down = f"(iw-{width})*{dice.random():.2f}", f"(ih-{height})*{dice.random() * 0.8:.2f}+n*{pace}"
    crop = f"crop={width}:{height}:x='{across}':y='{down}'"
    shown = ["-loop", "1", "-framerate", "24", "-i", str(page), "-vf", f"{crop},format=yuv420p"]
    _climb(folder, f"{page.stem}_{turn}", page.stem, "screen", (width, height), shown)


PATTERNS = ("testsrc", "smptebars", "smptehdbars", "rgbtestsrc", "yuvtestsrc", "pal75bars", "sierpinski", "cellauto")
"""Sources of ffmpeg that the corpus does not hold back."""


def from_pattern(pattern: str, folder: Path, size: tuple[int, int]) -> None:
    """A ladder of a test card or the like, in which everything is as sharp as can be and nothing is natural."""
    width, height = size
    graph = f"{pattern}=size={width}x{height}:rate=12,scale={width}:{height}:flags=neighbor,format=yuv420p"
    _climb(folder, f"{pattern}-{width}", f"pattern-{pattern}", "pattern", size, ["-f", "lavfi", "-i", graph])


_PHOTO_SIZES = ((320, 180), (480, 270), (640, 360), (640, 360), (854, 480), (1280, 720))


def _climb(folder: Path, name: str, source: str, kind: str, size: tuple[int, int], shown: Sequence[str]) -> None:
    if any(row.clip == name for row in made(folder)):
        return
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    clean = place / "clean.mkv"
    run([*shown, "-an", "-frames:v", str(FRAMES), "-c:v", "ffv1", str(clean)])
    dice = random.Random(zlib.crc32(name.encode()))
    damages = list(_damages(*size, dice))
    dice.shuffle(damages)
    films = _ruined(clean, place, damages[:EACH])
    rows = [Ruined(name, source, kind, "clean", 0, str(clean), 100.0, *size)]
    for damage, film, vmaf in zip(damages[:EACH], films, _vmafs(clean, films), strict=True):
        rows.append(Ruined(name, source, kind, damage.family, damage.level, str(film), vmaf, *size))
    _note(folder, rows)


def _ruined(clean: Path, place: Path, damages: Sequence[_Damage]) -> list[Path]:
    """All films at once: every stage is one run."""
    films = [clean] * len(damages)
    for stage in range(max(len(damage.stages) for damage in damages)):
        going = [number for number, damage in enumerate(damages) if stage < len(damage.stages)]
        inputs = list(dict.fromkeys(films[number] for number in going))
        command = [word for film in inputs for word in ("-threads", "1", "-i", str(film))]
        for number in going:
            step = damages[number].stages[stage]
            out = place / f"{damages[number].family}_{damages[number].level}_{stage}.mkv"
            command += ["-map", f"{inputs.index(films[number])}:v", "-vf", step.filters or "null"]
            command += ["-frames:v", str(FRAMES), "-threads", "1", *step.encoder, str(out)]
            films[number] = out
        run(command)
    return films


def _vmafs(clean: Path, films: Sequence[Path]) -> Iterator[float]:
    """The truth about each, in one run."""
    count = len(films)
    graph = [f"[0:v]format=yuv420p,setpts=N,split={count}" + "".join(f"[s{number}]" for number in range(count))]
    command = ["-i", str(clean)]
    logs = [film.with_suffix(".json") for film in films]
    for number, film in enumerate(films):
        command += ["-threads", "1", "-i", str(film)]
        graph.append(f"[{number + 1}:v]format=yuv420p,setpts=N[d{number}]")
        log = f"log_fmt=json:log_path={logs[number]}"
        graph.append(f"[d{number}][s{number}]libvmaf=n_subsample={SUBSAMPLE}:n_threads=1:{log}[o{number}]")
    ends = [word for number in range(count) for word in ("-map", f"[o{number}]", "-f", "null", "-")]
    run([*command, "-filter_complex", ";".join(graph), *ends])
    for kept in logs:
        yield float(json.loads(kept.read_text(encoding="utf-8"))["pooled_metrics"]["vmaf"]["mean"])


def _x264(crf: int, preset: str = "veryfast") -> tuple[str, ...]:
    return "-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-pix_fmt", "yuv420p"


_NEAR = _x264(6, "ultrafast")


def _damages(width: int, height: int, dice: random.Random) -> Iterator[_Damage]:
    """All that may be done to a clip of a size; what is filtered is stored well, now better, now worse."""
    yield from _coded(dice)
    yield from _restored(dice)
    for family, level, filters in _filtered(width, height, dice):
        yield _Damage(family, level, (_Stage(filters, dice.choice((_NEAR, _NEAR, _x264(18), _x264(22)))),))
    for crf in (34, 40, 46, 51):
        yield _Damage("again", crf, (_Stage("", _x264(crf)), _Stage("", _x264(18))))
        small = f"scale={_even(width / dice.choice((1.5, 2, 3)))}:-2:flags=area"
        large = f"scale={width}:{height}:flags=bicubic"
        yield _Damage("blown_up", crf, (_Stage(small, _x264(crf - 4)), _Stage(large, _x264(18))))
    yield _Damage("again", 31, (_Stage("", ("-c:v", "mpeg4", "-q:v", "31")), _Stage("", _x264(18))))
    shrunk, back = f"scale={_even(width * 0.9)}:-2", f"scale={width}:{height}"
    for crf in (26, 33):
        stages = (_Stage("", _x264(crf)), _Stage(shrunk, ("-c:v", "mpeg4", "-q:v", "7")), _Stage(back, _x264(crf)))
        yield _Damage("recoded", crf, stages)
    moved = "pad=iw+8:ih+8:4:2,crop=iw-8:ih-8:4:2"
    for passes in (2, 3, 5):
        crf = dice.choice((33, 37, 40))
        pair = (_Stage("", _x264(crf, "ultrafast")), _Stage(moved, ("-c:v", "mpeg4", "-q:v", dice.choice(("9", "20")))))
        yield _Damage("passed_on", passes, (pair * 3)[:passes])


_RESTORERS = (
    "deband=1thr=0.03:2thr=0.03:3thr=0.03:range=24",
    "hqdn3d=4",
    "spp=quality=4:qp=12,unsharp=5:5:0.3",
    "unsharp=7:7:1.0",
    "deblock=filter=strong",
)


def _restored(dice: random.Random) -> Iterator[_Damage]:
    """What filters make smooth or crisp again is hardly better for it."""
    ruined = (("mpeg4", "-q:v", (12, 31)), ("mpeg2video", "-q:v", (18, 31)), ("libx264", "-crf", (38, 44)))
    for codec, knob, levels in ruined:
        for level in levels:
            stages = (_Stage("", ("-c:v", codec, knob, str(level))), _Stage(dice.choice(_RESTORERS), _NEAR))
            yield _Damage(f"restored_{codec.removeprefix('lib').removesuffix('video')}", level, stages)


def _even(side: float) -> int:
    return max(16, round(side / 2) * 2)


def _coded(dice: random.Random) -> Iterator[_Damage]:
    by_codec: dict[str, tuple[tuple[str, ...], str, tuple[int, ...]]] = {
        "x264": (
            ("-c:v", "libx264", "-preset", dice.choice(("veryfast", "medium"))),
            "-crf",
            (14, 20, 26, 31, 36, 41, 46, 51),
        ),
        "x265": (
            ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"),
            "-crf",
            (28, 34, 40, 46, 51),
        ),
        "vp9": (
            ("-c:v", "libvpx-vp9", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8"),
            "-crf",
            (35, 48, 57, 63),
        ),
        "mpeg4": (("-c:v", "mpeg4", "-g", "50"), "-q:v", (3, 7, 12, 20, 31)),
        "mpeg2": (("-c:v", "mpeg2video", "-g", "15"), "-q:v", (5, 10, 18, 31)),
        "mjpeg": (("-c:v", "mjpeg", "-pix_fmt", "yuvj420p"), "-q:v", (6, 14, 31)),
    }
    for family, (codec, knob, levels) in by_codec.items():
        for level in levels:
            yield _Damage(family, level, (_Stage("", (*codec, knob, str(level))),))


def _filtered(width: int, height: int, dice: random.Random) -> Iterator[tuple[str, float, str]]:
    for share in (1.3, 1.6, 2, 2.6, 3.5, 5, 8):
        small = f"scale={_even(width / share)}:{_even(height / share)}:flags={dice.choice(('area', 'bilinear'))}"
        after = dice.choice(("", "", ",unsharp=5:5:0.8"))
        yield (
            "upscaled",
            share,
            f"{small},scale={width}:{height}:flags={dice.choice(('bicubic', 'bilinear', 'lanczos'))}{after}",
        )
    for strength in (6, 12, 20, 32, 50, 75):
        yield "noise", strength, f"noise=alls={strength}:allf=t"
        yield "grain", strength, f"noise=c0s={strength}:c0f=t"
    for strength in (14, 28, 45, 70, 100):
        yield "soft_grain", strength, f"noise=c0s={strength}:c0f=t,gblur=sigma={dice.choice((0.5, 0.6, 0.8))}:planes=1"
    for sigma in (0.5, 0.8, 1.3, 2, 3.5, 6):
        yield "gauss", sigma, f"gblur=sigma={sigma}"
    for reach in (1, 2, 4, 7):
        yield "box", reach, f"avgblur=sizeX={reach}"
    for reach in (2, 4, 8, 14):
        yield "smeared", reach, f"avgblur=sizeX={reach}:sizeY=1"
    yield from _mosaics()
    for step in (8, 14, 22, 34, 50):
        each = f"trunc(val/{step})*{step}+{step}/2"
        yield "banded", step, f"lutyuv=y='{each}':u='{each}':v='{each}'"
    for much in (1.0, 2.0, 3.5, 5.0):
        yield "sharpened", much, f"unsharp=7:7:{much}"
    for late in (1, 2, 4):
        other = f"split[a][b];[b]tpad=start={late}:start_mode=clone[l]"
        yield "combed", late, f"{other};[a][l]blend=all_expr='if(mod(Y\\,2)\\,A\\,B)':shortest=1"


def _mosaics() -> Iterator[tuple[str, float, str]]:
    """Squares of one colour over the picture, through which it shows more or less."""
    for side, opacity in ((4, 1.0), (8, 0.5), (8, 0.8), (8, 1.0), (16, 0.7)):
        squares = f"split[a][b];[b]pixelize=w={side}:h={side}[squares]"
        yield "mosaic", side + opacity, f"{squares};[squares][a]blend=all_opacity={opacity}"
