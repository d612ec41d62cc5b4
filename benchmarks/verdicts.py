"""Whether verdicts are right on films of others: clean ones that are refused, ruined ones that are accepted.

The films are those of the corpus that are held back: nothing was trained or set by them. Fill it first.

    python -m benchmarks.corpus
    python -m benchmarks.verdicts [all]     (all: not only what is held back)
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import LEVELS, UNSEEN_WITHOUT_REFERENCE, Clip, clips, damaged, families_for
from footage.verdicts import Quality
from quality.clip import ClipModel
from quality.judge import FilmJudge
from quality.policy import load_policy

FALSE_RETRY, RUINED_VMAF, FAMILIES_A_CLIP = 0.02, 40.0, 2


@dataclass
class Figures:
    """What was counted, and the lines of what went wrong."""

    clean: int = 0
    ruined: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


class Bench:
    """Judges films by signals and the looks of their pictures, without a model."""

    def __init__(self) -> None:
        self._judge = FilmJudge(ClipModel("nobody/weights"), load_policy())
        self.figures = Figures()

    def clean(self, clip: Clip) -> None:
        """A clip with nothing wrong: it may not be told to be made again."""
        quality = self._quality(clip.path)
        self.figures.clean += 1
        if quality.verdict != "accept":
            self.figures.alarms.update({fault.kind for fault in quality.faults} or {"no fault"})
            self.figures.false.append(_line(clip.name, clip, quality))

    def ruined(self, clip: Clip) -> None:
        """A clip ruined until VMAF is below `RUINED_VMAF`, by some of the families: it may not be accepted."""
        for family in families_for(clip, FAMILIES_A_CLIP + len(UNSEEN_WITHOUT_REFERENCE)):
            if family in UNSEEN_WITHOUT_REFERENCE:
                continue
            worst = damaged(clip, family, LEVELS[-1])
            if worst.vmaf >= RUINED_VMAF:
                continue
            quality = self._quality(worst.path)
            self.figures.ruined += 1
            if quality.verdict == "accept":
                self.figures.missed.append(_line(f"{clip.name} {family} VMAF {worst.vmaf:.0f}", clip, quality))

    def _quality(self, film: Path) -> Quality:
        return self._judge.check(film).quality


def _line(name: str, clip: Clip, quality: Quality) -> str:
    looks = "" if quality.visual is None else f", looks {quality.visual.score:.2f}"
    kinds = ", ".join(f"{one.kind} {one.start_s:.1f}-{one.end_s:.1f} s ({one.evidence})" for one in quality.faults)
    why = kinds or "; ".join(quality.reasons[:2])
    return f"{name} ({clip.source.kind}: {clip.source.what}): {quality.verdict} {quality.score}{looks}: {why}"


def main() -> None:
    """Counts false alarms on whole films and on the shots of those that have several, and misses on ruined shots."""
    held_back = None if sys.argv[1:] == ["all"] else True
    real, made, ruined = Bench(), Bench(), Bench()
    shots = clips(held_back=held_back, clean=True)
    several = {name for name, count in Counter(clip.source.name for clip in shots).items() if count > 1}
    for clip in [*clips(held_back=held_back, clean=True, whole=True), *shots]:
        if clip.is_whole or clip.source.name in several:
            (real if clip.source.is_real else made).clean(clip)
    for clip in shots:
        if clip.source.is_real:
            ruined.ruined(clip)
    print("\n".join(["clean, but not accepted:", *real.figures.false, *made.figures.false]))
    print("\n".join(["ruined, but accepted:", *ruined.figures.missed, ""]))
    for name, bench in (("films of others", real), ("films made here", made)):
        share = _share(len(bench.figures.false), bench.figures.clean)
        by_kind = ", ".join(f"{kind} {count}" for kind, count in bench.figures.alarms.most_common())
        print(f"false alarms on {bench.figures.clean} clean {name}: {share}, {FALSE_RETRY:.0%} wanted. {by_kind}")
    missed = _share(len(ruined.figures.missed), ruined.figures.ruined)
    print(f"accepted of {ruined.figures.ruined} ruined shots (VMAF under {RUINED_VMAF:.0f}): {missed}, none wanted")


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / max(whole, 1):.1%})"


if __name__ == "__main__":
    main()
