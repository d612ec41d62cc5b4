from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from footage.verdicts import PromptMatch
from quality.prompt_match import clauses, prompt_match

TIMES_S = [0.0, 1.0, 2.0]
UNRELATED = [0.10, 0.12, 0.14, 0.16, 0.18]  # median 0.14, deviation 0.02


def texts(*cosines: float) -> Any:
    """Texts as like the first axis as their cosines say."""
    return np.array([[cosine, (1 - cosine**2) ** 0.5, 0] for cosine in cosines])


def matched(*cosines: float, pictures: Any = None) -> PromptMatch | None:
    seen = np.array([[1.0, 0, 0]] * 3) if pictures is None else pictures
    return prompt_match(seen, TIMES_S, texts(*cosines), texts(*UNRELATED), middle=2, slope=1.5)


def test_the_match_is_how_far_the_prompt_stands_out_from_unrelated_texts() -> None:
    one_half = 0.14 + 2 * 1.4826 * 0.02
    over_time = [(time_s, 0.5) for time_s in TIMES_S]
    assert matched(one_half) == PromptMatch(score=0.5, worst=0.5, worst_at_s=0.0, over_time=over_time)
    unrelated, shown = matched(0.14), matched(0.3)
    assert unrelated is not None
    assert shown is not None
    assert unrelated.score < 0.05 < 0.95 < shown.score


def test_clauses_count_alike() -> None:
    both, one_half = matched(0.14, 0.14 + 4 * 1.4826 * 0.02), matched(0.14 + 2 * 1.4826 * 0.02)
    assert both is not None
    assert one_half is not None
    assert both.score == pytest.approx(one_half.score, abs=1e-3)


def test_the_worst_moment_is_named() -> None:
    elsewhere = np.array([[1.0, 0, 0], [0.2, 0.1, 0.97], [1.0, 0, 0]])
    found = matched(0.3, pictures=elsewhere)
    assert found
    assert found.worst_at_s == 1.0
    assert found.worst < found.score


def test_a_model_that_does_not_tell_texts_apart_measures_nothing() -> None:
    same = texts(*[0.2] * 5)
    assert prompt_match(np.array([[1.0, 0, 0]]), [0.0], texts(0.3), same, middle=2, slope=1) is None


def test_a_long_prompt_is_divided_where_its_clauses_end() -> None:
    def fits(text: str) -> bool:
        return len(text) <= 40

    prompt = "A fox in the snow. It looks up, slowly; then it runs away over the hill and far into the dark forest\nEnd"
    parts = clauses(prompt, fits)
    assert parts == [
        "A fox in the snow. It looks up, slowly;",
        "then it runs away over the",
        "hill and far into the dark forest End",
    ]
    assert clauses("a fox", fits) == ["a fox"]
    assert clauses("x" * 50, fits) == ["x" * 50]
