"""Plays a film's music: a bed's parts, bar by bar, in a room."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from media.audio import RATE_HZ, Samples
from painter.music import instruments
from painter.music.beds import BY_NAME, Bed, Part
from painter.music.form import BEATS, Bar, Form, form_of
from painter.music.melody import Motif, motif_of
from painter.music.names import BedName
from painter.music.room import add_room
from painter.names import Pace

STEPS = 16
"""Sixteenths of a whole bar."""

_TEMPOS: dict[Pace, float] = {"slow": 0.93, "medium": 1.0, "fast": 1.07}
_ACCENTS = (1.0, 0.66, 0.8, 0.66)
_LATE_S, _UNEVEN = 0.004, 0.08
"""How far from exact the players are, in time and in strength."""

_FILLERS, _FILL = frozenset({"snare", "soft_snare", "tom"}), "3.58"
"""Drums that lead into what comes, and how: in the last beat of a bar."""

_STRUM_S = 0.012
_LIFT_DB, _SWELL_DB = -17.0, -24.0
_SWELL_S = 1.6


@dataclass(frozen=True)
class _Event:
    """A note: when, how high, how hard, and for how long where it is held."""

    start_s: float
    pitch: int
    strength: float
    lasts_s: float = 0.0


def play(name: BedName, seed: int, pace: Pace, duration_s: float, cues_s: Sequence[float]) -> Samples:
    """Compose and play a bed, as long as a film.

    Args:
        name: The bed.
        seed: Another one gives another key, other chords and another melody.
        pace: The film's, which moves the tempo a little.
        duration_s: How long the film is.
        cues_s: When its chapters begin.

    Returns:
        float32 of shape (samples, 2) at `RATE_HZ`, not yet brought to any loudness.
    """
    bed = BY_NAME[name]
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    tune = _Tune(
        bed,
        root=bed.root + int(rng.integers(-2, 3)),
        chords=bed.chords[int(rng.integers(len(bed.chords)))],
        motif=motif_of(rng),
    )
    form = form_of(bed, duration_s, bed.bpm * _TEMPOS[pace] * float(rng.uniform(0.97, 1.03)), cues_s)
    count = max(1, round(duration_s * RATE_HZ))
    dry, sent = np.zeros((2, count), np.float32), np.zeros(count, np.float32)
    for part in bed.parts:
        _play_part(part, [*_events(part, tune, form, rng)], tune, rng, dry, sent)
    _lift(form, rng, dry, sent)
    add_room(dry, sent, bed.room_s, rng)
    return dry.T


@dataclass(frozen=True)
class _Tune:
    """What a film's music is made of besides its form."""

    bed: Bed
    root: int
    chords: tuple[int, ...]
    motif: Motif

    def chord(self, bar: Bar) -> tuple[int, ...]:
        """The pitch classes of a bar's chord, its root first."""
        at = bar.index // self.bed.chord_bars % len(self.chords)
        degree = self.bed.cadence if bar.ends and bar.index else self.chords[at]
        return self.chord_on(degree)

    def chord_on(self, degree: int) -> tuple[int, ...]:
        """The pitch classes of a chord of thirds; a ninth that would rub against the root is left out."""
        scale = self.bed.scale
        thirds = range(degree, degree + 2 * self.bed.tones, 2)
        tones = [(self.root + scale[at % len(scale)]) % 12 for at in thirds]
        return tuple(tone for tone in tones if (tone - tones[0]) % 12 != 1)


def _voiced(chord: Sequence[int], low: int, count: int = 10) -> list[int]:
    """The lowest tones of a chord from a pitch on; chords in one range lead into each other by small steps."""
    return [pitch for pitch in range(low, low + 48) if pitch % 12 in chord][:count]


def _spread(chord: Sequence[int], low: int, count: int) -> list[int]:
    """A chord struck as one; of a rich one the bass has the root, and seconds would blur."""
    return _voiced(chord[1:] if len(chord) > 3 else chord, low, min(count, max(3, len(chord) - 1)))


