"""Turns the steps of an edit into a project: arithmetic on what is known of the films; nothing is read or drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from media.edit import other_steps, seen_steps, time_steps
from media.edit.draft import Draft, Hearing, Named
from media.edit.model import Do, Step, check_steps
from media.edit.project import Project
from media.edit.timeline import (
    Film,
    whole,
)
from media.frame_size import even_size

MAX_FILM_S = 3600.0


def compile_edit(
    main: Film, steps: Sequence[Step], rate: Fraction, found: Mapping[str, Named], hearing: Hearing
) -> Project:
    """Follow the steps, one after another.

    Args:
        main: The film.
        steps: What is asked for.
        rate: Frames a second of the new film.
        found: The files that the steps name.
        hearing: For what is cut by ear.

    Raises:
        InvalidInputError: A step cannot be done; the message names it.
    """
    check_steps(steps)
    layer = whole(main, even_size(main.info), main.frames)
    edit = Draft(main=main, rate=rate, found=found, hearing=hearing, layer=layer)
    for edit.at, step in enumerate(steps, 1):
        edit.do = step.do
        _DEEDS[step.do](edit, step)
        if edit.length_s > MAX_FILM_S:
            raise edit.wrong(f"the film would last {edit.length_s / 60:.0f} minutes; the limit is 60.")
        edit.require_little()
    return Project(main=main, rate=rate, layer=edit.layer, exports=tuple(edit.exports), notes=tuple(edit.notes))


_DEEDS: Mapping[Do, Callable[[Draft, Step], None]] = {
    "keep": time_steps.keep,
    "cut": time_steps.cut,
    "cut_silence": time_steps.cut_silence,
    "cut_words": time_steps.cut_words,
    "join": time_steps.join,
    "insert": time_steps.insert,
    "speed": time_steps.speed,
    "reverse": time_steps.reverse,
    "freeze": time_steps.freeze,
    "reframe": seen_steps.reframe,
    "crop": seen_steps.crop,
    "rotate": seen_steps.rotate,
    "overlay": seen_steps.overlay,
    "title": seen_steps.title,
    "music": other_steps.music,
    "sound": other_steps.sound,
    "fade": seen_steps.fade,
    "export": other_steps.export,
}
