"""Single pictures of a film: what it looks like at a few moments, without words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from painter.plan import Beat, FilmPlan


def draw_stills(plan: FilmPlan, times_s: Sequence[float], outs: Sequence[Path]) -> None:
    """Paint a film's pictures at some moments as PNG, without titles and captions; each is there whole or not at all.

    Clips are made between them, so shots of one place are one shot here: nobody can move a picture into another view.

    Args:
        plan: The film; its size is the pictures'.
        times_s: Moments in seconds, rising; past the end means the last picture.
        outs: A .png file for each; those that are there stay.
    """
    import skia

    from painter.shots.paint import NATIVE
    from painter.shots.reel import Reel

    words = {"titles": (), "lower_third": (), "caption": None, "transition": "cut"}
    silent = plan.model_copy(update={"beats": tuple(beat.model_copy(update=words) for beat in _uncut(plan.beats))})
    reel = Reel(silent)
    last_s = (plan.frame_count - 1) / plan.fps
    for time_s, out in zip(times_s, outs, strict=True):
        if not out.is_file():
            making = out.with_name(f"making-{out.name}")
            skia.Image.fromarray(reel.paint(min(time_s, last_s)), colorType=NATIVE).save(str(making), skia.kPNG)
            making.replace(out)


def _uncut(beats: Sequence[Beat]) -> list[Beat]:
    """The beats, those that show the same in a row as one."""
    uncut: list[Beat] = []
    for beat in beats:
        if uncut and (beat.setting, beat.subjects) == (uncut[-1].setting, uncut[-1].subjects):
            uncut[-1] = uncut[-1].model_copy(update={"duration_s": uncut[-1].duration_s + beat.duration_s})
        else:
            uncut.append(beat)
    return uncut
