"""What a whole verdict on a minute of 1920x1080 costs: beside the film's length, and beside decoding it.

The film has twelve shots, fine noise and sound. The model is a full-size ViT-B/32 with random weights, loaded before;
without torch it is left out. Memory is that of the process without the model, for one minute and for ten.

    python -m benchmarks.judging
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from media.ffmpeg import run

WIDTH, HEIGHT, FPS, SHOT_S, CORES = 1920, 1080, 24, 5, 2
SHORT_S, LONG_S, BAR = 60, 600, 0.15
_SOURCES = ("testsrc2", "mandelbrot", "life", "gradients", "cellauto", "sierpinski")
_JUDGE = """
import json, resource, sys
from pathlib import Path
from benchmarks.captions import cpu_s
from media.probe import probe
from media.reading import read_through
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy

film, checkpoint = Path(sys.argv[1]), sys.argv[2]
clip = ClipModel(checkpoint or "nobody/has-this-model")
if checkpoint:
    import numpy as np
    clip.embed([np.zeros((64, 64, 3), np.uint8)])
judge, info = FilmJudge(clip, load_policy()), probe(film)
before = cpu_s()
read_through(info, [])
decoded = cpu_s()
quality = judge.check(film, prompt="a city at night").quality
judged = cpu_s()
print(json.dumps({
    "decoding_s": decoded - before,
    "judging_s": judged - decoded,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "verdict": quality.verdict,
}))
"""


def film(folder: Path, duration_s: int) -> Path:
    """Twelve shots with fine noise and a tone, again and again."""
    minute, path = folder / f"{SHORT_S}.mp4", folder / f"{duration_s}.mp4"
    if not minute.exists():
        shots = [
            f"{source}=s=480x270:r={FPS}" for source in _SOURCES for _ in range(SHORT_S // SHOT_S // len(_SOURCES))
        ]
        inputs = [part for shot in shots for part in ("-f", "lavfi", "-t", str(SHOT_S), "-i", shot)]
        scaled = ";".join(
            f"[{n}]scale={WIDTH}:{HEIGHT},noise=alls={4 + n % 2 * 4}:allf=t,setsar=1,format=yuv420p[v{n}]"
            for n in range(len(shots))
        )
        joined = "".join(f"[v{n}]" for n in range(len(shots))) + f"concat={len(shots)}[v]"
        sound = ["-f", "lavfi", "-i", f"anoisesrc=a=0.1:d={SHORT_S}"]
        run(
            [
                *[*inputs, *sound, "-filter_complex", f"{scaled};{joined}", "-map", "[v]", "-map", f"{len(shots)}:a"],
                *["-preset", "veryfast", "-crf", "26", "-c:a", "aac", "-shortest", str(minute)],
            ]
        )
    if path != minute:
        run(["-stream_loop", str(duration_s // SHORT_S - 1), "-i", str(minute), "-c", "copy", str(path)])
    return path


def judged(path: Path, checkpoint: Path | None) -> dict[str, float]:
    """Processor seconds of decoding and of the verdict and the peak of memory, in a process of its own."""
    command = [sys.executable, "-c", _JUDGE, str(path), str(checkpoint or "")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> dict[str, float]:
    """Print and return the cost as a share of the film's length and of decoding, and the peaks of memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        folder, model = Path(name), None
        if importlib.util.find_spec("torch"):
            model = folder / "model"
            # Elsewhere, as a process that is started begins with the peak of the one that starts it.
            made = f"from pathlib import Path; from benchmarks.clip import checkpoint; checkpoint(Path({str(model)!r}))"
            subprocess.run([sys.executable, "-c", made], check=True)
        whole = judged(film(folder, SHORT_S), model)
        short, long = (judged(film(folder, duration_s), None) for duration_s in (SHORT_S, LONG_S))
    figures = {
        "share_of_real_time_cpu": whole["judging_s"] / CORES / SHORT_S,
        "times_decoding": whole["judging_s"] / whole["decoding_s"],
        "times_decoding_without_model": short["judging_s"] / short["decoding_s"],
        "peak_mb_60_s": short["peak_mb"],
        "peak_mb_600_s": long["peak_mb"],
    }
    for key, value in figures.items():
        print(f"{key}: {value:.3f}")
    print(f"target: <= {BAR} of real time by the processor time of {CORES} cores; memory flat")
    return figures


if __name__ == "__main__":
    main()
