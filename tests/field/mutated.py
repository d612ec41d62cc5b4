"""Mutants of small films, and what becomes of them; as a program, a batch of them in a process that may crash."""

from __future__ import annotations

import json
import random
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from footage.errors import FootageError
from media.captions.burn import burn
from media.captions.model import Cue
from media.contact_sheet import stills
from media.intake import take_in

CPU_LIMIT_S = 5.0
CLOCK_LIMIT_S = 100
"""On a machine that does much else."""

_DRAWN_S = 4.0
_EXTREMES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\1", b"\x80\0\0\0", b"\0\0\0\7")
Mutation = Callable[[bytearray, random.Random], None]


def _flip(film: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 4, 32))):
        film[rng.randrange(len(film))] ^= 1 << rng.randrange(8)


def _extreme(film: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(film) - 4)
    film[at : at + 4] = rng.choice(_EXTREMES)


def _noise(film: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(film))
    length = min(len(film) - at, rng.choice((8, 64, 512)))
    film[at : at + length] = rng.randbytes(length)


def _gone(film: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(film))
    del film[at : at + rng.choice((1, 16, 500))]


def _twice(film: bytearray, rng: random.Random) -> None:
    at, to = rng.randrange(len(film)), rng.randrange(len(film))
    film[to:to] = film[at : at + rng.choice((4, 188, 2000))]


def _short(film: bytearray, rng: random.Random) -> None:
    del film[rng.randrange(64, len(film)) :]


def _header(film: bytearray, rng: random.Random) -> None:
    """Where sizes, times and codecs are written: the beginning, or the end of an MP4."""
    at = rng.randrange(min(1500, len(film) - 4))
    at = len(film) - 4 - at if rng.random() < 0.5 else at
    film[at] = rng.randrange(256)


_MUTATIONS: tuple[Mutation, ...] = (_flip, _extreme, _noise, _gone, _twice, _short, _header, _header)


def mutant(film: bytes, seed: int) -> bytes:
    """A film with one to three damages, the same for the same seed."""
    rng, changed = random.Random(seed), bytearray(film)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if len(changed) > 128:
            rng.choice(_MUTATIONS)(changed, rng)
    return bytes(changed)


def outcome(film: Path, folder: Path) -> str:
    """ "taken" or "refused"; anything else is a fault."""
    try:
        info = take_in(film, folder / "copies").info
        stills(info)
        if info.duration_s < _DRAWN_S:
            burn(info.path, [Cue(start_s=0.0, end_s=info.duration_s, text="M")], folder / "out.mp4", style="outline")
    except FootageError as exc:
        return "refused" if exc.code == "unsupported_media" else f"{exc.code}: {exc.message[:300]}"
    except Exception as exc:  # noqa: BLE001 - what is looked for
        return f"{type(exc).__name__}: {str(exc)[:300]}"
    return "taken"


def _too_long(signal_number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {CLOCK_LIMIT_S} s on the clock")


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(films: list[str], first: int, count: int) -> None:
    """Write a line of JSON for each mutant; after a crash the next one is missing."""
    signal.signal(signal.SIGALRM, _too_long)
    for seed in range(first, first + count):
        source = Path(films[seed % len(films)])
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "work"
            folder.mkdir()
            film = Path(name) / f"mutant{source.suffix}"
            film.write_bytes(mutant(source.read_bytes(), seed))
            signal.alarm(CLOCK_LIMIT_S)
            before_s = _cpu_s()
            found = outcome(film, folder)
            used_s = _cpu_s() - before_s
            signal.alarm(0)
            if used_s > CPU_LIMIT_S:
                found = f"took {used_s:.1f} s"
            if {one.name for one in Path(name).iterdir()} != {film.name, "work"}:
                found = "wrote elsewhere"
            sys.stdout.write(json.dumps({"seed": seed, "source": source.name, "found": found}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[3:], int(sys.argv[1]), int(sys.argv[2]))
