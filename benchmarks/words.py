"""How often a prompt's picture is right: `python -m benchmarks.words [FILE.yaml ...]`, by language.

Right is a plan whose first subject is among those that the file accepts, or which shows no subject but a place that it
accepts; wrong is another subject, or another place that the prompt was taken to name. The rest shows nothing in
particular and becomes a title. `BEFORE` is what words listed by hand alone gave for 104 prompts of the same kind.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, RootModel

from painter import plan_scene
from painter.plan import ScenePlan

_PROMPTS = Path("tests/data/prompts")
_DATA = Path("painter/data/words.zip")
BEFORE = {"right": 0.18, "wrong": 0.12, "nothing": 0.70}
_SEEDS = (2, 3, 4)
_UNSEEN = frozenset({"held_back.yaml"})
"""Files of which only the totals are printed, so that nobody tunes words on their prompts."""


Verdict = Literal["right", "wrong", "nothing"]


class Row(BaseModel):
    """A prompt with the pictures that are right for it."""

    model_config = ConfigDict(extra="forbid")

    language: str
    prompt: str
    subjects: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


class Rows(RootModel[tuple[Row, ...]]):
    """A file of prompts."""


def judged(row: Row) -> tuple[Verdict, str]:
    """Whether the picture of a prompt is right, and what it shows."""
    first = _planned(row, 1)
    if first.subjects:
        shown = first.subjects[0]
        return ("right" if shown in {_named(one) for one in row.subjects} else "wrong"), shown
    if first.setting in row.settings:
        return "right", first.setting
    # A place that another seed changes was named by nobody.
    by_chance = first.setting == "abstract" or any(_planned(row, seed).setting != first.setting for seed in _SEEDS)
    return ("nothing" if by_chance else "wrong"), first.setting


def _planned(row: Row, seed: int) -> ScenePlan:
    return plan_scene(row.prompt, duration_s=5, width=640, height=360, seed=seed)


def _named(subject: str) -> str:
    from painter.emoji import known

    return known(subject) or subject


def report(path: Path) -> None:
    """Print the table of one file, and every prompt that is not right unless it is held back."""
    rows = Rows.model_validate(yaml.safe_load(path.read_text("utf-8"))).root
    start = time.process_time()
    verdicts = [(row, *judged(row)) for row in rows]
    spent_ms = 1000 * (time.process_time() - start) / len(rows)
    print(f"\n{path}: {len(rows)} prompts, {spent_ms:.1f} ms of processor time each")
    for row, verdict, shown in verdicts:
        if verdict != "right" and path.name not in _UNSEEN:
            print(f"  {verdict:8} {row.language:3} {row.prompt[:70]:70} {shown}")
    print(f"\n  {'':9}{'right':>7}{'wrong':>7}{'nothing':>9}")
    for language in (*dict.fromkeys(row.language for row in rows), "all"):
        found = Counter(verdict for row, verdict, _ in verdicts if language in {row.language, "all"})
        print(f"  {language:9}{found['right']:7}{found['wrong']:7}{found['nothing']:9}  of {found.total()}")
    found = Counter(verdict for _, verdict, _ in verdicts)
    print(f"  {'share':9}" + "".join(f"{found[name] / len(rows):{width}.0%}" for name, width in _COLUMNS))
    print(f"  {'before':9}" + "".join(f"{BEFORE[name]:{width}.0%}" for name, width in _COLUMNS))


_COLUMNS: tuple[tuple[Verdict, int], ...] = (("right", 7), ("wrong", 7), ("nothing", 9))


def report_costs() -> None:
    """Print the size of the data and how long a language takes when it is first needed."""
    from painter.prompt.nouns.dictionary import dictionary, languages

    print(f"{_DATA}: {_DATA.stat().st_size / 1e6:.2f} MB, {len(languages())} languages")
    for language in ("en", "de", "hi", "ja"):
        start = time.process_time()
        dictionary(language).alike("unknown")
        print(f"  {language}: {1000 * (time.process_time() - start):.0f} ms of processor time when first needed")


if __name__ == "__main__":
    report_costs()
    for one in sys.argv[1:] or sorted(map(str, _PROMPTS.glob("*.yaml"))):
        report(Path(one))
