"""What each bed is made of: tempo, key, chords, and who plays what.

Patterns have a character for each sixteenth of a bar, and "." is a rest. In `steps` a digit is a tone of the chord,
counted upwards from the lowest one; in `bass` it is 0 for the root, 1 the fifth, 2 the octave; in `chords` and `drums`
it says how hard to play, up to 9.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from painter.music.names import BedName

Role = Literal["steps", "bass", "chords", "held", "melody", "drums"]
Player = Literal[
    "piano", "electric_piano", "guitar", "mandolin", "mallet", "bell", "synth_pluck", "bass", "sub", "pulse", "pad",
    "strings", "spiccato", "brass", "kick", "soft_kick", "snare", "soft_snare", "clap", "hat", "open_hat", "shaker",
    "tick", "tom", "drum",
]  # fmt: skip
MAJOR, LYDIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 4, 6, 7, 9, 11)
MINOR, PHRYGIAN = (0, 2, 3, 5, 7, 8, 10), (0, 1, 3, 5, 7, 8, 10)


@dataclass(frozen=True)
class Part:
    """What one instrument plays.

    Attributes:
        player: The instrument.
        role: How its pattern is read.
        pattern: One or more bars of sixteen steps; empty for `held` and `melody`.
        level_db: How loud it is beside the others.
        energies: The least and the most energy of a bar in which it plays, 0 to 3.
        low: The lowest pitch of its chords, as a MIDI number.
        pan: Where it stands, -1 left to 1 right.
        spread: How far apart alternating notes stand.
        send: How much of it is heard in the room.
    """

    player: Player
    role: Role
    pattern: str = ""
    level_db: float = -12.0
    energies: tuple[int, int] = (0, 3)
    low: int = 48
    pan: float = 0.0
    spread: float = 0.0
    send: float = 0.2


@dataclass(frozen=True)
class Bed:
    """A kind of music.

    Attributes:
        bpm: Beats a minute; a film's tempo is near it, so that bars fill the film.
        scale: Semitones of its scale above the root.
        root: The root as a MIDI number; films differ by a few semitones.
        chords: Progressions of four chords, as degrees of the scale; the film's seed takes one of them.
        cadence: The chord before the last one, which is the first degree.
        parts: Who plays.
        tones: Notes of a chord: 3, or 4 with its seventh, or 5 with its ninth.
        chord_bars: Bars that a chord lasts.
        swing: How much later every second eighth comes, as a share of a sixteenth.
        room_s: How long the room rings.
        ring_s: How long the last chord rings.
    """

    bpm: float
    scale: tuple[int, ...]
    root: int
    chords: tuple[tuple[int, ...], ...]
    cadence: int
    parts: tuple[Part, ...]
    tones: int = 3
    chord_bars: int = 1
    swing: float = 0.0
    room_s: float = 1.4
    ring_s: float = 2.6


BY_NAME: dict[BedName, Bed] = {
    "piano": Bed(
        bpm=70,
        scale=MAJOR,
        root=60,
        chords=((0, 4, 5, 3), (5, 3, 0, 4), (0, 2, 3, 4), (3, 0, 4, 5)),
        cadence=4,
        tones=5,
        room_s=2.2,
        ring_s=3.0,
        parts=(
            Part("piano", "steps", "0.2.3.2.4.3.2.1.", -9, low=52, spread=0.3, send=0.3),
            Part("piano", "bass", "0.......1.......", -9, energies=(1, 3), low=36, pan=-0.1, send=0.25),
            Part("piano", "melody", level_db=-6, energies=(2, 3), low=69, pan=0.15, send=0.4),
            Part("strings", "held", level_db=-27, energies=(2, 3), low=55, send=0.5),
            Part("sub", "held", level_db=-26, energies=(3, 3), low=36, send=0.1),
        ),
    ),
    "acoustic": Bed(
        bpm=98,
        scale=MAJOR,
        root=55,
        chords=((0, 3, 5, 4), (0, 4, 3, 3), (5, 3, 0, 4), (0, 5, 3, 4)),
        cadence=4,
        room_s=0.9,
        ring_s=1.7,
        parts=(
            Part("guitar", "steps", "0.3.2.4.1.3.2.3." + "0.3.4.2.1.4.3.2.", -3, low=43, pan=-0.35, send=0.15),
            Part("guitar", "chords", "....6..3....6.43", -9, energies=(2, 3), low=52, pan=0.45, send=0.15),
            Part("mandolin", "melody", level_db=-4, energies=(2, 3), low=67, pan=0.2, send=0.3),
            Part("bass", "bass", "0.....1.0.....2.", -15, energies=(1, 3), low=33, send=0.02),
            Part("shaker", "drums", "5362536253625364", -13, energies=(1, 3), pan=0.3, send=0.1),
            Part("soft_kick", "drums", "8.......7.6.....", -8, energies=(2, 3), send=0.05),
            Part("clap", "drums", "....6.......6...", -12, energies=(3, 3), spread=0.2, send=0.3),
        ),
    ),
    "bright": Bed(
        bpm=112,
        scale=MAJOR,
        root=57,
        chords=((0, 4, 5, 3), (3, 0, 4, 5), (0, 5, 3, 4), (5, 3, 0, 4)),
        cadence=4,
        room_s=1.3,
        ring_s=1.8,
        parts=(
            Part("synth_pluck", "steps", "0123421301234213", -9, low=60, spread=0.6, send=0.3),
            Part("electric_piano", "chords", "8.....6.....5...", -15, energies=(1, 3), low=54, send=0.25),
            Part("pad", "held", level_db=-23, energies=(2, 3), low=57, send=0.4),
            Part("mallet", "melody", level_db=-7, energies=(2, 3), low=72, pan=-0.25, send=0.35),
            Part("bass", "bass", "0.0.0.0.0.0.0.1.", -15, energies=(1, 3), low=33, send=0.02),
            Part("kick", "drums", "8...7...8...7...", -6, energies=(2, 3), send=0.03),
            Part("hat", "drums", "..6...6...6...6.", -11, energies=(2, 3), pan=0.25, send=0.08),
            Part("clap", "drums", "....8.......8...", -9, energies=(3, 3), spread=0.2, send=0.3),
        ),
    ),
    "upbeat": Bed(
        bpm=126,
        scale=MAJOR,
        root=52,
        chords=((0, 3, 5, 4), (5, 3, 0, 4), (0, 5, 1, 4)),
        cadence=4,
        room_s=0.8,
        ring_s=1.5,
        parts=(
            Part("kick", "drums", "9...9...9...9.6.", -4, energies=(1, 3), send=0.02),
            Part("snare", "drums", "....9.......9..3", -6, energies=(1, 3), send=0.2),
            Part("hat", "drums", "5373537353735373", -11, pan=0.3, send=0.05),
            Part("open_hat", "drums", "..7...7...7...7.", -15, energies=(3, 3), pan=-0.3, send=0.1),
            Part("bass", "bass", "0..00.2.0..01.2.", -13, low=33, send=0.02),
            Part("electric_piano", "chords", "..7..7....7..7..", -15, low=55, pan=-0.3, send=0.2),
            Part("synth_pluck", "melody", level_db=-7, energies=(2, 3), low=67, pan=0.25, send=0.3),
            Part("guitar", "chords", "....7.......7...", -7, energies=(2, 3), low=57, pan=0.5, send=0.1),
        ),
    ),
    "cinematic": Bed(
        bpm=84,
        scale=MINOR,
        root=50,
        chords=((0, 5, 2, 6), (0, 3, 5, 6), (5, 6, 0, 2)),
        cadence=6,
        room_s=2.8,
        ring_s=3.6,
        parts=(
            Part("strings", "held", level_db=-13, low=50, send=0.5),
            Part("spiccato", "steps", "0010201000103010", -9, energies=(1, 3), low=50, spread=0.5, send=0.35),
            Part("strings", "melody", level_db=-10, energies=(2, 3), low=69, pan=-0.2, send=0.5),
            Part("brass", "held", level_db=-12, energies=(3, 3), low=38, send=0.4),
            Part("sub", "held", level_db=-16, low=32, send=0.05),
            Part("drum", "drums", "9.........6.....", -4, energies=(1, 3), send=0.4),
            Part("tom", "drums", "......5...4.6.68", -8, energies=(2, 3), spread=0.5, send=0.4),
        ),
    ),
    "tense": Bed(
        bpm=100,
        scale=PHRYGIAN,
        root=45,
        chords=((0, 0, 1, 0), (0, 5, 0, 1), (0, 1, 0, 6)),
        cadence=1,
        chord_bars=2,
        room_s=2.0,
        ring_s=2.2,
        parts=(
            Part("pulse", "bass", "0.0.0.0.0.0.0.0.", -12, low=33, send=0.08),
            Part("tick", "drums", "7.3.5.3.7.3.5.3.", -9, pan=0.35, send=0.3),
            Part("strings", "held", level_db=-20, energies=(1, 3), low=57, send=0.6),
            Part("piano", "steps", "..........4.....3...............", -11, low=45, pan=-0.3, send=0.7),
            Part("tom", "drums", "8..............." + "8.........5.4...", -6, energies=(2, 3), send=0.5),
            Part("spiccato", "steps", "0..0..0.0..0..1.", -9, energies=(3, 3), low=45, spread=0.4, send=0.3),
        ),
    ),
    "lofi": Bed(
        bpm=80,
        scale=MAJOR,
        root=48,
        chords=((1, 4, 0, 5), (3, 4, 5, 0), (0, 5, 1, 4), (3, 2, 1, 4)),
        cadence=4,
        tones=5,
        swing=0.3,
        room_s=0.9,
        ring_s=2.2,
        parts=(
            Part("electric_piano", "chords", "7.....4..5......" + "6..5......4.....", -10, low=53, send=0.2),
            Part("bass", "bass", "0......10.1....." + "0.....2.0...1...", -14, energies=(1, 3), low=33, send=0.02),
            Part("soft_kick", "drums", "9.....5.8.......", -3, energies=(1, 3), send=0.05),
            Part("soft_snare", "drums", "....8.......8..2", -5, energies=(1, 3), send=0.15),
            Part("hat", "drums", "4.5.4.5.4.5.4.53", -10, energies=(1, 3), pan=0.2, send=0.05),
            Part("guitar", "melody", level_db=-4, energies=(2, 3), low=62, pan=-0.25, send=0.35),
            Part("pad", "held", level_db=-25, energies=(3, 3), low=53, send=0.3),
        ),
    ),
    "ambient": Bed(
        bpm=60,
        scale=LYDIAN,
        root=53,
        chords=((0, 4, 5, 1), (0, 1, 5, 4), (5, 0, 2, 1)),
        cadence=1,
        tones=5,
        chord_bars=2,
        room_s=3.6,
        ring_s=4.0,
        parts=(
            Part("pad", "held", level_db=-12, low=53, send=0.5),
            Part("sub", "held", level_db=-18, energies=(0, 3), low=36, send=0.1),
            Part("bell", "melody", level_db=-13, energies=(1, 3), low=72, spread=0.6, send=0.8),
            Part("strings", "held", level_db=-21, energies=(2, 3), low=65, send=0.7),
            Part("piano", "steps", "4...............2.......3.......", -10, energies=(2, 3), low=60, send=0.7),
        ),
    ),
    "minimal": Bed(
        bpm=106,
        scale=MAJOR,
        root=58,
        chords=((0, 0, 5, 5), (0, 5, 3, 3), (5, 5, 3, 0)),
        cadence=3,
        room_s=1.1,
        ring_s=1.6,
        parts=(
            Part("mallet", "steps", "0..2..1.0..3..2.", -9, low=58, spread=0.35, send=0.25),
            Part("bass", "bass", "0.......0..0....", -15, energies=(1, 3), low=34, send=0.02),
            Part("tick", "drums", "....6.......6..3", -9, energies=(1, 3), pan=0.3, send=0.2),
            Part("soft_kick", "drums", "7.......7.......", -8, energies=(2, 3), send=0.05),
            Part("pad", "held", level_db=-24, energies=(2, 3), low=58, send=0.4),
            Part("mallet", "steps", "..4...3...4.....", -11, energies=(3, 3), low=70, pan=-0.4, send=0.4),
        ),
    ),
}
