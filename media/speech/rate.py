"""Measures how fast a voice speaks: it says a short passage in its language once, which is then kept like any line."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import RootModel

from footage import yaml_data
from media.audio import RATE_HZ
from media.speech.mix import load
from media.speech.say import Speaker
from media.speech.units import spoken_units
from media.speech.voices import Voice

_SLOWEST, _FASTEST = 1.5, 15.0
"""Syllables a second outside of which something was measured that is no speech."""


class _Passages(RootModel[Mapping[str, Sequence[str]]]):
    """What is said in each language; see `passages.yaml`."""


def syllables_a_second(voice: Voice, folder: Path, sample: str = "") -> float | None:
    """How many syllables a voice says in a second, as `media.speech.units` counts them.

    Args:
        voice: Who speaks.
        folder: Where spoken lines are kept.
        sample: A sentence to say in languages for which there is no passage.

    Returns:
        None where the voice said nothing that could be measured.

    Raises:
        FootageError: As in `media.speech.say.Speaker`.
    """
    passage = _passages().get(voice.language, (sample,) if sample else ())
    said, lasts_s = 0.0, 0.0
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="rate-", dir=folder) as work,
        Speaker(voice, folder, Path(work)) as speaker,
    ):
        for line in passage:
            if file := speaker.say(line):
                lasts_s += len(load(file)) / RATE_HZ
                said += spoken_units(line)
    rate = said / lasts_s if lasts_s else 0.0
    return rate if _SLOWEST <= rate <= _FASTEST else None


@cache
def _passages() -> Mapping[str, Sequence[str]]:
    return yaml_data.load(_Passages, Path(__file__).with_name("passages.yaml")).root
