"""What burning captions costs beside a plain re-encode of the same clip with the same encoder settings.

MoviePy (a composite of text clips) and drawing with PIL on every frame stand beside it. All ways take turns in one run
and the best time of each counts, so that a busy machine disturbs them alike.

    python -m benchmarks.captions
"""

from __future__ import annotations

import importlib.util
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
import ffmpeg
import numpy as np

from media.captions.burn import X264, burn
from media.captions.burn import soft as soft_track
from media.captions.model import Cue
from media.ffmpeg import from_file, run, run_graph

WIDTH, HEIGHT, FPS, SECONDS = 1280, 720, 30, 6
ROUNDS, SLOW_ROUNDS = 4, 2
FONT = Path(__file__).parent.parent / "media" / "fonts" / "Inter-SemiBold.ttf"
TEXTS = ("Made by a machine,", "captioned by a machine,", "checked by a machine:", "you only say what you want.")
CUES = tuple(Cue(1.5 * i + 0.1, 1.5 * i + 1.4, text) for i, text in enumerate(TEXTS))
ENCODER = {"preset": str(X264["preset"]), "crf": str(X264["crf"])}


def plain(source: Path, out: Path) -> None:
    """Decode and encode, nothing else."""
    run_graph(ffmpeg.output(from_file(source, demuxer="mov")["v:0"], str(out), movflags="+faststart", **X264))


def footage(source: Path, out: Path) -> None:
    burn(source, CUES, out)


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


def timed(way: Callable[[Path, Path], None], source: Path, out: Path) -> float:
    start = time.perf_counter()
    way(source, out)
    return time.perf_counter() - start


def main() -> dict[str, float]:
    """Print and return the best seconds of each way and its ratio to the plain re-encode."""
    ways: dict[str, Callable[[Path, Path], None]] = {"plain": plain, "burn": footage, "soft": soft}
    slow: dict[str, Callable[[Path, Path], None]] = {"pil_per_frame": pil, "moviepy": moviepy}
    if not importlib.util.find_spec("PIL"):
        print("pil_per_frame skipped: pillow is not installed")
        del slow["pil_per_frame"]
    if not importlib.util.find_spec("moviepy"):
        print("moviepy skipped: moviepy is not installed")
        del slow["moviepy"]
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "source.mp4"), Path(folder, "out.mp4")
        picture = f"testsrc2=s={WIDTH}x{HEIGHT}:r={FPS}:d={SECONDS},noise=alls=5:allf=t"
        run(["-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", "-crf", "18", "-preset", "veryfast", str(source)])
        for turn in range(ROUNDS):
            for name, way in {**ways, **(slow if turn < SLOW_ROUNDS else {})}.items():
                best[name] = min(best.get(name, float("inf")), timed(way, source, out))
    figures = {f"{name}_s": seconds for name, seconds in best.items()}
    figures |= {f"{name}_ratio": seconds / best["plain"] for name, seconds in best.items() if name != "plain"}
    print(f"{SECONDS} s of {WIDTH}x{HEIGHT} at {FPS} frames/s, {len(CUES)} captions, x264 {ENCODER}")
    for name, seconds in best.items():
        print(f"{name:>14} {seconds:7.2f} s {seconds / best['plain']:7.3f}x")
    print(f"target: burn <= 1.05x; measured {figures['burn_ratio']:.3f}x")
    return figures


if __name__ == "__main__":
    main()
