"""Ten clips of six seconds joined, against the cheapest way ffmpeg has for the same; `main` prints and returns ratios.

Bar: at most 1.2x. Alike clips are copied: against ffmpeg's concat demuxer with stream copy. With their sounds made
equally loud and faded into each other: against the same copy with ffmpeg's loudnorm. With a clip of another kind among
them: against one encode of all by ffmpeg's concat filter with the same encoder.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from media import encoders
from media.assembly import Clip, assemble, length_s
from media.ffmpeg import run
from media.soundtrack import write_joined

COUNT, SECONDS, ROUNDS = 10, 6, 3
ENCODED_ROUNDS = 1


def clip(path: Path, index: int, size: str) -> Path:
    """A noisy clip with a tone, some louder than others."""
    picture = f"testsrc2=s={size}:r=24:d={SECONDS},noise=alls=5:allf=t"
    tone = f"sine=frequency={220 + 40 * index}:sample_rate=48000:duration={SECONDS},volume={-2 * (index % 3)}dB"
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    run(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, *coded, str(path)])
    return path


def best_s(rounds: int, *ways: Callable[[], object]) -> list[float]:
    """The least seconds of each way, which take turns."""
    least = [float("inf")] * len(ways)
    for _ in range(rounds):
        for index, way in enumerate(ways):
            start = time.perf_counter()
            way()
            least[index] = min(least[index], time.perf_counter() - start)
    return least


def main() -> dict[str, float]:
    """Print and return seconds and ratios."""
    figures: dict[str, float] = {}

    def told(name: str, ours_s: float, ffmpeg_s: float) -> None:
        figures.update({f"{name}_s": ours_s, f"{name}_ratio": ours_s / ffmpeg_s})
        print(f"{name:>8} {ours_s:6.2f} s, ffmpeg {ffmpeg_s:6.2f} s: {ours_s / ffmpeg_s:.2f}x")

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        files = [clip(work / f"{index}.mp4", index, "1280x720") for index in range(COUNT)]
        odd = clip(work / "odd.mp4", COUNT, "1920x1080")
        listed, out, bed = work / "list.txt", work / "out.mp4", work / "bed.wav"
        listed.write_text("".join(f"file {file.name}\n" for file in files))
        copied = ["-f", "concat", "-i", str(listed), "-c:v", "copy", "-movflags", "+faststart"]

        def levelled() -> None:
            write_joined([(file, length_s(file)) for file in files], bed)
            assemble([Clip(file) for file in files], out, work=work, sound=bed)

        told(
            "copy",
            *best_s(
                ROUNDS,
                lambda: assemble([Clip(file) for file in files], out, work=work),
                lambda: run([*copied, "-an", str(out)]),
            ),
        )
        loud = ["-af", "loudnorm,aresample=48000", "-c:a", "aac", "-b:a", "160k"]
        told("levelled", *best_s(ROUNDS, levelled, lambda: run([*copied, *loud, str(out)])))
        mixed = [*files[:-1], odd]
        inputs = [part for file in mixed for part in ("-i", str(file))]
        scaled = ";".join(f"[{n}:v]scale=1280:720,setsar=1[v{n}]" for n in range(COUNT))
        joined = "".join(f"[v{n}]" for n in range(COUNT)) + f"concat=n={COUNT}[film]"
        graph = ["-filter_complex", f"{scaled};{joined}", "-map", "[film]", *encoders.best().output]
        told(
            "mixed",
            *best_s(
                ENCODED_ROUNDS,
                lambda: assemble([Clip(file) for file in mixed], out, work=work),
                lambda: run([*inputs, *graph, "-movflags", "+faststart", str(out)]),
            ),
        )
    print(
        f"target: at most 1.2x each; the worst {max(figures[f'{n}_ratio'] for n in ('copy', 'levelled', 'mixed')):.2f}x"
    )
    return figures


if __name__ == "__main__":
    main()
