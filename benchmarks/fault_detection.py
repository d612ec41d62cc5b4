"""Which faults the signals find without a model: painted films, shot anew, each with one fault at a time.

Thresholds were set on the films of `tests.faulty.TUNING`; these figures are of others, `HELD_OUT`.

    python -m benchmarks.fault_detection [films]
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from footage.verdicts import Fault
from media.probe import probe
from quality.signals import Signals, find_signals
from tests.faulty import FAULTS, FPS, HELD_OUT, TAKES, Case, cases, hard_cut, painted, shot, written

RECALL, FALSE_ALARMS = 0.95, 0.02


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


def main(films: int = len(HELD_OUT)) -> dict[str, float]:
    """Print and return recall of heavy and light faults, precision, overlap in time and false alarms."""
    results = Results()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [painted(*film, folder / f"{n}.mp4") for n, film in enumerate(HELD_OUT[: max(2, films)])]
        for n in range(len(paths)):
            _try(paths, n, folder, results)
            print(f"{n + 1} of {len(paths)} films", flush=True)
    return _report(results)


def _try(paths: list[Path], n: int, folder: Path, results: Results) -> None:
    """One film in every take clean; in one of them with heavy faults, in the next with light ones."""
    for m, take in enumerate(TAKES):
        clip, what = shot(paths[n], take), f"{HELD_OUT[n][0]} ({take})"
        found = find_signals(probe(written(clip, folder / "film.mp4")))
        results.whole(what, found)
        if (m - n) % len(TAKES) > 1:
            continue
        heavy = (m - n) % len(TAKES) == 0
        other = shot(paths[(n + 1) % len(paths)], take)
        for name, case in cases(clip, other, heavy=heavy, seed=n):
            found = find_signals(probe(written(case.clip, folder / "film.mp4")))
            results.broken(name if heavy else f"{name}, light", f"{name} in {what}", case, found)
        cut = hard_cut(clip, other, np.random.default_rng(n))
        found = find_signals(probe(written(cut.clip, folder / "film.mp4")))
        results.whole(f"cut in {what}", found)
        results.cuts += 1
        results.cuts_found += any(abs(cut_s - cut.start_s) <= 1 / FPS for cut_s in found.cuts_s)


def _recall(tallies: Iterable[Tally]) -> float:
    every = list(tallies)
    return sum(tally.found for tally in every) / max(1, sum(tally.films for tally in every))


def _report(results: Results) -> dict[str, float]:
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
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    print(f"target: recall of heavy faults >= {RECALL}, false alarms on clean films <= {FALSE_ALARMS}")
    return figures


def _lines(results: Results) -> Iterator[str]:
    for name, tally in sorted(results.tallies.items()):
        mean = f"{np.mean(tally.overlaps):.2f}" if tally.overlaps else "   -"
        yield f"{name:>16} {tally.found:3d} of {tally.films:3d}   overlap in time {mean}"
    for kind, count in sorted(results.named.items()):
        yield f"{kind:>16} precision {1 - results.mistaken[kind] / count:.2f} of {count}"
    yield from (f"wrongly named: {line}" for line in results.wrong)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
