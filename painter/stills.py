"""Draws single frames of a film: as PNG files without any text, or as they will be seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from painter.plan import Beat, FilmPlan

_SEEN_AT = 0.92
"""When all of a beat's words are there, as a share of its length; it does not yet leave."""

_JPEG_QUALITY = 82


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


def draw_frame(plan: FilmPlan, index: int, pictures: Sequence[Path] = (), *, side_px: int = 480) -> bytes:
    """One beat of a film as a JPEG, at a moment when all its words are there.

    Args:
        plan: The film.
        index: Which of its beats.
        pictures: Those that beats name by index; see `FilmPlan.showing`.
        side_px: How long the longer side of the picture is.

    Raises:
        footage.errors.InvalidInputError: The beat shows a picture that is not there.
        footage.errors.UnsupportedMediaError: A picture cannot be read.
    """
    import skia

    from painter.shots.paint import ScenePainter
    from painter.shots.sheets import NATIVE

    shown = plan.showing(len(pictures))
    scale = side_px / max(plan.width, plan.height)
    width, height = (max(64, 2 * round(side * scale / 2)) for side in (plan.width, plan.height))
    scene = shown.model_copy(update={"width": width, "height": height}).scene(index)
    painter = ScenePainter(scene, since_s=scene.duration_s, pictures=pictures)
    pixels = painter.paint(_SEEN_AT * scene.duration_s)
    picture = skia.Image.fromarray(pixels, NATIVE, skia.kOpaque_AlphaType, copy=False)
    return bytes(picture.encodeToData(skia.kJPEG, _JPEG_QUALITY))


def _uncut(beats: Sequence[Beat]) -> list[Beat]:
    """The beats, with consecutive ones that show the same place and subjects joined."""
    uncut: list[Beat] = []
    for beat in beats:
        if uncut and (beat.setting, beat.subjects) == (uncut[-1].setting, uncut[-1].subjects):
            uncut[-1] = uncut[-1].model_copy(update={"duration_s": uncut[-1].duration_s + beat.duration_s})
        else:
            uncut.append(beat)
    return uncut
