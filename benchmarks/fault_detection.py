"""Which faults the signals find without a model: films, each with one fault at a time.

Painted ones that are shot anew, and real clips of the corpus that move. Thresholds were set on the painted films of
`tests.faulty.TUNING` and on the clips of the corpus that are not held back; figures of those that are come apart.

    python -m benchmarks.fault_detection [painted films] [real clips of each side]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks import corpus
from footage.verdicts import Fault
from media.probe import probe
from quality.signals import Signals, find_signals
from tests.faulty import (
    FAULTS,
    FPS,
    HELD_OUT,
    PICTURE_FAULTS,
    TAKES,
    Case,
    Clip,
    cases,
    dissolve,
    hard_cut,
    motion,
    painted,
    real,
    shot,
    written,
)

RECALL, RECALL_LIGHT, FALSE_ALARMS = 0.95, 0.9, 0.02
LIVELY_LEVELS = 1.5
"""A clip takes part where its frames usually change by so much: nobody can tell that what rests was stopped."""

_LEAST_S = 3.5


@dataclass
class Tally:
    """Of one fault: how often it was looked for, found by its name, and how well in time."""

    films: int = 0
    found: int = 0
    overlaps: list[float] = field(default_factory=list)

    def add(self, case: Case, faults: Iterable[Fault]) -> None:
        near_s = 1 / FPS
        hits = [
            fault
            for fault in faults
            if fault.kind in case.kinds and fault.start_s < case.end_s + near_s and fault.end_s > case.start_s - near_s
        ]
        self.films += 1
        self.found += bool(hits)
        if hits:
            self.overlaps.append(overlap(case, hits))


@dataclass
class Results:
    """Of all films. `named` counts faults by kind, `mistaken` those that the film does not have."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    mistaken: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    clean: int = 0
    alarms: int = 0
    cuts: int = 0
    cuts_found: int = 0

    def broken(self, name: str, what: str, case: Case, found: Signals) -> None:
        self.tallies.setdefault(name, Tally()).add(case, found.faults)
        self._name(what, found, case.kinds)

    def whole(self, what: str, found: Signals) -> None:
        self.clean += 1
        self._name(what, found, frozenset())
        self.alarms += bool(found.faults)

    def _name(self, what: str, found: Signals, kinds: frozenset[str]) -> None:
        others = [fault.kind for fault in found.faults if fault.kind not in kinds]
        self.named.update(fault.kind for fault in found.faults)
        self.mistaken.update(others)
        self.wrong += [f"{what}: {kind}" for kind in others]


def overlap(case: Case, faults: Iterable[Fault]) -> float:
    """Intersection over union of the true and the found stretch of time."""
    times = [(fault.start_s, fault.end_s) for fault in faults]
    start_s, end_s = min(start for start, _ in times), max(end for _, end in times)
    common_s = max(0.0, min(end_s, case.end_s) - max(start_s, case.start_s))
    return common_s / (max(end_s, case.end_s) - min(start_s, case.start_s))


