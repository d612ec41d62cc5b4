"""What edits cost: one graph beside six calls, a cut beside a full encode, a long trim, a window that follows.

All in seconds of a processor, so that what else runs on the machine counts little; the trim on the clock as well.

    python -m benchmarks.edit
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from films.edit_workshop import EditWorkshop
from media import ffmpeg
from media.edit.compile import compile_edit
from media.edit.draft import Named
from media.edit.graph import Graph
from media.edit.make import Way, make
from media.edit.model import Step
from media.edit.reframe.window import find_window
from media.edit.sources import open_film, open_picture, open_sound, rate_for
from media.edit.timeline import Film
from media.intake import take_in

SIZE, FPS, SECONDS, MINUTES = "1280x720", 30, 10, 10
Steps = Sequence[dict[str, Any]]


class Deaf:
    """Hears nothing."""

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        return []

    def words(self, film: Film) -> Sequence[Any]:
        return []


def edited(source: Path, steps: Steps, out: Path, found: dict[str, Path]) -> Way:
    """An edit by itself, from the file to the file."""
    folder = Path(tempfile.mkdtemp(dir=out.parent))
    info = take_in(source, folder).info
    rate = rate_for(info, text=False)
    files: dict[str, Named] = {
        name: open_picture(name, path) if path.suffix == ".png" else open_sound(name, path)
        for name, path in found.items()
        if any(step.get("file") == name for step in steps)
    }
    wanted = [Step.model_validate(one) for one in steps]
    project = compile_edit(open_film("film", info, rate), wanted, rate, files, Deaf())
    outcome = make(project, folder / "out.mp4", EditWorkshop(folder, project))
    assert outcome.film
    outcome.film.replace(out)
    return outcome.way


def cost_s(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of a processor, and on the clock."""
    before, started = _used_s(), time.perf_counter()
    work()
    return _used_s() - before, time.perf_counter() - started


def _used_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def film(folder: Path) -> Path:
    """Ten seconds with a key frame every 8.3 s, as many encoders set them, and a tone."""
    out = folder / "film.mp4"
    picture, sound = f"testsrc2=s={SIZE}:r={FPS}:d={SECONDS}", f"sine=d={SECONDS}"
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-g", "60", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"]
    ffmpeg.run(["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *coded, str(out)])
    return out


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="edit-") as name:
        folder = Path(name)
        source, long = film(folder), folder / "long.mp4"
        ffmpeg.run(["-stream_loop", str(MINUTES * 6 - 1), "-i", str(source), "-c", "copy", str(long)])
        ffmpeg.run(["-f", "lavfi", "-i", "color=red:s=300x120", "-frames:v", "1", str(folder / "logo.png")])
        ffmpeg.run(["-f", "lavfi", "-i", "sine=f=220:d=5", str(folder / "music.wav")])
        found = {"logo": folder / "logo.png", "music": folder / "music.wav"}
        steps: Steps = [
            {"do": "keep", "ranges": [[1, 9]]}, {"do": "reframe", "aspect": "9:16", "how": "centre"},
            {"do": "overlay", "file": "logo"}, {"do": "title", "text": "Head baker"},
            {"do": "music", "file": "music"}, {"do": "fade", "in_s": 1, "out_s": 1},
        ]  # fmt: skip
        one, _ = cost_s(lambda: edited(source, steps, folder / "one.mp4", found))

        def six() -> None:
            now = source
            for at, step in enumerate(steps):
                edited(now, [step], folder / f"six{at}.mp4", found)
                now = folder / f"six{at}.mp4"

        many, _ = cost_s(six)
        print(f"six steps on {SECONDS} s of {SIZE}: one call {one:.1f} s, six calls {many:.1f} s ({many / one:.1f}x)")
        cut = {"do": "keep", "ranges": [[0.5, 9.5]]}
        smart, _ = cost_s(lambda: edited(source, [cut], folder / "smart.mp4", found))
        full, _ = cost_s(lambda: edited(source, [cut, {"do": "crop", "box": [0, 0, 1, 1]}], folder / "full.mp4", found))
        print(f"a cut between key frames: {smart:.1f} s, encoded in full {full:.1f} s ({full / smart:.1f}x)")
        trim: Steps = [{"do": "keep", "ranges": [[60, 360]]}]
        spent, clock = cost_s(lambda: edited(long, trim, folder / "trim.mp4", found))
        print(f"five of {MINUTES} minutes, copied: {spent:.2f} s of a processor, {clock:.2f} s on the clock")
        info = take_in(source, folder).info
        rate = rate_for(info, text=False)
        project = compile_edit(open_film("film", info, rate), [Step.model_validate(steps[1])], rate, {}, Deaf())
        graph = Graph(project.main, project.layer, rate, EditWorkshop(folder, project))
        plain = compile_edit(project.main, [Step.model_validate(cut)], rate, {}, Deaf()).layer
        looked, _ = cost_s(lambda: find_window(graph.pictures(plain), plain.size, (720, 1280), plain.frames, rate))
        print(f"a window that follows is found in {looked / (plain.frames / float(rate)):.2f}x of a film's length")
    return 0


if __name__ == "__main__":
    sys.exit(main())
