"""What burning captions costs beside a plain re-encode of the same clip with the same encoder settings.

MoviePy (a composite of text clips) and drawing with PIL on every frame stand beside it. Each way runs at the same time
as a plain re-encode, one on each of two processors, which they swap from round to round: whatever else disturbs the
machine disturbs both alike, so that the ratio is known to a percent. A track is added to a film of a minute, because on
a short one most of the time is starting ffmpeg.

    python -m benchmarks.captions
"""

from __future__ import annotations

import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import av
import numpy as np

from media.captions.burn import burn
from media.captions.burn import soft as soft_track
from media.captions.model import Cue, Style
from media.encoders import X264
from media.ffmpeg import from_file, run, run_graph
from media.fonts import FONTS_DIR

WIDTH, HEIGHT, FPS, SECONDS, MINUTE_S = 1280, 720, 30, 12, 60
ROUNDS, SLOW_ROUNDS = 4, 2  # even, so that each way has each processor as often
SLOW = {"pil_per_frame": "PIL", "moviepy": "moviepy"}  # and the module each needs
FONT = FONTS_DIR / "Inter-SemiBold.ttf"
TEXTS = ("Made by a machine,", "captioned by a machine,", "checked by a machine:", "you only say what you want.")
CUES = tuple(Cue(3 * i + 0.2, 3 * i + 2.8, text) for i, text in enumerate(TEXTS))
WITH_EMOJI = tuple(replace(cue, text=f"{cue.text} 🚀") for cue in CUES)
Way = Callable[[Path, Path], None]
ENCODER = {"preset": str(X264["preset"]), "crf": str(X264["crf"])}


def plain(source: Path, out: Path) -> None:
    """Decode and encode, nothing else."""
    run_graph([from_file(source, demuxer="mov")["v:0"]], out, options=X264)


def in_style(style: Style, cues: tuple[Cue, ...] = CUES) -> Way:
    """Burn in a style; words are spoken one by one where the style shows that."""

    def way(source: Path, out: Path) -> None:
        burn(source, cues, out, style=style)

    return way


def soft(source: Path, out: Path) -> None:
    soft_track(source, CUES, out)


def pil(source: Path, out: Path) -> None:
    """Draw on every frame with PIL, in one Python loop."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(FONT), 40)
    with av.open(str(source)) as film, av.open(str(out), "w") as result:
        stream = result.add_stream("libx264", rate=FPS, options=ENCODER, width=WIDTH, height=HEIGHT)
        assert isinstance(stream, av.VideoStream)
        stream.pix_fmt = "yuv420p"
        film.streams.video[0].thread_type = "AUTO"
        for frame in film.decode(video=0):
            image = Image.fromarray(frame.to_ndarray(format="rgb24"))
            for cue in CUES:
                if cue.start_s <= (frame.time or 0) < cue.end_s:
                    place = (WIDTH / 2, HEIGHT * 0.9)
                    ImageDraw.Draw(image).text(
                        place, cue.text, "white", font, "mm", stroke_width=3, stroke_fill="black"
                    )
            drawn = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
            drawn.pts, drawn.time_base = frame.pts, frame.time_base
            result.mux(stream.encode(drawn))
        result.mux(stream.encode(None))


def moviepy(source: Path, out: Path) -> None:
    """A composite of text clips."""
    from moviepy import CompositeVideoClip, TextClip, VideoFileClip

    film = VideoFileClip(str(source))
    texts = [
        TextClip(str(FONT), text=cue.text, font_size=40, color="white", stroke_color="black", stroke_width=3)
        .with_start(cue.start_s)
        .with_duration(cue.end_s - cue.start_s)
        .with_position(("center", 0.86), relative=True)
        for cue in CUES
    ]
    with CompositeVideoClip([film, *texts]) as scene:
        scene.write_videofile(
            str(out), codec="libx264", preset=ENCODER["preset"], ffmpeg_params=["-crf", ENCODER["crf"]], logger=None
        )
    film.close()


def cpu_s() -> float:
    """Processor seconds of this process and of the programs it has run."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def clip(path: Path) -> Path:
    """A moving test picture with a little noise."""
    picture = f"testsrc2=s={WIDTH}x{HEIGHT}:r={FPS}:d={SECONDS},noise=alls=5:allf=t"
    run(["-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", "-crf", "18", "-preset", "veryfast", str(path)])
    return path