def main(films: int = len(HELD_OUT), clips: int = 8) -> dict[str, float]:
    """Print and return recall of heavy and light faults, precision, overlap in time and false alarms."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if films:
            figures |= _report("painted", _painted(folder, films))
        for side, held_back in (("real", False), ("real_held_back", True)):
            if lively := _lively(held_back=held_back, most=clips):
                figures |= _report(side, _real(folder, lively))
    return figures


def _painted(folder: Path, films: int) -> Results:
    results = Results()
    paths = [painted(*film, folder / f"{n}.mp4") for n, film in enumerate(HELD_OUT[: max(2, films)])]
    for n in range(len(paths)):
        _try(paths, n, folder, results)
        print(f"{n + 1} of {len(paths)} films", flush=True)
    return results


def _lively(*, held_back: bool, most: int) -> list[tuple[str, Clip]]:
    """Clean real clips that move, one of each source."""
    found: dict[str, tuple[str, Clip]] = {}
    for one in corpus.clips(held_back=held_back):
        usable = one.source.is_clean and one.source.is_real and one.duration_s >= _LEAST_S
        if usable and one.source.group not in found and len(found) < most:
            clip = real(one.path, probe(one.path).fps or FPS)
            if clip.fps >= FPS / 2 and motion(clip.frames) >= LIVELY_LEVELS:
                found[one.source.group] = (one.name, clip)
    return list(found.values())


def _real(folder: Path, lively: list[tuple[str, Clip]]) -> Results:
    """Every clip clean, cut, dissolved, and with each fault of the pictures, heavy and light."""
    results, makers = Results(), [make.__name__ for make in PICTURE_FAULTS]
    for n, (name, clip) in enumerate(lively):
        other = _as_long(lively[(n + 1) % len(lively)][1], len(clip.frames))
        results.whole(name, _found(clip, folder))
        for heavy in (True, False):
            for fault, case in cases(clip, other, heavy=heavy, seed=n, faults=makers):
                what = f"{fault}{'' if heavy else ', light'}"
                results.broken(what, f"{what} in {name}", case, _found(case.clip, folder))
        _edited(clip, other, name, folder, results, np.random.default_rng(n))
        print(f"{n + 1} of {len(lively)} clips", flush=True)
    return results


def _as_long(clip: Clip, frames: int) -> Clip:
    """A clip of at least so many frames, where need be by going back and forth."""
    there_and_back = np.concatenate([clip.frames, clip.frames[-2:0:-1]])
    return replace(clip, frames=there_and_back[np.arange(max(frames, len(clip.frames))) % len(there_and_back)])


def _edited(clip: Clip, other: Clip, what: str, folder: Path, results: Results, rng: np.random.Generator) -> None:
    """What an editor does: a cut, and a dissolve."""
    cut, mixed = hard_cut(clip, other, rng), dissolve(clip, other, rng)
    found = _found(cut.clip, folder)
    results.whole(f"cut in {what}", found)
    results.cuts += 1
    results.cuts_found += any(abs(cut_s - cut.start_s) <= 1 / clip.fps for cut_s in found.cuts_s)
    results.whole(f"dissolve in {what}", _found(mixed.clip, folder))


def _found(clip: Clip, folder: Path) -> Signals:
    return find_signals(probe(written(clip, folder / "film.mp4")))


def _try(paths: list[Path], n: int, folder: Path, results: Results) -> None:
    """One film in every take clean; in one of them with heavy faults, in the next with light ones."""
    for m, take in enumerate(TAKES):
        clip, what = shot(paths[n], take), f"{HELD_OUT[n][0]} ({take})"
        found = _found(clip, folder)
        results.whole(what, found)
        if (m - n) % len(TAKES) > 1:
            continue
        heavy = (m - n) % len(TAKES) == 0
        other = shot(paths[(n + 1) % len(paths)], take)
        for name, case in cases(clip, other, heavy=heavy, seed=n):
            found = _found(case.clip, folder)
            results.broken(name if heavy else f"{name}, light", f"{name} in {what}", case, found)
        _edited(clip, other, what, folder, results, np.random.default_rng(n))


def _recall(tallies: Iterable[Tally]) -> float:
    every = list(tallies)
    return sum(tally.found for tally in every) / max(1, sum(tally.films for tally in every))


def _report(side: str, results: Results) -> dict[str, float]:
    for line in _lines(results):
        print(line)
    heavy, light = (
        [results.tallies[name + suffix] for name in FAULTS if name + suffix in results.tallies]
        for suffix in ("", ", light")
    )
    overlaps = [value for tally in heavy for value in tally.overlaps]
    figures = {
        "recall_heavy": _recall(heavy),
        "recall_light": _recall(light),
        "precision": 1 - results.mistaken.total() / max(1, results.named.total()),
        "overlap_in_time_heavy": float(np.mean(overlaps)) if overlaps else 0.0,
        "cuts_found": results.cuts_found / max(1, results.cuts),
        "false_alarms": results.alarms / max(1, results.clean),
    }
    figures = {f"{side}_{name}": value for name, value in figures.items()}
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    print(f"target: recall of heavy faults >= {RECALL}, light >= {RECALL_LIGHT}, false alarms <= {FALSE_ALARMS}")
    return figures


def _lines(results: Results) -> Iterator[str]:
    for name, tally in sorted(results.tallies.items()):
        mean = f"{np.mean(tally.overlaps):.2f}" if tally.overlaps else "   -"
        yield f"{name:>16} {tally.found:3d} of {tally.films:3d}   overlap in time {mean}"
    for kind, count in sorted(results.named.items()):
        yield f"{kind:>16} precision {1 - results.mistaken[kind] / count:.2f} of {count}"
    yield from (f"wrongly named: {line}" for line in results.wrong)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