def _bass(chord: Sequence[int], low: int) -> list[int]:
    """Root, fifth and octave."""
    root = low + (chord[0] - low) % 12
    return [root, root + (chord[2] - chord[0]) % 12, root + 12]


# --- what is played -----------------------------------------------------------------------------------------------


def _events(part: Part, tune: _Tune, form: Form, rng: np.random.Generator) -> Iterator[_Event]:
    least, most = part.energies
    heard = [bar for bar in form.bars if least <= bar.energy <= most]
    if part.role == "held":
        yield from _held(part, tune, form, heard)
        return
    for bar in heard:
        exact = part.role == "drums"
        for event in _bar(part, tune, bar):
            late_s = 0.0 if exact else abs(float(rng.normal(0, _LATE_S)))
            strength = event.strength * (1 + float(rng.uniform(-_UNEVEN, _UNEVEN)))
            yield replace(event, start_s=event.start_s + late_s, strength=strength)
    if heard:
        yield from _ending(part, tune, form)


def _bar(part: Part, tune: _Tune, bar: Bar) -> Iterator[_Event]:
    """What a part plays in a bar."""
    chord = tune.chord(bar)
    if part.role == "melody":
        tones = _voiced(chord, part.low)
        notes = [one for one in tune.motif.bar(bar.index, leads=bar.leads) if one[0] < bar.beats * STEPS // BEATS]
        ends = [one[0] for one in notes[1:]] + [bar.beats * STEPS // BEATS]
        for (step, tone, strength), end in zip(notes, ends, strict=False):
            lasts_s = (end - step) * bar.beat_s * BEATS / STEPS
            yield _Event(_at(bar, step, tune.bed.swing), tones[tone % len(tones)], strength, lasts_s)
        return
    offset = bar.index * STEPS % len(part.pattern)
    pattern = part.pattern[offset : offset + STEPS * bar.beats // BEATS]
    if bar.leads and part.player in _FILLERS:
        pattern = pattern[: -len(_FILL)] + _FILL
    for step, char in enumerate(pattern):
        if char == ".":
            continue
        start_s, number = _at(bar, step, tune.bed.swing), int(char)
        if part.role == "drums":
            yield _Event(start_s, 0, number / 9)
        elif part.role == "chords":
            for string, pitch in enumerate(_spread(chord, part.low, tune.bed.tones)):
                yield _Event(start_s + string * _STRUM_S, pitch, number / 9)
        else:
            tones = _bass(chord, part.low) if part.role == "bass" else _voiced(chord, part.low)
            yield _Event(start_s, tones[number % len(tones)], _ACCENTS[step % 4])


def _at(bar: Bar, step: int, swing: float) -> float:
    late = swing if step // 2 % 2 and step % 2 == 0 else 0.0
    return bar.start_s + (step + late) * bar.beat_s * BEATS / STEPS


def _held(part: Part, tune: _Tune, form: Form, heard: Sequence[Bar]) -> Iterator[_Event]:
    """Chords that sound until the next one, and the last until it has faded."""
    root_only = part.player in {"sub", "brass"}
    start = 0
    while start < len(heard):
        bar, chord = heard[start], tune.chord(heard[start])
        end = start + 1
        while end < len(heard) and tune.chord(heard[end]) == chord and not heard[end].lifts and end - start < BEATS:
            end += 1
        last = heard[end - 1]
        lasts_s = last.start_s + last.beats * last.beat_s - bar.start_s
        for pitch in _bass(chord, part.low)[:1] if root_only else _spread(chord, part.low, tune.bed.tones):
            yield _Event(bar.start_s, pitch, 1.0, lasts_s)
        start = end
    if heard:
        for pitch in _bass(tune.chord_on(0), part.low)[:1] if root_only else _voiced(tune.chord_on(0), part.low, 4):
            yield _Event(form.end_s, pitch, 0.9, tune.bed.ring_s)


def _ending(part: Part, tune: _Tune, form: Form) -> Iterator[_Event]:
    """The last stroke: the first chord of the scale, by whoever has played, and the deep drums."""
    home = tune.chord_on(0)[:3]
    if part.role == "drums":
        if part.player in {"kick", "soft_kick", "drum", "tom"}:
            yield _Event(form.end_s, 0, 0.9)
        return
    if part.role == "bass":
        pitches = _bass(home, part.low)[:1]
    elif part.role == "melody":
        pitches = [next(pitch for pitch in range(part.low, part.low + 12) if pitch % 12 == home[0])]
    else:
        pitches = _voiced(home, part.low, 4)
    for string, pitch in enumerate(pitches):
        yield _Event(form.end_s + string * _STRUM_S * 1.5, pitch, 0.85, tune.bed.ring_s)


# --- how it sounds ------------------------------------------------------------------------------------------------


def _play_part(
    part: Part, events: Sequence[_Event], tune: _Tune, rng: np.random.Generator, dry: Samples, sent: Samples
) -> None:
    """Add a part's notes: to the two sides of the mix, and to what the room hears."""
    if not events:
        return
    gain = 10 ** (part.level_db / 20)
    if part.player in instruments.HELD:
        _play_held(part, events, gain, rng, dry, sent)
        return
    notes: dict[int, Samples] = {}
    sides = [np.zeros_like(sent) for _ in range(2 if part.spread else 1)]
    for number, event in enumerate(events):
        if event.pitch not in notes:
            notes[event.pitch] = instruments.note(part.player, _hertz(event.pitch), 0, rng)
        _add(sides[number % len(sides)], notes[event.pitch], event.start_s, gain * event.strength)
    for number, side in enumerate(sides):
        pan = part.pan + (part.spread * (1 - 2 * number) if part.spread else 0.0)
        angle = (min(1.0, max(-1.0, pan)) + 1) * np.pi / 4
        dry[0] += side * np.float32(np.cos(angle) * 2**0.5)
        dry[1] += side * np.float32(np.sin(angle) * 2**0.5)
        sent += side * np.float32(part.send)


def _play_held(
    part: Part, events: Sequence[_Event], gain: float, rng: np.random.Generator, dry: Samples, sent: Samples
) -> None:
    """Add held notes: each pitch is made once, as long as the longest, and cut to length with a slow fall."""
    fall = round(instruments.release(part.player) * RATE_HZ)
    longest = max(event.lasts_s for event in events) + fall / RATE_HZ
    slope = np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2
    notes: dict[int, Samples] = {}
    for event in events:
        if event.pitch not in notes:
            notes[event.pitch] = instruments.note(part.player, _hertz(event.pitch), longest, rng)
        whole = notes[event.pitch][: round(event.lasts_s * RATE_HZ) + fall]
        sound = whole * np.float32(gain * event.strength)
        sound[-fall:] *= slope[len(slope) - min(fall, len(sound)) :, None]
        for side in (0, 1):
            _add(dry[side], sound[:, side], event.start_s, 1.0)
            _add(sent, sound[:, side], event.start_s, part.send / 2)


def _lift(form: Form, rng: np.random.Generator, dry: Samples, sent: Samples) -> None:
    """Where the music rises: air before it, a low stroke and a soft cymbal on it."""
    up = instruments.swell(rng, _SWELL_S)
    low, cymbal = instruments.boom(), instruments.crash(rng)
    for bar in form.bars:
        if not bar.lifts or bar.start_s == 0:
            continue
        for side in (dry[0], dry[1]):
            _add(side, up, bar.start_s - _SWELL_S, 10 ** (_SWELL_DB / 20))
            _add(side, low, bar.start_s, 10 ** (_LIFT_DB / 20) * 1.6)
            _add(side, cymbal, bar.start_s, 10 ** (_LIFT_DB / 20) * 0.35)
        _add(sent, cymbal, bar.start_s, 10 ** (_LIFT_DB / 20) * 0.2)


def _hertz(pitch: int) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def _add(mix: Samples, sound: Samples, start_s: float, gain: float) -> None:
    """Add a sound where it falls inside the film."""
    start = round(start_s * RATE_HZ)
    first, last = max(0, start), min(len(mix), start + len(sound))
    if first < last:
        mix[first:last] += sound[first - start : last - start] * np.float32(gain)
