"""What burning captions costs beside a plain re-encode of the same clip with the same encoder settings.

MoviePy (a composite of text clips) and drawing with PIL on every frame stand beside it. All ways take turns in one run
and the best time of each counts, so that a busy machine disturbs them alike. A track is added to a film of a minute,
because on a short one most of the time is starting ffmpeg.

    python -m benchmarks.captions
"""

from __future__ import annotations

import importlib.util
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import av
import ffmpeg
import numpy as np

from media.captions.burn import X264, burn
from media.captions.burn import soft as soft_track
from media.captions.model import Cue, Style
from media.ffmpeg import from_file, run, run_graph

WIDTH, HEIGHT, FPS, SECONDS, MINUTE_S = 1280, 720, 30, 12, 60
ROUNDS, SLOW_ROUNDS = 3, 1
SLOW = {"pil_per_frame": "PIL", "moviepy": "moviepy"}  # and the module each needs
FONT = Path(__file__).parent.parent / "media" / "fonts" / "Inter-SemiBold.ttf"
TEXTS = ("Made by a machine,", "captioned by a machine,", "checked by a machine:", "you only say what you want.")
CUES = tuple(Cue(3 * i + 0.2, 3 * i + 2.8, text) for i, text in enumerate(TEXTS))
WITH_EMOJI = tuple(replace(cue, text=f"{cue.text} 🚀") for cue in CUES)
Way = Callable[[Path, Path], None]
ENCODER = {"preset": str(X264["preset"]), "crf": str(X264["crf"])}


def plain(source: Path, out: Path) -> None:
    """Decode and encode, nothing else."""
    run_graph(ffmpeg.output(from_file(source, demuxer="mov")["v:0"], str(out), movflags="+faststart", **X264))


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


def soft_speedup(short: Path, folder: Path) -> float:
    """How much faster a track is added to a film of a minute than captions are burnt in."""
    source = folder / "minute.mp4"
    run(["-stream_loop", str(MINUTE_S // SECONDS - 1), "-i", str(short), "-c", "copy", str(source)])
    wall, _ = measure({"soft": soft}, source, folder / "out.mp4")
    start = time.perf_counter()
    burn(source, CUES, folder / "out.mp4")
    return (time.perf_counter() - start) / wall["soft"]


def measure(ways: dict[str, Way], source: Path, out: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Best wall-clock and processor seconds of each way, which take turns."""
    wall: dict[str, float] = {}
    cpu: dict[str, float] = {}
    for turn in range(ROUNDS):
        for name, way in ways.items():
            if name in SLOW and turn >= SLOW_ROUNDS:
                continue
            start, start_cpu = time.perf_counter(), cpu_s()
            way(source, out)
            wall[name] = min(wall.get(name, float("inf")), time.perf_counter() - start)
            cpu[name] = min(cpu.get(name, float("inf")), cpu_s() - start_cpu)
    return wall, cpu


def main() -> dict[str, float]:
    """Print and return the seconds of each way and their ratios to the plain re-encode."""
    burns = {f"burn_{style}": in_style(style) for style in get_args(Style)}
    burns["burn_emoji"] = in_style("clean", WITH_EMOJI)
    ways: dict[str, Way] = {"plain": plain, **burns, "pil_per_frame": pil, "moviepy": moviepy}
    for name, module in SLOW.items():
        if not importlib.util.find_spec(module):
            print(f"{name} skipped: {module} is not installed")
            del ways[name]
    with tempfile.TemporaryDirectory() as folder:
        source = clip(Path(folder, "source.mp4"))
        wall, cpu = measure(ways, source, Path(folder, "out.mp4"))
        speedup = soft_speedup(source, Path(folder))
    print(f"{SECONDS} s of {WIDTH}x{HEIGHT} at {FPS} frames/s, {len(CUES)} captions, x264 {ENCODER}")
    figures: dict[str, float] = {}
    for name in wall:
        figures |= {f"{name}_s": wall[name], f"{name}_ratio": wall[name] / wall["plain"]}
        figures |= {f"{name}_cpu_s": cpu[name], f"{name}_cpu_ratio": cpu[name] / cpu["plain"]}
        ratios = f"{figures[f'{name}_ratio']:7.3f}x wall {figures[f'{name}_cpu_ratio']:7.3f}x cpu"
        print(f"{name:>14} {wall[name]:7.2f} s wall {cpu[name]:7.2f} s cpu {ratios}")
    worst = max(burns, key=lambda name: figures[f"{name}_cpu_ratio"])
    figures |= {"burn_ratio": figures[f"{worst}_ratio"], "burn_cpu_ratio": figures[f"{worst}_cpu_ratio"]}
    figures["soft_speedup"] = speedup
    print(
        f"target: every burn <= 1.05x; {worst} {figures['burn_ratio']:.3f}x wall, {figures['burn_cpu_ratio']:.3f}x cpu"
    )
    print(f"target: soft >= 100x faster than burn; measured {speedup:.0f}x")
    return figures


if __name__ == "__main__":
    main()
