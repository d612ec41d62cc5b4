"""Prompts that are far too long, or hardly text: they are planned like any other."""

from __future__ import annotations

import pytest

from painter import plan_film
from painter.craft.typesetting import drawable
from painter.prompt.explainers.numbers import numbers_in
from painter.prompt.forms.asking import asked
from painter.prompt.forms.writing import READ_CHARS, legible

_ENDLESS = {
    "spaces": "A bee" + " " * 50_000 + "on a flower",
    "lines": "A bee on a flower" + "\n \n" * 50_000,
    "digits": "9" * 100_000,
    "words": "elephant " * 12_000,
    "comparisons": "a vs " * 20_000,
    "halves of characters": "bees \ud83d in the garden",
}


@pytest.mark.slow
@pytest.mark.parametrize("prompt", _ENDLESS.values(), ids=_ENDLESS)
def test_a_prompt_without_end_is_planned(prompt: str) -> None:
    assert plan_film(prompt, duration_s=10, width=640, height=360, seed=1).beats


def test_long_gaps_and_words_without_end_are_cut_and_lines_are_kept() -> None:
    read = legible("1. Bees" + " " * 5000 + "fly\n2. " + "7" * 5000 + "\n\n\n\n\n\n\n3. Rest")

    assert read == "1. Bees" + " " * 8 + "fly\n2. " + "7" * 100 + "\n\n\n3. Rest"
    assert len(legible("a bee " * 40_000)) == READ_CHARS
    assert legible("A bee\n\n  on a flower") == "A bee\n\n  on a flower"


def test_what_stands_behind_a_long_gap_is_still_read() -> None:
    assert "flower" in asked(_ENDLESS["spaces"]).text


def test_long_texts_are_no_series_of_numbers() -> None:
    assert numbers_in("sales: " + "elephant " * 1000 + ", Jan 10") is None


def test_a_heading_is_never_longer_than_its_card_holds() -> None:
    film = plan_film("Cats vs " + "very " * 100 + "old dogs vs birds", duration_s=10, width=640, height=360, seed=1)

    assert film.beats


def test_control_characters_are_not_set() -> None:
    assert drawable("\x00\x01") == ""
    assert drawable("be\x00e\tfly") == "bee fly"
