"""What looks like a fault of the pictures and is none raises no alarm; what is one does, with evidence to match."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quality.pictures import moves, picture_faults
from quality.thresholds import shipped
from tests.field.looks_like import FAULTS, INNOCENT, Fault, Film, slides, stats_of, still, type_comes_up_on_a_terminal


@pytest.mark.parametrize("clip", INNOCENT, ids=lambda clip: clip.__name__)
def test_what_only_looks_wrong_raises_no_alarm(clip: Callable[[], Film]) -> None:
    assert picture_faults(stats_of(clip()), shipped()).faults == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_wrong_is_told_with_its_evidence(fault: Fault) -> None:
    found = picture_faults(stats_of(fault.film()), shipped()).faults
    assert max((one.evidence for one in found if one.kind == fault.kind), default=0) >= fault.evidence, found


@pytest.mark.parametrize(("clip", "moving"), [(slides, True), (type_comes_up_on_a_terminal, True), (still, False)])
def test_a_screen_on_which_something_happens_now_and_then_moves(clip: Callable[[], Film], moving: bool) -> None:
    assert moves(stats_of(clip()), shipped()) is moving
