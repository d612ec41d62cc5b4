"""Draws single frames of a film as PNG files, without any text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from painter.plan import Beat, FilmPlan


def draw_stills(plan: FilmPlan, times_s: Sequence[float], outs: Sequence[Path]) -> None:
    """Draw a film's frames at some moments as PNG, without any text; a file appears only when it is complete.

    Generators make clips from one picture to the next, so consecutive shots of one place are drawn as a single shot: no
    clip has to move from one view into another.

    Args:
        plan: The film; the pictures have its size.
        times_s: Moments in seconds, rising; those past the end give the last frame.
        outs: A .png file for each; existing ones are kept.
    """
    import skia

    from painter.shots.reel import Reel
    from painter.shots.sheets import NATIVE

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
    """The beats, with consecutive ones that show the same place and subjects joined."""
    uncut: list[Beat] = []
    for beat in beats:
        if uncut and (beat.setting, beat.subjects) == (uncut[-1].setting, uncut[-1].subjects):
            uncut[-1] = uncut[-1].model_copy(update={"duration_s": uncut[-1].duration_s + beat.duration_s})
        else:
            uncut.append(beat)
    return uncut
