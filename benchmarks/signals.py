"""What finding faults without a model costs: seconds beside the film's own, and memory of a short and a long film.

python -m benchmarks.signals
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from media.ffmpeg import run

FPS, PART_S = 24, 10
SHORT_S, LONG_S = 60, 600
BAR, BAR_MB, CORES = 0.25, 1500, 2
_INSPECT = """
import json, os, resource, sys, time
from pathlib import Path
from media.probe import probe
from quality.signals import find_signals
info = probe(Path(sys.argv[1]))
start = time.perf_counter()
find_signals(info)
wall_s = time.perf_counter() - start
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu_s = sum(one.ru_utime + one.ru_stime for one in usage)
print(json.dumps({"wall_s": wall_s, "cpu_s": cpu_s, "peak_mb": usage[0].ru_maxrss / 1024}))
"""


def film(folder: Path, duration_s: int) -> Path:
    """Full HD with fine noise and a tone, the same ten seconds again and again."""
    part, path = folder / "part.mp4", folder / f"{duration_s}.mp4"
    if not part.exists():
        picture = f"testsrc2=s=1920x1080:r={FPS}:d={PART_S},noise=alls=6:allf=t"
        inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=d={PART_S}", "-shortest"]
        run([*inputs, "-pix_fmt", "yuv420p", "-crf", "23", "-preset", "veryfast", "-c:a", "aac", str(part)])
    run(["-stream_loop", str(duration_s // PART_S - 1), "-i", str(part), "-c", "copy", str(path)])
    return path


def inspected(path: Path) -> dict[str, float]:
    """Wall-clock and processor seconds and the peak of memory, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _INSPECT, str(path)], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> dict[str, float]:
    """Print and return the cost as a share of the film's length, and the peaks of memory in MB."""
    with tempfile.TemporaryDirectory() as name:
        short, long = (inspected(film(Path(name), duration_s)) for duration_s in (SHORT_S, LONG_S))
    figures = {
        "share_of_real_time": short["wall_s"] / SHORT_S,
        "share_of_real_time_cpu": short["cpu_s"] / CORES / SHORT_S,
        "peak_mb_60_s": short["peak_mb"],
        "peak_mb_600_s": long["peak_mb"],
    }
    for key, value in figures.items():
        print(f"{key}: {value:.3f}")
    print(f"target: <= {BAR} of real time on {CORES} cores, memory < {BAR_MB} MB and flat")
    return figures


if __name__ == "__main__":
    main()
