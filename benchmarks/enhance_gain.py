"""Whether what `enhance_quality` claims of ruined films is so: the eye before and after, beside VMAF to the clean clip.

VMAF rises with sharpness, even where that is not of the source, so VMAF NEG, which counts enhancement for nothing, and
SSIM are told as well. A gain is real where at least two of the three rise.

    python -m benchmarks.corpus && python -m benchmarks.enhance_gain
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import clips, damaged
from benchmarks.corpus.running import run
from media.enhance.film import enhance
from media.enhance.model import EnhanceRequest
from quality.eye import look_at

CASES = (
    ("x264", 3), ("x264", 4), ("x264", 5), ("mpeg4", 3), ("mpeg4", 5), ("mpeg2", 5), ("upscaled", 3), ("upscaled", 5),
    ("noise", 2), ("noise", 4), ("gauss", 2), ("gauss", 4),
)  # fmt: skip
_LEAST = (0.5, 0.5, 0.005)


def against(film: Path, clip: Path) -> tuple[float, float, float]:
    """VMAF, VMAF NEG and SSIM of a film against the clean one, over its first two seconds.

    The better of two pairings counts: a film whose first frame comes late is filled up with it.
    """
    return max(_paired(film, clip, late) for late in (0, 1))


def _paired(film: Path, clip: Path, late: int) -> tuple[float, float, float]:
    log = Path(tempfile.gettempdir()) / f"gain-{film.stem}.json"
    models = "model='version=vmaf_v0.6.1\\:name=vmaf|version=vmaf_v0.6.1neg\\:name=neg'"
    graph = (
        f"[0:v]trim=start_frame={late},setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];"
        f"[a][b]libvmaf={models}:feature='name=float_ssim':n_subsample=3:log_fmt=json:log_path={log}"
    )
    run(["-i", str(film), "-t", "2", "-i", str(clip), "-filter_complex", graph, "-f", "null", "-"])
    found = json.loads(log.read_text(encoding="utf-8"))["pooled_metrics"]
    log.unlink()
    return tuple(float(found[name]["mean"]) for name in ("vmaf", "neg", "float_ssim"))  # type: ignore[return-value]


def main() -> int:
    """Print a line for each ruined film, and how many gains were real."""
    names = set(sys.argv[1:])
    chosen = [clip for clip in clips(clean=True) if clip.source.is_real and (not names or clip.name in names)]
    counts = {"changed": 0, "real": 0, "worse": 0}
    for clip in chosen if names else chosen[:: max(1, len(chosen) // 6)]:
        for family, level in CASES:
            ruined = damaged(clip, family, level)
            work = Path(tempfile.mkdtemp())
            outcome = enhance(ruined.path, work / "out.mp4", EnhanceRequest(), eye=look_at)
            report, before = outcome.report, against(ruined.path, clip.path)
            line = f"{clip.name[:20]:20} {family:>8} {level}: looks {report.before['visual']}"
            moved = {step.operation for step in report.applied} & {"stabilize", "color", "interpolate"}
            if report.changed and report.after and not moved:
                after = against(outcome.path, clip.path)
                gains = [b - a for a, b in zip(before, after, strict=True)]
                rose = sum(gain > 0 for gain in gains)
                counts["changed"] += 1
                counts["real"] += rose >= 2
                counts["worse"] += all(gain < -least for gain, least in zip(gains, _LEAST, strict=True))
                done = ",".join(step.operation for step in report.applied)
                line += f" -> {report.after['visual']} [{done}] " + " ".join(
                    f"{a:.3g}->{b:.3g}" for a, b in zip(before, after, strict=True)
                )
            else:
                why = f"{', '.join(moved)} leave nothing to compare" if moved else report.reason
                line += f" left: {why} (VMAF {before[0]:.0f})"
            print(line, flush=True)
            shutil.rmtree(work)
    print(counts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