def ways() -> dict[str, Way]:
    """All of them, by name."""
    burns = {f"burn_{style}": in_style(style) for style in get_args(Style)}
    return {
        "plain": plain,
        **burns,
        "burn_emoji": in_style("clean", WITH_EMOJI),
        "pil_per_frame": pil,
        "moviepy": moviepy,
    }


def soft_speedup(short: Path, folder: Path) -> float:
    """How much faster a track is added to a film of a minute than captions are burnt in."""
    source, out = folder / "minute.mp4", folder / "out.mp4"
    run(["-stream_loop", str(MINUTE_S // SECONDS - 1), "-i", str(short), "-c", "copy", str(source)])
    track_s = min(seconds(soft, source, out)[0] for _ in range(ROUNDS))
    return seconds(in_style("clean"), source, out)[0] / track_s


def seconds(way: Way, source: Path, out: Path) -> tuple[float, float]:
    """By the clock, and of processors."""
    start, start_cpu = time.perf_counter(), cpu_s()
    way(source, out)
    return time.perf_counter() - start, cpu_s() - start_cpu


def beside_plain(name: str, source: Path, folder: Path, turn: int) -> tuple[float, float]:
    """Processor seconds of a way, and of the plain re-encode that runs while it does."""
    children = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "benchmarks.captions",
                one,
                str(source),
                str(folder / f"{n}.mp4"),
                str((n + turn) % 2),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n, one in enumerate((name, "plain"))
    ]
    for one in children:
        assert one.stdout
        one.stdout.readline()
    for one in children:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    took = [float(one.communicate()[0]) for one in children]
    return took[0], took[1]


def child(name: str, source: str, out: str, processor: str) -> None:
    """One way on one processor, once it is told to go."""
    way = ways()[name]
    if hasattr(os, "sched_setaffinity"):
        ours = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {ours[int(processor) % len(ours)]})
    print("ready", flush=True)
    sys.stdin.readline()
    print(seconds(way, Path(source), Path(out))[1])


def main() -> dict[str, float]:
    """Print and return the ratios of each way to the plain re-encode."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = clip(folder / "source.mp4")
        print(f"{SECONDS} s of {WIDTH}x{HEIGHT} at {FPS} frames/s, {len(CUES)} captions, x264 {ENCODER}")
        for way in ways():
            if way in SLOW and not importlib.util.find_spec(SLOW[way]):
                print(f"{way} skipped: {SLOW[way]} is not installed")
                continue
            rounds = SLOW_ROUNDS if way in SLOW else ROUNDS
            pairs = [beside_plain(way, source, folder, turn) for turn in range(rounds)]
            ratios = sorted(one / other for one, other in pairs)
            figures[f"{way}_ratio"] = statistics.median(ratios)
            told = f"{statistics.median(ratios):.3f}x ({ratios[0]:.3f} to {ratios[-1]:.3f})"
            print(f"{way:>15} {pairs[-1][0]:6.2f} s {told}", flush=True)
        figures["soft_speedup"] = soft_speedup(source, folder)
    worst = max((way for way in figures if way.startswith("burn_")), key=lambda way: figures[way])
    figures["burn_ratio"] = figures[worst]
    print(f"target: every burn <= 1.05x; {worst.removesuffix('_ratio')} {figures['burn_ratio']:.3f}x")
    print(f"target: soft >= 100x faster than burn; measured {figures['soft_speedup']:.0f}x")
    return figures


if __name__ == "__main__":
    child(*sys.argv[1:]) if sys.argv[1:] else main()
