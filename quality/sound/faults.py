"""Finds what is wrong with a film's sound as a listener would: pauses, quiet and loudness on purpose are no faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footage.verdicts import Fault
from quality.sound.clipping import clipping
from quality.sound.gaps import broken_off, dropouts, is_silent, silence
from quality.sound.hum import hum
from quality.sound.meter import Heard
from quality.sound.stereo import one_sided, out_of_phase
from quality.sound.wind import wind
from quality.thresholds import Thresholds


def sound_faults(heard: Heard, film_s: float, cuts_s: Sequence[float], limits: Thresholds) -> Iterator[Fault]:
    """Everything that is wrong with a sound track by itself.

    Args:
        heard: What was measured of it.
        film_s: Length of the film in seconds.
        cuts_s: When its shots begin: silence from cut to cut is meant.
        limits: When a measurement is a fault.
    """
    if is_silent(heard.levels, limits.silence):
        yield from silence(heard.levels, limits.silence)
        return
    yield from dropouts(heard.levels, cuts_s, limits.dropout)
    yield from broken_off(heard.levels, film_s, limits.dropout)
    yield from clipping(heard.tops, limits.clipping)
    yield from one_sided(heard.levels, limits.one_sided)
    yield from out_of_phase(heard.levels, limits.out_of_phase)
    yield from hum(heard.low, heard.levels, limits.hum)
    yield from wind(heard.low, limits.wind)
