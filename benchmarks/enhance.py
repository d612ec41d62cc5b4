"""What enhancing costs: `standard` on 720p beside real time, and each filter beside a plain re-encode of the same clip.

The clip is noisy, dark, shaky, flickering, soft and quiet at once, so that `standard` has as much to do as it can.
It is enhanced twice and the least disturbed time counts; each filter is timed on its first seconds only.

    python -m benchmarks.enhance
"""

from __future__ import annotations

import functools
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.captions import cpu_s
from media.enhance import graph
from media.enhance.choose import choose
from media.enhance.film import enhance
from media.enhance.measure import measure
from media.enhance.model import OPERATIONS, Choice, EnhanceRequest, Operation, Step
from media.ffmpeg import Options, from_file, run, run_graph
from media.probe import probe

WIDTH, HEIGHT, FPS, SECONDS = 1280, 720, 24, 10
ROUNDS, PART_SECONDS = 2, 1.5
BAR, CORES = 0.5, 2
SLOW = frozenset({"interpolate"})
"""Only on request or where frames are few: a fifth of real time and less."""
BIT_RATE = "24M"  # the most that AVCHD cameras record
SCENE_WIDTH, SCENE_HEIGHT = 1480, 800
DAMAGE = (
    f"loop=-1:1,crop={WIDTH}:{HEIGHT}:x='20+n+16*random(1)':y='30+16*random(2)',gblur=sigma=2,"
    "eq=brightness='0.05*(random(3)-0.5)':eval=frame,format=yuv420p,noise=alls=12:allf=t"
)


@functools.cache
def scene() -> bytes:
    """A dim picture, RGB: overlapping discs on a gradient, sharp and of all sizes."""
    y, x = np.mgrid[0:SCENE_HEIGHT, 0:SCENE_WIDTH].astype(np.float32)
    picture = np.stack([110 + 60 * y / SCENE_HEIGHT, 140 + 40 * y / SCENE_HEIGHT, 205 - 30 * y / SCENE_HEIGHT], axis=-1)
    rng = np.random.default_rng(7)
    for _ in range(160):
        inside = np.hypot(x - rng.uniform(0, SCENE_WIDTH), y - rng.uniform(0, SCENE_HEIGHT)) < rng.uniform(8, 90)
        picture[inside] = rng.choice([rng.uniform(20, 235, 3), np.full(3, rng.uniform(5, 250))])
    return (picture * 0.45).astype(np.uint8).tobytes()


def damaged(path: Path, seconds: float) -> None:
    """A slow pan over a scene with everything wrong, at a camera's bit rate with a keyframe each second."""
    still = path.with_suffix(".rgb")
    still.write_bytes(scene())
    size = f"{SCENE_WIDTH}x{SCENE_HEIGHT}"
    picture = ["-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", size, "-framerate", str(FPS)]
    picture += ["-i", str(still)]
    sound = ["-f", "lavfi", "-i", f"sine=f=440:d={seconds},volume=-12dB"]
    encoder = ["-pix_fmt", "yuv420p", "-g", str(FPS), "-b:v", BIT_RATE, "-maxrate", BIT_RATE, "-bufsize", BIT_RATE]
    run([*picture, *sound, "-vf", DAMAGE, *encoder, "-c:a", "aac", "-t", str(seconds), str(path)])


def plain(source: Path, out: Path) -> None:
    """Decode and encode, nothing else."""
    settings: Options = {"c:a": "copy", **graph.X264}
    clip = from_file(source, demuxer="mov")
    run_graph([clip["v:0"], clip["a"]], out, options=settings)


def alone(choice: Choice, operation: Operation) -> Choice:
    """Only one of the chosen operations."""
    return replace(
        choice,
        steps=tuple(step for step in choice.steps if step.operation == operation),
        filters={name: value for name, value in choice.filters.items() if name == operation},
        grade=choice.grade if operation == "color" else None,
        size=choice.size if operation == "upscale" else None,
        fps=None,
    )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and processor seconds of some work."""
    start, start_cpu = time.perf_counter(), cpu_s()
    work()
    return time.perf_counter() - start, cpu_s() - start_cpu


def least(work: Callable[[], object]) -> tuple[float, float]:
    """The least wall-clock and the least processor seconds of several times."""
    times = [timed(work) for _ in range(ROUNDS)]
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def main() -> dict[str, float]:
    """Print and return seconds of film a second, and the cost of each filter in shares of a plain re-encode."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, part, out = folder / "source.mp4", folder / "part.mp4", folder / "out.mp4"
        damaged(source, SECONDS)
        damaged(part, PART_SECONDS)
        print(f"{SECONDS} s of {WIDTH}x{HEIGHT} at {FPS} frames/s", flush=True)
        wall, encode_cpu = least(lambda: plain(source, out))
        print(f"{'plain':>14} {wall:7.2f} s wall {encode_cpu:7.2f} s cpu", flush=True)
        wall, cpu = least(lambda: enhance(source, out, EnhanceRequest()))
        ratio = cpu / encode_cpu
        figures = {
            "standard_x_real_time": SECONDS / wall,
            "standard_cpu_x_real_time": CORES * SECONDS / cpu,
            "standard_cpu_ratio": ratio,
        }
        print(
            f"{'standard':>14} {wall:7.2f} s wall {cpu:7.2f} s cpu {ratio:6.2f}x, measured before and after", flush=True
        )
        print(f"{PART_SECONDS} s of it:", flush=True)
        _, part_cpu = least(lambda: plain(part, out))
        figures |= each(part, folder, part_cpu)
    print(
        f"target: standard >= {BAR}x real time; measured {figures['standard_x_real_time']:.2f}x, "
        f"{figures['standard_cpu_x_real_time']:.2f}x by the processor time of {CORES} cores"
    )
    return figures


def each(source: Path, folder: Path, encode_cpu: float) -> dict[str, float]:
    """What each operation costs by itself with its encode, in shares of a plain re-encode's processor time."""
    info, found = probe(source), measure(source)
    chosen = choose(found, EnhanceRequest(operations=frozenset(OPERATIONS), target_resolution="1080p"))
    # What this clip does not need is done all the same.
    everything = replace(
        chosen,
        steps=tuple(Step(operation=operation, reason="") for operation in OPERATIONS),
        filters={**chosen.filters, "deband": ("deband", {"range": 24})},
    )
    figures: dict[str, float] = {}
    for operation in (name for name in OPERATIONS if name not in SLOW):
        one = alone(everything, operation)

        def make(one: Choice = one) -> None:
            graph.prepare(info, one, folder)
            graph.encode(info, found, one, folder, folder / "one.mp4")

        wall, cpu = timed(make)
        figures[f"{operation}_cpu_ratio"] = cpu / encode_cpu
        ratio = f"{cpu / encode_cpu:6.2f}x a plain re-encode"
        print(f"{operation:>14} {wall:7.2f} s wall {cpu:7.2f} s cpu {ratio}", flush=True)
    return figures


if __name__ == "__main__":
    main()
