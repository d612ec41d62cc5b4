"""Damaged containers are taken or refused, in time; they never crash what reads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.field.odd_films import ODD_FILMS, plain_film
from tests.servers import ROOT

pytestmark = pytest.mark.slow
EVERYTHING = "FOOTAGE_TEST_EVERYTHING" in os.environ
MUTANTS, A_SHARE, BATCH = 2000, 20, 100
FIRST_SEED = 1
SOURCES = ("no length in the header", "H.264 and MP2", "Motion JPEG and PCM", "VP9 and Opus")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """An MP4, a Matroska file, a transport stream, an AVI and a WebM."""
    folder = tmp_path_factory.mktemp("whole_films")
    return [str(plain_film(folder)), *(str(ODD_FILMS[name].make(folder)) for name in SOURCES)]


@pytest.mark.timeout(7200 if EVERYTHING else 120)
def test_mutants_are_taken_or_refused(films: list[str]) -> None:
    faults, found = [], Counter[str]()
    for first in range(FIRST_SEED, FIRST_SEED + MUTANTS, BATCH) if EVERYTHING else [FIRST_SEED]:
        for line in _answers(films, first, BATCH if EVERYTHING else A_SHARE):
            found[line["found"]] += 1
            if line["found"] not in {"taken", "refused"}:
                faults.append(line)
    assert not faults
    assert min(found["taken"], found["refused"]) > 0


def _answers(films: list[str], first: int, count: int) -> Iterator[dict[str, str]]:
    """What became of each mutant; after a crash the rest of the batch is tried by another process."""
    until = first + count
    while first < until:
        args = [sys.executable, "-m", "tests.field.mutated", str(first), str(until - first), *films]
        done = subprocess.run(args, cwd=ROOT, capture_output=True, text=True, check=False)  # it limits itself
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        yield from answers
        first += len(answers)
        if first < until:
            yield {"seed": str(first), "found": f"crashed with {done.returncode}: {done.stderr[-500:]}"}
            first += 1
